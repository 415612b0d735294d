"""The codebook as rules: what a label of a source table means, and the sentence that says so.

`curation/data/codebook.csv` holds one rule a line. Its `pattern` is one or more alternatives with ` ; ` between them,
compared with normalised labels; `match` says how an alternative is read:

    exact    B-1                   the label itself; `|` stands between the parts, `(none)` for a table without labels
    parts    *|N/NR|FI/FA|P        part by part: `*` is any text, `/` is "or", a leading `**` any parts before (or none)
    prefix   D2                    a status code beside its name: D2, D-2, D2(유학), D2유학, 유학D2; not D20
    class    H                     a class of visas: H, H-4, H1B, H-2A; not HX, nor H-1B/X

Where two rules fit, exact goes before parts, prefix and class, then the longer alternative before the shorter. An empty
`destination` means every destination, an empty `measure` that of the source table.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import combinations, zip_longest
from pathlib import Path
from typing import NamedTuple

from curation.core.labels import BETWEEN, key, normalise

TABLE = Path(__file__).resolve().parents[1] / "data" / "codebook.csv"
DISPOSITIONS = ("include", "exclude", "total", "not_data")
UNLABELLED = "(none)"
ANY = f"[^{BETWEEN}]*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `kept_out_of` is the category that an excluded label was kept out of."""

    rule: str
    source: str
    pattern: str
    match: str
    destination: str
    category: str
    disposition: str
    reason_code: str
    kept_out_of: str
    measure: str
    condition: dict = field(hash=False)
    label_original: str
    label_en: str
    label_ru: str
    reason: str
    sentence: str
    concept: str


def load(path: Path = TABLE) -> list[Rule]:
    """The rules in the order of the table; ValueError, with line and remedy, where it cannot be meant as written."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rules = [_rule(row, f"{path.name}, line {reader.line_num}") for row in reader]
    for problem in _ambiguities(rules):
        raise ValueError(f"{path.name}: {problem}")
    return rules


def match(rules: Sequence[Rule], source: str, parts: Sequence[str]) -> Rule | None:
    """The one rule for a label of a source table, or None where the codebook is silent."""
    label = key(parts)
    fitting = [
        (form.weight, rule)
        for rule in rules
        if rule.source == source
        for form in _forms(rule.match, rule.pattern)
        if form.regex.fullmatch(label)
    ]
    return max(fitting, key=lambda fit: fit[0], default=(None, None))[1]


class Form(NamedTuple):
    """One alternative of a pattern; the weight decides between rules."""

    text: str
    weight: tuple[int, int]
    regex: re.Pattern


@lru_cache(maxsize=2_000)
def _forms(how: str, pattern: str) -> tuple[Form, ...]:
    texts = [normalise(text) for text in pattern.split(" ; ")]
    rank = list(REGEX).index(how)
    return tuple(Form(text, (rank, len(text)), re.compile(REGEX[how](text))) for text in texts)


def _class(text: str) -> str:
    return rf"{re.escape(text)}(?:-?[0-9][0-9a-z]*|-[a-z]+)?"


def _prefix(text: str) -> str:
    code = re.sub(r"(?<=[a-z])(?=[0-9])", "-?", text)
    return rf"[^0-9a-z{BETWEEN}]*{code}(?:[^0-9a-z{BETWEEN}]{ANY})?"


def _parts(text: str) -> str:
    first, *rest = text.split("|")
    before = f"(?:{ANY}{BETWEEN})*" if first == "**" else ""
    return before + BETWEEN.join(_either(part) for part in (rest if before else [first, *rest]))


def _either(part: str) -> str:
    return ANY if part == "*" else f"(?:{'|'.join(re.escape(text) for text in part.split('/'))})"


def _exact(text: str) -> str:
    return f"{BETWEEN}*" if text == UNLABELLED else re.escape(text.replace("|", BETWEEN))


REGEX = {"class": _class, "prefix": _prefix, "parts": _parts, "exact": _exact}  # the more specific, the later


def _rule(row: dict, place: str) -> Rule:
    columns = [column.name for column in fields(Rule)]
    if list(row) != columns or None in row.values():
        raise ValueError(f"{place}: the columns must be {', '.join(columns)}, each with a cell, in this order.")
    if row["match"] not in REGEX:
        raise ValueError(f"{place}: match is {row['match']!r}; write one of {', '.join(REGEX)}.")
    if row["disposition"] not in DISPOSITIONS:
        raise ValueError(f"{place}: disposition is {row['disposition']!r}; write one of {', '.join(DISPOSITIONS)}.")
    if row["disposition"] == "include" and not row["category"]:
        raise ValueError(f"{place}: {row['rule']} includes its labels without saying where; fill in category.")
    if row["disposition"] == "exclude" and not row["reason_code"]:
        raise ValueError(f"{place}: {row['rule']} excludes its labels without a reason; fill in reason_code.")
    return Rule(**row | {"condition": _condition(row["condition"], place)})


def _condition(text: str, place: str) -> dict:
    try:
        condition = json.loads(text or "{}")
    except json.JSONDecodeError:
        condition = None
    if not isinstance(condition, dict):
        raise ValueError(f'{place}: condition cannot be read; write it as {{"duration": ["M6-11"]}}.')
    return condition


def _ambiguities(rules: Sequence[Rule]) -> Iterator[str]:
    """Pairs of alternatives that some label would fit equally well, so that nothing could decide between them."""
    claims = [(rule, form) for rule in rules for form in _forms(rule.match, rule.pattern)]
    for (one, form), (two, other) in combinations(claims, 2):
        if one.source == two.source and form.weight == other.weight and _meet(one.match, form.text, other.text):
            yield f"{one.rule} and {two.rule} both claim {other.text!r} of {one.source}; make one longer or drop it."


def _meet(how: str, one: str, two: str) -> bool:
    """Whether some label fits both alternatives; from the last part backwards, since `**` can only come first."""
    if how != "parts":
        return one == two
    for a, b in zip_longest(one.split("|")[::-1], two.split("|")[::-1]):
        if "**" in (a, b):
            return True
        if None in (a, b) or ("*" not in (a, b) and not set(a.split("/")) & set(b.split("/"))):
            return False
    return True

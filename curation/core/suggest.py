"""What a label may mean, each suggestion with its reason in words. A person decides; nothing here decides.

In order: the same label decided before, the codebook's own rule, a decided label of the same table under a close
spelling; where none of them speaks and the codebook has rules for the table, that it leaves the label out. Matching is
bold here, `H1B` meets `H-1B`, because it only suggests.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from curation.core import codebook
from curation.core.labels import key

LONG_ENOUGH = 8  # letters and digits; shorter codes differ by one letter and mean another thing
CLOSE_ENOUGH = 0.9
NUMBERED = re.compile(r"\w*\d\w*")
SCRIPTS = re.compile(r"[a-z0-9]+|[^\Wa-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision in force on a label of the same table."""

    parts: tuple[str, ...]
    text: str
    disposition: str
    category: str = ""
    measure: str = ""
    reason_code: str = ""
    rationale: str = ""
    condition: Mapping = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to propose, with the words to propose it in; `ground` is decided, codebook, spelling or silence."""

    ground: str
    reason: str
    disposition: str
    category: str
    measure: str
    reason_code: str
    rationale: str
    condition: Mapping = field(default_factory=dict, hash=False)
    rule: str = ""
    sentence: str = ""


def suggestions(
    source: str, parts: Sequence[str], *, rules: Sequence[codebook.Rule], precedents: Sequence[Precedent] = ()
) -> list[Suggestion]:
    """What is suggested for a label, best ground first; empty where nobody and nothing speaks of it."""
    same = [from_precedent(p, "decided", "decided before") for p in precedents if key(p.parts) == key(parts)]
    rule = codebook.match(rules, source, parts)
    named = [from_rule(rule)] if rule else []
    close = [
        from_precedent(p, "spelling", f"spelled like “{p.text}”, which is decided")
        for p in precedents
        if close_spelling(parts, p.parts)
    ]
    return [*same, *named, *close] or silence(source, rules)


def by_codebook(suggested: Sequence[Suggestion]) -> Suggestion | None:
    """The one among a label's suggestions that follows from the codebook, spoken or silent."""
    return next((each for each in suggested if each.ground in ("codebook", "silence")), None)


def silence(source: str, rules: Sequence[codebook.Rule]) -> list[Suggestion]:
    """What follows from a codebook that speaks of a table and not of this label."""
    if not any(rule.source == source for rule in rules):
        return []
    words = "The codebook does not name this label: it stays out until a decision with reasons takes it in."
    return [Suggestion("silence", "the codebook is silent on it", "exclude", "", "", "not_in_codebook", words)]


def from_rule(rule: codebook.Rule) -> Suggestion:
    """The codebook's own treatment. An exclusion keeps the category that the label is kept out of."""
    return Suggestion(
        ground="codebook",
        reason="the codebook's own sentence" if rule.sentence else "the codebook",
        disposition=rule.disposition,
        category=rule.category or rule.kept_out_of,
        measure=rule.measure,
        reason_code=rule.reason_code,
        rationale=rule.reason or "The codebook lists it so and gives no reason.",
        condition=rule.condition,
        rule=rule.rule,
        sentence=rule.sentence,
    )


def from_precedent(precedent: Precedent, ground: str, reason: str) -> Suggestion:
    """As somebody decided before, in the same words."""
    return Suggestion(
        ground=ground,
        reason=reason,
        disposition=precedent.disposition,
        category=precedent.category,
        measure=precedent.measure,
        reason_code=precedent.reason_code,
        rationale=precedent.rationale,
        condition=precedent.condition,
    )


def close_spelling(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two different labels look like one in two spellings: `H1B` and `H-1B`, `유학D2` and `D2(유학)`."""
    if key(one) == key(other) or len(one) != len(other):
        return False
    return all(bold(a) == bold(b) or nearly(a, b) for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=20_000)
def bold(text: str) -> tuple[str, ...]:
    """Letters and digits alone, one run for each script, in any order: `1-B` and `B-1` stay two."""
    return tuple(sorted(SCRIPTS.findall(letters(text))))


@lru_cache(maxsize=20_000)
def letters(text: str) -> str:
    """The text without letter case, blanks and signs."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def nearly(one: str, other: str) -> bool:
    """Whether two long texts differ by a slip of the pen. What holds a digit is a code and must be the same."""
    shorter, longer = sorted((len(letters(one)), len(letters(other))))
    if shorter < LONG_ENOUGH or 2 * shorter < CLOSE_ENOUGH * (shorter + longer):  # no ratio could be close enough
        return False
    if NUMBERED.findall(one.casefold()) != NUMBERED.findall(other.casefold()):
        return False
    one, other = sorted((letters(one), letters(other)))  # the matcher's ratio depends on the order
    return SequenceMatcher(None, one, other).ratio() >= CLOSE_ENOUGH

"""What the columns beside the numbers say of them: origin, destination, label, period, breakdown.

Hints win where they speak; then the heading's words; then what the column holds. What stays open is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from curation.core import periods, words
from curation.core.counted import SAYS_WHEN_OR_WHAT, counts_rows
from curation.core.layouts import Key
from curation.core.places import letters
from curation.core.problems import Unreadable
from curation.core.sights import Sight
from curation.core.tracked import TRACKED

MOST = 0.8
LOOKED_AT = 200
PROOF = 3
FIGURE = re.compile(r"[-+−–]?\s?[\d.,  ]+\s?%?")
ONCE = ("origin", "destination", "year", "quarter", "month", "period")
RANKS = (*ONCE, "label", "place", "other")
SAYS = {  # what a column must repeat to say nothing new, by its own role
    "label": ("label",),
    "place": ("origin", "destination", "place", "label"),
    "other": ("origin", "destination", "place", "label"),
}


@dataclass(frozen=True)
class Candidate:
    """A column, or a piece of one, with its heading and its texts in the sample; `role` is settled bit by bit."""

    column: int
    heading: str
    piece: int | None
    texts: tuple[str, ...]
    role: str = ""

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if text]


def key_columns(sight: Sight, values: Sequence[int]) -> list[Key]:
    """Every column outside the numbers with its role, in the order in which labels and breakdowns are put together."""
    found = [replace(one, role=_role(sight, one)) for one in _candidates(sight, frozenset(values))]
    found = _with_origin(sight, found)
    keys = [_settled(sight, one) for one in _without_repeats(sight, found)]
    return sorted(keys, key=lambda key: (sight.hints.place_of(key.name), key.column, key.piece or 0))


def _candidates(sight: Sight, values: frozenset[int]) -> Iterator[Candidate]:
    """Every other column; a comma-joined key (Eurostat) falls into its pieces."""
    for column, texts in enumerate(sight.columns):
        if column in values:
            continue
        heading = sight.heading(column)
        if "\\" in heading and heading.count(",") >= 2:
            lines = [text.split(",") for text in texts]
            for piece, name in enumerate(heading.split("\\")[0].split(",")):
                pieces = tuple(line[piece].strip() if piece < len(line) else "" for line in lines)
                yield Candidate(column, name.strip(), piece, pieces)
        else:
            yield Candidate(column, heading, None, texts)


def _role(sight: Sight, one: Candidate) -> str:
    """The role by hint, else by the heading's words, else by what the column holds."""
    if not one.filled:
        return "note"
    declared = sight.hints.role_of(one.heading)
    if declared:
        return _dimension(sight, one, declared.partition(":")[2]) if ":" in declared else declared
    for role, pattern in SAYS_WHEN_OR_WHAT.items():
        if words.speaks_of(pattern, one.heading) and _fits(role, one.filled):
            return role
    if words.speaks_of(words.SERIAL, one.heading) or counts_rows(sight, one.column):
        return "note"
    if dimension := words.breakdown_of(one.heading):
        return _dimension(sight, one, dimension)
    return _role_by_content(sight, one)


def _dimension(sight: Sight, one: Candidate, dimension: str) -> str:
    """A dimension of which only the total is given is none, except the duration: it says how long is long."""
    members = set(one.filled) if one.piece is not None else sight.members(one.column)
    only_total = len(members) == 1 and words.speaks_of(words.TOTAL_MEMBER, *members)
    return "note" if only_total and dimension != "duration" else f"breakdown:{dimension}"


def _fits(role: str, texts: Sequence[str]) -> bool:
    if role in ("flag", "note"):
        return True
    if role in ("period", "year"):
        return all(map(periods.period, texts[:LOOKED_AT]))
    parts = [text for text in texts[:LOOKED_AT] if not words.speaks_of(words.TOTAL_MEMBER, text)]
    return bool(parts) and all(periods.part(text, role) for text in parts)


def _role_by_content(sight: Sight, one: Candidate) -> str:
    distinct = list(dict.fromkeys(one.filled))
    if all(map(periods.period, distinct)):
        return "period"
    of_origin, of_destination, of_place, code = (
        words.speaks_of(said, one.heading) for said in (words.ORIGIN, words.DESTINATION, words.PLACE, words.CODE)
    )
    places = sum(sight.area(text, codes=of_origin or of_destination or of_place or code) is not None for text in distinct)
    if places >= MOST * len(distinct) and not words.speaks_of(words.LABEL, one.heading):
        return "origin" if of_origin else "destination" if of_destination else "place"
    if places and (of_origin or of_place):
        return "origin" if of_origin else "place"
    if words.speaks_of(words.LABEL, one.heading):
        return "label"
    if sum(FIGURE.fullmatch(text) is not None for text in distinct) >= MOST * len(distinct):
        sight.assumed.append(f"column {letters(one.column)} “{one.heading}” holds figures that count nobody")
        return "note"
    return "note" if len(_all(sight, one)) == 1 else "other"


def _all(sight: Sight, one: Candidate) -> set[str]:
    return set(one.filled) if one.piece is not None else sight.members(one.column)


def _with_origin(sight: Sight, found: list[Candidate]) -> list[Candidate]:
    """Where no heading speaks of origins, the first column that names one of the five republics is theirs."""
    if any(one.role == "origin" for one in found):
        return found
    places = sorted((one for one in found if one.role in ("place", "other")), key=lambda one: one.role == "other")
    origin = next((one for one in places if any(sight.area(text) in TRACKED for text in _all(sight, one))), None)
    if origin is None:
        return found
    sight.assumed.append(f"column {letters(origin.column)} names the countries people come from")
    return [replace(one, role="origin") if one is origin else one for one in found]


def _without_repeats(sight: Sight, found: list[Candidate]) -> list[Candidate]:
    """A column that another one determines line by line (its code, translation, continent) says nothing new."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: _rank(sight, one)):
        kept.append(replace(one, role="same") if _repeats(sight, one, kept) else one)
    return kept


def _repeats(sight: Sight, one: Candidate, kept: list[Candidate]) -> bool:
    if one.role in (*ONCE, "flag") or one.role.startswith("breakdown"):
        return any(other.role == one.role for other in kept)
    if sight.hints.role_of(one.heading):
        return one.role == "label" and any(_twin(one, other) for other in kept)
    sources = (other.texts for other in kept if other.role in SAYS.get(one.role, ()))
    determined = any(determines(texts, one.texts) for texts in sources if one.role != "label" or often(texts))
    if determined and one.role == "other":
        sight.assumed.append(f"column {letters(one.column)} “{one.heading}” says nothing that the columns beside it do not say")
    return determined


def _twin(one: Candidate, other: Candidate) -> bool:
    """The same dimension twice, as code and in words: `reason` and `Reason`."""
    same_name = one.heading.casefold() == other.heading.casefold()
    return other.role == "label" and same_name and determines(other.texts, one.texts)


def _rank(sight: Sight, one: Candidate) -> tuple:
    """What hints declare before what is proposed, names before codes; then left to right."""
    role = RANKS.index(one.role) if one.role in RANKS else len(RANKS)
    code = words.speaks_of(words.CODE, one.heading)
    placed = one.role in ("origin", "destination", "place")
    unknown = sum(sight.area(text, codes=True) is None for text in set(one.filled)) if placed else 0
    return sight.hints.role_of(one.heading) is None, role, code, unknown, one.column, one.piece or 0


def _settled(sight: Sight, one: Candidate) -> Key:
    role = one.role
    if role == "place":
        if not sight.hints.get("constants", {}).get("origin"):
            raise Unreadable(
                f"Sheet {sight.grid.name}, column {letters(one.column)} “{one.heading}” names places, and nothing says "
                "whether people come from them or go to them; choose the source table, or declare the origin."
            )
        role = "destination"
    if role == "other":
        role = "label"
    return Key(one.column, role, one.heading, one.piece, fill=sight.hints.names("fill_down", one.heading))


def say_labels(sight: Sight, keys: Sequence[Key]) -> None:
    """A column taken for a label although no heading and no hint called it one is said aloud."""
    for key in keys:
        if key.role == "label" and not words.speaks_of(words.LABEL, key.name) and not sight.hints.role_of(key.name):
            sight.assumed.append(f"column {letters(key.column)} “{key.name}” is a part of the label")


def determines(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each text of `one` always meets the same text of `other`, and `other` says more than one thing.

    A column that says one thing throughout is determined by anything, and proves nothing.
    """
    meets = dict(zip(one, other, strict=True))
    return len(set(meets.values())) > 1 and all(meets[a] == b for a, b in zip(one, other, strict=True))


def often(one: Sequence[str]) -> bool:
    """Whether texts come again often enough to prove anything."""
    return len(one) >= PROOF * len(set(one))

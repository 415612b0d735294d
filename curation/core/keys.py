"""What the columns beside the numbers say of them: origin, destination, label, period, breakdown.

Hints win where they speak; then the heading's words; then what the column holds. What stays open is asked for.
"""

from collections.abc import Sequence
from dataclasses import replace

from curation.core import words
from curation.core.layouts import Key
from curation.core.places import letters
from curation.core.problems import Unreadable, shown
from curation.core.roles import Candidate, candidates, members_of, role_of
from curation.core.sights import Sight
from curation.core.tracked import TRACKED

PROOF = 3
ONCE = ("origin", "destination", "year", "quarter", "month", "period")
RANKS = (*ONCE, "label", "place", "other")
SAYS = {  # what a column must repeat to say nothing new, by its own role
    "label": ("label",),
    "place": ("origin", "destination", "place", "label"),
    "other": ("origin", "destination", "place", "label"),
}


def key_columns(sight: Sight, values: Sequence[int]) -> list[Key]:
    """Every column outside the numbers with its role, in the order in which labels and breakdowns are put together."""
    found = [replace(one, role=role_of(sight, one)) for one in candidates(sight, frozenset(values))]
    found = _with_origin(sight, found)
    keys = [_settled(sight, one) for one in _without_repeats(sight, found)]
    return sorted(keys, key=lambda key: (sight.hints.place_of(key.name), key.column, key.piece or 0))


def _with_origin(sight: Sight, found: list[Candidate]) -> list[Candidate]:
    """Where no heading speaks of origins, the first column that names one of the five republics is theirs."""
    if any(one.role == "origin" for one in found):
        return found
    places = sorted((one for one in found if one.role in ("place", "other")), key=lambda one: one.role == "other")
    origin = next((one for one in places if any(sight.area(text) in TRACKED for text in members_of(sight, one))), None)
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
        sight.assumed.append(
            f"column {letters(one.column)} “{shown(one.heading)}” says nothing that the columns beside it do not say"
        )
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
                f"Sheet {shown(sight.grid.name)}, column {letters(one.column)} “{shown(one.heading)}” names "
                f"places, and nothing says "
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
            sight.assumed.append(f"column {letters(key.column)} “{shown(key.name)}” is a part of the label")


def determines(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each text of `one` always meets the same text of `other`, and `other` says more than one thing.

    A column that says one thing throughout is determined by anything, and proves nothing.
    """
    meets = dict(zip(one, other, strict=True))
    return len(set(meets.values())) > 1 and all(meets[a] == b for a, b in zip(one, other, strict=True))


def often(one: Sequence[str]) -> bool:
    """Whether texts come again often enough to prove anything."""
    return len(one) >= PROOF * len(set(one))

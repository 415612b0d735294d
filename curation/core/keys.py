"""What the columns beside the numbers say of them: origin, destination, label, period, breakdown.

Hints win where they speak; then the heading's words; then what the column holds. What stays open is asked for.
"""

from collections.abc import Sequence
from dataclasses import replace

from curation.core import words
from curation.core.layouts import Key
from curation.core.objections import of
from curation.core.places import address, letters, named
from curation.core.problems import Unreadable, at, shown
from curation.core.roles import Candidate, candidates, members_of, role_of
from curation.core.sights import Sight
from curation.core.tracked import TRACKED

PROOF = 3
PLACED = ("origin", "destination")
VERBS = {"origin": "come from", "destination": "go"}
ONCE = ("year", "quarter", "month", "period", "flag")
RANKS = (*PLACED, *ONCE, "label", "place", "other")


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
    alike = [other for other in kept if other.role == one.role]
    if one.role in ONCE or one.role.startswith("breakdown"):
        return bool(alike)
    if one.role in PLACED and alike:
        return one.declared(sight) is not None or _same_places(sight, one, alike[0], refuse=True)
    if one.declared(sight):
        return one.role == "label" and any(_twin(one, other) for other in alike)
    if one.role == "label":
        return any(_proves(one, other) for other in alike)
    if one.role == "place":
        places = [other for other in kept if other.role in (*PLACED, "place")]
        return any(_same_places(sight, one, other) or _proves(one, other) for other in places)
    return one.role == "other" and _says_nothing_new(sight, one, kept)


def _same_places(sight: Sight, one: Candidate, other: Candidate, refuse: bool = False) -> bool:
    """Whether a column names the places of another again, by code or in another language, or their regions."""
    pairs = {(sight.names(a), sight.names(b)) for a, b in zip(one.texts, other.texts, strict=True) if a and b}
    same = all(a == b or a is None or a.startswith("_") for a, b in pairs) and any(a for a, _ in pairs)
    if refuse and not same:
        raise Unreadable(
            "{Place}: {found}; {remedy}.",
            **at(sight.grid.name, address(sight.bottom, one.column)),
            found=f"columns {letters(other.column)} “{shown(other.heading)}” and {letters(one.column)} "
            f"“{shown(one.heading)}” both say where people {VERBS[one.role]}, and differ",
            expected=f"one column that says where people {VERBS[one.role]}",
            remedy="leave one of them out of the file, or choose the source table",
            field="source",
        )
    return same


def _says_nothing_new(sight: Sight, one: Candidate, kept: list[Candidate]) -> bool:
    code = words.speaks_of(words.CODE, one.heading)
    others = [other for other in kept if other.role in (*PLACED, "place", "label")]
    found = any(_proves(one, other) or (code and determines(other.texts, one.texts)) for other in others)
    if found:
        sight.assumed.append(
            f"column {letters(one.column)} “{shown(one.heading)}” says nothing that the columns beside it do not say"
        )
    return found


def _proves(one: Candidate, other: Candidate) -> bool:
    """Whether the texts of another column come again often enough, always beside the same text of this one."""
    return often(other.texts) and determines(other.texts, one.texts)


def _twin(one: Candidate, other: Candidate) -> bool:
    """The same dimension twice, as code and in words: `reason` and `Reason`."""
    same_name = one.heading.casefold() == other.heading.casefold()
    return other.role == "label" and same_name and determines(other.texts, one.texts)


def _rank(sight: Sight, one: Candidate) -> tuple:
    """A person's word before hints, hints before what is proposed, names before codes; then left to right."""
    role = RANKS.index(one.role) if one.role in RANKS else len(RANKS)
    code = words.speaks_of(words.CODE, one.heading)
    placed = one.role in (*PLACED, "place")
    unknown = sum(sight.area(text, codes=True) is None for text in set(one.filled)) if placed else 0
    said = 0 if one.taken(sight) else 1 if one.declared(sight) else 2
    return said, role, code, unknown, one.column, one.piece or 0


def _settled(sight: Sight, one: Candidate) -> Key:
    role = one.role
    if role == "place":
        if not sight.hints.get("constants", {}).get("origin"):
            raise Unreadable(
                "{Place} {found}, and nothing says {expected}; {remedy}.",
                **at(sight.grid.name, address(sight.bottom, one.column), f", {of(one.column, one.heading)}"),
                found="names places",
                expected="whether people come from them or go to them",
                remedy="choose the source table, or declare the origin",
                field="origin",
            )
        role = "destination"
    if role == "other":
        role = "label"
    return Key(one.column, role, one.heading, one.piece, fill=sight.hints.names("fill_down", one.heading))


def say_labels(sight: Sight, keys: Sequence[Key]) -> None:
    """A column taken for a label although no heading and no hint called it one is said aloud."""
    for key in keys:
        declared = sight.role_of(key.column, "" if key.piece is None else key.name)
        if key.role == "label" and not words.speaks_of(words.LABEL, key.name) and not declared:
            sight.assumed.append(f"column {letters(key.column)} “{shown(key.name)}” is a part of the label")


def say_blanks(sight: Sight, keys: Sequence[Key]) -> None:
    """Where a place is blank, and is taken from a column declared the same, that is said aloud."""
    rows = range(sight.first, sight.last + 1)
    for key, other in ((key, other) for key in keys for other in keys if other.role == f"same:{key.role}"):
        blank = [r for r in rows if sight.rows[r][other.column] and not sight.rows[r][key.column]]
        if blank:
            sight.assumed.append(
                f"no place in {named([address(r, key.column) for r in blank])}: taken from column "
                f"{letters(other.column)} “{shown(other.name)}” beside it"
            )


def determines(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each text of `one` always meets the same text of `other`, and `other` says more than one thing.

    A column that says one thing throughout is determined by anything, and proves nothing.
    """
    meets = dict(zip(one, other, strict=True))
    return len(set(meets.values())) > 1 and all(meets[a] == b for a, b in zip(one, other, strict=True))


def often(one: Sequence[str]) -> bool:
    """Whether texts come again often enough to prove anything."""
    return len(one) >= PROOF * len(set(one))

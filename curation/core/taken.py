"""What a person took headings, lines and sheets for, where the program would take them for something else.

Kept among the hints of a source table as `taken`, a list of corrections in the order in which they were made, of which
the last that fits counts:

    {"column": "BCC", "for": "value"}              the column under this heading; a list of headings where one is not
                                                   enough, from top to bottom
    {"row": "Totals for Africa", "for": "total"}   every line that begins with these texts
    {"constant": "origin", "for": "KAZ"}           what no cell says

`*` and `?` stand for any signs, as in all hints. A correction may hold for `sheets` of some name only, or for one file
only, known by its `data`: a period must not pass on to next year's file. What bears no text, or the same as others,
is found by its place, `at`, besides.
"""

import re
from collections.abc import Mapping, Sequence

from curation.core.labels import normalise
from curation.core.places import letters
from curation.core.problems import shown
from curation.core.wildcards import is_text, whole

COLUMNS = {
    "value", "total", "note", "out_of_scope", "origin", "destination", "label", "year", "quarter", "month", "period",
    "flag", "same",
}  # fmt: skip
LINES = {"value", "heading", "total", "note", "out_of_scope", "first", "last"}
CONSTANTS = ("origin", "destination", "period")
KINDS = ("column", "row", "constant")
BESIDE = {"for", "at", "sheets", "data"}
MOST, LONGEST, STARS = 500, 700, 5
BETWEEN = " / "


class Mistaken(Exception):
    """What cannot be taken for what somebody said; str() is one sentence for them."""


class Taken:
    """The corrections that hold for one sheet, the latest first."""

    def __init__(self, entries: Sequence[Mapping] = ()):
        latest = list(reversed(entries))
        self._columns = [(_patterns(e["column"]), e.get("at"), e["for"]) for e in latest if "column" in e]
        self._lines = [(whole(e["row"]), e.get("at"), e["for"]) for e in latest if "row" in e]
        self.constants = {e["constant"]: e["for"] for e in entries if "constant" in e}
        self._counted = [pattern for pattern, _, role in self._lines if role == "value"]

    @property
    def lines(self) -> bool:
        """Whether anything is said of lines, so that it is worth while to ask."""
        return bool(self._lines)

    def column(self, headings: Sequence[str], place: int) -> str | None:
        """What the column under these headings, from top to bottom, was taken for."""
        names = [normalise(heading) for heading in headings]
        for patterns, at, role in self._columns:
            if (at is None or at == letters(place)) and (not names or _fits(patterns, names)) and (names or at):
                return role
        return None

    def line(self, title: str, place: int) -> str:
        """What a line of this title was taken for, or ""."""
        name = normalise(title)
        for pattern, at, role in self._lines:
            if pattern.fullmatch(name) if name else at == str(place + 1):
                return role
        return ""

    def counts(self, text: str) -> bool:
        """Whether a person said that a line which looks like a total is none."""
        return any(pattern.fullmatch(normalise(text)) for pattern in self._counted)


def _patterns(headings: str | Sequence[str]) -> list[re.Pattern]:
    return [whole(headings)] if isinstance(headings, str) else [whole(heading) for heading in headings]


def _fits(patterns: Sequence[re.Pattern], names: Sequence[str]) -> bool:
    """One heading is the nearest; several are all of them."""
    wanted = names[-1:] if len(patterns) == 1 else names
    pairs = zip(patterns, wanted, strict=True) if len(patterns) == len(wanted) else ()
    return len(patterns) == len(wanted) and all(pattern.fullmatch(name) for pattern, name in pairs)


def title_of(row: Sequence[str], values: Mapping) -> str:
    """The texts with which a line begins, up to its first number; years and numbers before any text belong to it."""
    found, named = [], False
    for text in filter(None, row):
        number = values[text] is not None
        if number and named:
            break
        found.append(text.strip())
        named = named or not number
    return BETWEEN.join(found)[:LONGEST] if named else ""


def holding(entries: Sequence[Mapping], sheet: str, data: str) -> list[Mapping]:
    """Those corrections that hold for a sheet of this name, in the file whose cells have this hash."""
    name = normalise(sheet)
    return [
        entry
        for entry in entries
        if ("sheets" not in entry or whole(entry["sheets"]).fullmatch(name)) and entry.get("data", data) == data
    ]


def check_taken(entries) -> list[dict]:
    """The corrections, if that is what they are. Raises `Mistaken` with what is wrong."""
    if not isinstance(entries, list) or len(entries) > MOST:
        raise Mistaken(f"The corrections of a layout are a list of at most {MOST}.")
    return [_checked(entry) for entry in entries]


def _checked(entry) -> dict:
    kind = next((kind for kind in KINDS if isinstance(entry, dict) and kind in entry), "")
    if not kind or entry.keys() - {kind} - BESIDE or not all(map(_is_text, _texts(entry, kind))):
        raise Mistaken(
            f"“{shown(str(entry))}” is no correction of a layout; expected a column, a row or a constant, and what it "
            "is taken for."
        )
    allowed = {"column": COLUMNS, "row": LINES}.get(kind)
    role = entry["for"]
    if kind == "constant" and entry["constant"] not in CONSTANTS:
        raise Mistaken(f"“{shown(entry['constant'])}” is nothing that holds for a sheet; expected {_or(CONSTANTS)}.")
    if allowed and role not in allowed and not (kind == "column" and role.startswith("breakdown:")):
        raise Mistaken(f"A {kind} cannot be taken for “{shown(role)}”; expected {_or(sorted(allowed))}.")
    return entry


def _texts(entry: Mapping, kind: str):
    yield from entry[kind] if isinstance(entry[kind], list) and entry[kind] else [entry[kind]]
    yield from (entry.get(name, "") for name in BESIDE - {"for"})
    yield entry.get("for")


def _is_text(text) -> bool:
    """Text that every database takes, and that can be searched without end in sight."""
    return isinstance(text, str) and len(text) <= LONGEST and text.count("*") <= STARS and is_text(text)


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"

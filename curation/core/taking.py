"""What a person points at in a sheet and says of it, as corrections that will be found again in next year's file.

Corrections speak of headings and of the texts with which a line begins; where that cannot be, a sentence says why.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from curation.core import periods
from curation.core.labels import normalise
from curation.core.layouts import Layout
from curation.core.places import letters, number
from curation.core.problems import shown
from curation.core.roles import Candidate, fits
from curation.core.sights import Sight
from curation.core.taken import BETWEEN, CONSTANTS, LINES, Mistaken, title_of
from curation.core.tracked import TRACKED
from curation.core.wildcards import whole

PLACE = re.compile(r"([A-Z]{1,3})?([1-9]\d{0,6})?(?::([A-Z]{1,3})?([1-9]\d{0,6})?)?")
TIMES = ("period", "year", "quarter", "month")
YEAR = re.compile(r"(19|20)\d\d")
AT_ONCE = 200
FEWEST_LETTERS = 3
ROLES = {
    "heading": "heading",
    "origin": "origin",
    "destination": "destination",
    "label": "label",
    "breakdown": "breakdown",
    "period": "period",
    "value": "value",
    "total": "printed total",
    "note": "note",
    "out_of_scope": "out of scope",
    "flag": "flag",
    "same": "the same as another column",
    "first": "the first line of numbers",
    "last": "the last line of numbers",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a sheet, 0-based and inclusive; `rows` or `columns` is None where all are meant."""

    rows: tuple[int, int] | None
    columns: tuple[int, int] | None

    def __str__(self):
        if self.rows is None:
            first, last = map(letters, self.columns)
        elif self.columns is None:
            first, last = (str(row + 1) for row in self.rows)
        else:
            first, last = (f"{letters(c)}{r + 1}" for r, c in zip(self.rows, self.columns, strict=True))
        return first if first == last else f"{first}:{last}"


def place_of(text: str) -> Place:
    """`CH`, `12`, `CH1`, `B:D`, `3:9`, `B3:D9`. Raises `Mistaken` for what is no place."""
    found = PLACE.fullmatch(text.strip().upper())
    left, top, right, bottom = found.groups() if found else (None,) * 4
    if not (left or top) or (":" in text and (bool(left), bool(top)) != (bool(right), bool(bottom))):
        raise Mistaken(f"“{shown(text)}” is no place in a sheet; expected for example CH, 12, CH1 or B3:D9.")
    rows = tuple(sorted((int(top) - 1, int(bottom or top) - 1))) if top else None
    columns = tuple(sorted((number(left), number(right or left)))) if left else None
    return Place(rows, columns)


def taking(sight: Sight, layout: Layout | None, place: Place, role: str) -> list[dict]:
    """The corrections that say that a place is taken for a role. Raises `Mistaken` where none can say it."""
    if role not in ROLES:
        raise Mistaken(f"“{shown(role)}” is nothing a cell can be taken for; expected {', '.join(ROLES)}.")
    _inside(sight, place)
    top, bottom = (sight.top, sight.bottom) if layout is None else layout.headings
    if place.rows is None:
        return _columns(sight, layout, place.columns, role)
    if place.columns is None or role in ("first", "last"):
        return _lines(sight, place.rows, role)
    if role == "heading":
        return _lines(sight, place.rows, role)
    if place.rows[1] < top and role in CONSTANTS:
        return [_constant(sight, place, role)]
    if top <= place.rows[0] and place.rows[1] <= bottom:
        return _columns(sight, layout, place.columns, role)
    return _of_cells(sight, layout, place, role)


def _inside(sight: Sight, place: Place) -> None:
    last_row = len(sight.rows) - 1
    if (place.rows and place.rows[1] > last_row) or (place.columns and place.columns[1] >= sight.width):
        raise Mistaken(
            f"{place} lies outside of sheet {shown(sight.grid.name)}, which ends at "
            f"{letters(sight.width - 1)}{last_row + 1}."
        )


def _of_cells(sight: Sight, layout: Layout | None, place: Place, role: str) -> list[dict]:
    """Cells in the body stand for their column, or for their lines where they name these."""
    (left, right), numbers = place.columns, {column.column for column in layout.values} if layout else sight.numeric
    whole_lines = left == 0 and right >= max(numbers, default=0)
    names_them = numbers.isdisjoint(range(left, right + 1))
    if role in LINES and (whole_lines or names_them):
        return _lines(sight, place.rows, role)
    if names_them:
        return _columns(sight, layout, place.columns, role)
    raise Mistaken(
        f"{place}: a number is what its column and its line say; take column {letters(left)} (key c) or line "
        f"{place.rows[0] + 1} (key r) for something else."
    )


# columns


def _columns(sight: Sight, layout: Layout | None, columns: tuple[int, int], role: str) -> list[dict]:
    chosen = range(columns[0], columns[1] + 1)
    _not_too_many(len(chosen), "columns")
    return [_named_column(sight, column) | {"for": _column_role(sight, layout, column, role)} for column in chosen]


def _column_role(sight: Sight, layout: Layout | None, column: int, role: str) -> str:
    """The role as it is kept: `value` of a column under a class, `year` of one of years. Else why it cannot be."""
    where = f"Column {letters(column)}"
    texts = tuple(sight.columns[column])
    filled = [text for text in texts if text]
    wide = layout is not None and len(layout.values) > 1
    if role in ("heading", "first", "last"):
        raise Mistaken(f"{where} is no line; headings are lines: choose the line (key r), then say what it is.")
    if role in ("value", "total") or (role == "label" and wide and sight.is_numeric(column)):
        if not any(map(sight.is_number, filled)):
            raise Mistaken(f"{where} holds no number, so nothing in it can be counted.")
        if not sight.over(column) and role != "total":
            raise Mistaken(f"{where} holds numbers under no heading: first say which line holds its heading.")
        return "total" if role == "total" else "value"
    if role in ("origin", "destination") and not any(sight.area(text, codes=True) for text in set(filled)):
        example = f", such as “{shown(filled[0])}”" if filled else ""
        raise Mistaken(f"{where} names no place that is known here{example}: add the names to the place aliases first.")
    if role == "period":
        return _time(sight, Candidate(column, sight.heading(column), None, texts), where)
    if role == "breakdown":
        return f"breakdown:{' '.join(sight.heading(column).split()) or letters(column)}"
    return role


def _time(sight: Sight, one: Candidate, where: str) -> str:
    """Which part of a period a column holds."""
    found = next((role for role in TIMES if one.filled and fits(role, one.filled)), None)
    if found is None:
        odd = next((text for text in one.filled if not periods.is_timely(text)), "nothing")
        raise Mistaken(f"{where} cannot say when: “{shown(odd)}” names no year, quarter or month.")
    return "year" if found == "period" and all(periods.is_year(text) for text in one.filled) else found


def _named_column(sight: Sight, column: int) -> dict:
    """How a column is found again: by its heading, by all of them where others bear the same, and by its place."""
    over = [" ".join(text.split()) for text in sight.over(column)]
    if not over:
        return {"column": "", "at": letters(column)}
    paths = [[" ".join(text.split()) for text in sight.over(other)] for other in range(sight.width)]
    if sum(path[-1:] == over[-1:] for path in paths) == 1:
        return {"column": _general(over[-1], [path[-1] for path in paths if path])}
    if len(over) > 1 and paths.count(over) == 1:
        return {"column": over}
    return {"column": over[-1], "at": letters(column)}


# lines


def _lines(sight: Sight, rows: tuple[int, int], role: str) -> list[dict]:
    if role not in LINES:
        raise Mistaken(
            f"A line is no {ROLES[role]}; choose its column (key c), or take the line for a heading, a printed total, "
            "a note or out of scope."
        )
    chosen = [r for r in range(rows[0], rows[1] + 1) if any(sight.rows[r])]
    _not_too_many(len(chosen), "lines")
    if not chosen:
        raise Mistaken(f"Line {rows[0] + 1} is blank: there is nothing to take for a {ROLES[role]}.")
    if role == "value":
        _countable(sight, chosen[0])
    titles = [_title(sight, row) for row in sight.rows]
    found = [_named_line(sight, titles, r) | {"for": role} for r in chosen]
    return [entry for place, entry in enumerate(found) if entry not in found[:place]]


def _title(sight: Sight, row: Sequence[str]) -> str:
    return " ".join(title_of(row, sight.values).split())


def _countable(sight: Sight, r: int) -> None:
    """A line of a place that is not ours, or unknown, is not read for being called so."""
    origin = next((text for text in sight.rows[r] if sight.area(text)), "")
    if origin and (code := sight.names(origin)) not in TRACKED and not code.startswith("_"):
        raise Mistaken(
            f"Line {r + 1} is of {shown(origin)}, and CAMT counts the citizens of Kazakhstan, Kyrgyzstan, Tajikistan, "
            "Turkmenistan and Uzbekistan."
        )
    if not any(map(sight.is_number, filter(None, sight.rows[r]))):
        raise Mistaken(f"Line {r + 1} holds no number, so nothing in it can be counted.")


def _named_line(sight: Sight, titles: Sequence[str], r: int) -> dict:
    title = titles[r]
    if not title:
        return {"row": "", "at": str(r + 1)}
    return {"row": _general(title, titles)}


# what holds for a sheet


def _constant(sight: Sight, place: Place, role: str) -> dict:
    """What a cell above the table says of all its numbers."""
    text = sight.rows[place.rows[0]][place.columns[0]].strip()
    return constant(sight, role, text, f"Cell {place}: ")


def constant(sight: Sight, role: str, text: str, where: str = "") -> dict:
    """A correction by which all numbers of a sheet come from, go to, or are of something."""
    if role == "period":
        found = periods.period(text) or next((said for word in _pieces(text) if (said := periods.period(word))), None)
        if not found:
            raise Mistaken(f"{where}“{shown(text)}” is no period; expected for example 2024 or FY2018.")
        return {"constant": "period", "for": found}
    code = sight.names(text) if text else None
    if not code or code.startswith("_"):
        raise Mistaken(f"{where}“{shown(text)}” is no country or union known here; expected for example Kazakhstan.")
    return {"constant": role, "for": code}


def _pieces(text: str) -> list[str]:
    """A title from its longest endings to its shortest: `Visas issued, fiscal year 2019` ends in a period."""
    words = text.replace(",", " ").split()
    return [" ".join(words[start:]) for start in range(len(words))]


# found again


def _general(text: str, others: Sequence[str]) -> str:
    """A text without its year, so that next year's is met as well, where nothing else of the sheet would be."""
    general = YEAR.sub("????", text)
    if general == text or sum(map(str.isalpha, general)) < FEWEST_LETTERS:
        return text
    pattern = whole(general)
    met = {normalise(other) for other in others if pattern.fullmatch(normalise(other))}
    return general if len(met) <= 1 else text


def _not_too_many(count: int, what: str) -> None:
    if count > AT_ONCE:
        raise Mistaken(f"{count} {what} are too many to take for something at once; choose {AT_ONCE} or fewer.")


def same_subject(one: Mapping, other: Mapping) -> bool:
    """Whether two corrections speak of the same thing, so that the later stands for both."""
    return {k: v for k, v in one.items() if k != "for"} == {k: v for k, v in other.items() if k != "for"}


def with_corrections(entries: Sequence[Mapping], new: Sequence[Mapping]) -> list[dict]:
    """The corrections with new ones at their end, each instead of an older one of the same thing."""
    kept = [entry for entry in entries if not any(same_subject(entry, other) for other in new)]
    return [dict(entry) for entry in (*kept, *new)]


def in_words(entry: Mapping) -> str:
    """`column “BCC”: value`, for a file's history."""
    kind = next(kind for kind in ("column", "row", "constant") if kind in entry)
    name = entry[kind] if isinstance(entry[kind], str) else BETWEEN.join(entry[kind])
    what = "line" if kind == "row" else kind
    place = f" at {entry['at']}" if entry.get("at") else ""
    where = f", sheets {entry['sheets']}" if entry.get("sheets") else ""
    return f"{what} “{name}”{place}: {ROLES.get(entry['for'], entry['for'])}{where}"

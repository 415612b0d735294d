"""Where the numbers of a sheet begin and end, and where their headings do. Rows are 0-based and inclusive."""

from collections.abc import Sequence

from curation.core.places import span
from curation.core.problems import NoTable, Unreadable, at
from curation.core.sheets import Grid
from curation.core.texts import Texts

PREFACE = 15


NO_NUMBERS = ("heading", "note")


def body_of(grid: Grid, texts: Texts) -> tuple[int, int, int]:
    """The first and the last row that may hold numbers, and the row above which headings are looked for.

    Raises `NoTable` where no row holds any.
    """
    first, last = _proposed_body(grid, texts)
    below = first
    if texts.hints.taken.lines:
        said = [texts.taken_for(row, r) for r, row in enumerate(grid.rows)]
        first = said.index("first") if "first" in said else first
        last = len(said) - 1 - said[::-1].index("last") if "last" in said else last
    if first > last:
        raise Unreadable(
            "{Place}: {found}; {remedy}.",
            **at(grid.name, f"A{first + 1}"),
            found=f"its first line of numbers is said to be row {first + 1}, below its last, row {last + 1}",
            expected="the first line above the last",
            remedy="take one of these corrections back",
        )
    return first, last, min(first, below)


def _proposed_body(grid: Grid, texts: Texts) -> tuple[int, int]:
    first = _next_numbers(grid, texts, 0)
    if first is None:
        raise NoTable(
            "{Place} holds no table of numbers: expected {expected}, found {found}; {remedy}.",
            **at(grid.name, span(0, 0, max(len(grid.rows) - 1, 0), max(map(len, grid.rows), default=1) - 1)),
            found="none",
            expected="rows with a name and counts",
            remedy="choose the sheet that holds the table, or check that this is the publisher's file",
        )
    first = _past_preface(grid, texts, first)
    last = next(r for r in range(len(grid.rows) - 1, first - 1, -1) if _holds_numbers(grid, texts, r))
    while first and _is_of_the_body(grid, texts, first - 1):
        first -= 1
    while last + 1 < len(grid.rows) and _goes_on(grid.rows[last + 1], texts):
        last += 1
    return first, last


def _is_of_the_body(grid: Grid, texts: Texts, r: int) -> bool:
    """Whether a row above the first counts is of the table too, and nobody took it for a heading or a note."""
    row = grid.rows[r]
    if texts.taken_for(row, r) in NO_NUMBERS:
        return False
    return texts.holds_only_marks(row) or texts.holds_figures(row)


def _goes_on(row: Sequence[str], texts: Texts) -> bool:
    """Whether a row below the last numbers is of the table too: a place whose numbers are blank, or unknown marks."""
    return texts.holds_only_marks(row) or any(map(texts.area, row))


def _next_numbers(grid: Grid, texts: Texts, start: int) -> int | None:
    rows = range(start, len(grid.rows))
    return next((r for r in rows if _holds_numbers(grid, texts, r) and not numbers_its_columns(grid.rows[r])), None)


def _holds_numbers(grid: Grid, texts: Texts, r: int) -> bool:
    """Whether a row has numbers that may be counted, and nobody took it for a heading or a note."""
    return texts.holds_numbers(grid.rows[r]) and texts.taken_for(grid.rows[r], r) not in NO_NUMBERS


def _past_preface(grid: Grid, texts: Texts, first: int) -> int:
    """Where numbers stand above the headings too (“Countries: 212”), the table begins below the headings."""
    for r, row in enumerate(grid.rows[first : first + PREFACE], first):
        if any(map(texts.area, row)):
            return first
        if not texts.holds_numbers(row) and texts.reads_as_headings(row):
            return _next_numbers(grid, texts, r + 1) or first
    return first


def headings_of(grid: Grid, texts: Texts, first: int) -> tuple[int, int]:
    """The first and the last row of headings above the `first` row of numbers. Raises `Unreadable` where there are
    none.
    """
    bottom = first - 1
    taken = (
        [r for r in range(first) if texts.taken_for(grid.rows[r], r) == "heading"] if texts.hints.taken.lines else []
    )
    while bottom >= 0 and (_filled(grid, texts, bottom) < 2 or numbers_its_columns(grid.rows[bottom])):
        bottom -= 1
    bottom = max([bottom, *taken])
    if bottom < 0:
        raise Unreadable(
            f"{{Place}}: {{found}} above the first numbers in row {first + 1}; expected {{expected}}: {{remedy}}.",
            **at(grid.name, f"A{first + 1}"),
            found="no headings found",
            expected="a row that names the columns",
            remedy="write the headings above the numbers, as the publisher prints them, and upload the file again",
        )
    top = bottom
    while top > 0 and _filled(grid, texts, top - 1) >= 2:
        top -= 1
    while top < bottom and _is_preface(grid, texts, top, bottom):
        top += 1
    while (
        bottom + 1 < first and _filled(grid, texts, bottom + 1) == 1 and _is_lone_heading(grid.rows[bottom + 1], texts)
    ):
        bottom += 1
    return min([top, *taken]), bottom


def _filled(grid: Grid, texts: Texts, r: int) -> int:
    """How many cells of a row may be headings: none where a person took it for something else."""
    row = grid.rows[r]
    return 0 if texts.taken_for(row, r) not in ("", "heading") else len(row) - row.count("")


def _is_preface(grid: Grid, texts: Texts, r: int, bottom: int) -> bool:
    """`Unit | persons` right above the headings is none of them."""
    columns = [column for column, text in enumerate(grid.rows[r]) if text]
    if len(columns) > 2 or not all(grid.rows[bottom][column] for column in columns):
        return False
    name = grid.rows[r][columns[0]]
    return texts.is_metadata(name) or texts.names_a_role(name)


def _is_lone_heading(row: Sequence[str], texts: Texts) -> bool:
    """`GEO (Labels)` alone in a row below the years heads the column of names; `Africa` begins a part of the table."""
    text = next(filter(None, row))
    return texts.names_a_role(text) and texts.area(text) is None


def numbers_its_columns(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns of its table: `А | 1 | 2 | 3`, below the headings of Russian statistics."""
    filled = [text.strip() for text in row if text]
    first = next((place for place, text in enumerate(filled) if text in ("1", "2")), None)
    if first is None or first > 1 or len(filled) - first < 3 or len(filled[0]) > 1:
        return False
    return filled[first:] == [str(int(filled[first]) + step) for step in range(len(filled) - first)]

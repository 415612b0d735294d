"""Little sheets drawn in a test, and what was read of them drawn the same way: `Kazakhstan | 5` is a row of two
cells.
"""

from functools import cache

from curation.core.files import Knowledge, Repeats, read_sheets
from curation.core.labels import written
from curation.core.sheets import Book, Grid, address
from curation.knowledge import from_files


def cells(text: str) -> list[list[str]]:
    """The cells of each line; a line of nothing but `|` is a blank row, and blank lines around the drawing are none."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    return [[cell.strip() for cell in line.split("|")] for line in lines if line]


def draw(text: str, *, name: str = "Sheet1", merged=(), hidden: bool = False) -> Grid:
    """A sheet of these cells, each row as long as the longest. `merged` are ranges: (row, column, last row, last
    column).
    """
    rows = cells(text)
    width = max(map(len, rows))
    return Grid(name, [row + [""] * (width - len(row)) for row in rows], tuple(merged), hidden)


def book(*grids: Grid) -> Book:
    """A workbook of these sheets."""
    return Book(tuple(grids), "xlsx", None, False, (), ())


@cache
def known() -> Knowledge:
    """Place names and source tables as the project's data files have them."""
    return from_files()


def read(*grids: Grid, source: str | None = None, everyone: bool = False, **declared: str):
    """The sheets of a workbook with their readings: [(SheetRead, [Reading, …]), …], those set aside with none."""
    sheets = read_sheets(book(*grids), known(), source=source, declared=declared, everyone=everyone)
    repeats = Repeats()
    return [
        (sheet, [] if sheet.aside else list(repeats.watch(sheet.grid.name, sheet.reader.readings())))
        for sheet in sheets
    ]


def drawn(*grids: Grid, **how) -> list[list[str]]:
    """What is read, a line for each cell: cell, origin, destination, label, breakdown, period, printed."""
    return [
        [address(r.row, r.column), r.origin, r.destination, written(r.label), r.breakdown, r.period, r.printed]
        for _, readings in read(*grids, **how)
        for r in readings
    ]

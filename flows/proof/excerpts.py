"""The row of a sheet around the cells of a number, as far as the release speaks of its cells."""

import re
from typing import NamedTuple

from flows.models import Contribution

ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
NEIGHBOURS = 1  # columns kept on either side of a counted cell
WIDEST = 18


class Column(NamedTuple):
    """One column of an excerpt, `cell` None where columns are skipped; `here`: its cell is counted in this number."""

    name: str
    heading: str
    language: str
    cell: Contribution | None
    here: bool


class Excerpt(NamedTuple):
    line: str
    columns: list
    source: object
    sheet: str


def place(cell):
    """("W", "130") for `W130`; None for an address of another kind."""
    match = ADDRESS.fullmatch(cell.cell)
    return match.groups() if match else None


def position(column):
    """1 for A, 27 for AA."""
    found = 0
    for letter in column:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def fullest_line(cells):
    """(source, sheet, line number) of the row that holds most of these cells; None where no cell has a row."""
    lines = [(cell.source_id, cell.sheet, place(cell)[1]) for cell in cells if place(cell)]
    return max(sorted(set(lines)), key=lines.count) if lines else None


def excerpt(cells, line, key):
    """The cells that stand in `line`, in the order of columns; those far from any cell of `key` are skipped.

    None for a single cell: a row of one is no context.
    """
    cells = [cell for cell in cells if place(cell) and place(cell)[1] == line]
    cells.sort(key=lambda cell: position(place(cell)[0]))
    ours = [all(getattr(cell, name) == code for name, code in key.items()) for cell in cells]
    near = [any(ours[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]) for at in range(len(cells))]
    if len(cells) < 2:
        return None
    return Excerpt(line, [*_columns(cells, ours, near)][:WIDEST], cells[0].source, cells[0].sheet)


def _columns(cells, ours, near):
    by_label = len({cell.treatment_id for cell in cells}) > 1
    last = None
    for cell, our, shown in zip(cells, ours, near, strict=True):
        if not shown:
            continue
        name = place(cell)[0]
        if last and position(name) > position(last) + 1:
            yield Column("…", "…", "", None, False)
        last = name
        heading, language = (cell.treatment.label, cell.treatment.label_language) if by_label else (cell.period, "")
        yield Column(name, heading, language, cell, our and cell.counted)

"""A file's sheets as cells of text, blank ones empty."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from curation.core.sheets import Book, Grid, read_grids


def open_book(path: Path, *, name: str, declared: Mapping[str, str] | None = None) -> Book:
    """The sheets of a file, blank cells empty. Raises `Unreadable`, in a sentence, for anything that is no
    spreadsheet.
    """
    book = read_grids(path, name=name, encoding=(declared or {}).get("encoding") or None)
    return replace(book, grids=tuple(map(_without_blanks, book.grids)))


def _without_blanks(grid: Grid) -> Grid:
    """A cell of nothing but spaces is as blank as an empty one; from here on nobody need think of it."""
    blanks = {text for text in set(chain.from_iterable(grid.rows)) if text.isspace()}
    if not blanks:
        return grid
    rows = [row if blanks.isdisjoint(row) else ["" if text in blanks else text for text in row] for row in grid.rows]
    return replace(grid, rows=rows)

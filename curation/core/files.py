"""A whole file read: its sheets one by one, each with its layout, readings and account.

`open_book` takes the bytes apart in a limited child process; `read_sheets` understands each sheet with what is known
(place names, source tables). A sheet that holds no table is set aside whole, unless no sheet holds one.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from curation.core import periods, tables
from curation.core.layouts import Layout
from curation.core.problems import NoTable, Unreadable
from curation.core.proposals import propose
from curation.core.reading import SheetReader
from curation.core.sheets import Book, Grid, read_grids
from curation.core.tables import Hints

DECLARABLE = {
    "period": "the period its numbers are of, where the file does not say it: 2024, FY2018, 2018-05 or 2024-12-31",
    "origin": "the country people come from, where the file names none: its three-letter code",
    "destination": "the country or union they go to, where the file names none",
    "encoding": "the encoding of a text file, such as cp949 or cp1251",
    "sheet": "the one sheet to read, where several hold the same table",
}


@dataclass(frozen=True)
class Knowledge:
    """What is known before a file is opened: place names, and how each source table is laid out."""

    names: Callable[[str], str | None]
    tables: Mapping[str, Hints]
    declarations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass
class SheetRead:
    """One sheet: either a reader with its layout, or, set aside whole, the reason in a sentence."""

    grid: Grid
    hints: Hints
    layout: Layout | None = None
    reader: SheetReader | None = None
    aside: str = ""
    corrections: list = field(default_factory=list)
    recognised: list = field(default_factory=list)


def open_book(path: Path, *, name: str, declared: Mapping[str, str] | None = None) -> Book:
    """The sheets of a file. Raises `Unreadable`, in a sentence, for anything that is no sound spreadsheet."""
    return read_grids(path, name=name, encoding=(declared or {}).get("encoding") or None)


def data_hash(book: Book) -> str:
    """SHA-256 of the typed cells with their addresses: the same data in other bytes has the same hash."""
    digest = hashlib.sha256()
    for position, grid in enumerate(book.grids):
        for r, row in enumerate(grid.rows):
            cells = "\x1d".join(f"{c}\x1f{text}" for c, text in enumerate(row) if text and not text.isspace())
            if cells:
                digest.update(f"{position}\x1e{r}\x1e{cells}\x1c".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def read_sheets(
    book: Book,
    knowledge: Knowledge,
    *,
    source: str | None = None,
    declared: Mapping[str, str] | None = None,
    everyone: bool = False,
) -> list[SheetRead]:
    """Every sheet, understood and ready to stream its readings.

    Without `source` each sheet is recognised by what it shows, or its layout proposed from nothing else.
    Raises `Unreadable` when no sheet can be read, or when one holds a table whose meaning must be declared.
    """
    declared = {**knowledge.declarations.get(data_hash(book), {}), **{k: v for k, v in (declared or {}).items() if v}}
    check_declared(declared)
    found = []
    for grid in chosen(book, declared.get("sheet")):
        try:
            found.append(_read_sheet(grid, knowledge, source, declared, everyone))
        except NoTable as reason:
            found.append(SheetRead(grid, Hints(), aside=str(reason)))
    if all(sheet.aside for sheet in found):
        raise Unreadable(found[0].aside if found else "The file holds no sheet.")
    return found


def _read_sheet(grid, knowledge, source, declared, everyone) -> SheetRead:
    recognised = tables.recognise(grid, knowledge.tables)
    hints = _hints(grid, knowledge, source, recognised)
    hints = hints.declaring(**{role: declared.get(role, "") for role in ("period", "origin", "destination")})
    grid, corrections = tables.corrected(grid, hints)
    layout = propose(grid, knowledge.names, hints)
    reader = SheetReader(grid, layout, knowledge.names, hints, everyone=everyone)
    return SheetRead(grid, hints, layout, reader, corrections=corrections, recognised=recognised)


def _hints(grid, knowledge, source, recognised) -> Hints:
    if source is not None:
        tables.require(grid, knowledge.tables[source])
        return knowledge.tables[source]
    if len(recognised) == 1:
        return knowledge.tables[recognised[0]]
    return tables.shared(recognised, knowledge.tables) or Hints()


def chosen(book: Book, name: str | None) -> list[Grid]:
    """The sheet asked for, or all of them."""
    if not name:
        return list(book.grids)
    named = [grid for grid in book.grids if grid.name == name]
    if not named:
        held = ", ".join(grid.name for grid in book.grids[:20])
        raise Unreadable(f"There is no sheet “{name}” in this file; it holds {held}.")
    return named


def check_declared(declared: Mapping[str, str]) -> None:
    """Refuse a declaration that is none, with what was expected."""
    for name in declared:
        if name not in DECLARABLE:
            raise Unreadable(f"“{name}” cannot be declared; expected one of {', '.join(DECLARABLE)}.")
    period = declared.get("period")
    if period and not periods.is_canonical(period.lower()) and periods.period(period) != period:
        raise Unreadable(f"“{period}” is no period; expected for example 2024, FY2018, 2018-Q2, 2018-05 or 2024-12-31.")


class Repeats:
    """Finds the same number in two sheets of one file: reading both would count it twice."""

    def __init__(self):
        self._first: dict[tuple, str] = {}

    def watch(self, sheet: str, readings: Iterator) -> Iterator:
        """Pass readings on; raises `Unreadable` when another sheet already gave a number for the same thing."""
        mine: set[tuple] = set()
        for reading in readings:
            key = (reading.origin, reading.destination, reading.label, reading.period)
            if key not in mine:
                mine.add(key)
                other = self._first.setdefault(key, sheet)
                if other != sheet:
                    raise Unreadable(
                        f"Sheets {other} and {sheet} both give numbers for "
                        f"{', '.join(filter(None, [*key[:2], ' / '.join(key[2]), key[3]]))}; declare which sheet to read, "
                        "for the same people would be counted twice."
                    )
            yield reading

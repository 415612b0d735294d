"""A whole file read: its sheets one by one, each with its layout, readings and account.

`open_book` takes the bytes apart in a limited child process; `read_sheets` understands each sheet with what is known
(place names, source tables). A sheet that holds no table, or is hidden, is set aside whole, unless all of them are.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain

from curation.core import tables
from curation.core.books import open_book
from curation.core.cell_corrections import CellCorrection, Unmet, mend
from curation.core.corrections import corrected
from curation.core.declared import DECLARABLE, check_declared, hints_of
from curation.core.layouts import Layout
from curation.core.problems import FILE, NoTable, Problem, Unreadable, at, no_sheet, shown
from curation.core.proposals import propose
from curation.core.reading import SheetReader
from curation.core.repeats import Repeats
from curation.core.sheets import Book, Grid
from curation.core.sights import Sight
from curation.core.tables import Hints
from curation.core.tracked import TRACKED

__all__ = [
    "DECLARABLE", "Knowledge", "Repeats", "SheetRead", "check_declared", "open_book", "read_sheets",
]  # fmt: skip


@dataclass(frozen=True)
class Knowledge:
    """What is known before a file is opened: place names, how each source table is laid out, what was declared.

    names: (text, codes=True) → area code, special or None
    declarations: hash of the typed cells → what they do not say themselves
    corrections: code of a source table → the corrections of its cells that are in force
    """

    names: Callable[..., str | None]
    tables: Mapping[str, Hints]
    declarations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    corrections: Mapping[str, Sequence[CellCorrection]] = field(default_factory=dict)


@dataclass
class SheetRead:
    """One sheet: either a reader with its layout, or, set aside whole, the reason in a sentence.

    corrections: what was corrected in it; unmet: declared corrections that are not for what it prints
    asked: the numbers of the corrections of cells that are declared of a sheet so called
    printed: (row, column) → what the publisher printed in a cell that was corrected
    """

    grid: Grid
    hints: Hints
    layout: Layout | None = None
    reader: SheetReader | None = None
    aside: str = ""
    corrections: list[dict] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    printed: dict[tuple[int, int], str] = field(default_factory=dict)
    recognised: list = field(default_factory=list)

    @property
    def digest(self) -> str:
        """How the sheet is understood, in 16 digits: its layout, and what its marks and roundings mean."""
        if self.layout is None:
            return ""
        said = {**self.layout.as_json(), "assumed": (), "numbers": self.hints.get("numbers", {})}
        return sha256(json.dumps(said, sort_keys=True, default=list).encode()).hexdigest()[:16]


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
    declared = {**knowledge.declarations.get(book.data, {}), **{k: v for k, v in (declared or {}).items() if v}}
    declared = check_declared(declared, knowledge.names)
    grids = _chosen(book, declared.get("sheet"))
    tried = [_tried(grid, knowledge, source, declared, everyone, book.data) for grid in grids]
    if not any(isinstance(sheet, SheetRead) for sheet in tried):
        gravest = _gravest(tried, grids)
        raise _of_another_table(gravest, grids, knowledge) if source is not None else gravest
    return [
        sheet if isinstance(sheet, SheetRead) else set_aside(grid, sheet, knowledge)
        for grid, sheet in zip(grids, tried, strict=True)
    ]


def _chosen(book: Book, name: str | None) -> list[Grid]:
    """The sheet asked for, or all of them."""
    if not name:
        return list(book.grids)
    named = [replace(grid, hidden=False) for grid in book.grids if grid.name == name]
    if not named:
        held = ", ".join(grid.name for grid in book.grids[:20])
        raise Unreadable(
            "There is no sheet {expected} in this file; it holds {found}.",
            place=FILE,
            found=shown(held, 400),
            expected=f"“{shown(name)}”",
            remedy="declare one of the sheets it holds, or none",
            field="sheet",
        )
    return named


def _tried(
    grid: Grid, knowledge: Knowledge, source: str | None, declared, everyone: bool, data: str
) -> SheetRead | Unreadable:
    """A sheet understood, or why it cannot be."""
    try:
        return understood(grid, knowledge, source, declared, everyone=everyone, data=data)
    except Unreadable as reason:
        return reason


def understood(
    grid: Grid, knowledge: Knowledge, source: str | None, declared: Mapping, *, everyone: bool = False, data: str = ""
) -> SheetRead:
    """One sheet, ready to stream its readings; `data` is the hash of its book. Raises `Unreadable` where it is none."""
    sheet = laid_out(grid, knowledge, source, declared, data)
    sheet.reader = SheetReader(
        sheet.grid, sheet.layout, knowledge.names, sheet.hints, everyone=everyone, printed=sheet.printed
    )
    return sheet


def laid_out(grid: Grid, knowledge: Knowledge, source: str | None, declared: Mapping, data: str) -> SheetRead:
    """One sheet with its layout, not ready to be read yet. Raises `Unreadable`."""
    if grid.hidden:
        raise NoTable(
            "{Place} is {found} and was not read; {remedy} if it is the one.",
            **at(grid.name, "A1"),
            found="hidden",
            expected="a sheet that is shown",
            remedy="declare it as the sheet to read",
            field="sheet",
        )
    recognised = [source] if source is not None else tables.recognise(grid, knowledge.tables)
    hints = _hints(grid, knowledge, source, recognised).declaring(hints_of(declared)).for_sheet(grid.name, data)
    if source is not None:
        _require(grid, knowledge, hints)
    mended = mend(grid, knowledge.corrections.get(hints.source, ()))
    if mended.marks:
        hints = hints.declaring({"numbers": {"marks": mended.marks}})
    grid, corrections = corrected(mended.grid, hints)
    layout = propose(grid, knowledge.names, hints)
    sheet = SheetRead(grid, hints, layout, corrections=[*mended.applied, *corrections], recognised=recognised)
    sheet.unmet, sheet.asked, sheet.printed = mended.unmet, mended.asked, mended.printed
    return sheet


def _require(grid: Grid, knowledge: Knowledge, hints: Hints) -> None:
    """A sheet of the chosen table, or the reason why not; of a sheet without numbers, that it has none."""
    try:
        tables.require(grid, hints)
    except Unreadable:
        Sight(grid, knowledge.names, hints)
        raise


def _hints(grid: Grid, knowledge: Knowledge, source: str | None, recognised: list[str]) -> Hints:
    if source is not None:
        return knowledge.tables[source]
    if len(recognised) == 1:
        return knowledge.tables[recognised[0]]
    return tables.shared(recognised, knowledge.tables) or Hints()


def _gravest(reasons: list[Unreadable], grids: list[Grid]) -> Unreadable:
    """Why nothing of a file can be read: what is wrong with a table says more than that a sheet holds none."""
    tables_first = sorted(reasons, key=lambda reason: isinstance(reason, NoTable))
    return tables_first[0] if tables_first else Unreadable(no_sheet())


def _of_another_table(reason: Unreadable, grids: list[Grid], knowledge: Knowledge) -> Unreadable:
    """A refusal for want of what the chosen table shows, told which other table the sheets look like, if one."""
    alike = Counter(code for grid in grids for code in tables.recognise(grid, knowledge.tables))
    if reason.problem.field != "source" or len(alike) != 1:
        return reason
    [(table, count)] = alike.items()
    sheets = "the sheet looks" if count == len(grids) == 1 else f"{count} of {len(grids)} sheets look"
    told = reason.problem.as_json() | {"table": table, "remedy": f"{sheets} like table {table}: choose that one"}
    return Unreadable(Problem.from_json(told))


def set_aside(grid: Grid, reason: Unreadable, knowledge: Knowledge) -> SheetRead:
    """A sheet beside readable ones set aside whole, unless it is a table that names one of the five republics."""
    texts = set(chain.from_iterable(grid.rows))
    if not isinstance(reason, NoTable) and any(knowledge.names(text, codes=False) in TRACKED for text in texts if text):
        raise reason
    return SheetRead(grid, Hints(), aside=str(reason))

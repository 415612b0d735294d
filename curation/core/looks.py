"""One sheet as it would be read: the account of its cells, and what each is taken for, as rectangles to be drawn.

The same code as in reading, without keeping anything; where the reader refuses, the sentence is kept, and how far it
came is drawn.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from curation.core.cells import ROLES, Cells
from curation.core.files import Knowledge, laid_out, set_aside
from curation.core.layouts import Layout
from curation.core.problems import Problem, Unreadable
from curation.core.reading import SheetReader
from curation.core.sheets import Grid

__all__ = ["ROLES", "Look", "aside", "look"]


@dataclass(slots=True)
class Look:
    """What was seen.

    runs: (top, left, bottom, right, role), 0-based and inclusive
    counts: role → how many cells are taken for it
    lines: of each row that is not read why it is set aside, "" where it is blank; None of one that is read
    refusals: for what the file would be refused
    aside: why the whole sheet is set aside, where it is
    """

    filled: int = 0
    read: int = 0
    set_aside: int = 0
    runs: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    lines: list[str | None] = field(default_factory=list)
    layout: Layout | None = None
    refusals: list[Problem] = field(default_factory=list)
    aside: str = ""
    corrections: list[dict] = field(default_factory=list)
    unknown_places: Mapping[str, str] = field(default_factory=dict)

    @property
    def unaccounted(self) -> int:
        return self.filled - self.read - self.set_aside

    @property
    def stop(self) -> str:
        """The cell at which the reader stopped, or ""."""
        return next((problem.cell.partition(":")[0] for problem in self.refusals if problem.cell), "")

    @property
    def adds_up(self) -> bool:
        """Whether the sheet can be read as it is understood now."""
        return not self.refusals and not self.unaccounted


def look(
    grid: Grid, knowledge: Knowledge, source: str, declared: Mapping[str, str], *, data: str = "", alone: bool = True
) -> Look:
    """The sheet as it would be read now; `alone` says that its file has no other that might be read instead."""
    try:
        sheet = laid_out(grid, knowledge, source, declared, data)
    except Unreadable as reason:
        return _unread(grid, reason, knowledge, alone)
    seen = Look(filled=_filled(grid))
    seen.layout, seen.corrections = sheet.layout, sheet.corrections
    cells = Cells(sheet.grid, sheet.layout, knowledge.names)
    try:
        reader = SheetReader(sheet.grid, sheet.layout, knowledge.names, sheet.hints)
        for reading in reader.readings():
            cells.read(reading.row, reading.column)
    except Unreadable as reason:
        seen.refusals += reason.problems
        seen.runs, seen.counts = cells.headings_only()
        return seen
    seen.read, seen.set_aside, seen.filled = reader.read, reader.set_aside_count, reader.filled
    seen.refusals += reader.problems
    seen.unknown_places = dict(reader.unknown_places)
    seen.runs, seen.counts, seen.lines = cells.all(reader.set_aside)
    return seen


def aside(grid: Grid, reason: str) -> Look:
    """A sheet that is set aside whole."""
    filled = _filled(grid)
    run = (0, 0, max(len(grid.rows) - 1, 0), max(map(len, grid.rows), default=1) - 1, "note")
    return Look(filled, 0, filled, [run], Counter(note=filled), aside=reason)


def _unread(grid: Grid, reason: Unreadable, knowledge: Knowledge, alone: bool) -> Look:
    """A sheet that cannot be understood: set aside whole beside readable ones, or a reason to refuse the file."""
    try:
        if not alone:
            return aside(grid, set_aside(grid, reason, knowledge).aside)
    except Unreadable:
        pass
    return Look(filled=_filled(grid), refusals=list(reason.problems))


def _filled(grid: Grid) -> int:
    return sum(len(row) - row.count("") for row in grid.rows)

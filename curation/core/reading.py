"""A layout applied to a sheet: one reading for each counted cell, and an account of every other filled cell.

`SheetReader.readings()` streams; what it learns on the way (what was set aside, places nobody knows, printed totals,
what the sheet covers) is complete once the stream is exhausted. Of each row that was read it keeps one number, by
which a key that comes twice is known.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from curation.core.accounts import REASONS, Account, Run
from curation.core.columns import Columns
from curation.core.fills import Fills
from curation.core.keyed import Keyed
from curation.core.layouts import Layout
from curation.core.numbers import Value, status_of
from curation.core.problems import Unreadable
from curation.core.sheets import Grid, address
from curation.core.tables import Hints
from curation.core.totals import Totals
from curation.core.tracked import TRACKED
from curation.core.trees import begins_section, leaves, section_before

__all__ = ["REASONS", "Reading", "Run", "SheetReader"]

LARGEST = 10**12  # a hundred times the people on Earth: more is no count, and some would not fit the tables
LISTED = 1000
ASIDE = {"same": "repeat", "note": "note", "flag": "note"}


class Reading(NamedTuple):
    """One cell. `row` and `column` are 0-based; origin and destination are codes where known, else as printed."""

    row: int
    column: int
    origin: str
    destination: str
    label: tuple[str, ...]
    breakdown: str
    period: str
    printed: str
    value: object
    lower: object
    upper: object
    status: str
    flag: str


class Named(NamedTuple):
    """What the keys of a row say; all its cells are of it."""

    origin: str
    destination: str
    label: tuple[str, ...]
    breakdown: str
    period: str

    def __str__(self):
        label = " / ".join(filter(None, self.label))
        return ", ".join(filter(None, [self.origin, self.destination, label, self.breakdown, self.period]))


class SheetReader:
    """Reads one sheet. `everyone` reads every origin instead of the tracked ones.

    problems: sentences for which the file must be refused, since they touch a tracked origin
    warnings: the same of other origins
    unknown_places: name → first cell that shows it
    coverage: (destination, period) that the sheet holds, whichever origins it names
    """

    def __init__(self, grid: Grid, layout: Layout, names: Callable[..., str | None], hints: Hints, *, everyone=False):
        self.grid, self.layout, self.names, self.hints, self.everyone = grid, layout, names, hints, everyone
        self.filled = self.read = 0
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.unknown_places: dict[str, str] = {}
        self.coverage: set[tuple[str, str]] = set()
        self.account = Account()
        self.totals = Totals(layout, hints)
        self._keyed = Keyed(grid, layout, names, hints, everyone=everyone)
        self._columns = Columns(grid, layout, self._keyed)
        self._values = hints.notation.values
        self._section = ""
        self._above = ""
        self._seen: set[int] = set()
        self._covered: set[tuple[str, str]] = set()

    @property
    def set_aside(self) -> list[Run]:
        """The account of every filled cell that was not read."""
        return self.account.runs

    @property
    def set_aside_count(self) -> int:
        """How many cells that are."""
        return self.account.cells

    @property
    def unaccounted(self) -> int:
        """Always 0: what is neither read nor set aside would be lost in silence."""
        return self.filled - self.read - self.account.cells

    def readings(self) -> Iterator[Reading]:
        """Every reading of the sheet, top to bottom, left to right."""
        for r, row, named in self._named_rows():
            self._once(r, named)
            yield from self._cells(r, row, named)
        self.totals.finish()
        self._seen.clear()

    # which rows are read

    def _named_rows(self) -> Iterator[tuple[int, Sequence[str], Named]]:
        """(row number, row, what its keys say) of each row to be read; every other is set aside."""
        fills, tree = Fills(self.grid, self.layout), leaves(self.grid, self.layout)
        headings = self.grid.rows[self.layout.headings[0] : self.layout.headings[1] + 1]
        first, last = self.layout.body
        self._section = section_before(self.grid, self.layout)
        for r, row in enumerate(self.grid.rows):
            filled = len(row) - row.count("")
            if not filled:
                continue
            self.filled += filled
            if not first <= r <= last:
                named = self._outside(r)
            elif row in headings:
                named = "heading"
            elif not self._holds_numbers(row):
                named = self._wordy(row)
            else:
                named = self._name(r, fills(r, row) if fills else row, tree)
            if isinstance(named, str):
                self.account.aside_row(r, row, named, filled)
            else:
                yield r, row, named

    def _outside(self, r: int) -> str:
        """What a row before or after the numbers is."""
        top, bottom = self.layout.headings
        if r < top:
            return "title"
        if r <= bottom:
            return "heading"
        return "section" if r < self.layout.body[0] else "note"

    def _holds_numbers(self, row: Sequence[str]) -> bool:
        values = self._values
        return any((text := row[column]) and values[text] is not None for column in self._columns.all)

    def _wordy(self, row: Sequence[str]) -> str:
        """What a row without numbers is; a section begins with some."""
        if begun := begins_section(row):
            self._section = begun
            self.totals.begin_section()
        return "section" if len(row) - row.count("") == 1 else "empty"

    # what a row is of

    def _name(self, r: int, row: Sequence[str], tree) -> Named | str:
        """What a row's keys say, or the reason to set it aside."""
        if self.layout.tree and r not in tree:
            return "total"
        origin, why = self._keyed.origin(row)
        self.totals.add_row(r, row, origin, why, self._keyed.origin_text(row))
        if why:
            self._cover(row)
            return self._left(r, row, why)
        self._above = origin
        destination, why = self._keyed.destination(row)
        if why:
            return self._destined_nowhere(r, row, origin, why)
        label, breakdown, period = self._keyed.of(row, tree.get(r), self._section)
        if breakdown is None:
            return "total"
        for sentence in self._keyed.blanks(row):
            self._complain(r, sentence, origin)
        if period is None:
            self._complain(r, self._keyed.no_period(row), origin)
        return Named(origin, destination, label, breakdown, period or "")

    def _left(self, r: int, row: Sequence[str], why: str) -> str:
        if why == "unknown_place":
            self.unknown_places.setdefault(self._keyed.origin_text(row), self._cell(r, self._keyed.origin_column))
        elif why == "unnamed" and self._above:
            self._complain(r, self._keyed.unnamed(self._above), self._above)
        else:
            self._above = ""
        return why

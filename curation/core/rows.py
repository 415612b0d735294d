"""Which rows of a sheet are read, and of what; every other is set aside with its reason."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from curation.core import objections
from curation.core.accounts import Account
from curation.core.columns import Columns
from curation.core.fills import Fills
from curation.core.keyed import Keyed
from curation.core.layouts import Key, Layout
from curation.core.objections import Objections
from curation.core.problems import Unreadable
from curation.core.sheets import Grid, address
from curation.core.tables import Hints
from curation.core.taken import title_of
from curation.core.totals import Totals
from curation.core.trees import begins_section, leaves, section_before

CELLS_BETWEEN = 20_000  # gone through before somebody is told
SET_ASIDE = ("heading", "total", "note", "out_of_scope")


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


class Rows:
    """Goes through the rows of one sheet, once. What it learns on the way is complete at the end.

    filled: how many cells are; account: those set aside
    unknown_places: name → first cell that shows it; unknown_counts: name → its rows, and how many they count
    coverage: (destination, period) that the sheet holds, whichever origins it names
    passed: called now and then with the number of cells gone through
    """

    def __init__(self, grid: Grid, layout: Layout, names: Callable[..., str | None], hints: Hints, *, everyone: bool):
        self.grid, self.layout = grid, layout
        self.keyed = Keyed(grid, layout, names, hints, everyone=everyone)
        self.columns = Columns(grid, layout, self.keyed)
        self.account, self.totals, self.objections = Account(), Totals(layout, hints), Objections()
        self.filled = 0
        self.unknown_places = dict(self.columns.unknown_places)
        self.unknown_counts: dict[str, tuple[int, int]] = {}
        self.coverage: set[tuple[str, str]] = set()
        self._values, self._taken = hints.notation.values, hints.taken
        self._tree = leaves(grid, layout) if layout.tree else {}
        self._covered: set[tuple[str, str]] = set()
        self._section = section_before(grid, layout)
        self._above = ""
        self.passed: Callable[[int], None] = lambda cells: None

    def __iter__(self) -> Iterator[tuple[int, Sequence[str], Named]]:
        """(row number, row, what its keys say) of each row to be read."""
        fills = Fills(self.grid, self.layout)
        headings = self.grid.rows[self.layout.headings[0] : self.layout.headings[1] + 1]
        first, last = self.layout.body
        width = len(self.grid.rows[0])
        every = max(1, CELLS_BETWEEN // max(1, width))
        for r, row in enumerate(self.grid.rows):
            if not r % every:
                self.passed(r * width)
            filled = len(row) - row.count("")
            if not filled:
                continue
            self.filled += filled
            if self._taken.lines and (why := self._said(r, row)):
                named = why
            elif not first <= r <= last:
                named = self._outside(r, row, filled)
            elif row in headings:
                named = "heading"
            elif not any(map(self._values.__getitem__, self.columns.texts(row))):
                named = self._without_numbers(r, row, filled)
            else:
                named = self._name(r, fills(r, row) if fills else row)
            if isinstance(named, str):
                self.account.aside_row(r, row, named, filled)
            else:
                yield r, row, named
        self.totals.finish()

    def _said(self, r: int, row: Sequence[str]) -> str:
        """Why a row is set aside that a person took for something else than numbers of a place."""
        said = self._taken.line(title_of(row, self._values), r)
        if said == "total" and self.layout.body[0] <= r <= self.layout.body[1]:
            self._reckon(r, row, "", said)
        return said if said in SET_ASIDE else ""

    def _outside(self, r: int, row: Sequence[str], filled: int) -> str:
        """What a row before or after the numbers is."""
        top, bottom = self.layout.headings
        if r > self.layout.body[1] and filled > 1:
            self._without_numbers(r, row, filled)
        if r < top:
            return "title"
        if r < self.layout.body[0]:
            return "section" if r > bottom and filled == 1 else "heading"
        return "note"

    def _without_numbers(self, r: int, row: Sequence[str], filled: int) -> str:
        """What a row without numbers is; it may begin a section. Words in place of our numbers are objected to."""
        if begun := begins_section(row):
            self._section = begun
            self.totals.begin_section()
        column = next((column for column in self.columns.all if row[column]), None)
        if column is None and (origin := self.keyed.ours(row)):
            where = f"{self.grid.name}!{address(r, self.columns.all[0])}"
            self.objections.add(origin, objections.blank_number(where, origin))
        if column is not None and filled > 1:
            if self.keyed.repeats_a_heading(row):
                raise Unreadable(objections.other_headings(self.grid.name, r))
            origin = self.keyed.ours(row)
            if not origin and r <= self.layout.body[1]:
                column, origin = self.columns.ours(row) or (column, "")
            if origin:
                self.objections.add(origin, objections.no_count(f"{self.grid.name}!{address(r, column)}", row[column]))
        return "section" if filled == 1 else "empty"

    def _name(self, r: int, row: Sequence[str]) -> Named | str:
        """What a row's keys say, or the reason to set it aside."""
        if self.layout.tree and r not in self._tree:
            return "total"
        origin, why = self.keyed.origin(row)
        self._reckon(r, row, origin, why)
        if why:
            self._cover(row)
            return self._without_origin(r, row, why)
        self._above = origin
        destination, why = self.keyed.destination(row)
        if why:
            return self._without_destination(r, row, origin, why)
        label, breakdown, period = self.keyed.of(row, self._tree.get(r), self._section)
        if label is None or breakdown is None:
            return "total"
        for key in self.keyed.never_blank:
            if not row[key.column]:
                self.objections.add(origin, objections.blank(self.grid.name, r, key.column, key.name))
        if period is None:
            key = self.keyed.times.keys[0]
            self.objections.add(origin, objections.no_period(self._at(r, key), self.keyed.text(row, key)))
        return Named(origin, destination, label, breakdown, period or "")

    def _reckon(self, r: int, row: Sequence[str], origin: str, why: str) -> None:
        """Let the totals see a row of numbers."""
        if self.totals.any:
            if self.totals.waits and why != "total" and self.keyed.is_of_nowhere(row):
                self.totals.begin_section()
            self.totals.add_row(r, row, origin, why)

    def _without_origin(self, r: int, row: Sequence[str], why: str) -> str:
        key = self.keyed.speaking(self.keyed.origins, row) if self.keyed.origins.keys else None
        if why == "unknown_place":
            self._unknown(r, row, key)
        if why == "unnamed" and (repeated := self.keyed.repeated(row)):
            other, origin = repeated
            self.objections.add(origin, objections.named_beside(self.grid.name, r, key, other, origin))
        elif why == "unnamed" and self._above:
            self.objections.add(self._above, objections.unnamed(self.grid.name, r, key.column, key.name, self._above))
        else:
            self._above = ""
        return why

    def _without_destination(self, r: int, row: Sequence[str], origin: str, why: str) -> str:
        key = self.keyed.speaking(self.keyed.destinations, row)
        if why == "unknown_place":
            self._unknown(r, row, key)
        if why == "unnamed":
            self.objections.add(origin, objections.nowhere(self.grid.name, r, key.column, key.name, origin))
        return why

    def _unknown(self, r: int, row: Sequence[str], key: Key) -> None:
        """A place that nobody knows, with how much hangs on it."""
        name = self.keyed.text(row, key)
        self.unknown_places.setdefault(name, self._at(r, key))
        rows, people = self.unknown_counts.get(name, (0, 0))
        self.unknown_counts[name] = rows + 1, people + self.columns.people(row, self._values)

    def _cover(self, row: Sequence[str]) -> None:
        """Rows of other origins show what the sheet covers, so that an absent row of ours can mean something."""
        destination, why = self.keyed.destination(row)
        period = self.keyed.period(row)
        if why or period is None or (destination, period) in self._covered:
            return
        self._covered.add((destination, period))
        self.coverage.update(head.covered for head in self.columns.heads(destination, period))

    def _at(self, r: int, key: Key) -> str:
        return f"{self.grid.name}!{address(r, key.column)}"

"""A layout applied to a sheet: one reading for each counted cell, and an account of every other filled cell.

`SheetReader.readings()` streams; what it learns on the way (what was set aside, places nobody knows, printed totals,
what the sheet covers) is complete once the stream is exhausted. Of each row that was read it keeps one number, by
which a key that comes twice is known.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from curation.core import objections
from curation.core.accounts import REASONS, Account, Run, rest_of
from curation.core.columns import Columns
from curation.core.fills import Fills
from curation.core.keyed import Keyed
from curation.core.layouts import Key, Layout
from curation.core.numbers import Value, flagged
from curation.core.problems import Unreadable
from curation.core.sheets import Grid, address
from curation.core.tables import Hints
from curation.core.totals import Totals
from curation.core.tracked import TRACKED
from curation.core.trees import begins_section, leaves, section_before

__all__ = ["REASONS", "Reading", "Run", "SheetReader"]

LARGEST = 10**12  # a hundred times the people on Earth: more is no count, and some would not fit the tables
LISTED = 1000


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
    totals: printed totals beside our sums
    """

    def __init__(self, grid: Grid, layout: Layout, names: Callable[..., str | None], hints: Hints, *, everyone=False):
        self.grid, self.layout, self.names, self.hints, self.everyone = grid, layout, names, hints, everyone
        self.filled = self.read = 0
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.coverage: set[tuple[str, str]] = set()
        self.account = Account()
        self.totals = Totals(layout, hints)
        self._keyed = Keyed(grid, layout, names, hints, everyone=everyone)
        self._columns = Columns(grid, layout, self._keyed)
        self.unknown_places = dict(self._columns.unknown_places)
        self._values = hints.notation.values
        self._section = self._above = ""
        self._seen: set[int] = set()
        self._doubles: list[tuple[int, Named]] = []
        self._rest_of_full: list | None = None
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
            number = hash(named)
            if number in self._seen:
                self._again(r, named)
            self._seen.add(number)
            yield from self._cells(r, row, named)
        self._warn_of_doubles()
        self.totals.finish()
        self._seen.clear()

    # which rows are read

    def _named_rows(self) -> Iterator[tuple[int, Sequence[str], Named]]:
        """(row number, row, what its keys say) of each row to be read; every other is set aside."""
        grid, layout = self.grid, self.layout
        fills, tree = Fills(grid, layout), leaves(grid, layout) if layout.tree else {}
        headings = grid.rows[layout.headings[0] : layout.headings[1] + 1]
        first, last = layout.body
        self._section = section_before(grid, layout)
        for r, row in enumerate(grid.rows):
            filled = len(row) - row.count("")
            if not filled:
                continue
            self.filled += filled
            if not first <= r <= last:
                named = self._outside(r, filled)
            elif row in headings:
                named = "heading"
            elif not self._holds_numbers(row):
                named = self._wordy(r, row, filled)
            else:
                named = self._name(r, fills(r, row) if fills else row, tree)
            if isinstance(named, str):
                self.account.aside_row(r, row, named, filled)
            else:
                yield r, row, named

    def _outside(self, r: int, filled: int) -> str:
        """What a row before or after the numbers is."""
        top, bottom = self.layout.headings
        if r < top:
            return "title"
        if r < self.layout.body[0]:
            return "section" if r > bottom and filled == 1 else "heading"
        return "note"

    def _holds_numbers(self, row: Sequence[str]) -> bool:
        return any(map(self._values.__getitem__, self._columns.texts(row)))

    def _wordy(self, r: int, row: Sequence[str], filled: int) -> str:
        """What a row without numbers is; it may begin a section. Words in place of our numbers are objected to."""
        if begun := begins_section(row):
            self._section = begun
            self.totals.begin_section()
        column = next((column for column in self._columns.all if row[column]), None)
        if column is not None and filled > 1:
            if self._keyed.repeats_a_heading(row):
                raise Unreadable(objections.other_headings(self.grid.name, r))
            if origin := self._keyed.ours(row):
                self._object(origin, objections.no_count(f"{self.grid.name}!{address(r, column)}", row[column]))
        return "section" if filled == 1 else "empty"

    # what a row is of

    def _name(self, r: int, row: Sequence[str], tree) -> Named | str:
        """What a row's keys say, or the reason to set it aside."""
        if self.layout.tree and r not in tree:
            return "total"
        origin, why = self._keyed.origin(row)
        if self.totals.any:
            if self.totals.waits and why != "total" and self._keyed.is_of_nowhere(row):
                self.totals.begin_section()
            self.totals.add_row(r, row, origin, why)
        if why:
            self._cover(row)
            return self._without_origin(r, row, why)
        self._above = origin
        destination, why = self._keyed.destination(row)
        if why:
            return self._without_destination(r, row, origin, why)
        label, breakdown, period = self._keyed.of(row, tree.get(r), self._section)
        if label is None or breakdown is None:
            return "total"
        for key in self._keyed.never_blank:
            if not row[key.column]:
                self._object(origin, objections.blank(self.grid.name, r, key.column, key.name))
        if period is None:
            key = self._keyed.times.keys[0]
            self._object(origin, objections.no_period(self._at(r, key), self._keyed.text(row, key)))
        return Named(origin, destination, label, breakdown, period or "")

    def _without_origin(self, r: int, row: Sequence[str], why: str) -> str:
        keys = self._keyed.origins.keys
        if why == "unknown_place":
            self.unknown_places.setdefault(self._keyed.text(row, keys[0]), self._at(r, keys[0]))
        if why == "unnamed" and self._above:
            self._object(self._above, objections.unnamed(self.grid.name, r, keys[0].column, keys[0].name, self._above))
        else:
            self._above = ""
        return why

    def _without_destination(self, r: int, row: Sequence[str], origin: str, why: str) -> str:
        [key] = self._keyed.destinations.keys
        if why == "unknown_place":
            self.unknown_places.setdefault(self._keyed.text(row, key), self._at(r, key))
        if why == "unnamed":
            self._object(origin, objections.nowhere(self.grid.name, r, key.column, key.name, origin))
        return why

    def _cover(self, row: Sequence[str]) -> None:
        """Rows of other origins show what the sheet covers, so that an absent row of ours can mean something."""
        destination, why = self._keyed.destination(row)
        period = self._keyed.period(row)
        if why or period is None or (destination, period) in self._covered:
            return
        self._covered.add((destination, period))
        self.coverage.update((head.destination, head.period) for head in self._columns.heads("", destination, period))

    def _again(self, r: int, named: Named) -> None:
        """Refuse a second row of the same keys; of other origins, remember it."""
        if self.everyone and named.origin not in TRACKED:
            self._doubles.append((r, named))
            return
        before = self._first_rows([named])[named]
        if before != r:  # else another key happens to have the same number
            raise Unreadable(objections.twice(self.grid.name, before, r, str(named)))

    def _warn_of_doubles(self) -> None:
        before = self._first_rows([named for _, named in self._doubles])
        for r, named in self._doubles:
            if before[named] != r:
                self._object(named.origin, objections.twice(self.grid.name, before[named], r, str(named)))

    def _first_rows(self, wanted: Sequence[Named]) -> dict[Named, int]:
        """The first row of each of these keys, found by going through the sheet once more: keeping all would cost memory."""
        if not wanted:
            return {}
        missing, found = set(wanted), {}
        again = SheetReader(self.grid, self.layout, self.names, self.hints, everyone=self.everyone)
        for r, _, named in again._named_rows():
            if named in missing:
                missing.remove(named)
                found[named] = r
            if not missing:
                break
        return found

    # its cells

    def _cells(self, r: int, row: Sequence[str], named: Named) -> list[Reading]:
        """The readings of one row. The rest of its filled cells is set aside."""
        origin, destination, label, breakdown, period = named
        heads = self._columns.heads(origin, destination, period)
        meanings = self._columns.meanings(r, label, breakdown)
        row_flag = self._keyed.flags.of(row)
        values, new, cover, found = self._values, tuple.__new__, self.coverage.add, []
        for (column, flag, whose, whither, when), (parts, broken_down) in zip(heads, meanings, strict=True):
            text = row[column]
            if not text:
                continue
            value = values[text]
            if value is None or not (value.value is None or value.value.__class__ is int and value.value <= LARGEST):
                value = self._doubted(r, column, text, value, whose)
                if value is None:
                    continue
            if row_flag or flag is not None:
                value = flagged(value, row_flag or row[flag].strip())
            cover((whither, when))
            found.append(new(Reading, (r, column, whose, whither, parts, broken_down, when, text, *value)))
        self.read += len(found)
        for left, right, reason, cells in self._rest(row, found):
            self.account.aside(r, left, right, reason, cells)
        return found

    def _rest(self, row: Sequence[str], found: list[Reading]) -> list[tuple[int, int, str, int]]:
        """What is left of a row: worked out once for all rows that are filled, and read, throughout."""
        if "" in row or len(found) < self._columns.most:
            return rest_of(row, {reading[1] for reading in found}, self._columns.reasons)
        if self._rest_of_full is None:
            self._rest_of_full = rest_of(row, {reading[1] for reading in found}, self._columns.reasons)
        return self._rest_of_full

    def _doubted(self, r: int, column: int, text: str, value: Value | None, origin: str) -> Value | None:
        """What can be read of a cell that holds no count; None where it is nothing."""
        where = f"{self.grid.name}!{address(r, column)}"
        if value is None or value.value > LARGEST:
            self._object(origin, objections.no_count(where, text))
            return None
        self._object(origin, objections.not_whole(where, text))
        return value

    def _object(self, origin: str, sentence: str) -> None:
        listed = self.problems if origin in TRACKED else self.warnings
        if len(listed) < LISTED:
            listed.append(sentence)

    def _at(self, r: int, key: Key) -> str:
        return f"{self.grid.name}!{address(r, key.column)}"

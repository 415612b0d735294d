"""A layout applied to a sheet: one reading for each counted cell, and an account of every other filled cell.

`SheetReader.readings()` streams; what it learns on the way (what was set aside, places nobody knows, printed totals,
what the sheet covers) is complete once the stream is exhausted. Of each row that was read it keeps one number, by
which a key that comes twice is known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from curation.core import objections
from curation.core.accounts import REASONS, Run, rest_of
from curation.core.layouts import Layout
from curation.core.numbers import Value, flagged
from curation.core.problems import Problem, Unreadable
from curation.core.rows import Named, Rows
from curation.core.sheets import Grid, address
from curation.core.tables import Hints
from curation.core.totals import Totals
from curation.core.tracked import TRACKED

__all__ = ["REASONS", "Reading", "Run", "SheetReader"]

LARGEST = 10**12  # a hundred times the people on Earth: more is no count, and some would not fit the tables


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


class SheetReader:
    """Reads one sheet, once. `everyone` reads every origin instead of the tracked ones; `read` counts the cells.

    `printed` says of cells that were corrected what the publisher printed: it stays beside the corrected number.
    """

    def __init__(
        self,
        grid: Grid,
        layout: Layout,
        names: Callable[..., str | None],
        hints: Hints,
        *,
        everyone: bool = False,
        printed: Mapping[tuple[int, int], str] | None = None,
    ):
        self.grid, self.layout, self.names, self.hints, self.everyone = grid, layout, names, hints, everyone
        self.read = 0
        self._printed = printed or {}
        self._corrected = {row for row, _ in self._printed}
        self._rows = self._gone_through()
        self._values = hints.notation.values
        self._seen: set[int] = set()
        self._doubles: list[tuple[int, Named]] = []
        self._rest_of_full: list | None = None

    def _gone_through(self) -> Rows:
        return Rows(self.grid, self.layout, self.names, self.hints, everyone=self.everyone)

    def watch(self, passed: Callable[[int], None]) -> None:
        """Have `passed` called now and then with the number of cells gone through."""
        self._rows.passed = passed

    def readings(self) -> Iterator[Reading]:
        """Every reading of the sheet, top to bottom, left to right. Raises `Unreadable` for one key in two rows."""
        for r, row, named in self._rows:
            number = hash(named)
            if number in self._seen:
                self._again(r, named)
            self._seen.add(number)
            yield from self._cells(r, row, named)
        self._warn_of_doubles()
        self._seen.clear()
        self._rows.columns.forget()

    # what was learnt

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, for which the file must be refused, since they touch a tracked origin."""
        return self._rows.objections.problems

    @property
    def warnings(self) -> list[Problem]:
        """The same of other origins."""
        return self._rows.objections.warnings

    @property
    def unknown_places(self) -> dict[str, str]:
        """Name → first cell that shows it."""
        return self._rows.unknown_places

    @property
    def unknown_counts(self) -> dict[str, tuple[int, int]]:
        """Name → how many rows show it, and how many people they count, as far as they print numbers."""
        return self._rows.unknown_counts

    @property
    def coverage(self) -> set[tuple[str, str]]:
        """(destination, period) that the sheet holds, whichever origins it names."""
        return self._rows.coverage

    @property
    def places(self) -> dict[str, str]:
        """Printed name of a place → the code it was taken for."""
        return self._rows.keyed.named

    @property
    def totals(self) -> Totals:
        """Printed totals beside our sums."""
        return self._rows.totals

    @property
    def filled(self) -> int:
        """How many cells are filled."""
        return self._rows.filled

    @property
    def set_aside(self) -> list[Run]:
        """The account of every filled cell that was not read."""
        return self._rows.account.runs

    @property
    def set_aside_count(self) -> int:
        """How many cells that are."""
        return self._rows.account.cells

    @property
    def unaccounted(self) -> int:
        """Always 0: what is neither read nor set aside would be lost in silence."""
        return self.filled - self.read - self.set_aside_count

    # one row

    def _cells(self, r: int, row: Sequence[str], named: Named) -> list[Reading]:
        """The readings of one row. The rest of its filled cells is set aside."""
        columns = self._rows.columns
        heads = columns.heads(named.destination, named.period)
        meanings = columns.meanings(r, named.label, named.breakdown)
        row_flag = self._rows.keyed.flags.of(row)
        origin, values, new, cover, found = named.origin, self._values, tuple.__new__, self.coverage.add, []
        for (column, flag, whose, covered), (label, breakdown) in zip(heads, meanings, strict=True):
            text = row[column]
            if not text:
                if (whose or origin) in TRACKED and column in self._rows.columns.printed:
                    where = f"{self.grid.name}!{address(r, column)}"
                    self._rows.objections.add(origin, objections.blank_number(where, whose or origin))
                continue
            value = values[text]
            if value is None or not (value.value is None or value.value.__class__ is int and value.value <= LARGEST):
                value = self._doubted(r, column, text, value, whose or origin)
                if value is None:
                    continue
            if row_flag or flag is not None:
                value = flagged(value, row_flag or row[flag].strip())
            cover(covered)
            whither, when = covered
            found.append(new(Reading, (r, column, whose or origin, whither, label, breakdown, when, text, *value)))
        self.read += len(found)
        for left, right, reason, cells in self._rest(row, found):
            self._rows.account.aside(r, left, right, reason, cells)
        return [self._as_printed(reading) for reading in found] if r in self._corrected else found

    def _as_printed(self, reading: Reading) -> Reading:
        """A reading with the publisher's own text, where its cell was corrected."""
        return reading._replace(printed=self._printed.get((reading.row, reading.column), reading.printed))

    def _doubted(self, r: int, column: int, text: str, value: Value | None, origin: str) -> Value | None:
        """What can be read of a cell that holds no count; None where it is nothing."""
        where = f"{self.grid.name}!{address(r, column)}"
        if value is None or value.value > LARGEST:
            self._rows.objections.add(origin, objections.no_count(where, text))
            return None
        self._rows.objections.add(origin, objections.not_whole(where, text))
        return value

    def _rest(self, row: Sequence[str], found: list[Reading]) -> list[tuple[int, int, str, int]]:
        """What is left of a row: worked out once for all rows that are filled, and read, throughout."""
        columns = self._rows.columns
        if "" in row or len(found) < columns.most:
            return rest_of(row, {reading.column for reading in found}, columns.reasons)
        if self._rest_of_full is None:
            self._rest_of_full = rest_of(row, {reading.column for reading in found}, columns.reasons)
        return self._rest_of_full

    # one key in two rows

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
                self._rows.objections.add(named.origin, objections.twice(self.grid.name, before[named], r, str(named)))

    def _first_rows(self, wanted: Sequence[Named]) -> dict[Named, int]:
        """The first row of each of these keys, found by going through the sheet once more: keeping all costs memory."""
        missing, found = set(wanted), {}
        for r, _, named in self._gone_through() if missing else ():
            if named in missing:
                missing.remove(named)
                found[named] = r
            if not missing:
                break
        return found

"""Printed totals beside our own sums: they check, they never replace.

A total column is checked line by line against the classes of its line, a year's or a quarter's against its months; a
row of totals column by column against the rows of its part of the table, or against all of them. Hidden cells make our
sum an interval, rounding widens the printed figure.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from curation.core import periods
from curation.core.cells import neighbours
from curation.core.labels import normalise
from curation.core.layouts import Layout, ValueColumn
from curation.core.sheets import address
from curation.core.subtotals import Printed, Subtotals
from curation.core.sums import Sum, judge, sum_of
from curation.core.tables import Hints


class Total(NamedTuple):
    """One printed total. `value` is None where it is no number; an upper bound is None where nothing limits it.

    printed_lower, printed_upper: what the printed figure may stand for
    lower, upper; least, most; parts, hidden: our sum (`curation.core.sums`)
    period: the year or quarter that it is the total of, where its parts are months or quarters
    cells: ranges that were added up, as `F102:H102, J102:L102`, where they stand beside it
    """

    row: int
    column: int
    origin: str
    what: str
    printed: str
    value: int | None
    printed_lower: int
    printed_upper: int | None
    lower: int
    upper: int | None
    least: int
    most: int | None
    parts: int
    hidden: int
    period: str
    cells: str
    outcome: str
    explanation: str


class Beside(NamedTuple):
    """A column of totals with the columns it adds up, `runs` of them as first and last; `period` where these are
    shorter periods.
    """

    column: ValueColumn
    parts: list[int]
    runs: list[tuple[int, int]]
    period: str

    def cells(self, r: int) -> str:
        """The cells added up in one row, as `F102:H102, J102:L102`."""
        ends = ((address(r, first), address(r, last)) for first, last in self.runs)
        return ", ".join(first if first == last else f"{first}:{last}" for first, last in ends)

    def what(self, r: int) -> str:
        """What was added up, in words."""
        if not self.period:
            return f"{self.column.heading}: the classes of row {r + 1}"
        parts = {12: "12 months", 3: "3 months", 4: "4 quarters"}[len(self.parts)]
        return f"{' / '.join([*self.column.label, self.period])}: the {parts} of row {r + 1}"


def beside(column: ValueColumn, parts: Sequence[int], period: str = "") -> Beside:
    """A column of totals with its parts, which run together where nothing stands between them."""
    return Beside(column, list(parts), neighbours(parts), period)


class Totals:
    """Gathers the rows of one sheet while they pass by; `found` is what was compared, `any` whether rows are wanted."""

    def __init__(self, layout: Layout, hints: Hints):
        self.layout, self.values = layout, hints.notation.values
        self.found: list[Total] = []
        self._parts = {normalise(part) for parts in hints.get("parts_of", {}).values() for part in parts}
        self._explained = {normalise(text): why for text, why in hints.get("totals", {}).items()}
        totals = [(column, self._parts_of(column)) for column in layout.values if column.role == "total"]
        self._columns = [beside(column, parts) for column, parts in totals if parts]
        self._columns += periods_of(layout.values)
        self._origin = next((key.column for key in layout.of("origin")), None)
        # Where rows differ by more than their origin, the rows beside a total are not all its parts.
        told = {key.kind for key in layout.keys} - {"origin", "same", "note", "flag", "out_of_scope"}
        summed = self._origin is not None and len(layout.values) > 1 and not told and not layout.sections
        self._rows = Subtotals([column.column for column in layout.values], self.values) if summed else None
        self.any = summed or bool(self._columns)

    def _parts_of(self, total: ValueColumn) -> list[int]:
        """The columns that a total column adds up: those under its own upper headings and of its period, else others.

        Those to the left of it, if there are any: `Total Visas` has no part in what comes after it.
        """
        above, parts = total.label[:-1], [column for column in self.layout.values if self._is_part(column, total)]
        beside = (
            [part for part in parts if part.period == total.period and part.label[: len(above)] == above]
            or [part for part in parts if part.period == total.period]
            or [part for part in parts if part.label[: len(above)] == above]
        )
        return [part.column for part in beside if part.column < total.column] or [part.column for part in beside]

    def _is_part(self, column: ValueColumn, total: ValueColumn) -> bool:
        last = column.label[-1] if column.label else ""
        return column.role == "value" and column.area == total.area and normalise(last) not in self._parts

    def add_row(self, r: int, row: Sequence[str], origin: str, why: str) -> None:
        """Take in one row of numbers: a place's row adds to the sums, a total's row is held against them."""
        if why == "total":
            if self._rows:
                self._rows.add_total(Printed(r, row, row[self._origin].strip()))
            return
        for total in self._columns if origin else ():
            ours = sum_of(self.values[row[part]] for part in total.parts if row[part])
            place, said = (r, total.column.column, origin), (total.what(r), total.period, total.cells(r))
            self._compare(place, row[total.column.column], said, ours, "" if total.period else total.column.heading)
        if self._rows:
            self._rows.add(row)

    @property
    def waits(self) -> bool:
        """Whether a total that stands above its parts waits for the last of them."""
        return self._rows is not None and self._rows.waits

    def begin_section(self) -> None:
        """A heading inside the table: what comes now is no part of a total that stood above it."""
        if self._rows:
            self._rows.begin_section()

    def finish(self) -> None:
        """The sheet has ended: now the rows of totals can be judged."""
        for total, where, sums in self._rows.finish() if self._rows else ():
            what = f"{total.name}: the rows {where}"
            for column, part in sums.items():
                self._compare((total.row, column, ""), total.texts[column], (what, "", ""), part, total.name)
        self.found.sort(key=lambda total: total[:2])

    def _compare(self, place: tuple, text: str, said: tuple, ours: Sum, named: str) -> None:
        """Hold a printed text against our sum; `place` is row, column, origin, `said` what, period, cells."""
        printed = self.values[text]
        if printed is None or printed.lower is None:
            return
        outcome, explanation = judge(printed, ours), self._explained.get(normalise(named), "")
        if outcome == "open" and explanation:
            outcome = "explained"
        (what, period, cells), why = said, explanation if outcome == "explained" else ""
        value = printed.value if isinstance(printed.value, int) else None
        bounds = (printed.lower, printed.upper, *ours[:4])
        whole = (None if bound is None else int(bound) for bound in bounds)
        parts = ours.parts, ours.hidden
        self.found.append(Total(*place, what, text, value, *whole, *parts, period, cells, outcome, why))


def periods_of(columns: Sequence[ValueColumn]) -> Iterator[Beside]:
    """Each column of a whole year or quarter of which all months, or all quarters, are columns beside it.

    Columns whose year the rows say (`*-01`) are left alone: each row would be a year of its own.
    """
    alike = defaultdict(dict)
    for column in columns:
        if column.role == "value" and periods.is_canonical(column.period):
            alike[column.label, column.area, column.breakdown][column.period] = column
    for held in alike.values():
        for period, column in held.items():
            whole = next((parts for parts in periods.parts_of(period) if held.keys() >= set(parts)), None)
            if whole:
                yield beside(column, [held[part].column for part in whole], period)

"""Printed totals beside our own sums: they check, they never replace.

A total column is checked line by line against the classes of its line; a row of totals column by column against the
rows of its part of the table, or against all of them. Hidden cells make our sum an interval, rounding widens the
printed figure.
"""

from collections.abc import Sequence
from typing import NamedTuple

from curation.core.labels import normalise
from curation.core.layouts import Layout, ValueColumn
from curation.core.subtotals import Printed, Subtotals
from curation.core.sums import Sum, judge, sum_of
from curation.core.tables import Hints


class Total(NamedTuple):
    """One printed total. `value` is None where it is no number; `upper` is None where nothing limits our sum."""

    row: int
    column: int
    origin: str
    what: str
    printed: str
    value: int | None
    lower: int
    upper: int | None
    outcome: str
    explanation: str


class Totals:
    """Gathers the rows of one sheet while they pass by; `found` is what was compared, `any` whether rows are wanted."""

    def __init__(self, layout: Layout, hints: Hints):
        self.layout, self.values = layout, hints.notation.values
        self.found: list[Total] = []
        self._parts = {normalise(part) for parts in hints.get("parts_of", {}).values() for part in parts}
        self._explained = {normalise(text): why for text, why in hints.get("totals", {}).items()}
        totals = [(column, self._parts_of(column)) for column in layout.values if column.role == "total"]
        self._columns = [(column, parts) for column, parts in totals if parts]
        self._origin = next((key.column for key in layout.of("origin")), None)
        # Where rows differ by more than their origin, the rows beside a total are not all its parts.
        told = {key.kind for key in layout.keys} - {"origin", "same", "note", "flag"}
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
        for column, parts in self._columns if origin else ():
            what = f"{column.heading}: the classes of row {r + 1}"
            values = (self.values[row[part]] for part in parts if row[part])
            self._compare(r, column.column, row[column.column], origin, what, sum_of(values), column.heading)
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
                self._compare(total.row, column, total.texts[column], "", what, part, total.name)
        self.found.sort(key=lambda total: total[:2])

    def _compare(self, r: int, column: int, text: str, origin: str, what: str, ours: Sum, named: str) -> None:
        printed = self.values[text]
        if printed is None or printed.lower is None:
            return
        outcome, explanation = judge(printed, *ours), self._explained.get(normalise(named), "")
        if outcome == "open" and explanation:
            outcome = "explained"
        value = printed.value if isinstance(printed.value, int) else None
        upper = None if ours.upper is None else int(ours.upper)
        why = explanation if outcome == "explained" else ""
        self.found.append(Total(r, column, origin, what, text, value, int(ours.lower), upper, outcome, why))

"""Printed totals beside our own sums: they check, they never replace.

A total column is checked line by line against the classes of its line; a total row column by column against the rows
of its part of the table, whether it stands below them or above, or against all of them. Hidden cells make our sum an
interval, rounding widens the printed figure.
"""

from collections.abc import Sequence
from typing import NamedTuple

from curation.core import words
from curation.core.labels import normalise
from curation.core.layouts import Layout, ValueColumn
from curation.core.sums import Sum, judge, sum_of, together
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


class Printed(NamedTuple):
    """A total row as printed, with the name it goes by."""

    row: int
    texts: Sequence[str]
    name: str


class Totals:
    """Gathers the rows of one sheet while they pass by; what was compared is in `found`. `any`: whether rows are
    wanted.
    """

    def __init__(self, layout: Layout, hints: Hints):
        self.layout, self.values = layout, hints.notation.values
        self.found: list[Total] = []
        self._parts = {normalise(part) for parts in hints.get("parts_of", {}).values() for part in parts}
        self._explained = {normalise(text): why for text, why in hints.get("totals", {}).items()}
        totals = [(column, self._parts_of(column)) for column in layout.values if column.role == "total"]
        self._columns = [(column, parts) for column, parts in totals if parts]
        self._origin = next((key.column for key in layout.of("origin")), None)
        # Where rows differ by more than their origin, the rows beside a total are not all its parts.
        told = {key.role for key in layout.keys} - {"origin", "same", "note", "flag"}
        self._summed = self._origin is not None and len(layout.values) > 1 and not told and not layout.sections
        self.any = self._summed or bool(self._columns)
        self._sums = {column.column: Sum() for column in layout.values}
        self._section: list[Sequence[str]] = []  # rows since the last total or heading
        self._before: list[Sequence[str]] = []  # rows before that which nobody has added up yet
        self._waiting: Printed | None = None  # a total whose parts have not come yet
        self._waiting_for_all: Printed | None = None

    def _parts_of(self, total: ValueColumn) -> list[int]:
        """The columns that a total column adds up: those under its own upper headings and of its period, else more
        of them.

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
            if self._summed:
                self._add_total(Printed(r, row, row[self._origin].strip()))
            return
        for column, parts in self._columns if origin else ():
            what = f"{column.heading}: the classes of row {r + 1}"
            values = (self.values[row[part]] for part in parts if row[part])
            self._compare(r, column.column, row[column.column], origin, what, sum_of(values), column.heading)
        if self._summed:
            self._section.append(row)

    @property
    def waits(self) -> bool:
        """Whether a total that stands above its parts waits for the last of them."""
        return self._waiting is not None

    def begin_section(self) -> None:
        """A heading inside the table: what comes now is no part of a total that stood above it."""
        self._settle()

    def finish(self) -> None:
        """The sheet has ended: totals that stood above their parts can be judged now."""
        self._settle()
        if self._waiting_for_all:
            self._check(self._waiting_for_all, self._of_all(), "below")

    def _add_total(self, total: Printed) -> None:
        if words.speaks_of(words.GRAND, total.name):
            self._settle()
            if any(part.lower or part.upper for part in self._of_all().values()):
                self._check(total, self._of_all(), "above")
            else:
                self._waiting_for_all = total
        elif self._section and not self._waiting:
            self._check(total, self._close(), "above")
        else:
            self._settle()
            self._waiting = total if self._says_something(total) else None

    def _says_something(self, total: Printed) -> bool:
        """Whether a row has any number above zero: “Asia 0 0 0” above its countries is a heading (US FY2023)."""
        read = (self.values[total.texts[column]] for column in self._sums if total.texts[column])
        return any(value and value.lower for value in read)

    def _settle(self) -> None:
        """Hold the rows since the last total against the one that stands above them, if there is one."""
        if self._waiting and self._section:
            self._check(self._waiting, self._close(), "below")
        self._waiting = None
        self._before += self._section
        self._section = []

    def _close(self) -> dict[int, Sum]:
        """The sums of the rows since the last total, which go into the sums of all."""
        sums, self._section = self._of(self._section), []
        self._sums = {column: together(self._sums[column], part) for column, part in sums.items()}
        return sums

    def _of_all(self) -> dict[int, Sum]:
        """The sums of all rows so far."""
        self._section, self._before = [*self._before, *self._section], []
        if self._section:
            self._close()
        return self._sums

    def _of(self, rows: Sequence[Sequence[str]]) -> dict[int, Sum]:
        columns = list(zip(*rows, strict=True))
        return {column: sum_of(self.values[text] for text in columns[column] if text) for column in self._sums}

    def _check(self, total: Printed, sums: dict[int, Sum], where: str) -> None:
        what = f"{total.name}: the rows {where}"
        for column, part in sums.items():
            self._compare(total.row, column, total.texts[column], "", what, part, total.name)

    def _compare(self, r: int, column: int, text: str, origin: str, what: str, ours: Sum, named: str) -> None:
        printed = self.values[text] if text else None
        if printed is None or printed.lower is None:
            return
        outcome, explanation = judge(printed, *ours), self._explained.get(normalise(named), "")
        if outcome == "open" and explanation:
            outcome = "explained"
        value = printed.value if isinstance(printed.value, int) else None
        upper = None if ours.upper is None else int(ours.upper)
        why = explanation if outcome == "explained" else ""
        self.found.append(Total(r, column, origin, what, text, value, int(ours.lower), upper, outcome, why))

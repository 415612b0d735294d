"""Printed totals beside our own sums: they check, they never replace.

A total column is checked line by line against the labels of its line; a total row column by column against the rows
since the last heading inside the table, or against all of them. Hidden cells make our sum an interval, rounding widens
the printed figure. A total printed before its parts is not checked.
"""

from typing import NamedTuple

from curation.core import words
from curation.core.labels import normalise


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
    """Gathers the sums of one sheet while its rows pass by."""

    def __init__(self, sheet: str, layout, hints):
        self.sheet, self.layout, self.hints = sheet, layout, hints
        self.notation = hints.notation
        self.found: list[Total] = []
        self.values = [column for column in layout.values if column.role == "value"]
        self.columns = [column for column in layout.values if column.role == "total"]
        self.parts = {normalise(part) for parts in hints.get("parts_of", {}).values() for part in parts}
        self.explained = {normalise(text): why for text, why in hints.get("totals", {}).items()}
        # Where rows differ by more than their origin, the rows above a total are not all its parts.
        told = {key.role for key in layout.keys} - {"origin", "same", "note", "flag"}
        self._summed = bool(layout.of("origin")) and len(layout.values) > 1 and not told and not layout.sections
        self._all = self._section = None
        self.begin_section()
        self._all = self._empty()

    def _empty(self):
        return {column.column: [0, 0, False] for column in self.layout.values} if self._summed else {}

    def begin_section(self) -> None:
        self._section = self._empty()

    def add_row(self, r: int, row, origin: str, why: str, text: str) -> None:
        """Take in one row of numbers: a place's row adds to the sums, a total's row is held against them."""
        if why == "total":
            self._check_row(r, row, text)
            return
        if origin:
            for column in self.columns:
                self._check_column(r, row, column, origin)
        if self._summed:
            self._add(row)

    def _add(self, row) -> None:
        read = self.notation.read
        for c, section in self._section.items():
            text = row[c] if c < len(row) else ""
            value = read(text) if text else None
            if value is None or value.lower is None:
                continue
            for sums in (section, self._all[c]):
                sums[0] += value.lower
                sums[1] = None if sums[1] is None or value.upper is None else sums[1] + value.upper
                sums[2] = sums[2] or (value.value is None and value.lower != value.upper)

    def _check_row(self, r: int, row, text: str) -> None:
        if not self._summed:
            return
        sums = self._all if words.speaks_of(words.GRAND, text) else self._section
        if not any(lower or upper for lower, upper, _hidden in sums.values()):
            return
        for c, (lower, upper, hidden) in sums.items():
            self._compare(r, c, row, "", f"{text}: the rows above", lower, upper, hidden, text)
        if sums is self._section:
            self.begin_section()

    def _check_column(self, r: int, row, column, origin: str) -> None:
        labels = [other for other in self.values if other.column < column.column] or self.values
        lower, upper, hidden = 0, 0, False
        for other in labels:
            if other.label and normalise(other.label[-1]) in self.parts:
                continue
            value = self.notation.read(row[other.column]) if other.column < len(row) and row[other.column] else None
            if value is None or value.lower is None:
                continue
            lower += value.lower
            upper = None if upper is None or value.upper is None else upper + value.upper
            hidden = hidden or (value.value is None and value.upper != value.lower)
        what = f"{column.heading}: the classes of row {r + 1}"
        self._compare(r, column.column, row, origin, what, lower, upper, hidden, column.heading)

    def _compare(self, r, c, row, origin, what, lower, upper, hidden, named) -> None:
        text = row[c] if c < len(row) else ""
        printed = self.notation.read(text) if text else None
        if printed is None or printed.lower is None:
            return
        explanation = self.explained.get(normalise(named), "")
        outcome = judge(printed, lower, upper, hidden)
        if outcome == "open" and explanation:
            outcome = "explained"
        value = printed.value if isinstance(printed.value, int) else None
        low, high = int(lower), None if upper is None else int(upper)
        self.found.append(
            Total(r, c, origin, what, text, value, low, high, outcome, explanation if outcome == "explained" else "")
        )

    def finish(self) -> None:
        """Nothing is left to hold against totals that never came."""
        self._section = self._all = {}


def judge(printed, lower, upper, hidden: bool) -> str:
    """equal, rounding, hidden or open: how a printed total stands to the sum of its parts."""
    if lower == upper and printed.value == lower:
        return "equal"
    meets = (printed.upper is None or printed.upper >= lower) and (upper is None or printed.lower <= upper)
    if not meets:
        return "open"
    return "hidden" if hidden else "rounding"

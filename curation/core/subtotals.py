"""Rows of totals among rows of places, each with the sums of the rows that it should be the total of.

A region's total stands below its places or above them, the total of all at the very end or the very beginning. Where
totals stand elsewhere (the World Bank prints regions and the world among the countries, by alphabet) they are totals of
nothing in their neighbourhood, and are not held against it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from curation.core import words
from curation.core.numbers import Value
from curation.core.sums import Sum, judge, sum_of, together


class Printed(NamedTuple):
    """A row of totals as printed, with the name it goes by."""

    row: int
    texts: Sequence[str]
    name: str


class Held(NamedTuple):
    """A row of totals held against the rows `above` or `below` it: the sum of each column of numbers."""

    total: Printed
    where: str
    sums: Mapping[int, Sum]


class Subtotals:
    """Takes in the rows of one sheet while they pass by."""

    def __init__(self, columns: Sequence[int], values: Mapping[str, Value | None]):
        self._values = values
        self._sums = dict.fromkeys(columns, Sum())
        self._section: list[Sequence[str]] = []  # rows since the last total or heading
        self._before: list[Sequence[str]] = []  # rows before that which nobody has added up yet
        self._waiting: Printed | None = None  # a total whose parts have not come yet
        self._waiting_for_all: Printed | None = None
        self._of_sections: list[Held] = []
        self._of_everything: list[Held] = []

    @property
    def waits(self) -> bool:
        """Whether a total that stands above its parts waits for the last of them."""
        return self._waiting is not None

    def add(self, row: Sequence[str]) -> None:
        """Take in a place's row. What comes after the total of all shows that it was none."""
        self._section.append(row)
        self._of_everything.clear()

    def add_total(self, total: Printed) -> None:
        """Take in a row of totals."""
        if words.speaks_of(words.GRAND, total.name):
            self.begin_section()
            if any(part.lower or part.upper for part in self._of_all().values()):
                self._of_everything.append(Held(total, "above", self._sums))
            else:
                self._waiting_for_all = total
        elif self._section and not self._waiting:
            self._of_sections.append(Held(total, "above", self._close()))
        else:
            self.begin_section()
            self._waiting = total if self._says_something(total) else None

    def begin_section(self) -> None:
        """A heading inside the table, or whatever else ends the parts of a total that stands above them."""
        if self._waiting and self._section:
            self._of_sections.append(Held(self._waiting, "below", self._close()))
        self._waiting = None
        self._before += self._section
        self._section = []

    def finish(self) -> list[Held]:
        """The sheet has ended: every row of totals with its sums."""
        self.begin_section()
        if self._waiting_for_all:
            self._of_everything.append(Held(self._waiting_for_all, "below", self._of_all()))
        met = sum(map(self._meets, self._of_sections))
        sections = self._of_sections if 2 * met >= len(self._of_sections) else []
        return sorted([*sections, *self._of_everything], key=lambda held: held.total.row)

    def _meets(self, held: Held) -> bool:
        """Whether at least one column with something in it adds up."""
        pairs = ((self._values[held.total.texts[column]], part) for column, part in held.sums.items())
        return any(printed and printed.lower and judge(printed, part) != "open" for printed, part in pairs)

    def _says_something(self, total: Printed) -> bool:
        """Whether a row has any number above zero: “Asia 0 0 0” above its countries is a heading (US FY2023)."""
        read = (self._values[total.texts[column]] for column in self._sums)
        return any(value and value.lower for value in read)

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
        return {column: sum_of(self._values[text] for text in columns[column] if text) for column in self._sums}

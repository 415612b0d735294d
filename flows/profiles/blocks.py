"""One measure of a category on a profile: its chart, its lines in their order, and the same as a table."""

from functools import cached_property
from typing import NamedTuple

from django.utils.text import capfirst

from flows import figures
from flows.core.profiles import Line
from flows.home import Course
from flows.profiles import trends


class Place(NamedTuple):
    """A line as it stands among the others: its rank, its newest number, the first whole one before, its course."""

    rank: int
    name: str
    address: str
    newest: str
    newest_year: str
    first: str
    first_year: str
    course: Course


class Drawn:
    """A block, the way to its cells, and the places that sentences tell of, whose lines are coloured."""

    def __init__(self, block, across, opening, told):
        self.block, self.across, self.opening, self.told = block, across, opening, told

    @property
    def position(self):
        """Where it stands within its category: the headline first, members of unions after those that hold them."""
        return not self.block.headline, bool(self.union), self.block.measure, self.block.year_basis

    @property
    def union(self):
        """Of an origin's block: the union of which these lines are members."""
        return self.block.part_of if self.across == "destination" else ""

    @property
    def anchor(self):
        return "-".join(filter(None, (*self.block[:3], self.union.lower(), self._beside)))

    @property
    def _beside(self):
        return "" if self.block.headline else "beside"

    @cached_property
    def measure(self):
        return figures.name_of("measure", self.block.measure)

    @property
    def title(self):
        """What its tables are called: the measure, the category, and whose numbers they are where that is not said."""
        names = [figures.name_of("category", self.block.category), *self.place[1:2]]
        names += [figures.name_of("area", self.union)] if self.union else []
        return ", ".join([capfirst(self.measure), *names])

    @property
    def is_single(self):
        """Whether there is one line, which needs less room and no order."""
        return self.block.places == 1

    @cached_property
    def place(self):
        """(code, name, address) of a single line; nothing on the page of a corridor, which says it in its title."""
        code = self.block.lines[0].place
        return (code, figures.name_of("area", code), self.opening.place(code)) if self.is_single and code else ()

    @property
    def left(self):
        """How many lines are there beside those that are shown."""
        return self.block.places - len(self.block.lines)

    @property
    def listed(self):
        """The list of all numbers of this block."""
        members = "1" if self.union else ""
        asked = {"category": self.block.category, "measure": self.block.measure, "members": members}
        return self.opening.page("observations", **self.opening.ends, **asked)

    # --- The chart ----------------------------------------------------------------------------------------------------

    @property
    def has_chart(self):
        """Whether there are several years, so that a chart says something."""
        return len(self.block.years) > 1

    @property
    def is_bars(self):
        """Whether parts are unknown: then it shows what all lines add up to, known and unknown, instead of lines."""
        hidden = any(number.value is None for line in self.block.lines for number in line.numbers)
        return hidden and bool(self.is_single or self.block.together)

    @property
    def chart(self):
        width = trends.SMALL if self.is_single else trends.WIDE
        category, basis, lines = self.block.category, self.block.year_basis, self.block.lines
        if self.is_bars:
            sums = lines[0].numbers if self.is_single else self.block.together
            return trends.bars(sums, category, basis, width)
        names = {line.place: "" if self.is_single else figures.name_of("area", line.place) for line in lines}
        held = {line.place: line.numbers for line in lines}
        return trends.lines(held, names, category, basis, self.told or {lines[0].place}, width)

    # --- The lines in their order -------------------------------------------------------------------------------------

    @property
    def places(self):
        return [self._place(line) for line in self.block.lines]

    def _place(self, line):
        newest, held = line.numbers[-1], {number.year: number.value for number in line.numbers}
        earlier = self.block.comparable(line.numbers)[:-1]
        first = next((number for number in earlier if number.value is not None), None)
        return Place(
            line.rank,
            figures.name_of("area", line.place),
            self.opening.place(line.place),
            self.opening.marked(self.block, line.place, newest),
            self._year(newest) if newest.year != self.block.year else "",
            self.opening.number(self.block, line.place, first) if first else "",
            self._year(first) if first else "",
            Course([(year, held.get(year)) for year in self.block.years]),
        )

    def _year(self, number):
        return figures.short_year(number.year, self.block.year_basis)

    @property
    def newest_year(self):
        return figures.short_year(self.block.year, self.block.year_basis)

    # --- The same as a table ------------------------------------------------------------------------------------------

    @property
    def years(self):
        return [figures.short_year(year, self.block.year_basis) for year in self.block.years]

    @property
    def rows(self):
        """[(name, its cells)] by year."""
        return [(figures.name_of("area", line.place), self._row(line)) for line in self.block.lines]

    @cached_property
    def sums(self):
        """The cells of what all lines add up to; nothing where that would be numbers of several states."""
        return [] if self.is_single or not self.block.together else self._row(Line("", self.block.together))

    def _row(self, line):
        held = {number.year: number for number in line.numbers}
        return [self.opening.cell(self.block, line.place, held.get(year)) for year in self.block.years]

    @property
    def by_year(self):
        """[(year, cell)] of a single line."""
        return list(zip(self.years, self._row(self.block.lines[0]), strict=True))

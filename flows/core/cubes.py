"""Numbers of one measure in one year basis, by origin, destination, category and year, and what they add up to.

A cell without a number is NaN, at least 0, with nothing that limits it. Whatever sums such a cell is not known either,
only what is certain of it: a pair of places of which nothing is said is no zero.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from flows.core.estimates.figures import Figures
from flows.core.profiles import SPOKEN_OF
from flows.core.records import BREAK

ORIGIN, DESTINATION, CATEGORY, YEAR = range(4)  # the axes
CORRIDOR = "corridor"
SUMMED = {"origin": (DESTINATION, CATEGORY), "destination": (ORIGIN, CATEGORY), "category": (ORIGIN, DESTINATION)}
WAYS = (CORRIDOR, *SUMMED)
STATUSES = ("", "normal", *SPOKEN_OF, "partial", "suppressed", "missing", "excluded")  # by the number held for each


class Names(NamedTuple):
    """The codes along each axis."""

    origins: list[str]
    destinations: list[str]
    categories: list[str]
    years: list[int]


@dataclass(frozen=True)
class Cube:
    """`status`: the place among STATUSES of what is said of a cell, 0 where it holds neither number nor reason."""

    names: Names
    figures: Figures
    status: np.ndarray

    @property
    def there(self) -> np.ndarray:
        return self.status > 0

    @cached_property
    def expected(self) -> np.ndarray:
        """The cells that sums of a year rest on: each pair of an origin and a destination that the year speaks of."""
        return self.there.any(ORIGIN, keepdims=True) & self.there.any(DESTINATION, keepdims=True)

    @property
    def whole_destinations(self) -> np.ndarray:
        """Which destinations have a whole number wherever their sums need one."""
        return ~(self.expected & np.isnan(self.figures.value)).any((ORIGIN, CATEGORY, YEAR))

    def of_destinations(self, kept: np.ndarray) -> "Cube":
        """The same with some of its destinations."""
        names = self.names._replace(
            destinations=[each for each, own in zip(self.names.destinations, kept, strict=True) if own]
        )
        return Cube(names, self.figures.each(lambda each: each[:, kept]), self.status[:, kept])

    @cached_property
    def corridors(self) -> tuple:
        """Where in the arrays the corridors stand that hold anything, in the one category."""
        return *np.nonzero(self.there.any((CATEGORY, YEAR))), 0

    def summed(self, *axes: int) -> Figures:
        """Sums along some axes, which stay, with one place each."""
        return self.figures.each(lambda each: np.where(self.expected, each, 0).sum(axes, keepdims=True))

    def lines(self, by: str) -> "Lines":
        """The numbers over the years, by corridor, or added up by origin, by destination or by category."""
        if by == CORRIDOR:
            return self._corridors()
        axes = SUMMED[by]
        axis = next(each for each in (ORIGIN, DESTINATION, CATEGORY) if each not in axes)
        size = self.there.shape[axis], -1
        parts = np.moveaxis(self.expected, axis, 0).reshape(*size, len(self.names.years))
        ends = {by: (self.names[axis], np.arange(len(self.names[axis])))}
        figures = self.summed(*axes).each(lambda each: each.squeeze(axes))
        status = np.where(np.isnan(figures.value), STATUSES.index("partial"), STATUSES.index("normal"))
        for said in reversed(SPOKEN_OF):
            number = STATUSES.index(said)
            status = np.where((self.status == number).any(axes) & ~np.isnan(figures.value), number, status)
        return Lines(self.names.years, ends, figures, np.where(self.there.any(axes), status, 0), parts)

    def _corridors(self) -> "Lines":
        places = self.corridors
        ends = {"origin": (self.names.origins, places[0]), "destination": (self.names.destinations, places[1])}
        figures = self.figures.each(lambda each: each[places])
        return Lines(self.names.years, ends, figures, self.status[places])


@dataclass(frozen=True)
class Lines:
    """Numbers by line and year; `ends`: {what lines are of: (its codes, for each line the place among them)};
    `parts`: which cells the sum of a year rests on.
    """

    years: list[int]
    ends: dict[str, tuple[list[str], np.ndarray]]
    figures: Figures
    status: np.ndarray
    parts: np.ndarray | None = None

    @property
    def there(self) -> np.ndarray:
        return self.status > 0

    def codes(self, line: int) -> dict[str, str]:
        """What a line is of."""
        return {end: codes[places[line]] for end, (codes, places) in self.ends.items()}

    def before(self, places: np.ndarray) -> Figures:
        """The numbers of other years, by line and year; `places` of those years, -1 where there is none."""
        none = places < 0
        found = self.figures.each(lambda each: np.take_along_axis(each, np.where(none, 0, places), 1))
        return Figures(*(np.where(none, out, each) for each, out in zip(found, (np.nan, 0, np.inf), strict=True)))

    def crosses_break(self, places: np.ndarray) -> np.ndarray:
        """Whether the series breaks between a year and the other that it is compared with."""
        breaks = np.cumsum(self.status == STATUSES.index(BREAK), axis=1)
        return breaks != np.take_along_axis(breaks, np.maximum(places, 0), 1)

    def other_parts(self, places: np.ndarray) -> np.ndarray:
        """Whether the sums of both years rest on other places."""
        if self.parts is None:
            return np.zeros(self.there.shape, bool)
        other = np.take_along_axis(self.parts, np.maximum(places, 0)[:, None, :], 2)
        return (self.parts != other).any(1)

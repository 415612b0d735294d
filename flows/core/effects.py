"""Numbers as they are and as they would be, series by series: sums over origins and years, ranks, findings.

Measures never meet here: a series is one destination, one category and one measure. A stock is never summed over years.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from flows.core.changes import Figure
from flows.core.pairs import NONE, Pair, together
from flows.core.records import Key
from flows.core.sentences import Finding, Said, findings


class Rank(NamedTuple):
    """Which place an origin has among all, from 1, now and then; equally large numbers share theirs."""

    origin: str
    before: int
    after: int

    @property
    def moved(self) -> bool:
        return self.before != self.after


@dataclass
class Series:
    """The numbers of one destination, category and measure, now and then; `pairs` by origin and year."""

    destination: str
    category: str
    measure: str
    year_basis: str
    part_of: str = ""
    pairs: dict[tuple[str, int], Pair] = field(default_factory=dict)

    @cached_property
    def years(self) -> list[int]:
        return sorted({year for _origin, year in self.pairs})

    @cached_property
    def origins(self) -> list[str]:
        return sorted({origin for origin, _year in self.pairs})

    @cached_property
    def moved(self) -> list[tuple[str, int]]:
        """Where a number would be another."""
        return [place for place, pair in sorted(self.pairs.items()) if pair.moved]

    @cached_property
    def moved_years(self) -> list[int]:
        return sorted({year for _origin, year in self.moved})

    @cached_property
    def size(self) -> int:
        """How much it changes, for the largest to stand first."""
        return sum(abs(pair.change.low or 0) for pair in self.pairs.values())

    def at(self, origin: str, year: int) -> Pair:
        return self.pairs.get((origin, year), NONE)

    def of_origin(self, origin: str) -> Pair:
        """All years of an origin together, of a flow."""
        return together(self.at(origin, year) for year in self.years)

    def of_year(self, year: int) -> Pair:
        """All origins of a year together."""
        return together(self.at(origin, year) for origin in self.origins)

    def whole(self) -> Pair:
        """All origins and years together, of a flow."""
        return together(self.pairs.values())

    def ranks(self, year: int) -> list[Rank]:
        """The origins in the order they have now; nothing unless each of at least two has a whole number twice."""
        pairs = {origin: self.at(origin, year) for origin in self.origins}
        sides = [{origin: pair[side] for origin, pair in pairs.items()} for side in (0, 1)]
        if len(pairs) < 2 or not all(figure and figure.value is not None for side in sides for figure in side.values()):
            return []
        now, then = (places({origin: figure.value for origin, figure in side.items()}) for side in sides)
        return sorted((Rank(origin, now[origin], then[origin]) for origin in pairs), key=lambda rank: rank[1:2])

    def findings(self, origins: Iterable[str]) -> tuple[list[Finding], list[Finding]]:
        """What can be said of it now, and then."""
        return tuple(findings(self._said(side), list(origins)) for side in (0, 1))

    def _said(self, side: int) -> list[Said]:
        pairs = ((place, pair[side]) for place, pair in self.pairs.items() if pair[side])
        return [Said(*place, figure.value, figure.status) for place, figure in pairs]


def places(values: Mapping[str, int]) -> dict[str, int]:
    """The place of each by size, the largest first."""
    return {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}


class Told(NamedTuple):
    """A number as a record says it, with what its key does not."""

    year_basis: str
    part_of: str
    figure: Figure


def series_of(before: Mapping[Key, Told], after: Mapping[Key, Told]) -> list[Series]:
    """The series with a number that would be another, those that change most first, members of a union last."""
    found: dict[tuple[str, str, str], Series] = {}
    for key in before.keys() | after.keys():
        told = before.get(key) or after[key]
        name = key.destination, key.category, key.measure
        series = found.setdefault(name, Series(*name, told.year_basis))
        series.part_of = series.part_of or told.part_of
        pair = (side[key].figure if key in side else None for side in (before, after))
        series.pairs[key.origin, key.year] = Pair(*pair)
    moved = [series for series in found.values() if series.moved]
    return sorted(moved, key=lambda each: (bool(each.part_of), -each.size, each.destination, each.category))

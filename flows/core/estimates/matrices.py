"""Tables of moves from each area to each other, held as rows: what goes out and comes in, and what is not there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flows.core.estimates.columns import COUNT, KEY, VALUE, Column
from flows.core.estimates.figures import Figures, added, figures, reckon
from flows.core.estimates.tables import Key, Table, topmost
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

ORIGIN = Column("origin", KEY, N_("the area that people leave"))
DESTINATION = Column("destination", KEY, N_("the area that people go to"))
MOVES = Column(VALUE, COUNT, N_("how many moved; empty where it is not known, 0 where nobody did"))
EXAMPLE = "origin,destination,value\n" + "".join(
    f"{origin},{destination},{value}\n"
    for origin, row in zip("ABCD", ([0, 100, 30, 70], [50, 0, 45, 5], [60, 35, 0, 40], [20, 25, 20, 0]), strict=True)
    for destination, value in zip("ABCD", row, strict=True)
)


def of_matrix(matrix: Sequence[Sequence], areas: Sequence[str]) -> Table:
    """The table of a square matrix, its rows origins; Wrong names the row that has another length."""
    for number, row in enumerate(matrix, 1):
        if len(row) != len(areas):
            sentence = N_("there are {numbers} numbers for {areas} areas; give every row one for each.")
            raise Wrong(sentence, number, numbers=len(row), areas=len(areas))
    if len(matrix) != len(areas):
        sentence = N_("there are {rows} rows and {areas} areas; give every area a row.")
        raise Wrong(sentence, rows=len(matrix), areas=len(areas))
    origins = Key.of([area for area in areas for _ in areas])
    destinations = Key.of([area for _ in areas for area in areas])
    values = figures([value for row in matrix for value in row])
    return Table(
        np.arange(1, len(origins.codes) + 1), {"origin": origins, "destination": destinations}, {VALUE: values}
    )


@dataclass(frozen=True)
class Flows:
    """The rows of a table of moves, sorted by group, origin and destination.

    origin, destination: for each row the place of its area among `areas`, which are codes of a group and an area; the
    two lists are one where the table is square. rows: where each row stood in the table given.
    """

    table: Table
    names: list[str]
    group: np.ndarray
    origin: np.ndarray
    destination: np.ndarray
    origins: np.ndarray
    destinations: np.ndarray
    rows: np.ndarray
    same: np.ndarray

    @property
    def value(self) -> Figures:
        return self.table.figures[VALUE]

    @property
    def groups(self) -> int:
        return int(self.group.max(initial=-1)) + 1

    def group_of(self, places: np.ndarray) -> np.ndarray:
        """The group of each of `origins` or `destinations`."""
        return places // len(self.names)

    def area_of(self, places: np.ndarray) -> list[str]:
        return [self.names[code] for code in (places % len(self.names)).tolist()]

    def out(self) -> Figures:
        """The sum of each origin's row; missing where one of its cells is empty or not there."""
        return self._sums(self.origin, self.origins, self.destinations)

    def into(self) -> Figures:
        """The sum of each destination's column."""
        return self._sums(self.destination, self.destinations, self.origins)

    def whole(self) -> Figures:
        """All moves of each group."""
        return added(self.out(), self.group_of(self.origins), self.groups)

    def _sums(self, place, places, others):
        absent = self.expected(places, others) > np.bincount(place, minlength=len(places))
        return with_absent(added(self.value, place, len(places)), absent)

    def expected(self, places, others) -> np.ndarray:
        """How many cells each place has: one for every other end, but for its own unless that cell counts as well."""
        cells = np.bincount(self.group_of(others), minlength=self.groups)[self.group_of(places)]
        own = np.isin(places, others) & ~np.isin(places, self.origins[self.origin[self.same]])
        return cells - own


def with_absent(sums: Figures, absent: np.ndarray) -> Figures:
    """Sums to which something is lacking: at least what is there, with nothing that limits them."""
    value = np.where(absent, np.nan, sums.value)
    return Figures(value, sums.lower, np.where(absent, np.inf, sums.upper)) if sums.bounded else Figures(value)


def flows(table: Table, square: bool = True, diagonal: bool = False) -> Flows:
    """The moves of a table. `diagonal`: who stayed counts as a cell too, where the table says so.

    Wrong where a pair stands twice, where a group has one area alone, and, if it must be `square`, where an area is
    origin or destination alone.
    """
    table.refuse_repeats("origin", "destination")
    origins, destinations = table.keys["origin"], table.keys["destination"]
    both = Key.of([*origins.texts, *destinations.texts])
    names, places = both.texts, both.codes
    start, end = places[origins.codes], places[len(origins.texts) + destinations.codes]
    group = table.group
    if square:
        _refuse_lone(table, names, group, start, end)
    unknown = np.isnan(table.figures[VALUE].value)
    kept = np.flatnonzero((start != end) | (np.full(len(table), diagonal) & ~unknown))
    kept = kept[np.lexsort((end[kept], start[kept], group[kept]))]
    if not len(kept):
        sentence = N_("every row leads from an area to itself, so that nobody moved; add the moves between areas.")
        raise Wrong(sentence, 2)
    start, end, group = start[kept], end[kept], np.unique(group[kept], return_inverse=True)[1]
    from_all, origin = np.unique(group * len(names) + start, return_inverse=True)
    to_all, destination = np.unique(group * len(names) + end, return_inverse=True)
    return Flows(table.take(kept), names, group, origin, destination, from_all, to_all, kept, start == end)


def _refuse_lone(table, names, group, start, end):
    here, there = group * len(names) + start, group * len(names) + end
    areas = np.unique(np.concatenate([here, there]))
    counts = np.bincount(areas // len(names))
    if (counts == 1).any():
        row = np.flatnonzero(np.isin(group, np.flatnonzero(counts == 1)))[0]
        sentence = N_("“{area}” is the only area, and nobody moves within one; add the other areas.")
        raise Wrong(sentence, table.line(row), "origin", area=short(names[start[row]]))
    moved = start != end  # who stays makes no area an origin or a destination of others
    roles = (("origin", here, there, NO_DESTINATION), ("destination", there, here, NO_ORIGIN))
    for column, mine, others, sentence in roles:
        alone = ~np.isin(mine, others[moved])
        if alone.any():
            row = topmost(alone, table.lines)
            raise Wrong(sentence, table.line(row), column, area=short(names[mine[row] % len(names)]))


NO_DESTINATION = N_(
    "“{area}” is never a destination, so that the table is not square; add its rows as destination, or leave the area "
    "out."
)
NO_ORIGIN = N_(
    "“{area}” is never an origin, so that the table is not square; add its rows as origin, or leave the area out."
)


def share(part, whole) -> Figures:
    """A part of its whole, of 1; undefined where the whole is nothing. It never leaves 0 to 1, whatever the bounds."""
    part, whole = figures(part), figures(whole)
    found = reckon(lambda a, b: a / b, part.value, whole.value)
    if not (part.bounded or whole.bounded):
        return found
    part, whole = part.with_bounds(), whole.with_bounds()
    with np.errstate(all="ignore"):
        most, least = whole.upper - part.upper, np.maximum(whole.lower - part.lower, 0)
        lower = part.lower / (part.lower + np.where(np.isnan(most), np.inf, most))
        upper = part.upper / (part.upper + least)
    lower = np.where(np.isnan(lower), 0.0, np.clip(lower, 0, 1))
    return Figures(found.value, lower, np.where(np.isnan(upper), 1.0, np.clip(upper, 0, 1)))


def absolute(numbers: Figures) -> Figures:
    """How far from zero."""
    if not numbers.bounded:
        return Figures(np.abs(numbers.value))
    one, other = np.abs(numbers.lower), np.abs(numbers.upper)
    least = np.where((numbers.lower <= 0) & (numbers.upper >= 0), 0.0, np.minimum(one, other))
    return Figures(np.abs(numbers.value), least, np.maximum(one, other))

"""What an indicator rests on: the numbers of one measure, category and year basis, taken from the index of a release.

The index (`flows.lists.index`) is what was prepared of the rows: of a million some thousands are picked in arrays.
"""

from typing import NamedTuple

import numpy as np

from flows.core.cubes import STATUSES, Cube, Names
from flows.core.estimates.figures import Figures
from flows.lists import index_files
from flows.lists.index import UNKNOWN
from flows.queries import codelist, position

AXES = ("origin", "destination", "category", "year")


class Series(NamedTuple):
    """One way of counting; without a category it is all of them together."""

    category: str
    measure: str
    year_basis: str


class Held:
    """The numbers of a release that an indicator may be asked of."""

    def __init__(self, release):
        self.index = index_files.of(release)
        self._cubes = {}

    # --- Which series -------------------------------------------------------------------------------------------------

    def series(self, origins=(), destinations=(), category="", measure="", wide=False):
        """[(Series, numbers)] of what is asked for, first the one that says most: with most whole numbers, or, if
        `wide`, with most destinations.
        """
        columns, counts = self._counted(origins, destinations, category, measure)
        names = ("category", "measure", "year_basis")
        sizes = [len(columns.names[name]) for name in names]
        cell = np.ravel_multi_index([columns.column(name)[: columns.observations].astype(int) for name in names], sizes)
        numbers = np.bincount(cell, counts, minlength=np.prod(sizes))
        found = np.flatnonzero(numbers).tolist()
        spread = self._destinations() if wide else {}
        told = []
        for each in found:
            codes = zip(names, np.unravel_index(each, sizes), strict=True)
            told.append((Series(*(columns.names[name][code] for name, code in codes)), int(numbers[each])))
        return sorted(told, key=lambda each: (-spread.get(each[0], 0), -each[1], *_order(each[0])))

    def _counted(self, origins, destinations, category, measure):
        """Columns with a line for each kind of row, and how many whole numbers of each kind are asked for."""
        columns = self._columns(origins, destinations)
        mask = columns.no_gaps()
        for name, codes in (("origin", origins), ("destination", destinations), ("category", category),
                            ("measure", measure)):  # fmt: skip
            if codes:
                mask &= columns.among(name, [codes] if isinstance(codes, str) else codes)
        mask &= columns.everything() if destinations else columns.no_members()
        mask = mask[: columns.observations]
        told = columns is not self.index
        whole = columns.counts - columns.unknown[0] if told else self.index.figure("value") != UNKNOWN
        some = columns.counts if told else np.ones(columns.size)
        # A number that is hidden counts a little: of two series the whole one comes first, of none the other.
        return columns, np.where(mask, whole[: columns.observations] * 1000 + some[: columns.observations], 0)

    def _destinations(self):
        """{Series: how many destinations it has}"""
        found = {}
        for category, _destination, measure, basis in self.index.all_series:
            series = Series(category, measure, basis)
            found[series] = found.get(series, 0) + 1
        return found

    def years(self, series, origins=(), destinations=()):
        """{year: how many numbers it has} of what is asked for; 0 where it has reasons alone why there is none."""
        columns = self._columns(origins, destinations)
        rows = np.flatnonzero(self._mask(columns, series, origins, destinations))
        if not len(rows):
            return {}
        years, counts = (
            columns.column("year")[rows].astype(int),
            getattr(columns, "counts", np.ones(columns.size))[rows],
        )
        numbers = np.bincount(years, counts * (rows < columns.observations))
        return {year: int(numbers[year]) for year in np.flatnonzero(np.bincount(years)).tolist()}

    def _columns(self, origins, destinations):
        """The index, or where no origin or no destination is chosen its rows told together without them."""
        if origins and destinations:
            return self.index
        return self.index.without["destination" if origins else "origin"]

    # --- Its numbers --------------------------------------------------------------------------------------------------

    def cube(self, series, origins=(), destinations=(), years=None):
        """The numbers of a series, of some places and years or all; kept for as long as this is."""
        key = series, tuple(origins), tuple(destinations), years
        if key not in self._cubes:
            mask = self._mask(self.index, series, origins, destinations)
            if years:
                mask &= (self.index.column("year") >= years[0]) & (self.index.column("year") <= years[1])
            self._cubes[key] = self._cube(np.flatnonzero(mask))
        return self._cubes[key]

    @staticmethod
    def _mask(columns, series, origins, destinations):
        """Which rows are of a series, and of some places or all but members of unions."""
        mask = columns.column("measure") == columns.number("measure", series.measure)
        if series.category:
            mask &= columns.column("category") == columns.number("category", series.category)
        numbers = slice(columns.observations)  # a reason why there is no number stands for every basis
        mask[numbers] &= columns.column("year_basis")[numbers] == columns.number("year_basis", series.year_basis)
        if origins:
            mask &= columns.among("origin", origins)
        mask &= columns.among("destination", destinations) if destinations else columns.no_members()
        return mask

    def _cube(self, rows):
        index = self.index
        rows = rows[::-1]  # gaps come last in the index: a number that is there as well is written over them
        codes, places = zip(*(self._axis(name, rows) for name in AXES), strict=True)
        shape = [len(each) for each in codes]
        value, lower, upper = (np.full(shape, empty) for empty in (np.nan, 0.0, np.inf))
        status = np.zeros(shape, np.int8)
        numbers_of = [STATUSES.index(code) for code in index.names["status"]]
        status[places] = np.array(numbers_of, np.int8)[index.column("status")[rows]]
        numbers = rows < index.observations
        at, of = tuple(each[numbers] for each in places), rows[numbers]
        for out, name, unknown in ((value, "value", np.nan), (lower, "lower", 0.0), (upper, "upper", np.inf)):
            line = index.figure(name)[of]
            out[at] = np.where(line == UNKNOWN, unknown, line)
        return Cube(Names(*codes), Figures(value, lower, upper), status)

    def _axis(self, name, rows):
        """The codes of a column in the order of lists, and for each row the place of its own among them."""
        column = self.index.column(name)[rows].astype(np.intp)
        held = np.flatnonzero(np.bincount(column)).tolist() if len(rows) else []
        codes = [self.index.word(name, number) for number in held]
        order = range(len(held))
        if name != "year":
            kind = "area" if name != "category" else name
            order = sorted(order, key=lambda at: (position(kind, codes[at]), codes[at]))
        places = np.zeros(max(held, default=0) + 1, np.intp)
        places[[held[at] for at in order]] = np.arange(len(held))
        return [codes[at] for at in order], places[column]

    def twice(self, destinations):
        """[(union, member)] of chosen destinations of which one holds the other's numbers."""
        if len(destinations) < 2:
            return []
        index = self.index.without["origin"]
        mask = index.among("destination", destinations) & index.among("part_of", destinations)
        pairs = {(index.code("part_of", row), index.code("destination", row)) for row in np.flatnonzero(mask).tolist()}
        return sorted(pairs)

    def places(self, name):
        """The codes of a column that have a number, in the order of lists."""
        index = self.index.without["destination" if name == "origin" else "origin"]
        held = np.flatnonzero(np.bincount(index.column(name)[: index.observations])).tolist()
        codes = {index.word(name, number) for number in held} - {""}
        kind = "area" if name in ("origin", "destination") else name
        return [code for code in codelist(kind) if code in codes]


def _order(series):
    return position("category", series.category), position("measure", series.measure), series

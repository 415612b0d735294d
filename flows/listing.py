"""What the list of observations shows: counts beside the filters, totals by measure, and one page of rows.

All of it is counted on the index of the release; the rows of the one page alone are asked of the tables, by their ids.
"""

from functools import reduce
from operator import and_
from typing import NamedTuple

import numpy as np

from flows import index_files
from flows.index import SERIES, UNKNOWN
from flows.models import Gap, Observation
from flows.queries import entry

PAGE = 50
FACETS = {
    "origin": ["origin"],
    "category": ["category"],
    "destination": ["destination"],
    "measure": ["measure"],
    "status": ["status"],
    "year": ["year", "year_from", "year_to"],
}


class Selection:
    """The rows that a question asks for, as places in the index of its release."""

    def __init__(self, question, gaps):
        self.question, self.gaps = question, gaps
        self.index = index_files.of(question.release)
        self._masks = {}

    def mask(self, leaving=()):
        """Of each row whether it is asked for, some parameters left out; None for all rows."""
        names = [name for name in self.question.narrowing if name not in leaving]
        masks = [self._mask(name) for name in names] + [self.index.no_gaps()] * (not self.gaps)
        return reduce(and_, masks) if masks else None

    def _mask(self, name):
        if name not in self._masks:
            self._masks[name] = self.question.mask(self.index, name)
        return self._masks[name]

    def rows(self, leaving=()):
        """Places of the rows, in the order of the key: observations, then gaps."""
        mask = self.mask(leaving)
        return np.arange(self.index.size) if mask is None else np.flatnonzero(mask)

    def observations(self, rows):
        return rows[: np.searchsorted(rows, self.index.observations)]

    def remembered(self, what, answer, leaving=()):
        """An answer that the same question was given before, sorted and turned however it may be, or a new one."""
        said = [(name, repr(value)) for name, value in self.question.narrowing.items() if name not in leaving]
        return self.index.remembered.get((what, self.gaps, *said), answer)


# --- Counts beside the filters ----------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """How often a code occurs: `numbers` observations, and `gaps` as {status: how many}."""

    numbers: int = 0
    gaps: dict = {}


def tallies(selection):
    """{facet: {code: Tally}}, each facet counted as if its own filter were not set."""
    return {
        name: selection.remembered(("tallies", name), lambda name=name, own=own: _tallies(selection, name, own), own)
        for name, own in FACETS.items()
    }


def _tallies(selection, name, leaving):
    index, rows = selection.index, selection.rows(leaving)
    numbers = _counted(index, selection.observations(rows), [name])
    found = {code: Tally(count) for (code,), count in numbers.items()}
    gaps = rows[len(selection.observations(rows)) :]
    for (code, status), count in _counted(index, gaps, [name, "status"]).items():
        tally = found.get(code, Tally())
        found[code] = Tally(tally.numbers, {**tally.gaps, status: count})
    return found


def _counted(index, rows, names):
    """{codes: how many rows} for each combination of codes in some columns."""
    if not len(rows):
        return {}
    columns = [index.column(name)[rows].astype(np.intp) for name in names]
    lowest = [int(column.min()) for column in columns]
    sizes = [int(column.max()) - low + 1 for column, low in zip(columns, lowest, strict=True)]
    moved = [column - low for column, low in zip(columns, lowest, strict=True)]
    counts = np.bincount(np.ravel_multi_index(moved, sizes), minlength=np.prod(sizes)).reshape(sizes)
    return {
        tuple(index.word(name, place + low) for name, place, low in zip(names, places, lowest, strict=True)): int(count)
        for places, count in np.ndenumerate(counts)
        if count
    }


def counts(selection):
    """How many observations and how many gaps the list has."""

    def counted():
        rows = selection.rows()
        numbers = len(selection.observations(rows))
        return numbers, len(rows) - numbers

    return selection.remembered("counts", counted)


# --- Totals, each within one measure ----------------------------------------------------------------------------------


class Total(NamedTuple):
    """One series summed over what is shown; `value` is None where a part is hidden, then the bounds say what is known.

    A stock is never summed over years: people who stay are counted again each year, so its total is the newest year's.
    """

    category: str
    destination: str
    measure: str
    year_basis: str
    value: int | None
    lower: int
    upper: int | None
    years: list
    numbers: int

    @property
    def series(self):
        return self.category, self.destination, self.measure


def totals(selection):
    """A Total for each series of the list; members of a union never enter."""
    return selection.remembered("totals", lambda: _totals(selection.index, _of_series(selection)))


def _of_series(selection):
    """Places of the observations that enter totals."""
    rows = selection.observations(selection.rows())
    return rows[selection.index.no_members()[rows]]


def _totals(index, rows):
    """Sums by series and year, in arrays as large as there are series and years among the rows."""
    if not len(rows):
        return []
    found, first, series = np.unique(index.place("series")[rows], return_index=True, return_inverse=True)
    heads = [{name: index.code(name, rows[place]) for name in SERIES} for place in first]
    years, year = np.unique(index.column("year")[rows], return_inverse=True)
    cell, shape = series * len(years) + year, (len(found), len(years))
    told = np.bincount(cell, minlength=len(found) * len(years)).reshape(shape)
    told[~_summed_years(told, heads)] = 0
    sums = {name: _sums(index.figure(name)[rows], cell, shape, told) for name in ("value", "lower", "upper")}
    numbers = told.sum(axis=1).tolist()
    made = [
        Total(**head, **{name: sums[name][at] for name in sums}, years=years[told[at] > 0].tolist(), numbers=numbers[at])
        for at, head in enumerate(heads)
    ]
    return sorted(made, key=_order)


def _summed_years(told, heads):
    """Of a stock the newest year alone, of a flow each year."""
    kinds = {name: entry("measure", name) for name in {head["measure"] for head in heads}}
    stock = np.array([bool(kinds[head["measure"]] and kinds[head["measure"]].kind == "stock") for head in heads])
    newest = told.shape[1] - 1 - (told[:, ::-1] > 0).argmax(axis=1)
    return ~stock[:, None] | (np.arange(told.shape[1]) == newest[:, None])


def _sums(figures, cell, shape, told):
    """For each series the sum over the years that are told; None where a figure is not known."""
    known = figures != UNKNOWN
    held = np.bincount(cell[known], minlength=told.size).reshape(shape)
    sums = np.zeros(told.size, np.int64)
    np.add.at(sums, cell[known], figures[known])
    sums = np.where(told > 0, sums.reshape(shape), 0).sum(axis=1).tolist()
    whole = (np.where(told > 0, held, 0) == told).all(axis=1).tolist()
    return [found if all_known else None for found, all_known in zip(sums, whole, strict=True)]


def _order(total):
    category, destination = entry("category", total.category), entry("area", total.destination)
    return category.position if category else 0, destination.position if destination else 0, *total[:4]


# --- Courses, for the charts of a few totals --------------------------------------------------------------------------


class Point(NamedTuple):
    """What a chart draws of an observation."""

    year: int
    year_basis: str
    value: int | None
    lower: int
    upper: int | None


class Courses(NamedTuple):
    """One series by origin: {origin: [Point, …]} of the largest in the newest year, and how much there is in all."""

    largest: dict
    origins: int
    years: int


def courses(selection, total, most):
    """The courses of a total, at most so many: those whose newest number reaches highest."""
    index, rows = selection.index, _of_series(selection)
    for name in SERIES:
        rows = rows[index.column(name)[rows] == index.number(name, getattr(total, name))]
    origins = index.column("origin")[rows]
    last = np.flatnonzero(np.append(origins[1:] != origins[:-1], True))
    value, upper, lower = (index.figure(name)[rows[last]] for name in ("value", "upper", "lower"))
    tops = np.where(value != UNKNOWN, value, np.where(upper != UNKNOWN, upper, lower))
    largest = origins[last][np.argsort(-tops, kind="stable")][:most]
    held = {index.word("origin", origin): [_point(index, row) for row in rows[origins == origin]] for origin in largest}
    return Courses(held, len(last), len(np.unique(index.column("year")[rows])))


def _point(index, row):
    return Point(*(index.code(name, row) for name in ("year", "year_basis")), *index.figures_of(row))


# --- One page of rows -------------------------------------------------------------------------------------------------


def page_of_rows(selection, sort, number, years):
    """The observations and gaps of one page, in the order asked for; `years` are those that hold a number.

    Years with nothing but gaps come last: else a list that begins with its newest year may begin with pages of nothing.
    """
    index, mask = selection.index, selection.mask()
    places = index.place(sort)
    places = places if mask is None else places[mask[places]]
    if sort.endswith("year"):
        barren = (places >= index.observations) & ~np.isin(index.column("year")[places], years)
        places = np.concatenate([places[~barren], places[barren]]) if barren.any() else places
    return rows_at(selection.question.release, index, places[(number - 1) * PAGE : number * PAGE])


def rows_at(release, index, places):
    """The rows of the tables at some places of the index, of which each is what the index says it is."""
    rows = _fetched(release, index, places)
    if [row and row_key(row) for row in rows] != [index.key(place) for place in places]:
        rows = _fetched(release, index_files.again(release), places)
    return [row for row in rows if row]


def row_key(row):
    return row.origin, row.destination, row.year, row.category, row.measure


def _fetched(release, index, places):
    ids = [(place >= index.observations, int(index.ids[place])) for place in places]
    held = {gap: model.public.of(release).in_bulk([pk for kind, pk in ids if kind == gap])
            for gap, model in [(False, Observation), (True, Gap)]}  # fmt: skip
    return [held[gap].get(pk) for gap, pk in ids]

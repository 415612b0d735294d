"""Totals of a list, each within one measure, and the courses of a few of them for their charts.

Counted on the index of the release (`flows.index`), as the list is.
"""

from typing import NamedTuple

import numpy as np

from flows.index import SERIES, UNKNOWN
from flows.queries import entry

EXACT = 2**53  # up to here a float holds every whole number


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
    return selection.remembered("totals", lambda: _totals(selection.index, selection.within_series()))


def _totals(index, rows):
    """Sums by series and year, in arrays as large as there are series and years in the release."""
    if not len(rows):
        return []
    series, year = index.place("series")[rows].astype(np.intp), index.column("year")[rows].astype(np.intp)
    first, size = int(year.min()), int(year.max() - year.min()) + 1
    cell, shape = series * size + year - first, (len(index.series), size)
    told = np.bincount(cell, minlength=shape[0] * size).reshape(shape)
    told[~_summed_years(told, index.series)] = 0
    sums = {name: _sums(index.figure(name)[rows], cell, told) for name in ("value", "lower", "upper")}
    made = [
        Total(
            *index.series[at],
            **{name: sums[name][at] for name in sums},
            years=(np.flatnonzero(told[at]) + first).tolist(),
            numbers=int(told[at].sum()),
        )
        for at in np.flatnonzero(told.any(axis=1)).tolist()
    ]
    return sorted(made, key=_order)


def _summed_years(told, series):
    """Of a stock the newest year alone, of a flow each year."""
    kinds = {measure: entry("measure", measure) for _category, _destination, measure, _basis in series}
    stocks = [bool(kinds[measure] and kinds[measure].kind == "stock") for _category, _destination, measure, _ in series]
    newest = told.shape[1] - 1 - (told[:, ::-1] > 0).argmax(axis=1)
    return ~np.array(stocks)[:, None] | (np.arange(told.shape[1]) == newest[:, None])


def _sums(figures, cell, told):
    """For each series the sum over the years that are told; None where a figure is not known."""
    unknown, known = np.zeros(told.size, np.int64), figures != UNKNOWN
    if not known.all():
        unknown = np.bincount(cell[~known], minlength=told.size)
        cell, figures = cell[known], figures[known]
    sums, unknown = (
        np.where(told.ravel(), each, 0).reshape(told.shape) for each in (summed(cell, figures, told.size), unknown)
    )
    pairs = zip(sums.sum(axis=1).tolist(), unknown.any(axis=1).tolist(), strict=True)
    return [None if is_open else found for found, is_open in pairs]


def summed(cell, figures, size):
    """The sum of the figures in each cell, to the last unit."""
    if len(figures) and int(figures.max()) * len(figures) < EXACT:  # none is below zero
        return np.bincount(cell, weights=figures, minlength=size).astype(np.int64)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, cell, figures)  # slower by far
    return sums


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
    index, rows = selection.index, selection.within_series()
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

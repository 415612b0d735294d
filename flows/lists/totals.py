"""Totals of a list, each within one measure, and the courses of a few of them for their charts.

Counted on the index of the release (`flows.lists.index`), as the list is.
"""

from typing import NamedTuple

import numpy as np

from flows.lists.index import UNKNOWN, Groups
from flows.queries import entry, position

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
    return selection.remembered("totals", lambda: _totals(selection))


def _totals(selection):
    """Sums by series and year, in arrays as large as there are series and years in the release."""
    columns, places, _gaps = selection.rows(["destination"])
    places = places[columns.no_members()[places]]
    if not len(places):
        return []
    all_series = selection.index.all_series
    year = columns.column("year")[places].astype(np.intp)
    first, size = int(year.min()), int(year.max() - year.min()) + 1
    cell = columns.series[places].astype(np.intp) * size + year - first
    rows, sums, unknown = _by_cell(columns, places, cell, len(all_series) * size)
    told = np.where(_summed_years(rows.reshape(-1, size), all_series), rows.reshape(-1, size), 0)
    known = [_known(*each, told) for each in zip(sums, unknown, strict=True)]
    made = [
        Total(*all_series[at], *figures, (np.flatnonzero(told[at]) + first).tolist(), int(told[at].sum()))
        for at, figures in enumerate(zip(*known, strict=True))
        if told[at].any()
    ]
    return sorted(made, key=_order)


def _by_cell(columns, places, cell, size):
    """For each cell how many rows there are, for each figure their sum as far as it is known, and how many are not."""
    if isinstance(columns, Groups):
        rows, sums, unknown = columns.counts[places], columns.sums[:, places], columns.unknown[:, places]
        each = [[summed(cell, line, size) for line in lines] for lines in (sums, unknown)]
        return summed(cell, rows, size), *each
    figures = columns.figures[:, places]
    known = figures != UNKNOWN
    sums = [summed(cell, np.where(is_known, line, 0), size) for line, is_known in zip(figures, known, strict=True)]
    return np.bincount(cell, minlength=size), sums, [np.bincount(cell[~line], minlength=size) for line in known]


def _summed_years(told, series):
    """Of a stock the newest year alone, of a flow each year."""
    kinds = {measure: entry("measure", measure) for _category, _destination, measure, _basis in series}
    stocks = [bool(kinds[measure] and kinds[measure].kind == "stock") for _category, _destination, measure, _ in series]
    newest = told.shape[1] - 1 - (told[:, ::-1] > 0).argmax(axis=1)
    return ~np.array(stocks)[:, None] | (np.arange(told.shape[1]) == newest[:, None])


def _known(sums, unknown, told):
    """For each series the sum over the years that are told; None where a figure is not known."""
    sums, unknown = (np.where(told > 0, each.reshape(told.shape), 0).sum(axis=1).tolist() for each in (sums, unknown))
    return [None if some else found for found, some in zip(sums, unknown, strict=True)]


def summed(cell, figures, size):
    """The sum of the figures in each cell, to the last unit."""
    if len(figures) and int(figures.max()) * len(figures) < EXACT:  # none is below zero
        return np.bincount(cell, weights=figures, minlength=size).astype(np.int64)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, cell, figures)  # slower by far
    return sums


def _order(total):
    return position("category", total.category), position("area", total.destination), *total[:4]


# --- Courses, for the charts of a few totals --------------------------------------------------------------------------


class Point(NamedTuple):
    """What a chart draws of an observation."""

    year: int
    year_basis: str
    status: str
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
    index, rows, _gaps = selection.rows(["origin", "destination"])
    wanted = index.all_series.index((*total.series, total.year_basis))
    rows = rows[(index.series[rows] == wanted) & index.no_members()[rows]]
    origins = index.column("origin")[rows]
    last = np.flatnonzero(np.append(origins[1:] != origins[:-1], True))
    value, upper, lower = (index.figure(name)[rows[last]] for name in ("value", "upper", "lower"))
    tops = np.where(value != UNKNOWN, value, np.where(upper != UNKNOWN, upper, lower))
    largest = origins[last][np.argsort(-tops, kind="stable")][:most]
    held = {index.word("origin", origin): [_point(index, row) for row in rows[origins == origin]] for origin in largest}
    return Courses(held, len(last), len(np.unique(index.column("year")[rows])))


def _point(index, row):
    return Point(*(index.code(name, row) for name in ("year", "year_basis", "status")), *index.figures_of(row))

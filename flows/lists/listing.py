"""What the list of observations shows: the rows that are asked for, counts beside the filters, and one page of rows.

All of it is counted on the index of the release; the rows of the one page alone are asked of the tables, by their ids.
"""

from functools import reduce
from operator import and_
from typing import NamedTuple

import numpy as np

from flows.lists import index_files
from flows.lists.index import GROUPED
from flows.models import Gap, Observation

PAGE = 50
FACETS = {
    "origin": ["origin"],
    "category": ["category"],
    "destination": ["destination"],
    "measure": ["measure"],
    "status": ["status"],
    "year": ["year", "year_from", "year_to"],
}


class Rows(NamedTuple):
    """Some rows of an index, or some of its groups: observations and gaps, by their places."""

    columns: object  # an Index or its Groups
    observations: np.ndarray
    gaps: np.ndarray

    def counted(self, places, numbers):
        """How many rows have each number."""
        counts = getattr(self.columns, "counts", None)
        return np.bincount(numbers) if counts is None else np.bincount(numbers, counts[places]).astype(np.int64)


class Selection:
    """What a question asks for, in the index of its release."""

    def __init__(self, question, gaps):
        self.question, self.gaps = question, gaps
        self.index = index_files.of(question.release)
        self._held = {}

    def rows(self, needed=(), leaving=()):
        """The rows asked for, some parameters left out; grouped where origin or destination is not `needed`.

        A list that names no origin has few groups even where it has a million rows.
        """
        names = [name for name in self.question.narrowing if name not in leaving]
        spared = next((name for name in GROUPED if name not in (*names, *needed)), "")
        key = (spared, *names)
        if key not in self._held:
            self._held[key] = self._rows(self.index.without[spared] if spared else self.index, names)
        return self._held[key]

    def _rows(self, columns, names):
        mask = self.mask(columns, names)
        places = np.arange(columns.size) if mask is None else np.flatnonzero(mask)
        split = np.searchsorted(places, columns.observations)
        return Rows(columns, places[:split], places[split:])

    def mask(self, columns, names=None):
        """Of each row whether it is asked for; None for all rows."""
        names = self.question.narrowing if names is None else names
        masks = [self.question.mask(columns, name) for name in names]
        if not self.gaps:
            masks.append(columns.no_gaps())
        mask = reduce(and_, masks) if masks else None
        return None if mask is None or mask.all() else mask

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
    rows = selection.rows([name], leaving)
    columns, numbers, gaps = rows
    found = {
        columns.word(name, at): Tally(count) for at, count in _counted(rows, numbers, columns.column(name)[numbers])
    }
    statuses = len(columns.names["status"])
    both = columns.column(name)[gaps] * np.int32(statuses) + columns.column("status")[gaps]
    for at, count in _counted(rows, gaps, both):
        code, status = columns.word(name, at // statuses), columns.word("status", at % statuses)
        tally = found.get(code, Tally())
        found[code] = Tally(tally.numbers, {**tally.gaps, status: count})
    return found


def _counted(rows, places, numbers):
    """(number, how often) of those that occur."""
    counts = rows.counted(places, numbers)
    found = np.flatnonzero(counts)
    return zip(found.tolist(), counts[found].tolist(), strict=True)


def counts(selection, leaving=()):
    """How many observations and how many gaps the list has, some parameters left out."""
    rows = selection.rows(leaving=leaving)
    return tuple(int(rows.counted(places, np.zeros_like(places)).sum()) for places in (rows.observations, rows.gaps))


# --- One page of rows -------------------------------------------------------------------------------------------------


def page_of_rows(selection, sort, number, years):
    """The observations and gaps of one page, in the order asked for; `years` are those that hold a number.

    Years with nothing but gaps come last: else a list that begins with its newest year may begin with pages of nothing.
    """
    index, mask = selection.index, selection.mask(selection.index)
    places = index.place(sort)
    places = places if mask is None else places[mask[places]]
    if sort.endswith("year") and selection.gaps:
        barren = places >= index.observations
        barren[barren] = ~np.isin(index.column("year")[places[barren]], years)
        places = np.concatenate([places[~barren], places[barren]]) if barren.any() else places
    return rows_at(selection.question.release, index, places[(number - 1) * PAGE : number * PAGE])


def rows_at(release, index, places):
    """The rows of the tables at some places of the index, of which each is what the index says it is."""
    rows = _fetched(release, index, places)
    if [row and (row.release_id, *key_of(row)) for row in rows] != [(release.pk, *index.key(each)) for each in places]:
        rows = _fetched(release, index_files.again(release), places)
    return [row for row in rows if row]


def key_of(row):
    return row.origin, row.destination, row.year, row.category, row.measure


def _fetched(release, index, places):
    ids = [(place >= index.observations, int(index.ids[place])) for place in places]
    held = {gap: model.public.beside(release).in_bulk([pk for kind, pk in ids if kind == gap])
            for gap, model in [(False, Observation), (True, Gap)]}  # fmt: skip
    return [held[gap].get(pk) for gap, pk in ids]

"""What the list of observations shows: the rows that are asked for, counts beside the filters, and one page of rows.

All of it is counted on the index of the release; the rows of the one page alone are asked of the tables, by their ids.
"""

from functools import reduce
from operator import and_
from typing import NamedTuple

import numpy as np

from flows import index_files
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


class Selection:
    """The rows that a question asks for, as places in the index of its release."""

    def __init__(self, question, gaps):
        self.question, self.gaps = question, gaps
        self.index = index_files.of(question.release)
        self._held = {}

    def mask(self, leaving=()):
        """Of each row whether it is asked for, some parameters left out; None for all rows."""
        names = [name for name in self.question.narrowing if name not in leaving]
        masks = [self._once(("mask", name), self._masked, name) for name in names]
        return reduce(and_, masks + [self.index.no_gaps()] * (not self.gaps)) if masks or not self.gaps else None

    def _masked(self, name):
        return self.question.mask(self.index, name)

    def rows(self, leaving=()):
        """Places of the rows, in the order of the key: observations, then gaps."""
        return self._once(("rows", *(name for name in leaving if name in self.question.narrowing)), self._rows, leaving)

    def _rows(self, leaving):
        mask = self.mask(leaving)
        return np.arange(self.index.size) if mask is None else np.flatnonzero(mask)

    def _once(self, what, answer, asked):
        if what not in self._held:
            self._held[what] = answer(asked)
        return self._held[what]

    def observations(self, rows):
        return rows[: np.searchsorted(rows, self.index.observations)]

    def within_series(self):
        """Places of the observations that enter totals: members of a union never do."""
        rows = self.observations(self.rows())
        return rows[self.index.no_members()[rows]]

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
    numbers, gaps = selection.observations(rows), rows[len(selection.observations(rows)) :]
    found = {index.word(name, number): Tally(count) for number, count in _counted(index.column(name)[numbers])}
    statuses = len(index.names["status"])
    for both, count in _counted(index.column(name)[gaps] * np.int32(statuses) + index.column("status")[gaps]):
        code, status = index.word(name, both // statuses), index.word("status", both % statuses)
        tally = found.get(code, Tally())
        found[code] = Tally(tally.numbers, {**tally.gaps, status: count})
    return found


def _counted(numbers):
    """(number, how often) of those that occur."""
    counts = np.bincount(numbers)
    found = np.flatnonzero(counts)
    return zip(found.tolist(), counts[found].tolist(), strict=True)


def counts(selection):
    """How many observations and how many gaps the list has."""

    def counted():
        rows = selection.rows()
        numbers = len(selection.observations(rows))
        return numbers, len(rows) - numbers

    return selection.remembered("counts", counted)


# --- One page of rows -------------------------------------------------------------------------------------------------


def page_of_rows(selection, sort, number, years):
    """The observations and gaps of one page, in the order asked for; `years` are those that hold a number.

    Years with nothing but gaps come last: else a list that begins with its newest year may begin with pages of nothing.
    """
    index, mask = selection.index, selection.mask()
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

"""The rows of one release by columns: small numbers in arrays, of which a list of a million is counted at once.

Observations come first, then gaps, each in the order of the key. What a row says is the place of its code among the
sorted codes of its column, so that numbers sort as the codes do; a figure that is not known is `UNKNOWN`. The arrays
say nothing that the tables do not say. They are read from there (`flows.lists.index_rows`) and kept
(`flows.lists.index_files`).
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import ge, le, or_
from threading import Lock

import numpy as np

from flows.models import KEY

UNKNOWN = np.iinfo(np.int64).min
TEXTS = ["origin", "destination", "category", "measure", "year_basis", "status", "part_of"]
CODES = [*TEXTS, "year", "headline"]
FIGURES = ["value", "lower", "upper"]
GROUPED = ["origin", "destination"]  # the columns with most codes
SERIES = ["category", "destination", "measure", "year_basis"]
ORDERS = {
    "-year": ["-year", "origin", "gap", "destination", "category", "measure"],
    "year": ["year", "origin", "gap", "destination", "category", "measure"],
    "origin": ["origin", "gap", "destination", "category", "measure", "-year"],
    "destination": ["destination", "gap", "origin", "category", "measure", "-year"],
    "-value": ["gap", "-size", "origin", "destination", "category", "measure", "-year"],
    "value": ["gap", "size", "origin", "destination", "category", "measure", "-year"],
}
PLACES = [*ORDERS, "series"]
COMPARISONS = {"gte": ge, "lte": le}
FEW = 4  # codes that are looked for one by one; more are looked up in a table
REMEMBERED = 200  # answers


class Remembered:
    """What was answered last, for the next who asks the same; bounded in number."""

    def __init__(self):
        self.answers, self.lock = OrderedDict(), Lock()

    def get(self, question, answer):
        with self.lock:
            if question in self.answers:
                self.answers.move_to_end(question)
                return self.answers[question]
        found = answer()
        with self.lock:
            self.answers[question] = found
            while len(self.answers) > REMEMBERED:
                self.answers.popitem(last=False)
        return found


@dataclass(frozen=True, eq=False)
class Columns:
    """Codes of rows in an array with a line for each name in CODES. A mask says of each row whether it is meant."""

    names: dict  # {column: its codes, sorted, the first of them empty}
    observations: int  # how many rows are no gaps
    codes: np.ndarray

    @property
    def size(self):
        return self.codes.shape[1]

    def column(self, name):
        return self.codes[CODES.index(name)]

    def number(self, name, code):
        """The number that stands for a code of a column; that of nothing for one that it does not have."""
        return self.names[name].index(code) if code in self.names[name] else -1

    def word(self, name, number):
        """The code that a number of a column stands for; a year is itself."""
        return self.names[name][number] if name in self.names else int(number)

    def code(self, name, row):
        return self.word(name, self.column(name)[row])

    # --- Masks --------------------------------------------------------------------------------------------------------

    def among(self, name, codes):
        """Rows whose column says one of the codes."""
        wanted = [number for number, code in enumerate(self.names[name]) if code in codes]
        if len(wanted) > FEW:
            return np.isin(np.arange(len(self.names[name])), wanted)[self.column(name)]
        return reduce(or_, (self.column(name) == number for number in wanted), np.zeros(self.size, bool))

    def among_or_open(self, name, codes):
        """The same, and gaps whose column is empty: they stand for all codes."""
        mask = self.among(name, codes)
        mask[self.observations :] |= self.column(name)[self.observations :] == 0
        return mask

    def of_years(self, years):
        return np.isin(self.column("year"), list(years))

    def years(self, comparison, year):
        """Rows whose year is `gte` or `lte` than another."""
        return COMPARISONS[comparison](self.column("year"), year)

    def headline(self):
        """Headline observations, and every gap."""
        mask = self.column("headline") == 1
        mask[self.observations :] = True
        return mask

    def no_members(self):
        return self.column("part_of") == 0

    def no_gaps(self):
        return np.arange(self.size) < self.observations

    def everything(self):
        return np.ones(self.size, bool)


@dataclass(frozen=True, eq=False)
class Groups(Columns):
    """Rows that differ in one column alone, told together: how many they are, and their figures summed."""

    counts: np.ndarray
    series: np.ndarray
    sums: np.ndarray  # of the figures that are known, a line for each name in FIGURES
    unknown: np.ndarray  # how many are not


@dataclass(frozen=True, eq=False)
class Index(Columns):
    """Each row by itself, with a line of arrays for each name in FIGURES and PLACES, and the same rows in groups."""

    ids: np.ndarray
    figures: np.ndarray
    places: np.ndarray  # the rows in each order, and for each observation the number of its series
    without: dict  # {column: Groups of rows that differ in it alone}
    remembered: Remembered = field(default_factory=Remembered)

    def figure(self, name):
        return self.figures[FIGURES.index(name)]

    def place(self, name):
        return self.places[PLACES.index(name)]

    def figures_of(self, row):
        """Value, lower and upper of a row."""
        return [None if figure == UNKNOWN else figure for figure in self.figures[:, row].tolist()]

    def key(self, row):
        return tuple(self.code(name, row) for name in KEY)

    @property
    def series(self):
        return self.place("series")

    @cached_property
    def all_series(self):
        """The codes of each series, by its number."""
        groups = self.without["origin"]
        rows = np.unique(groups.series[: groups.observations], return_index=True)[1]
        return [tuple(groups.code(name, row) for name in SERIES) for row in rows]

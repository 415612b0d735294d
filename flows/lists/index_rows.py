"""An index (`flows.lists.index`) read from the tables of a release."""

import numpy as np

from flows.core.streams import ROWS_AT_ONCE, chunks
from flows.lists.index import CODES, FIGURES, GROUPED, ORDERS, PLACES, SERIES, TEXTS, UNKNOWN, Groups, Index
from flows.models import KEY, Gap, Observation

OF_A_GAP = [name for name in CODES if name not in ("part_of", "headline")]


class Numbers(dict):
    """A number for each code, in the order in which they come."""

    def __missing__(self, code):
        self[code] = number = len(self)
        return number


def read(release):
    """The index of a release as its rows stand in the tables now."""
    numbers = {name: Numbers({"": 0}) for name in TEXTS}
    observations = list(_parts(Observation.everything.of(release), [*CODES, *FIGURES], numbers))
    gaps = list(_parts(Gap.everything.of(release), OF_A_GAP, numbers))
    nothing = _part([], CODES, numbers)
    ids, codes, figures = (
        np.concatenate(arrays, axis=-1) for arrays in zip(nothing, *observations, *gaps, strict=True)
    )
    for line, name in zip(codes, TEXTS, strict=False):
        line[:] = _sorted(numbers[name])[line]
    count = sum(len(part[0]) for part in observations)
    names = {name: sorted(found) for name, found in numbers.items()}
    places = _places(codes, figures, count)
    without = {name: _groups(name, names, count, codes, figures, places[-1]) for name in GROUPED}
    return Index(names, count, codes, ids, figures, places, without)


def _parts(rows, fields, numbers):
    drawn = rows.order_by(*KEY).values_list("pk", *fields).iterator(chunk_size=ROWS_AT_ONCE)
    return (_part(chunk, fields, numbers) for chunk in chunks(drawn, ROWS_AT_ONCE))


def _part(rows, fields, numbers):
    """Ids, codes and figures of some rows, the codes by numbers that are not sorted yet."""
    ids, *columns = zip(*rows, strict=True) if rows else [()] * (1 + len(fields))
    codes = np.zeros((len(CODES), len(rows)), np.int16)
    figures = np.full((len(FIGURES), len(rows)), UNKNOWN)
    for name, column in zip(fields, columns, strict=True):
        if name in numbers:
            codes[CODES.index(name)] = [numbers[name][code] for code in column]
        elif name in CODES:
            codes[CODES.index(name)] = column
        else:
            figures[FIGURES.index(name)] = [UNKNOWN if figure is None else figure for figure in column]
    return np.array(ids, np.int64), codes, figures


def _sorted(numbers):
    """For each number the place of its code among the sorted ones."""
    places = {code: place for place, code in enumerate(sorted(numbers))}
    return np.array([places[code] for code in numbers], np.int16)


def _places(codes, figures, observations):
    columns = dict(zip(CODES, codes.astype(np.int32), strict=True))
    columns["gap"] = np.arange(len(codes[0])) >= observations
    columns["size"] = np.where(figures[0] == UNKNOWN, figures[1], figures[0])
    places = np.zeros((len(PLACES), len(codes[0])), np.int32)
    for name, order in ORDERS.items():
        keys = [-columns[each[1:]] if each.startswith("-") else columns[each] for each in order]
        places[PLACES.index(name)] = np.lexsort(keys[::-1])
    places[-1, :observations] = _numbered([columns[name][:observations] for name in SERIES])
    return places


def _groups(left_out, names, observations, codes, figures, series):
    """The rows that differ in one column alone, told together; observations first, then gaps."""
    is_gap = np.arange(len(series)) >= observations
    numbers = _numbered([is_gap, *(line for line, name in zip(codes, CODES, strict=True) if name != left_out)])
    _found, first, counts = np.unique(numbers, return_index=True, return_counts=True)
    told = codes[:, first].copy()
    told[CODES.index(left_out)] = 0
    sums, unknown = np.zeros((2, len(figures), len(first)), np.int64)
    for at, line in enumerate(figures):
        known = line != UNKNOWN
        np.add.at(sums[at], numbers[known], line[known])
        unknown[at] = np.bincount(numbers[~known], minlength=len(first))
    return Groups(names, int((~is_gap[first]).sum()), told, counts, series[first], sums, unknown)


def _numbered(columns):
    """One number for each combination that stands in the columns, in their order."""
    found = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        found = np.unique(found * (int(column.max(initial=0)) + 1) + column, return_inverse=True)[1]
    return found

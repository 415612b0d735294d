"""Flows between two dates from who lives where, by birthplace, at each of them."""

import datetime
import re
from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import COUNT, DATE, KEY, RESULT, VALUE, Column
from flows.core.estimates.figures import Figures, reckon
from flows.core.estimates.matrices import flows
from flows.core.estimates.method import Answer, Method, told
from flows.core.estimates.tables import Table, numbered
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

WRITTEN = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
MISSING = N_("missing: a stock of this pair, or of the pair turned round, at one of the dates")


class Differences(NamedTuple):
    """Persons by pair of areas."""

    zero: Figures
    returned: Figures


def stock_difference(before, after, back_before, back_after) -> Differences:
    """Moves from i to j that two stocks make likely, and none that they do not.

    Formula: s = birthplace × residence; fᵢⱼ = max(0, Δsᵢⱼ) (`zero`: who is fewer left nobody a move), or that
    + max(0, −Δsⱼᵢ) (`return`: who is fewer went back to where they were born).
    Units: persons. Shapes: sequences of one length, a place a pair; `back_…` are the stocks of the pair turned round.
    Assumes that stocks change by moves alone: births, deaths and onward moves are not seen. Not to be used over long
    times or for old stocks, which deaths make fewer. Source: Bertoli and Fernández-Huertas Moraga (2015); Beine and
    Parsons (2015). Errors: missing where a stock is.
    """
    zero = reckon(lambda a, b: np.maximum(b - a, 0), before, after)
    back = reckon(lambda a, b: np.maximum(a - b, 0), back_before, back_after)
    return Differences(zero, reckon(lambda z, r: z + r, zero, back))


def _run(table):
    days = _days(table)
    _check(table)
    names, start, end = _areas(table)
    date = _ranks(table.group, days)
    dates = int(date.max()) + 1
    pair = (table.group * len(names) + start) * len(names) + end
    row_of = _Rows(pair * dates + date)
    pairs = np.unique(pair)
    moments, first = np.unique(table.group * dates + date, return_index=True)
    last = np.zeros(int(table.group.max()) + 1, np.int64)
    np.maximum.at(last, table.group, date)
    if (last == 0).any():
        line = int(table.lines[np.isin(table.group, np.flatnonzero(last == 0))].min())
        raise Wrong(N_("there are stocks of one date alone; add those of a second."), line, "date")
    count = last[pairs // len(names) ** 2]
    which, rank = np.repeat(np.arange(len(pairs)), count), _within(count)
    found = _between(table, pairs[which], rank, len(names), dates, row_of)
    group = pairs[which] // len(names) ** 2
    starts, ends = (first[np.searchsorted(moments, group * dates + rank + later)] for later in (0, 1))
    keys = {name: table.keys[name].take(starts).written() for name in table.groups}
    keys |= {
        "origin": [names[code] for code in (pairs[which] // len(names) % len(names)).tolist()],
        "destination": [names[code] for code in (pairs[which] % len(names)).tolist()],
        "date": table.keys["date"].take(starts).written(),
        "until": table.keys["date"].take(ends).written(),
    }
    results = {"zero": found.zero, "return": found.returned}
    lacking = np.isnan(found.returned.value)
    why = told(lacking, lacking, MISSING)
    return Answer(keys, results, why)


def _check(table):
    """Whatever is wrong with a table of moves is wrong with stocks, at each date for itself."""
    at_a_date = Table(table.lines, table.keys, table.figures, (*table.groups, "date"), table.carried, table.order)
    flows(at_a_date, diagonal=True)


def _areas(table):
    origins, destinations = table.keys["origin"], table.keys["destination"]
    names = sorted({*origins.texts, *destinations.texts})
    place = {name: number for number, name in enumerate(names)}
    codes = (np.array([place[text] for text in key.texts], np.int64)[key.codes] for key in (origins, destinations))
    return names, *codes


def _days(table):
    """Each date as a number by which dates sort."""
    return table.each("date", _day)


def _day(text, line):
    """1960, 1960-07 and 1960-07-01 are dates."""
    parts = [int(part) for part in text.split("-")] if WRITTEN.fullmatch(text) else [0]
    try:
        datetime.date(*parts, *(1, 1)[len(parts) - 1 :])
    except ValueError:
        sentence = N_("“{text}” is no date; write it as 1960 or 1960-07-01.")
        raise Wrong(sentence, line, "date", text=short(text)) from None
    return sum(part * size for part, size in zip(parts, (10_000, 100, 1), strict=False))


def _ranks(group, days):
    """0 for the first date of a group, 1 for its second …"""
    place = numbered([group, days], len(group))
    first = np.full(int(group.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, group, place)
    return place - first[group]


def _within(counts):
    """0, 1, … anew for each count."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


class _Rows:
    """Where the row of a key stands."""

    def __init__(self, keys):
        self.order = np.argsort(keys, kind="stable")
        self.keys = keys[self.order]

    def __call__(self, wanted):
        """(row, whether there is one)."""
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return self.order[at], self.keys[at] == wanted


def _between(table, pairs, rank, areas, dates, row_of):
    start, end = pairs // areas % areas, pairs % areas
    turned = (pairs // areas**2 * areas + end) * areas + start

    def stock(which, when):
        rows, there = row_of(which * dates + when)
        there = there & (start != end)  # who stays does not move, whatever the stocks say
        return _known(table.figures[VALUE].take(rows), there)

    found = stock_difference(stock(pairs, rank), stock(pairs, rank + 1), stock(turned, rank), stock(turned, rank + 1))
    return Differences(*(each.each(lambda array: np.where(start == end, 0.0, array)) for each in found))


def _known(numbers, there):
    value = np.where(there, numbers.value, np.nan)
    if not numbers.bounded:
        return Figures(value)
    return Figures(value, np.where(there, numbers.lower, 0.0), np.where(there, numbers.upper, np.inf))


EXAMPLE = "date,origin,destination,value\n" + "".join(
    f"{date},{origin},{destination},{value}\n"
    for date, matrix in (
        ("2010", ([100, 10, 10, 0], [20, 55, 25, 10], [10, 40, 140, 65], [20, 25, 20, 200])),
        ("2020", ([75, 25, 5, 15], [20, 45, 30, 15], [30, 40, 150, 35], [10, 50, 5, 200])),
    )
    for origin, row in zip("ABCD", matrix, strict=True)
    for destination, value in zip("ABCD", row, strict=True)
)
METHODS = (
    Method(
        name="stock-difference",
        title=N_("Flows from stocks"),
        formula="fᵢⱼ = max(0, Δsᵢⱼ) (zero) · fᵢⱼ = max(0, Δsᵢⱼ) + max(0, −Δsⱼᵢ) (return)",
        columns=(
            Column("origin", KEY, N_("where people were born")),
            Column("destination", KEY, N_("where they live")),
            Column(
                "date", DATE, N_("when they were counted: 1960 or 1960-07-01; flows lie between two dates that follow")
            ),
            Column(VALUE, COUNT, N_("how many; empty where it is not known, 0 where there is nobody")),
        ),
        results=(
            Column("until", RESULT, N_("the date that follows")),
            Column(
                "zero", RESULT, N_("moves from origin to destination, a stock that shrank taken for no move, persons")
            ),
            Column(
                "return", RESULT, N_("the same, a stock that shrank taken for moves back to the birthplace, persons")
            ),
        ),
        assumes=N_("Stocks change by moves alone, straight from the birthplace or back to it."),
        not_when=N_(
            "Much time lies between the dates, or a stock is old: deaths make it fewer, and that would pass for "
            "return; or one country changed how it counts."
        ),
        source=N_(
            "Bertoli, S. and Fernández-Huertas Moraga, J. (2015); Beine, M. and Parsons, C. (2015); the example is "
            "made up."
        ),
        example=EXAMPLE,
        run=_run,
    ),
)

"""Numbers of one thing over the years: change, index, average growth."""

import numpy as np

from flows.core.estimates.columns import COUNT, RESULT, VALUE, YEAR, Column
from flows.core.estimates.figures import Figures, figures, reckon
from flows.core.estimates.method import Answer, Method, chosen, keys_of, missing
from flows.core.estimates.words import N_, together
from flows.core.estimates.wrong import Wrong, short
from flows.core.estimates.years import is_year, year

YEAR_COLUMN = Column("year", YEAR, N_("the year of the number"))
NUMBER_COLUMN = Column(VALUE, COUNT, N_("the number of the year; empty where it is not known"))
BASE = N_("the year that the others are compared with; without it the first year of each series")
SOURCE = N_("Shryock, H. S. and Siegel, J. S., The Methods and Materials of Demography (1976).")
ASSUMES = N_("Every year of a series counts the same thing in the same way.")
NOT_WHEN = N_("A break lies between the years compared, or the numbers are so small that rounding moves them.")
EXAMPLE = "area,year,value\nKAZ,2016,200\nKAZ,2017,250\nKAZ,2018,225\n"
THE_YEAR_BEFORE = N_("undefined: the year before is zero"), N_("missing: the year before")
THE_BASE_YEAR = N_("undefined: the base year is zero"), N_("missing: the base year")


def change(now, before) -> Figures:
    """By how much a number differs from the one before.

    Formula: xₜ/xₜ₋₁ − 1. Units: any, out of 1. Shapes: sequences of one length. Assumes one way of counting.
    Source: Shryock and Siegel (1976). Errors: missing where either is; undefined after zero.
    """
    return reckon(lambda a, b: (a - b) / b, now, before)


def index(now, base) -> Figures:
    """A number where that of the base year is 100.

    Formula: 100·xₜ/x_base. Units: any, out per cent. Shapes: sequences of one length, or one base for all.
    Source and errors as with `change`.
    """
    return reckon(lambda a, b: 100 * a / b, now, base)


def average_growth(now, base, years) -> Figures:
    """The yearly growth that leads from the first number to the last (CAGR).

    Formula: (x_T/x_0)^(1/T) − 1. Units: any, out of 1 a year; T in years. Shapes: sequences of one length.
    Assumes steady growth: what lies between does not count. Source: Shryock and Siegel (1976). Errors: missing where
    either is; undefined after zero, and where no year has passed.
    """
    return reckon(lambda a, b, t: np.where(t > 0, (a / b) ** (1 / t) - 1, np.nan), now, base, years)


def _series(table):
    """The table sorted by series and year, the years as numbers, and where each row of the sorted stood."""
    table.refuse_repeats("year")
    years = table.each("year", year)
    order = np.lexsort((years, table.group))
    return table.take(order), years[order], np.argsort(order)


def _answer(table, results, reasons, back):
    """Rows as they stood; the reason of each result that is missing."""
    lacking = np.isnan(next(each.value for each in reversed(results.values())))
    why = chosen(len(lacking), [((lacking & holds)[back], text) for holds, text in reasons]) if lacking.any() else None
    keys = keys_of(table, [*table.groups, "year"], back)
    return Answer(keys, {name: each.take(back) for name, each in results.items()}, why)


def _run_change(table):
    table, years, back = _series(table)
    values, group = table.figures[VALUE], table.group
    last = np.maximum(np.arange(len(table)) - 1, 0)
    there = (group[last] == group) & (years[last] == years - 1)
    before = _only(values.take(last), there)
    found = change(values, before)
    reasons = _reasons(values, before, THE_YEAR_BEFORE, there)
    return _answer(table, {"change": found}, reasons, back)


def _run_index(table, base=""):
    table, years, back = _series(table)
    values, origin, there = _bases(table, years, base)
    found = index(values, _only(values.take(origin), there))
    results = {"base_year": figures(years[origin].astype(float)), "index": _exact(found, there & _own(origin), 100.0)}
    return _answer(table, results, _reasons(values, values.take(origin), THE_BASE_YEAR, there), back)


def _run_growth(table, base=""):
    table, years, back = _series(table)
    values, origin, there = _bases(table, years, base)
    passed = (years - years[origin]).astype(float)
    found = average_growth(values, _only(values.take(origin), there), passed)
    results = {"base_year": figures(years[origin].astype(float)), "cagr": found}
    reasons = _reasons(values, values.take(origin), THE_BASE_YEAR, there)
    return _answer(table, results, [*reasons, (passed <= 0, N_("undefined: no year has passed"))], back)


def _only(numbers, there):
    """What is there; of the rest nothing is known."""
    if not numbers.bounded:
        return Figures(np.where(there, numbers.value, np.nan))
    lower, upper = np.where(there, numbers.lower, 0), np.where(there, numbers.upper, np.inf)
    return Figures(np.where(there, numbers.value, np.nan), lower, upper)


def _own(origin):
    return origin == np.arange(len(origin))


def _exact(numbers, where, value):
    """A number compared with itself, whatever it may be."""
    where = where & ~np.isnan(numbers.value)
    return numbers.each(lambda array: np.where(where, value, array))


def _bases(table, years, base):
    """The values, for each row the row of its base year, and whether that is there."""
    group = table.group
    begins = np.unique(group, return_index=True)[1]
    if not base:
        return table.figures[VALUE], begins[group], np.full(len(table), True)
    if not is_year(base):
        raise Wrong(N_("“{text}” is no year to compare with; write four digits."), text=short(base))
    rows = np.flatnonzero(years == int(base))
    if not len(rows):
        sentence = N_("the base year {base} is not in the table; name one of its years.")
        raise Wrong(sentence, column="year", base=base)
    place = begins.copy()
    place[group[rows]] = rows
    return table.figures[VALUE], place[group], (years[place] == int(base))[group]


def _reasons(now, before, said, there):
    """The reasons, of which the last that holds is given; `said`: that the year compared with is zero, or missing."""
    empty = np.isnan(before.value) | ~there
    always = np.full(len(empty), True)
    zero, absent = said
    return [(always, zero), (empty, absent), (np.isnan(now.value), missing(VALUE))]


FIRST = Method(
    name="change",
    title=N_("Change from year to year"),
    formula="xₜ/xₜ₋₁ − 1",
    columns=(YEAR_COLUMN, NUMBER_COLUMN),
    results=(Column("change", RESULT, N_("by how much the year differs from the one before, of 1")),),
    assumes=ASSUMES,
    not_when=NOT_WHEN,
    source=SOURCE,
    example=EXAMPLE,
    run=_run_change,
)
METHODS = (
    FIRST,
    FIRST._replace(
        name="index",
        title=N_("Index of a base year"),
        formula="100·xₜ/x_base",
        results=(
            Column("base_year", RESULT, N_("the year that is 100")),
            Column("index", RESULT, N_("the number where that of the base year is 100")),
        ),
        not_when=together(NOT_WHEN, N_("A base year that was out of the ordinary bends all others.")),
        run=_run_index,
        options={"base": BASE},
    ),
    FIRST._replace(
        name="cagr",
        title=N_("Average yearly growth"),
        formula="(x_T/x_0)^(1/T) − 1",
        results=(
            Column("base_year", RESULT, N_("the first year, from which growth is reckoned")),
            Column("cagr", RESULT, N_("the yearly growth from then until the year of the row, of 1")),
        ),
        assumes=together(ASSUMES, N_("Growth is taken to be steady.")),
        example=EXAMPLE.replace("225", "242"),
        run=_run_growth,
        options={"base": BASE},
    ),
)

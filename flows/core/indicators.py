"""Indicators over the numbers of one measure: each a function of a cube and of how its lines are meant.

The formulae are those of `flows.core.estimates`; here they are asked of what a release holds. A result that is not
there has a note that says why; its bounds are there wherever something is certain.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from flows.core.cubes import CATEGORY, DESTINATION, ORIGIN, Cube, Lines
from flows.core.estimates import change as over_time
from flows.core.estimates.components import multiplicative
from flows.core.estimates.concentration import concentration
from flows.core.estimates.figures import Figures, figures
from flows.core.estimates.matrices import share
from flows.core.estimates.rates import rates

# Why there is no result.
NUMBER, HIDDEN, POPULATION, NOBODY = "number", "hidden", "population", "nobody"
BEFORE, BEFORE_ZERO, BASE, BASE_ZERO, NO_TIME = "before", "before_zero", "base", "base_zero", "no_time"
TOTAL, TOTAL_ZERO, BREAK, PARTS, ORDER = "total", "total_zero", "break", "parts", "order"
NOTES = (
    "", NUMBER, HIDDEN, POPULATION, NOBODY, BEFORE, BEFORE_ZERO, BASE, BASE_ZERO, NO_TIME, TOTAL, TOTAL_ZERO, BREAK,
    PARTS, ORDER,
)  # fmt: skip
_number = {note: at for at, note in enumerate(NOTES)}
LEAST_CHANGE = (-1, np.inf)  # no number falls by more than all of it


class Asked(NamedTuple):
    """How an indicator is meant: what lines are of, {(origin, year): population}, and the year that others are
    compared with, if one was named.
    """

    by: str
    populations: Mapping[tuple[str, int], float] = {}
    base: int | None = None


class Reckoned(NamedTuple):
    """By line and year: the result, what the number is compared with, its year, and the place of a note among NOTES."""

    lines: Lines
    result: Figures
    against: Figures
    against_year: np.ndarray | None
    notes: np.ndarray


def rate(cube: Cube, asked: Asked) -> Reckoned:
    """Numbers by 1,000 of the population of the origin, or of all origins that a sum is of."""
    lines = cube.lines(asked.by)
    held = [[asked.populations.get((code, year), np.nan) for year in lines.years] for code in cube.names.origins]
    people = np.array(held, float).reshape(len(cube.names.origins), len(lines.years))
    if "origin" in lines.ends:
        people = people[lines.ends["origin"][1]]
    else:
        from_there = cube.there.any((DESTINATION, CATEGORY))
        people = np.where(from_there, people, 0).sum(ORIGIN)[None].repeat(len(lines.there), 0)
    against = figures(people)
    nobody = np.full(people.shape, np.nan)
    result = rates(against, figures(nobody), lines.figures).emigration_rate
    return _told(lines, result, against, POPULATION, NOBODY)


def share_of_all(cube: Cube, asked: Asked) -> Reckoned:
    """What a line is of all that are chosen."""
    lines = cube.lines(asked.by)
    return _share(lines, cube.summed(ORIGIN, DESTINATION, CATEGORY).each(lambda each: each[0, 0]))


def destination_mix(cube: Cube, asked: Asked) -> Reckoned:
    """What a corridor is of all from its origin."""
    return _share(*_beside(cube, cube.summed(DESTINATION)))


def origin_mix(cube: Cube, asked: Asked) -> Reckoned:
    """What a corridor is of all to its destination."""
    return _share(*_beside(cube, cube.summed(ORIGIN)))


def _share(lines, total):
    total = total.each(lambda each: np.broadcast_to(each, lines.there.shape))
    return _told(lines, share(lines.figures, total), total, TOTAL, TOTAL_ZERO, (0, 1))


def _beside(cube, *sums):
    """The corridors, and for each of them some sums."""
    shape, places = cube.there.shape, cube.corridors
    return cube.lines("corridor"), *(each.each(lambda one: np.broadcast_to(one, shape)[places]) for each in sums)


def change(cube: Cube, asked: Asked) -> Reckoned:
    """By how much a number differs from that of the year before."""
    lines = cube.lines(asked.by)
    places = {year: place for place, year in enumerate(lines.years)}
    year_before = np.array([places.get(year - 1, -1) for year in lines.years], int)
    return _compared(
        lines, np.tile(year_before, (len(lines.there), 1)), BEFORE, BEFORE_ZERO, over_time.change, LEAST_CHANGE
    )


def index(cube: Cube, asked: Asked) -> Reckoned:
    """A number where that of the base year is 100; it is 100 there, whatever its bounds."""
    lines = cube.lines(asked.by)
    places = _bases(lines, asked.base)
    found = _compared(lines, places, BASE, BASE_ZERO, over_time.index)
    own = (places == np.arange(len(lines.years))) & ~np.isnan(found.result.value)
    return found._replace(result=found.result.with_bounds().each(lambda each: np.where(own, 100.0, each)))


def growth(cube: Cube, asked: Asked) -> Reckoned:
    """The yearly growth that leads from the base year to a later one."""
    lines = cube.lines(asked.by)
    places, years = _bases(lines, asked.base), np.array(lines.years)
    passed = np.where(places < 0, 0, years - years[np.maximum(places, 0)])

    def formula(now, base):
        return over_time.average_growth(now, base, figures(passed.astype(float)))

    found = _compared(lines, places, BASE, BASE_ZERO, formula, LEAST_CHANGE)
    return _silenced(found, ((passed <= 0) & (places >= 0) & (found.notes != _number[NUMBER]), NO_TIME))


def _bases(lines, base):
    """For each line and year the place of its base year: the one that was named, or the first with a number."""
    if base is not None:
        place = lines.years.index(base) if base in lines.years else -1
        return np.full(lines.there.shape, place)
    known = ~np.isnan(lines.figures.value)
    first = np.where(known.any(1), known.argmax(1), -1)
    return np.broadcast_to(first[:, None], lines.there.shape).copy()


def _compared(lines, places, absent, zero, formula, span=(0, np.inf)):
    before = lines.before(places)
    found = _told(lines, formula(lines.figures, before), before, absent, zero, span)
    there = places >= 0
    found = _silenced(found, (_unknown(before), absent))
    found = _silenced(found, (there & lines.crosses_break(places), BREAK), (there & lines.other_parts(places), PARTS))
    years = np.where(there, np.array(lines.years or [0])[np.maximum(places, 0)], 0)
    return found._replace(against_year=years)


def rank(cube: Cube, asked: Asked) -> Reckoned:
    """The place of a number among those of its year, 1 for the largest; bounds where the order is not certain."""
    lines = cube.lines(asked.by)
    result = lines.figures.each(lambda each: np.full(each.shape, np.nan))
    known = ~_unknown(lines.figures)
    for year in range(len(lines.years)):
        own = known[:, year]
        best, worst = ranks(*(each[own, year] for each in lines.figures[1:]))
        result.value[own, year] = np.where(best == worst, best, np.nan)
        result.lower[own, year], result.upper[own, year] = best, worst
    counted = np.broadcast_to(known.sum(0).astype(float), known.shape)
    return _told(lines, result, figures(counted), ORDER, ORDER)


def ranks(lower: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best and the worst rank that each number can have, given what is certain of all; equals share theirs."""
    best = 1 + len(lower) - np.searchsorted(np.sort(lower), upper, "right")
    worst = 1 + len(upper) - np.searchsorted(np.sort(upper), lower, "right") - (upper > lower)
    return best.astype(float), worst.astype(float)


def _concentrated(name):
    """An indicator of how unevenly the numbers of an origin, or of a destination, are spread over the other ends."""

    def reckoned(cube: Cube, asked: Asked) -> Reckoned:
        lines = cube.lines(asked.by)
        axis = ORIGIN if asked.by == "origin" else DESTINATION
        wanted = np.moveaxis(cube.expected & lines_there(lines, axis), axis, 0)
        line, *_, year = np.nonzero(wanted)
        cells, cell = np.unique(line * len(lines.years) + year, return_inverse=True)
        parts = cube.figures.each(lambda each: np.moveaxis(each, axis, 0)[wanted])
        found = concentration(parts, cell, len(cells))

        def spread(each, empty):
            out = np.full(lines.there.size, empty)
            out[cells] = each
            return out.reshape(lines.there.shape)

        result = getattr(found, name).with_bounds()
        result = Figures(*(spread(each, out) for each, out in zip(result, (np.nan, -np.inf, np.inf), strict=True)))
        return _told(lines, result, figures(spread(found.k.value, np.nan)), HIDDEN, TOTAL_ZERO)

    return reckoned


def lines_there(lines: Lines, axis: int) -> np.ndarray:
    """Which lines say anything in which years, so shaped that it fits the cube they are of."""
    shape = [1, 1, 1, len(lines.years)]
    shape[axis] = len(lines.there)
    return lines.there.reshape(shape)


hhi, effective_number, inequality = map(_concentrated, ("hhi", "effective_number", "inequality"))


def intensity(cube: Cube, asked: Asked) -> Reckoned:
    """What was counted on a corridor by what the sizes of its origin and destination let expect."""
    sums = cube.summed(DESTINATION), cube.summed(ORIGIN), cube.summed(ORIGIN, DESTINATION)
    lines, out, into, whole = _beside(cube, *sums)
    result = multiplicative(lines.figures, out, into, whole).interaction
    with np.errstate(all="ignore"):
        expected = np.where(whole.value == 0, 0, out.value * into.value / whole.value)
    return _told(lines, result, figures(expected), TOTAL, TOTAL_ZERO)


# --- Why there is no result -------------------------------------------------------------------------------------------


def _unknown(numbers):
    """Where nothing is known of a number."""
    return np.isnan(numbers.value) & (numbers.lower <= 0) & np.isinf(numbers.upper)


def _told(lines, result, against, absent, zero, span=(0, np.inf)):
    """With notes: what the result lacks, or that nothing can be divided by what it is compared with.

    Bounds as wide as the `span` of all that can be say nothing, and are not said.
    """
    result, missing = result.with_bounds(), np.isnan(result.value)
    anything = missing & (result.lower <= span[0]) & (result.upper >= span[1])
    result = Figures(result.value, np.where(anything, -np.inf, result.lower), np.where(anything, np.inf, result.upper))
    notes = np.zeros(missing.shape, np.int8)
    notes[missing] = _number[zero]
    notes[missing & np.isnan(against.value)] = _number[absent]
    notes[missing & np.isnan(lines.figures.value)] = _number[HIDDEN]
    return _silenced(Reckoned(lines, result, against, None, notes), (_unknown(lines.figures), NUMBER))


def _silenced(found, *reasons):
    """The same without results where a reason holds that leaves nothing to say."""
    notes, result = found.notes.copy(), found.result
    for holds, note in reasons:
        holds = holds & (notes != _number[NUMBER])
        notes[holds] = _number[note]
        result = Figures(
            *(np.where(holds, out, each) for each, out in zip(result, (np.nan, -np.inf, np.inf), strict=True))
        )
    return found._replace(result=result, notes=notes)

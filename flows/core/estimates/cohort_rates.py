"""What the counts of one area are carried on by: births, the sex ratio among them, and survival."""

import numpy as np

from flows.core.estimates import ages, cohorts
from flows.core.estimates.cohort_counts import Place, cube, refuse_lacking
from flows.core.estimates.cohort_rows import ASFR, NO_YEAR, SEXES, SRB, SURVIVAL
from flows.core.estimates.figures import Figures
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

FERTILE = range(15, 50, cohorts.STEP)


def births(place: Place, population: Figures, sexes, groups, periods) -> Figures:
    """Births of each period."""
    rates = place.among(place.rows.measure == ASFR)
    women = np.isin(groups, FERTILE)
    if SEXES["f"] not in sexes or women.sum() < len(FERTILE):
        sentence = N_("women of 15 to 49 are missing, who bear the children; add their population.")
        raise Wrong(sentence, place.line, "sex")
    if not len(rates.table):
        sentence = N_("there is no asfr; add the birth rates of women by age and year.")
        raise Wrong(sentence, place.line, "measure")
    rates = rates.among(np.isin(rates.rows.year, periods))
    mothers = sorted({*FERTILE, *rates.rows.age.tolist()})
    strangers = [age for age in mothers if age not in groups]
    if strangers:
        line = int(rates.table.lines[rates.rows.age == strangers[0]].min())
        raise Wrong(N_("this age is none of the population's; give both by the same ages."), line, "age")
    if not len(rates.table):
        sentence = N_("there is no asfr of {year}; give it by the year in which a period begins.")
        raise Wrong(sentence, place.line, "year", year=periods[0])
    fertility = cube(rates, [rates.rows.age, rates.rows.year], [mothers, periods])
    women = population.take(sexes.index(SEXES["f"])).take(np.searchsorted(groups, mothers))
    return cohorts.births(women, fertility)


def ratios(place: Place, periods) -> Figures:
    """Boys by girls at birth of each period; one without a year holds for all."""
    found = place.among(place.rows.measure == SRB)
    always = found.among(found.rows.year == NO_YEAR)
    if 0 < len(always.table) < len(found.table):
        sentence = N_("one srb has no year and so holds for all, and others have one; keep that one or the others.")
        raise Wrong(sentence, always.line, "year")
    if len(always.table):
        return always.values.take(np.zeros(len(periods), np.int64))
    rows = {int(year): row for row, year in enumerate(found.rows.year)}
    lacking = [year for year in periods if year not in rows]
    if lacking:
        sentence = N_("there is no srb of {year}; add the sex ratio at birth of that year.")
        raise Wrong(sentence, place.line, "year", year=lacking[0])
    return found.values.take(np.array([rows[year] for year in periods]))


def survival(place: Place, sex, groups, periods) -> Figures:
    """Survival into each age, by period.

    Rows may bear the age in which people were (birth, 0-4 … 95-99) or that into which they come (birth, 5-9 … 100+, or
    0-4 … 100+): in either case there is one for each age, in the order of ages.
    """
    found = place.among((place.rows.measure == SURVIVAL) & (place.rows.sex == sex) & np.isin(place.rows.year, periods))
    if not len(found.table):
        sentence = N_("there is no survival of {sex} from {year} on; add it by age and year.")
        raise Wrong(sentence, place.line, "measure", sex=place.sexes[sex], year=periods[0])
    held = sorted(set(found.rows.age.tolist()))
    written = ([ages.BIRTH, *groups[:-1]], [ages.BIRTH, *groups[1:]], groups)
    if held not in written:
        likely = min(written, key=lambda ages_of: len({*ages_of} ^ {*held}))
        _refuse_ages(place, found, held, likely)
    return cube(found, [found.rows.age, found.rows.year], [held, periods])


def _refuse_ages(place, found, held, likely):
    lacking = [age for age in likely if age not in held]
    if lacking:
        refuse_lacking(
            found, [int(found.rows.sex[0]), "birth" if lacking[0] < 0 else lacking[0], int(found.rows.year.min())]
        )
    odd = next(age for age in held if age not in likely)
    line = int(found.table.lines[found.rows.age == odd].min())
    sentence = N_(
        "“{age}” has a survival too many; give one for births and one for each age but the open one, into which the "
        "last but one and the open age are carried together."
    )
    raise Wrong(sentence, line, "age", age=short(place.names[odd]))

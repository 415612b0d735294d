"""Counts, survival, fertility and sex ratios, each number in a row of its own, as cohort residuals take them."""

import numpy as np

from flows.core.estimates import cohorts
from flows.core.estimates.cohort_counts import Place, ages_of, called, cube, dates_of
from flows.core.estimates.cohort_rates import births, ratios, survival
from flows.core.estimates.cohort_rows import POPULATION, SEXES, check, coded
from flows.core.estimates.columns import AGE, NUMBER, RESULT, SEX, VALUE, WORD, YEAR, Column
from flows.core.estimates.figures import stacked
from flows.core.estimates.method import Answer, Method, told
from flows.core.estimates.tables import Table
from flows.core.estimates.words import N_, together
from flows.core.estimates.wrong import Wrong


def estimated(table: Table, kind) -> Answer:
    """Net migration by sex, year and age of every area in a table; `kind` makes it of the stock residual."""
    rows = coded(table)
    check(table, rows)
    sexes = _called(table.keys["sex"], rows.sex)
    keys = {name: [] for name in table.arranged([*table.groups, "sex", "age", "year"])}
    parts = []
    order = np.argsort(table.group, kind="stable")
    ends = np.flatnonzero(np.diff(table.group[order])) + 1
    for own in np.split(order, ends):
        here = table.take(own)
        place = Place(here, rows.take(own), called(here, rows.age[own]), sexes)
        parts += _of_place(place, kind, keys)
    net, born = (stacked([part[which] for part in parts]) for which in (0, 1))
    lacking = np.isnan(net.value)
    why = told(lacking, lacking, N_("missing: a number that this age is reckoned from"))
    return Answer(keys, {"net": net, "births": born}, why)


def _called(key, numbers):
    """number → the text it was first written as."""
    codes, first = np.unique(numbers, return_index=True)
    return {int(code): key.texts[key.codes[row]] for code, row in zip(codes, first, strict=True)}


# --- One area ---------------------------------------------------------------------------------------------------------


def _of_place(place, kind, keys):
    """(net, births) of each sex of an area, as rows by year and age; its keys go to `keys`."""
    people = place.among(place.rows.measure == POPULATION)
    if not len(people.table):
        sentence = N_("there is no population; add its rows, by sex, age and year.")
        raise Wrong(sentence, place.line, "measure")
    sexes = sorted(set(people.rows.sex.tolist()))
    groups, dates = ages_of(people), dates_of(people)
    columns = [people.rows.sex, people.rows.age, people.rows.year]
    population = cube(people, columns, [sexes, groups, dates])
    periods = dates[:-1]
    born = births(place, population, sexes, groups, periods)
    ratio = cohorts.by_sex(born, ratios(place, periods))
    for which, sex in enumerate(sexes):
        lived_on = survival(place, sex, groups, periods)
        own = ratio[0 if sex == SEXES["m"] else 1]
        moved = kind(cohorts.stock(population.take(which), own, lived_on), lived_on)
        _keys(place, sex, groups, periods, keys)
        yield moved.each(lambda array: array.T.ravel()), _beside(own, len(groups))


def _keys(place, sex, groups, periods, keys):
    count = len(groups) * len(periods)
    keys["sex"] += [place.sexes[sex]] * count
    keys["age"] += [place.names[age] for age in groups] * len(periods)
    keys["year"] += [str(year) for year in periods for _ in groups]
    for name in place.table.groups:
        key = place.table.keys[name]
        keys[name] += [key.texts[key.codes[0]]] * count


def _beside(own, count):
    """Births beside the youngest age, nothing beside the others."""

    def spread(array):
        rows = np.full((len(array), count), np.nan)
        rows[:, 0] = array
        return rows.ravel()

    return own.each(spread)


# --- The three methods ------------------------------------------------------------------------------------------------

COLUMNS = (
    Column("sex", SEX, N_("f or m; asfr stands under f; empty for srb"), empty=True),
    Column("age", AGE, N_(
        "of five years, 0-4 to the open age, such as 100+; of survival, birth and the ages from which (or into which) "
        "people live on; empty for srb"
    ), empty=True),
    Column("year", YEAR, N_("of population, every fifth; of the others the year in which a period begins"), empty=True),
    Column("measure", WORD, N_(
        "population, survival, asfr (births a year by one woman) or srb (boys by girls at birth)"
    )),
    Column(VALUE, NUMBER, N_("the number; empty where it is not known")),
)  # fmt: skip
RESULTS = (
    Column("net", RESULT, N_("net migration in the five years from `year` on, in the unit of the population")),
    Column("births", RESULT, N_("beside the youngest age: the births of that sex in the period")),
)
BIRTHS = N_("exposure F̄ = (F(a,t)+F(a,t+5))/2; births 5·ΣF̄·ASFR, boys ·SRB/(1+SRB), girls /(1+SRB)")
STOCK = N_("M(a) = P(a,t+5) − P(a−5,t)·S(a) · M(0) = P(0,t+5) − births·S(0) · M(ω) = P(ω,t+5) − (P(ω,t)+P(ω−5,t))·S(ω)")
ALONG_THE_COHORT = N_(
    "U(a) = M(a)/(2√S(a)) · result(a) = U(a)+U(a+5) · first age M(0)/√S(0)+U(5) · last but one 2·U · open M(ω)"
)
ASSUMED = N_("Counts are equally complete at both dates; migrants die and bear children like everybody.")
NEVER = N_("Counts differ in coverage, or ages are misstated: the error would pass for migration.")
SOURCE = N_(
    "United Nations Population Division; Riffe, T. and others, DemoTools. The example takes the youngest males and the "
    "birth rates from there; the rest of it is made up, in thousands."
)


def _example():
    """Made up but for being possible: two counts, ages to 55+, both sexes alike."""
    counts = (835, 671, 600, 534, 558, 564, 521, 478, 411, 353, 300, 900)
    later = (990, 880, 700, 610, 563, 557, 589, 596, 546, 488, 411, 1000)
    share = (0.956, 0.992, 0.996, 0.994, 0.991, 0.99, 0.989, 0.987, 0.983, 0.976, 0.965, 0.8)
    names = [f"{age}-{age + 4}" for age in range(0, 55, 5)] + ["55+"]
    rows = ["sex,age,year,measure,value"]
    for sex in "fm":
        rows += [f"{sex},{age},1950,population,{value}" for age, value in zip(names, counts, strict=True)]
        rows += [f"{sex},{age},1955,population,{value}" for age, value in zip(names, later, strict=True)]
        rows += [f"{sex},{age},1950,survival,{value}" for age, value in zip(["birth", *names], share, strict=False)]
    rates = (0.050369, 0.202131, 0.206141, 0.149211, 0.087253, 0.031052, 0.002843)
    rows += [f"f,{age},1950,asfr,{value}" for age, value in zip(names[3:10], rates, strict=True)]
    return "\n".join([*rows, ",,1950,srb,1.058"]) + "\n"


ZIGZAG = N_(
    "This method zig-zags from age to age by construction: read sums over ages, and take residual-cohort where the "
    "pattern by age matters."
)
AT_THE_END = Method(
    name="residual-stock",
    title=N_("Cohort-component residual, migrants at the end of the period"),
    formula=together(BIRTHS, STOCK, by=" · "),
    columns=COLUMNS,
    results=RESULTS,
    assumes=together(ASSUMED, N_("All migration falls on the end of each period.")),
    not_when=together(NEVER, N_("Migration is large through the whole period: then `residual-cohort` says it better.")),
    source=SOURCE,
    example=_example(),
    run=lambda table: estimated(table, lambda moved, lived_on: moved),
)
METHODS = (
    AT_THE_END,
    AT_THE_END._replace(
        name="residual-cohort",
        title=N_("Cohort-component residual, even along the cohort"),
        formula=together(BIRTHS, STOCK, ALONG_THE_COHORT, by=" · "),
        assumes=together(
            ASSUMED, N_("Migration is even over each period, half of it under the mortality of the period.")
        ),
        not_when=NEVER,
        run=lambda table: estimated(table, cohorts.cohort),
    ),
    AT_THE_END._replace(
        name="residual-time",
        title=N_("Cohort-component residual, even over time"),
        formula=together(BIRTHS, STOCK, "T(0) = 2M(0) · T(a) = 2M(a) − T(a−5)·S(a)", by=" · "),
        assumes=together(
            ASSUMED, N_("Half of the migrants of each age come at the beginning of a period, half at its end.")
        ),
        not_when=together(NEVER, N_("The result is to be read age by age: it zig-zags by construction.")),
        run=lambda table: estimated(table, cohorts.time)._replace(said=[ZIGZAG]),
    ),
)

"""Counts, survival, fertility and sex ratios, each number in a row of its own, as cohort residuals take them."""

import re
from typing import NamedTuple

import numpy as np

from flows.core.estimates import ages, cohorts
from flows.core.estimates.columns import AGE, NUMBER, RESULT, SEX, VALUE, WORD, YEAR, Column
from flows.core.estimates.figures import Figures, stacked
from flows.core.estimates.method import Answer, Method, told
from flows.core.estimates.tables import MOST_SURVIVE, Table, numbered
from flows.core.estimates.wrong import Wrong, shown

MEASURES = ("population", "survival", "asfr", "srb")
POPULATION, SURVIVAL, ASFR, SRB = range(4)
SEXES = {"f": 0, "female": 0, "females": 0, "ж": 0, "m": 1, "male": 1, "males": 1, "м": 1, "": -1}
TOGETHER = ("b", "both", "t", "total", "all")  # as a sex ratio may be labelled
FERTILE = range(15, 50, cohorts.STEP)
NOBODY, NO_YEAR = -2, -1
PERIOD = re.compile(r"\d{4}(?:\s?[-–/].*)?", re.ASCII)
REASONABLE = {  # measure → the least and most that can be, and what to do
    POPULATION: (0, np.inf, "is below zero, which no population can be; correct it."),
    ASFR: (0, 1, "is no yearly birth rate of one woman; write 0.05 for 50 births by 1,000 women."),
    SRB: (0.5, 2, "is no number of boys by girls at birth; write 1.05 for 105 boys by 100 girls."),
}


class Coded(NamedTuple):
    """What each row says, in numbers: sex, age (its first year; `NOBODY` where empty), year, measure."""

    sex: np.ndarray
    age: np.ndarray
    year: np.ndarray
    measure: np.ndarray

    def take(self, rows) -> "Coded":
        return Coded(*(each[rows] for each in self))


class Place(NamedTuple):
    """Rows of one area, and what its ages and sexes are called."""

    table: Table
    rows: Coded
    names: dict[int, str]
    sexes: dict[int, str]

    def among(self, wanted) -> "Place":
        return self._replace(table=self.table.take(wanted), rows=self.rows.take(wanted))

    @property
    def line(self) -> int:
        return int(self.table.lines.min())

    @property
    def values(self) -> Figures:
        return self.table.figures[VALUE]


def estimated(table: Table, kind) -> Answer:
    """Net migration by sex, year and age of every area in a table; `kind` makes it of the stock residual."""
    rows = coded(table)
    _refuse_repeats(table, rows)
    _refuse_impossible(table, rows)
    names = _called(table.keys["age"], rows.age)
    sexes = _called(table.keys["sex"], rows.sex)
    keys = {name: [] for name in table.arranged([*table.groups, "sex", "age", "year"])}
    parts = []
    order = np.argsort(table.group, kind="stable")
    ends = np.flatnonzero(np.diff(table.group[order])) + 1
    for own in np.split(order, ends):
        place = Place(table.take(own), rows.take(own), names, sexes)
        parts += _of_place(place, kind, keys)
    net, born = (stacked([part[which] for part in parts]) for which in (0, 1))
    lacking = np.isnan(net.value)
    why = told(lacking, lacking, "a number that this age is reckoned from", "")
    return Answer(keys, {"net": net, "births": born}, why)


def _called(key, numbers):
    """number → the text it was first written as."""
    codes, first = np.unique(numbers, return_index=True)
    return {int(code): key.texts[key.codes[row]] for code, row in zip(codes, first, strict=True)}


# --- What the rows say ------------------------------------------------------------------------------------------------


def coded(table: Table) -> Coded:
    """Texts into numbers, each text once."""
    return Coded(
        _each(table, "sex", _sex),
        _each(table, "age", _age),
        _each(table, "year", _year),
        _each(table, "measure", _measure),
    )


def _each(table, name, read):
    key = table.keys[name]
    lines = np.full(len(key.texts), np.iinfo(np.int64).max)
    np.minimum.at(lines, key.codes, table.lines)
    used = np.bincount(key.codes, minlength=len(key.texts)) > 0
    found = [read(text, int(line)) if there else 0 for text, line, there in zip(key.texts, lines, used, strict=True)]
    return np.array(found, np.int64)[key.codes]


def _sex(text, line):
    if text.lower() in TOGETHER:
        return SEXES[""]
    if text.lower() in SEXES:
        return SEXES[text.lower()]
    raise Wrong(f"{shown(text)} is not known here; write f or m.", line, "sex")


def _age(text, line):
    return ages.age(text, line).first if text else NOBODY


def _year(text, line):
    """Of a period, 1950-1955, the year in which it begins."""
    if not text:
        return NO_YEAR
    if PERIOD.fullmatch(text):
        return int(text[:4])
    raise Wrong(f"{shown(text)} is no year; write four digits.", line, "year")


def _measure(text, line):
    if text.lower() in MEASURES:
        return MEASURES.index(text.lower())
    raise Wrong(f"{shown(text)} is not known here; write one of {', '.join(MEASURES)}.", line, "measure")


def _refuse_repeats(table, rows):
    # Sexes do not tell sex ratios apart, nor births by age of the mother.
    sex = np.where((rows.measure == SRB) | (rows.measure == ASFR), 0, rows.sex + 1)
    age = np.where(rows.measure == SRB, 0, rows.age - NOBODY)
    found = numbered([table.group, rows.measure, sex, age, rows.year - NO_YEAR], len(table))
    order = np.lexsort((table.lines, found))
    again = np.flatnonzero(np.diff(found[order]) == 0)
    if len(again):
        at = again[np.argmin(table.lines[order[again + 1]])]
        row, first = order[at + 1], table.line(order[at])
        raise Wrong(
            f"{MEASURES[rows.measure[row]]} of this sex, age and year stands in line {first} already; keep one.",
            table.line(row),
            "measure",
        )


def _refuse_impossible(table, rows):
    values = [each for each in table.figures[VALUE] if each is not None]
    for measure, (least, most, what) in REASONABLE.items():
        for array in values:
            _refuse(
                table, (rows.measure == measure) & np.isfinite(array) & ((array < least) | (array > most)), array, what
            )
    for array in values:
        wrong = (rows.measure == SURVIVAL) & np.isfinite(array) & ((array <= 0) | (array > MOST_SURVIVE))
        _refuse(
            table, wrong, array, f"is no survival; write the share that lives on, above 0 and at most {MOST_SURVIVE}."
        )
    men = (rows.measure == ASFR) & (rows.sex == SEXES["m"])
    _refuse(table, men, rows.sex, "stands for men, and births are counted by their mothers; write f.", "sex", "asfr")
    nobody = (rows.measure < ASFR) & (rows.sex == SEXES[""])
    _refuse(table, nobody, rows.sex, "needs a sex; write f or m.", "sex", "this row")
    ageless = (rows.measure != SRB) & (rows.age == NOBODY)
    _refuse(table, ageless, rows.age, "needs an age; write it as 0-4, 100+ or birth.", "age", "this row")
    yearless = (rows.measure != SRB) & (rows.year == NO_YEAR)
    _refuse(table, yearless, rows.year, "needs a year; write four digits.", "year", "this row")


def _refuse(table, wrong, array, what, column=VALUE, subject=""):
    if wrong.any():
        row = np.flatnonzero(wrong)[np.argmin(table.lines[wrong])]
        raise Wrong(f"{subject or format(array[row], 'g')} {what}", table.line(row), column)


# --- One area ---------------------------------------------------------------------------------------------------------


def _of_place(place, kind, keys):
    """(net, births) of each sex of an area, as rows by year and age; its keys go to `keys`."""
    people = place.among(place.rows.measure == POPULATION)
    if not len(people.table):
        raise Wrong("there is no population; add its rows, by sex, age and year.", place.line, "measure")
    sexes = sorted(set(people.rows.sex.tolist()))
    groups, dates = _ages(people), _dates(people)
    columns = [people.rows.sex, people.rows.age, people.rows.year]
    population = _cube(people, columns, [sexes, groups, dates])
    periods = dates[:-1]
    born = _births(place, population, sexes, groups, periods)
    ratio = cohorts.by_sex(born, _ratios(place, periods))
    for which, sex in enumerate(sexes):
        survival = _survival(place, sex, groups, periods)
        own = ratio[0 if sex == SEXES["m"] else 1]
        moved = kind(cohorts.stock(population.take(which), own, survival), survival)
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


def _ages(people):
    """The first years of the groups, of five years each, from 0 on."""
    groups = sorted(set(people.rows.age.tolist()))
    texts = [people.names[age] for age in groups]
    lines = [int(people.table.lines[people.rows.age == age].min()) for age in groups]
    known = [ages.age(text)._replace(last=age + 4) for age, text in zip(groups, texts, strict=True)]
    if groups[0] != 0:
        raise Wrong(f"the youngest is {shown(texts[0])}; let the ages begin at 0-4.", lines[0], "age")
    ages.check(known, texts, lines)
    if len(groups) < 3:
        raise Wrong("there are fewer than three ages; give all groups of five years and the open one.", lines[0], "age")
    return groups


def _dates(people):
    dates = sorted(set(people.rows.year.tolist()))
    for before, year in zip(dates, dates[1:], strict=False):
        if year != before + cohorts.STEP:
            line = int(people.table.lines[people.rows.year == year].min())
            raise Wrong(f"{year} follows {before}; counts must be five years apart, add or remove years.", line, "year")
    if len(dates) < 2:
        raise Wrong("there is one year of population; two counts are needed, five years apart.", people.line, "year")
    return dates


def _cube(place, columns, axes):
    """Numbers by their keys; Wrong names the first combination that has no row."""
    shape = tuple(map(len, axes))
    places = [np.searchsorted(axis, column) for axis, column in zip(axes, columns, strict=True)]
    at = np.ravel_multi_index(places, shape)
    there = np.bincount(at, minlength=np.prod(shape)) > 0
    if not there.all():
        lacking = np.unravel_index(np.flatnonzero(~there)[0], shape)
        said = [axis[where] for axis, where in zip(axes, lacking, strict=True)]
        _refuse_lacking(place, said)

    def filled(array):
        cube = np.full(np.prod(shape), np.nan)
        cube[at] = array
        return cube.reshape(shape)

    return place.values.each(filled)


def _refuse_lacking(place, said):
    """`said`: year last, age before it, sex before both."""
    *sex, age, year = said
    whose = f" of {place.sexes[sex[0]]}" if sex else ""
    raise Wrong(
        f"the {MEASURES[place.rows.measure[0]]}{whose} at age {place.names.get(age, age)} in {year} is missing; add "
        "its row, with an empty value where it is not known.",
        place.line,
        "age",
    )


def _births(place, population, sexes, groups, periods):
    rates = place.among(place.rows.measure == ASFR)
    women = np.isin(groups, FERTILE)
    if SEXES["f"] not in sexes or women.sum() < len(FERTILE):
        raise Wrong("women of 15 to 49 are missing, who bear the children; add their population.", place.line, "sex")
    if not len(rates.table):
        raise Wrong("there is no asfr; add the birth rates of women by age and year.", place.line, "measure")
    rates = rates.among(np.isin(rates.rows.year, periods))
    mothers = sorted({*FERTILE, *rates.rows.age.tolist()})
    strangers = [age for age in mothers if age not in groups]
    if strangers:
        line = int(rates.table.lines[rates.rows.age == strangers[0]].min())
        raise Wrong("this age is none of the population's; give both by the same ages.", line, "age")
    if not len(rates.table):
        raise Wrong(
            f"there is no asfr of {periods[0]}; give it by the year in which a period begins.", place.line, "year"
        )
    fertility = _cube(rates, [rates.rows.age, rates.rows.year], [mothers, periods])
    women = population.take(sexes.index(SEXES["f"])).take(np.searchsorted(groups, mothers))
    return cohorts.births(women, fertility)


def _ratios(place, periods):
    """Boys by girls at birth of each period; one without a year holds for all."""
    found = place.among(place.rows.measure == SRB)
    always = found.among(found.rows.year == NO_YEAR)
    if len(always.table):
        return always.values.take(np.zeros(len(periods), np.int64))
    rows = {int(year): row for row, year in enumerate(found.rows.year)}
    lacking = [year for year in periods if year not in rows]
    if lacking:
        raise Wrong(f"there is no srb of {lacking[0]}; add the sex ratio at birth of that year.", place.line, "year")
    return found.values.take(np.array([rows[year] for year in periods]))


def _survival(place, sex, groups, periods):
    """Survival into each age, by period.

    Rows may bear the age in which people were (birth, 0-4 … 95-99) or that into which they come (birth, 5-9 … 100+, or
    0-4 … 100+): in either case there is one for each age, in the order of ages.
    """
    found = place.among((place.rows.measure == SURVIVAL) & (place.rows.sex == sex) & np.isin(place.rows.year, periods))
    if not len(found.table):
        whose = place.sexes[sex]
        raise Wrong(
            f"there is no survival of {whose} from {periods[0]} on; add it by age and year.", place.line, "measure"
        )
    held = sorted(set(found.rows.age.tolist()))
    written = ([ages.BIRTH, *groups[:-1]], [ages.BIRTH, *groups[1:]], groups)
    if held not in written:
        likely = min(written, key=lambda ages_of: len({*ages_of} ^ {*held}))
        _refuse_ages(place, found, held, likely)
    return _cube(found, [found.rows.age, found.rows.year], [held, periods])


def _refuse_ages(place, found, held, likely):
    lacking = [age for age in likely if age not in held]
    if lacking:
        _refuse_lacking(
            found, [int(found.rows.sex[0]), "birth" if lacking[0] < 0 else lacking[0], int(found.rows.year.min())]
        )
    odd = next(age for age in held if age not in likely)
    line = int(found.table.lines[found.rows.age == odd].min())
    raise Wrong(
        f"{shown(place.names[odd])} has a survival too many; give one for births and one for each age but the open "
        "one, into which the last but one and the open age are carried together.",
        line,
        "age",
    )


# --- The three methods ------------------------------------------------------------------------------------------------

COLUMNS = (
    Column("sex", SEX, "f or m; asfr stands under f; empty for srb", empty=True),
    Column("age", AGE, "of five years, 0-4 to the open age, such as 100+; of survival, birth and the ages from which "
           "(or into which) people live on; empty for srb", empty=True),
    Column("year", YEAR, "of population, every fifth; of the others the year in which a period begins", empty=True),
    Column("measure", WORD, "population, survival, asfr (births a year by one woman) or srb (boys by girls at birth)"),
    Column(VALUE, NUMBER, "the number; empty where it is not known"),
)  # fmt: skip
RESULTS = (
    Column("net", RESULT, "net migration in the five years from `year` on, in the unit of the population"),
    Column("births", RESULT, "beside the youngest age: the births of that sex in the period"),
)
BIRTHS = "exposure F̄ = (F(a,t)+F(a,t+5))/2; births 5·ΣF̄·ASFR, boys ·SRB/(1+SRB), girls /(1+SRB)"
STOCK = "M(a) = P(a,t+5) − P(a−5,t)·S(a) · M(0) = P(0,t+5) − births·S(0) · M(ω) = P(ω,t+5) − (P(ω,t)+P(ω−5,t))·S(ω)"
ASSUMED = "Counts are equally complete at both dates; migrants die and bear children like everybody. "
NEVER = "Counts differ in coverage, or ages are misstated: the error would pass for migration. "
SOURCE = "United Nations Population Division; Riffe, T. and others, DemoTools: males of its example, in thousands."


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


EXAMPLE = _example()
METHODS = (
    Method(
        name="residual-stock",
        title="Cohort-component residual, migrants at the end of the period",
        formula=f"{BIRTHS} · {STOCK}",
        columns=COLUMNS,
        results=RESULTS,
        assumes=ASSUMED + "All migration falls on the end of each period.",
        not_when=NEVER + "Migration is large through the whole period: then `residual-cohort` says it better.",
        source=SOURCE,
        example=EXAMPLE,
        run=lambda table: estimated(table, lambda moved, survival: moved),
    ),
    Method(
        name="residual-cohort",
        title="Cohort-component residual, even along the cohort",
        formula=f"{BIRTHS} · {STOCK} · U(a) = M(a)/(2√S(a)) · result(a) = U(a)+U(a+5) · first age M(0)/√S(0)+U(5) · "
        "last but one 2·U · open M(ω)",
        columns=COLUMNS,
        results=RESULTS,
        assumes=ASSUMED + "Migration is even over each period, half of it under the mortality of the period.",
        not_when=NEVER,
        source=SOURCE,
        example=EXAMPLE,
        run=lambda table: estimated(table, cohorts.cohort),
    ),
    Method(
        name="residual-time",
        title="Cohort-component residual, even over time",
        formula=f"{BIRTHS} · {STOCK} · T(0) = 2M(0) · T(a) = 2M(a) − T(a−5)·S(a)",
        columns=COLUMNS,
        results=RESULTS,
        assumes=ASSUMED + "Half of the migrants of each age come at the beginning of a period, half at its end.",
        not_when=NEVER + "The result is to be read age by age: it zig-zags by construction.",
        source=SOURCE,
        example=EXAMPLE,
        run=lambda table: estimated(table, cohorts.time)._replace(said=[ZIGZAG]),
    ),
)
ZIGZAG = (
    "This method zig-zags from age to age by construction: read sums over ages, and take residual-cohort where the "
    "pattern by age matters."
)

"""What each row of a table for cohort residuals says, in numbers; what no row may say is refused."""

import re
from typing import NamedTuple

import numpy as np

from flows.core.estimates import ages
from flows.core.estimates.cohorts import STEP
from flows.core.estimates.columns import VALUE
from flows.core.estimates.tables import Table, numbered, refuse, refuse_survival, repeated
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short
from flows.core.estimates.years import year

MEASURES = ("population", "survival", "asfr", "srb")
POPULATION, SURVIVAL, ASFR, SRB = range(4)
SEXES = {"f": 0, "female": 0, "females": 0, "ж": 0, "m": 1, "male": 1, "males": 1, "м": 1, "": -1}
TOGETHER = ("b", "both", "t", "total", "all")  # as a sex ratio may be labelled
NOBODY, NO_YEAR = -2, -1
PERIOD = re.compile(r"(\d{4})\s?[-–/]\s?(\d{4})", re.ASCII)
REASONABLE = {  # measure → the least and most that can be, and what to do
    POPULATION: (0, np.inf, N_("{number:g} is below zero, which no population can be; correct it.")),
    ASFR: (0, 1, N_("{number:g} is no yearly birth rate of one woman; write 0.05 for 50 births by 1,000 women.")),
    SRB: (0.5, 2, N_("{number:g} is no number of boys by girls at birth; write 1.05 for 105 boys by 100 girls.")),
}
OF_MEN = N_("asfr stands for men, and births are counted by their mothers; write f.")


class Coded(NamedTuple):
    """What each row says, in numbers: sex, age (its first year; `NOBODY` where empty), year, measure."""

    sex: np.ndarray
    age: np.ndarray
    year: np.ndarray
    measure: np.ndarray

    def take(self, rows) -> "Coded":
        return Coded(*(each[rows] for each in self))


def coded(table: Table) -> Coded:
    """Texts into numbers, each text once."""
    return Coded(
        table.each("sex", _sex),
        table.each("age", _age),
        table.each("year", _year),
        table.each("measure", _measure),
    )


def _sex(text, line):
    if text.lower() in TOGETHER:
        return SEXES[""]
    if text.lower() in SEXES:
        return SEXES[text.lower()]
    raise Wrong(N_("“{text}” is not known here; write f or m."), line, "sex", text=short(text))


def _age(text, line):
    return ages.age(text, line).first if text else NOBODY


def _year(text, line):
    """Of a period, 1950-1955, the year in which it begins."""
    if not text:
        return NO_YEAR
    if not (match := PERIOD.fullmatch(text)):
        return year(text, line)
    begins, ends = map(int, match.groups())
    if ends != begins + STEP:
        sentence = N_("“{text}” is no period of five years; write 1950-1955, or the year in which it begins.")
        raise Wrong(sentence, line, "year", text=short(text))
    return begins


def _measure(text, line):
    if text.lower() in MEASURES:
        return MEASURES.index(text.lower())
    sentence = N_("“{text}” is not known here; write one of {measures}.")
    raise Wrong(sentence, line, "measure", text=short(text), measures=", ".join(MEASURES))


def check(table: Table, rows: Coded) -> None:
    """Refuses what stands twice, and what cannot be."""
    _refuse_repeats(table, rows)
    _refuse_impossible(table, rows)


def _refuse_repeats(table, rows):
    # Sexes do not tell sex ratios apart, nor births by age of the mother.
    sex = np.where((rows.measure == SRB) | (rows.measure == ASFR), 0, rows.sex + 1)
    age = np.where(rows.measure == SRB, 0, rows.age - NOBODY)
    found = numbered([table.group, rows.measure, sex, age, rows.year - NO_YEAR], len(table))
    if again := repeated(found, table.lines):
        row, first = again
        sentence = N_("{measure} of this sex, age and year stands in line {first} already; keep one.")
        raise Wrong(sentence, table.line(row), "measure", measure=MEASURES[rows.measure[row]], first=table.line(first))


def _refuse_impossible(table, rows):
    lines, values = table.lines, [each for each in table.figures[VALUE] if each is not None]
    for measure, (least, most, sentence) in REASONABLE.items():
        for array in values:
            beyond = np.isfinite(array) & ((array < least) | (array > most))
            refuse((rows.measure == measure) & beyond, sentence, lines, VALUE, array)
    for array in values:
        refuse_survival(array, lines, VALUE, (rows.measure == SURVIVAL) & np.isfinite(array))
    refuse((rows.measure == ASFR) & (rows.sex == SEXES["m"]), OF_MEN, lines, "sex")
    refuse((rows.measure < ASFR) & (rows.sex == SEXES[""]), N_("this row needs a sex; write f or m."), lines, "sex")
    ageless, yearless = ((rows.measure != SRB) & empty for empty in (rows.age == NOBODY, rows.year == NO_YEAR))
    refuse(ageless, N_("this row needs an age; write it as 0-4, 100+ or birth."), lines, "age")
    refuse(yearless, N_("this row needs a year; write four digits."), lines, "year")

"""The counts of one area by sex, age and date, and where a number that is needed is not there."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates import ages, cohorts
from flows.core.estimates.cohort_rows import MEASURES, Coded
from flows.core.estimates.columns import VALUE
from flows.core.estimates.figures import Figures
from flows.core.estimates.tables import Table
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short


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


def called(table: Table, first) -> dict[int, str]:
    """The first year of each age → how it is written first; Wrong where two that begin together end apart."""
    codes, rows = np.unique(table.keys["age"].codes, return_index=True)
    held = {}
    for row, code in sorted(zip(rows.tolist(), codes.tolist(), strict=True)):
        text = table.keys["age"].texts[code]
        last = ages.age(text).last if text else None
        before, end = held.setdefault(int(first[row]), (text, last))
        if end is None and last is not None:
            held[int(first[row])] = before, last
        elif None not in (last, end) and last != end:
            sentence = N_("“{age}” and “{before}” begin at one age and end apart; write the age in one way.")
            raise Wrong(sentence, table.line(row), "age", age=short(text), before=short(before))
    return {age: text for age, (text, _end) in held.items()}


def ages_of(people: Place) -> list[int]:
    """The first years of the groups, of five years each, from 0 on."""
    groups = sorted(set(people.rows.age.tolist()))
    texts = [people.names[age] for age in groups]
    lines = [int(people.table.lines[people.rows.age == age].min()) for age in groups]
    *known, oldest = written = [ages.age(text) for text in texts]
    known = [each if each.last is not None else each._replace(last=each.first + 4) for each in known]
    if groups[0] != 0:
        raise Wrong(N_("the youngest is “{age}”; let the ages begin at 0-4."), lines[0], "age", age=short(texts[0]))
    for each, text, line in zip(known, texts, lines, strict=False):
        if np.isfinite(each.last) and each.last != each.first + 4:
            raise Wrong(N_("“{text}” is no group of five years; write it as 15-19."), line, "age", text=short(text))
    ages.check([*known, oldest], texts, lines)
    if oldest.last != np.inf and any(each.last is not None for each in written):
        sentence = N_("the oldest is “{age}”, and older people are in no row; let the ages end with an open one, 100+.")
        raise Wrong(sentence, lines[-1], "age", age=short(texts[-1]))
    if len(groups) < 3:
        sentence = N_("there are fewer than three ages; give all groups of five years and the open one.")
        raise Wrong(sentence, lines[0], "age")
    return groups


def dates_of(people: Place) -> list[int]:
    """The years of the counts, five years apart."""
    dates = sorted(set(people.rows.year.tolist()))
    for before, year in zip(dates, dates[1:], strict=False):
        if year != before + cohorts.STEP:
            line = int(people.table.lines[people.rows.year == year].min())
            sentence = N_("{year} follows {before}; counts must be five years apart, add or remove years.")
            raise Wrong(sentence, line, "year", year=year, before=before)
    if len(dates) < 2:
        sentence = N_("there is one year of population; two counts are needed, five years apart.")
        raise Wrong(sentence, people.line, "year")
    return dates


def cube(place: Place, columns, axes) -> Figures:
    """Numbers by their keys; Wrong names the first combination that has no row."""
    shape = tuple(map(len, axes))
    places = [np.searchsorted(axis, column) for axis, column in zip(axes, columns, strict=True)]
    at = np.ravel_multi_index(places, shape)
    there = np.bincount(at, minlength=np.prod(shape)) > 0
    if not there.all():
        lacking = np.unravel_index(np.flatnonzero(~there)[0], shape)
        said = [axis[where] for axis, where in zip(axes, lacking, strict=True)]
        refuse_lacking(place, said)

    def filled(array):
        cells = np.full(np.prod(shape), np.nan)
        cells[at] = array
        return cells.reshape(shape)

    return place.values.each(filled)


def refuse_lacking(place: Place, said) -> None:
    """`said`: year last, age before it, sex before both."""
    *sex, age, year = said
    values = {"measure": MEASURES[place.rows.measure[0]], "age": place.names.get(age, age), "year": year}
    if sex:
        raise Wrong(LACKING_OF_SEX, place.line, "age", sex=place.sexes[sex[0]], **values)
    raise Wrong(LACKING, place.line, "age", **values)


LACKING = N_("the {measure} at age {age} in {year} is missing; add its row, with an empty value where it is not known.")
LACKING_OF_SEX = N_(
    "the {measure} of {sex} at age {age} in {year} is missing; add its row, with an empty value where it is not known."
)

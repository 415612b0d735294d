"""Made-up tables whose migration is known beforehand."""

import random

import numpy as np

AGES = [*range(0, 105, 5)]
YEARS = [*range(1950, 2055, 5)]
FERTILE = AGES[3:10]


def name(age):
    return "100+" if age == 100 else f"{age}-{age + 4}"


class Made:
    """21 ages over 20 periods: a population moved on from 1950 by births, survival and migration that are drawn.

    `kind` says how the known migration falls: `stock` at the end of each period, `time` half at its beginning (and so
    under its mortality) and half at its end, `cohort` along each cohort as the method takes it.
    """

    def __init__(self, kind, seed=1):
        drawn = np.random.default_rng(seed)
        periods = len(YEARS) - 1
        self.survival = {sex: drawn.uniform(0.9, 0.999, (21, periods)) for sex in "fm"}
        self.fertility = drawn.uniform(0.01, 0.25, (7, periods))
        self.ratio = drawn.uniform(1.03, 1.09, periods)
        self.known = {sex: drawn.uniform(-15, 25, (21, periods)) for sex in "fm"}
        self.population = {sex: np.zeros((21, periods + 1)) for sex in "fm"}
        self.net = {sex: np.zeros((21, periods)) for sex in "fm"}
        for sex in "fm":
            self.population[sex][:, 0] = drawn.uniform(500, 900, 21)
        for period in range(periods):
            for sex in "fm":  # women first: births follow from them
                self._move_on(sex, period, kind)

    def _move_on(self, sex, t, kind):
        p, s, moved = self.population[sex], self.survival[sex][:, t], self.known[sex][:, t]
        survivors = np.append(0.0, p[:-1, t] * s[1:])
        survivors[20] += p[20, t] * s[20]
        arrived, self.net[sex][:, t] = getattr(self, f"_{kind}")(moved, s)
        p[:, t + 1] = survivors + arrived
        share = 1 / (1 + self.ratio[t]) if sex == "f" else self.ratio[t] / (1 + self.ratio[t])
        women = self.population["f"]
        born = sum(
            5 * (women[age // 5, t] + women[age // 5, t + 1]) / 2 * self.fertility[row, t]
            for row, age in enumerate(FERTILE)
        )
        p[0, t + 1] = born * share * s[0] + arrived[0]

    @staticmethod
    def _stock(moved, s):
        """(who is there at the end of the period, the migration to be found)"""
        return moved, moved

    @staticmethod
    def _time(moved, s):
        arrived = moved / 2
        arrived[1:] += moved[:-1] * s[1:] / 2
        return arrived, moved

    @staticmethod
    def _cohort(moved, s):
        """`moved` is what each cohort brings to each of the two ages it passes through."""
        arrived = 2 * np.sqrt(s) * moved
        arrived[20] = moved[20]
        found = moved + np.append(moved[1:], 0)
        found[0] = 2 * moved[0] + moved[1]
        found[19], found[20] = 2 * moved[19], moved[20]
        return arrived, found

    def rows(self, digits=None, labelled="from"):
        """The table's rows; `labelled`: whether survival bears the age from which or into which people live on."""

        def said(number):
            return repr(float(number)) if digits is None else f"{number:.{digits}f}"

        labels = ["birth", *map(name, AGES[:-1] if labelled == "from" else AGES[1:])]
        for sex in "fm":
            for t, year in enumerate(YEARS):
                yield from (f"{sex},{name(a)},{year},population,{said(self.population[sex][a // 5, t])}" for a in AGES)
            for t, year in enumerate(YEARS[:-1]):
                survivals = zip(labels, self.survival[sex][:, t], strict=True)
                yield from (f"{sex},{label},{year},survival,{float(each)!r}" for label, each in survivals)
        for t, year in enumerate(YEARS[:-1]):
            births = zip(FERTILE, self.fertility[:, t], strict=True)
            yield from (f"f,{name(age)},{year},asfr,{float(each)!r}" for age, each in births)
            yield f",,{year},srb,{float(self.ratio[t])!r}"

    def csv(self, shuffled=None, **how):
        rows = list(self.rows(**how))
        if shuffled is not None:
            random.Random(shuffled).shuffle(rows)
        return "\n".join(["sex,age,year,measure,value", *rows]) + "\n"

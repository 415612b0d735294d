"""Net migration by age and period as what births and survival leave of a series of counts: cohort-component residuals.

Ages and periods are of five years. Shapes: population is sex × age × date, survival sex × age × period, where S(a)
carries people into age a (S(0) births into 0–4, that of the open age ω everybody from ω−5 on); fertility is age ×
period, the sex ratio at birth one number a period. Results are sex × age × period.
"""

from collections.abc import Sequence

import numpy as np

from flows.core.estimates.figures import Figures, added_up, figures, reckon, stacked
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong

STEP = 5


def births(women, fertility, years: int = STEP) -> Figures:
    """Births of each period, from women at its beginning and end.

    Formula: exposure F̄ = (F(a,t)+F(a,t+5))/2; births 5·ΣF̄·ASFR. Units: persons; ASFR births a year by one woman.
    Shapes: women age × date (one more than periods), fertility age × period; out one number a period.
    Errors: missing where one of the numbers is.
    """
    women, fertility = figures(women), figures(fertility)
    of_age = reckon(
        lambda now, then, rate: years * (now + then) / 2 * rate,
        women.each(lambda array: array[:, :-1]),
        women.each(lambda array: array[:, 1:]),
        fertility,
    )
    return added_up(of_age, axis=0)


def by_sex(born, ratio) -> tuple[Figures, Figures]:
    """Births of boys and of girls: SRB/(1+SRB) and 1/(1+SRB) of all; `ratio` is boys by girls, such as 1.05."""
    boys = reckon(lambda b, r: b * r / (1 + r), born, ratio)
    return boys, reckon(lambda b, r: b / (1 + r), born, ratio)


def stock(population, born, survival) -> Figures:
    """What the count at the end of a period has more than survivors of the one before: migrants who are still there.

    Formula: M(a) = P(a,t+5) − P(a−5,t)·S(a); M(0) = P(0,t+5) − births·S(0); open age
    M(ω) = P(ω,t+5) − (P(ω,t)+P(ω−5,t))·S(ω).
    Units: those of the counts. Shapes: one sex, age × date; born one number a period; survival age × period.
    Assumes that all migration falls on the end of the period. Not to be used with counts of differing coverage.
    Source: UN Population Division's residual method as in DemoTools (Riffe and others). Errors: missing where an input
    is; Wrong where the shapes do not fit.
    """
    population, survival = figures(population), figures(survival)
    count, dates = population.value.shape
    if survival.value.shape != (count, dates - 1):
        sentence = N_("survival has the shape {shape}; {ages} ages over {dates} dates need {wanted}.")
        shapes = {"shape": str(survival.value.shape), "wanted": str((count, dates - 1))}
        raise Wrong(sentence, ages=count, dates=dates, **shapes)
    end, begin = population.each(lambda array: array[:, 1:]), population.each(lambda array: array[:, :-1])
    first = reckon(lambda p, b, s: p - b * s, end.take(0), born, survival.take(0))
    inner = reckon(
        lambda p, b, s: p - b * s,
        end.take(slice(1, -1)),
        begin.take(slice(None, -2)),
        survival.take(slice(1, -1)),
    )
    last = reckon(lambda p, a, b, s: p - (a + b) * s, end.take(-1), begin.take(-1), begin.take(-2), survival.take(-1))
    return joined([first, inner, last])


def cohort(moved, survival) -> Figures:
    """The stock residual spread evenly over the period along each cohort, half of it in each of two age groups.

    Formula: U(a) = M(a)/(2·√S(a)); result(a) = U(a)+U(a+5); first age M(0)/√S(0)+U(5); last but one 2·U; open M(ω).
    Units and shapes as `stock` gives them. Assumes even migration within the period, half of it under the mortality of
    half of the period. Source and errors as with `stock`.
    """
    moved, survival = figures(moved), figures(survival)
    half = reckon(lambda m, s: m / (2 * np.sqrt(s)), moved, survival)
    add = np.add
    first = reckon(lambda one, other: 2 * one + other, half.take(0), half.take(1))
    inner = reckon(add, half.take(slice(1, -2)), half.take(slice(2, -1)))
    before = reckon(lambda each: 2 * each, half.take(-2))
    return joined([first, inner, before, moved.take(-1)])


def time(moved, survival) -> Figures:
    """The stock residual turned into moves of the period by age, half of them at its beginning and half at its end.

    Formula: T(0) = 2M(0); T(a) = 2M(a) − T(a−5)·S(a). Units and shapes as `stock` gives them.
    It zig-zags by construction: an error in one age comes back with the opposite sign in the next. Not to be read age
    by age. Source and errors as with `stock`; what is missing in one age is missing in all older ones.
    """
    moved, survival = figures(moved), figures(survival)
    found = [reckon(lambda m: 2 * m, moved.take(0))]
    for age in range(1, len(moved.value)):
        found.append(reckon(lambda m, t, s: 2 * m - t * s, moved.take(age), found[-1], survival.take(age)))
    return joined(found)


def joined(parts: Sequence[Figures]) -> Figures:
    """Ages under one another; a part of one dimension is one age."""
    return stacked(parts, lambda arrays: np.concatenate([np.atleast_2d(array) for array in arrays]))

"""Counts that may be missing, or known by bounds alone, and what is reckoned from them.

A number that is not there is NaN in the arrays and None in plain sequences. Without bounds a number is exact. With
them, `lower` and `upper` hold what is certain, infinite where nothing limits it; the value may be missing then.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np


class Figures(NamedTuple):
    """Numbers side by side, of any shape; `lower` and `upper` are both there or both None."""

    value: np.ndarray
    lower: np.ndarray | None = None
    upper: np.ndarray | None = None

    @property
    def bounded(self) -> bool:
        return self.lower is not None

    def each(self, change: Callable) -> "Figures":
        """The same with a change of arrangement in each array."""
        return Figures(*(None if array is None else change(array) for array in self))

    def take(self, places) -> "Figures":
        return self.each(lambda array: array[places])

    def with_bounds(self) -> "Figures":
        """The same, exact numbers as their own bounds; of what is missing nothing is known."""
        if self.bounded:
            return self
        known = ~np.isnan(self.value)
        return Figures(self.value, np.where(known, self.value, -np.inf), np.where(known, self.value, np.inf))

    def numbers(self) -> list:
        """The values as a plain list, None where there is none."""
        return np.where(np.isnan(self.value), None, self.value).tolist()

    def bounds(self) -> list[tuple]:
        """(lower, upper) of each as a plain list, None where nothing limits it."""
        limits = self.with_bounds()[1:]
        return list(zip(*(np.where(np.isfinite(each), each, None).tolist() for each in limits), strict=True))


def figures(numbers: "Figures | Iterable | float | None") -> Figures:
    """From a plain sequence of numbers, each of which may be None (missing) or (value, lower, upper)."""
    if isinstance(numbers, Figures):
        return numbers
    if isinstance(numbers, np.ndarray):
        return Figures(numbers.astype(float))
    if numbers is None or isinstance(numbers, int | float | np.number):
        return Figures(np.array(np.nan if numbers is None else numbers, float))
    numbers = list(numbers)
    if not any(isinstance(number, tuple) for number in numbers):
        return Figures(np.array([np.nan if number is None else number for number in numbers], float))
    triples = [number if isinstance(number, tuple) else (number, number, number) for number in numbers]
    value, lower, upper = zip(*triples, strict=True)
    return Figures(_filled(value, np.nan), _filled(lower, -np.inf), _filled(upper, np.inf))


def _filled(numbers, missing):
    return np.array([missing if number is None else number for number in numbers], float)


def reckon(formula: Callable, *inputs) -> Figures:
    """The formula of the values; missing where one of them is, undefined (missing too) where it divides by nothing.

    Its bounds are the extremes over all corners of what the inputs may be. That is exact where the formula only rises
    or only falls with each single input, whatever the others are, and each input is counted for itself.
    """
    given = [figures(each) for each in inputs]
    with np.errstate(all="ignore"):
        value = formula(*(each.value for each in given))
        value = np.where(np.isfinite(value), value, np.nan)
        if not any(each.bounded for each in given):
            return Figures(value)
        lower, upper = np.full_like(value, np.inf), np.full_like(value, -np.inf)
        for corner in product(*((each.lower, each.upper) if each.bounded else (each.value,) for each in given)):
            found = formula(*corner)
            unknown = np.isnan(found)
            lower = np.minimum(lower, np.where(unknown, -np.inf, found))
            upper = np.maximum(upper, np.where(unknown, np.inf, found))
    return Figures(value, lower, upper)


def divided(number, by) -> Figures:
    """A quotient whose divisor may be below zero; nothing limits it where the divisor may be zero on the way."""
    number, by = figures(number), figures(by)
    found = reckon(lambda a, b: a / b, number, by)
    if not by.bounded:
        return found
    across = (by.lower < 0) & (by.upper >= 0)
    return Figures(found.value, np.where(across, -np.inf, found.lower), np.where(across, np.inf, found.upper))


def stacked(parts: Sequence[Figures], join: Callable = np.concatenate) -> Figures:
    """Several under one another; with bounds where one of them has any."""
    if any(each.bounded for each in parts):
        return Figures(*(join(arrays) for arrays in zip(*(each.with_bounds() for each in parts), strict=True)))
    return Figures(join([each.value for each in parts]))


def added(numbers: Figures, cell: np.ndarray, size: int) -> Figures:
    """The sum of the numbers in each of so many cells; missing where one of its numbers is."""
    return numbers.each(lambda array: np.bincount(cell, weights=array, minlength=size))


def added_up(numbers: Figures, axis=None) -> Figures:
    """The sum along an axis, or of all."""
    return numbers.each(lambda array: np.asarray(array.sum(axis=axis)))

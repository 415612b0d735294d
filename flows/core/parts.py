"""What cells add to a number, in whole units that can be added and taken away without anything getting lost.

A hidden cell has no value and an unlimited one no upper bound: they are counted beside the sums instead of making them
unknown, so that what changed is exact whatever was hidden before or after.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Part(NamedTuple):
    """Sums of values and bounds, with how many cells have no value (`hidden`) and how many no upper bound."""

    value: int = 0
    hidden: int = 0
    lower: int = 0
    upper: int = 0
    unlimited: int = 0

    def plus(self, other: "Part") -> "Part":
        """Both together."""
        return Part(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: "Part") -> "Part":
        """By how much this is more than the other."""
        return Part(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def negative(self) -> "Part":
        """As much less."""
        return Part(*(-each for each in self))


NOTHING = Part()


def of(value: int | None, lower: int | None, upper: int | None) -> Part:
    """The part of one cell: no value is hidden, no lower bound is zero, no upper bound is unlimited."""
    return Part(value or 0, int(value is None), lower or 0, upper or 0, int(upper is None))


def total(parts: Iterable[Part]) -> Part:
    """All of them added up."""
    return Part(*map(sum, zip(NOTHING, *parts, strict=True)))

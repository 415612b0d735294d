"""A number now and then: by how much it changes, how many times as large it would be, and several added up.

A change is told as far as it is certain. A number that is not there on one side adds nothing to that side.
"""

from collections.abc import Iterable
from typing import NamedTuple

from flows.core.changes import Figure


class Span(NamedTuple):
    """A change as far as it is certain: at least `low`, at most `high`, None where nothing limits it."""

    low: int | None
    high: int | None


class Pair(NamedTuple):
    """A number now and then; None where there is none."""

    before: Figure | None
    after: Figure | None

    @property
    def moved(self) -> bool:
        return self.before != self.after

    @property
    def change(self) -> Span:
        """What is added: exact where both are whole, else by the bounds, which hidden cells that stay leave alike."""
        before, after = self.before or NOTHING, self.after or NOTHING
        if before.value is not None and after.value is not None:
            return Span(after.value - before.value, after.value - before.value)
        known = after.lower - before.lower
        if before.upper is not None and after.upper is not None:
            return Span(*sorted((known, after.upper - before.upper)))
        return Span(known if before.upper is not None or after.upper is None else None,
                    known if after.upper is not None or before.upper is None else None)  # fmt: skip

    @property
    def tenfold(self) -> int | None:
        """How many tenths of the number now the number then is, rounded; None where one is not whole or now is zero."""
        if self.before is None or self.after is None or not self.before.value or self.after.value is None:
            return None
        return (20 * self.after.value + self.before.value) // (2 * self.before.value)


NOTHING = Figure(0, 0, 0, "normal")
NONE = Pair(None, None)


def together(pairs: Iterable[Pair]) -> Pair:
    """Several numbers as one, now and then."""
    sides = zip(*pairs, strict=True)
    return Pair(*map(added, sides))


def added(figures: Iterable[Figure | None]) -> Figure | None:
    """The sum of the numbers that are there; half a sum has no value."""
    there = [figure for figure in figures if figure is not None]
    if not there:
        return None
    values, uppers = [figure.value for figure in there], [figure.upper for figure in there]
    value = None if None in values else sum(values)
    upper = None if None in uppers else sum(uppers)
    return Figure(value, sum(figure.lower for figure in there), upper, "partial" if value is None else "normal")

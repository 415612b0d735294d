"""What parts add up to where some are hidden or rounded, and how a printed total stands to it."""

from collections.abc import Iterable
from typing import NamedTuple

from curation.core.numbers import Value


class Sum(NamedTuple):
    """What parts add up to: `lower` to `upper` with their rounding, `least` to `most` as they are printed.

    Both uppers are None where nothing limits them. `hidden` of the `parts` print no number.
    """

    lower: int = 0
    upper: int | None = 0
    least: int = 0
    most: int | None = 0
    parts: int = 0
    hidden: int = 0


def sum_of(values: Iterable[Value | None]) -> Sum:
    """The sum of values; what is not there, or is no number, adds nothing."""
    lower = least = parts = hidden = 0
    upper: int | None = 0
    most: int | None = 0
    for value in values:
        if value is None or value.lower is None:
            continue
        number, low, high = value[:3]
        parts += 1
        hidden += number is None and low != high
        lower += low
        upper = None if upper is None or high is None else upper + high
        least += low if number is None else number
        top = high if number is None else number
        most = None if most is None or top is None else most + top
    return Sum(lower, upper, least, most, parts, hidden)


def together(one: Sum, other: Sum) -> Sum:
    """Two sums as one."""
    return Sum(*(None if mine is None or its is None else mine + its for mine, its in zip(one, other, strict=True)))


def judge(printed: Value, ours: Sum) -> str:
    """How a printed total stands to the sum of its parts: equal, hidden, rounding or open.

    hidden: what the hidden parts may be is enough; rounding: that of the parts and of the total is needed too
    """
    if ours.lower == ours.upper and printed.value == ours.lower:
        return "equal"
    if not meet(printed.lower, printed.upper, ours.lower, ours.upper):
        return "open"
    bounds = (printed.lower, printed.upper) if printed.value is None else (printed.value, printed.value)
    return "hidden" if ours.hidden and meet(*bounds, ours.least, ours.most) else "rounding"


def meet(low: int, high: int | None, other_low: int, other_high: int | None) -> bool:
    """Whether two intervals have a number in common; one without an end has none above."""
    return (high is None or high >= other_low) and (other_high is None or low <= other_high)

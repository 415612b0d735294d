"""What parts add up to where some are hidden or rounded, and how a printed total stands to it."""

from collections.abc import Iterable
from typing import NamedTuple

from curation.core.numbers import Value


class Sum(NamedTuple):
    """What parts add up to; `hidden` says that some of them were."""

    lower: int = 0
    upper: int | None = 0
    hidden: bool = False


def sum_of(values: Iterable[Value | None]) -> Sum:
    """The sum of values; what is not there, or is no number, adds nothing."""
    counted = [value for value in values if value is not None and value.lower is not None]
    uppers = [value.upper for value in counted]
    hidden = any(value.value is None and value.lower != value.upper for value in counted)
    return Sum(sum(value.lower for value in counted), None if None in uppers else sum(uppers), hidden)


def together(one: Sum, other: Sum) -> Sum:
    """Two sums as one."""
    upper = None if one.upper is None or other.upper is None else one.upper + other.upper
    return Sum(one.lower + other.lower, upper, one.hidden or other.hidden)


def judge(printed: Value, lower: int, upper: int | None, hidden: bool) -> str:
    """equal, rounding, hidden or open: how a printed total stands to the sum of its parts."""
    if lower == upper and printed.value == lower:
        return "equal"
    meets = (printed.upper is None or printed.upper >= lower) and (upper is None or printed.lower <= upper)
    if not meets:
        return "open"
    return "hidden" if hidden else "rounding"

"""Results as they are written: about five digits, in the language of the page, alike in all of a column."""

from collections.abc import Iterable
from math import floor, isfinite, log10

from django.utils.translation import get_language

from flows import figures
from flows.figures import MINUS, NARROW_SPACE

DIGITS, MOST = 5, 4  # of a number; behind the point


def places(numbers: Iterable[float]) -> int:
    """How many digits behind the point all numbers of a column get."""
    known = [abs(each) for each in numbers if isfinite(each)]
    if all(each == int(each) for each in known):
        return 0
    return min(MOST, max(0, DIGITS - 1 - floor(log10(max(known)))))


def decimal(value: float, digits: int) -> str:
    """1234.5 as `1,234.5`, in Russian `1 234,5`; a true minus, and none before a zero."""
    text = f"{abs(value):,.{digits}f}"
    minus = MINUS if value < 0 and text.strip("0.,") else ""
    if get_language() == "ru":
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    return minus + text


def signed(value: float, digits: int) -> str:
    """A change with its sign; a plain zero."""
    text = decimal(value, digits)
    return f"+{text}" if text.strip("0., " + NARROW_SPACE) and value > 0 else text


def interval(lower: float, upper: float, digits: int) -> str:
    """The same as elsewhere on the site, of ends that are infinite where nothing limits them."""
    ends = (each if isfinite(each) else None for each in (lower, upper))
    return figures.interval(*ends, lambda value: decimal(value, digits))

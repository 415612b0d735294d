"""How results are written: with as many digits as say something, in the language of the page."""

from math import floor, log10

from django.utils.translation import get_language

from flows.figures import MINUS, NARROW_SPACE, NO_BREAK
from flows.indicators.registry import CHANGE, INDEX, RANK, SHARE

COUNT = "count"  # of what a result is reckoned from
PLACES = {COUNT: 0, RANK: 0, INDEX: 1, SHARE: 1, CHANGE: 1, "concentration": 3}
HUNDREDTHS = (SHARE, CHANGE)
LEAST_DIGITS, MOST_PLACES = 2, 9


def decimal(value, places):
    """1234.5 with so many places after the point as `1,234.5`, in Russian `1 234,5`; a true minus."""
    digits = f"{abs(value):,.{places}f}"
    if get_language() == "ru":
        digits = digits.replace(",", NARROW_SPACE).replace(".", ",")
    return f"{MINUS}{digits}" if value < 0 and any(each in digits for each in "123456789") else digits


def scaled(value, unit):
    """As it stands on pages: shares in per cent."""
    return value * 100 if unit in HUNDREDTHS else value


def result(value, unit):
    """A result in its unit; a small one gets more places, because what is not zero never reads as zero."""
    value, places = scaled(value, unit), PLACES.get(unit, 2)
    if value and unit != RANK and abs(value) < 1:
        places = min(MOST_PLACES, max(places, LEAST_DIGITS - 1 - floor(log10(abs(value)))))
    written = decimal(value, places)
    if unit == CHANGE and value > 0:
        written = f"+{written}"
    return f"{written}{NO_BREAK}%" if unit in HUNDREDTHS else written


def count(value):
    """A number of people or papers, or one that was reckoned of them."""
    return decimal(value, 0) if value == int(value) else decimal(value, 1)

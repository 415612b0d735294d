"""How the desk's templates say what a treatment is."""

from django import template

from curation import understood
from curation.core import periods, treatments

register = template.Library()


@register.filter
def in_words(treatment):
    """`study`, `excluded (temporary)`."""
    return treatments.in_words(treatment)


@register.filter
def mark(treatment):
    """The class that gives a treatment its colour and shape: the category it counts in, or what it is instead."""
    return treatment.category if treatment.disposition == "include" else treatment.disposition


@register.filter
def span(decision):
    """The years of a decision: `all years`, `from 2018`, `2016 to 2018`."""
    first, last = decision.year_from, decision.year_to
    if first is None and last is None:
        return "all years"
    if first is None:
        return f"to {last}"
    return f"from {first}" if last is None else f"{first} to {last}"


@register.filter
def counted(number):
    """A count with its thousands apart: `1,461`."""
    return understood.counted(number)


@register.filter
def with_sign(number):
    """`+50`, `−50`"""
    return understood.signed(number)


@register.filter
def in_period(written):
    """`April 2023`"""
    return understood.period(written)


@register.filter
def held_until(written):
    """`April 2023`; a year or a fiscal year as it is written, `FY2018`."""
    return written if periods.is_year(written) else understood.period(written)


@register.filter
def figure(change):
    """What an observation says: its value, or the interval it lies in."""
    if change is None:
        return "none"
    if change.value is not None:
        return f"{change.value:,}"
    return f"{change.lower:,} to {change.upper:,}" if change.upper is not None else f"at least {change.lower:,}"

"""Bars and changes of the page on which a proposal is judged."""

from django import template
from django.utils.html import format_html

from curation import understood
from flows import figures

register = template.Library()
WIDTH, HEIGHT = 300, 14


@register.filter
def change(found):
    """By how much: `+325`, `+10 to +14`, `0`."""
    return understood.change(found.lower, found.upper)


@register.filter
def figure_or_none(total):
    """A total, as an interval where it is not known exactly; a dot where there is no number."""
    return figures.figure(total) if total else "·"


@register.filter
def year_of(year, series):
    """`FY2018`, `2018`"""
    return figures.short_year(year, series.year_basis)


@register.simple_tag
def bar(line, table):
    """What there is now, filled; where it would be another, what an approval makes of it in a line, and what the
    treatment instead does in dashes. One scale for the whole table.
    """
    drawn = (
        '<svg class="bar {}" viewBox="0 0 {} {}" height="{}" preserveAspectRatio="none" aria-hidden="true">{}{}{}</svg>'
    )
    others = (("approved", line.approved), ("instead", line.instead))
    sides = [("now", line.draft), *((kind, total if total != line.draft else None) for kind, total in others)]
    shapes = [shape(*side, table.widest) for side in sides]
    return format_html(drawn, table.series.category, WIDTH, HEIGHT, HEIGHT, *shapes)


def shape(kind, total, widest):
    if not total or not widest:
        return ""
    largest = total.value if total.value is not None else total.upper if total.upper is not None else total.lower
    width = max(round((WIDTH - 2) * largest / widest), 1)
    return format_html('<rect class="{}" x="1" y="1" width="{}" height="{}"></rect>', kind, width, HEIGHT - 2)

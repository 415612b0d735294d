"""Numbers, names and marks in templates."""

from django import template

from flows import charts, figures, marks, reckoning
from flows.queries import entry

register = template.Library()

for name in ("number", "signed", "figure", "bounds", "day", "listed", "said"):
    register.filter(name, getattr(figures, name))
register.filter("hidden", reckoning.hidden)
register.filter("status_mark", marks.status_mark)


@register.filter
def named(code, codelist):
    """What a code is called: `{{ row.origin|named:"area" }}`."""
    return figures.name_of(codelist, code)


@register.filter
def entered(code, codelist):
    """The codelist's own entry, for its definition and kind."""
    return entry(codelist, code)


@register.filter
def short_year(row):
    return figures.short_year(row.year, row.year_basis)


@register.filter
def long_year(row):
    return figures.long_year(row.year, row.year_basis)


@register.filter
def category_mark(code):
    return marks.category_mark(entry("category", code))


@register.filter
def grouped(digest):
    """A hash in groups of eight, so that two can be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


@register.simple_tag
def interval(lower, upper):
    return figures.interval(lower, upper)


@register.simple_tag
def span(row, top):
    return marks.span(row, top)


@register.simple_tag
def share(cell, top, category, left_out=False):
    size = cell.value if cell.value is not None else cell.upper or 0
    return marks.share(size, top, category, left_out)


@register.simple_tag
def sparkline(course, category, width=100, height=26, filled=False):
    return charts.sparkline(course.points, category, width, height, filled)

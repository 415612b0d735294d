"""Numbers, names and marks in templates."""

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

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


@register.filter(name="sum")
def add_up(counts):
    return sum(counts.values())


@register.filter
def over(total):
    """What a total spans: `20 numbers, 2016 to 2019`; a stock says that it is the newest year alone."""
    numbers = ngettext("%(count)s number", "%(count)s numbers", total.numbers) % {"count": figures.number(total.numbers)}
    said = f"{numbers}, {figures.year_span(total.years[0], total.years[-1], total.year_basis)}"
    measure = entry("measure", total.measure)
    return f"{said}; {_('a stock, not summed over years')}" if measure and measure.kind == "stock" else said


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


@register.simple_tag
def release_bar(change):
    return charts.release_bar([(kind, change[kind]) for kind in ("new", "changed", "unchanged")])


@register.filter
def publisher(source):
    return source.publisher_ru if get_language() == "ru" else source.publisher_en


@register.filter
def title(source):
    return source.title_ru if get_language() == "ru" else source.title_en

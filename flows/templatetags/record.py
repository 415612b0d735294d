"""Numbers, names and marks in templates."""

from django import template
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import charts, figures, marks
from flows.proof import reckoning, verdicts
from flows.queries import entry

register = template.Library()

for name in ("number", "signed", "figure", "bounds", "day", "listed", "size", "title", "publisher"):
    register.filter(name, getattr(figures, name))
register.filter("choices", marks.choices)
register.filter("hidden", reckoning.hidden)
register.filter("heading", verdicts.heading)
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
def lacking(rows):
    """The gaps among some rows, told together: [(status, reason, [(destination, [(row, words)])])].

    Words are the categories where there are several, the measures where those repeat, and none where a place says all.
    """
    gaps = [row for row in rows if getattr(row, "reason_code", "")]
    several, found = len({row.category for row in gaps}) > 1, {}
    for row in gaps:
        found.setdefault((row.status, row.reason_code), {}).setdefault(row.destination, []).append(row)
    return [(*why, [(place, _told_apart(held, several)) for place, held in places.items()])
            for why, places in found.items()]  # fmt: skip


def _told_apart(rows, several):
    kind = "category" if several and len({row.category for row in rows}) == len(rows) else "measure"
    return [(row, figures.name_of(kind, getattr(row, kind)) if several or len(rows) > 1 else "") for row in rows]


@register.filter
def long_year(row):
    return figures.long_year(row.year, row.year_basis)


@register.filter
def category_mark(code):
    return marks.category_mark(entry("category", code))


@register.filter
def grouped(digest):
    """A hash in groups of eight, so that two can be compared by eye; copied, it is whole."""
    parts = ((digest[at : at + 8],) for at in range(0, len(digest), 8))
    return format_html_join("", '<span class="eight">{}</span><wbr>', parts)


@register.filter(name="sum")
def add_up(counts):
    return sum(counts.values())


@register.filter
def over(total):
    """What a total spans: `20 numbers, 2016 to 2019`; a stock says that it is the newest year alone."""
    numbers = ngettext("%(count)s number", "%(count)s numbers", total.numbers)
    years = figures.year_span(total.years[0], total.years[-1], total.year_basis)
    said = [f"{numbers % {'count': figures.number(total.numbers)}}, {years}"]
    measure = entry("measure", total.measure)
    if measure and measure.kind == "stock":
        said.append(_("a stock, not summed over years"))
    elif total.numbers > 1:
        said.insert(0, _("added up"))
    return "; ".join(said)


@register.simple_tag
def span(row, top):
    return marks.span(row, top)


@register.simple_tag
def share(cell, top, category, left_out=False, width=220):
    return marks.share(cell, top, category, left_out, width)


@register.simple_tag
def sparkline(course, category, width=100, height=26, filled=False):
    return charts.sparkline(course.points, category, width, height, filled)


@register.simple_tag
def release_bar(change):
    return charts.release_bar([(kind, change[kind]) for kind in ("new", "changed", "unchanged")])


@register.filter
def publishers(sources):
    """The publishers of several files, each once."""
    return list(dict.fromkeys(figures.publisher(source) for source in sources))


@register.filter
def verdict(proof):
    return verdicts.verdict(proof.observation, proof.cells, publishers(proof.sources))


@register.filter
def interval(row):
    return figures.interval(row.lower, row.upper)


@register.filter
def days(dates):
    return [figures.day(date) for date in dates]


@register.filter
def words(text):
    return text.split()


@register.filter
def in_force(treatment):
    """For which years a decision holds."""
    return figures.open_span(treatment.year_from, treatment.year_to) or _("all years")


@register.simple_tag
def course(proof):
    return charts.course(proof.years, proof.key.category, proof.key.year)

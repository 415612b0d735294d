"""Sentences and numbers of a report in templates: there are hundreds, so that each is one call and no template."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from flows import figures, marks, sentences
from flows.addresses import with_query
from flows.core.series import ALL
from flows.report import told
from flows.templatetags.addresses import in_edition, page

register = template.Library()
register.filter("change", lambda sentence: figures.signed(sentence.change))
register.filter("percent", lambda permille: sentences.percent(permille))
register.filter("year", lambda year, basis: figures.short_year(year, basis))
register.filter("years", lambda span, basis: figures.year_span(*span, basis))


@register.simple_tag(takes_context=True, name="told")
def tell(context, sentence):
    """A sentence, each of its numbers a link to what it is made of."""
    parts = ((linked(context, run.about, run.words) if run.about else run.words,) for run in told.runs(sentence))
    return format_html_join("", "{}", parts)


@register.simple_tag(takes_context=True)
def amount(context, quantity):
    """A number with its link; one that is known by its bounds has the sign of it."""
    said = opened(context, quantity.about, figures.figure(quantity))
    return said if quantity.value is not None else format_html("{} {}", marks.status_mark("partial"), said)


@register.simple_tag(takes_context=True)
def cell(context, series, origin, year):
    """What a series says of one origin in one year: a number, bounds with their sign, a gap with its reason."""
    row, lack = series.held.get((origin, year)), series.lacking.get((origin, year))
    if row:
        sign = marks.status_mark("zero" if row.value == 0 else row.status)
        said = opened(context, series.key(origin, year), figures.figure(row))
        return format_html("{} {}", sign, said) if sign else said
    if lack is None:
        return ""
    name = f"{figures.name_of('status', lack.status)}: {figures.name_of('reason', lack.reason)}"
    words = format_html('{}<span class="visually-hidden">{}</span>', marks.status_mark(lack.status), name)
    return opened(context, series.key(origin, year), words)


@register.simple_tag(takes_context=True)
def lack(context, series, years):
    """Why no origin has a number in some years, with a link to these places."""
    first = series.lacking[series.origins[0], years[0]]
    asked = {"destination": series.destination, "category": series.category, "measure": series.measure}
    where = page(context, "observations", **asked, year_from=years[0], year_to=years[-1])
    reason = figures.name_of("reason", first.reason)
    return format_html('{} <a href="{}">{}</a>', marks.status_mark(first.status), where, reason)


def opened(context, about, words):
    """A link as tables have it, which say once for all that their numbers open."""
    return format_html('<a href="{}">{}</a>', address(context, about), words)


def linked(context, about, words):
    return format_html('<a class="opens" href="{}">{}</a>', address(context, about), words)


def address(context, about, **more):
    """The page that opens a number: why it is so, or the list of the numbers it is the sum of, asked for `more`."""
    if about.origin != ALL and about.category:
        return reverse("flows:why", args=[context["edition"].release.version, about.slug])
    asked = {name: getattr(about, name) for name in ("origin", "destination", "category", "measure", "year")}
    return page(context, "observations", **asked, series="headline", **more)


@register.simple_tag
def part_bar(permille, category):
    """A bar of a part, on a scale from nothing to the whole."""
    return marks.bar(permille, 1_000, f"f-{category}")


@register.filter
def part_percent(permille):
    return figures.percent(permille)


@register.simple_tag(takes_context=True)
def gaps(context, line):
    """The places that a line about what is missing counts."""
    asked = {"destination": line.destination, "category": line.categories, "status": line.status}
    years = {"year_from": line.first_year, "year_to": line.last_year}
    return page(context, "observations", **asked, **years)


@register.simple_tag(takes_context=True)
def report_pdf(context):
    """The address of the report as a PDF, in the language of the page."""
    language = get_language()
    asked = {"language": language} if language != settings.LANGUAGE_CODE else {}
    return with_query(reverse("files:report"), in_edition(context, asked))

"""Numbers now and then in templates: a table has hundreds, so that each is one call and no template of its own."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from flows import figures, marks
from flows.differences import crossings

register = template.Library()
register.filter("change", figures.change)
register.filter("or_none", figures.or_none)
register.filter("overtaking", crossings.overtaking)
register.simple_tag(crossings.crossing, name="crosses")


@register.simple_tag
def place(place, block, version=""):
    """A number of one origin and year with its change and its bar; of a release it leads to its cells."""
    pair = place.pair
    address = reverse("flows:why", args=[version, place.slug]) if version and pair.before else ""
    bar = marks.now_then(pair, block.top, block.series.category) if pair.before or pair.after else ""
    return format_html("{}{}{}", _pair(pair, address), _change(pair), bar)


@register.simple_tag
def together(pair):
    """A sum with its change."""
    return format_html("{}{}", _pair(pair), _change(pair))


@register.simple_tag
def whole(pair, factor=None):
    """All years together, with how many times as large it would be."""
    times = format_html(' <span class="change">{}</span>', figures.times(factor)) if factor and pair.moved else ""
    return format_html("{}{}", _pair(pair), times)


ARROW = '<span aria-hidden="true">→</span><span class="visually-hidden">{}</span>'
NOTHING = '<span aria-hidden="true">·</span><span class="visually-hidden">{}</span>'


def _pair(pair, address=""):
    """`1,461 → 3,725`, or a number that stays, or a dot for none."""
    now = figures.or_none(pair.before)
    if pair.before is None and not pair.moved:
        now = format_html(NOTHING, now)
    now = format_html('<a class="opens" href="{}">{}</a>', address, now) if address else now
    if not pair.moved:
        return format_html('<span class="now">{}</span>', now)
    then = format_html(ARROW, _("then")), figures.or_none(pair.after)
    return format_html('<span class="now">{}</span> {} <b>{}</b>', now, *then)


def _change(pair):
    return format_html(' <span class="change">{}</span>', figures.change(pair.change)) if pair.moved else ""

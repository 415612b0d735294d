"""Names and addresses on the concept board."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from curation.concepts import EXCLUDE
from flows.figures import name_of

register = template.Library()


@register.filter
def way(code):
    """What a way of treating a label is called: `Work`, `excluded`."""
    return {EXCLUDE: _("excluded"), "total": _("a total"), "not_data": _("not data")}.get(code) or name_of(
        "category", code
    )


@register.filter
def in_place(row, place):
    """The slips of a row in one column."""
    return row.slips.get(place, [])


@register.filter
def named_in(codes, places):
    """The names of places, in a row of words."""
    return ", ".join(places[code] for code in codes if code in places)


@register.filter
def address(slip):
    """Where a slip leads: to its one label, or to the codebook's rule for several or none."""
    if len(slip.labels) == 1:
        return reverse("admin:curation_label_change", args=[slip.labels[0].pk])
    return reverse("admin:curation_codebookrule_change", args=[slip.rule.pk])

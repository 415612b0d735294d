"""Why there is no result, in words for pages and in codes for files."""

from django.utils.translation import gettext_lazy as _

from flows.core import indicators as core

WORDS = {
    core.NUMBER: _("no number"),
    core.HIDDEN: _("a part of the number is hidden or absent"),
    core.POPULATION: _("this release has no population of the origin in this year"),
    core.NOBODY: _("undefined: the population is zero"),
    core.BEFORE: _("no whole number of the year before"),
    core.BEFORE_ZERO: _("undefined: the number of the year before is zero"),
    core.BASE: _("no whole number of the base year"),
    core.BASE_ZERO: _("undefined: the number of the base year is zero"),
    core.NO_TIME: _("undefined: no year has passed since the base year"),
    core.TOTAL: _("a part of the sum is hidden or absent"),
    core.TOTAL_ZERO: _("undefined: the sum is zero"),
    core.BREAK: _("not compared: the series breaks between the two years"),
    core.PARTS: _("not compared: the sums of the two years rest on other places"),
    core.ORDER: _("the order is not certain"),
}
BY = {
    "corridor": _("each corridor by itself"),
    "origin": _("added up by origin"),
    "destination": _("added up by destination"),
    "category": _("added up by category"),
}

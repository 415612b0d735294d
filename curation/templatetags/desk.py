"""How the desk's templates say what a treatment is, and where a click leads."""

import json
import re
from functools import lru_cache

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from curation import codes, questions, understood, worded
from curation.core import periods, treatments
from flows import figures

register = template.Library()


@register.filter
def in_words(treatment):
    """`study`, `excluded (temporary)`, in the language of the page."""
    return worded.in_words(treatment)


@register.filter
def mark(treatment):
    """The class that gives a treatment its colour and shape: the category it counts in, or what it is instead."""
    return treatments.way(treatment)


@register.filter
def span(decision):
    """The years of a decision: `all years`, `from 2018 on`, `2016 to 2018`."""
    return figures.open_span(decision.year_from, decision.year_to) or _("all years")


@register.filter
def counted(number):
    """A count with its thousands apart: `1,461`."""
    return understood.counted(number)


@register.filter
def with_sign(number):
    """`+50`, `−50`"""
    return figures.signed(number)


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
    return figures.or_none(change)


@register.filter
def key_word(what):
    """What one of the desk's keys is called."""
    others = {
        "exclude": _("exclude"),
        "total": _("total"),
        "not_data": _("not data"),
        "suggested": _("as the codebook says"),
    }
    return others.get(what) or next((each.name.lower() for each in codes.categories() if each.pk == what), what)


@register.filter
def years(text):
    """`2016 to 2019` of the years between blanks."""
    found = text.split()
    return found[0] if len(found) == 1 else _("%(first)s to %(last)s") % {"first": found[0], "last": found[-1]}


@register.filter
def as_json(value):
    return json.dumps(value, ensure_ascii=False)


@register.filter
def opening(query, pk):
    """The address of the mapping desk with one label open; `query` says which labels are shown."""
    said = QueryDict(mutable=True)
    said.update({**query, "open": pk})
    return f"?{said.urlencode()}"


@register.simple_tag
def what_if(label, treatment=None):
    """The address of what if for a label, as some treatment says or still to be said."""
    return reverse("admin:curation_scenario_whatif", query=questions.query(questions.about([label], treatment)))


@register.filter
def leaving(given, pk):
    """The address of a batch's preview without one of its labels."""
    said = given.copy()
    said.setlist("label", [each for each in said.getlist("label") if each != str(pk)])
    return f"?{said.urlencode()}"


@register.filter
def taking(given, pk):
    """The address of a batch's preview with a label taken in that was left out."""
    said = given.copy()
    said.appendlist("take", str(pk))
    return f"?{said.urlencode()}"


@register.filter
def marked(sentence, rule):
    """The codebook's sentence with the words marked in which it names the label."""
    words = rule.label_original if rule else ""
    parts = re.split(f"({re.escape(words)})", sentence) if words else [sentence]
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", p) if p == words else p,) for p in parts))


@register.simple_tag
def declaring(file, sheet, cells):
    """The address of the form that declares an error of some cells."""
    return reverse("admin:correction_propose", query={"file": file.pk, "sheet": sheet, "cells": cells})


@register.simple_tag
def options(kind, chosen=""):
    """The options of a codelist, one of them chosen: a page of labels has hundreds of such lists, mostly alike."""
    return _options(kind, chosen or "", get_language())


@lru_cache(maxsize=500)
def _options(kind, chosen, language):
    with override(language):
        said = [(entry.pk, f"{number} {entry.name}" if kind == "reasons" else entry.name)
                for number, entry in enumerate(getattr(codes, kind)(), 1)]  # fmt: skip
    marks = ((pk, " selected" if pk == chosen else "", name) for pk, name in said)
    return format_html_join("", '<option value="{}"{}>{}</option>', marks)

"""Two codebooks side by side: which decisions came, which went, which mean something else, which are worded anew."""

import json
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy

from flows.addresses import with_query
from flows.models import SourceUsed, Treatment
from flows.paged import Paged

LINES = 60  # that one page shows
KINDS = {
    "changed": gettext_lazy("Decided otherwise"),
    "came": gettext_lazy("New in the codebook"),
    "went": gettext_lazy("No longer in the codebook"),
    "reworded": gettext_lazy("Same decision, other reason"),
}
MEANS = ["disposition", "category", "measure", "reason_code", "year_from", "year_to"]
WORDS = ["rationale", "sentence", "apart_en", "apart_ru"]


class Line(NamedTuple):
    """Labels of one table to which the same happened: their decisions before and after, none or several each."""

    kind: str
    source: SourceUsed | None
    labels: list
    old: list
    new: list


class Codebooks(Paged):
    """What `/codebook/<old>..<new>/` shows."""

    size = LINES

    def __init__(self, edition, older, number):
        self.edition, self.old, self.new, self.number = edition, older, edition.release, number or 1

    @cached_property
    def lines(self):
        """Every Line, kind by kind, table by table."""
        found = {}
        for (source, _label), old, new in self._pairs():
            if kind := what_happened(old, new):
                same = kind, source, tuple(map(said, old)), tuple(map(said, new))
                labels = (new or old)[0]
                found.setdefault(same, Line(kind, self._sources.get(source), [], old, new)).labels.append(labels)
        order = list(KINDS)
        return sorted(found.values(), key=lambda line: order.index(line.kind))

    def _pairs(self):
        """((source, label), decisions before, decisions after) of every label of either release."""
        old, new = by_label(self.old), by_label(self.new)
        return [(key, old.get(key, []), new.get(key, [])) for key in dict.fromkeys([*new, *old])]

    @cached_property
    def _sources(self):
        """{code: file}, as the newer release names them where it does."""
        files = [SourceUsed.public.of(release) for release in (self.old, self.new)]
        return {file.code: file for found in files for file in found.order_by("-number")}

    @property
    def whole(self):
        return len(self.lines)

    @property
    def counts(self):
        """[(kind, name, how many labels)] of what happened."""
        counted = [(kind, sum(len(line.labels) for line in self.lines if line.kind == kind)) for kind in KINDS]
        return [(kind, KINDS[kind], count) for kind, count in counted if count]

    @property
    def groups(self):
        """[(kind, name, its lines)] of this page."""
        shown = self.lines[self.first - 1 : self.last]
        return [(kind, KINDS[kind], list(lines)) for kind, lines in groupby(shown, key=lambda line: line.kind)]

    def address(self, page=""):
        return with_query(reverse("flows:codebooks", args=[self.old.version, self.new.version]), {"page": page})


def by_label(release):
    """{(source, label): its decisions}; a label has several where they hold for other years or under conditions."""
    found = {}
    for treatment in Treatment.public.of(release).order_by("number"):
        found.setdefault((treatment.source, treatment.label), []).append(treatment)
    return found


def what_happened(old, new):
    """A kind of KINDS, or nothing where both codebooks say the same of a label."""
    if not old or not new:
        return "came" if new else "went"
    if sorted(map(meaning, old)) != sorted(map(meaning, new)):
        return "changed"
    return "reworded" if sorted(map(said, old)) != sorted(map(said, new)) else ""


def meaning(treatment):
    """What a decision does, in a form that can be sorted."""
    condition = json.dumps(treatment.condition, sort_keys=True)
    return (*(str(getattr(treatment, name) or "") for name in MEANS), condition)


def said(treatment):
    """The same with its reasons."""
    return (*meaning(treatment), *(getattr(treatment, name) for name in WORDS))

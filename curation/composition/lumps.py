"""Cells of labels that are treated alike, added up by the database: for sums alone, without the cells themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import BigIntegerField, Case, Count, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from curation.composition.holdings import Holdings
from curation.composition.treated import Treated
from curation.core import conditions
from curation.core.adding import Sums
from curation.core.numbers import NOT_APPLICABLE
from curation.models import Reading
from curation.scope import Scope

PLACE = ("sheet", "origin", "destination", "period", "breakdown")
THERE = ~Q(flag=NOT_APPLICABLE)


class Lump(NamedTuple):
    """What the cells of several labels in one place come to; `label` stands for all of them."""

    label: int
    sheet: int
    origin: str
    destination: str
    period: str
    breakdown: str
    sums: Sums
    flag: str = ""


def counted(**what):
    return Count("pk", filter=THERE & Q(**what))


def summed(field):
    return Coalesce(Sum(field, filter=THERE), 0)


ADDED_UP = {
    "cells": counted(),
    "not_applicable": Count("pk", filter=~THERE),
    "hidden": counted(value__isnull=True, status="suppressed"),
    "missing": counted(value__isnull=True, status="missing"),
    "sum_known": summed("value"),
    "sum_lower": summed("lower"),
    "sum_upper": summed("upper"),
    "unlimited": counted(upper__isnull=True),
    "provisional": counted(value__isnull=False, status="provisional"),
    "estimated": counted(value__isnull=False, status="estimated"),
    "breaks": counted(value__isnull=False, status="break"),
}


class Lumped(Treated):
    """The cells of some labels under their decisions, in lumps; who has read those already gives them as `lumps`."""

    def __init__(self, scope: Scope, held: Holdings, *, labels: Iterable[int], decisions, lumps=None):
        self.labels, self.lumps = labels, lumps
        super().__init__(scope, held, decisions=decisions)

    def rows(self) -> Iterable[Lump]:
        return lumps_of(self.held, self.labels, self._decisions) if self.lumps is None else self.lumps


def lumps_of(held: Holdings, labels: Iterable[int], decisions) -> Iterator[Lump]:
    """The cells of some labels, those together that are treated in one way by these decisions."""
    treated = alike(labels, decisions)
    if not treated:
        return
    readings = Reading.objects.filter(sheet__in=held.sheets, label__in=labels).order_by()
    several = [When(label__in=others, then=Value(first)) for first, *others in treated if others]
    named = Case(*several, default="label", output_field=BigIntegerField())
    rows = readings.annotate(alike=named).values_list("alike", *PLACE).annotate(**ADDED_UP)
    for row in rows.iterator():
        yield Lump(*row[:6], Sums(*row[6:]))


def alike(labels: Iterable[int], decisions) -> list[list[int]]:
    """The labels, those together that are treated in one way."""
    found = defaultdict(list)
    for label in labels:
        found[frozenset(map(treatment, decisions.get(label, ())))].append(label)
    return list(found.values())


def treatment(decision) -> tuple:
    """All that tells where cells under a decision are put."""
    span = decision.year_from, decision.year_to
    return decision.disposition, decision.category, decision.measure, conditions.key(decision.condition), *span

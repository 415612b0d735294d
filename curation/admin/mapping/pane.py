"""What stands beside the label one is at: a cell in its sheet, people by origin and year, what others do with it."""

from collections import defaultdict
from dataclasses import dataclass

from curation import cases, codes, queries, tally
from curation.admin.mapping.cells import Seen, seen
from curation.cases import Case
from curation.core import treatments
from curation.models import Reading, SourceFile, Standing
from curation.scope import Scope
from flows.models import Area


@dataclass(frozen=True, slots=True)
class Where:
    """Where a label stands: one of its cells in its sheet, and how many people by origin and year."""

    number: int
    cells: int
    seen: Seen | None
    years: list[int]
    by_origin: list[tuple[str, list[int]]]

    @property
    def next_number(self):
        return self.number % self.cells + 1 if self.cells else 0


@dataclass(frozen=True, slots=True)
class Pane(Where):
    """All of it."""

    label: object
    concept: str
    elsewhere: list[Case]
    history: list
    spelled_like: list

    @property
    def two_ways(self):
        """Whether labels of the concept are treated in more than one way."""
        return len({treatments.way(each.treatment) for each in self.elsewhere}) > 1

    @property
    def approved_before(self):
        return any(decision.state in ("approved", "superseded") for decision in self.history)


def pane(label, *, number=1) -> Pane:
    """The pane of a label, with its cell of this number, counted from the newest."""
    scope = Scope()
    rule = queries.rules_by_code().get(Standing.objects.filter(label=label).values_list("rule", flat=True).first())
    suggested = queries.suggestions_for(label)
    return Pane(
        **where(label, counting(label, scope), scope, number),
        label=label,
        concept=concept_name(rule.concept) if rule else "",
        elsewhere=cases.like(label, rule),
        history=list(label.decisions.select_related("proposed_by", "reviewed_by")),
        spelled_like=[each for each in suggested if each.ground == "spelling"],
    )


def where(label, readings, scope, number) -> dict:
    """The keywords of `Where` for these cells of a label."""
    number = min(max(number, 1), len(readings)) if readings else 0
    years, by_origin = by_origin_and_year(label, readings, scope)
    shown = seen(readings[number - 1]) if readings else None
    return {"number": number, "cells": len(readings), "seen": shown, "years": years, "by_origin": by_origin}


def counting(label, scope) -> list[Reading]:
    """The cells of a label in the years of a series, those of the newest period first."""
    readings = Reading.objects.filter(label=label, sheet__file__in=SourceFile.objects.readable())
    ordered = readings.select_related("sheet__file").order_by("-period", "-sheet__file", "origin", "destination", "row")
    newest = tally.newest_files([label.source_id])
    return [
        reading
        for reading in ordered
        if scope.of(label.source_id, reading.destination, reading.period)
        and newest.get((label.source_id, reading.destination, reading.period)) == reading.sheet.file_id
        and tally.counts_at_all(label.source, reading.breakdown)
    ]


def by_origin_and_year(label, readings, scope):
    """The years, and for each origin its people in each of them."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: (0, 0))))
    for reading in readings:
        year = scope.year(label.source_id, reading.destination, reading.period)
        cell = reading.period, reading.destination, reading.breakdown
        count, people = found[reading.origin][year][cell]
        at_least = reading.value if reading.value is not None else reading.lower or 0
        found[reading.origin][year][cell] = count + 1, people + at_least
    years = sorted({year for of in found.values() for year in of})
    names = place_names(found)
    rows = [
        (names.get(origin, origin), [tally.people_in(of[year]) if year in of else None for year in years])
        for origin, of in found.items()
    ]
    return years, sorted(rows)


def place_names(places):
    return {area.pk: area.name for area in Area.objects.filter(pk__in=list(places))}


def concept_name(code):
    concept = codes.concepts().get(code)
    return concept.name if concept else ""

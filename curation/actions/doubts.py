"""What the rules say of a whole file that was read: beside itself, and beside the file that was accepted before."""

from collections import defaultdict

from django.db.models import Sum
from django.db.models.functions import Coalesce

from curation import differences, queries, thresholds
from curation.actions import concerns, misplaced
from curation.core import concern_rules
from curation.models import Coverage, Label, Reading, SourceFile
from curation.scope import POPULATION


def look_over(file):
    """Raise what there is to raise about a read file. Looking again raises nothing twice."""
    limits = thresholds.limits()
    concerns.raise_findings(jumps(file, limits), file=file)
    concerns.raise_findings(vanished(file, limits), file=file)
    concerns.raise_findings(inhabitants(file), file=file)
    if file.state != SourceFile.State.ACCEPTED:
        concerns.raise_findings(misplaced.findings(file), file=file)


def jumps(file, limits):
    """A finding for each label and origin with so many times the people of the year before, or so few."""
    for (label, origin), years in people_by_year(file).items():
        for year in sorted(years):
            if year - 1 in years:
                yield concern_rules.jump(label, origin, year, years[year - 1], years[year], limits=limits)


def people_by_year(file):
    """`{(label, origin): {year: people}}` of a file, in the years of its series."""
    scope, cells = queries.Scope(), defaultdict(lambda: defaultdict(dict))
    readings = Reading.objects.filter(sheet__file=file).order_by()
    rows = scope.narrowed(readings).values_list("label__text", "origin", "period", "destination", "breakdown")
    for label, origin, *cell, people in rows.annotate(people=Sum(Coalesce("value", "lower", 0))):
        period, destination, breakdown = cell
        year = scope.year(file.source_id, destination, period)
        if year is not None and queries.counts_at_all(file.source, breakdown):
            cells[label, origin][year][tuple(cell)] = 1, people
    return {key: {year: queries.people_in(of) for year, of in years.items()} for key, years in cells.items()}


def inhabitants(file):
    """What there is to doubt in a table of inhabitants: years that leap, and years that are not there."""
    if file.source.measure != POPULATION:
        return
    people, places = populations(file)
    said = {year for years in people.values() for year in years}
    held = set(range(min(said), max(said) + 1)) if said else set()
    for origin in queries.Scope().origins if held else ():
        years = people[origin]
        for year in sorted(years):
            if year - 1 in years:
                yield concern_rules.population_jump(origin, year, years[year - 1], years[year], places[origin, year])
        yield concern_rules.population_missing(origin, sorted(held - years.keys()))


def populations(file):
    """`{origin: {year: people}}` of a file, and where each number stands."""
    people, places = defaultdict(dict), {}
    readings = Reading.objects.filter(sheet__file=file).exclude(value=None).select_related("sheet")
    for reading in readings.defer("sheet__layout", "sheet__set_aside").order_by("sheet", "row", "column"):
        if reading.period.isdecimal():
            people[reading.origin][int(reading.period)] = reading.value
            places[reading.origin, int(reading.period)] = str(reading)
    return people, places


def vanished(file, limits):
    """A finding for each label that the file accepted before had in a period that this file holds as well."""
    last = differences.before(file)
    if last is None:
        return
    gone = labels_read(last, period__in=Coverage.objects.filter(file=file).values("period")) - labels_read(file)
    people = {tally.label.pk: tally.people for tally in queries.tallies(file=last, labels=gone)} if gone else {}
    for label in Label.objects.filter(pk__in=gone):
        held = people.get(label.pk, 0)
        yield concern_rules.vanished_label(label.text, label.key, held, last.name, limits=limits)


def labels_read(file, **where) -> set[int]:
    """The labels that a file's readings bear.

    Asked by file and compared here: asked label by label, PostgreSQL takes minutes while it has no statistics of rows
    that have just come in.
    """
    readings = Reading.objects.filter(sheet__file=file, **where).order_by()
    return set(readings.values_list("label_id", flat=True).distinct())

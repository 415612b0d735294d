"""How much hangs on a label: cells, people and years, and which decision a cell falls under."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from curation.core import conditions, periods
from curation.core.conditions import covering
from curation.models import CategoryDecision, Coverage, Label, Reading, SourceFile, Standing
from curation.scope import PRINTED_UNIONS, Scope

DECIDED = (CategoryDecision.State.APPROVED, CategoryDecision.State.PROPOSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much hangs on a label: its cells, the people in them (at least, where cells are hidden), its years."""

    label: Label
    cells: int
    people: int
    years: tuple[int, ...]


def tallies(*, source=None, file=None, labels=None, undecided=False) -> list[Tally]:
    """What hangs on each label in the years of its series, most people first.

    Of a source table, of one file, or of the given labels; `undecided` keeps only cells for which nobody has proposed
    anything. Where several files hold a period the newest counts; where a year is printed as a whole its months are
    not added to it.
    """
    readings = Reading.objects.filter(sheet__file__in=SourceFile.objects.readable())
    if source:
        readings = readings.filter(label__source=source)
    if file:
        readings = Reading.objects.filter(sheet__file=file)
    if labels is not None:
        readings = readings.filter(label__in=labels)
    newest = {} if file else newest_files()
    return sorted(_tallies(readings, newest, undecided), key=lambda tally: (-tally.people, tally.label.key))


def undecided_labels(*, source=None, file=None) -> list[Tally]:
    """Labels with cells that no decision covers, proposed or in force."""
    return tallies(source=source, file=file, undecided=True)


def people_by_year(labels) -> dict[int, dict[int, int]]:
    """The people of each label, year by year, in the years of its series."""
    standing = Standing.objects.filter(label__in=labels).values_list("label_id", "years")
    return {label: {year: people for year, people, inside in years if inside} for label, years in standing}


def _tallies(readings, newest, undecided):
    scope = Scope()
    found = by_year(scope.narrowed(readings), scope, newest, labels := {})
    decided = decisions_by_label(labels, DECIDED) if undecided else {}
    for label_id, years in found.items():
        if undecided:
            years = uncovered(years, decided[label_id])
        if years:
            cells = sum(cells for year in years.values() for cells, _ in year.values())
            yield Tally(labels[label_id], cells, sum(map(people_in, years.values())), tuple(sorted(years)))


def newest_files(sources: Iterable[str] | None = None) -> dict[tuple[str, str, str], int]:
    """For each of some tables, or of all, by destination and period the newest file that holds it.

    What that file no longer has is gone. One in which nobody of ours is found takes no other's place before somebody
    accepted it: it may be of another table.
    """
    ours = Exists(Reading.objects.filter(sheet__file=OuterRef("file")))
    counts = Q(file__state=SourceFile.State.ACCEPTED) | Q(ours)
    held = Coverage.objects.filter(counts, file__in=SourceFile.objects.readable()).order_by()
    if sources is not None:
        held = held.filter(file__source__in=sources)
    places = held.values_list("file__source", "destination", "period").annotate(newest=Max("file"))
    return {(table, destination, period): file for table, destination, period, file in places}


def by_year(readings, scope, newest, labels):
    """For each label of some readings its years as `{(period, destination, breakdown): (cells, people)}`.

    `labels` holds those that are at hand by their keys, and afterwards the others as well.
    """
    rows = list(_counts(readings))
    labels |= Label.objects.select_related("source").in_bulk({row[0] for row in rows} - labels.keys())
    found, years = defaultdict(lambda: defaultdict(dict)), {}
    for label_id, destination, breakdown, period, file, cells, people in rows:
        source = labels[label_id].source
        place = source.pk, destination, breakdown, period, file
        if place not in years:  # there are few places, and many labels in each
            newer = newest.get((source.pk, destination, period), file) != file
            gone = newer or not counts_at_all(source, breakdown)
            years[place] = None if gone else scope.year(source.pk, destination, period)
        if years[place] is not None:
            found[label_id][years[place]][period, destination, breakdown] = cells, people
    return found


def uncovered(years, decisions):
    """Of a label's cells by year those that no decision covers."""
    left = {}
    for year, cells in years.items():
        bare = {cell: counts for cell, counts in cells.items() if not covering(decisions, year, *cell[1:])}
        if bare:
            left[year] = bare
    return left


def counts_at_all(source, breakdown) -> bool:
    """Whether the table's hints keep this member of a breakdown; the others are read, and never counted."""
    members = conditions.breakdown(breakdown)
    keep = source.hints.get("keep", {})
    return all(member in keep[column] for column, member in members.items() if column in keep)


def _counts(readings):
    """Rows `label, destination, breakdown, period, file, cells, people`, older files first."""
    return (
        readings.values_list("label_id", "destination", "breakdown", "period", "sheet__file_id")
        .annotate(cells=Count("pk"), people=Sum(Coalesce("value", "lower", 0)))
        .order_by("sheet__file_id")
    )


def people_in(year) -> int:
    """The people of one year, from the coarsest periods that hold it: as a whole, on a last day, quarters, months.

    Where a union's number is printed its members' are in it.
    """
    if len(year) == 1:
        return next(iter(year.values()))[1]
    year = without_members(year)
    by_kind = defaultdict(int)
    for (period, *_), (_, people) in year.items():
        by_kind[_kind(period)] += people
    coarsest = min(kind for kind, _ in by_kind)
    return by_kind[max(kind for kind in by_kind if kind[0] == coarsest)]


def without_members(year):
    """The cells of a year but for the members of a union that is printed beside them."""
    whole = {(period, breakdown) for period, destination, breakdown in year if destination in PRINTED_UNIONS}
    return {
        (period, destination, breakdown): counts
        for (period, destination, breakdown), counts in year.items()
        if destination in PRINTED_UNIONS or (period, breakdown) not in whole
    }


def _kind(period):
    """How fine a period is; days stay apart, because stocks of two days are not added."""
    if periods.is_date(period):
        return 1, period
    return (0 if periods.is_year(period) else 3 if periods.is_month(period) else 2), ""


def decisions_by_label(labels, states) -> dict[int, list[CategoryDecision]]:
    """The decisions in some states of each label, newest first."""
    found = {label: [] for label in labels}
    for decision in CategoryDecision.objects.filter(label__in=labels, state__in=states):
        found[decision.label_id].append(decision)
    return found


def decision_in_force(label, year, *, destination="", breakdown="") -> CategoryDecision | None:
    """The approved decision that a label's cell of this observation year falls under."""
    return covering(label.decisions.in_force(), year, destination, breakdown)

"""Which numbers of a release a file's difference reaches, found from the series without composing anything."""

from collections import defaultdict
from typing import NamedTuple

from curation import queries
from curation.core import adding
from curation.models import CategoryDecision, Coverage, Difference
from flows.core.records import Key
from flows.models import Observation, Release

MOST = 5_000


class Touched(NamedTuple):
    """Numbers that a difference reaches, with what the newest release says of them (None where it says nothing).

    `undecided`: changes whose label nobody decided yet; `more`: that not every change was looked at, there are so many
    """

    release: Release | None
    numbers: list[tuple[Key, Observation | None]]
    undecided: int
    more: bool


def of(difference: Difference) -> Touched:
    """The numbers whose cells changed: in the years of a series, in periods of which its year is made, included."""
    scope, table = queries.Scope(), difference.file.source
    rows, more = in_the_series(difference, scope)
    held = periods_held(difference)
    decisions = queries.decisions_by_label({row[0] for row in rows}, (CategoryDecision.State.APPROVED,))
    keys, undecided = set(), 0
    for label, origin, destination, period, breakdown in rows:
        series = scope.of(table.pk, destination, period)
        year = scope.year(table.pk, destination, period)
        if year is None or not queries.counts_at_all(table, breakdown):
            continue
        made_of = adding.held(held[destination], year, series.year_basis, series.months_summable_until).periods
        if period not in made_of:
            continue
        decision = queries.covering(decisions[label], year, destination, breakdown)
        undecided += decision is None
        if decision and decision.disposition == CategoryDecision.Disposition.INCLUDE:
            whither = scope.published_destination(destination, year)
            keys.add(Key(origin, whither, year, decision.category, decision.measure or table.measure))
    release = Release.objects.latest()
    return Touched(release, published(release, sorted(keys)), undecided, more)


def in_the_series(difference: Difference, scope: queries.Scope) -> tuple[list[tuple], bool]:
    """What changed in the years of some series, and whether there is more than is looked at."""
    changes = scope.narrowed(difference.changes.all())
    fields = ("label_id", "origin", "destination", "period", "breakdown")
    rows = list(changes.order_by().values_list(*fields)[: MOST + 1])
    return rows[:MOST], len(rows) > MOST


def periods_held(difference: Difference) -> dict[str, set[str]]:
    """The periods of each destination that the file or the one before it holds."""
    held = defaultdict(set)
    files = (difference.file_id, difference.against_id)
    for destination, period in Coverage.objects.filter(file__in=files).values_list("destination", "period"):
        held[destination].add(period)
    return held


def published(release: Release | None, keys: list[Key]) -> list[tuple[Key, Observation | None]]:
    """What a release says of each key."""
    if release is None or not keys:
        return [(key, None) for key in keys]
    said = Observation.public.of(release).filter(
        year__in={key.year for key in keys}, destination__in={key.destination for key in keys}
    )
    known = {Key(row.origin, row.destination, row.year, row.category, row.measure): row for row in said}
    return [(key, known.get(key)) for key in keys]

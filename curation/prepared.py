"""What tables give to the numbers of the draft, prepared: what would change is told without adding up every cell.

A snapshot of all sums is kept in `PreparedSum` with the files, series and decisions it was made from (`Reckoned`). What
was decided since is put on top of it, label by label, so that it is never out of date; a file accepted or withdrawn, or
a series altered, has it made anew, in the background where that takes long.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from curation import awaited
from curation.actions.refused import Refused
from curation.composition.holdings import Holdings
from curation.composition.lumps import Lumped
from curation.core import adding
from curation.core.adding import Sums
from curation.models import CategoryDecision, PreparedSum, Reading, Reckoned
from curation.scope import UNION, Scope
from flows import bulk
from flows.core.records import Key
from flows.core.streams import chunks

NAME = "draft"
AT_ONCE = 50_000  # readings: more than these are added up in the background
LABELS_AT_ONCE = 2_000
MOST_ON_TOP = 200  # labels: when more were decided since, the snapshot is made anew
COLUMNS = (*Key._fields, "table", *Sums._fields)
TRIES = 3

Given = dict[Key, dict[str, Sums]]


class Prepared:
    """The sums of the draft as it is now, on top of a snapshot."""

    def __init__(self, scope: Scope, held: Holdings, snapshot: Reckoned):
        self.scope, self.held = scope, held
        self._rest_on(snapshot)

    def _rest_on(self, snapshot: Reckoned) -> None:
        self.snapshot = snapshot
        self._then = set(snapshot.content["decisions"])
        self.changed = self._decided_since()

    def _decided_since(self) -> set[int]:
        """The labels that were decided otherwise since the snapshot."""
        moved = self._then ^ set(in_force(self.scope).values_list("pk", flat=True))
        return set(CategoryDecision.objects.filter(pk__in=moved).values_list("label", flat=True)) if moved else set()

    def decisions(self, labels: Iterable[int]) -> dict[int, list[CategoryDecision]]:
        """The decisions in force of some labels."""
        return by_label(in_force(self.scope).filter(label__in=labels))

    def given(self, labels, decisions, kind=Lumped, **asked) -> Given:
        """What the cells of some labels give under some decisions."""
        return added_up(kind(self.scope, self.held, labels=labels, decisions=decisions, **asked))

    def sums(self, keys: Iterable[Key]) -> Given:
        """What every table gives to some numbers, and to the others that make up a union with them.

        Refused where files or series were altered since this was asked for.
        """
        found = self._kept(keys)
        if self.changed:
            then = CategoryDecision.objects.filter(pk__in=self._then, label__in=self.changed)
            before = self.given(self.changed, by_label(then.select_related("label")))
            move(found, before, self.given(self.changed, self.decisions(self.changed)))
        return found

    def _kept(self, keys: Iterable[Key]) -> Given:
        """The snapshot's own sums; somebody may make it anew between two looks."""
        for _ in range(TRIES):
            found = kept(self.scope, keys)
            snapshot = Reckoned.objects.get(pk=NAME)
            if snapshot.reckoned_at == self.snapshot.reckoned_at:
                return found
            if snapshot.stamp != self.snapshot.stamp:
                break
            self._rest_on(snapshot)
        raise Refused("What the draft rests on was altered while you asked: ask again.")


def of(scope: Scope, held: Holdings) -> Prepared | None:
    """The sums as they are now, or None while they are being made: whoever asks then is told so."""
    now = stamp(scope, held)
    row = Reckoned.objects.filter(pk=NAME).first()
    if row is None or row.stamp != now:
        if Reading.objects.filter(sheet__in=held.sheets)[AT_ONCE:].exists():
            ask(now)
            return None
        row = make(now)
    prepared = Prepared(scope, held, row)
    if len(prepared.changed) > MOST_ON_TOP:
        ask(f"on top of {row.reckoned_at.isoformat()}")
    return prepared


def ask(state: str) -> None:
    from curation import tasks

    awaited.ask(NAME, state, tasks.prepare_draft)


def make(now: str = "") -> Reckoned:
    """Add up every cell of the draft, and keep what each table gives to each number."""
    with transaction.atomic():
        Reckoned.objects.get_or_create(pk=NAME)
        row = Reckoned.objects.select_for_update().get(pk=NAME)
        scope = Scope()
        held = Holdings(scope.tables)
        decisions = by_label(in_force(scope).order_by("pk"))
        given: Given = defaultdict(dict)
        for labels in chunks(sorted(decisions), LABELS_AT_ONCE):
            move(given, {}, added_up(Lumped(scope, held, labels=labels, decisions=decisions)))
        PreparedSum.objects.all().delete()
        rows = ((*key, table, *sums) for key, tables in given.items() for table, sums in tables.items())
        bulk.insert(PreparedSum, COLUMNS, rows)
        row.stamp = row.asked = stamp(scope, held)
        row.content = {"decisions": [decision.pk for mine in decisions.values() for decision in mine]}
        row.reckoned_at = timezone.now()
        row.save()
    return row


def stamp(scope: Scope, held: Holdings) -> str:
    """Another one whenever anything but decisions is another that the sums rest on: files, series, tables, members."""
    rests_on = [
        sorted((file.pk, file.accepted_at) for file in held.files.values()),
        [[getattr(series, field.attname) for field in series._meta.concrete_fields] for series in scope.series],
        [(table.pk, table.absent, table.measure, table.hints.get("keep")) for table in scope.tables.values()],
        scope.origins,
        scope.spans,
    ]
    return hashlib.sha256(json.dumps(rests_on, default=str, sort_keys=True).encode()).hexdigest()


def in_force(scope: Scope):
    """The decisions in force about labels of the tables that some series rests on."""
    return CategoryDecision.objects.in_force().filter(label__source__in=scope.tables).select_related("label")


def by_label(decisions) -> dict[int, list[CategoryDecision]]:
    found = defaultdict(list)
    for decision in decisions:
        found[decision.label_id].append(decision)
    return found


def added_up(lumped: Lumped) -> Given:
    """What each table gives to each number that some series declares, from the periods its year is made of."""
    scope, found = lumped.scope, defaultdict(dict)
    for key, tables in lumped.included.items():
        series = scope.series_of(key)
        for table in tables.keys() & set(series.tables if series else ()):
            periods = lumped.held.year(table, key.destination, key.year, series).periods
            sums = adding.together(lump.sums for _, lump in tables[table] if lump.period in periods)
            if sums.there:
                found[key][table] = sums
    return found


def kept(scope: Scope, keys: Iterable[Key]) -> Given:
    """What the snapshot says of some numbers; where one belongs to a union, of all its members."""
    found: Given = defaultdict(dict)
    for series, mine in by_series(scope, keys).items():
        rows = PreparedSum.objects.filter(category=series.category, measure=series.measure)
        rows = rows.filter(year__in={key.year for key in mine}, origin__in={key.origin for key in mine})
        if series.destination != UNION:
            rows = rows.filter(destination=series.destination)
        for row in rows.values_list(*COLUMNS):
            found[Key(*row[:5])][row[5]] = Sums(*row[6:])
    return found


def by_series(scope: Scope, keys: Iterable[Key]) -> dict:
    """Keys by the series they belong to."""
    found = defaultdict(list)
    for key in keys:
        found[scope.series_of(key)].append(key)
    return found


def move(sums: Given, away: Given, to: Given) -> None:
    """Take from sums what some cells gave, and add what they give."""
    for given, change in ((away, adding.without), (to, lambda one, other: adding.together([one, other]))):
        for key, tables in given.items():
            for table, moved in tables.items():
                sums[key][table] = change(sums[key].get(table, Sums()), moved)

"""What is there, destination by category by year: reckoned as a release would be composed, and kept.

A place is one headline series in one year. What is kept are facts; the words are made when a page is shown
(`curation.admin.coverage`), in the language of whoever looks.
"""

import hashlib
import json
from collections import defaultdict

from django.db.models import Count, Max, Sum
from django.utils import timezone

from curation import awaited, held
from curation.composition import gaps
from curation.composition.holdings import Holdings
from curation.composition.numbers import Numbers
from curation.composition.register import Register
from curation.composition.treated import Treated
from curation.models import CategoryDecision, ExpectedGap, Reading, Reckoned
from curation.scope import Scope

NAME = "coverage"
AT_ONCE = 50_000  # readings: more than these are reckoned in the background
FILLED, PARTIAL, WAITING, NONE = "filled", "partial", "waiting", "none"
STATES = (FILLED, PARTIAL, WAITING, NONE)


def place(destination: str, category: str, year: int) -> str:
    return f"{destination}|{category}|{year}"


def kept(scope: Scope, files: list[held.Held], expected) -> Reckoned:
    """The coverage as it is now; where that takes long, as it was reckoned last, and asked for anew.

    `files` are those we hold, `expected` the expected gaps: who asks has them already.
    """
    now = stamp(scope, files, expected)
    row = Reckoned.objects.filter(pk=NAME).first()
    if row and row.stamp == now:
        return row
    accepted = [file.pk for file in files if file.accepted]
    if Reading.objects.filter(sheet__file__in=accepted)[AT_ONCE:].exists():
        return asked(now)
    return keep(now)


def keep(now: str) -> Reckoned:
    """Reckon and keep."""
    fields = {"stamp": now, "asked": now, "content": reckoned(Scope()), "reckoned_at": timezone.now()}
    return Reckoned.objects.update_or_create(pk=NAME, defaults=fields)[0]


def asked(now: str) -> Reckoned:
    """What was kept before; one job is queued for each state that somebody asks for."""
    from curation import tasks

    awaited.ask(NAME, now, tasks.reckon_coverage)
    return Reckoned.objects.get(pk=NAME)


def again() -> None:
    """Reckon it unless it is up to date: what the job does."""
    now = stamp(Scope(), held.files(), list(ExpectedGap.objects.all()))
    if not Reckoned.objects.filter(pk=NAME, stamp=now).update(asked=now):
        keep(now)


def stamp(scope: Scope, files, expected) -> str:
    """Another one whenever anything that coverage rests on is another: files, decisions, series, tables, gaps."""
    in_force = CategoryDecision.objects.in_force().order_by()
    rests_on = [
        sorted((file.pk, file.accepted_at) for file in files if file.accepted),
        in_force.aggregate(Count("pk"), Sum("pk"), Max("reviewed_at")),
        [values(series) for series in scope.series],
        [(table.pk, table.absent, table.hints.get("keep")) for table in scope.tables.values()],
        [values(gap) for gap in expected],
    ]
    return hashlib.sha256(json.dumps(rests_on, default=str, sort_keys=True).encode()).hexdigest()


def values(row) -> list:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def reckoned(scope: Scope) -> dict[str, dict]:
    """The facts of every place of every headline series."""
    holdings = Holdings(scope.tables)
    treated = Treated(scope, holdings)
    observations = Numbers(scope, holdings, treated, Register(scope, holdings, treated)).observations
    silent = gaps.of(scope, holdings, {observation.key for observation in observations})
    found = {}
    for series in scope.series:
        for year in range(series.from_year, series.to_year + 1) if series.headline else ():
            undecided = {
                table: len(labels)
                for table, labels in treated.undecided_in.get((series.destination, year), {}).items()
                if table in series.tables
            }
            found[place(series.destination, series.category, year)] = {"undecided": undecided}
    said, unsaid = by_place(o for o in observations if o.headline and not o.part_of), by_place(silent)
    return {name: facts | facts_of(said[name], unsaid[name], facts["undecided"]) for name, facts in found.items()}


def by_place(records) -> dict[str, list]:
    found = defaultdict(list)
    for record in records:
        found[place(record.key.destination, record.key.category, record.key.year)].append(record)
    return found


def facts_of(said: list, unsaid: list, undecided: dict) -> dict:
    """What is there of one place: which origins have a number, whose is hidden, what is absent, what is awaited."""
    awaited = [gap.key.origin for gap in unsaid if gap.reason_code == "awaiting_source"]
    hidden = [each.key.origin for each in said if each.value is None and each.hidden_cells]
    absent = {(note.get("table", ""), note.get("member", ""), note["held"]) for each in said for note in each.absent}
    return {
        "state": state_of(said, awaited, undecided),
        "said": [each.key.origin for each in said],
        "hidden": hidden,
        "absent": sorted(absent),
        "awaited": awaited,
        "no_row": [gap.key.origin for gap in unsaid if gap.key.origin not in awaited],
    }


def state_of(said: list, awaited: list, undecided: dict) -> str:
    """A number of each origin of which there is any row is all there can be."""
    if not said:
        return WAITING if awaited or undecided else NONE
    whole = all(each.value is not None for each in said)
    return FILLED if whole and not awaited and not undecided else PARTIAL

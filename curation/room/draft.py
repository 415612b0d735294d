"""What a release would say now: composed once for each state of the log, and kept until somebody does something.

Where there is much to compose a job does it, and the room says of when what it shows is.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import Count
from django.utils import timezone

from curation import awaited, concepts, log
from curation.composition import Composition, compose
from curation.models import Concern, Reading, Reckoned, SourceFile
from flows.core.records import Handover
from flows.differences import causes, compared
from flows.digest import as_line
from flows.models import Release

NAME = "release"
AT_ONCE = 50_000  # readings: more than these are composed in the background
SHOWN = 20  # sentences of one kind; how many there are is always told
WHOLE = 2**256


def kept() -> Reckoned | None:
    """The draft as it is now; where that takes long, as it was composed last, or None where it never was."""
    now = state()
    row = Reckoned.objects.filter(pk=NAME).first()
    if row and row.stamp == now:
        return row
    if Reading.objects.filter(sheet__file__state="accepted")[AT_ONCE:].exists():
        return asked(now)
    return make(now)


def asked(now: str) -> Reckoned | None:
    """What was kept before; one job is queued for each state that somebody asks for."""
    from curation import tasks

    awaited.ask(NAME, now, tasks.compose_draft)
    return Reckoned.objects.filter(pk=NAME).exclude(content={}).first()


def again() -> None:
    """Compose it unless it is up to date: what the job does."""
    now = state()
    if not Reckoned.objects.filter(pk=NAME, stamp=now).update(asked=now):
        make(now)


def make(now: str) -> Reckoned:
    """Compose and keep."""
    position, latest, composition = log.head().position, Release.objects.latest(), compose()
    content = told(composition, latest, position)
    difference(content, composition.handover).write()
    fields = {"stamp": now, "asked": now, "content": content, "reckoned_at": timezone.now()}
    return Reckoned.objects.update_or_create(pk=NAME, defaults=fields)[0]


def state() -> str:
    """Another one whenever somebody did something, a job read a file or raised a doubt, or the program is another."""
    if log.is_behind():
        log.catch_up()
    files = sorted(SourceFile.objects.order_by().values_list("state").annotate(Count("pk")))
    doubts = Concern.objects.aggregate(Count("pk"))["pk__count"]
    return hashlib.sha256(f"{log.head()} {files} {doubts} {compared.program()}".encode()).hexdigest()


def told(composition: Composition, latest: Release | None, position: int) -> dict:
    """What the room shows of a composition."""
    said = composition.handover
    return {
        "stamp": stamp(composition, latest),
        "line": position,
        "after": latest.version if latest else "",
        "digest": latest.digest if latest else "",
        "observations": len(said.observations),
        "cells": len(said.contributions),
        "gaps": len(said.gaps),
        "stops": shortened(composition.stops),
        "open_elsewhere": composition.open_elsewhere,
        "doubts": shortened(composition.doubts),
        "apart": sorted(concepts.apart_without_reason()),
        "hidden": hidden(said),
    }


def shortened(sentences: dict[str, list[str]]) -> dict[str, list]:
    """{kind: [how many, the first of them]}, of kinds that are there."""
    return {kind: [len(found), found[:SHOWN]] for kind, found in sentences.items() if found}


def hidden(said: Handover) -> list:
    """[destination, category, measure, how many numbers] of the series in which cells are hidden or parts missing."""
    found = Counter(
        (each.key.destination, each.key.category, each.key.measure)
        for each in said.observations
        if each.hidden_cells or each.status in ("partial", "suppressed")
    )
    return [[*series, count] for series, count in sorted(found.items())]


def difference(content: dict, said: Handover | None = None) -> compared.Kept:
    """Every number that would differ from the latest release, with its causes; composed anew where it is lost."""
    stands_for = compared.tag(content["stamp"], content["digest"])
    return compared.Kept("draft", stands_for, lambda: causes.ahead(before(content), said or compose().handover))


def before(content: dict) -> Release | None:
    """The release that it comes after."""
    return Release.objects.filter(version=content["after"]).first()


# --- What stands for it -----------------------------------------------------------------------------------------------


def stamp(composition: Composition, latest: Release | None) -> str:
    """64 digits that stand for all that a release would say, and stop on, after the latest.

    In whatever order the database gives the rows: hashes of the records are added up, files and decisions named by what
    they are and not by their numbers in the handover.
    """
    total = sum(int.from_bytes(hashlib.sha256(line.encode()).digest()) for line in lines(composition, latest))
    return f"{total % WHOLE:064x}"


def lines(composition: Composition, latest: Release | None) -> Iterator[str]:
    """A line for each record."""
    said = composition.handover
    files = {source.number: source.sha256 for source in said.sources}
    decisions = {treatment.number: treatment.decision for treatment in said.treatments}
    yield as_line(["after", latest.version if latest else "", said.frame.as_json() if said.frame else {}])
    yield from (as_line(["stops", kind, *found]) for kind, found in composition.stops.items())
    yield from (as_line(["source", asdict(each) | {"number": 0}]) for each in said.sources)
    yield from (as_line(["treatment", asdict(each) | {"number": 0}]) for each in said.treatments)
    yield from (as_line(["observation", each]) for each in said.observations)
    yield from (as_line(["gap", each]) for each in said.gaps)
    for each in said.contributions:
        named = each._replace(source=files[each.source], treatment=decisions[each.treatment])
        yield as_line(["cell", named])
    for each in said.total_checks:
        yield as_line(["total", each._replace(source=files[each.source])])
    for each in said.populations:
        yield as_line(["population", each._replace(source=files[each.source])])

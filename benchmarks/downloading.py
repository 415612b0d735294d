"""A release as CSV: from a query, and as the file that was written when it was published."""

import csv
import io
import os
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks import apart, fetching, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground

ROWS_AT_ONCE = 10_000
PEER_ROWS = 5_000
VERSION = "1.0.0"
COLUMNS = (
    "origin", "destination", "year", "year_basis", "category", "measure",
    "value", "lower", "upper", "status", "sources",
)  # fmt: skip
ORDER = '"origin", "destination", "year", "category", "measure"'


class Case(NamedTuple):
    """A release of so many origins, how often to measure it, and whether there are bounds to keep."""

    origins: int
    rounds: int
    bounded: bool = False

    @property
    def observations(self) -> int:
        return self.origins * made_up.OBSERVATIONS_AN_ORIGIN


def tables(ground: Ground, case: Case) -> Iterator[Table]:
    """The whole list, then the list of one origin and of one destination; then all of it fetched by HTTP."""
    with ground.copied() as made:
        areas = apart.do("downloading:publish", made, origins=case.origins).result
        yield whole(made, case)
        yield filtered(made, case, "origin", areas[0], made_up.OBSERVATIONS_AN_ORIGIN)
        yield filtered(made, case, "destination", areas[-1], case.observations // made_up.DESTINATIONS)
        yield from fetching.tables(made, case, areas)


def whole(ground: Ground, case: Case) -> Table:
    rows = case.observations
    few = min(PEER_ROWS, rows)
    return contest(
        f"CSV of all {rows:,} observations, {ground.engine}",
        rows,
        case.rounds,
        {
            "ours": Contestant("CAMT: written from the tables", "downloading:streamed", ground, rows, {}),
            "served": Contestant("CAMT: the published file, served", "downloading:asked", ground, rows, {"of": {}}),
            "floor": Contestant("floor: a raw cursor to csv.writer", "downloading:floor", ground, rows, {"of": {}}),
            "peer": Contestant(
                f"peer: django-import-export, reckoned up from {few:,}",
                "downloading:exported", ground, few, {"of": {}, "few": few},
            ),
        },
    )  # fmt: skip


def filtered(ground: Ground, case: Case, column: str, area: str, rows: int) -> Table:
    of = {column: area}
    return contest(
        f"CSV of one {column}, {rows:,} of {case.observations:,} observations, {ground.engine}",
        rows,
        case.rounds,
        {
            "ours": Contestant("CAMT: the list as a file", "downloading:asked", ground, rows, {"of": of}),
            "floor": Contestant("floor: a raw cursor to csv.writer", "downloading:floor", ground, rows, {"of": of}),
            "peer": Contestant(
                "peer: django-import-export", "downloading:exported", ground, rows, {"of": of, "few": rows}
            ),
        },
    )


# What follows runs in a process of its own.


def publish(*, origins: int) -> list[str]:
    """A release straight in its tables, with its files: checking a million observations is not what is measured.

    Returns the areas that it speaks of.
    """
    from django.conf import settings

    from flows import files
    from flows.lists import index_files

    settings.RELEASE_MAKERS = ["flows.formats.observations.make"]  # the others need cells
    release, areas = laid_out(origins)
    index_files.write(release)
    release.files = files.write(release)
    release.state = release.State.PUBLISHED
    release.save()
    return areas


def laid_out(origins: int):
    """A candidate with its observations, and the areas that it speaks of."""
    from django.db import transaction
    from django.utils import timezone

    from flows import bulk
    from flows.intake import OBSERVATION
    from flows.models import Area, Observation, Release

    names = dict(Area.objects.filter(kind="country").order_by("code").values_list("code", "name_en"))
    areas = sorted(names)[: made_up.DESTINATIONS]
    release = Release(version=VERSION, names=names, published_at=timezone.now())
    release.major, release.minor, release.patch = map(int, VERSION.split("."))
    release.save()
    with transaction.atomic():
        bulk.insert(Observation, OBSERVATION, made_up.observations(release.pk, areas, origins))
    return release, areas


class Sink(io.RawIOBase):
    """Takes the bytes of a file and counts its lines, which is no part of what is measured."""

    def __init__(self):
        self.lines = -1  # the headings are no row
        self.nowhere = open(os.devnull, "wb", buffering=0)  # noqa: SIM115  open as long as the sink

    def writable(self):
        return True

    def write(self, data):
        self.nowhere.write(data)
        with clock.paused():
            self.lines += bytes(data).count(b"\n")
        return len(data)


def streamed() -> int:
    from flows import downloads
    from flows.models import Observation, Release

    release, sink = Release.objects.get(), Sink()
    with clock:
        for chunk in downloads.csv_stream(Observation.public.of(release)):
            sink.write(chunk)
    return sink.lines


def asked(*, of: dict[str, str]) -> int:
    """What a reader gets who asks the site for `/observations.csv?…`."""
    from django.test import RequestFactory

    from flows import file_views

    request, sink = RequestFactory().get("/observations.csv", of), Sink()
    with clock:
        response = file_views.observations(request, "csv")
        for chunk in response.streaming_content:
            sink.write(chunk)
    if response.status_code != 200:
        raise RuntimeError(f"The site answered {response.status_code}.")
    return sink.lines


def floor(*, of: dict[str, str]) -> int:
    """The columns of the file as they stand in the table, in the file's order, without the areas' names."""
    from django.db import connection

    from flows.models import Observation

    sink, mark = Sink(), "%s" if connection.vendor == "postgresql" else "?"
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    where = "".join(f' AND "{column}" = {mark}' for column in of)
    statement = f"SELECT {columns} FROM {Observation._meta.db_table} WHERE release_id = 1{where} ORDER BY {ORDER}"
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    with clock, io.TextIOWrapper(sink, encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        cursor.execute(statement, tuple(of.values()))
        while chunk := cursor.fetchmany(ROWS_AT_ONCE):
            writer.writerows(chunk)
    return sink.lines


def exported(*, of: dict[str, str], few: int) -> int:
    """django-import-export as it comes: a resource of the model, `export`, its CSV."""
    from import_export.resources import ModelResource

    from flows.models import Observation

    class ObservationResource(ModelResource):
        class Meta:
            model = Observation
            fields = COLUMNS

    sink = Sink()
    with clock:
        chosen = Observation.everything.filter(release=1, **of)[:few]
        sink.write(ObservationResource().export(chosen).csv.encode())
    return sink.lines

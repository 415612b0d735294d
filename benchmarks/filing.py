"""Every file of a release, as they are written when it is published."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.downloading import laid_out
from benchmarks.grounds import Ground


class Case(NamedTuple):
    """A release of so many origins, how often to measure it, and what must not be exceeded."""

    origins: int
    rounds: int
    bounds: Mapping[str, float] = MappingProxyType({})

    @property
    def observations(self) -> int:
        return self.origins * made_up.OBSERVATIONS_AN_ORIGIN


def table(ground: Ground, case: Case) -> Table:
    """All files against one cursor that writes one of them."""
    with ground.copied() as made:
        apart.do("filing:lay_out", made, origins=case.origins)
        rows = case.observations
        return contest(
            f"All files of a release of {rows:,} observations and cells, {ground.engine}",
            rows,
            case.rounds,
            {
                "ours": Contestant("CAMT: every file of a release", "filing:written", made, rows, {}),
                "floor": Contestant(
                    "floor: a raw cursor to csv.writer", "downloading:floor", made, rows, {"of": {}}
                ),
            },
            case.bounds,
        )  # fmt: skip


# What follows runs in a process of its own.


def lay_out(*, origins: int) -> None:
    """A candidate with its observations, each of them made of one cell."""
    from django.db import connection

    from flows.models import Contribution, SourceUsed, Treatment

    release, _areas = laid_out(origins)
    source = SourceUsed.everything.create(release=release, number=1, code="us-niv", file_name="us-niv.xlsx")
    treatments = {
        category: Treatment.everything.create(
            release=release, number=number, source="us-niv", label=f"Class {number}", disposition="include",
            category=category, measure="visas_issued", rationale=f"Class {number} is counted as {category}: made up.",
            proposed_on="2026-01-10", approved_on="2026-01-20",
        ).pk
        for number, category in enumerate(made_up.CATEGORIES, 1)
    }  # fmt: skip
    treatment = " ".join(f"WHEN '{category}' THEN {pk}" for category, pk in treatments.items())
    key = "release_id, origin, destination, year, year_basis, category, measure, value, lower, upper"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Contribution._meta.db_table} ({key}, source_id, treatment_id, counted, sheet, cell, printed,"
            f" period, breakdown, place) SELECT {key}, {source.pk}, CASE category {treatment} END, {true(connection)},"
            " 'FY18', 'A130', CAST(value AS TEXT), CAST(year AS TEXT), '', '' FROM flows_observation ORDER BY id"
        )


def true(connection) -> str:
    return "TRUE" if connection.vendor == "postgresql" else "1"


def written() -> int:
    """How many observations are in the first of the files."""
    from flows import files
    from flows.models import Release

    release = Release.objects.get()
    with clock:
        files.write(release)
    with (files.folder(release) / "observations.csv").open("rb") as file:
        return sum(1 for _line in file) - 1

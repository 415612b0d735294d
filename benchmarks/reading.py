"""What a reader waits for: pages of a release of a million observations, served as in production and asked by HTTP.

Of each round the time is told under which 95 of 100 answers came. The list is measured beside Datasette's page of a
table with the same rows, the same indexes and the same facets, each of them counted to the end.
"""

import gzip
import http.client
import random
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground
from benchmarks.serving import datasette, served

VERSION = "1.0.0"
PATIENCE = 300  # seconds until an answer
PEER_LISTS, PEER_TURNS = 14, 5
CATEGORIES = [category for category in made_up.CATEGORIES if category != "made_up"]
FACETS = ("origin", "category", "destination", "measure", "status", "year")
LISTS = "/observations/"
PAGES = {
    "home": ["/", "/ru/"],
    "map": ["/map/?to={destination}&category=study&year=2018"],
    "numbers of the map": ["/map.json?from={origin}&category=work", "/map.json?to={destination}&category=study"],
    "profiles": ["/origins/{origin}/", "/destinations/{destination}/", "/corridors/{origin}-{destination}/"],
    "why": ["/why/{version}/{origin}-{destination}-study-visas_issued-2018/"],
}  # the pages of a release, by name: each address once for each of some pairs of areas
CHECKS = {"numbers of the map": '"years"'}  # what an answer has to say


@dataclass(frozen=True)
class Case:
    """How many origins the release has, how many lists are asked for and by how many readers at a time, for how many
    pairs of areas each page of what was prepared is asked for, and how often.

    `alone`, `together`, `prepared` are bounds.
    """

    origins: int
    lists: int
    readers: int = 50
    pairs: int = 20
    turns: int = 10
    alone: dict[str, float] = field(default_factory=dict)
    together: dict[str, float] = field(default_factory=dict)
    prepared: dict[str, float] = field(default_factory=dict)

    @property
    def observations(self) -> int:
        return self.origins * made_up.OBSERVATIONS_AN_ORIGIN


def tables(ground: Ground, case: Case) -> Iterator[Table]:
    """The list at one reader and at many, then each page of what was prepared, at one reader."""
    with ground.copied() as made:
        areas = apart.do("reading:publish", made, origins=case.origins).result
        apart.do("reading:prepare", made)
        file = str(made.folder / "datasette.db")
        apart.do("reading:table_for_datasette", made, path=file, areas=areas, origins=case.origins)
        asked = lists(areas, case)
        for readers, bounds in [(1, case.alone), (case.readers, case.together)]:
            with served(made) as site, datasette(file) as peer:  # new ones, that drew nothing yet
                yield of_lists(made, case, asked, readers, bounds, site, peer)
        with served(made, PAGES_KEPT="0") as site:
            for name in PAGES:
                yield of_pages(made, case, name, areas, site)


def of_lists(ground, case, asked, readers, bounds, site, peer) -> Table:
    who = "one reader" if readers == 1 else f"{readers} readers"
    again = "each address once" if readers == 1 else f"each address {readers} times, at first drawn by nobody"
    turns = 1 if readers == 1 else readers

    def contestant(what, port, addresses, turns, check):
        told = {"port": port, "addresses": addresses, "readers": readers, "turns": turns, "check": check}
        return Contestant(what, "reading:read", ground, 1, told)

    theirs = [as_datasette(each) for each in asked[:PEER_LISTS]]  # of a million rows it answers a few a minute
    return contest(
        f"Lists of {case.observations:,} observations, {who}, {again}, {ground.engine}",
        1,
        1,
        {
            "ours": contestant("CAMT: the list with its filters", site, asked, turns, "list-line"),
            "peer": contestant(
                "peer: Datasette's page of the table, fewer", peer, theirs, 1 if readers == 1 else PEER_TURNS, "facet"
            ),
        },
        bounds,
    )


def of_pages(ground, case, name, areas, site) -> Table:
    pairs = [(areas[at % case.origins], areas[at + 1]) for at in range(case.pairs)]
    named = [{"version": VERSION, "origin": one, "destination": other} for one, other in pairs]
    addresses = sorted({each.format(**names) for names in named for each in PAGES[name]})
    told = {"port": site, "readers": 1, "check": CHECKS.get(name, "</html>"), "addresses": addresses}
    apart.do("reading:read", ground, **told, turns=1)  # the first page of a process reads its templates
    ours = Contestant(f"CAMT: {name}", "reading:read", ground, 1, {**told, "turns": case.turns})
    title = f"Page “{name}” of {case.observations:,} observations, one reader, drawn each time, {ground.engine}"
    return contest(title, 1, 1, {"ours": ours}, case.prepared)


def lists(areas: list[str], case: Case) -> list[str]:
    """Addresses as readers ask for them: each with a filter, some with two, some sorted or turned; none twice."""
    drawn, found = random.Random(4), {}
    origins, pick = areas[: case.origins], drawn.choice
    kinds = cycle([
        lambda: {"origin": pick(origins)},
        lambda: {"destination": pick(areas)},
        lambda: {"category": pick(CATEGORIES), "sort": pick(["-value", "value"])},
        lambda: {"origin": pick(origins), "category": "study", "sort": "-value"},
        lambda: {"origin": ",".join(drawn.sample(origins, 2)), "destination": ",".join(drawn.sample(areas, 3))},
        lambda: {"year": pick(made_up.OBSERVED), "destination": pick(areas), "sort": "origin"},
        lambda: {"year_from": pick(made_up.OBSERVED), "page": drawn.randint(2, 40)},
    ])  # fmt: skip
    for kind in islice(kinds, 20 * case.lists):
        if len(found) < case.lists:
            found[f"{LISTS}?{urlencode(kind(), safe=',')}"] = True
    return list(found)


def as_datasette(address: str) -> str:
    """The same question to Datasette: the same filters, order, page and facets."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    sort, page = asked.pop("sort", "-year"), int(asked.pop("page", 1))
    query = [(f"{name}__in", value) for name, value in asked.items() if name in FACETS]
    query += [("year__gte", asked["year_from"])] if "year_from" in asked else []
    query += [("_sort_desc" if sort.startswith("-") else "_sort", sort.lstrip("-")), ("_size", 50)]
    query += [("_facet", name) for name in FACETS] + ([("_next", 50 * (page - 1))] if page > 1 else [])
    return f"/datasette/observations?{urlencode(query, safe=',')}"


# What follows runs in a process of its own.


def publish(*, origins: int) -> list[str]:
    """A release straight in its tables, with one cell behind each number. Returns the areas that it speaks of."""
    from datetime import date

    from django.db import transaction

    from flows import bulk
    from flows.intake import CONTRIBUTION, OBSERVATION
    from flows.models import Area, Contribution, Observation, Release, SourceUsed, Treatment

    names = dict(Area.objects.filter(kind="country").order_by("code").values_list("code", "name_en"))
    areas = sorted(names)[: made_up.DESTINATIONS]
    count = origins * made_up.OBSERVATIONS_AN_ORIGIN
    release = Release.objects.create(
        version=VERSION, major=1, minor=0, patch=0, names=names, digest="0" * 64, observations_count=count,
        difference={"from": "", "new": count, "changed": 0, "unchanged": 0, "gone": 0}, notes_en="Made up.",
    )  # fmt: skip
    source = SourceUsed.everything.create(release=release, number=1, code="us-niv", title_en="Made up", file_name="x")
    said = {"disposition": "include", "rationale": "Made up.", "proposed_on": date(2026, 1, 1)}
    decided = Treatment.everything.create(
        release=release, number=1, source="us-niv", label="Made up", approved_on=date(2026, 1, 2), **said
    )

    def cells():
        for row in made_up.observations(release.pk, areas, origins):
            place = (source.pk, decided.pk, True, "FY18", "A1", str(row[7]))
            yield (*row[:7], *place, row[7], row[7], row[7], "2018", "", "")

    with transaction.atomic():
        bulk.insert(Observation, OBSERVATION, made_up.observations(release.pk, areas, origins))
        bulk.insert(Contribution, CONTRIBUTION, cells())
    return areas


def prepare() -> None:
    """What is made at publication for the pages, then the word that it is published."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from flows import pieces
    from flows.lists import index_files
    from flows.models import Release

    release = Release.objects.get()
    pieces.write(release)
    index_files.write(release)
    release.state, release.published_at = Release.State.PUBLISHED, timezone.now()
    release.save()
    if connection.vendor == "postgresql":  # which sees to it by itself, some minutes later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    call_command("collectstatic", interactive=False, verbosity=0)


def table_for_datasette(*, path: str, areas: list[str], origins: int) -> None:
    """The same rows in a table of its own, with an index for each facet and each order."""
    columns = (
        "origin",
        "destination",
        "year",
        "category",
        "measure",
        "year_basis",
        "value",
        "lower",
        "upper",
        "status",
    )
    with sqlite3.connect(path) as file:
        file.execute(f"CREATE TABLE observations ({', '.join(columns)})")
        rows = (row[1:11] for row in made_up.observations(1, areas, origins))
        file.executemany(f"INSERT INTO observations VALUES ({', '.join('?' * len(columns))})", rows)
        for name in (*FACETS, "value"):
            file.execute(f"CREATE INDEX by_{name} ON observations ({name})")
        file.execute("ANALYZE")
    Path(path).chmod(0o444)


def read(*, port: int, addresses: list[str], readers: int, turns: int, check: str) -> int:
    """So many readers at once, each with a connection of their own, until each address was asked so many times.

    The clock tells the time under which 95 of 100 answers came.
    """
    drawn = random.Random(5)
    asked = [address for _ in range(turns) for address in drawn.sample(addresses, len(addresses))]
    with ThreadPoolExecutor(readers) as pool:
        shares = pool.map(lambda at: reader(port, asked[at::readers], check), range(readers))
        took = [each for share in shares for each in share]
    clock.seconds = quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
    return 1


def reader(port: int, addresses: list[str], check: str) -> list[float]:
    """Seconds until the whole of each answer was there."""
    connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), []
    for address in addresses:
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        text = answer.read()
        took.append(time.perf_counter() - begun)
        text = gzip.decompress(text) if answer.headers["Content-Encoding"] == "gzip" else text
        if answer.status != 200 or check.encode() not in text:
            raise RuntimeError(f"{address}: {answer.status}, {len(text)} bytes")
    connection.close()
    return took

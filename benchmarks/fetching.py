"""A release taken home by HTTP: the file as it was published, and all its rows as the answer to a question.

The published file is measured beside nginx sending the same one, the question beside Datasette's stream of a table
with the same rows and beside a cursor that writes them to a file.
"""

import http.client
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground
from benchmarks.serving import Port, datasette, plain, served

PATIENCE = 600  # seconds until an answer goes on
AT_ONCE = 2**20
FILE = "observations.csv"
EVERYTHING = f"/{FILE}?year_from={made_up.OBSERVED[0]}"  # a question, though it leaves nothing out
SENT = 5  # times that a published file is sent, at the least: it takes a tenth of a second
AS_FAST = {"ratio to floor": 2}
STREAMED = {"ratio to floor": 2, "ratio to peer": 1 / 5, "peak MB": 50}
AT_ONCE_BEGUN = {"milliseconds": 100}


class Growing(Contestant):
    """A server asked for a file; for its memory counts by how much it grew meanwhile."""

    def measured(self):
        grown = growth(Port(self.arguments["port"], self.arguments["pid"]))
        next(grown)
        return super().measured()._replace(peak=next(grown))


def tables(ground: Ground, case, areas: list[str]) -> Iterator[Table]:
    """What is published, what is asked for, and how soon an answer begins."""
    rows, bounded = case.observations, case.bounded
    theirs = str(ground.folder / "datasette.db")
    apart.do("reading:table_for_datasette", ground, path=theirs, areas=areas, origins=case.origins)

    def ours(what, site, address, who=Contestant):
        told = {"port": int(site), "pid": site.pid, "address": address}
        return who(what, "fetching:fetched", ground, rows, told)

    folder = ground.folder / "releases" / "1.0.0"
    with served(ground) as site, plain(folder) as (name, beside), datasette(theirs) as peer:
        apart.do("fetching:begun", ground, port=int(site), addresses=["/observations.csv?origin=KAZ"])  # awake
        yield contest(
            f"The published CSV of {rows:,} observations, sent, {ground.engine}", rows, max(case.rounds, SENT),
            {
                "ours": ours("CAMT", site, f"/releases/1.0.0/{FILE}", Growing),
                "floor": ours(f"floor: {name}", beside, f"/{FILE}", Growing),
            },
            AS_FAST if bounded else {},
        )  # fmt: skip
        yield contest(
            f"A question that {rows:,} observations answer, sent as CSV, {ground.engine}", rows, case.rounds,
            {
                "ours": ours("CAMT", site, EVERYTHING, Growing),
                "floor": Contestant("floor: a raw cursor to csv.writer", "downloading:floor", ground, rows, {"of": {}}),
                "peer": ours("peer: Datasette’s stream", peer, "/datasette/observations.csv?_stream=on", Growing),
            },
            STREAMED if bounded else {},
        )  # fmt: skip
        told = {"port": int(site), "addresses": begun_at(areas)}
        yield contest(
            f"The slowest first byte of {len(told['addresses'])} downloads of {rows:,} observations, {ground.engine}",
            1, case.rounds, {"ours": Contestant("CAMT", "fetching:begun", ground, 1, told)},
            AT_ONCE_BEGUN if bounded else {},
        )  # fmt: skip


def begun_at(areas: list[str]) -> list[str]:
    """Downloads of much and of little, in each form."""
    asked = [f"year_from={made_up.OBSERVED[0]}", f"destination={areas[-1]}", f"origin={areas[0]}", "category=study", ""]
    return [f"/observations.{form}?{query}" for form in ("csv", "json", "xlsx") for query in asked]


def growth(server: Port) -> Iterator[float]:
    """First nothing, then by how many MB the most that a process held is above what it held at first; 0 if unknown."""
    status, forget = Path(f"/proc/{server.pid}/status"), Path(f"/proc/{server.pid}/clear_refs")
    if not status.exists():
        yield from (0.0, 0.0)
        return
    forget.write_text("5")  # the most it held begins anew
    before = held(status)
    yield 0.0
    yield held(status) - before


def held(status: Path) -> float:
    """The most memory in MB that a process held, as the system tells it."""
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 2**10


# What follows runs in a process of its own.


def fetched(*, port: int, pid: int, address: str) -> int:
    """How many rows the file at an address has."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    lines = -1  # the headings are no row
    with clock:
        connection.request("GET", address)
        answer = connection.getresponse()
        while data := answer.read(AT_ONCE):
            lines += data.count(b"\n")
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return lines


def begun(*, port: int, addresses: list[str]) -> int:
    """The clock tells how long the first byte of an answer took, at the address where it took longest."""
    took = []
    for address in addresses:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        started = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read(1)
        took.append(time.perf_counter() - started)
        while answer.read(AT_ONCE):  # to its end: the next one has the server for itself
            pass
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")
    clock.seconds = max(took)
    return 1

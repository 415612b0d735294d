"""Fifty readers while the director publishes, amends and withdraws: each answer speaks of one release.

The site is served as in production, by a process of its own; the director is another one (`tests.curation.publishing`).
Every number that is published says which release it is of. READERS_RESPONSES=10000 reads as often.
"""

import csv
import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from threading import Condition, Event

import pytest
from django.conf import settings

from tests.curation.publishing import values_of, version_of
from tests.processes import environment

RESPONSES = int(os.environ.get("READERS_RESPONSES", "300"))
READERS = 50
RELEASES = range(1, 6 + RESPONSES // 1000)
NUMBER_OF = {version_of(number): number for number in RELEASES}
PATIENCE = 120
ROWS = len(values_of(1))

LIST, WHY = "/observations/", "/why/"
ADDRESSES = ["/", LIST, "/observations/?category=study&sort=-value", WHY, "/codebook/", "/releases/",
             "/observations.csv", "/observations.csv?gaps=1", "/observations.json"]  # fmt: skip


# --- What an answer says of itself ------------------------------------------------------------------------------------


def faults(address, headers, text):
    """The version that an answer is of, and what in it is of another one."""
    if ".csv" in address or ".json" in address:
        rows = list(csv.DictReader(text.splitlines())) if ".csv" in address else json.loads(text)["rows"]
        return of_file(headers, rows, json.loads(text)["release"] if ".json" in address else None)
    version = re.search(r"<summary>Release <b>([\d.]+)</b>", text)[1]
    return version, sorted(set(of_page(address, version, text)))


def of_file(headers, rows, head):
    version = re.search(r"camt-([\d.]+)\.(?:csv|json)", headers["Content-Disposition"])[1]
    told = {row["release"] for row in rows} | ({head} if head else set())
    values = [int(row["value"]) for row in rows if row["value"]]
    odd = told ^ {version} | set(values) ^ values_of(NUMBER_OF[version])
    return version, [*map(str, odd), *["not all of it, or twice"] * (len(values) != ROWS)]


def of_page(address, version, text):
    """Whatever on a page is said of another release than its own without the name of that one beside it."""
    number = NUMBER_OF[version]
    text = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    named = (
        r"release ([\d.]+): (\d+),\d{3}\b|<th scope=\"row\">(?:<a [^>]*>)?([\d.]+)(?:</a>)?</th><td[^>]*>(\d+),\d{3}"
    )
    for one, of_one, other, of_other in re.findall(named, text):
        if NUMBER_OF[one or other] != int(of_one or of_other):
            yield f"{one or other}: {of_one or of_other}"
    text = re.sub(named, "", text)
    # The number of a release leads each of its cells, and what is left of a sum of so many of them.
    yield from (cell for cell in re.findall(r"(?<![\d,])\d{1,2},1[0-3]\d\b", text) if thousands(cell) != number)
    of = {"/": 5, LIST: 20, "/observations/?category=study&sort=-value": 20}.get(address, 0)
    sums = re.findall(r'class="number">(?:<a [^>]*>)?([\d,]+)<', text) if of else []
    yield from (found for found in sums if thousands(found) // of != number)
    yield from ["no sum"] * (bool(of) and not sums)
    linked = re.sub(r"<tbody>\s*<tr><th scope=\"row\"><a href=\"/why/.*?</tbody>", "", text, flags=re.DOTALL)
    yield from (each for each in re.findall(r'/why/([\d.]+)/[^"]+">[\d,]+<', linked) if each != version)
    yield from getattr(Said, {"/codebook/": "codebook", "/releases/": "releases", "/": "home"}.get(address, "page"))(
        version, text
    )


class Said:
    """What single pages say besides."""

    def page(version, text):
        yield from () if re.search(r"\d,1[0-3]\d\b", text) else ["no number"]

    def home(version, text):
        yield from (each for each in re.findall(r"Made up for ([\d.]+)\.", text) if each != version)
        yield from (each for each in re.findall("Download release ([\\d.]+)<", text) if each != version)

    def codebook(version, text):
        told = re.findall(r"Made up for ([\d.]+)\.", text) + re.findall(r"stood in release ([\d.]+)\.", text)
        yield from (each for each in told if each != version)
        yield from ["not all of it"] * (len(told) != 3)

    def releases(version, text):
        parts = re.split(r'<h2 id="r\d+">', text)[1:]
        told = [re.findall(r">([\d.]+)</a></h2>|Made up for ([\d.]+)\.<", part) for part in parts]
        yield from (f"{one} {other}" for (one, _), (_, other) in told if one != other)
        standing = [one for ((one, _), _), part in zip(told, parts, strict=True) if "Withdrawn on" not in part]
        yield from [f"{standing[0]} is first"] * (standing[0] != version)
        chosen = re.findall(r'aria-current="true">([\d.]+) <', text)
        yield from [] if chosen == [version] else [f"chosen is {chosen}"]


def thousands(number):
    return int(number.replace(",", "")) // 1000


# --- Who reads, who publishes -----------------------------------------------------------------------------------------


class Readers:
    """Fifty of them, each with a connection of their own, until they are told that it is enough."""

    def __init__(self, port):
        self.port, self.enough, self.more = port, Event(), Condition()
        self.told, self.wrong, self.tags = Counter(), [], {}
        self.numbers = count(1)

    @property
    def read(self):
        return self.told.total()

    def wait_for(self, responses):
        with self.more:
            assert self.more.wait_for(lambda: self.read >= responses or self.wrong, PATIENCE * 10)

    def go(self, seed):
        drawn, links = Random(seed), []
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self.enough.is_set():
            address = drawn.choice(ADDRESSES)
            if address == WHY:
                address = drawn.choice(links or [LIST])
            try:
                text = self.take(connection, address)
            except Exception as fault:  # noqa: BLE001  whatever it is, the test says so
                self.note(None, [f"{address}: {fault!r}"])
                return
            links = re.findall(r'href="(/why/[^"]+)">[\d,]+<', text) if address == LIST else links
        connection.close()

    def take(self, connection, address):
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            self.note(None, [f"{address}: {answer.status}"])
            return ""
        version, wrong = faults(address, answer.headers, text)
        if address.startswith(WHY) and address.split("/")[2] != version:
            wrong = [*wrong, f"is of {version}"]
        if tag := answer.headers["ETag"]:
            wrong = [
                *wrong,
                *["a tag for two answers"] * (self.tags.setdefault(tag, (address, version)) != (address, version)),
            ]
        self.note(version, [f"{address}, {version}: {', '.join(wrong)}"] if wrong else [])
        return text

    def note(self, version, wrong):
        with self.more:
            self.told[version] += 1
            self.wrong += wrong
            self.more.notify_all()


@pytest.fixture
def around(transactional_db, tmp_path):
    """What site and director see: the tests' database, a folder of their own."""
    (tmp_path / "static").mkdir()
    around = environment() | {"VAR_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
                   cwd=settings.BASE_DIR, env=around, check=True)  # fmt: skip
    return around


@contextmanager
def running(around, *command, log, **pipes):
    """A process that does not outlive the test; what it logs stands in a file, for a full pipe would stop it."""
    with log.open("w") as file:
        options = {"cwd": settings.BASE_DIR, "env": around, "text": True, "stdout": subprocess.PIPE, "stderr": file}
        with subprocess.Popen([sys.executable, *command], **options, **pipes) as process:
            try:
                yield process
            finally:
                process.terminate()
                process.wait(PATIENCE)  # while its pipes are open, so that it can say goodbye


def publish(director, number):
    print(number, file=director.stdin, flush=True)
    assert director.stdout.readline() == f"{version_of(number)}\n"


# --- The test ---------------------------------------------------------------------------------------------------------


def test_no_answer_mixes_two_releases(around, people, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    logs = tmp_path / "site.log", tmp_path / "director.log"
    readers, during = Readers(port), 0
    with (
        running(around, "-m", "tests.curation.publishing", log=logs[1], stdin=subprocess.PIPE) as director,
        running(around, "manage.py", "serve", f"--port={port}", log=logs[0]) as site,
        ThreadPoolExecutor(READERS) as pool,
    ):
        publish(director, 1)
        assert site.stdout.readline().startswith("CAMT is at")
        try:
            reading = [pool.submit(readers.go, seed) for seed in range(READERS)]
            for number in RELEASES[1:]:
                readers.wait_for(RESPONSES * (number - 1) // len(RELEASES))
                before = readers.read
                publish(director, number)
                during += readers.read - before
            readers.wait_for(max(RESPONSES, readers.read + RESPONSES // len(RELEASES)))
        finally:
            readers.enough.set()
        [each.result() for each in reading]
    print(f"{readers.read} answers, {during} of them while {len(RELEASES) - 1} releases were published: {readers.told}")
    assert readers.wrong == [], "\n".join(readers.wrong)
    assert {version_of(number) for number in RELEASES if number % 3} <= set(readers.told)
    assert readers.read >= RESPONSES and during  # how many of them the machine decides
    assert "Traceback" not in Path(logs[0]).read_text()


# --- The test of the test ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address, text, wrong",
    [
        ("/why/1.0.0/x/", "<b>1,107</b>", []),
        ("/why/1.0.0/x/", "<b>1,107</b><b>2,107</b>", ["2,107"]),
        ("/why/1.0.0/x/", '<th scope="row"><a href="/why/1.0.1/x/">1.0.1</a></th><td class="n">2,107</td> 1,107', []),
        ("/why/1.0.0/x/", '<th scope="row">1.0.1</th><td class="n">1,108</td> 1,107', ["1.0.1: 1"]),
        ("/", '<p class="number">5,595</p>release 1.0.1: 2,103', []),
        ("/", '<p class="number">10,595</p>release 1.0.1: 1,103', ["1.0.1: 1", "10,595"]),
        ("/", '<p class="number">5,595</p>Made up for 1.0.1.', ["1.0.1"]),
        ("/observations/", '<p class="number">22,350</p><a href="/why/1.0.1/x/">1,107</a>', ["1.0.1"]),
        ("/observations/", "<b>1,107</b>", ["no sum"]),
        ("/codebook/", "Made up for 1.0.0. Made up for 1.0.1. stood in release 1.0.0.", ["1.0.1"]),
        ("/codebook/", "Made up for 1.0.0.", ["not all of it"]),
    ],
)  # fmt: skip
def test_what_is_mixed_is_found(address, text, wrong):
    assert faults(address, {}, f"<summary>Release <b>1.0.0</b>{text}") == ("1.0.0", wrong)


@pytest.mark.parametrize(
    "release, value, wrong",
    [("1.0.0", 1000, []), ("1.0.1", 1000, ["1.0.1"]), ("1.0.0", 2000, ["1100", "2100"])],
)
def test_what_is_mixed_in_a_file_is_found(release, value, wrong):
    lines = [f"{number},1.0.0" for number in sorted(values_of(1))]
    lines[0] = f"{value + 100},{release}"
    name = {"Content-Disposition": 'attachment; filename="camt-1.0.0.csv"'}
    found = faults("/observations.csv", name, "\n".join(["value,release", *lines]))
    assert (found[0], sorted(found[1])) == ("1.0.0", wrong)

"""The mapping desk: its page and the saving of decisions, as a person's browser asks for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground

QUERIES = 12
MOST_SAVED = 20
DESK = "/admin/curation/label/desk/"


@dataclass(frozen=True)
class Case:
    """How many undecided labels the desk has, and how often to measure; `bounds` by what is measured."""

    classes: int
    rounds: int
    bounds: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        return self.classes * made_up.CELLS_A_CLASS


class Deed(NamedTuple):
    """Something a person does at the desk; `saves` says whether it writes, and is timed for several labels."""

    name: str
    what: str
    function: str
    saves: bool


DEEDS = (
    Deed("page", "a page of 50 labels, with all facets", "desk:page", False),
    Deed("draft", "a draft kept at a key", "desk:draft", True),
    Deed("decision", "a decision proposed, with its standing", "desk:decision", True),
)


def tables(ground: Ground, case: Case) -> Iterator[Table]:
    """One table for each deed, on a ground with one imported file and nothing decided."""
    with ground.copied() as made:
        book = str(made.folder / "book.xlsx")
        apart.do("made_up:nonimmigrant_book", made, path=book, classes=case.classes)
        apart.do("importing:whole_way", made, book=book, source="us-niv")
        for deed in DEEDS:
            times = min(MOST_SAVED, case.classes) if deed.saves else 1
            said = {"times": times} if deed.saves else {}
            ours = Contestant(f"CAMT: {deed.what}", deed.function, made, times, said, alters=deed.saves)
            title = f"Mapping desk, {case.classes:,} undecided labels over {case.cells:,} readings: {deed.name}"
            yield contest(f"{title}, {made.engine}", 1, case.rounds, {"ours": ours}, case.bounds.get(deed.name))


# What follows runs in a process of its own.


def browser():
    """Somebody who is logged in and has looked at the desk once: programs and plans are warm, as on any morning."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    User.objects.filter(username="assistant").update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(username="assistant"))
    answer(client.get(DESK), 200)
    return client


def answer(response, status):
    if response.status_code != status:
        raise RuntimeError(f"The desk answered {response.status_code} instead of {status}.")
    return response


def page() -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser()
    with clock:
        answer(client.get(DESK), 200)
    with CaptureQueriesContext(connection) as asked:
        answer(client.get(DESK), 200)
    if len(asked) > QUERIES:
        raise RuntimeError(f"The page asked the database {len(asked)} times, and {QUERIES} are allowed.")
    return 1


def draft(*, times: int) -> int:
    return sum(each_of(times, "draft", {"what": "work", "rationale": "Made up."}, 204))


def decision(*, times: int) -> int:
    return sum(each_of(times, "propose", {"what": "work", "rationale": "Made up."}, 200))


def each_of(times, verb, said, status) -> Iterator[int]:
    """Do the same to so many labels, one request each; only the requests are timed."""
    from curation.models import Standing

    client = browser()
    for pk in list(Standing.objects.order_by("-people").values_list("pk", flat=True)[:times]):
        with clock:
            response = client.post(f"{DESK}{pk}/{verb}/", said)
        answer(response, status)
        yield 1

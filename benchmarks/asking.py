"""What if: how long the answer and its whole page take over a draft of many readings, once its sums are prepared."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from benchmarks import apart, desk, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground

QUESTIONS = (1, 20, 200)
DEEDS = {"answer": "asking:answer", "page": "asking:page"}
QUERIES = 30


@dataclass(frozen=True)
class Case:
    """How many labels the draft has, and how often to measure."""

    classes: int
    rounds: int
    bounds: dict[str, float] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        return self.classes * made_up.CELLS_A_CLASS


def tables(ground: Ground, case: Case) -> Iterator[Table]:
    """One table for each number of labels and each deed, on a ground where every label is decided and nothing waits."""
    with ground.copied() as made:
        book = str(made.folder / "book.xlsx")
        apart.do("made_up:nonimmigrant_book", made, path=book, classes=case.classes)
        apart.do("importing:whole_way", made, book=book, source="us-niv")
        apart.do("composing:decide", made)
        apart.do("asking:prepare", made)
        for labels, (deed, function) in product(QUESTIONS, DEEDS.items()):
            what = f"CAMT: {labels} labels into another category, the {deed}"
            ours = Contestant(what, function, made, 1, {"labels": labels})
            title = f"What if, over {case.cells:,} readings of {case.classes:,} labels: {labels} of them, the {deed}"
            yield contest(f"{title}, {made.engine}", 1, case.rounds, {"ours": ours}, case.bounds)


# What follows runs in a process of its own.


def prepare() -> None:
    from curation import prepared

    prepared.make()


def chosen(labels: int) -> tuple[int, ...]:
    """So many labels; the largest number there is, where there are fewer."""
    from curation.models import Label

    return tuple(Label.objects.order_by("pk").values_list("pk", flat=True)[:labels])


def answer(*, labels: int) -> int:
    """Every number that would change, asked a second time."""
    from curation.what_if import Draft, Question

    asked = Question(chosen(labels), "residence")
    Draft().answer(asked)
    with clock:
        effects = Draft().answer(asked)
    if not effects:
        raise RuntimeError("Nothing would change, so that nothing was measured.")
    return 1


def page(*, labels: int) -> int:
    """The whole page, from the question in an address to the last sentence, asked a second time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = desk.browser()
    here = reverse("admin:curation_scenario_whatif", query={"label": chosen(labels), "to": "residence"})
    desk.answer(client.get(here), 200)
    with clock:
        shown = desk.answer(client.get(here), 200)
    if b"compared-table" not in shown.content:
        raise RuntimeError("Nothing would change, so that nothing was measured.")
    with CaptureQueriesContext(connection) as asked:
        desk.answer(client.get(here), 200)
    if len(asked) > QUERIES:
        raise RuntimeError(f"The page asked the database {len(asked)} times, and {QUERIES} are allowed.")
    return 1

"""What if: how long the answer takes over a draft of many readings, once its sums are prepared."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground

QUESTIONS = (1, 20)


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
    """One table for each number of labels asked about, on a ground where every label is decided and nothing waits."""
    with ground.copied() as made:
        book = str(made.folder / "book.xlsx")
        apart.do("made_up:nonimmigrant_book", made, path=book, classes=case.classes)
        apart.do("importing:whole_way", made, book=book, source="us-niv")
        apart.do("composing:decide", made)
        apart.do("asking:prepare", made)
        for labels in QUESTIONS:
            ours = Contestant(
                f"CAMT: {labels} labels into another category", "asking:answer", made, 1, {"labels": labels}
            )
            title = f"What if, over {case.cells:,} readings of {case.classes:,} labels: {labels} of them, {made.engine}"
            yield contest(title, 1, case.rounds, {"ours": ours}, case.bounds)


# What follows runs in a process of its own.


def prepare() -> None:
    from curation import prepared

    prepared.make()


def answer(*, labels: int) -> int:
    """The whole answer, from the question in an address to every number that would change, asked a second time."""
    from curation.models import Label
    from curation.what_if import Draft, Question

    asked = Question(tuple(Label.objects.order_by("pk").values_list("pk", flat=True)[:labels]), "residence")
    Draft().answer(asked)
    with clock:
        effects = Draft().answer(asked)
    if not effects:
        raise RuntimeError("Nothing would change, so that nothing was measured.")
    return 1

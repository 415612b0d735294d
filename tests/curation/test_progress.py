"""How far a reading is: seen by everybody while its transaction is still open."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from curation import progress
from curation.actions import readings, uploads
from curation.models import SourceTable
from curation.progress import Notes, Progress

LINES = "\n".join(f"2018\tQ1\tJan\tPlace {n}\t{n}" for n in range(12_000))
TABLE = f"EN_YEAR\tEN_QUARTER\tEN_MONTH\tEN_COUNTRY_OF_CITIZENSHIP\tTOTAL\n2018\tQ1\tJan\tKazakhstan\t10\n{LINES}\n"


@pytest.fixture
def received(people):
    """A made-up table of 60,000 cells."""
    file = ContentFile(TABLE.encode(), "imp.csv")
    source = SourceTable.objects.get(pk="ca-imp")
    return uploads.receive(file, source=source, by=people.assistant, read_in_background=False)


class Watching(Notes):
    """Notes each one down, and what others would see of it at that moment."""

    def __init__(self, pk):
        super().__init__(pk)
        self.seen = []
        self.depth = len(connection.savepoint_ids)

    def passed(self, cells):
        self.next = 0.0
        super().passed(cells)

    def write(self, **now):
        super().write(**now)
        with ThreadPoolExecutor(1) as somebody:  # another thread has no part in this one's transaction
            told = somebody.submit(progress.of, self.pk).result()
        self.seen.append((told, len(connection.savepoint_ids) > self.depth))


def test_a_reading_moves_from_phase_to_phase_and_within_a_sheet(received):
    notes = Watching(received.pk)
    readings.read(received, progress=notes)
    phases = [now.phase for now, _ in notes.seen]
    assert list(dict.fromkeys(phases)) == ["opening", "understanding", "reading", "checking"]
    inside = [now.done for now, _ in notes.seen if now.phase == "reading"]
    assert inside == sorted(inside) and len(set(inside)) >= 3
    last, _ = notes.seen[-1]
    assert last.done == last.total == 5 * 12_002
    assert received.state == "read"


def test_the_notes_are_seen_while_the_transaction_is_open(received):
    notes = Watching(received.pk)
    readings.read(received, progress=notes)
    assert [now for now, _ in notes.seen if now.phase == "waiting"] == []
    assert any(within and now.phase == "reading" and now.done for now, within in notes.seen)


@pytest.mark.parametrize(
    ("now", "words", "counted", "doubted"),
    [
        (Progress(), "The file waits for its turn.", "", ""),
        (Progress("opening"), "The file is being opened.", "", ""),
        (Progress("understanding", total=90), "Its sheets are being understood.", "0 of 90 cells", ""),
        (
            Progress("reading", "FY15", 19, 28, 335_672, 509_702, 3),
            "FY15, sheet 19 of 28",
            "335,672 of 509,702 cells",
            "3 warnings so far.",
        ),
        (Progress("checking", doubts=1), "What was read is being checked.", "", "1 warning so far."),
    ],
)
def test_a_note_in_words(now, words, counted, doubted):
    assert (now.words, now.counted, now.doubted) == (words, counted, doubted)


def test_a_reading_of_which_nothing_is_heard_is_said_to_stand_still(monkeypatch):
    notes = Notes("still")
    notes.opening()
    assert not progress.of("still").stalled
    began = progress.of("still").at
    monkeypatch.setattr(progress.time, "time", lambda: began + progress.STALLED + 1)
    assert progress.of("still").stalled
    progress.forget("still")
    assert not progress.of("still").stalled


def test_notes_are_written_now_and_then_and_not_for_each_row():
    notes = Watching("often")
    for cells in range(1_000):
        Notes.passed(notes, cells)
    assert len(notes.seen) < 10
    progress.forget("often")

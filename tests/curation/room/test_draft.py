"""What the room knows of the next release: composed once for each state of the log, or by a job. Made up."""

import pytest

from curation import tasks
from curation.actions import releases
from curation.actions.history import tell
from curation.models import Reckoned
from curation.room import draft, notes
from flows.core import ledger
from flows.core.causes import By

CELLS = [("KAZ", "F-1", "FY2018", 7), ("UZB", "F-1", "FY2018", 2)]


@pytest.fixture
def held(hold, decide):
    """A file with a decided label."""
    file = hold("us-niv", CELLS)
    decide("us-niv", "F-1", category="study")
    return file


def test_it_is_composed_once_for_each_state_of_the_log(held, people, monkeypatch):
    first = draft.kept()
    monkeypatch.setattr(draft, "compose", lambda: pytest.fail("It was composed once more."))
    assert draft.kept() == first
    monkeypatch.undo()
    tell(held, people.director, "Spoke.")
    assert draft.kept().stamp != first.stamp


def test_much_is_composed_by_a_job_once_for_each_state(held, people, monkeypatch):
    queued = []
    monkeypatch.setattr(draft, "AT_ONCE", 0)
    monkeypatch.setattr(type(tasks.compose_draft), "enqueue", lambda task: queued.append(task.name))
    assert (draft.kept(), draft.kept(), queued) == (None, None, ["compose_draft"])
    tasks.compose_draft.call()
    assert draft.kept().content["observations"] == 2
    tell(held, people.director, "Spoke.")
    assert draft.kept().content["observations"] == 2  # that of before, until the job is done
    assert queued == ["compose_draft"] * 2
    assert Reckoned.objects.get(pk=draft.NAME).stamp != draft.state()


def test_what_it_says_of_a_composition(held):
    content = draft.kept().content
    told = {name: content[name] for name in ("after", "observations", "cells", "stops", "doubts", "hidden")}
    assert told == {"after": "", "observations": 2, "cells": 2, "stops": {}, "doubts": {}, "hidden": []}


def accounts():
    return ledger.rolled_up(draft.difference(draft.kept().content).accounts, of=lambda name: name[2])


def test_every_number_that_differs_with_its_causes(held, decide, people):
    releases.publish(version="1.0.0", notes_en="Made up.", by=people.director)
    decide("us-niv", "F-1", category="work")
    found = draft.difference(draft.kept().content)
    assert found.counts == {"new": 2, "changed": 0, "gone": 2, "unchanged": 0}
    assert {row.key.category for row in found.page(1)} == {"work", "study"}
    assert [(account.old, account.new, account.unexplained) for account in accounts()] == [(9, 9, 0)]


def test_the_notes_begin_with_the_causes(held, hold, people):
    releases.publish(version="1.0.0", notes_en="Made up.", by=people.director)
    newer = hold("us-niv", [("KAZ", "F-1", "FY2018", 8), CELLS[1]], later=1)
    tell(newer, people.director, "Accepted.")
    told = f"{newer} prints another figure than the file before it. Visas issued: +1 in 1 number, FY2018."
    assert notes.suggested(accounts(), "1.0.0", 2, "en") == told
    assert "FY2018" in notes.suggested(accounts(), "1.0.0", 2, "ru")


def test_what_a_unions_number_holds_already_is_counted_by_itself_in_the_room_and_in_the_notes(hold, decide):
    """An EU number and those of its two members: what the causes touch is the one that enters a sum."""
    cells = [("KAZ", "EDU", "2018", 7, "DEU"), ("KAZ", "EDU", "2018", 2, "POL"), ("KAZ", "EDU", "2018", 9, "EU28")]
    hold("eu-resfirst", cells, destination="EU28")
    decide("eu-resfirst", "EDU", category="study")
    found = draft.difference(draft.kept().content)
    [account] = accounts()
    assert (found.counts["new"], found.held, account.numbers, account.new) == (3, 2, (0, 1), 9)
    [_cause, members] = notes.suggested([account], "1.0.0", 3, "en", found.held).splitlines()
    assert members == "Besides, 2 numbers of members of a union differ, which the union’s number holds already."


def test_many_causes_are_counted_after_the_first_six(db):
    account = ledger.Account("visas_issued")
    for number in range(1, 9):
        tally = ledger.Tally(number, 1, 2018, 2018)
        account.add(ledger.Line("new_cell", By(file=f"{number}.xlsx"), tally, year_basis="us_fiscal"))
    lines = notes.suggested([account], "1.0.0", 10, "en").splitlines()
    assert (len(lines), lines[-1]) == (7, "And 2 more causes.")
    assert lines[0].startswith("8.xlsx has cells that the file before it did not have. Visas issued: +8 in 1 number")

"""What is there, and why something is not. The figures are made up."""

import pytest
from django.utils import timezone

from curation import coverage, held
from curation.actions import decisions
from curation.models import ExpectedGap, Reading, Reckoned, SourceFile, SourceTable
from curation.scope import Scope


def reckoned():
    return coverage.reckoned(Scope())


def kept():
    return coverage.kept(Scope(), held.files(), list(ExpectedGap.objects.all()))


def accept(people):
    SourceFile.objects.filter(state="read").update(
        state="accepted", accepted_by=people.director, accepted_at=timezone.now()
    )


def decide(label, people, **said):
    decision = decisions.propose(label, rationale="Made up.", by=people.assistant, **said)
    return decisions.approve(decision, by=people.director)


@pytest.fixture
def study(make_label, people):
    """A student's class of the nonimmigrant table in 2018 and 2019, accepted and decided."""
    label = make_label("F-1", ("FY2018", 5), ("FY2019", 6))
    accept(people)
    decide(label, people, category="study")
    return label


def test_every_year_of_every_headline_series_is_a_place(db):
    found = reckoned()
    assert len(found) == 111
    assert {facts["state"] for facts in found.values()} == {"waiting"}


def test_filled_once_every_row_there_is_has_its_number(study):
    found = reckoned()
    assert found["USA|study|2018"]["state"] == "filled"
    assert found["USA|study|2018"]["said"] == ["KAZ"]
    assert found["USA|study|2018"]["no_row"] == ["KGZ", "TJK", "TKM", "UZB"]
    assert found["USA|study|2017"]["state"] == "waiting"


def test_not_published_where_the_table_has_no_row(study):
    assert reckoned()["USA|work|2018"] | {"undecided": 0} == {
        "state": "none", "said": [], "hidden": [], "absent": [], "awaited": [], "undecided": 0,
        "no_row": ["KAZ", "KGZ", "TJK", "TKM", "UZB"],
    }  # fmt: skip


def test_partial_where_a_cell_is_hidden(make_label, people):
    label = make_label("F-1", ("FY2018", 5))
    Reading.objects.update(value=None, lower=1, upper=5, status="suppressed")
    accept(people)
    decide(label, people, category="study")
    found = reckoned()["USA|study|2018"]
    assert (found["state"], found["hidden"]) == ("partial", ["KAZ"])


def test_partial_where_one_of_the_tables_is_not_there(make_label, people):
    label = make_label("K-1", ("FY2018", 5))
    accept(people)
    decide(label, people, category="residence")
    found = reckoned()["USA|residence|2018"]
    assert (found["state"], found["absent"]) == ("partial", [("us-iv", "", "no period of this year")])


def test_an_undecided_label_holds_up_every_category_of_its_table(study, make_label):
    make_label("J-1", ("FY2018", 0), file=study.first_file)
    found = reckoned()
    assert (found["USA|study|2018"]["state"], found["USA|study|2018"]["undecided"]) == ("partial", {"us-niv": 1})
    assert (found["USA|work|2018"]["state"], found["USA|work|2018"]["undecided"]) == ("waiting", {"us-niv": 1})
    assert found["USA|study|2019"]["state"] == "filled"


def test_it_agrees_with_what_a_release_would_say(study):
    from curation import composition

    said = composition.compose().handover
    assert [o.key.destination + o.key.category for o in said.observations] == ["USAstudy", "USAstudy"]
    assert sum(len(facts["said"]) for facts in reckoned().values()) == len(said.observations)


# --- Kept -------------------------------------------------------------------------------------------------------------


def test_it_is_kept_until_something_it_rests_on_changes(study, people, make_label, django_assert_num_queries):
    first = kept()
    assert kept().reckoned_at == first.reckoned_at
    changes = [
        lambda: decide(study, people, category="work"),
        lambda: ExpectedGap.objects.filter(destination="RUS").update(to_year=2018),
        lambda: SourceTable.objects.filter(pk="us-niv").update(absent="zero"),
        lambda: SourceFile.objects.update(accepted_at=timezone.now()),
    ]
    for change in changes:
        before = kept().stamp
        change()
        assert kept().stamp != before
    assert kept().content["USA|work|2018"]["state"] == "filled"
    scope, files, gaps = Scope(), held.files(), list(ExpectedGap.objects.all())
    with django_assert_num_queries(3):  # what is in force, the tables, what was kept
        coverage.kept(scope, files, gaps)


def test_a_large_one_is_reckoned_in_the_background_and_asked_for_once(study, people, monkeypatch):
    from curation import tasks

    queued = []
    monkeypatch.setattr(coverage, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "reckon_coverage", type("Job", (), {"enqueue": lambda self: queued.append(1)})())
    assert (kept().content, kept().content, len(queued)) == ({}, {}, 1)
    coverage.again()
    assert kept().content["USA|study|2018"]["state"] == "filled" and len(queued) == 1
    decide(study, people, category="work")
    old = kept()
    assert old.content["USA|study|2018"]["state"] == "filled" and old.asked != old.stamp and len(queued) == 2


def test_a_job_that_died_with_its_worker_is_queued_again_until_one_is_done(study, people, monkeypatch):
    from curation import tasks

    queued = []
    monkeypatch.setattr(coverage, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "reckon_coverage", type("Job", (), {"enqueue": lambda self: queued.append(1)})())
    tasks.resume()
    assert queued == []  # nobody asked
    kept()
    tasks.resume()
    assert len(queued) == 2
    coverage.again()
    tasks.resume()
    assert len(queued) == 2


def test_what_was_asked_for_and_taken_back_before_the_job_ran_can_be_asked_for_again(study, monkeypatch):
    from curation import tasks

    queued = []
    coverage.again()
    monkeypatch.setattr(coverage, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "reckon_coverage", type("Job", (), {"enqueue": lambda self: queued.append(1)})())
    table = SourceTable.objects.filter(pk="us-niv")
    absent = table.get().absent
    table.update(absent="zero")
    kept()
    table.update(absent=absent)
    coverage.again()
    table.update(absent="zero")
    kept()
    assert len(queued) == 2


def test_the_job_run_twice_reckons_once(study):
    coverage.again()
    first = Reckoned.objects.get().reckoned_at
    coverage.again()
    assert Reckoned.objects.get().reckoned_at == first

"""A reader's question becomes a concern. All is made up."""

import pytest
from django.db import IntegrityError, transaction

from curation.actions import asked, concerns, decisions
from curation.models import Concern
from flows import asking
from flows.models import Observation
from tests.factories import cell, left_out, observation, published

ASKED = {"text": "Are dependants in it?", "language": "ru", "mark": "made up"}


@pytest.fixture
def release(settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"
    return published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1"), cell(2, "F-1"), left_out(90, "J-1")]),
        observation("KAZ", "USA", 2017, "study", cells=[cell(5, "F-1"), cell(1, "M-1")]),
        version="1.0.0",
    )


@pytest.fixture
def decided(hold, decide, release):
    """F-1 as the workshop knows it, decided for some years."""
    hold("us-niv", [("KAZ", "F-1", "FY2018", 9), ("KAZ", "M-1", "FY2017", 1)])
    return decide("us-niv", "F-1", category="study", year_from=2018)


def ask(year, **said):
    return asking.ask(Observation.public.get(year=year), **ASKED | said)


def test_a_question_becomes_a_concern_about_its_number(decided):
    question = ask(2018)
    concern = Concern.objects.get()
    assert (concern.question, concern.raised_by, concern.rule) == (question, None, "")
    assert (concern.severity, concern.state, concern.text) == ("concern", "open", "Are dependants in it?")
    assert concern.place == "KAZ-USA-study-visas_issued-2018, 1.0.0"
    assert concern.people == 9
    assert str(concern.whose) == "a reader"


def test_where_one_label_stands_behind_the_number_it_is_about_that_and_its_decision(decided):
    ask(2018)
    concern = Concern.objects.get()
    assert (concern.label, concern.decision) == (decided.label, decided)


def test_where_several_do_it_is_about_none_of_them(decided):
    ask(2017)
    concern = Concern.objects.get()
    assert (concern.label, concern.decision) == (None, None)


def test_a_decision_of_other_years_is_not_behind_it(decided):
    assert asked.decision_behind(decided.label, 2017) is None


def test_the_address_goes_when_it_is_resolved_and_not_before(decided, people):
    ask(2018, email="reader@example.org")
    concern = Concern.objects.get()
    concerns.answer(concern, text="They are.", by=people.director)
    concern.question.refresh_from_db()
    assert concern.question.email == "reader@example.org"
    concerns.resolve(concern, resolution="They are.", outcome="kept", by=people.director)
    concern.question.refresh_from_db()
    assert concern.question.email == ""


def test_approving_another_treatment_does_not_settle_it(decided, people):
    """A rule's doubt is settled by a second person's agreement; a reader is answered in words."""
    ask(2018)
    other = decisions.propose(decided.label, category="work", rationale="Made up.", by=people.assistant)
    decisions.approve(other, by=people.director)
    assert Concern.objects.get(question__isnull=False).state == "open"


def test_a_reader_is_no_person_of_ours(decided, people):
    ask(2018)
    with pytest.raises(IntegrityError, match="a_reader_is_no_person_of_ours"), transaction.atomic():
        Concern.objects.update(raised_by=people.assistant)
    with pytest.raises(IntegrityError, match="a_reader_is_no_person_of_ours"), transaction.atomic():
        Concern.objects.update(rule="reader")


def test_a_reader_s_question_is_reopened_by_anybody_who_may_raise_concerns(decided, people):
    ask(2018)
    concern = Concern.objects.get()
    concerns.resolve(concern, resolution="They are.", outcome="kept", by=people.director)
    concerns.reopen(concern, reason="The number says otherwise.", by=people.colleague)
    assert concern.state == "reopened"

"""Several labels proposed at once, with one undo. The figures are made up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.actions import batches, decisions
from curation.actions.refused import Refused
from curation.models import Batch, CategoryDecision, Standing

WORK = {"disposition": "include", "category": "work", "rationale": "Paid."}


@pytest.fixture
def labels(make_label):
    return [make_label(text, ("FY2018", 5)) for text in ("ZZ-1", "ZZ-2", "ZZ-3")]


def states(labels):
    return [Standing.objects.get(label=label).state for label in labels]


def test_one_batch_one_undo(labels, people):
    made = batches.propose(dict.fromkeys(labels, WORK), by=people.assistant)
    assert [decision.batch for decision in made.decisions] == [made.batch] * 3 and made.refused == []
    assert states(labels) == ["proposed"] * 3
    assert batches.undo(made.batch, by=people.assistant) == 3
    assert states(labels) == ["undecided"] * 3
    assert set(CategoryDecision.objects.values_list("review_note", flat=True)) == {f"Batch {made.batch.pk} was undone."}


def test_the_standings_are_reckoned_once_for_all_of_a_batch(labels, people):
    with CaptureQueriesContext(connection) as asked:
        made = batches.propose(dict.fromkeys(labels, WORK), by=people.assistant)
        again = batches.propose(dict.fromkeys(labels, WORK | {"category": "study"}), by=people.assistant)
        batches.undo(again.batch, by=people.assistant)
    assert len([query for query in asked if "curation_coverage" in query["sql"]]) == 3
    assert states(labels) == ["undecided"] * 3
    assert {decision.state for decision in CategoryDecision.objects.filter(batch=made.batch)} == {"withdrawn"}


def test_a_returned_one_is_never_swept_in_unless_it_is_named(labels, people):
    back = decisions.propose(labels[0], category="study", rationale="They learn.", by=people.assistant)
    decisions.return_(back, reason="Do they?", by=people.colleague)
    said = dict.fromkeys(labels, WORK)
    made = batches.propose(said, by=people.assistant)
    assert made.refused == [(labels[0], "It was returned: “Do they?”")] and len(made.decisions) == 2
    named = batches.propose({labels[0]: WORK}, take_in=[labels[0].pk], by=people.assistant)
    assert [decision.label for decision in named.decisions] == [labels[0]]


def test_what_is_said_already_is_left_out_with_the_reason(labels, people):
    decisions.propose(labels[0], **WORK, by=people.assistant)
    decisions.propose(labels[1], category="study", rationale="They learn.", by=people.colleague)
    decisions.propose(labels[2], category="study", rationale="They learn.", by=people.assistant)
    left = batches.left_out(dict.fromkeys(labels, WORK), by=people.assistant)
    assert left == {labels[0]: "It is proposed as work already.", labels[1]: "colleague proposed study, which waits."}


def test_once_somebody_reviewed_a_member_the_undo_is_refused_in_words(labels, people):
    made = batches.propose(dict.fromkeys(labels, WORK), by=people.assistant)
    decisions.approve(made.decisions[1], by=people.director)
    with pytest.raises(Refused) as refusal:
        batches.undo(made.batch, by=people.assistant)
    assert str(refusal.value) == (
        f"director reviewed “ZZ-2” of batch {made.batch.pk}, which is approved now: withdraw the others one by one."
    )
    assert states(labels) == ["proposed", "approved", "proposed"]


def test_only_whoever_made_a_batch_undoes_it(labels, people):
    made = batches.propose(dict.fromkeys(labels, WORK), by=people.assistant)
    with pytest.raises(Refused, match="assistant proposed this batch, so only assistant may undo it."):
        batches.undo(made.batch, by=people.director)


def test_what_cannot_be_meant_leaves_no_batch_behind(labels, people):
    made = batches.propose(dict.fromkeys(labels, WORK | {"rationale": ""}), by=people.assistant)
    assert made.batch is None and len(made.refused) == 3 and not Batch.objects.exists()


def test_so_many_and_no_more(people, labels):
    with pytest.raises(Refused, match="No label is ticked"):
        batches.propose({}, by=people.assistant)
    with pytest.raises(Refused, match="201 labels are ticked, and 200 go at once: tick fewer."):
        batches.check_size(range(201))
    with pytest.raises(Refused, match="stranger may not propose"):
        batches.propose(dict.fromkeys(labels, WORK), by=people.stranger)

"""Why a concept may be treated in two ways: said by one, agreed to by another; or all its labels made alike."""

import pytest

from curation.actions import concepts, decisions
from curation.actions.refused import Refused
from curation.models import Batch, CategoryDecision, Concept, ConceptReason

WHY = "Exchange visitors must go home; researchers may stay."


@pytest.fixture
def concept(db):
    return Concept.objects.get(pk="exchange_visitor")


@pytest.fixture
def reason(concept, people):
    return concepts.give_reason(concept, text_en=WHY, text_ru="Участники обменов уезжают.", by=people.assistant)


def states():
    return list(ConceptReason.objects.order_by("pk").values_list("state", flat=True))


def test_a_reason_is_in_force_when_somebody_else_agrees(reason, people):
    assert reason.state == "proposed"
    concepts.approve(reason, note="Convincing.", by=people.colleague)
    assert (reason.state, reason.reviewed_by, reason.review_note) == ("approved", people.colleague, "Convincing.")


def test_nobody_approves_or_returns_their_own(reason, people):
    with pytest.raises(Refused, match="You proposed this yourself, so somebody else has to approve it."):
        concepts.approve(reason, by=people.assistant)
    with pytest.raises(Refused, match="somebody else has to return it"):
        concepts.return_(reason, reason="No.", by=people.assistant)


def test_a_newer_reason_supersedes_the_one_in_force(reason, concept, people):
    concepts.approve(reason, by=people.colleague)
    newer = concepts.give_reason(concept, text_en="Another reason.", by=people.assistant)
    concepts.approve(newer, by=people.director)
    assert states() == ["superseded", "approved"]


def test_of_two_reviewers_one_wins_and_the_other_is_told(reason, people):
    late = ConceptReason.objects.get(pk=reason.pk)
    concepts.approve(reason, by=people.colleague)
    with pytest.raises(Refused, match="colleague was first"):
        concepts.return_(late, reason="Not convincing.", by=people.director)


def test_a_newer_reason_of_the_same_person_replaces_the_one_that_waits(reason, concept, people):
    concepts.give_reason(concept, text_en="A better reason.", by=people.assistant)
    assert states() == ["withdrawn", "proposed"]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("  ", "Write the reason, in English"),
        ("x" * 4001, "This has 4,001 characters, and 4,000 are kept"),
        (WHY, "This reason is proposed already, by assistant."),
    ],
)
def test_a_reason_needs_words_that_were_not_said_before(reason, concept, people, text, sentence):
    russian = reason.text_ru if text == WHY else ""
    with pytest.raises(Refused, match=sentence):
        concepts.give_reason(concept, text_en=text, text_ru=russian, by=people.colleague)


def test_a_returned_reason_says_why_and_one_s_own_may_be_withdrawn(reason, concept, people):
    concepts.return_(reason, reason="Say it of researchers too.", by=people.director)
    mine = concepts.give_reason(concept, text_en="Mine.", by=people.colleague)
    with pytest.raises(Refused, match="so only colleague may withdraw it"):
        concepts.withdraw(mine, by=people.assistant)
    concepts.withdraw(mine, by=people.colleague)
    assert states() == ["returned", "withdrawn"]


def test_who_has_no_right_gives_no_reason(concept, people):
    with pytest.raises(Refused, match="stranger may not propose why a concept is treated in two ways"):
        concepts.give_reason(concept, text_en=WHY, by=people.stranger)


# made alike


def test_made_alike_each_label_is_a_proposal_of_one_batch(concept, make_label, people):
    labels = [make_label(text, ("FY2018", 7)) for text in ("J-1", "J-2", "Q-1")]
    made = concepts.make_alike(concept, to="study", rationale="They all learn.", by=people.assistant)
    assert [decision.label for decision in made] == labels
    assert {(each.state, each.category, each.rationale, each.flagged) for each in made} == {
        ("proposed", "study", "They all learn.", True)  # against the codebook: the director looks at each
    }
    assert {decision.batch for decision in made} == {Batch.objects.get()}


def test_what_is_alike_already_is_refused_and_leaves_nothing_behind(concept, label, people):
    decisions.propose(label, category="study", rationale="They study.", by=people.assistant)
    with pytest.raises(Refused, match="is treated so already"):
        concepts.make_alike(concept, to="study", rationale="They study.", by=people.assistant)
    assert not Batch.objects.exists()


def test_all_of_them_or_none(make_label, people):
    for text in ("F-2", "M-2"):
        make_label(text, ("FY2018", 7))
    with pytest.raises(Refused, match="“never” is no reason code"):
        concepts.make_alike(
            Concept.objects.get(pk="student_family"),
            to="exclude",
            reason_code="never",
            rationale="Made up for a test.",
            by=people.assistant,
        )
    assert not Batch.objects.exists() and not CategoryDecision.objects.exists()

"""One decision cites another, and hears when that one is overturned. Every figure here is made up."""

import pytest
from django.db import IntegrityError, transaction

from curation.actions import decisions
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Concern

SAID = {"category": "work", "rationale": "Made up."}


@pytest.fixture
def precedent(make_label, people):
    decision = decisions.propose(make_label("ZZ-1", ("FY2018", 1)), **SAID, by=people.assistant)
    decisions.approve(decision, by=people.colleague)
    return decision


@pytest.fixture
def resting(make_label, people, precedent):
    """Three that cite it: in the proposal, in the approval, and one that waits."""
    proposed, approved, waits = (
        decisions.propose(make_label(f"ZZ-{n}", ("FY2018", n)), **SAID, cites=cites, by=people.assistant)
        for n, cites in [(2, precedent), (3, None), (4, precedent)]
    )
    decisions.approve(proposed, by=people.colleague)
    decisions.approve(approved, by=people.colleague, cites=precedent)
    return proposed, approved, waits


def overturn(decision, people):
    other = decisions.propose(decision.label, reason_code="temporary", rationale="Made up.", by=people.assistant)
    decisions.approve(other, by=people.director)
    return other


def test_what_is_cited_is_kept_and_told(resting, precedent):
    proposed, approved, waits = resting
    assert (proposed.cites, approved.approval_cites, waits.cites) == (precedent, precedent, precedent)
    assert set(CategoryDecision.objects.resting_on([precedent])) == set(resting)


def test_only_what_is_in_force_can_be_cited(make_label, people, precedent):
    label = make_label("ZZ-9", ("FY2018", 1))
    overturn(precedent, people)
    refusal = f"Decision {precedent.pk} about “ZZ-1” is not in force: cite one that is."
    with pytest.raises(Refused, match=refusal):
        decisions.propose(label, **SAID, cites=precedent, by=people.assistant)
    decision = decisions.propose(label, **SAID, by=people.assistant)
    with pytest.raises(Refused, match=refusal):
        decisions.approve(decision, by=people.colleague, cites=precedent)


def test_to_overturn_it_raises_a_concern_about_each_that_rests_on_it(resting, precedent, people):
    overturn(precedent, people)
    for decision in resting:
        [concern] = decision.concerns.filter(rule="precedent_overturned")
        assert (concern.severity, concern.state, concern.label) == ("concern", "open", decision.label)
        assert concern.text == (
            f"“{decision.label}” rests on a precedent that is overturned: “ZZ-1” was work and is excluded (temporary)."
        )


def test_the_concern_goes_with_the_decision_that_it_is_about(resting, precedent, people):
    overturn(precedent, people)
    proposed, approved, _waits = resting
    new = overturn(proposed, people)
    settled, still = (d.concerns.get(rule="precedent_overturned") for d in (proposed, approved))
    assert (settled.state, settled.outcome, still.state) == ("resolved", "changed", "open")
    assert settled.resolution == f"Decision {proposed.pk} was superseded by decision {new.pk}."


def test_what_replaces_its_own_precedent_is_not_doubted_for_that(precedent, people):
    new = decisions.propose(
        precedent.label, category="study", rationale="Made up.", cites=precedent, by=people.assistant
    )
    decisions.approve(new, by=people.director)
    assert not Concern.objects.filter(rule="precedent_overturned").exists()


def test_the_database_keeps_what_was_cited(resting, precedent, people):
    proposed, approved, waits = resting
    with pytest.raises(IntegrityError, match="A decision is never changed"), transaction.atomic():
        CategoryDecision.objects.filter(pk=proposed.pk).update(cites=None)
    with pytest.raises(IntegrityError, match="A decision is never changed"), transaction.atomic():
        CategoryDecision.objects.filter(pk=approved.pk).update(state="superseded", approval_cites=None)
    with pytest.raises(IntegrityError, match="only_an_approval_cites_then"), transaction.atomic():
        CategoryDecision.objects.filter(pk=waits.pk).update(approval_cites=precedent)


def test_the_database_refuses_a_decision_that_cites_itself(label, people):
    decision = decisions.propose(label, **SAID, by=people.assistant)
    with pytest.raises(IntegrityError, match="no_decision_is_its_own_precedent"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(
            state="approved", reviewed_by=people.director, reviewed_at=decision.proposed_at, approval_cites=decision
        )

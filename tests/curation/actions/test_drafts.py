"""What somebody began to say, kept at every key."""

import pytest

from curation.actions import decisions, drafts
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Draft


def test_a_draft_is_kept_over_the_former_one_and_a_person_has_one_a_label(label, people):
    drafts.save(label, content={"what": "work"}, by=people.assistant)
    drafts.save(label, content={"what": "study", "rationale": " They learn. "}, by=people.assistant)
    drafts.save(label, content={"what": "exclude"}, by=people.colleague)
    assert Draft.objects.get(by=people.assistant).content == {"what": "study", "rationale": "They learn."}
    assert Draft.objects.count() == 2 and not CategoryDecision.objects.exists()


def test_what_says_nothing_is_no_draft(label, people):
    drafts.save(label, content={"what": "work"}, by=people.assistant)
    drafts.save(label, content={"what": "", "rationale": " ", "colour": "red"}, by=people.assistant)
    assert not Draft.objects.exists()


def test_a_proposal_is_the_end_of_ones_own_draft(label, people):
    for person in (people.assistant, people.colleague):
        drafts.save(label, content={"what": "study"}, by=person)
    decisions.propose(label, category="study", rationale="They learn.", by=people.assistant)
    assert Draft.objects.get().by == people.colleague


def test_who_may_not_propose_keeps_no_drafts_and_too_long_is_said(label, people):
    with pytest.raises(Refused, match="stranger may not keep drafts"):
        drafts.save(label, content={"what": "work"}, by=people.stranger)
    with pytest.raises(Refused, match="The rationale has 4,001 characters, and 4,000 are kept: shorten it."):
        drafts.save(label, content={"rationale": "x" * 4001}, by=people.assistant)

"""Being at one thing of the inbox for a while: of two people one is, and nobody is forbidden anything. Made up."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from curation.actions import amendments, claims, concepts, concerns, decisions
from curation.actions.refused import Refused
from curation.actions.thresholds import set_
from curation.core import concern_rules
from curation.inbox import names
from curation.models import Claim, Concept
from curation.thresholds import THRESHOLDS
from tests.curation.conftest import person


@pytest.fixture
def other(people):
    return person("other", "director")


@pytest.fixture
def decision(label, people):
    return decisions.propose(label, category="work", rationale="Made up.", by=people.assistant)


def minutes_left(claim):
    return round((claim.until - timezone.now()).total_seconds() / 60)


def over(claim):
    """Let its time run out."""
    hour = timedelta(hours=1)
    Claim.objects.filter(pk=claim.pk).update(at=claim.at - hour, until=claim.until - hour)


def test_a_claim_holds_for_as_long_as_the_director_set(decision, people):
    assert minutes_left(claims.claim(names.of(decision), by=people.director)) == 30
    set_(THRESHOLDS["claim_minutes"], to=90, why="Made up.", turn=0, by=people.director)
    assert minutes_left(claims.claim(names.of(decision), by=people.director)) == 90
    assert Claim.objects.count() == 1


def test_of_two_the_second_is_told_who_and_until_when(decision, people, other):
    first = claims.claim(names.of(decision), by=people.director)
    told = f"director was first: claimed at {first.at:%H:%M} until {first.until:%H:%M} UTC"
    with pytest.raises(Refused, match=told):
        claims.claim(names.of(decision), by=other)
    with pytest.raises(Refused, match=told):
        claims.let_go(names.of(decision), by=other)
    assert Claim.objects.get().by == people.director


def test_one_that_is_over_or_let_go_is_anybodys(decision, people, other):
    over(claims.claim(names.of(decision), by=people.director))
    assert claims.claim(names.of(decision), by=other).by == other
    claims.let_go(names.of(decision), by=other)
    assert claims.claim(names.of(decision), by=people.director).by == people.director
    with pytest.raises(Refused, match="director was first"):
        claims.let_go(names.of(decision), by=other)


def test_what_is_not_claimed_cannot_be_let_go(decision, people):
    with pytest.raises(Refused, match="This is not claimed any more"):
        claims.let_go(names.of(decision), by=people.director)


@pytest.mark.parametrize("name", ["categorydecision-0", "nothing", "", "totals-1-KAZ"])
def test_only_what_waits_for_one_can_be_claimed(decision, people, name):
    with pytest.raises(Refused, match="This does not wait for you"):
        claims.claim(name, by=people.director)
    with pytest.raises(Refused, match="This does not wait for you"):
        claims.claim(names.of(decision), by=people.assistant)
    with pytest.raises(Refused, match="stranger may not claim"):
        claims.claim(names.of(decision), by=people.stranger)


@pytest.mark.parametrize("outcome", ["approved", "returned", "withdrawn"])
def test_deciding_ends_it_and_nobody_is_forbidden_to(decision, people, other, outcome):
    claims.claim(names.of(decision), by=people.director)
    if outcome == "approved":
        decisions.approve(decision, by=other)
    elif outcome == "returned":
        decisions.return_(decision, reason="Why?", by=other)
    else:
        decisions.withdraw(decision, by=people.assistant)
    assert decision.state == outcome and not Claim.objects.exists()


@pytest.mark.parametrize("deed", [concerns.answer, concerns.resolve])
def test_so_does_answering_or_settling_a_doubt(people, deed):
    concern = concerns.raise_("Really?", severity="concern", by=people.assistant)
    claims.claim(names.of(concern), by=people.director)
    concerns.say(concern, text="Hm.", by=people.colleague)
    assert Claim.objects.exists()
    said = {"text": "No."} if deed == concerns.answer else {"resolution": "No.", "outcome": "kept"}
    deed(concern, **said, by=people.director)
    assert not Claim.objects.exists()


def test_so_does_reviewing_a_reason_or_a_change_of_a_list(people):
    reason = concepts.give_reason(Concept.objects.get(pk="seafarer"), text_en="Made up.", by=people.assistant)
    changed = {"values": {"area": "NLD"}, "rationale": "Made up."}
    amendment = amendments.propose("alias", "Ruritania", **changed, by=people.assistant)
    for subject, deed in [(reason, concepts), (amendment, amendments)]:
        claims.claim(names.of(subject), by=people.director)
        deed.approve(subject, by=people.director)
        assert not Claim.objects.exists()


def test_several_totals_are_claimed_until_the_last_of_them_is_settled(make_file, people):
    file = make_file()
    found = [concern_rules.parts_against_total("2015", f"A!B{n}", "7", 8, 8, 1, "KAZ") for n in range(2)]
    raised = concerns.raise_findings(found, file=file)
    claims.claim(f"totals-{file.pk}-KAZ", by=people.director)
    concerns.resolve(raised[0], resolution="Rounded.", outcome="kept", by=people.director)
    assert Claim.objects.exists()
    concerns.resolve(raised[1], resolution="Rounded.", outcome="kept", by=people.director)
    assert not Claim.objects.exists()


def test_the_database_keeps_one_claim_a_thing_and_none_that_ends_before_it_began(people):
    now = timezone.now()
    Claim.objects.create(item="concern-1", by=people.director, at=now, until=now + timedelta(minutes=1))
    for item, until in [("concern-1", now + timedelta(minutes=1)), ("concern-2", now)]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(item=item, by=people.director, at=now, until=until)

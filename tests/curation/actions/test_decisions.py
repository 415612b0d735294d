"""What a label means: proposed by one, approved or returned by another."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from curation import queries, seen
from curation.actions import concerns, decisions, reviewed
from curation.actions.refused import Refused
from curation.actions.thresholds import set_
from curation.models import CategoryDecision, Concern
from curation.thresholds import THRESHOLDS

AS_THE_CODEBOOK = {"category": "study", "reason_code": "temporary", "rationale": "The codebook: temporary visits."}
OTHERWISE = {"category": "study", "rationale": "Exchange visitors stay for more than 6 months."}


def states(label):
    return [decision.state for decision in label.decisions.order_by("pk")]


# proposing


def test_a_category_alone_includes_and_a_reason_code_excludes(label, people):
    included = decisions.propose(label, **OTHERWISE, by=people.assistant)
    excluded = decisions.propose(label, **AS_THE_CODEBOOK, by=people.colleague)
    assert (included.disposition, excluded.disposition) == ("include", "exclude")
    assert included.state == excluded.state == "proposed"


def test_a_proposal_as_the_codebook_has_it_names_the_rule_and_needs_no_director(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    assert (decision.rule_id, decision.flagged) == ("usa.excluded.j", False)


def test_a_proposal_against_the_codebook_waits_for_the_director_and_says_so(label, people):
    decision = decisions.propose(label, **OTHERWISE, by=people.assistant)
    [concern] = decision.concerns.all()
    assert decision.flagged and decision.rule is None
    assert concern.text == (
        "“J-1” is proposed as study, where the codebook says excluded (temporary): “The project team excluded J visas "
        "(“Exchange Visitor”) and Q visas (“Visa for Cultural Exchange Program”) as temporary visits.”"
    )


def test_the_first_use_of_a_label_with_many_people_waits_for_the_director(make_label, people):
    label = make_label("J-1", ("FY2018", 1_001))
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    concern = label.concerns.get(rule="first_use")
    assert decision.flagged
    assert concern.text == "First use of the label “J-1”: 1,001 people, above the threshold of 1,000."


def test_what_the_director_sets_counts_for_the_next_proposal(make_label, people):
    first, second = make_label("J-1", ("FY2018", 60)), make_label("ZZ-9", ("FY2018", 60))
    said = {"reason_code": "temporary", "rationale": "Made up."}
    assert not decisions.propose(first, **said, by=people.assistant).flagged
    set_(THRESHOLDS["flag_people"], to=50, why="Made up.", turn=0, by=people.director)
    assert decisions.propose(second, **said, by=people.assistant).flagged
    first.decisions.get().refresh_from_db()
    assert not first.decisions.get().flagged


def test_to_change_what_is_in_force_for_many_people_waits_for_the_director(make_label, people):
    label = make_label("ZZ-9", ("FY2018", 5_000))
    silent = {"reason_code": "not_in_codebook", "rationale": "The codebook does not name it."}
    decisions.approve(decisions.propose(label, **silent, by=people.assistant), by=people.director)
    decision = decisions.propose(label, category="work", rationale="It is paid work.", by=people.assistant)
    [concern] = decision.concerns.all()
    assert decision.flagged
    assert concern.text == (
        "“ZZ-9” is in force as excluded (not in codebook) and proposed as work: 5,000 people hang on it."
    )
    decisions.approve(decision, by=people.director)
    concern.refresh_from_db()
    assert concern.state == "resolved"


def test_a_doubt_in_words_becomes_a_concern(label, people):
    decision = decisions.propose(
        label, **AS_THE_CODEBOOK, flag="Length of stay is not in the table.", by=people.assistant
    )
    [concern] = decision.concerns.all()
    assert decision.flagged
    assert (concern.text, concern.raised_by) == ("Length of stay is not in the table.", people.assistant)


@pytest.mark.parametrize(
    "said, sentence",
    [
        ({}, "Say what the label is: counted in a category, excluded for a reason, a total, or not data."),
        ({"disposition": "include"}, "Say in which category the label counts."),
        ({"disposition": "exclude"}, "Say for which reason the label is excluded: choose a reason code."),
        (
            {"disposition": "include", "category": "work", "reason_code": "temporary"},
            "A reason code belongs to an exclusion: leave it out, or exclude the label.",
        ),
        (
            {"disposition": "total", "category": "work"},
            "What is a total has neither category nor measure: empty them.",
        ),
        (
            {"category": "holiday"},
            "“holiday” is no category: choose one of work, study, residence, asylum.",
        ),
        (
            {"category": "work", "rationale": " "},
            "Give a rationale: one sentence that a reader of the codebook can follow.",
        ),
        (
            {"category": "work", "rationale": "x" * 4001},
            "The rationale has 4,001 characters, and 4,000 are kept: shorten it.",
        ),
        ({"category": "work", "year_from": 18}, "18 is no year of this dataset: write four digits, as in 2018."),
        ({"category": "work", "year_from": 2019, "year_to": 2018}, "The years run backwards: from 2019 to 2018."),
        (
            {"category": "work", "condition": {"sex": "F"}},
            'The condition cannot be read: write it as {"duration": ["M6-11", "Y_GE1"]}.',
        ),
        (
            {"category": "work", "condition": {"sex": ["F" * 300]}},
            "The condition is longer than 300 characters: split it into two decisions.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(label, people, said, sentence):
    with pytest.raises(Refused) as refusal:
        decisions.propose(label, **{"rationale": "Because.", **said}, by=people.assistant)
    assert str(refusal.value) == sentence
    assert not CategoryDecision.objects.exists()


def test_the_same_said_twice_is_refused(label, people):
    decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    with pytest.raises(Refused, match="“J-1” is proposed by assistant as excluded .temporary. since .* already."):
        decisions.propose(label, **AS_THE_CODEBOOK | {"rationale": "Other words."}, by=people.colleague)


def test_a_persons_newer_proposal_replaces_the_one_that_waits(label, people):
    decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    decisions.propose(label, **OTHERWISE, by=people.colleague)
    decisions.propose(label, category="work", rationale="Paid.", by=people.assistant)
    assert states(label) == ["withdrawn", "proposed", "proposed"]


# reviewing


def test_a_second_person_approves_and_it_is_in_force(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    decisions.approve(decision, by=people.colleague, note="Seen.")
    assert (decision.state, decision.reviewed_by, decision.review_note) == ("approved", people.colleague, "Seen.")
    assert queries.decision_in_force(label, 2018) == decision


def test_an_approval_settles_what_rules_doubted(make_label, people):
    label = make_label("J-1", ("FY2018", 5_000))
    decisions.approve(decisions.propose(label, **OTHERWISE, by=people.assistant), by=people.director)
    assert set(Concern.objects.values_list("state", "resolution")) == {("resolved", "Approved by director as study.")}


def test_whoever_approves_what_a_person_doubts_answers_the_doubt(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, flag="Is a year temporary?", by=people.assistant)
    with pytest.raises(Refused, match="assistant doubts this proposal: “Is a year temporary.” Answer in the note"):
        decisions.approve(decision, by=people.director, note=" ")
    assert states(label) == ["proposed"]
    decisions.approve(decision, by=people.director, note="The codebook says so.")
    doubt = Concern.objects.get(rule="", decision=decision)
    assert (doubt.state, doubt.resolution, doubt.resolved_by) == ("resolved", "The codebook says so.", people.director)
    assert decision.review_note == "The codebook says so."


def test_a_doubt_that_was_settled_before_asks_for_no_note(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, flag="Is a year temporary?", by=people.assistant)
    concerns.resolve(decision.concerns.get(rule=""), resolution="It is.", outcome="kept", by=people.director)
    decisions.approve(decision, by=people.director)
    assert states(label) == ["approved"]


def test_what_overlaps_is_superseded_and_what_does_not_stays(label, people):
    spans = [{"year_to": 2016}, {"year_from": 2017, "year_to": 2017}, {"year_from": 2019}]
    for span in spans:
        old = decisions.propose(label, **AS_THE_CODEBOOK, **span, by=people.assistant)
        decisions.approve(old, by=people.colleague)
    new = decisions.propose(label, **OTHERWISE, year_from=2016, year_to=2018, by=people.assistant)
    decisions.approve(new, by=people.director)
    assert states(label) == ["superseded", "superseded", "approved", "approved"]


def test_a_condition_stands_beside_the_decision_without_one_and_goes_before_it(label, people):
    broad = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    narrow = decisions.propose(label, **OTHERWISE, condition={"duration": ["Y_GE1"]}, by=people.assistant)
    for decision in (broad, narrow):
        decisions.approve(decision, by=people.director)
    assert queries.decision_in_force(label, 2018, breakdown="duration=Y_GE1") == narrow
    assert queries.decision_in_force(label, 2018, breakdown="duration=M3-5") == broad
    assert states(label) == ["approved", "approved"]


def test_returned_with_a_reason(label, people):
    decision = decisions.propose(label, **OTHERWISE, by=people.assistant)
    with pytest.raises(Refused, match="Say why you return it: the field is empty."):
        decisions.return_(decision, reason=" ", by=people.director)
    decisions.return_(decision, reason="Quote the rule that decides it.", by=people.director)
    assert (decision.state, decision.review_note) == ("returned", "Quote the rule that decides it.")
    assert list(queries.returned_to(people.assistant)) == [decision]
    assert not decision.concerns.unresolved().exists()


@pytest.fixture
def returned(label, people):
    decision = decisions.propose(label, **OTHERWISE, by=people.assistant)
    decisions.return_(decision, reason="Quote the rule that decides it.", by=people.director)
    return decision


def test_what_was_returned_is_put_away_by_whoever_proposed_it_and_its_words_stay(returned, people):
    decisions.put_away(returned, why=" So it is. ", by=people.assistant)
    assert (returned.state, returned.review_note) == ("withdrawn", "Quote the rule that decides it.")
    assert returned.reviewed_by == people.director
    assert not queries.returned_to(people.assistant).exists()
    assert LogEntry.objects.filter(change_message="Put away as returned. So it is.").count() == 1


def test_nobody_puts_away_somebody_elses_nor_twice_nor_what_waits(returned, label, people):
    with pytest.raises(Refused, match="assistant proposed this, so only assistant may put it away."):
        decisions.put_away(returned, by=people.director)
    decisions.put_away(returned, by=people.assistant)
    with pytest.raises(Refused, match="“J-1” is withdrawn: only what was returned is put away."):
        decisions.put_away(returned, by=people.assistant)
    waiting = decisions.propose(label, **OTHERWISE, by=people.assistant)
    with pytest.raises(Refused, match="“J-1” is proposed: only what was returned is put away."):
        decisions.put_away(waiting, by=people.assistant)


def test_put_away_a_label_without_a_decision_is_undecided_again(returned, label, people):
    assert label.standing.state == "returned"
    decisions.put_away(returned, by=people.assistant)
    label.standing.refresh_from_db()
    assert label.standing.state == "undecided"


def test_only_whoever_proposed_withdraws_and_only_before_the_review(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    with pytest.raises(Refused, match="assistant proposed this, so only assistant may withdraw it."):
        decisions.withdraw(decision, by=people.director)
    decisions.approve(decision, by=people.colleague)
    with pytest.raises(Refused, match="colleague was first: “J-1” is approved since .* UTC."):
        decisions.withdraw(decision, by=people.assistant)


def test_whoever_comes_second_is_told_who_was_first(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    same = CategoryDecision.objects.get(pk=decision.pk)
    decisions.approve(decision, by=people.colleague)
    with pytest.raises(Refused, match="colleague was first: “J-1” is approved since .* UTC."):
        decisions.return_(same, reason="No.", by=people.director)


def test_many_at_once_each_by_itself(make_label, people):
    small, large = make_label("Q-1", ("FY2018", 1)), make_label("J-1", ("FY2018", 5_000))
    proposals = [decisions.propose(each, **AS_THE_CODEBOOK, by=people.assistant) for each in (small, large)]
    tokens = {pk: seen.token(pk, each) for pk, each in seen.of(proposals).items()}
    assert decisions.approve_all(proposals, by=people.colleague, seen=tokens) == [
        (proposals[0], ""),
        (proposals[1], "This proposal is flagged and waits for the director."),
    ]


def test_of_many_at_once_each_says_what_was_seen_of_it(make_label, people):
    labels = make_label("Q-1", ("FY2018", 1)), make_label("Q-2", ("FY2018", 1)), make_label("Q-3", ("FY2018", 1))
    proposals = [decisions.propose(each, **AS_THE_CODEBOOK, by=people.assistant) for each in labels]
    tokens = {pk: seen.token(pk, each) for pk, each in seen.of(proposals[:2]).items()}
    make_label("Q-2", ("FY2019", 4))
    told = [refusal for _decision, refusal in decisions.approve_all(proposals, by=people.colleague, seen=tokens)]
    assert told[0] == ""
    assert told[1].startswith("Not approved, for it is not what you saw. The count of its cells was 1 and is 2.")
    assert told[2].startswith("This does not say what you saw of the proposal")
    assert [each.state for each in CategoryDecision.objects.order_by("pk")] == ["approved", "proposed", "proposed"]


def test_what_the_codebook_suggests_is_proposed_in_its_words(label, people):
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    assert (decision.disposition, decision.category, decision.reason_code) == ("exclude", "study", "temporary")
    assert decision.rationale == "The codebook keeps J visas (“Exchange Visitor”) out of study as temporary visits."


# what nobody may do


def test_nobody_reviews_their_own_proposal(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.director)
    with pytest.raises(Refused, match="You proposed this yourself, so somebody else has to approve it."):
        decisions.approve(decision, by=people.director)
    with pytest.raises(Refused, match="You proposed this yourself, so somebody else has to return it."):
        decisions.return_(decision, reason="No.", by=people.director)
    assert states(label) == ["proposed"]


def test_the_update_itself_refuses_ones_own_proposal(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.director)
    with pytest.raises(Refused):
        reviewed.move(decision, "approved", by=people.director, note="")


def test_the_database_refuses_ones_own_proposal(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    with pytest.raises(IntegrityError, match="reviewed_by_someone_else"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(
            state="approved", reviewed_by=people.assistant, reviewed_at=decision.proposed_at
        )


def test_the_database_refuses_a_second_decision_in_force_for_all_years(label, people):
    first = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    second = decisions.propose(label, **OTHERWISE, by=people.colleague)
    decisions.approve(first, by=people.director)
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryDecision.objects.filter(pk=second.pk).update(
            state="approved", reviewed_by=people.director, reviewed_at=first.reviewed_at
        )


def test_without_the_right_nothing_is_done(label, people):
    with pytest.raises(
        Refused, match="stranger may not propose what a label means: an administrator can give the right."
    ):
        decisions.propose(label, **OTHERWISE, by=people.stranger)
    decision = decisions.propose(label, **OTHERWISE, by=people.assistant)
    with pytest.raises(Refused, match="stranger may not approve proposals"):
        decisions.approve(decision, by=people.stranger)
    with pytest.raises(Refused, match="This proposal is flagged and waits for the director."):
        decisions.approve(decision, by=people.colleague)
    with pytest.raises(Refused, match="assistant may not answer concerns"):
        concerns.answer(decision.concerns.first(), text="Yes.", by=people.assistant)


# taking over


def test_taken_over_theirs_is_returned_and_ones_own_waits_for_somebody_else(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, flag="Is a year temporary?", by=people.assistant)
    new = decisions.take_over(decision, reason="It is not.", **OTHERWISE, by=people.director)
    assert states(label) == ["returned", "proposed"]
    assert (decision.reviewed_by, decision.review_note) == (people.director, "It is not.")
    assert new.proposed_by == people.director
    with pytest.raises(Refused, match="You proposed this yourself, so somebody else has to approve it."):
        decisions.approve(new, by=people.director)
    doubt = decision.concerns.get(rule="")
    assert (doubt.state, doubt.messages.get().text) == ("answered", "It is not.")


@pytest.mark.parametrize(
    "said, refusal",
    [
        (AS_THE_CODEBOOK, "This is what was proposed: approve it, or say how else the label is to be treated."),
        (OTHERWISE | {"rationale": ""}, "Give a rationale"),
        (OTHERWISE | {"category": "holiday"}, "“holiday” is no category"),
    ],
)
def test_what_cannot_be_taken_over_is_not_returned_either(label, people, said, refusal):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    with pytest.raises(Refused, match=refusal):
        decisions.take_over(decision, reason="No.", **said, by=people.director)
    assert states(label) == ["proposed"]


def test_nobody_takes_over_their_own_or_what_waits_for_the_director(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, flag="Is a year temporary?", by=people.assistant)
    with pytest.raises(Refused, match="You proposed this yourself"):
        decisions.take_over(decision, reason="No.", **OTHERWISE, by=people.assistant)
    with pytest.raises(Refused, match="This proposal is flagged and waits for the director."):
        decisions.take_over(decision, reason="No.", **OTHERWISE, by=people.colleague)
    with pytest.raises(Refused, match="Say why you return it: the field is empty."):
        decisions.take_over(decision, reason="", **OTHERWISE, by=people.director)


def test_a_return_answers_a_person_s_doubt_and_leaves_it_to_be_resolved(label, people):
    decision = decisions.propose(label, **AS_THE_CODEBOOK, by=people.assistant)
    doubt = concerns.raise_("Is it?", severity="concern", by=people.colleague, label=label, decision=decision)
    decisions.return_(decision, reason="Quote the rule.", by=people.director)
    doubt.refresh_from_db()
    assert (doubt.state, doubt.messages.get().text) == ("answered", "Quote the rule.")

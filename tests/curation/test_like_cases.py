"""What is done with labels of the same concept. The figures are made up; the rules are the codebook's own."""

import pytest

from curation import like_cases
from curation.actions import concepts, decisions
from curation.models import Concept, SourceTable

SEAFARERS = "seafarer"
SEAMEN = "South Korea’s Seafarers (E-10)"  # a rule of two tables
STUDY = {"category": "study", "rationale": "Made up."}


@pytest.fixture
def crew(make_label):
    return make_label("D", ("FY2018", 1_097))


@pytest.fixture
def seamen(make_label):
    return make_label("E10", ("2018", 40), source=SourceTable.objects.get(pk="kr-status"), destination="KOR")


def said(label):
    return set(like_cases.of(label, SEAFARERS))


def doubts(decision):
    return list(decision.concerns.filter(rule="two_ways").values_list("text", flat=True))


def test_a_rule_without_a_label_of_ours_stands_for_itself(crew):
    assert said(crew) == {("work", SEAMEN)}


def test_a_label_nobody_decided_is_as_the_codebook_says(crew, seamen):
    assert said(crew) == {("work", SEAMEN)}
    assert said(seamen) == {("exclude", "United States’ Crew members (D)"), ("work", SEAMEN)}


def test_a_decision_says_otherwise_than_the_codebook_under_the_labels_own_name(crew, seamen, people):
    waiting = decisions.propose(seamen, **STUDY, by=people.assistant)
    assert said(crew) == {("study", "South Korea’s E10"), ("work", SEAMEN)}
    decisions.approve(waiting, by=people.director)
    decisions.propose(seamen, category="work", rationale="Made up.", by=people.assistant)
    assert said(crew) == {("study", "South Korea’s E10"), ("work", SEAMEN)}


def test_people_counted_elsewhere_are_no_other_treatment(crew, seamen, people):
    before = like_cases.of(crew, SEAFARERS)
    decisions.propose(seamen, reason_code="counted_elsewhere", rationale="Made up.", by=people.assistant)
    assert len(like_cases.of(crew, SEAFARERS)) == len(before) - 1


def test_once_a_reason_is_in_force_nothing_is_asked(crew, people):
    reason = concepts.give_reason(Concept.objects.get(pk=SEAFARERS), text_en="Made up.", by=people.assistant)
    assert said(crew)
    concepts.approve(reason, by=people.director)
    assert said(crew) == set()


def test_who_proposes_another_treatment_for_many_people_is_told_of_the_like_cases(crew, people):
    decision = decisions.propose_as_suggested(crew, by=people.assistant)
    assert decision.flagged
    assert doubts(decision) == [
        "“D” is proposed as excluded (temporary), where of its kind South Korea’s Seafarers (E-10) is work: "
        "say why they are apart, or make them alike."
    ]


def test_for_few_people_or_the_same_treatment_it_is_not(make_label, crew, seamen, people):
    assert doubts(decisions.propose_as_suggested(seamen, by=people.assistant)) == []
    same = decisions.propose(crew, category="work", rationale="Made up.", by=people.assistant)
    assert doubts(same) == [] and same.flagged  # it is against the codebook


def test_how_often_the_database_is_asked_does_not_grow(make_label, crew, people, django_assert_num_queries):
    for number in range(5):
        other = make_label(f"D-{number}", ("FY2018", 5))
        decisions.propose(other, **STUDY, by=people.assistant)
    with django_assert_num_queries(3):
        assert ("study", "United States’ D-4") in said(crew)

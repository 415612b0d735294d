"""The numbers by which the desk goes: set with a reason, each with its history."""

import pytest
from django.db import IntegrityError, transaction

from curation import thresholds
from curation.actions.refused import Refused
from curation.actions.thresholds import set_
from curation.models import Setting
from curation.thresholds import THRESHOLDS

SHARE = THRESHOLDS["second_opinion_share"]


def given(people, to=20, why="Made up.", by="director", turn=0):
    return set_(SHARE, to=to, why=why, by=getattr(people, by), turn=turn)


@pytest.mark.parametrize("threshold", THRESHOLDS.values(), ids=str)
def test_each_has_a_default_within_its_bounds_and_a_sentence(threshold):
    assert THRESHOLDS[threshold.name] is threshold
    assert 0 <= threshold.least <= threshold.default <= threshold.most
    assert threshold.title and threshold.unit and str(threshold.sentence).endswith(".")


def test_the_last_value_counts_and_without_one_the_default(people):
    assert thresholds.value(SHARE.name) == SHARE.default == 10
    given(people, to=20)
    given(people, to=0, turn=1)
    assert thresholds.value(SHARE.name) == 0
    defaults = {name: threshold.default for name, threshold in THRESHOLDS.items()}
    assert thresholds.values() == defaults | {SHARE.name: 0}


def test_all_of_them_are_asked_for_at_once(people, django_assert_num_queries):
    given(people)
    with django_assert_num_queries(1):
        assert thresholds.standing()[SHARE.name].by == people.director


def test_who_set_what_when_and_why_stays(people):
    given(people, to=20, why="Too few pairs.")
    given(people, to=5, why="Too much work.", turn=1)
    history = Setting.objects.order_by("turn").values_list("turn", "value", "why", "by__username")
    assert list(history) == [(1, 20, "Too few pairs.", "director"), (2, 5, "Too much work.", "director")]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"by": "assistant"}, "assistant may not set thresholds"),
        ({"why": "  "}, "Write why it should be so"),
        ({"to": 101}, "Second opinions: 101 is not from 0 to 100"),
        ({"to": -1}, "Second opinions: -1 is not from 0 to 100"),
        ({"to": 10}, "Second opinions: it is 10 already"),
    ],
    ids=str,
)
def test_what_is_refused(people, said, sentence):
    with pytest.raises(Refused, match=sentence):
        given(people, **said)
    assert not Setting.objects.exists()


def test_who_saw_an_earlier_value_is_told_who_was_first(people):
    given(people, to=20, why="Too few pairs.")
    with pytest.raises(Refused, match="director was first: Second opinions is 20 of 100 decisions since .* “Too few"):
        given(people, to=30, turn=0)


def test_the_database_lets_one_of_two_through(people):
    given(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Setting.objects.create(name=SHARE.name, turn=1, value=30, why="Made up.", by=people.director)

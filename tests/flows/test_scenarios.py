"""The door by which questions are offered to readers, and taken back. All figures are made up."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, transaction

from flows import scenarios
from flows.core.refusals import Refused
from flows.models import OfferedScenario

pytestmark = pytest.mark.django_db
SAID = {
    "titles": ("What if J counted?", "Что, если J?"),
    "texts": ("Made up.", "Вымышлено."),
    "labels": [("us-niv", "J-1")],
    "now": "out",
    "to": "study",
}


@pytest.fixture
def director():
    return User.objects.create_user("director")


@pytest.fixture
def offered(director):
    return scenarios.offer(**SAID, by=director)


def test_what_is_offered_is_values_alone(offered):
    assert (offered.slug, offered.title_en, offered.text_ru) == (
        "what-if-j-counted",
        "What if J counted?",
        "Вымышлено.",
    )
    assert (offered.labels, offered.now, offered.to) == ([["us-niv", "J-1"]], "out", "study")
    assert list(OfferedScenario.objects.standing()) == [offered]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to": "nonsense"}, "“nonsense” is nothing a label can count as"),
        ({"to": ""}, "“” is nothing a label can count as"),
        ({"now": "nonsense"}, "“nonsense” is nothing a label counts as"),
        ({"labels": []}, "about 1 to 200 labels, and this one is about 0"),
        ({"labels": [("t", str(n)) for n in range(201)]}, "this one is about 201"),
        ({"titles": ("T", " ")}, "Readers need a title and a text in Russian too"),
        ({"texts": ("", "T")}, "Readers need a title and a text in English too"),
        ({"titles": ("T" * 201, "T")}, "The English title may have 200 characters"),
    ],
)
def test_what_readers_could_not_be_shown_is_refused(director, change, sentence):
    with pytest.raises(Refused, match=sentence):
        scenarios.offer(**{**SAID, **change}, by=director)
    assert not OfferedScenario.objects.exists()


@pytest.mark.parametrize(
    ("titles", "slugs"),
    [
        (["One", "One", "One"], ["one", "one-2", "one-3"]),
        (["One two", "One"], ["one-two", "one"]),
        (["Как?", "J — «study»?"], ["scenario", "j-study"]),
        (["a" * 200], ["a" * 70]),
    ],
)
def test_each_has_an_address_of_its_own(director, titles, slugs):
    assert [scenarios.offer(**{**SAID, "titles": (title, "T")}, by=director).slug for title in titles] == slugs


def test_of_two_who_take_it_back_one_does_and_the_other_is_told_when(offered, director):
    again = OfferedScenario.objects.get(pk=offered.pk)
    scenarios.withdraw(offered, reason="It misled people.", by=director)
    with pytest.raises(Refused, match=r"was taken back on 20\d\d-\d\d-\d\d \d\d:\d\d UTC already."):
        scenarios.withdraw(again, reason="Me too.", by=director)
    assert again.withdrawn_reason == "It misled people."
    with pytest.raises(Refused, match="with a reason only"):
        scenarios.withdraw(again, reason=" ", by=director)


@pytest.mark.parametrize("change", [{"title_en": "Other"}, {"labels": []}, {"slug": "other"}, {"to": "work"}])
def test_what_was_offered_never_changes(offered, change):
    with pytest.raises(DatabaseError, match="What readers were offered never changes"), transaction.atomic():
        OfferedScenario.objects.filter(pk=offered.pk).update(**change)


def test_nor_is_it_deleted_or_offered_again(offered, director):
    with pytest.raises(DatabaseError, match="What readers were offered never changes"), transaction.atomic():
        offered.delete()
    scenarios.withdraw(offered, reason="R.", by=director)
    with pytest.raises(DatabaseError, match="never changes|taken_back"), transaction.atomic():
        OfferedScenario.objects.filter(pk=offered.pk).update(withdrawn_at=None, withdrawn_reason="")


def test_it_is_taken_back_with_a_reason_whoever_does_it(offered):
    from django.utils import timezone

    with pytest.raises(IntegrityError), transaction.atomic():
        OfferedScenario.objects.filter(pk=offered.pk).update(withdrawn_at=timezone.now())

"""Treatments in the language of the page, and those that were kept in English."""

import pytest
from django.utils.translation import override

from curation import worded
from curation.core import treatments

RUSSIAN = [
    (worded.treatment("include", category="study"), "учёба"),
    (worded.treatment("include", category="asylum", measure="asylum_cases"), "убежище, показатель: дела об убежище"),
    (worded.treatment("exclude", reason_code="temporary"), "исключено (временное пребывание)"),
    (worded.treatment("total"), "итог"),
    (worded.treatment("not_data"), "не данные"),
    (worded.treatment("cannot_say"), "не могу сказать"),
    (
        worded.treatment("include", category="work", condition={"destination": ["USA", "CAN"]}),
        "работа при условии: destination: USA or CAN",
    ),
]


@pytest.mark.parametrize("treatment, russian", RUSSIAN, ids=[russian for _treatment, russian in RUSSIAN])
def test_in_russian_by_its_names_and_in_english_as_it_is_kept(treatment, russian):
    kept = treatments.in_words(treatment)
    with override("ru"):
        assert worded.in_words(treatment) == worded.again(kept) == russian
    with override("en"):
        assert worded.in_words(treatment) == worded.again(kept) == kept


def test_all_that_can_be_done_with_a_label_is_said_without_an_english_word():
    with override("ru"):
        assert not [words for each in worded.every().values() if (words := worded.in_words(each)).isascii()]


@pytest.mark.parametrize("words", ["", "work, study", "excluded (for a reason of 2019)", "something, where it was"])
def test_words_that_no_list_knows_stay_as_they_are(words):
    with override("ru"):
        assert worded.again(words) == words

"""The words of findings. The American study visas are real (samples/figures.csv); all else is made up."""

import re

import pytest
from django.utils import translation

from flows.core.sentences import Course, Share, findings
from flows.sentences import COUNTED, NEW, OLD, SAME, Series, counted, differing, in_words
from tests.flows.core.test_sentences import FIVE, NOW, WITH_J, rows

pytestmark = pytest.mark.django_db

STUDY = Series("study", "visas_issued", "us_fiscal")
RESIDENTS = Series("work", "residents", "calendar")


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Course("", 2016, 2019, 2_242, 2_664), "Study visas rose by 18.8 % between FY2016 and FY2019."),
        (Course("UZB", 2016, 2019, 429, 332),
         "Study visas of Uzbekistan’s citizens fell by 22.6 % between FY2016 and FY2019."),
        (Share("KAZ", 2019, 1_650, 2_664), "Kazakhstan accounted for 61.9 % of the study visas of FY2019."),
        (Course("", 2016, 2019, 7, 7), "Study visas were as many in FY2019 as in FY2016: 7."),
        (Course("", 2016, 2019, 0, 1_200), "Study visas rose from 0 to 1,200 between FY2016 and FY2019."),
        (Course("", 2016, 2019, 7, 0), "Study visas fell by 100.0 % between FY2016 and FY2019."),
        (Course("", 2016, 2019, 1, 24), "Study visas rose by 2,300.0 % between FY2016 and FY2019."),
        (Course("", 2016, 2019, 100_000, 100_001), "Study visas rose by less than 0.1 % between FY2016 and FY2019."),
    ],
)  # fmt: skip
def test_a_finding_is_one_sentence(finding, words):
    assert in_words(finding, STUDY).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Course("", 2016, 2019, 2_242, 2_664), "Число учебных виз выросло на 18,8 % с FY2016 по FY2019."),
        (Course("UZB", 2016, 2019, 429, 332), "Узбекистан: число учебных виз снизилось на 22,6 % с FY2016 по FY2019."),
        (Share("KAZ", 2019, 1_650, 2_664), "Наибольшая доля — Казахстан: 61,9 % учебных виз за FY2019."),
        (Course("", 2016, 2019, 100_000, 100_001),
         "Число учебных виз выросло на менее чем 0,1 % с FY2016 по FY2019."),
    ],
)  # fmt: skip
def test_a_finding_is_one_sentence_in_russian_too(finding, words):
    with translation.override("ru"):
        assert in_words(finding, STUDY).replace("\xa0", " ") == words


@pytest.mark.parametrize("said", COUNTED, ids=" ".join)
def test_everything_that_is_counted_has_a_genitive_of_its_own(said):
    with translation.override("ru"):
        words = in_words(Course("", 2016, 2019, 5, 10), Series(*said, "calendar"))
    assert words.startswith("Число ") and not re.search("[A-Za-z]", words)


@pytest.mark.parametrize(("count", "words"), [(1, "число изменится"), (3, "числа изменятся"), (20, "чисел изменятся")])
def test_how_many_numbers_change_follows_the_russian_plural(count, words):
    with translation.override("ru"):
        assert translation.ngettext("number changes", "numbers change", count) == words


def test_a_number_and_its_per_cent_are_never_torn_apart():
    assert "18.8\xa0%" in in_words(Course("", 2016, 2019, 2_242, 2_664), STUDY)


def test_years_are_written_in_their_own_basis():
    said = in_words(Course("", 2016, 2024, 10, 20), RESIDENTS)
    assert said == "Residents under work statuses rose by 100.0\xa0% between 2016 and 2024."


def test_where_nobody_found_words_the_codelists_names_stand():
    assert counted(Series("asylum", "visas_issued", "us_fiscal")) == "“Asylum, visas issued”"


def test_the_sentences_of_the_picture_that_would_read_differently():
    now, then = (findings(rows(table), FIVE) for table in (NOW, WITH_J))
    told = differing(now, then, STUDY)
    assert told[:2] == [
        [(SAME, "Study visas rose by"), (OLD, "18.8\xa0%"), (NEW, "10.0\xa0%"), (SAME, "between FY2016 and FY2019.")],
        [(SAME, "Kazakhstan accounted for"), (OLD, "61.9\xa0%"), (NEW, "54.2\xa0%"),
         (SAME, "of the study visas of FY2019.")],
    ]  # fmt: skip
    assert told[-1] == [
        (SAME, "Study visas of Uzbekistan’s citizens"), (OLD, "fell by 22.6\xa0%"), (NEW, "rose by 39.9\xa0%"),
        (SAME, "between FY2016 and FY2019."),
    ]  # fmt: skip


def test_a_sentence_that_goes_or_comes_stands_whole_and_one_that_stays_is_not_told():
    stays, gone = Course("KAZ", 2016, 2019, 1, 2), Course("UZB", 2016, 2019, 1, 2)
    [parts] = differing([stays, gone], [stays], STUDY)
    assert [part.kind for part in parts] == [OLD]
    [parts] = differing([stays], [stays, gone], STUDY)
    assert [part.kind for part in parts] == [NEW]

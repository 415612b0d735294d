"""Rows go in as they are, on both engines. Figures are made up."""

import pytest
from django.db import IntegrityError, transaction

from flows import bulk
from flows.intake import GAP
from flows.models import Gap, Release

pytestmark = pytest.mark.django_db
WORDS = 'plain, “quoted”, "quoted", tab\t, line\n, back\\slash, \\N, ё, 日本, 😀, \''


@pytest.fixture
def candidate():
    return Release.objects.create(version="1.0.0", major=1, minor=0, patch=0)


def rows(candidate, years):
    for year in years:
        yield candidate.pk, "KAZ", "USA", year, "study", "", "us_fiscal", "missing", "no_row", WORDS, ""


def test_each_row_arrives_as_it_is(candidate, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
    assert bulk.insert(Gap, GAP, rows(candidate, range(2016, 2021))) == 5
    assert list(Gap.everything.values_list("year", "measure", "reason_en", "reason_ru")) == [
        (year, "", WORDS, "") for year in range(2016, 2021)
    ]


def test_no_rows_are_no_rows(candidate):
    assert bulk.insert(Gap, GAP, []) == 0


def test_rows_may_come_out_of_the_database_they_go_into(candidate):
    bulk.insert(Gap, GAP, rows(candidate, [2016, 2017]))
    later = ((*rest[:3], rest[3] + 10, *rest[4:]) for rest in Gap.everything.values_list(*GAP).iterator())
    assert bulk.insert(Gap, GAP, later) == 2
    assert list(Gap.everything.values_list("year", flat=True)) == [2016, 2017, 2026, 2027]


def test_a_row_that_breaks_a_constraint_is_djangos_error(candidate):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Gap, GAP, rows(candidate, [2016, 2016]))


@pytest.mark.parametrize(
    ("value", "text"),
    [({}, "{}"), ([], "[]"), ((1, "ё"), '[1, "ё"]'), ({"b": 1, "a": None}, '{"a": null, "b": 1}')],
)
def test_json_as_text(value, text):
    assert bulk.as_json(value) == text

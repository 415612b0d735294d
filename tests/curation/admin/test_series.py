"""The director gives a series its new last year at the desk; nobody changes anything else of it there."""

import pytest
from django.urls import reverse

from curation.models import Series

ASKED = {"from_year": "2016", "to_year": "2021", "reason": "The tables of FY2020 and FY2021 are out."}


@pytest.fixture
def study(db):
    return Series.objects.get(destination="USA", category="study")


@pytest.fixture
def page(study):
    return reverse("admin:curation_series_change", args=[study.pk])


def test_the_director_moves_the_years_and_the_history_says_so(desk, study, page):
    answered = desk("director").post(page, ASKED | {"destination": "KOR", "headline": "", "tables_all": "[]"})
    assert answered.status_code == 302
    study.refresh_from_db()
    assert (study.from_year, study.to_year) == (2016, 2021)
    assert (study.destination, study.headline, study.tables) == ("USA", True, ["us-niv"])
    history = desk("director").get(reverse("admin:curation_series_history", args=[study.pk])).content.decode()
    assert history.count("became 2016 to 2021: The tables of FY2020 and FY2021 are out.") == 1


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"to_year": "2015"}, "The years run backwards"),
        ({"to_year": "20190"}, "20190 cannot be a year of a series"),
        ({"to_year": "2019"}, "The years are as they were"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_a_refusal_stands_in_the_form(desk, study, page, wrong, sentence):
    answered = desk("director").post(page, ASKED | wrong)
    assert answered.status_code == 200
    assert sentence in answered.content.decode()
    study.refresh_from_db()
    assert study.to_year == 2019


def test_an_assistant_looks_only(desk, study, page):
    shown = desk("assistant").get(page).content.decode()
    assert 'name="to_year"' not in shown and 'name="reason"' not in shown
    assert desk("assistant").post(page, ASKED).status_code == 403
    study.refresh_from_db()
    assert study.to_year == 2019

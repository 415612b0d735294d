"""What the map draws of each kind of number. Figures are made up."""

import re

import pytest
from django.http import QueryDict

from flows import pieces
from flows.maps.asked import MapQuestion
from flows.maps.drawing import Drawing
from flows.maps.lines import NARROWEST, WIDEST, Map
from flows.maps.numbers import Figure
from tests.factories import hidden, published
from tests.flows.maps.made import HALF, asylum

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def shown(release, **asked):
    question = MapQuestion(query(asked), pieces.of(release, "map"))
    assert question.is_valid(), list(question.sentences())
    return Map(release, question)


def query(asked):
    said = QueryDict(mutable=True)
    said.update(asked)
    return said


def test_every_kind_of_number_has_a_state_of_its_own(release):
    states = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"}).states

    said = {code: states[code] for code in ("CAN", "KOR", "USA", "RUS", "JPN", "DEU", "POL", "TUR", "GBR", "FRA")}
    assert said == {
        "CAN": "step-1",
        "KOR": "step-0",
        "USA": "step-3",
        "RUS": "step-4",
        "JPN": "step-1 hidden",
        "DEU": "step-2",
        "POL": "step-1",
        "TUR": "excluded",
        "GBR": "missing",
        "FRA": "missing",  # a member of the Union without a number of its own, while others have one
    }
    assert (states["TJK"], states["KAZ"]) == ("here", "peer")
    assert "EU" not in states and "UKR" not in states


@pytest.mark.parametrize(
    ("number", "step"), [(0, 0), (1, 1), (19, 1), (20, 2), (99, 2), (100, 3), (999, 3), (1000, 4), (10**6, 4)]
)
def test_steps_are_said_in_whole_numbers(number, step):
    assert Figure("CAN", "", "entries", 2016, "calendar", number, number, number, "normal").step == step


def test_a_partial_number_of_which_nothing_is_certain_is_not_drawn_as_zero():
    figure = Figure("CAN", "", "entries", 2016, "calendar", None, 0, None, "partial")
    assert figure.state == "step-0 hidden"


def test_a_union_without_numbers_of_members_shades_them_all():
    release = published(asylum("EU", 2018, 30), asylum("EU", 2020, 25, status="break"))
    before, after = (shown(release, **{"from": "TJK", "year": year}).states for year in ("2018", "2020"))

    assert (before["FRA"], before["GBR"]) == ("step-2", "step-2")
    assert after["FRA"] == "step-2" and "GBR" not in after


def test_only_the_union_has_a_line_and_its_members_none(release):
    lines = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"}).lines
    assert [(line.place, line.known) for line in lines] == [
        ("RUS", 1200), ("USA", 109), ("EU", 35), ("CAN", 12), ("JPN", 1), ("KOR", 0)
    ]  # fmt: skip


def test_widths_are_linear_and_compare_over_the_years():
    release = published(asylum("CAN", 2015, 1000), asylum("CAN", 2016, 500), asylum("KOR", 2016, 1))
    now = shown(release, **{"from": "TJK", "year": "2016"})
    assert {line.place: now.width(line) for line in now.lines} == {"CAN": WIDEST / 2, "KOR": NARROWEST}
    before = shown(release, **{"from": "TJK", "year": "2015"})
    assert [before.width(line) for line in before.lines] == [WIDEST]


def test_the_bars_are_those_of_one_place_never_a_sum(release):
    view = shown(release, **{"from": "TJK", "category": "asylum", "year": "2017"})
    place, years = view.bars
    assert (place, [(year, figure and figure.value) for year, figure in years]) == (
        "CAN", [(2015, 400), (2016, 12), (2017, None)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "view"),
    [
        ({}, ("from", "TJK", "asylum", 2016)),
        ({"from": "KAZ"}, ("from", "KAZ", "study", 2018)),
        ({"from": "KAZ", "category": "study"}, ("from", "KAZ", "study", 2018)),
        ({"to": "USA"}, ("to", "USA", "asylum", 2016)),
        ({"to": "DEU", "year": "2015"}, ("to", "DEU", "asylum", 2015)),
        ({"from": "KAZ", "category": "work"}, ("from", "KAZ", "work", 2018)),
    ],
)
def test_what_is_left_away_is_what_has_most_numbers(release, asked, view):
    map = shown(release, **asked)
    assert (map.direction, map.place, map.category, map.year) == view


def test_land_with_a_number_beside_the_headline_alone_says_so():
    release = published(
        asylum("CAN", 2016, 12),
        asylum("RUS", 2016, 3, measure="temporary_asylum", headline=False),
    )
    view = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"})
    titles = re.findall("<title>(.*?)</title>", Drawing(view, release.version).shapes)
    assert [title for title in titles if title.startswith(("Russia", "Canada"))] == [
        "Canada: 12, asylum applications, 2016",
        "Russia: no headline number of this year; beside it 3 temporary asylum applications",
    ]


def test_a_number_that_nothing_limits_comes_before_one_that_is_limited():
    release = published(
        asylum("CAN", 2016, 12),
        asylum("RUS", 2016, 12, absent=[HALF]),
        asylum("JPN", 2016, hidden(12, 15)),
    )
    numbers = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"}).figures
    assert [figure.place for figure in numbers] == ["RUS", "JPN", "CAN"]

"""What can be said of a series. The American study visas are real (samples/figures.csv); all else is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.sentences import Course, Said, Share, findings, permille

FIVE = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
YEARS = range(2016, 2020)
#      FY2016 FY2017 FY2018 FY2019
NOW = {
    "KAZ": [1236, 1455, 1461, 1650],
    "KGZ": [168, 158, 238, 330],
    "TJK": [174, 177, 155, 186],
    "TKM": [235, 247, 192, 166],
    "UZB": [429, 534, 403, 332],
}
WITH_J = {
    "KAZ": [3615, 4237, 3725, 3744],
    "KGZ": [665, 594, 694, 800],
    "TJK": [405, 422, 357, 382],
    "TKM": [401, 429, 279, 311],
    "UZB": [1192, 1284, 1324, 1668],
}


def rows(table):
    return [
        Said(origin, year, value) for origin, values in table.items() for year, value in zip(YEARS, values, strict=True)
    ]


def found(table):
    return {finding.about: finding for finding in findings(rows(table), FIVE)}


def test_the_real_study_visas_are_those_of_the_picture():
    sums = [sum(column) for column in zip(*NOW.values(), strict=True)]
    assert sums == [2_242, 2_571, 2_449, 2_664]


@pytest.mark.parametrize(
    ("table", "about", "finding", "thousandths"),
    [
        (NOW, ("course", ""), Course("", 2016, 2019, 2_242, 2_664), 188),
        (WITH_J, ("course", ""), Course("", 2016, 2019, 6_278, 6_905), 100),
        (NOW, ("share", ""), Share("KAZ", 2019, 1_650, 2_664), 619),
        (WITH_J, ("share", ""), Share("KAZ", 2019, 3_744, 6_905), 542),
        (NOW, ("course", "UZB"), Course("UZB", 2016, 2019, 429, 332), 226),
        (WITH_J, ("course", "UZB"), Course("UZB", 2016, 2019, 1_192, 1_668), 399),
    ],
)
def test_what_the_real_study_visas_say(table, about, finding, thousandths):
    assert found(table)[about] == finding
    assert finding.permille == thousandths


def test_all_of_them_are_spoken_of_first_then_the_largest_then_each():
    assert [finding.about for finding in findings(rows(NOW), FIVE)] == [
        ("course", ""), ("share", ""), *(("course", origin) for origin in FIVE),
    ]  # fmt: skip


def test_a_number_that_is_not_whole_says_nothing_for_all_and_moves_its_own_years():
    partial = {**NOW, "UZB": [None, 534, 403, 332]}
    said = found(partial)
    assert said["course", ""].first_year == 2017
    assert said["course", "UZB"] == Course("UZB", 2017, 2019, 534, 332)
    assert said["course", "KAZ"].first_year == 2016


def test_where_an_origin_has_no_whole_number_nothing_is_said_of_all():
    said = findings(rows({**NOW, "UZB": [None, None, None, 332]}), FIVE)
    assert [finding.about for finding in said] == [("share", ""), *(("course", origin) for origin in FIVE[:4])]
    said = findings(rows({origin: NOW[origin] for origin in FIVE[:4]}), FIVE)
    assert [finding.about for finding in said] == [("course", origin) for origin in FIVE[:4]]


def test_nothing_is_compared_across_a_break():
    union = [Said("KAZ", 2018, 10), Said("KAZ", 2019, 20), Said("KAZ", 2020, 5, "break"), Said("KAZ", 2021, 6)]
    assert findings(union, ["KAZ"]) == [Course("", 2020, 2021, 5, 6), Course("KAZ", 2020, 2021, 5, 6)]


def test_two_that_are_equally_large_are_no_largest_and_nothing_has_no_shares():
    assert findings([Said("KAZ", 2018, 7), Said("UZB", 2018, 7)], ["KAZ", "UZB"]) == []
    assert findings([Said("KAZ", 2018, 0), Said("UZB", 2018, 0)], ["KAZ", "UZB"]) == []


def test_a_rise_from_nothing_has_no_per_cent():
    assert Course("", 2016, 2019, 0, 12).permille is None


def test_of_no_origin_and_of_one_year_nothing_is_said():
    assert findings([], []) == []
    assert findings([Said("KAZ", 2018, 7)], ["KAZ"]) == []


@given(part=st.integers(0, 10**9), whole=st.integers(1, 10**9))
def test_thousandths_are_never_further_off_than_a_half(part, whole):
    assert abs(permille(part, whole) * whole - 1_000 * part) * 2 <= whole


@given(st.permutations(rows(NOW)))
def test_the_order_of_the_rows_says_nothing(shuffled):
    assert findings(shuffled, FIVE) == findings(rows(NOW), FIVE)

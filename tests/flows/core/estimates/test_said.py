"""What is said beside an answer, and what is not."""

import io

import pytest

from flows.core.estimates.asking import ask

RATIO = "age,p0,p1,s\n"


def said(method, text):
    return [str(each) for each in ask(method, io.StringIO(text)).answer.said]


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        ("0-4,,9,.9\n5-9,10,,.9\n", []),
        ("0-4,10,9,.5\n5-9,10,,.5\n",
         ["net migration of all ages, without 1 that have no result: forward 4, reverse 8, average 6."]),
    ],
)  # fmt: skip
def test_totals_of_all_ages_are_those_of_what_is_known(rows, sentences):
    assert said("survival-ratio", RATIO + rows) == sentences


MIRRORED = "origin,destination,year,reporter,value\n"
PROXY = (
    "Where receivers count permits or registrations, their count is an upper-level proxy: intent and events, not moves."
)


def test_what_to_mind_is_said_of_however_many_origins():
    rows = [f"{origin},Z,2019,receiver,5\n" for origin in "ABCDEFGHIJKLMNOPQRSTU"]
    assert said("mirror", MIRRORED + "".join(rows)) == [PROXY]
    assert said("mirror", MIRRORED + rows[0]) == [
        "A 2019: emigration 5, of which 100.0 % as counted by receivers.",
        PROXY,
    ]


def test_who_stays_is_nobody_s_emigration_however_it_is_written():
    rows = "A,B,2019,receiver,5\nB,A,2019,receiver,2\n"
    nets = [
        ask("mirror", io.StringIO(MIRRORED + rows + own)).answer.results["net"].numbers()
        for own in ("", "A,A,2019,receiver,\n", "A,A,2019,sender,\nB,B,2019,sender,\n")
    ]
    assert nets == [[-3, 3]] * 3
    zero = ask("mirror", io.StringIO(MIRRORED + rows + "A,A,2019,receiver,0\n")).answer.results["net"].numbers()
    assert zero == [-3, -3, 3]


def test_a_country_of_nobody_has_no_survival():
    text = "age,p0,p1,national_p0,national_p1\n0-4,10,9,0,5\n5-9,10,9,5,\n10-14,,9,0,4\n15-19,10,9,10,9\n"
    assert ask("survival-ratio", io.StringIO(text)).answer.notes == [
        "undefined: national_p0 is zero", "missing: national_p1", "missing: p0", "",
    ]  # fmt: skip

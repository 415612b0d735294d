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

"""The limitations of a release. Figures are made up."""

import pytest

from flows import pieces
from tests.factories import hidden, left_out, observation, published, rounded
from tests.flows import readers
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def test_the_piece_of_limitations():
    release = published(
        observation("KAZ", "CAN", 2018, "work", "permits_issued", cells=[rounded(20), hidden(1, 5), left_out(3, "x")]),
        observation("UZB", "CAN", 2018, "work", "permits_issued", cells=[rounded(20), rounded(40)]),
        observation("UZB", "CAN", 2017, "work", "permits_issued", cells=[1], absent=[readers.HALF_HELD]),
    )  # fmt: skip
    assert pieces.of(release, "limitations") == {
        "series": [
            {
                "of": ["CAN", "work", "permits_issued", "calendar"], "leads": True, "tables": ["us-niv"], "numbers": 3,
                "hidden": 1, "rounded": 1, "widest": 8, "statuses": {"normal": 1, "partial": 2},
            }
        ],
        "absent": [["CAN", "work", "permits_issued", "us-niv", "", 1]],
        "left_out": [["temporary", 1]],
    }  # fmt: skip


def test_limitations_are_those_of_the_release(client, release):
    text = read(client, "/limitations/").text
    assert "Work 3 measures" in text
    assert "Residents South Korea persons, a stock calendar year" in text
    assert "None printed; the classes themselves say what a stay is for" in text
    assert "Canada Work 16 partial: 1 of 2 ; suppressed: 1 of 2" in text
    assert "United States Residence Nonimmigrant visas issued: 1" in text
    assert "Canada Residence 1 of 1 4" in text
    assert "A stock says who is there on one day: residents." in text
    assert "Temporary stay 3 labels" in text
    assert "Breaks, preliminary" not in text


def test_of_many_series_the_first_are_told_and_the_others_counted(client, monkeypatch, release):
    monkeypatch.setattr("flows.trust.limits.MOST", 1)
    text = read(client, "/limitations/").text
    assert "Canada Work 16 partial: 1 of 2 ; suppressed: 1 of 2 and 1 more" in text
    assert "Canada Work 0" not in text and "United States Residence 0" not in text


def test_a_release_says_only_limits_that_it_has(client):
    published(
        observation("KAZ", "USA", 2018, "study", cells=[1]),
        observation("UZB", "USA", 2018, "study", status="break", cells=[2]),
    )
    text = read(client, "/limitations/").text
    assert "United States, Study: break in the series, 1" in text
    for absent in ("Hidden or not whole", "Rounded or blurred", "A stock is not a flow", "Where there is no number",
                   "What was left out by decision", "What people added to the files"):  # fmt: skip
        assert absent not in text

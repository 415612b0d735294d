"""The causes between two releases as they stand in the tables. Figures are made up."""

import pytest
from django.db import connection

from flows import causes, seals, verify
from flows.models import Observation
from tests.factories import cell, hidden, left_out, observation, published

pytestmark = pytest.mark.django_db


def told(old, new):
    return [
        (change.kind, change.key.origin, [(cause.kind, cause.cell[1], cause.lower, cause.upper) for cause in found])
        for change, found in causes.between(old, new)
    ]


@pytest.fixture
def two():
    old = published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1"), left_out(40, "J-1")]),
        observation("UZB", "USA", 2018, "study", cells=[cell(3, "F-1")]),
        observation("TJK", "USA", 2018, "study", cells=[hidden(1, 5, "F-1")]),
    )
    new = published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(9, "F-1"), cell(40, "J-1")]),
        observation("TJK", "USA", 2018, "study", cells=[cell(4, "F-1")]),
        observation("TKM", "USA", 2018, "study", cells=[cell(1, "F-1")]),
        version="1.1.0",
    )
    return old, new


def test_each_changed_number_names_its_cells(two):
    assert told(*two) == [
        ("changed", "KAZ", [("revised", "F-1", 2, 2), ("counted by decision", "J-1", 40, 40)]),
        ("changed", "TJK", [("revised", "F-1", 3, -1)]),
        ("new", "TKM", [("new cell", "F-1", 1, 1)]),
        ("gone", "UZB", [("gone cell", "F-1", -3, -3)]),
    ]


def test_a_difference_without_a_cause_is_found(two):
    _old, new = two
    seals.lift(connection)
    Observation.everything.of(new).filter(origin="KAZ").update(value=50, lower=50, upper=50)
    assert (
        3,
        "Release 1.1.0: KAZ → USA, study, visas_issued, 2018: 1 of the difference from release 1.0.0 has no cause.",
    ) in [(finding.invariant, finding.sentence) for finding in verify.findings(new)]

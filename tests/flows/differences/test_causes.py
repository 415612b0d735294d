"""The causes between two releases as they stand in the tables, also of releases that say nothing of how they were made.

What each kind of cause is, by the real verbs, is in `tests/curation/test_causes.py`. Figures are made up.
"""

import pytest
from django.db import connection

from flows import seals, verify
from flows.core.frames import Frame, Series
from flows.differences import causes
from flows.models import Contribution, Observation
from tests.factories import cell, file, handover, hidden, left_out, observation, published

pytestmark = pytest.mark.django_db


def told(rows):
    return [
        (row.change.kind, row.key.origin, [(cause.kind, cause.by.label or cause.by.file, cause.part.lower)
                                           for cause in row.causes])
        for row in rows
        if row.is_told
    ]  # fmt: skip


OLD = [
    observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1"), left_out(40, "J-1")]),
    observation("UZB", "USA", 2018, "study", cells=[cell(3, "F-1"), cell(2, "M-1")]),
    observation("TJK", "USA", 2018, "study", cells=[hidden(1, 5, "F-1")]),
]
NEW = [
    observation("KAZ", "USA", 2018, "study", cells=[cell(9, "F-1"), cell(40, "J-1")]),
    observation("TJK", "USA", 2018, "study", cells=[cell(4, "F-1")]),
    observation("TKM", "USA", 2018, "study", cells=[cell(1, "F-1")]),
    observation("UZB", "USA", 2018, "study", cells=[cell(3, "F-1")]),
]
FOUND = [
    ("changed", "KAZ", [("counted", "J-1", 40), ("revised", "second.xlsx", 2)]),
    ("changed", "TJK", [("revised", "second.xlsx", 3), ("whole", "", 0)]),
    ("new", "TKM", [("accepted", "second.xlsx", 1)]),
    ("changed", "UZB", [("gone_cell", "second.xlsx", -2)]),
]


@pytest.fixture
def two():
    """Two releases made before anything was handed over about files, decisions and series."""
    return published(*OLD, sources=file("first")), published(*NEW, sources=file("second"), version="1.1.0")


def test_releases_that_say_nothing_of_how_they_were_made_are_explained_by_what_they_show(two):
    assert told(causes.between(*two)) == FOUND


def test_what_would_be_published_is_explained_alike(two):
    old, _new = two
    assert told(causes.ahead(old, handover(*NEW, sources=file("second")))) == FOUND
    assert list(causes.ahead(old, handover(*NEW, sources=file("second")))) == list(causes.between(*two))


def test_the_first_release_differs_from_nothing(two):
    old, _new = two
    first = [("new", origin, [("accepted", "first.xlsx", lower)]) for origin, lower in
             [("KAZ", 7), ("TJK", 1), ("UZB", 5)]]  # fmt: skip
    assert told(causes.between(None, old)) == first
    assert told(causes.ahead(None, handover(*OLD, sources=file("first")))) == first


def test_the_way_back_is_the_way_there_with_the_opposite_sign(two):
    there = {row.key: sum(cause.amount for cause in row.causes) for row in causes.between(*two)}
    back = {row.key: sum(cause.amount for cause in row.causes) for row in causes.between(*reversed(two))}
    assert back == {key: -amount for key, amount in there.items()}


def test_a_release_does_not_differ_from_itself(two):
    for release in two:
        assert [row for row in causes.between(release, release) if row.is_told] == []


def test_a_frame_says_what_numbers_cannot_show():
    """The year was in no series before, although the file was held: that shows in no number."""
    framed = Frame(series=(Series("USA", "study", "visas_issued", 2018, 2018),), origins=("KAZ",))
    more = Frame(series=(Series("USA", "study", "visas_issued", 2018, 2019),), origins=("KAZ",))
    of_2018, of_2019 = (observation("KAZ", "USA", year, "study", cells=[cell(7, "F-1")]) for year in (2018, 2019))
    read_alike = file("first", layouts={"FY18": "as ever"})
    old = published(of_2018, sources=read_alike, frame=framed)
    new = published(of_2018, of_2019, sources=read_alike, frame=more, version="1.1.0")
    assert told(causes.between(old, new)) == [("new", "KAZ", [("new_year", "", 7)])]
    assert Frame.from_json(old.frame) == framed


def test_a_million_rows_are_read_as_streams(two, monkeypatch):
    """A chunk at a time: nothing asks for all rows at once."""
    asked = []

    def counted(self, *args, **kwargs):
        asked.append(self.model)
        return iterated(self, *args, **kwargs)

    iterated = Contribution.everything.all().__class__.iterator
    monkeypatch.setattr(Contribution.everything.all().__class__, "iterator", counted)
    list(causes.between(*two))
    assert asked.count(Contribution) == asked.count(Observation) - 2 == 2  # both frames are read off the numbers


def test_a_difference_without_a_cause_is_found(two):
    _old, new = two
    seals.lift(connection)
    Observation.everything.of(new).filter(origin="KAZ").update(value=50, lower=50, upper=51)
    assert [finding.sentence for finding in verify.findings(new) if finding.invariant == 3] == [
        f"Release 1.1.0: KAZ → USA, study, visas_issued, 2018: {rest} of the difference of its {what} from release "
        "1.0.0 has no cause."
        for rest, what in [(1, "value"), (1, "lower bound"), (2, "upper bound")]
    ]

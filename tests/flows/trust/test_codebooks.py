"""The codebook, and two of them side by side. Figures are made up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows import releases
from flows.queries import Edition
from flows.trust.codebooks import Codebooks
from tests.factories import cell, handover, left_out, observation, published
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


@pytest.fixture
def codebooks():
    """F-1 stays, F-2 has another reason, J-1 comes in, M-1 goes, Q-1 is new."""
    old = [cell(1, "F-1"), cell(2, "F-2"), left_out(3, "J-1"), cell(4, "M-1")]
    first = published(
        observation("KAZ", "USA", 2018, "study", cells=old), published_at=datetime(2026, 10, 1, tzinfo=UTC)
    )
    new = [cell(1, "F-1"), cell(2, "F-2"), cell(3, "J-1"), left_out(5, "Q-1")]
    given = handover(observation("KAZ", "USA", 2018, "study", cells=new))
    worded = [replace(each, rationale="Another reason.") if each.label == "F-2" else each for each in given.treatments]
    second = releases.publish(replace(given, treatments=worded), version="1.1.0", notes_en="Made up.")
    return first, second


def compare(first, number=1):
    return Codebooks(Edition("1.1.0"), first, number)


def test_what_came_went_and_changed(codebooks):
    told = [(line.kind, [label.label for label in line.labels]) for line in compare(codebooks[0]).lines]
    assert told == [("changed", ["J-1"]), ("came", ["Q-1"]), ("went", ["M-1"]), ("reworded", ["F-2"])]
    assert [(kind, count) for kind, _name, count in compare(codebooks[0]).counts] == [
        ("changed", 1), ("came", 1), ("went", 1), ("reworded", 1)
    ]  # fmt: skip


def test_both_reasons_stand_side_by_side(client, codebooks):
    text = read(client, "/codebook/1.0.0..1.1.0/").text
    assert (
        "J-1 Nonimmigrant visas issued Excluded, kept out of: Study: temporary stay visas issued; all years "
        "J-1 is left out of study. Study visas issued; all years J-1 is counted as study."
    ) in text
    assert "F-2 is counted as study. Study visas issued; all years Another reason." in text
    assert "F-1" not in text


def test_labels_to_which_the_same_happened_are_one_line(monkeypatch, codebooks):
    first, second = codebooks
    assert Codebooks(Edition("1.1.0"), second, 1).lines == []
    monkeypatch.setattr(Codebooks, "size", 3)
    assert [len(lines) for _kind, _name, lines in compare(first).groups] == [1, 1, 1]
    assert [kind for kind, _name, _lines in compare(first, 2).groups] == ["reworded"]


def test_the_older_comes_first_and_pages_lead_there(client, codebooks):
    assert client.get("/codebook/1.1.0..1.0.0/").headers["Location"] == "/codebook/1.0.0..1.1.0/"
    assert "/codebook/1.0.0..1.1.0/" in read(client, "/codebook/").links
    assert "/codebook/1.0.0..1.1.0/" in read(client, "/releases/1.0.0..1.1.0/").links
    assert "Both codebooks say the same" in read(client, "/codebook/1.1.0..1.1.0/").text
    assert client.get("/codebook/1.0.0..9.9.9/").status_code == 404


def test_the_codebook_goes_category_by_category(client, release):
    text = read(client, "/codebook/").text
    study, kept = text.index("F-1 is counted as study"), text.index("Excluded, kept out of: Study")
    assert study < kept < text.index("K-1 is counted as residence")
    assert "United States U.S. Department of State" in text

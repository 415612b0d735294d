"""What profiles tell, prepared at publication, and how much of it. Figures are made up."""

import pytest
from django.utils import timezone

from flows import pieces, previews, releases, verify
from flows.models import Piece
from tests.factories import cell, gap, handover, hidden, observation, published
from tests.flows.readers import read

pytestmark = pytest.mark.django_db


def test_the_pieces_of_a_release_and_nothing_of_corridors():
    release = published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1")]),
        gaps=[gap("UZB", "JPN", 2018, "asylum", "asylum_applications")],
    )
    names = Piece.everything.of(release).filter(name__startswith="profile/").values_list("name", flat=True)
    assert sorted(names) == [
        "profile/chapters", "profile/from/KAZ", "profile/from/UZB", "profile/list", "profile/to/JPN", "profile/to/USA",
    ]  # fmt: skip
    assert pieces.of(release, "profile/list") == {
        "from": [["KAZ", 1, 0, 2018, 2018, ["study"], ""], ["UZB", 0, 1, 2018, 2018, [], ""]],
        "to": [["JPN", 0, 1, 2018, 2018, [], ""], ["USA", 1, 0, 2018, 2018, ["study"], ""]],
    }
    whole = [2018, 7, 7, 7, "normal"]
    assert pieces.of(release, "profile/from/KAZ") == {
        "numbers": 1,
        "earlier": 0,
        "places": 1,
        "keys": [["study", "visas_issued", "us_fiscal", "USA", whole, None, None, [whole]]],
        "blocks": [["study", "visas_issued", "us_fiscal", True, "", 1, 0, 0, ["us-niv"], [], [["USA", [whole], 1]]]],
        "mixes": [],
        "gaps": [],
    }
    assert pieces.of(release, "profile/to/JPN")["gaps"] == [
        ["missing", "awaiting_source", "calendar", ["asylum"], [2018], 1, ["UZB"]]
    ]
    assert verify.findings() == []


def test_a_changed_piece_is_found_and_made_again(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1")]))
    said = client.get("/destinations/USA/").content
    Piece.everything.filter(name="profile/to/USA").delete()
    assert any("profile/to/USA" in finding.sentence for finding in verify.findings())
    Piece.everything.all().delete()
    assert client.get("/destinations/USA/").content == said


def test_a_candidate_has_its_profiles_behind_its_preview_alone(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1")]))
    made = handover(observation("KAZ", "CAN", 2018, "study", "permits_issued", cells=[cell(9, "permit")]))
    candidate = releases.freeze(made, version="1.1.0", notes_en="Made up.")
    assert Piece.everything.of(candidate).filter(name="profile/to/CAN").exists()
    assert client.get("/destinations/CAN/").status_code == 404
    link = previews.address(candidate, timezone.now())
    for page in ("profiles/", "destinations/CAN/", "ru/corridors/KAZ-CAN/"):
        shown = read(client, link + page)
        assert [
            each for each in shown.links if each.startswith(("/why", "/corridors", "/observations", "/origins"))
        ] == []
    assert f"{link}why/1.1.0/KAZ-CAN-study-permits_issued-2018/" in read(client, f"{link}destinations/CAN/").links


FIVE = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
TWELVE = ["USA", "CAN", "DEU", "FRA", "POL", "SWE", "JPN", "KOR", "RUS", "TUR", "CHN", "ITA"]
SERIES = [("work", "visas_issued"), ("study", "visas_issued"), ("residence", "permits_issued"),
          ("asylum", "asylum_applications")]  # fmt: skip


@pytest.mark.parametrize(
    ("origins", "destinations"), [(FIVE, ["USA"]), (["KAZ"], TWELVE)], ids=["origins", "destinations"]
)
def test_a_profile_of_25_years_stays_under_100_kilobytes(client, origins, destinations):
    published(
        *(
            observation(origin, place, year, *series, cells=[cell(at * 100 + year, series[0])])
            for origin in origins for at, place in enumerate(destinations) for series in SERIES
            for year in range(2000, 2025)
        )
    )  # fmt: skip
    page = f"/origins/{origins[0]}/" if len(origins) == 1 else f"/destinations/{destinations[0]}/"
    sizes = {address: len(client.get(address).content) for address in (page, f"/ru{page}")}
    assert {address: size for address, size in sizes.items() if size >= 100_000} == {}


def test_a_hidden_number_of_one_origin_leaves_the_sum_an_interval(client):
    published(
        observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[cell(100, "A")]),
        observation("UZB", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5)]),
    )
    assert "101 to 105" in read(client, "/destinations/CAN/").text

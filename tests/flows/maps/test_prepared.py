"""What is prepared for the map when a release is made. Figures are made up."""

import pytest

from flows import pieces, verify
from flows.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def test_the_piece_of_one_origin(release):
    assert pieces.of(release, "map/from/TJK/asylum") == {
        "series": [["asylum_applications", "calendar"], ["asylum_cases", "calendar"]],
        "years": {
            "2015": {"numbers": [["CAN", 0, 400]], "beside": [], "gaps": []},
            "2016": {
                "numbers": [
                    ["CAN", 0, 12],
                    ["DEU", 0, 30, 30, 30, "normal", "EU"],
                    ["EU", 0, 35, 33, 37, "normal", ""],
                    ["JPN", 0, None, 1, 5, "suppressed", ""],
                    ["KOR", 0, 0],
                    ["POL", 0, 5, 3, 7, "normal", "EU"],
                    ["RUS", 0, None, 1200, None, "partial", ""],
                    ["USA", 1, 109],
                ],
                "beside": [["USA", 0, 19]],
                "gaps": [["TUR", "", "", "calendar", "excluded", "data_unavailable"]],
            },
            "2017": {
                "numbers": [],
                "beside": [],
                "gaps": [["GBR", "asylum", "asylum_applications", "calendar", "missing", "awaiting_source"]],
            },
        },
    }


def test_the_piece_of_one_destination(release):
    numbers = {"numbers": [["KAZ", 0, 7], ["TJK", 0, 12]], "beside": [], "gaps": []}
    assert pieces.of(release, "map/to/CAN/asylum")["years"]["2016"] == numbers


def test_what_can_be_asked_for(release):
    index = pieces.of(release, "map")

    assert index["years"] == [2015, 2018]
    assert index["from"] == {
        "KAZ": {"asylum": [2016, 1], "study": [2018, 1]},
        "TJK": {category: [2016, 0] for category in ("residence", "study", "work")} | {"asylum": [2016, 8]},
    }
    assert sorted(index["to"]) == ["CAN", "DEU", "EU", "GBR", "JPN", "KOR", "NOR", "POL", "RUS", "TUR", "USA"]
    spans = Membership.objects.filter(group="EU", member="GBR").values_list("member_id", "from_year", "to_year")
    assert [list(span) for span in spans] == [span for span in index["unions"]["EU"] if span[0] == "GBR"]


def test_pieces_are_held_against_the_rows(release):
    assert verify.findings() == []

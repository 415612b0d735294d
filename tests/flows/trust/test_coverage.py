"""Coverage: what a release has and lacks, place by place and year by year. Figures are made up."""

import pytest

from flows import figures, pieces
from flows.filters import ObservationFilter
from flows.queries import Edition
from flows.trust.coverage import Cell, Coverage, Covered
from tests.factories import gap, hidden, observation, published
from tests.flows import asked_of_tables
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def test_the_piece_of_coverage():
    release = published(
        observation("KAZ", "USA", 2018, "study", cells=[1]),
        observation("UZB", "USA", 2018, "study", cells=[hidden(1, 5), 2]),
        observation("KAZ", "USA", 2019, "study", cells=[3]),
        observation("TJK", "EU", 2016, "asylum", "asylum_applications", cells=[4]),
        observation("TJK", "DEU", 2016, "asylum", "asylum_applications", part_of="EU", cells=[4]),
        gaps=[gap("KAZ", "JPN", 2018, "asylum"), gap("UZB", "JPN", 2018, "asylum"), gap("KAZ", "JPN", 2019, "asylum")],
    )
    assert pieces.of(release, "coverage") == {
        "origins": ["KAZ", "TJK", "UZB"],
        "series": [
            ["EU", "asylum", "asylum_applications", "calendar", True, [[2016, {"normal": 1}]]],
            ["JPN", "asylum", "", "calendar", False, [[2018, {"missing": 2}], [2019, {"missing": 1}]]],
            ["USA", "study", "visas_issued", "us_fiscal", True,
             [[2018, {"normal": 1, "partial": 1}], [2019, {"normal": 1}]]],
        ],
        "gaps": [["JPN", "asylum", "", "calendar", "missing", "awaiting_source", "Awaited.", "Ожидается.",
                  [[2018, 2], [2019, 1]]]],
        "newest": {"us-niv": 2019},
    }  # fmt: skip


def test_every_number_and_gap_of_the_list_is_counted_once(release):
    """What coverage counts is what the list counts, status by status."""
    question = ObservationFilter({}, release)
    assert question.is_valid()
    listed = {
        status: tally.numbers + sum(tally.gaps.values())
        for status, tally in asked_of_tables.tallies(question, gaps=True)["status"].items()
    }
    assert dict(Coverage(Edition("1.1.0"), 1).counts) == listed


def test_years_without_a_number_for_one_reason_are_one_cell(release):
    found = {code: series for code, series in Coverage(Edition("1.1.0"), 1).groups}
    [russia] = found["RUS"]
    assert russia.cells == [Cell({}, 2), Cell({"missing": 1}, 2), Cell({}, 2)]
    assert [(reason.code, reason.years, reason.origins) for reason in russia.reasons] == [
        ("awaiting_source", "2018 to 2019", 1)
    ]
    [work, residence] = found["CAN"]
    assert work.cells[1] == Cell({"partial": 1, "suppressed": 1})
    assert (work.cells[1].numbers, work.cells[1].whole, work.cells[1].kinds) == (
        2,
        2,
        [("partial", 1), ("suppressed", 1)],
    )


def test_the_matrix_in_words(client, release):
    text = read(client, "/coverage/").text
    assert "Canada Work permits issued 2 1 partial 1 suppressed" in text
    assert "Russia Work registrations missing" in text
    assert "Awaiting the source . Awaited." in text
    assert "Nonimmigrant visas issued U.S. Department of State 2024 made-up.xlsx , 2 January 2026" in text


def test_a_reason_that_series_share_is_told_once(client):
    published(
        observation("KAZ", "USA", 2018, "study", cells=[1]),
        gaps=[gap("KAZ", "JPN", 2018, "asylum"), gap("KAZ", "JPN", 2018, "work"), gap("KAZ", "CHN", 2018, "work")],
    )
    told = [(place, [each.category for each in found]) for place, found, _r in Coverage(Edition(), 1).reasons]
    assert told == [("CHN", ["work"]), ("JPN", ["work", "asylum"])]


def test_every_number_of_a_destination_leads_to_its_cells(client, release):
    page = read(client, "/coverage/CAN/")
    numbers = [link for link in page.links if link.startswith("/why/")]
    assert sorted(numbers) == sorted(
        f"/why/1.1.0/{slug}/" for slug in (
            "KAZ-CAN-work-permits_issued-2019", "TJK-CAN-work-permits_issued-2019", "KAZ-CAN-residence-admissions-2019"
        )
    )  # fmt: skip
    assert "Kazakhstan 230 to 326 partial Tajikistan 5 to 25 suppressed" in page.text
    gone = read(client, "/coverage/RUS/")
    assert [link for link in gone.links if link.startswith("/why/")] == [
        f"/why/1.1.0/KAZ-RUS-work-registrations-{year}/" for year in (2018, 2019)
    ]


def test_a_destination_of_which_a_release_says_nothing_and_one_that_is_none(client, release):
    assert "says nothing of this destination by itself: Germany" in read(client, "/coverage/DEU/").text
    assert "Is one of these meant: USA" in read(client, "/coverage/UAS/", 404).text


def test_pages_of_destinations_and_of_origins(monkeypatch, release):
    monkeypatch.setattr(Coverage, "size", 2)
    monkeypatch.setattr(Covered, "size", 2)
    shown = [[code for code, _found in Coverage(Edition(), number).groups] for number in (1, 2, 3, 4)]
    assert sum(shown, []) == Coverage(Edition(), 1).destinations and [len(each) for each in shown] == [2, 2, 2, 1]
    origins = [Covered(Edition(), "USA", number).origins for number in (1, 2)]
    assert origins == [["KAZ", "TJK"], ["TKM", "UZB"]]


@pytest.mark.parametrize(
    ("years", "said"),
    [([2016], "2016"), ([2016, 2017, 2019], "2016 to 2017, 2019"), ([2016, 2018], "2016, 2018")],
)
def test_years_in_words(years, said):
    assert figures.year_spans(years, "calendar") == said
    assert figures.year_spans([2016], "us_fiscal") == "FY2016"

"""Coverage, reconciliation, limitations, glossary, methodology, and two codebooks side by side. Figures are made up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils.translation import override

from flows import figures, pieces, releases
from flows.filters import ObservationFilter
from flows.models import Piece, Question, Release
from flows.queries import Edition, codelist
from flows.trust import words
from flows.trust.codebooks import Codebooks
from flows.trust.coverage import Cell, Coverage, Covered
from flows.trust.reconciliation import Reconciliation
from tests.factories import (
    SourceFactory,
    cell,
    gap,
    handover,
    hidden,
    left_out,
    observation,
    published,
    rounded,
    total,
)
from tests.flows import asked_of_tables, readers
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


@pytest.fixture
def release():
    return readers.second()


# --- Coverage ---------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/coverage/?page=2", "Page: there is only 1 page of this list."),
        ("/coverage/?page=0", "page: A page is a whole number from 1 on."),
        ("/coverage/USA/?origin=KAZ", "“origin” is not a word of this address. Known here: page, release."),
        ("/reconciliation/?outcome=no", "“no” is none of the choices: equal, rounding, hidden, explained, open."),
        ("/reconciliation/?source=jp", "source: “jp” is none of the choices: us-niv."),
        ("/reconciliation/?page=9", "Page: there is only 1 page of this list."),
        ("/codebook/1.1.0..1.1.0/?page=3", "Page: there is only 1 page of this list."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_words(client, release, address, sentence):
    assert sentence in read(client, address, 400).text


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


# --- Reconciliation ---------------------------------------------------------------------------------------------------


@pytest.fixture
def compared():
    second = SourceFactory(number=2, code="ca-pr", title_en="Admissions", publisher_en="IRCC")
    equal, within = total(100), total(102, outcome="rounding", lower=98)._replace(source=2, upper=104)
    months = total(585, outcome="explained", explanation="Made up.", lower=601)
    months = months._replace(source=2, upper=649, what="2016: the 12 months of row 6")
    return published(
        observation("KAZ", "USA", 2018, "study", cells=[100]),
        sources=[SourceFactory(), second, SourceFactory(number=3, code="us-iv", title_en="Immigrant visas")],
        totals=[equal._replace(what="Grand Total: the classes of row 130"), within, months],
    )


def test_totals_by_table_and_outcome(compared):
    assert pieces.of(compared, "reconciliation") == [[1, "equal", 1], [2, "explained", 1], [2, "rounding", 1]]
    shown = Reconciliation(Edition(), QueryDict(""))
    assert [(table.code, table.counts, table.whole) for table in shown.tables] == [
        ("us-niv", [("equal", 1), ("rounding", 0), ("explained", 0)], 1),
        ("ca-pr", [("equal", 0), ("rounding", 1), ("explained", 1)], 2),
    ]
    assert [file.code for file in shown.unchecked] == ["us-iv"]


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("", ["100", "102", "585"]),
        ("source=ca-pr", ["102", "585"]),
        ("outcome=equal", ["100"]),
        ("source=ca-pr&outcome=equal", []),
        ("source=ca-pr&outcome=explained", ["585"]),
    ],
)
def test_totals_narrowed(compared, query, printed):
    shown = Reconciliation(Edition(), QueryDict(query))
    assert [row.total.printed for row in shown.rows] == printed
    assert shown.whole == len(printed)


def test_a_total_in_words(client, compared):
    english = read(client, "/reconciliation/").text
    assert "Kazakhstan FY18!CI130 Grand Total : the classes of row 130 100 100 equal" in english
    assert "2016 : the 12 months of row 6 585 601 to 649 explained (−16). Made up." in english
    assert "All classes of the line 102 98 to 104 within rounding" in english
    assert (
        "Tables that print no total of what is counted, so that nothing checks our sums of them: Immigrant visas"
        in english
    )
    russian = read(client, "/ru/reconciliation/").text
    assert "2016 : 12 месяцев в строке 6 585 601–649 объяснено (−16). Made up." in russian


def test_a_release_without_printed_totals(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[1]))
    assert "so there is nothing to compare" in read(client, "/reconciliation/").text


# --- Limitations, glossary, methodology -------------------------------------------------------------------------------


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


def test_the_glossary_says_every_code_and_where_it_is_used(client, release):
    page = read(client, "/glossary/")
    anchors = {attributes["id"] for _tag, attributes in page.tags if "id" in attributes}
    for name, prefix in (
        ("category", "category"),
        ("measure", "measure"),
        ("status", "status"),
        ("year_basis", "year"),
    ):
        assert {f"{prefix}-{code}" for code in codelist(name)} <= anchors
    reasons = {anchor.partition("-")[2] for anchor in anchors if anchor.startswith(("exclusion-", "gap-"))}
    assert reasons == set(codelist("reason"))
    assert "In this release: South Korea" in page.text
    assert "In this release: Russia" not in page.text  # of which there are gaps alone
    assert "Not in this release." in page.text
    assert [term.name for term in words.terms()] == sorted((term.name for term in words.terms()), key=str.casefold)


def test_a_threshold_of_a_table_in_the_language_of_the_page():
    assert words.threshold("ca-study") == "studies of more than six months"
    assert words.threshold("nothing") == ""
    with override("ru"):
        assert words.threshold("ca-study") == "учёба более шести месяцев"


def test_the_example_of_each_kind_of_number(client, release):
    page = read(client, "/methodology/")
    why = [link for link in page.links if link.startswith("/why/") and "#" not in link]
    kinds = [
        "KAZ-USA-study-visas_issued-2018",  # the number of the first page
        "TJK-EU-asylum-asylum_applications-2016",  # exact
        "KAZ-CAN-residence-admissions-2019",  # rounded
        "TKM-JPN-work-entries-2019",  # zero
        "KAZ-CAN-work-permits_issued-2019",  # partial
        "KAZ-USA-residence-visas_issued-2016",  # nothing limits it
        "TJK-CAN-work-permits_issued-2019",  # suppressed
        "KAZ-RUS-work-registrations-2018",  # missing
        "KAZ-CHN-work--2019",  # excluded
    ]
    assert why == [f"/why/1.1.0/{slug}/" for slug in kinds]
    assert "1,178 + 265 + 15 + 3 = 1,461" in page.text
    assert "1 printed total compared in this release; explained in words: 0." in page.text


# --- Two codebooks ----------------------------------------------------------------------------------------------------


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


# --- Questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize(
    "slug",
    [
        "KAZ-USA-study-visas_issued-2018",
        "KAZ-CAN-work-permits_issued-2019",
        "TKM-JPN-work-entries-2019",
        "TJK-DEU-asylum-asylum_applications-2016",
        "KAZ-RUS-work-registrations-2018",
        "KAZ-CHN-work--2019",
    ],
)
def test_every_number_and_every_gap_can_be_asked_about(client, release, prefix, slug):
    address = f"{prefix}/why/1.1.0/{slug}/"
    forms = [form["action"] for form in read(client, address).all("form")]
    assert forms == [f"{address}ask/"]
    sent = client.post(f"{address}ask/", {"text": "Made up?"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.headers["Location"] == f"{address}asked/"
    assert Question.everything.get().slug == slug


# --- All of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dataset", "coverage", "reconciliation", "limitations", "methodology"])
def test_a_release_without_pieces_says_the_same(client, release, name):
    said = pieces.of(release, name)
    Piece.everything.all().delete()
    assert pieces.of(Release.objects.get(), name) == said

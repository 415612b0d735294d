"""What a report tells of a release, what it leaves out, and how it is prepared. Figures are made up."""

import pytest

from flows import pieces
from flows.models import Piece, Release
from flows.queries import Edition
from flows.report import pdf, told
from flows.report.contents import Report
from tests.factories import cell, gap, handover, hidden, observation, published, rounded
from tests.flows import readers
from tests.flows.report.made import rich
from tests.flows.report.reading import bare

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def test_a_release_with_more_than_a_report_can_tell_says_so(client):
    areas = ["USA", "CAN", "JPN", "KOR", "RUS", "DEU", "FRA", "POL", "ITA", "ESP"]
    released = published(
        *(observation("KAZ", place, 2018, "work", cells=[at + 1]) for at, place in enumerate(areas)),
        *(observation(who, "USA", 2018, "study", cells=[at + 1]) for at, who in enumerate(areas[1:] + ["KAZ"])),
        *(observation("KAZ", "CAN", 2000 + at, "study", cells=[at]) for at in range(14)),
    )
    said = pieces.of(released, "report")
    work = [each for each in said["series"] if each["category"] == "work"]
    crowd, long = (next(each for each in said["series"] if each["category"] == "study" and each["destination"] == place)
                   for place in ("USA", "CAN"))  # fmt: skip
    assert (len(work), said["more_series"]) == (8, 2)
    assert (len(crowd["origins"]), crowd["more_origins"], crowd["sums"]) == (8, 2, [[2018, 55, 55, 55]])
    assert [row[1] for row in long["rows"]] == list(range(2004, 2014)) and long["more_years"] == 4
    page = client.get("/report/").content.decode()
    assert "2 more series stand in the list" in page and "More origins or series stand in the list" in page
    assert len(Report(released).origins) == 8 and Report(released).tallies == []
    assert "More origins or years stand in the list" in client.get("/report/study/").content.decode()
    printed = pdf.Told.of(Edition(), "").content
    assert "2 more series stand in the list" in printed and "More origins or series stand in the list" in printed
    assert "More origins or years stand in the list" in printed
    ranking = next(each for each in said["rankings"] if each["year_basis"] == "us_fiscal" and each["rows"][1:])
    assert [row[0][0] for row in ranking["rows"]] == ["KAZ", "ESP", "ITA"] and ranking["rival"] == 9


LARGEST = "Asylum applications in 2019: the largest corridor is Kazakhstan → Canada, with 9."


@pytest.mark.parametrize(
    ("cells", "rival", "sentence"),
    [
        ([[9], [8]], 8, LARGEST),
        ([[9], [9]], 9, None),
        ([[9], [hidden(1, 12)]], 12, None),
        ([[9], [8], [hidden(1, None)]], None, None),
        ([[hidden(20, None)], [9]], 9, LARGEST.replace("with 9", "with at least 20")),
        ([[rounded(9)], [rounded(4)]], 6, LARGEST),
        ([[rounded(9)], [rounded(5)]], 7, None),
    ],
)  # fmt: skip
def test_the_largest_corridor_is_one_of_all_destinations_that_count_alike(client, cells, rival, sentence):
    places = ["CAN", "RUS", "KOR"]
    released = published(*(
        observation("KAZ", place, 2019, "asylum", "asylum_applications", cells=each)
        for place, each in zip(places, cells, strict=False)
    ))  # fmt: skip
    report = Report(released)
    [(ranking, said)] = report.rankings
    assert ranking.rival == rival
    assert (told.in_words(said) if said else None) == sentence
    assert bool(sentence and sentence in bare(client.get("/report/").content.decode())) == bool(sentence)


def test_no_corridor_is_the_largest_where_one_that_counts_alike_has_no_number():
    """What is missing is not zero: more people may have come there than anywhere else."""
    asylum = ("asylum", "asylum_applications")
    released = published(
        observation("KAZ", "CAN", 2019, *asylum, year_basis="calendar", cells=[9]),
        observation("KAZ", "RUS", 2019, *asylum, year_basis="calendar", cells=[8]),
        observation("KAZ", "KOR", 2019, "work", "permits_issued", year_basis="calendar", cells=[9]),
        observation("KAZ", "CAN", 2019, "work", "permits_issued", year_basis="calendar", cells=[8]),
        gaps=[gap("KAZ", "KOR", 2019, *asylum), gap("KAZ", "CHN", 2019, "work", status="excluded")],
    )
    assert [(ranking.category, said and said.kind) for ranking, said in Report(released).rankings] == [
        ("work", "corridor"), ("asylum", None)
    ]  # fmt: skip


def test_a_gap_of_all_categories_or_measures_is_told_in_each_series(client):
    released = published(
        observation("KAZ", "CAN", 2018, "work", "permits_issued", cells=[9]),
        gaps=[gap("KAZ", "CAN", 2019), gap("KAZ", "CAN", 2017, "work"), gap("KAZ", "CAN", 2016, "study")],
    )
    [series] = Report(released).series
    assert [(lack.year, lack.reason) for lack in series.lacks] == [
        (2017, "awaiting_source"), (2019, "awaiting_source")
    ]  # fmt: skip
    assert "all categories" in bare(client.get("/report/").content.decode())
    assert "all categories" in pdf.Told.of(Edition(), "").content


def test_what_is_missing_is_counted_by_destination_and_reason(client):
    released = rich()
    report = Report(released)
    assert [(line.destination, line.reason, line.categories, line.places, line.years) for line in report.missing] == [
        ("CAN", "no_row", ["asylum"], 1, (2019, 2019)),
        ("CHN", "data_unavailable", ["work"], 1, (2019, 2019)),
        ("KOR", "awaiting_source", ["residence"], 4, (2022, 2023)),
    ]
    assert [told.in_words(each) for each in report.reasons] == [
        "4 places are without a number: awaiting the source.",
        "1 place is without a number: data unavailable.",
        "1 place is without a number: no row in the table.",
    ]
    assert dict(report.statuses) == {"normal": 17, "partial": 2, "suppressed": 1}
    assert report.places == 6


def test_years_without_a_number_are_said_in_their_basis(client):
    fiscal = gap("KAZ", "USA", 2017, "study", "visas_issued")
    published(observation("KAZ", "USA", 2018, "study", cells=[1]), gaps=[fiscal._replace(year_basis="us_fiscal")])
    assert '<td class="of">FY2017</td>' in client.get("/report/").content.decode()
    [line] = Report(Release.objects.latest()).missing
    assert line.year_basis == "us_fiscal"


def test_members_of_a_union_and_series_beside_a_headline_are_not_told():
    released = readers.second()
    said = pieces.of(released, "report")
    told_of = {(each["destination"], each["category"], each["measure"]) for each in said["series"]}
    assert ("EU", "asylum", "asylum_applications") in told_of
    assert ("USA", "asylum", "asylum_cases") in told_of
    assert not {place for place, _category, _measure in told_of} & {"DEU", "POL"}
    assert ("USA", "asylum", "asylum_applications") not in told_of


def test_the_report_of_a_release_of_before_is_made_on_the_spot(client):
    rich()
    before = client.get("/report/").content, client.get("/report/work/").content
    Piece.everything.all().delete()
    assert (client.get("/report/").content, client.get("/report/work/").content) == before


def test_making_it_does_not_ask_more_of_a_larger_release(django_assert_max_num_queries):
    from flows.report import prepared

    released = published(*(
        observation(who, place, year, "work", cells=[cell(year - 2000)])
        for who in ("KAZ", "UZB", "TKM", "TJK") for place in ("USA", "CAN", "JPN") for year in range(2010, 2020)
    ))  # fmt: skip
    with django_assert_max_num_queries(12):
        prepared.content(released)


def test_a_frozen_candidate_has_its_report_before_it_is_published():
    from flows import releases

    made = handover(observation("KAZ", "USA", 2018, "study", cells=[1]))
    candidate = releases.freeze(made, version="1.0.0", notes_en="Made up.")
    names = set(Piece.everything.of(candidate).values_list("name", flat=True))
    assert {"report", "report/charts"} <= names

"""The page of printed totals. Every figure is made up, but for those of the publisher's real file."""

import csv

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from curation.actions import readings, uploads
from curation.admin.tabs.plot import Scale, round_up
from curation.models import Concern, Explanation, PrintedTotal, SourceFile, SourceTable
from tests.real import SOURCES, needs_sources

REAL = SOURCES / "ca-ircc-study-citz-2025-03/EN_ODP-TR-Study-IS_CITZ_sign_date.csv"
MONTHS = "Jan,Feb,Mar,Q1 Total,Apr,May,Jun,Q2 Total,Jul,Aug,Sep,Q3 Total,Oct,Nov,Dec,Q4 Total,"
PERMITS = "\n".join([
    '"Canada - Study permit holders by country of citizenship, January 2018 - December 2018"',
    "Country of Citizenship,2018" + "," * 16,
    ",Q1,,,,Q2,,,,Q3,,,,Q4,,,,2018 Total",
    "," + MONTHS,
    "France,10,10,10,30,10,10,10,30,10,10,10,30,10,10,10,30,120",
    "Kazakhstan,10,10,10,30,10,10,10,30,10,10,10,30,10,10,10,30,90",
    "Uzbekistan,10,10,10,30,10,10,10,30,10,10,10,30,10,--,10,25,115",
    "Total unique persons,30,30,30,90,30,30,30,90,30,30,30,90,30,20,30,80,300",
])  # fmt: skip


def brought(content, people, name="study.csv"):
    table = SourceTable.objects.get(pk="ca-study")
    upload = ContentFile(content, name=name)
    file = readings.read(uploads.receive(upload, source=table, by=people.assistant, read_in_background=False))
    assert file.state == SourceFile.State.READ, file.message
    return file


@pytest.fixture
def file(people):
    return brought(PERMITS.encode(), people)


@pytest.fixture
def total(file):
    return PrintedTotal.objects.get(sheet__file=file, outcome="open", period="2018", origin="KAZ")


def address(file, deed=""):
    return reverse(f"admin:file_totals{deed}", args=[file.pk])


def test_a_year_is_held_against_its_months(file, total):
    assert (total.what, total.printed, total.least, total.most) == ("2018: the 12 months of row 6", "90", 120, 120)
    assert (total.lower, total.upper, total.printed_lower, total.printed_upper) == (96, 144, 88, 92)
    assert (total.parts, total.hidden, total.cells) == (12, 0, "B6:D6, F6:H6, J6:L6, N6:P6")
    other = PrintedTotal.objects.get(sheet__file=file, period="2018", origin="UZB")
    assert (other.outcome, other.parts, other.hidden, other.least, other.most) == ("hidden", 12, 1, 111, 115)


def test_figures_matrix_list_and_the_publishers_rule(desk, file, total):
    response = desk("assistant").get(address(file))
    page = response.context["totals"]
    assert page.asked == "years"
    assert [(number, str(what)) for number, _kind, what, _words in page.figures] == [
        (2, "year totals"), (0, "equal"), (1, "explained"), (1, "open"),
    ]  # fmt: skip
    assert [(line, [cell["outcome"] for cell in cells]) for line, cells in page.matrix["rows"]] == [
        ("Kazakhstan", ["open"]),
        ("Uzbekistan", ["hidden"]),
    ]
    assert [row["gap"] for row in page.open_rows] == ["−30, rounding allows ±26"]
    shown = response.content.decode()
    assert "The publisher prints multiples of 5. -- stands for 1 to 5." in shown
    assert "twelve months and a year by 26 at most" in shown
    assert "Months count permits, the year counts persons" in shown


def test_the_cells_added_up_are_opened(desk, file, total):
    shown = desk("assistant").get(address(file), {"total": total.pk}).content.decode()
    assert "2018: the 12 months of row 6" in shown
    assert "<code>B6</code>" in shown and "<code>P6</code>" in shown and "<code>E6</code>" not in shown


def test_explained_together_or_alone_or_doubted(desk, file, total, said):
    words = {"total": [total.pk], "text": "Made up: the year counts persons."}
    told = desk("assistant").post(address(file, "-explain"), words, follow=True)
    assert said(told) == ["Explained."]
    assert Explanation.objects.get().total == total
    assert 'Made up: the year counts persons.</q> <span class="quiet">assistant' in told.content.decode()
    assert Concern.objects.get(file=file, rule="parts_against_total", place="Sheet1!R6").state == "resolved"
    assert "all explained" in told.content.decode()


@pytest.mark.parametrize("deed, words", [("-explain", "text"), ("-doubt", "doubt")])
def test_one_stays_with_the_kind_of_totals_that_one_worked_on(desk, file, total, deed, words):
    """Where no kind was asked for, the first with an open one is shown: after the last of it, that is another."""
    shown = desk("assistant").get(address(file)).content.decode()
    assert f'="{address(file, deed)}?of=years"' in shown
    said = {"total": total.pk, words: "Made up."}
    told = desk("assistant").post(f"{address(file, deed)}?of=years", said, follow=True)
    assert told.context["totals"].asked == "years"


def test_only_the_opened_one(desk, file, total):
    others = [each.pk for each in PrintedTotal.objects.filter(sheet__file=file)]
    words = {"total": others, "only": total.pk, "text": "Made up."}
    desk("assistant").post(address(file, "-explain"), words)
    assert Explanation.objects.get().total == total


def test_a_doubt_names_the_cell(desk, file, total):
    desk("assistant").post(address(file, "-doubt"), {"total": total.pk, "doubt": "Made up: a misprint?"})
    assert Concern.objects.get(file=file, rule="").place == "Sheet1!R6"


def test_the_csv_has_every_total(desk, file, total):
    response = desk("assistant").get(address(file, "-csv"))
    lines = list(csv.DictReader(b"".join(response.streaming_content).decode().splitlines()))
    assert len(lines) == PrintedTotal.objects.filter(sheet__file=file).count() == 27
    [line] = [line for line in lines if line["cell"] == "R6"]
    assert (line["printed"], line["least"], line["outcome"]) == ("90", "120", "open")


def test_without_a_total_the_page_says_so(desk, make_file):
    assert "This file prints no total" in desk("assistant").get(address(make_file())).content.decode()


def test_few_queries(desk, file, django_assert_max_num_queries):
    browser = desk("assistant")
    browser.get(address(file))
    with django_assert_max_num_queries(30):  # 25 of them for the frame of the file's pages
        browser.get(address(file))


def test_one_scale_for_all_lines_centred_on_our_sum(file):
    totals = list(PrintedTotal.objects.filter(sheet__file=file, period="2018"))
    scale = Scale(totals)
    plots = [scale.plot(total) for total in totals]
    assert [number for _x, number in scale.marks] == [-50, 0, 50]
    assert plots[0].hidden.x == scale.at(0) and plots[0].printed == scale.at(-30)
    assert plots[0].allowed.width == round(scale.at(26) - scale.at(-26), 1)
    assert plots[1].printed == scale.at(115 - 113)


@pytest.mark.parametrize(("number", "rounded"), [(0, 1), (1, 1), (3, 5), (44, 50), (51, 100), (1900, 2000)])
def test_marks_are_round(number, rounded):
    assert round_up(number) == rounded


@needs_sources
def test_the_publishers_real_file_of_study_permits(desk, people):
    """50 year totals: 33 explained by hidden cells, 10 by rounding, 7 of Kazakhstan open."""
    file = brought(REAL.read_bytes(), people, REAL.name)
    page = desk("assistant").get(address(file)).context["totals"]
    assert page.outcomes == {"open": 7, "hidden": 33, "rounding": 10}
    told = [(row["name"], row["when"], row["cell"], row["total"].printed, row["sum"]) for row in page.open_rows]
    assert told == [
        ("Kazakhstan", "2015", "R102", "475", "505"),
        ("Kazakhstan", "2016", "AI102", "585", "625"),
        ("Kazakhstan", "2017", "AZ102", "630", "660"),
        ("Kazakhstan", "2020", "CY102", "365", "395"),
        ("Kazakhstan", "2021", "DP102", "715", "745"),
        ("Kazakhstan", "2022", "EG102", "495", "525"),
        ("Kazakhstan", "2023", "EX102", "770", "825"),
    ]
    gaps = [row["gap"].partition(",")[0] for row in page.open_rows]
    assert gaps == ["−30", "−40", "−30", "−30", "−30", "−30", "−55"]

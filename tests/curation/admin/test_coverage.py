"""The coverage page: four glyphs, each with its why and where one goes on. The figures are made up."""

import pytest
from django.urls import reverse
from django.utils import timezone

from curation.actions import decisions
from curation.models import ExpectedGap, SourceFile
from flows.models import Release

COVERAGE = "/admin/coverage/"
QUERIES = 12


def shown(desk, name="assistant", **asked):
    return desk(name).get(COVERAGE, asked).context["coverage"]


def place(desk, destination, category, year):
    """How a place is shown: its state, its first why, where its link leads."""
    coverage = shown(desk)
    row = next(row for row in coverage.rows if row.name == destination)
    found = dict(row.categories)[category][year - coverage.first]
    return found.state, found.whys[0], found.url


@pytest.fixture
def held(make_label, people):
    """Students of 2018, accepted and decided; those of 2019 are handed in."""
    label = make_label("F-1", ("FY2018", 5))
    file = label.first_file
    SourceFile.objects.update(state="accepted", accepted_by=people.director, accepted_at=timezone.now())
    decisions.approve(
        decisions.propose(label, category="study", rationale="Made up.", by=people.assistant), by=people.director
    )
    return file


def test_a_filled_place_leads_to_its_numbers(desk, held):
    room = reverse("admin:curation_publication_room")
    assert place(desk, "United States", "study", 2018)[::2] == ("filled", room)
    Release.objects.create(version="1.0.0", major=1, minor=0, patch=0, state="published", published_at=timezone.now())
    listed = "/observations/?destination=USA&category=study&year=2018"
    assert place(desk, "United States", "study", 2018)[::2] == ("filled", listed)


def test_an_undecided_label_leads_to_the_mapping_desk(desk, held, make_label):
    make_label("J-1", ("FY2018", 5), file=held)
    said = place(desk, "United States", "study", 2018)
    assert said[0] == "partial" and said[1].startswith("1 label is undecided: Nonimmigrant visas")
    assert said[2] == reverse("admin:curation_label_desk") + "?source=us-niv"


def test_a_file_on_its_way_leads_to_the_file(desk, held, make_label, make_file):
    coming = make_file("niv-2019.xlsx", state="submitted")
    make_label("F-1", ("FY2019", 7), file=coming)
    assert place(desk, "United States", "study", 2019) == (
        "waiting",
        "niv-2019.xlsx is handed in and not accepted yet.",
        reverse("admin:curation_sourcefile_change", args=[coming.pk]),
    )


def test_an_awaited_table_leads_to_the_upload_with_the_table_chosen(desk, people):
    upload = reverse("admin:curation_sourcefile_add")
    awaited = "The registration and permit tables of the Ministry of Internal Affairs are awaited."
    assert place(desk, "Russia", "work", 2018) == ("waiting", awaited, f"{upload}?source=ru-mvd")
    waiting = place(desk, "Japan", "work", 2018)
    assert waiting[1].startswith("No accepted file holds this year: Entries of foreigners")
    assert waiting[2] == f"{upload}?source=jp-entries"
    assert "jp-entries" in desk("assistant").get(waiting[2]).context["form"]["source"].value()


def test_what_is_never_published_leads_to_its_reason(desk, held):
    never = {"reason_code": "data_unavailable", "reason_en": "Never published.", "reason_ru": "Не публикуется."}
    years = {"from_year": 2016, "to_year": 2019}
    gap = ExpectedGap.objects.create(destination="USA", category="work", status="excluded", **years, **never)
    assert place(desk, "United States", "work", 2018) == (
        "none",
        "Never published.",
        reverse("admin:curation_expectedgap_change", args=[gap.pk]),
    )


def test_what_holds_a_destination_up_is_said_once_for_all_its_categories(desk, people):
    coverage = shown(desk, **{"from": 2016, "to": 2019})
    russia = next(row for row in coverage.rows if row.name == "Russia")
    said = "Work, Study, Residence 2016 to 2019: The registration and permit tables of the Ministry of Internal Affairs"
    assert russia.holds_up.startswith(said)
    assert [(held.category, held.years) for held in coverage.open_places if held.destination == "Russia"] == [
        (category, "2016 to 2019") for category in ("Work", "Study", "Residence", "Asylum")
    ]


def test_the_years_are_in_the_address(desk, people):
    assert shown(desk).years == list(range(2016, 2025))
    assert shown(desk, **{"from": 2017, "to": 2018}).years == [2017, 2018]
    assert [count for state, _words, count in shown(desk, **{"from": 2018, "to": 2018}).legend] == [0, 0, 24, 0]


@pytest.mark.parametrize("asked", [{"from": "2019", "to": "2016"}, {"from": "soon"}])
def test_years_that_cannot_be_are_refused_in_a_sentence(desk, people, asked):
    answer = desk("assistant").get(COVERAGE, asked)
    assert answer.status_code == 400
    assert "From and to are years from 2016 to 2024, the earlier one first." in answer.content.decode()


def test_in_russian_the_reasons_are_russian(desk, people):
    browser = desk("assistant")
    browser.post("/admin/language/", {"language": "ru"})
    assert "Ожидаются таблицы Министерства внутренних дел" in browser.get(COVERAGE).content.decode()


def test_few_queries_and_nothing_composed_anew(desk, held, make_file, django_assert_max_num_queries, monkeypatch):
    from curation import coverage

    make_file("niv-2019.xlsx", state="submitted")
    browser = desk("assistant")
    browser.get(COVERAGE)
    monkeypatch.setattr(coverage, "reckoned", None)
    with django_assert_max_num_queries(QUERIES):
        browser.get(COVERAGE)

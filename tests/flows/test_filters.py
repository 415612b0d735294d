"""One reading of the address, for the page and each file: the same question, the same answer, or the same refusal."""

import csv
import io
import json

import pytest
from django.db import transaction
from django.http import QueryDict

from flows.filters import ObservationFilter
from flows.lists import listing, totals
from flows.models import Gap
from tests.flows import readers

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def release(django_db_setup, django_db_blocker):
    """A release, once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.second()
        transaction.set_rollback(True)


def ask(release, query):
    question = ObservationFilter(QueryDict(query), release)
    assert question.is_valid(), list(question.form.sentences())
    return question


def select(question):
    return listing.Selection(question, gaps=True)


def slugs(rows):
    return {row.slug for row in rows}


ALL_STUDY = {
    "KAZ-USA-study-visas_issued-2016",
    "KAZ-USA-study-visas_issued-2017",
    "KAZ-USA-study-visas_issued-2018",
    "UZB-USA-study-visas_issued-2018",
}
OF_2018 = {
    "KAZ-USA-study-visas_issued-2018",
    "UZB-USA-study-visas_issued-2018",
    "KAZ-USA-residence-visas_issued-2018",
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category=study", ALL_STUDY),
        ("origin=UZB", {"UZB-USA-study-visas_issued-2018"}),
        ("origin=UZB,TKM", {"UZB-USA-study-visas_issued-2018", "TKM-JPN-work-entries-2019"}),
        ("origin=UZB&origin=TKM", {"UZB-USA-study-visas_issued-2018", "TKM-JPN-work-entries-2019"}),
        ("origin=UZB,&origin=&destination=", {"UZB-USA-study-visas_issued-2018"}),
        ("year=2018", OF_2018),
        ("year_from=2018&year_to=2018", OF_2018),
        ("category=study&year=2016,2017", {"KAZ-USA-study-visas_issued-2016", "KAZ-USA-study-visas_issued-2017"}),
        ("year_from=2020", {"KAZ-KOR-work-residents-2023", "KAZ-KOR-work-residents-2024"}),
        ("status=partial", {"KAZ-USA-residence-visas_issued-2016", "KAZ-CAN-work-permits_issued-2019"}),
        ("status=suppressed", {"TJK-CAN-work-permits_issued-2019"}),
        ("measure=residents", {"KAZ-KOR-work-residents-2023", "KAZ-KOR-work-residents-2024"}),
        (
            "category=asylum&series=headline",
            {"TJK-USA-asylum-asylum_cases-2016", "TJK-EU-asylum-asylum_applications-2016"},
        ),
        ("destination=DEU", {"TJK-DEU-asylum-asylum_applications-2016"}),
        ("destination=FRA", set()),
    ],
)
def test_what_an_address_asks_for(release, query, expected):
    assert slugs(ask(release, query).observations()) == expected


def test_members_of_a_union_come_only_when_asked_for_and_never_enter_a_total(release):
    everything = ask(release, "")
    with_members = ask(release, "members=1")

    assert slugs(with_members.observations()) - slugs(everything.observations()) == {
        "TJK-DEU-asylum-asylum_applications-2016",
        "TJK-POL-asylum-asylum_applications-2016",
    }
    assert totals.totals(select(with_members)) == totals.totals(select(everything))


@pytest.mark.parametrize(
    ("query", "page", "file"),
    [
        ("", True, False),
        ("gaps=1", True, True),
        ("gaps=0", False, False),
        ("status=missing", True, True),
        ("status=missing&gaps=0", False, False),
        ("status=normal", True, False),
    ],
)
def test_gaps_are_shown_on_the_page_and_left_out_of_files_unless_asked_for(release, query, page, file):
    question = ask(release, query)

    assert (question.shows_gaps(by_default=True), question.shows_gaps(by_default=False)) == (page, file)


def test_a_gap_without_a_measure_stands_for_all_measures(release):
    """No number about China at all is also no number of permits."""
    assert slugs(ask(release, "destination=CHN&measure=permits_issued").gaps()) == {"KAZ-CHN-work--2019"}


KNOWN = (
    "category, columns, destination, gaps, measure, members, origin, page, release, series, sort, status, "
    "year, year_from, year_to"
)
STATUSES = "normal, provisional, estimated, break, partial, suppressed, missing, excluded"
COLUMNS = "basis, category, measure, bounds, scale, cells, status, sources"
NO_YEAR = "is no year. A year is a whole number such as 2018."
WRONG = [
    ("origin=kz", "origin: “kz” is no code that is used here. Is one of these meant: KAZ?"),
    ("origin=KZA", "origin: “KZA” is no code that is used here. Is one of these meant: KGZ, KAZ?"),
    ("origin=Kazakhstan", "origin: “Kazakhstan” is no code that is used here. Is one of these meant: KAZ?"),
    ("destination=kor", "destination: “kor” is no code that is used here. Is one of these meant: KOR?"),
    ("category=stduy", "category: “stduy” is no code that is used here. Is one of these meant: study?"),
    ("status=x", f"status: “x” is no code that is used here. Is one of these meant: {STATUSES}?"),
    ("year=MMXVIII", f"year: “MMXVIII” {NO_YEAR}"),
    ("year_from=2016.5", f"year_from: “2016.5” {NO_YEAR}"),
    ("year_to=99999999999999999999", f"year_to: “99999999999999999999” {NO_YEAR}"),
    ("year_from=2019&year_to=2016", "year_from: The first year is after the last."),
    ("year_from=2016&year_from=2018", "year_from: Given twice; it can be said once."),
    ("gaps=yes", "gaps: “yes” is none of the choices: 0, 1."),
    ("members=2", "members: “2” is none of the choices: 0, 1."),
    ("series=best", "series: “best” is none of the choices: headline, all."),
    ("columns=bounds,size", f"columns: “size” is none of the choices: {COLUMNS}."),
    ("sort=size", "sort: “size” is none of the choices: -year, year, origin, destination, -value, value."),
    ("page=0", "page: A page is a whole number from 1 on."),
    ("page=last", "page: A page is a whole number from 1 on."),
    ("orgin=KAZ", "“orgin” is not a word of this address. Is “origin” meant?"),
    ("utm_source=x", f"“utm_source” is not a word of this address. Known here: {KNOWN}."),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sentence"), WRONG)
def test_a_question_that_is_not_understood_is_answered_by_a_sentence(release, query, sentence):
    question = ObservationFilter(QueryDict(query), release)

    assert not question.is_valid()
    assert list(question.form.sentences()) == [sentence]


@pytest.mark.parametrize(("query", "sentence"), WRONG)
@pytest.mark.parametrize("address", ["/observations/", "/observations.csv", "/observations.json", "/observations.xlsx"])
def test_and_never_by_rows_on_the_page_and_in_each_file_alike(client, release, address, query, sentence):
    response = client.get(f"{address}?{query}")

    text = response.content.decode()
    said = " ".join(json.loads(text)["errors"]) if address.endswith("json") else text
    assert response.status_code == 400
    assert sentence in said
    assert "KAZ-USA" not in text and "1461" not in text and "1,461" not in text


def printed(row):
    value = getattr(row, "value", None)
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    "query", ["", "gaps=1", "category=study,work&gaps=1", "origin=KAZ&year_to=2018", "members=1&gaps=0"]
)
def test_page_and_files_hold_the_same_rows(client, release, query):
    shown = client.get(f"/observations/?{query}").context["list"]
    expected = {
        (row.origin, row.destination, str(row.year), row.category, row.measure, printed(row))
        for row in shown.rows
        if not isinstance(row, Gap) or "gaps=1" in query
    }

    as_csv = b"".join(client.get(f"/observations.csv?{query}").streaming_content).decode()
    as_json = json.loads(b"".join(client.get(f"/observations.json?{query}").streaming_content))

    names = ["origin", "destination", "year", "category", "measure", "value"]
    assert {tuple(row[name] for name in names) for row in csv.DictReader(io.StringIO(as_csv))} == expected
    assert {tuple("" if row[name] is None else str(row[name]) for name in names) for row in as_json["rows"]} == expected


@pytest.mark.parametrize("query", ["", "origin=KAZ", "category=work,study&year_from=2017", "series=headline"])
def test_the_count_beside_a_filter_is_what_choosing_it_shows(release, query):
    for facet, own in listing.FACETS.items():
        for code, tally in listing.tallies(select(ask(release, query)))[facet].items():
            if code:  # a gap may have no category and no measure: it is counted beside none and found under each
                chosen = QueryDict(query, mutable=True)
                for name in own:
                    chosen[name] = ""
                chosen[facet] = code
                narrowed = ask(release, chosen.urlencode())
                gaps = [gap for gap in narrowed.gaps() if getattr(gap, facet) == code]
                assert (narrowed.observations().count(), len(gaps)) == (tally.numbers, sum(tally.gaps.values()))


def test_totals_stay_within_one_measure_and_a_stock_is_not_summed_over_years(release):
    found = {
        (total.destination, total.category, total.measure): (total.value, total.lower, total.upper, total.years)
        for total in totals.totals(select(ask(release, "")))
    }

    assert found == {
        ("USA", "study", "visas_issued"): (1236 + 1455 + 1461 + 404, 4556, 4556, [2016, 2017, 2018]),
        ("USA", "residence", "visas_issued"): (None, 65 + 809, None, [2016, 2018]),
        ("CAN", "work", "permits_issued"): (None, 230 + 5, 326 + 25, [2019]),
        ("CAN", "residence", "admissions"): (400, 398, 402, [2019]),
        ("JPN", "work", "entries"): (0, 0, 0, [2019]),
        ("KOR", "work", "residents"): (120, 120, 120, [2024]),
        ("USA", "asylum", "asylum_cases"): (109, 109, 109, [2016]),
        ("USA", "asylum", "asylum_applications"): (19, 19, 19, [2016]),
        ("EU", "asylum", "asylum_applications"): (2814, 2814, 2814, [2016]),
    }


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("-year", "KAZ-KOR-work-residents-2024", "TJK-USA-asylum-asylum_cases-2016"),
        ("year", "KAZ-USA-residence-visas_issued-2016", "KAZ-KOR-work-residents-2024"),
        ("-value", "TJK-EU-asylum-asylum_applications-2016", "UZB-JPN-asylum-asylum_applications-2019"),
        ("value", "TKM-JPN-work-entries-2019", "UZB-JPN-asylum-asylum_applications-2019"),
    ],
)
def test_orders(release, sort, first, last):
    rows = listing.page_of_rows(select(ask(release, "")), sort, 1, years=[2016, 2017, 2018, 2019, 2023, 2024])

    assert (rows[0].slug, rows[-1].slug) == (first, last)


def test_years_with_nothing_but_gaps_come_last(release):
    rows = listing.page_of_rows(select(ask(release, "origin=KAZ")), "-year", 1, years=[2024, 2023, 2018, 2017, 2016])

    assert [row.year for row in rows if isinstance(row, Gap)] == [2018, 2019, 2019]
    assert rows[-1].year == 2019

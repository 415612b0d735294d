"""How many people the origins of a release have: each opens into its cell. Those of 1.0.0 are made up."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from flows.populations import populations
from flows.queries import Edition
from tests.flows import readers
from tests.flows.readers import read

pytestmark = pytest.mark.django_db
PAGE = "/why/1.1.0/population-KAZ-2018/"


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker):
    """The two releases of `readers`, once for the tests of this module that change nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.first(), readers.second()
        transaction.set_rollback(True)


def test_they_are_asked_for_in_one_query(two, django_assert_num_queries):
    edition = Edition()
    with django_assert_num_queries(1):
        found = populations(edition)
        said = {key: (row.value, row.slug, row.get_absolute_url(), row.source.code) for key, row in found.items()}
    assert said == {
        ("KAZ", 2017): (18651931, "population-KAZ-2017", "/why/1.1.0/population-KAZ-2017/", "us-niv"),
        ("KAZ", 2018): (18932727, "population-KAZ-2018", "/why/1.1.0/population-KAZ-2018/", "us-niv"),
        ("UZB", 2018): (32373490, "population-UZB-2018", "/why/1.1.0/population-UZB-2018/", "us-niv"),
    }
    assert {key: row.value for key, row in populations(Edition("1.0.0")).items()} == {("KAZ", 2018): 18276499}


def test_one_opens_into_its_cell(client, two):
    page = read(client, PAGE)
    for said in (
        "Population: Kazakhstan, 2018", "18,932,727", "1 cell, as printed by: U.S. Department of State.",
        "Sheet1!D7795", "18932727", "made-up.xlsx",
        "It is no observation and enters no total: rates are reckoned by it.",
    ):  # fmt: skip
        assert said in page.text
    assert {"/why/1.1.0/population-KAZ-2017/", "/why/1.0.0/population-KAZ-2018/", "/origins/KAZ/"} <= set(page.links)


def test_it_is_told_in_russian(client, two):
    page = read(client, f"/ru{PAGE}")
    assert "Численность населения: Казахстан, 2018" in page.text and "18 932 727" in page.text
    assert "/ru/why/1.0.0/population-KAZ-2018/" in page.links


def test_the_page_asks_few_questions(client, two):
    client.get("/glossary/")  # codelists, once a process
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert len(asked) == 2  # releases; populations with their files


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/why/1.1.0/population-KAZ-1999/", "Release 1.1.0 has no population of Kazakhstan in 1999."),
        ("/why/1.0.0/population-UZB-2018/", "Release 1.0.0 has no population of Uzbekistan in 2018."),
        (f"/why/1.1.0/population-KAZ-{'9' * 40}/", "has no population of Kazakhstan"),
    ],
)
def test_what_is_not_known_is_not_zero(client, two, address, said):
    assert said in read(client, address, 404).text


def test_a_release_that_does_not_have_it_is_led_to_by_its_own_page(client, two):
    assert "/releases/1.0.0/" in read(client, "/why/1.1.0/population-UZB-2018/").links


def test_an_old_code_leads_on_and_so_does_the_newest_release(client, two):
    assert client.get("/why/1.1.0/population-KZ-2018/").headers["Location"] == PAGE
    assert client.get("/why/latest/population-KAZ-2018/").headers["Location"] == PAGE


def test_a_difference_says_which_were_corrected(client, two):
    page = read(client, "/releases/1.0.0..1.1.0/")
    assert "By origin and year: new 2, corrected 1, removed 0." in page.text
    assert "18,276,499" in page.text and "/why/1.0.0/population-KAZ-2018/" in page.links
    assert "By origin and year" not in read(client, "/releases/1.1.0..1.1.0/").text

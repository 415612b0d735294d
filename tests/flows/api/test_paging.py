"""Whoever follows the links of a list gets every row once, in order. Figures are made up."""

import csv
import io
import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import columns
from flows.api.numbers import Root
from tests.factories import observation, published

pytestmark = pytest.mark.django_db
NAMES = ",".join(column.name for column in columns.OBSERVATIONS)
NARROWING = {
    "origin": ["KAZ", "UZB", "TJK", "TKM", "KGZ", "KAZ,UZB"],
    "destination": ["USA", "CAN", "EU", "DEU", "KOR", "CHN", "USA,EU"],
    "category": ["work", "study", "residence", "asylum", "work,asylum"],
    "measure": ["visas_issued", "residents", "asylum_applications,asylum_cases"],
    "status": ["normal", "partial", "suppressed", "missing", "excluded", "normal,missing"],
    "year": ["2016", "2018", "2019,2023"],
    "year_from": ["2017", "2019"],
    "year_to": ["2019", "2024"],
    "series": ["headline", "all"],
    "gaps": ["0", "1"],
    "members": ["0", "1"],
    "release": ["1.0.0", "1.1.0", "1", "latest"],
}
QUESTIONS = st.fixed_dictionaries({}, optional={name: st.sampled_from(said) for name, said in NARROWING.items()})


def walked(address):
    """The answers from an address on, as the header Link leads from one to the next."""
    client = Client()
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content.decode()
        yield response
        found = re.fullmatch('<(.*)>; rel="next"', response.get("Link", ""))
        address = found and found[1]


@given(question=QUESTIONS, limit=st.integers(1, 7), format=st.sampled_from(["json", "csv"]))
@settings(max_examples=60)
def test_all_pages_together_are_the_file_of_the_same_question(both, question, limit, format):
    asked = "&".join(f"{name}={said}" for name, said in question.items())
    file = b"".join(Client().get(f"/observations.csv?{asked}")).decode()
    pages = list(walked(f"/api/observations?limit={limit}&format={format}&fields={NAMES}&{asked}"))
    if format == "csv":
        texts = [page.content.decode().split("\r\n", 1) for page in pages]
        assert {head for head, _rows in texts} == {NAMES}
        assert f"{NAMES}\r\n" + "".join(rows for _head, rows in texts) == file
    else:
        told = [list(row.values()) for page in pages for row in page.json()["rows"]]
        lines = list(csv.reader(io.StringIO(file, newline="")))
        assert [["" if each is None else str(each) for each in row] for row in told] == lines[1:]
        assert [page.json()["next"] is None for page in pages] == [False] * (len(pages) - 1) + [True]
    assert all(page.content.count(b"\n") <= limit + 1 for page in pages)


@pytest.mark.parametrize("name", [*(each.name for each in Root.listed), "", "observations/{}/provenance"])
def test_every_list_is_walked_row_by_row(client, both, name):
    address = f"/api/{name.format('KAZ-USA-study-visas_issued-2018')}"
    whole = client.get(f"{address}?limit=1000").json()
    size = 97 if name == "areas" else 1
    pages = [page.json() for page in walked(f"{address}?limit={size}")]
    assert [row for page in pages for row in page["rows"]] == whole["rows"] and len(whole["rows"]) > (name != "sources")
    assert all(len(page["rows"]) == size for page in pages[:-1]) and whole["next"] is None


def test_a_walk_stays_in_the_release_in_which_it_began(client, both):
    first = client.get("/api/observations?destination=KOR&limit=1&fields=year").json()
    published(observation("KAZ", "KOR", 2024, "work", "residents", cells=[7]), version="2.0.0")
    assert client.get("/api/observations?destination=KOR").json()["release"] == "2.0.0"
    second = client.get(first["next"]).json()
    assert (second["release"], second["rows"], second["next"]) == ("1.1.0", [{"year": 2024}], None)


def test_a_cursor_goes_on_behind_its_key_whatever_else_is_asked(client, both):
    """Also where the row with that key is not among those that are asked for."""
    first = client.get("/api/observations?destination=USA&category=study&limit=1").json()
    cursor = re.search("cursor=([^&]+)", first["next"])[1]
    others = client.get(f"/api/observations?destination=USA&category=residence&cursor={cursor}&fields=slug").json()
    assert others["rows"] == [{"slug": "KAZ-USA-residence-visas_issued-2018"}]


# --- What a page costs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/api/", 0),
        ("/api/areas", 0),
        ("/api/openapi.json", 0),
        ("/api/observations", 3),  # releases, names, numbers
        ("/api/observations?gaps=1", 4),
        ("/api/observations?release=1.0&limit=1", 3),
        ("/api/series", 2),
        ("/api/changes", 3),  # releases, and the names of both; the rest lies in a file of its own
        ("/api/observations/KAZ-USA-study-visas_issued-2018/provenance", 2),
        ("/api/sources", 2),
        ("/api/codebook", 2),
        ("/api/population", 2),
        ("/api/releases", 1),
        ("/api/files", 1),
    ],
)
def test_it_asks_the_database_few_times(client, both, django_assert_num_queries, address, queries):
    tag = client.get(address)["ETag"]
    with django_assert_num_queries(queries):
        client.get(address)
    with django_assert_num_queries(min(queries, 1)):  # which release is meant; the rows are not asked for
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

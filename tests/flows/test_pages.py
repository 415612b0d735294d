"""What holds for every page in both languages: its make, its links, its language, its cookies, its queries."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flows.queries import unions
from flows.urls import pages
from tests.flows import every
from tests.flows.readers import Page

pytestmark = [pytest.mark.django_db, pytest.mark.look]

EVERY = every.in_both(every.EVERY)
PAGES = every.in_both(every.PAGES)
MOST_QUERIES = 6
MOST_BYTES = 100_000
NEVER_KEPT = "/ask/"  # the form of a question is made anew each time


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """Two releases, once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        every.published()
        yield
        drawn.cache_clear()
        transaction.set_rollback(True)


@cache
def drawn(address):
    """(answer, queries it took): each page is drawn once, whatever is asked of it."""
    Client().get("/glossary/"), unions()  # codelists are asked for once in the life of a process
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(address)
    return response, [query["sql"] for query in queries]


def made(address):
    return Page(drawn(address)[0].content.decode())


def test_every_route_is_walked():
    """A page that is added without an address in `every.PAGES` is one that nothing below has looked at."""
    assert every.names(every.PAGES) == {each.name for each in pages[0]} - every.NO_PAGE


@pytest.mark.parametrize("address", EVERY)
def test_every_page_is_well_made(address):
    response, queries = drawn(address)
    page = made(address)

    assert response.status_code == every.EVERY[address.removeprefix("/ru")]
    assert len(queries) <= MOST_QUERIES, queries
    assert len(response.content) < MOST_BYTES
    assert len(page.all("h1")) == 1
    assert page.all("html") == [{"lang": "ru" if address.startswith("/ru/") else "en"}]
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attributes.get("scope") or attributes.get("class") == "edge" for attributes in page.all("th"))
    assert all(each.get("src") or each == {"type": "application/ld+json"} for each in page.all("script"))
    assert not page.all("style")
    assert not [attributes for _tag, attributes in page.tags if "style" in attributes]
    assert not [name for _tag, attributes in page.tags for name in attributes if name.startswith("on")]
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_and_offers_its_release(address):
    page = made(address)
    chosen = [attributes for _tag, attributes in page.tags if attributes.get("class") == "chooser"]
    assert len(chosen) == 1
    assert {"release", "выпуск"} & set(page.text.lower().split())


@pytest.mark.parametrize("address", EVERY)
def test_no_page_sets_a_cookie_or_differs_by_who_asks(address):
    response, _queries = drawn(address)

    assert not response.cookies
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    if response.status_code == 200 and NEVER_KEPT not in address:
        assert response.headers["Vary"] == "Accept-Encoding"
        assert set(response.headers["Cache-Control"].split(", ")) == {"no-cache", "public"}
        assert response.headers["ETag"]


class Asked(NamedTuple):
    """What an address asks: its page, the question in whatever order, and in which order the rows are to stand."""

    path: str
    question: frozenset
    order: str = ""

    @classmethod
    def at(cls, address):
        path, _mark, query = address.partition("?")
        asked = parse_qsl(query, keep_blank_values=True)
        rest = frozenset(each for each in asked if each[0] != "sort")
        return cls(path, rest, dict(asked).get("sort", ""))

    @property
    def kind(self):
        """Questions for the same fields in the same order of rows are of one kind."""
        return self.path, frozenset(name for name, _value in self.question), self.order


def test_no_link_is_dead(client):
    """From the first page in both languages, every kind of question that any page asks is answered.

    Of one kind are questions for the same fields in the same order of rows: two of each are asked. The links of a page
    that is asked in two words or more are those of pages that are asked in one, with one more; in Russian, where they
    are the same again, those of pages that are asked nothing are followed.
    """
    waiting, seen, asked = ["/", "/ru/", "/observations/?release=1.0.0"], set(), Counter()
    while waiting:
        address = waiting.pop().partition("#")[0]
        question = Asked.at(address)
        if question in seen or not address.startswith("/") or address.startswith("/static/"):
            continue
        seen.add(question)
        asked[question.kind] += 1
        if question.question and asked[question.kind] > 2:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        further = "&" if not address.startswith("/ru/") else "?"
        if response.headers["Content-Type"].startswith("text/html") and further not in address:
            waiting += Page(response.content.decode()).links
    paths = {question.path for question in seen}
    assert {"/observations.csv", "/releases/1.0.0/provenance.csv", "/report.pdf"} <= paths
    assert {"/ru/why/1.1.0/TKM-JPN-work-entries-2019/", "/map.png", "/api/observations"} <= paths
    assert Asked.at("/observations/?sort=-value") in seen and Asked.at("/report.pdf?language=ru") in seen


# Names of files, sheets and formats, our own, and whole addresses; all others stand in an element that says of which
# language they are.
WORDS_OF_ALL_LANGUAGES = re.compile(
    r"FY|CSV|XLSX|JSON|Atom|SHA|UNHCR|Oxus Society for Central Asian Affairs|cookie|CAMT|FY18![A-Z]+130|us-niv"
    r"|SVG|PNG|PDF|API|Natural Earth|Equal Earth|made-up.xlsx|observations.csv|provenance.csv"
    r"|Central Asia Migration Tracker|http://(?:testserver|localhost:[0-9]+)/\S*|Parquet|SDMX|Vega-Lite"
)
# Codes are the same in both languages: hashes, places, the keys of numbers, and the words of an address, which a
# refusal repeats and offers.
CODES = re.compile(
    r"[A-Z]{3}-[A-Z]{2,3}-[a-z]+-[a-z_]*-[0-9]{4}|\b[0-9a-f]{8,}\b|\b[A-Z]{2,3}\b"
    r"|«[^«»]+»|^[a-z_]+:|(?<=Можно: ).*|(?<=Он знает: ).*"
)


def english(page):
    """Words of another language in what a Russian page says, shows under the pointer, or reads aloud."""
    said = (CODES.sub("", WORDS_OF_ALL_LANGUAGES.sub("", words)) for words in page.spoken("ru"))
    return [words for words in said if re.search("[A-Za-z]{3,}", words)]


@pytest.mark.parametrize("address", [address for address in EVERY if address.startswith("/ru/")])
def test_the_russian_pages_are_russian(address):
    assert english(made(address)) == []


@pytest.mark.parametrize("address", every.PAGES)
def test_the_english_pages_are_english(address):
    """Russian words stand in an element that says so, as does the way to the Russian page."""
    assert [words for words in made(address).spoken("en") if re.search("[А-Яа-яЁё]", words)] == []


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 5),
        ("/observations/", 3),
        ("/observations/?category=work", 3),
        ("/map/", 3),
        ("/map/?to=USA&category=study&year=2018", 3),
        ("/map.json?from=KAZ", 3),
        ("/map.svg?from=KAZ", 3),
        ("/why/1.1.0/KAZ-USA-study-visas_issued-2018/", 5),
        ("/why/1.1.0/KAZ-USA-residence-visas_issued-2016/", 5),
        ("/why/1.1.0/KAZ-RUS-work-registrations-2019/", 4),
        ("/indicators/", 2),
        ("/indicators/change/", 1),
        ("/indicators/origin-mix/?category=work&measure=permits_issued", 1),
        ("/report/", 4),
        ("/report/work/", 3),
        ("/codebook/", 4),
        ("/releases/", 1),
        ("/releases/1.1.0/", 2),
        ("/releases/1.1.0..1.1.0/", 1),
        ("/coverage/", 3),
        ("/coverage/USA/", 4),
        ("/reconciliation/", 4),
        ("/limitations/", 4),
        ("/methodology/", 6),
        ("/glossary/", 2),
        ("/codebook/1.0.0..1.1.0/", 5),
        ("/estimates/", 1),
        ("/estimates/residual-vital/", 1),
        ("/estimates/mirror/", 1),
    ],
)
def test_how_often_a_page_asks_the_database(client, django_assert_num_queries, address, queries):
    client.get(address)  # codelists are asked for once in the life of a process
    with django_assert_num_queries(queries):
        client.get(address)

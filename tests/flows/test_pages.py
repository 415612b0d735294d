"""What holds for every page in both languages: its make, its links, its language, its cookies, its queries."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest
from django.db import transaction

from tests.flows import readers
from tests.flows.readers import Page, read

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/observations/",
    "/observations/?category=work&gaps=0&members=1&sort=-value",
    "/map/",
    "/map/?from=TJK&category=asylum&year=2016",
    "/map/?to=CAN&category=work&year=2019",
    "/map/?to=KOR&release=1.1.0",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
    "/why/1.1.0/KAZ-USA-residence-visas_issued-2016/",
    "/why/1.1.0/KAZ-CAN-work-permits_issued-2019/",
    "/why/1.1.0/TJK-EU-asylum-asylum_applications-2016/",
    "/why/1.1.0/TKM-JPN-work-entries-2019/",
    "/why/1.1.0/KAZ-RUS-work-registrations-2019/",
    "/why/1.1.0/KAZ-CHN-work--2019/",
    "/profiles/",
    "/origins/",
    "/destinations/",
    "/origins/KAZ/",
    "/origins/TJK/",
    "/destinations/USA/",
    "/destinations/EU/",
    "/destinations/DEU/",
    "/destinations/CHN/",
    "/corridors/KAZ-CAN/",
    "/corridors/TJK-USA/",
    "/corridors/KAZ-RUS/",
    "/report/",
    "/report/work/",
    "/report/residence/",
    "/report/asylum/",
    "/report/study/?release=1.0.0",
    "/codebook/",
    "/codebook/?release=1.0.0",
    "/releases/",
    "/releases/1.1.0/",
    "/releases/1.0.0/",
    "/releases/1.0.0..1.1.0/",
    "/releases/1.0.0..1.1.0/?cause=reading&destination=USA",
    "/releases/1.1.0..1.1.0/",
    "/coverage/",
    "/coverage/?release=1.0.0",
    "/coverage/USA/",
    "/coverage/CHN/",
    "/coverage/FRA/",
    "/reconciliation/",
    "/reconciliation/?release=1.0.0",
    "/reconciliation/?outcome=equal&source=us-niv",
    "/limitations/",
    "/limitations/?release=1.0.0",
    "/methodology/",
    "/glossary/",
    "/codebook/1.0.0..1.1.0/",
    "/codebook/1.1.0..1.1.0/",
]
RUSSIAN = [f"/ru{page}" for page in PAGES]


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """Two releases, once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        readers.first(), readers.second()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("address", PAGES + RUSSIAN)
def test_every_page_is_well_made(client, address):
    page = read(client, address)

    assert len(page.all("h1")) == 1
    assert page.all("html") == [{"lang": "ru" if address.startswith("/ru/") else "en"}]
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attributes.get("scope") or attributes.get("class") == "edge" for attributes in page.all("th"))
    assert all(each.get("src") or each == {"type": "application/ld+json"} for each in page.all("script"))
    assert not page.all("style")
    assert not [attributes for _tag, attributes in page.tags if "style" in attributes]
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"release", "выпуск"} & set(page.text.lower().split())


@pytest.mark.parametrize("address", PAGES + RUSSIAN)
def test_no_page_sets_a_cookie_or_differs_by_who_asks(client, address):
    response = client.get(address)

    assert not response.cookies
    assert response.headers["Vary"] == "Accept-Encoding"
    assert set(response.headers["Cache-Control"].split(", ")) == {"no-cache", "public"}
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


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
    """From the first page in both languages, every question that any page asks is answered.

    A list sorts its rows by links of their own: each order is tried with each kind of question, and each question
    without an order, rather than six times each.
    """
    waiting, seen, kinds, ordered = ["/", "/ru/", "/observations/?release=1.0.0"], {}, set(), set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        asked = Asked.at(address)
        if asked in seen or not address.startswith("/") or address.startswith("/static/"):
            continue
        if asked.order:
            ordered.add(asked._replace(order=""))
            if asked.kind in kinds:
                continue
            kinds.add(asked.kind)
        seen[asked] = address
        response = client.get(address)
        assert response.status_code == 200, address
        if response.headers["Content-Type"].startswith("text/html") and address.count("&") < 2:
            waiting += Page(response.content.decode()).links
    addresses = {*seen.values()}
    assert {"/observations.csv", "/releases/1.0.0/provenance.csv"} <= addresses
    assert {"/ru/why/1.1.0/TKM-JPN-work-entries-2019/", "/observations/?sort=-value"} <= addresses
    assert {"/report.pdf", "/report.pdf?language=ru", "/report.pdf?release=1.0.0"} <= addresses
    assert ordered and ordered <= seen.keys()


WORDS_OF_ALL_LANGUAGES = re.compile(
    r"FY|CSV|XLSX|JSON|Atom|SHA|UNHCR|Oxus Society for Central Asian Affairs|cookie|CAMT|FY18![A-Z]+130|us-niv"
    r"|SVG|PNG|Natural Earth|Equal Earth|made-up.xlsx|KAZ-USA-study-visas_issued-2018|observations.csv|provenance.csv"
)


@pytest.mark.parametrize(
    "address",
    [*RUSSIAN, "/ru/observations/?origin=KZA", "/ru/map/?from=KZA", "/ru/why/1.1.0/KAZ-USA-study-visas_issued-1999/"],
)
def test_the_russian_pages_are_russian(client, address):
    """Words of another language stand in an element that says so."""
    page = Page(client.get(address).content.decode())
    russian = " ".join(text for language, text in page.texts if language == "ru")

    foreign = re.findall("[A-Za-z]{4,}", WORDS_OF_ALL_LANGUAGES.sub("", russian))
    known = {"from", "origin", "destination", "category", "measure", "status", "study", "issued", "visas"}
    assert not set(foreign) - known - {"class", "residence", "asylum", "work"}


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 6),
        ("/observations/", 3),
        ("/observations/?category=work", 3),
        ("/map/", 3),
        ("/map/?to=USA&category=study&year=2018", 3),
        ("/map.json?from=KAZ", 3),
        ("/map.svg?from=KAZ", 3),
        ("/why/1.1.0/KAZ-USA-study-visas_issued-2018/", 6),
        ("/why/1.1.0/KAZ-USA-residence-visas_issued-2016/", 6),
        ("/why/1.1.0/KAZ-RUS-work-registrations-2019/", 4),
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
    ],
)
def test_how_often_a_page_asks_the_database(client, django_assert_num_queries, address, queries):
    client.get(address)  # codelists are asked for once in the life of a process
    with django_assert_num_queries(queries):
        client.get(address)

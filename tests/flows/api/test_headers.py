"""What stands beside an answer: its tag, its own address, who may read it, and how often. Figures are made up."""

import json
import re

import pytest
from django.core.cache import cache

from flows import kept
from tests.flows.readers import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
LISTS = [
    "/api/", "/api/observations", "/api/observations?format=csv", "/api/series", "/api/changes", "/api/areas",
    "/api/sources", "/api/codebook", "/api/population", "/api/releases", "/api/files",
    "/api/observations/KAZ-USA-study-visas_issued-2018/provenance",
]  # fmt: skip
EVERY = [*LISTS, "/api/openapi.json"]


@pytest.mark.parametrize("address", EVERY)
def test_what_a_reader_has_is_not_sent_again(client, both, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == again["Cache-Control"] == kept.ASK_AGAIN
    assert client.get(address, headers={"If-None-Match": '"another"'}).content == first.content
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 200


def test_each_question_and_form_has_a_tag_of_its_own(client, both):
    asked = ["", "?origin=KAZ", "?origin=UZB", "?gaps=1", "?limit=2", "?fields=value", "?release=1.0.0", "?format=csv"]
    assert len({client.get(f"/api/observations{query}")["ETag"] for query in asked}) == len(asked)
    same = ["", "?release=latest", "?release=1", "?release=1.1", "?release=1.1.0"]
    assert len({client.get(f"/api/observations{query}")["ETag"] for query in same}) == 1


@pytest.mark.parametrize("said", ["latest", "1", "1.1", "1.1.0"])
def test_an_answer_names_the_whole_version(client, both, said):
    response = client.get(f"/api/observations?origin=KAZ&limit=1&release={said}")
    own = "http://testserver/api/observations?origin=KAZ&limit=1&release=1.1.0"
    assert response["Content-Location"] == own
    assert response.json()["release"] == "1.1.0"
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'
    assert response.json()["next"].startswith(f"{own}&cursor=")
    assert client.get(own).content == response.content


def test_what_is_of_no_release_names_none(client, both):
    for address in ("/api/", "/api/areas", "/api/releases"):
        assert "Content-Location" not in client.get(address)


@pytest.mark.parametrize("address", EVERY)
def test_it_is_the_same_for_everybody(client, both, address):
    """Whatever cookies come, and none goes."""
    client.cookies.load({"sessionid": "x", "csrftoken": "y", "language": "ru"})
    with_cookies = client.get(address)
    client.cookies.clear()
    without = client.get(address)
    assert with_cookies.content == without.content and with_cookies["ETag"] == without["ETag"]
    assert not with_cookies.cookies and "Cookie" not in with_cookies.get("Vary", "")


@pytest.mark.parametrize("address", EVERY)
def test_pages_of_any_site_may_read_it(client, both, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == (
        "Accept-Ranges, Content-Disposition, Content-Length, Content-Location, Content-Range, ETag, Link, Retry-After"
    )
    before = client.options(address, headers={"Origin": "https://elsewhere.example", "Accept": "image/png"})
    assert (before.status_code, before.content) == (204, b"")
    assert before["Access-Control-Allow-Origin"] == "*"
    assert before["Allow"] == before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert before["Access-Control-Allow-Headers"] == "Accept, If-Match, If-None-Match, If-Range, Range"


@pytest.mark.parametrize("address", EVERY)
def test_head_is_get_without_a_body(client, both, address):
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    beside = {"Content-Length"}
    assert {k: v for k, v in head.items() if k not in beside} == {k: v for k, v in get.items() if k not in beside}


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ("/api", "/api/"),
        ("/api/docs", "/api/docs/"),
        ("/api/observations/", "/api/observations"),
        ("/api/observations/?origin=KAZ,UZB", "/api/observations?origin=KAZ,UZB"),
        ("/api/year-bases/", "/api/year-bases"),
        ("/api/openapi.json/", "/api/openapi.json"),
        ("/api/observations/KAZ-USA-study-visas_issued-2018/provenance/?release=1",
         "/api/observations/KAZ-USA-study-visas_issued-2018/provenance?release=1"),
    ],
)  # fmt: skip
def test_an_address_is_spelled_one_way_and_the_other_leads_there(client, both, address, spelled):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, spelled)
    assert client.get(spelled).status_code == 200


def test_the_page_that_tries_it_holds_no_script_and_asks_nobody_else(client):
    page, script = (client.get(f"/api/docs/{query}") for query in ("", "?script="))
    assert not page.cookies and not script.cookies
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert script["Content-Type"] == "application/javascript"
    tags = Page(page.content.decode())
    assert all(each["src"].startswith(("/static/", "/api/docs/")) for each in tags.all("script"))
    assert all(link.startswith("/") for link in tags.links) and tags.all("style") == []
    text = script.content.decode()
    settings = json.loads(json.loads(re.search(r'JSON\.parse\((".*")\)', text)[1]))
    assert "//" not in text and settings["validatorUrl"] == "none"


def test_the_footer_leads_there(client, both):
    for address in ("/", "/ru/"):
        assert "/api/docs/" in read(client, address).links


# --- How often --------------------------------------------------------------------------------------------------------


@pytest.fixture
def limited(settings):
    settings.API_RATE = "3/m"
    cache.clear()
    yield
    cache.clear()


def test_whoever_asks_too_often_is_told_when_to_come_again(client, both, limited):
    assert [client.get("/api/areas").status_code for _ in range(3)] == [200] * 3
    response = client.get("/api/measures")
    wait = int(response["Retry-After"])
    assert response.status_code == 429 and 1 <= wait <= 60
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"] == [
        f"You have asked more often than is fair to others: come again in {wait} seconds. Whoever needs all of a "
        "release takes one of its files, listed at /api/files."
    ]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.options("/api/measures").status_code == 204
    assert client.get("/api/areas", REMOTE_ADDR="192.0.2.7").status_code == 200  # somebody else
    assert client.get("/observations/").status_code == 200  # pages are not counted


def test_a_household_is_one_reader_however_many_addresses_it_has(client, both, limited):
    addresses = [f"2001:db8:1:2::{end}" for end in range(4)]
    assert [client.get("/api/areas", REMOTE_ADDR=each).status_code for each in addresses] == [200, 200, 200, 429]
    assert client.get("/api/areas", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_without_a_limit_nobody_is_counted(client, both, settings):
    settings.API_RATE = ""
    assert {client.get("/api/areas?limit=1").status_code for _ in range(20)} == {200}

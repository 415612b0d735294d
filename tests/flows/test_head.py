"""What stands in the head of every public page, in both languages: made-up figures."""

import json
from urllib.parse import parse_qs

import pytest
from django.db import transaction
from django.template import Context, Template

from flows import canonical, releases
from flows.models import Release
from tests.flows import every
from tests.flows.readers import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
HOST = "http://testserver"
PAGES = every.PAGES


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """Two releases and a scenario, once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        every.published()
        yield
        transaction.set_rollback(True)


def named(page, name):
    """The content of the one meta of a name or a property."""
    [found] = [each["content"] for each in page.all("meta") if name in (each.get("name"), each.get("property"))]
    return found


def links(page, **wanted):
    return [each["href"] for each in page.all("link") if all(each.get(key) == value for key, value in wanted.items())]


def told(address):
    """An address in two parts: the page, and what it is asked, in whatever order."""
    path, _mark, query = address.partition("?")
    return path, parse_qs(query)


def title(page):
    return named(page, "og:title")


@pytest.mark.parametrize("address", every.in_both(PAGES))
def test_the_head_of_every_page(client, address):
    page = read(client, address)
    path, _mark, query = address.replace("&release=1.1.0", "").partition("?")  # which is the newest
    english = path.removeprefix("/ru")

    assert len(page.all("h1")) == 1
    assert page.all("html") == [{"lang": "ru" if address.startswith("/ru/") else "en"}]
    assert title(page) and page.text.startswith(title(page))
    assert 20 <= len(named(page, "description")) <= 400
    assert named(page, "description") == named(page, "og:description")
    [here] = links(page, rel="canonical")
    assert here == named(page, "og:url")
    assert told(here) == (f"{HOST}{path}", parse_qs(query))
    for language, prefix in (("en", ""), ("ru", "/ru"), ("x-default", "")):
        [there] = links(page, hreflang=language)
        assert told(there) == (f"{HOST}{prefix}{english}", parse_qs(query))
    assert named(page, "og:locale") == ("ru_RU" if address.startswith("/ru/") else "en_GB")
    assert named(page, "og:image").startswith(f"{HOST}/static/card/{'ru' if address.startswith('/ru/') else 'en'}")
    assert named(page, "twitter:card") == "summary_large_image"
    assert links(page, type="application/atom+xml") == [
        f"{'/ru' if address.startswith('/ru/') else ''}/releases/feed.atom"
    ]


def test_no_two_pages_have_the_same_title_or_description(client):
    said = {}
    for address in PAGES:
        if "?" not in address:
            page = read(client, address)
            said.setdefault(title(page), []).append(address)
            said.setdefault(named(page, "description"), []).append(address)
    assert {words: addresses for words, addresses in said.items() if len(addresses) > 1} == {}


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("/?utm_source=letter&fbclid=1", "/"),
        ("/?release=1.1.0", "/"),
        ("/?release=1.0.0&utm_source=letter", "/?release=1.0.0"),
        ("/ru/codebook/?release=1.0.0", "/ru/codebook/?release=1.0.0"),
        ("/releases/1.0.0/?release=1.1.0", "/releases/1.0.0/"),
        ("/releases/1.0.0/?from=feed", "/releases/1.0.0/"),
        ("/observations/?category=work&page=1", "/observations/?category=work&page=1"),
        ("/observations/?release=1.1.0&origin=KAZ", "/observations/?origin=KAZ"),
        ("/reconciliation/?outcome=equal", "/reconciliation/?outcome=equal"),
        ("/why/1.0.0/KAZ-USA-study-visas_issued-2018/?x=1", "/why/1.0.0/KAZ-USA-study-visas_issued-2018/"),
    ],
)  # fmt: skip
def test_a_page_is_known_under_one_address(client, address, known_as):
    page = read(client, address)
    assert links(page, rel="canonical") == [HOST + known_as]


def test_what_is_in_an_address_of_a_language_stays_there():
    assert canonical.in_language("/ru/why/1.0.0/a/", "en") == "/why/1.0.0/a/"
    assert canonical.in_language("/why/1.0.0/a/", "ru") == "/ru/why/1.0.0/a/"
    assert canonical.in_language("/russia/", "ru") == "/ru/russia/"


def test_a_page_that_is_not_there_claims_no_address(client):
    page = read(client, "/why/1.1.0/nothing/", 404)
    assert named(page, "description")
    assert links(read(client, "/nowhere/", 404), rel="canonical") == []


# --- For programs -----------------------------------------------------------------------------------------------------


def described(client, address):
    """The blocks of data of a page."""
    text = client.get(address).content.decode()
    parts = text.split('<script type="application/ld+json">')[1:]
    return [json.loads(part.partition("</script>")[0]) for part in parts]


def test_the_release_as_a_dataset(client):
    release = Release.objects.get(version="1.1.0")
    [said] = described(client, "/")

    downloads = said.pop("distribution")
    assert [(each["name"], each["sha256"], each["contentUrl"]) for each in downloads] == [
        (name, file["sha256"], f"{HOST}/releases/1.1.0/{name}") for name, file in release.listed_files.items()
    ]
    assert {each["@type"] for each in downloads} == {"DataDownload"}
    assert said.pop("description").startswith("Long-term migration from Kazakhstan")
    society = {"@type": "Organization", "name": "Oxus Society for Central Asian Affairs"}
    assert said == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{HOST}/releases/1.1.0/",
        "url": f"{HOST}/releases/1.1.0/",
        "name": "Central Asia Migration Tracker",
        "inLanguage": ["en", "ru"],
        "version": "1.1.0",
        "datePublished": "2026-11-20",
        "creativeWorkStatus": "Published",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "creator": society,
        "publisher": society,
        "citation": "Oxus Society for Central Asian Affairs. Central Asia Migration Tracker, 1.1.0, 2026-11-20.",
        "temporalCoverage": "2016/2024",
        "spatialCoverage": [
            "Kazakhstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Canada", "European Union", "Japan",
            "South Korea", "United States",
        ],
        "variableMeasured": [
            "admissions for permanent residence", "asylum applications", "asylum cases", "entries", "permits issued",
            "residents", "visas issued",
        ],
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/observations/", "/releases/1.1.0/", "/coverage/", "/coverage/USA/",
                                     "/why/1.1.0/KAZ-USA-study-visas_issued-2018/"])  # fmt: skip
def test_pages_with_data_say_so_in_both_languages(client, address):
    assert [said["version"] for said in described(client, address)] == ["1.1.0"]
    assert [said["name"] for said in described(client, f"/ru{address}")] == ["Трекер миграции Центральной Азии"]


def test_an_older_and_a_withdrawn_release_say_which_they_are(client):
    old = Release.objects.get(version="1.0.0")
    assert described(client, "/?release=1.0.0")[0]["temporalCoverage"] == "2017/2018"
    with transaction.atomic():
        releases.withdraw(old, reason="Made up.", by=None)
        assert described(client, "/releases/1.0.0/")[0]["creativeWorkStatus"] == "Withdrawn"
        transaction.set_rollback(True)


def test_words_in_a_block_of_data_cannot_end_it(client, monkeypatch):
    monkeypatch.setattr("flows.described.PUBLISHER", "</script><script>alert(1)</script>")
    text = client.get("/").content.decode()
    assert "<script>alert" not in text
    assert described(client, "/")[0]["creator"]["name"] == "</script><script>alert(1)</script>"


def test_quotes_in_a_title_stay_in_their_attribute():
    said = Template('{% load head %}{% titled %}{{ name }} "b"{% endtitled %}').render(Context({"name": '"a" <i>&'}))
    page = Page(f"<html>{said}</html>")
    assert named(page, "og:title") == '"a" <i>& "b"'

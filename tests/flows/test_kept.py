"""Whoever has a page is not sent it again, and a page that was drawn is not drawn again, until it is another page."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from flows import kept, previews, releases, scenarios
from flows.models import OfferedScenario, Release
from flows.queries import Edition
from tests.factories import handover, observation
from tests.flows import readers

pytestmark = pytest.mark.django_db

PAGES = ["/", "/ru/", "/observations/?category=study", "/codebook/", "/releases/", "/releases/1.1.0/",
         "/releases/1.0.0..1.1.0/", "/why/1.1.0/KAZ-USA-study-visas_issued-2018/", "/what-if/",
         "/what-if/exchange-visitors-as-study/"]  # fmt: skip
ERRORS = ["/observations/?orgin=KAZ", "/observations/?page=9", "/why/1.1.0/x/", "/releases/9.9.9/", "/what-if/nothing/"]


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PAGES_KEPT = 1
    kept.shelf.clear()
    yield
    kept.shelf.clear()


@pytest.fixture
def both():
    readers.asked()
    return readers.first(), readers.second()


def drawn(response):
    """Whether templates were rendered for an answer."""
    return bool(response.templates)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_drawn_once_and_sent_once(client, both, address, django_assert_max_num_queries):
    first = client.get(address)
    assert drawn(first) and first.status_code == 200
    with django_assert_max_num_queries(4):  # each time which releases there are, and what is offered
        second = client.get(address)
        third = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert not drawn(second) and (second.status_code, second.content) == (200, first.content)
    assert {**second.headers} == {**first.headers}
    assert not drawn(third) and (third.status_code, third.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert third.headers[name] == first.headers[name]


@pytest.mark.parametrize("address", ERRORS)
def test_an_error_is_neither_kept_nor_tagged(client, both, address):
    for headers in ({}, {"If-None-Match": "*"}, {"If-None-Match": 'W/"x"'}):
        response = client.get(address, headers=headers)
        assert response.status_code in (400, 404) and drawn(response)
        assert "ETag" not in response.headers
    assert len(kept.shelf) == 0


def test_an_empty_site_is_not_kept(client):
    assert "ETag" not in client.get("/").headers and len(kept.shelf) == 0


def test_a_preview_is_not_kept(client, both):
    made = handover(observation("KAZ", "USA", 2018, "study", cells=[7]))
    link = previews.address(releases.freeze(made, version="1.2.0", notes_en="Made up."), timezone.now())
    for rest in ("", "ru/", "observations/", "releases/1.0.0..1.2.0/"):
        response = client.get(link + rest, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200 and "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "private, no-store"
    assert len(kept.shelf) == 0


def test_what_is_sent_is_not_kept(client, both):
    address = "/why/1.1.0/KAZ-USA-study-visas_issued-2018/ask/"
    for response in (client.get(address), client.post(address, {"text": "Made up?"})):
        assert "ETag" not in response.headers and "no-store" in response.headers["Cache-Control"]
    assert len(kept.shelf) == 0


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0, br", False), ("gzip; q=0.0", False), ("identity", False)],
)
def test_it_is_sent_packed_to_whoever_takes_it_so(client, both, accepted, packed):
    plain, told = client.get("/"), client.get("/", headers={"Accept-Encoding": accepted})
    assert told.headers.get("Content-Encoding") == ("gzip" if packed else None)
    assert (gzip.decompress(told.content) if packed else told.content) == plain.content
    assert told.headers["ETag"] == plain.headers["ETag"] and told.headers["Vary"] == "Accept-Encoding"
    assert int(told.headers["Content-Length"]) == len(told.content)


def test_each_address_language_and_host_has_a_page_of_its_own(client, both, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asked = [("/", "one.example"), ("/", "two.example"), ("/ru/", "one.example"), ("/?release=1.1.0", "one.example")]
    assert len({client.get(address, headers={"Host": host}).headers["ETag"] for address, host in asked}) == 4
    told = set()
    for language in ("en", "ru"):
        with translation.override(language):
            told.add(kept.tag_of("/", Edition()))
    assert len(told) == 2


CHANGES = {
    "withdrawn": lambda: releases.withdraw(Release.objects.get(version="1.0.0"), reason="Made up.", by=None),
    "published": lambda: releases.publish(
        handover(observation("KAZ", "USA", 2018, "study", cells=[7])), version="1.2.0", notes_en="Made up."
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_another_once_a_release_comes_or_is_withdrawn(client, both, address, change):
    before = client.get(address)
    CHANGES[change]()
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and drawn(after)
    assert after.headers["ETag"] != before.headers["ETag"]


def test_what_is_offered_changes_the_pages_that_show_it_and_no_other(client, both, admin_user):
    shown, other = ["/what-if/", "/ru/what-if/", "/what-if/exchange-visitors-as-study/"], ["/", "/observations/"]
    before = {address: client.get(address).headers["ETag"] for address in shown + other}
    scenarios.withdraw(OfferedScenario.objects.get(), reason="Made up.", by=admin_user)
    for address in shown + other:
        after = client.get(address, headers={"If-None-Match": before[address]})
        assert after.status_code == (304 if address in other else 410 if "exchange" in address else 200)


def test_another_program_draws_anew(client, both, monkeypatch):
    before = client.get("/").headers["ETag"], client.get("/observations.csv").headers["ETag"]
    monkeypatch.setattr(kept, "program", lambda: "another")
    assert client.get("/").headers["ETag"] != before[0]
    assert client.get("/observations.csv").headers["ETag"] != before[1]


@pytest.mark.parametrize(
    "place", ["flows/x.py", "flows/data/x.csv", "templates/a/x.html", "locale/ru/x.mo", "static/x"]
)
def test_the_program_is_its_code_templates_translations_and_static_names(settings, tmp_path, place):
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "collected"
    place = tmp_path / place.replace("static/x", "collected/staticfiles.json")
    place.parent.mkdir(parents=True)
    told = []
    for words in ("one", "two"):
        place.write_text(words)
        told.append(kept.program.__wrapped__())
    assert told[0] != told[1]


def test_it_holds_no_more_than_it_may(client, both, settings):
    settings.PAGES_KEPT = 0.02
    for year in range(1990, 2020):
        client.get(f"/observations/?year={year}")
        assert 0 <= kept.shelf.weight <= settings.PAGES_KEPT * kept.MEGABYTE
    assert len(kept.shelf) > 0


def test_of_many_who_come_for_the_same_page_one_draws_it(both):
    """Eight threads at once; whoever comes second waits for the first."""
    here, begin, times = Edition(), Barrier(8), []

    def draw():
        times.append(1)
        return HttpResponse("Drawn.")

    def reader(_number):
        begin.wait()
        return kept.answer(RequestFactory().get("/"), here, draw).content

    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(reader, range(8))} == {b"Drawn."}
    assert len(times) == 1

"""What readers see of a scenario. Real are the American study figures for Kazakhstan of 2018; all else is made up."""

import re

import pytest
from django.db import transaction
from django.utils import timezone

from flows.models import OfferedScenario
from tests.flows import readers
from tests.flows.readers import read
from tests.flows.test_pages import english

pytestmark = pytest.mark.django_db
J = "/what-if/j-as-study/"


def offered(slug, labels, to, now="", **more):
    said = {"title_en": f"What if {slug}?", "title_ru": "Что, если?", "text_en": "Made up.", "text_ru": "Вымышлено."}
    labels = [["us-niv", label] for label in labels]
    return OfferedScenario.objects.create(
        slug=slug, **said, labels=labels, to=to, now=now, offered_at=timezone.now(), **more
    )


@pytest.fixture(scope="module", autouse=True)
def releases(django_db_setup, django_db_blocker):
    """Two releases, once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        readers.first(), readers.second()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def scenario():
    return offered("j-as-study", ["J-1", "J-2"], "study", "out")


def test_the_list_says_what_a_scenario_is_and_leads_to_each(client, scenario):
    page = read(client, "/what-if/")
    assert "nothing that is published changes" in page.text
    assert J in page.links and "What if j-as-study?" in page.text


def test_without_one_the_list_says_so(client):
    assert "No scenario is offered at present." in read(client, "/what-if/").text


def test_the_numbers_are_added_up_from_the_release_s_own_cells(client, scenario):
    page = read(client, J)
    assert "1,461 → then 3,725" in page.text and "+2,264" in page.text
    assert "Nothing published changes." in page.text and "supposition about release 1.1.0" in page.text
    assert "left out: temporary stay" in page.text


def test_each_changed_number_leads_to_its_cells(client, scenario):
    page = read(client, J)
    assert "/why/1.1.0/KAZ-USA-study-visas_issued-2018/" in page.links
    assert client.get("/why/1.1.0/KAZ-USA-study-visas_issued-2018/").status_code == 200


def test_an_older_release_is_asked_by_its_own_cells(client, scenario):
    page = read(client, f"{J}?release=1.0.0")
    assert "supposition about release 1.0.0" in page.text
    assert "/why/1.0.0/KAZ-USA-study-visas_issued-2018/" in page.links
    assert "/what-if/?release=1.0.0" in page.links


def test_what_a_release_does_not_hold_changes_nothing_and_is_named(client):
    offered("unknown", ["Z-9"], "study")
    page = read(client, "/what-if/unknown/")
    assert "Z-9" in page.text and "This release does not know it." in page.text
    assert "No number of release 1.1.0 would change" in page.text


def test_ranks_sentences_and_their_words_for_the_ear(client):
    offered("f-out", ["F-1", "F-2"], "out")
    page = read(client, "/what-if/f-out/")
    assert "Sentences that would read differently" in page.text
    assert re.search("now: .*Study visas of Kazakhstan’s citizens", page.text)


def test_what_was_taken_back_says_why_and_leaves_the_list(client, scenario):
    OfferedScenario.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="It misled people.")
    page = read(client, J, status=410)
    assert "It misled people." in page.text and "1,461" not in page.text
    assert J not in read(client, "/what-if/").links


def test_what_was_never_offered_is_not_there(client):
    assert client.get("/what-if/nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/what-if/", J, "/ru/what-if/", f"/ru{J}"])
def test_the_pages_are_well_made_and_know_nobody(client, scenario, address):
    response = client.get(address)
    assert not response.cookies and response.headers["Vary"] == "Accept-Encoding"
    assert set(response.headers["Cache-Control"].split(", ")) == {"no-cache", "public"}
    page = read(client, address)
    assert page.all("html") == [{"lang": "ru" if address.startswith("/ru/") else "en"}]
    assert len(page.all("h1")) == 1 and len(page.all("caption")) == len(page.all("table"))
    assert not page.all("script") and not [tag for tag in page.tags if "style" in tag[1]]
    assert all(attributes.get("scope") for attributes in page.all("th"))
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert ("Вымышлено." if address.startswith("/ru/") else "Made up.") in page.text


@pytest.mark.parametrize("address", ["/ru/what-if/", f"/ru{J}"])
def test_the_russian_pages_are_russian(client, scenario, address):
    """Words of another language stand in an element that says so."""
    assert english(read(client, address)) == []


@pytest.mark.parametrize("labels", [["J-1"], ["J-1", "J-2", "Q-1", "F-1", "F-2", "M-1", "M-2", "K-1"]])
def test_how_often_the_page_asks_the_database(client, django_assert_num_queries, labels):
    offered("some", labels, "work")
    client.get("/")  # codelists are asked for once in the life of a process
    with django_assert_num_queries(6):
        client.get("/what-if/some/")

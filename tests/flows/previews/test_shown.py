"""What a link to a candidate shows: the real pages, with its numbers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from flows import previews
from tests.flows.previews.made import IN_BOTH
from tests.flows.readers import Page, read

pytestmark = pytest.mark.django_db


def test_the_candidate_is_the_newest_release_there(client, link):
    home, listed = (read(client, link + page) for page in ("", "observations/"))

    assert "Release 1.2.0" in home.text and "Release 1.1.0" not in home.text.partition("Every number opens")[0]
    assert "7,654,321" in listed.text
    assert "SECRET-9" in read(client, f"{link}codebook/").text
    assert "7,654,321" in read(client, f"{link}why/1.2.0/KAZ-USA-study-visas_issued-2017/").text
    assert "The printed total" in read(client, f"{link}why/1.2.0/KAZ-USA-study-visas_issued-2018/").text
    assert "1,400" in read(client, f"{link}observations/?release=1.0.0").text
    assert "not published" in home.text and "A candidate is not cited" in home.text


@pytest.mark.parametrize("rest", ["", "ru/"])
def test_each_page_says_what_it_is_and_until_when(client, frozen, rest):
    given = timezone.now().replace(hour=14, minute=0, second=0)
    ends = given + timedelta(hours=72)
    content = client.get(previews.address(frozen, given) + rest).content.decode()
    [note] = re.findall(r'<div class="notice" role="note">(.*?)</div>', content, re.DOTALL)

    assert "1.2.0" in note and "14:00 UTC" in note
    if not rest:
        assert "Preview of candidate 1.2.0." in note and "Not published; may still change." in note
        assert f"This link ends on {ends.day} {ends:%B %Y}, 14:00 UTC." in note


@pytest.mark.parametrize("rest", IN_BOTH)
def test_every_link_stays_behind_the_link(client, link, rest):
    response = client.get(link + rest)
    shown = Page(response.content.decode())

    addresses = shown.links + [form["action"] for form in shown.all("form")]
    left = [each for each in addresses if not each.startswith((link, "/static/", "#", "?", "https://"))]
    assert addresses and not left
    assert len(shown.all("h1")) == 1
    assert shown.all("html") == [{"lang": "ru" if rest.startswith("ru/") else "en"}]
    assert response.headers["Content-Language"] == ("ru" if rest.startswith("ru/") else "en")
    assert response.content.count(b'role="note"') >= 1


LASTING = ["data/", "observations/", "origins/KAZ/", "indicators/share/", "why/1.0.0/population-KAZ-2018/"]


@pytest.mark.parametrize("rest", [*LASTING, *(f"{page}?release=1.0.0" for page in LASTING)])
def test_nothing_is_taken_along_from_an_address_that_ends(client, link, rest):
    """A citation, a line of a program and the API say whole addresses, or none at all; here even an older release."""
    response = client.get(link + rest)
    content = response.content.decode()
    assert response.status_code == 200
    assert f"http://testserver{link}" not in re.sub('href="[^"]*"', "", content) and f"{link}api/" not in content


@pytest.mark.look
def test_no_link_there_is_dead(client, link):
    """As far as the pages of the candidate name them; what is behind the older releases stands on the public pages."""
    waiting, seen = [link, f"{link}ru/"], set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or "?" in address or address.startswith(("/static/", "https://")):
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        if response.headers["Content-Type"].startswith("text/html") and not re.search("/1.[01].0/", address):
            waiting += Page(response.content.decode()).links
    assert {f"{link}observations.csv", f"{link}ru/releases/1.2.0/", f"{link}releases/1.1.0..1.2.0.csv"} <= seen


def test_both_languages_lead_to_each_other(client, link):
    links = read(client, f"{link}ru/codebook/?release=1.1.0").links

    assert f"{link}codebook/?release=1.1.0" in links and f"{link}ru/codebook/?release=1.1.0" in links


@pytest.mark.parametrize("format", ["csv", "json"])
def test_the_list_as_a_file_is_made_of_the_candidate(client, link, format):
    response = client.get(f"{link}observations.{format}")
    text = b"".join(response.streaming_content).decode()

    assert "7654321" in text and "1.2.0" in text and "1.1.0" not in text
    assert f"camt-1.2.0-candidate.{format}" in response.headers["Content-Disposition"]


def test_and_as_a_workbook(client, link):
    response = client.get(f"{link}observations.xlsx")

    assert response.status_code == 200 and b"".join(response.streaming_content).startswith(b"PK")


def test_files_of_the_release_are_made_at_publication(client, link):
    page = read(client, f"{link}releases/1.2.0/")

    assert "They are made at publication." in page.text
    assert not [each for each in page.links if each.endswith("provenance.csv")]
    assert client.get(f"{link}releases/1.2.0/provenance.csv").status_code == 404
    older = client.get(f"{link}releases/1.1.0/provenance.csv")
    assert older.status_code == 200 and older.headers["Cache-Control"] == "private, no-store"


def test_the_difference_from_the_last_release(client, link):
    assert "7,654,321" in read(client, f"{link}releases/1.1.0..1.2.0/").text
    assert "7654321" in b"".join(client.get(f"{link}releases/1.1.0..1.2.0.csv").streaming_content).decode()

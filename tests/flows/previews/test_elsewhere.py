"""Nowhere but behind its link anything is known of a candidate."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.urls import get_script_prefix
from django.utils import timezone

from flows import previews, seals
from flows.api.numbers import Root
from flows.models import Contribution, Gap, Observation, Release, SourceUsed, TotalCheck, Treatment
from tests.flows.previews.made import ONLY_THERE, candidate
from tests.flows.readers import Page, read

pytestmark = pytest.mark.django_db


def test_no_public_address_knows_of_it(client, frozen, link):
    """The whole site, just after somebody looked at the preview: neither version, number nor label.

    Of questions those for a release are followed; all others choose among rows that pages without a question show.
    """
    client.get(link), client.get(f"{link}ru/observations/"), client.post(link), client.get(f"{link}nothing/")
    list(client.get(f"{link}observations.csv").streaming_content)
    assert get_script_prefix() == "/"
    waiting, seen = ["/", "/ru/", "/observations.csv?members=1", "/observations/?release=1.0.0"], set()
    waiting += ["/api/observations?gaps=1", *(f"/api/{each.name}" for each in Root.listed)]
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or not address.startswith("/") or address.startswith("/static/"):
            continue
        if "?" in address and not re.search(r"\?(release=[0-9.]+|members=1|gaps=1)$", address):
            continue
        seen.add(address)
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        content = content.replace(b"cff-version: &quot;1.2.0&quot;", b"")  # of a file format, and no candidate's
        for word in ("1.2.0", "/preview/", *ONLY_THERE):
            assert word.encode() not in content and word not in str(response.headers), (address, word)
        if response.headers["Content-Type"].startswith("text/html"):
            waiting += Page(content.decode()).links
    assert {"/observations.csv", "/ru/what-if/", "/releases/1.0.0..1.1.0/", "/codebook/"} <= seen


@pytest.mark.parametrize(
    "address",
    [
        "/?release=1.2.0",
        "/ru/observations/?release=1.2.0",
        "/codebook/?release=1.2.0",
        "/what-if/exchange-visitors-as-study/?release=1.2.0",
        "/observations.csv?release=1.2.0",
        "/observations.json?release=1.2.0",
        "/observations.xlsx?release=1.2.0",
        "/releases/1.2.0/",
        "/releases/1.2.0/observations.csv",
        "/releases/1.1.0..1.2.0/",
        "/releases/1.2.0..1.1.0/",
        "/releases/1.1.0..1.2.0.csv",
        "/why/1.2.0/KAZ-USA-study-visas_issued-2017/",
        "/why/1.2.0/KAZ-USA-study-visas_issued-2017/ask/",
        "/why/1.2.0/KAZ-USA-study-visas_issued-2017/asked/",
    ],
)
def test_who_guesses_its_version_finds_nothing(client, frozen, link, address):
    client.get(link)
    response = client.get(address)

    assert response.status_code == 404
    assert not [word for word in ONLY_THERE if word.encode() in response.content]


@pytest.mark.parametrize("model", [Observation, Contribution, Gap, SourceUsed, Treatment, TotalCheck])
def test_public_rows_are_the_candidate_s_only_for_the_release_that_a_link_opened(frozen, link, model):
    opened = previews.opened(link.split("/")[2], timezone.now()).release
    plain = Release.objects.get(pk=opened.pk)
    older = Release.objects.get(version="1.1.0")

    assert not model.public.of(plain).exists() and not model.public.filter(release=opened).exists()
    assert set(model.public.of(opened)) == set(model.everything.of(plain)) != set()
    assert not model.public.beside(older).filter(release=plain).exists()
    assert set(model.public.of(older)) == set(model.everything.of(older))


def test_the_link_says_nothing_where_an_address_is_made_elsewhere(frozen):
    with previews.mounted("x"):
        assert get_script_prefix() == "/preview/x/"
    assert get_script_prefix() == "/"
    with pytest.raises(ZeroDivisionError), previews.mounted("x"):
        1 / 0  # noqa: B018
    assert get_script_prefix() == "/"


def test_the_first_release_of_all_can_be_previewed(client):
    seals.lift(connection)
    Release.objects.all().delete()
    link = previews.address(candidate("1.0.0"), datetime.now(UTC))

    assert "7,654,321" in read(client, f"{link}observations/").text
    assert "No release has been published yet" in read(client, "/").text

"""Until when a link opens anything, and what is said afterwards."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone

from flows import previews, releases
from flows.models import Release
from flows.trust.codebook import Codebook
from tests.factories import cell
from tests.flows.previews.made import ONLY_THERE, candidate
from tests.flows.readers import read

pytestmark = pytest.mark.django_db


def test_it_ends_after_its_hours(client, settings, frozen):
    settings.PREVIEW_FOR = 2
    now = timezone.now()
    fresh, over = (previews.address(frozen, now - timedelta(minutes=minutes)) for minutes in (119, 121))
    settings.PREVIEW_FOR = 1000  # what was said to end then, ends then

    assert client.get(fresh).status_code == 200
    for page in ("", "ru/", "observations.csv", "admin/"):
        gone = read(client, over + page, 410)
        assert "This preview has ended" in gone.text and "Предварительный просмотр закончен" in gone.text
        assert not [word for word in ONLY_THERE if word in gone.text]
        assert [each for each in gone.links if each.startswith("/preview/")] == []


def test_it_ends_when_the_candidate_is_published(client, frozen, link):
    Release.objects.filter(pk=frozen.pk).update(state="published", digest="1" * 64)

    gone = read(client, f"{link}observations/", 410)
    assert "release 1.2.0 was published" in gone.text
    assert {"/releases/1.2.0/", "/ru/releases/1.2.0/"} <= set(gone.links)
    assert "7,654,321" in read(client, "/observations/").text


def test_it_ends_when_the_candidate_is_sent_back(client, frozen, link):
    releases.discard(frozen)

    assert "sent back" in read(client, link, 410).text


@pytest.mark.parametrize("stumbles", [True, False])
def test_it_ends_also_for_who_is_just_reading(client, frozen, link, monkeypatch, stumbles):
    """Half a page is none, and what could not be found any more is no error of ours."""

    def codebook(release):
        releases.discard(frozen)
        return {}["gone"] if stumbles else Codebook([], [])

    monkeypatch.setattr("flows.trust.codebook.codebook", codebook)
    assert client.get(f"{link}codebook/").status_code == 410


def test_an_error_of_ours_stays_one(client, link, monkeypatch):
    monkeypatch.setattr("flows.trust.codebook.codebook", lambda release: {}["gone"])
    with pytest.raises(KeyError):
        client.get(f"{link}codebook/")


def test_another_freeze_under_the_same_version_does_not_open_by_it(client, frozen, link):
    releases.discard(frozen)
    again = candidate(cells=[cell(1, "F-1")])

    assert client.get(link).status_code == 410
    assert client.get(previews.address(again, timezone.now())).status_code == 200


def test_nor_one_that_was_frozen_again_in_the_same_row(client, frozen, link):
    Release.objects.filter(pk=frozen.pk).update(digest="1" * 64)

    assert client.get(link).status_code == 410


def forged(release):
    link = previews.address(release, timezone.now())
    token = link.split("/")[2]
    said, _dot, signature = token.rpartition(".")
    pk, digest, ends = said.split("-")
    yield "x"
    yield said
    yield f"{said}."
    yield f"{pk}-{digest}-{int(ends) + 1}.{signature}"
    yield f"{int(pk) - 1}-{digest}-{ends}.{signature}"
    yield token[:-1] + ("A" if token[-1] != "A" else "B")
    yield Signer(salt="flows.other", sep=".").sign(said)
    yield Signer(salt="flows.previews", sep=".", key="another key").sign(said)


def test_a_forged_link_opens_nothing(client, frozen):
    for token in forged(frozen):
        response = client.get(f"/preview/{token}/")
        assert response.status_code == 404, token
        assert not [word for word in ("1.2.0", *ONLY_THERE) if word in response.content.decode()]

"""Long files have places of their own, so that slow readers never take every thread. Figures are made up."""

import threading
from threading import BoundedSemaphore

import pytest
from django.conf import settings
from django.db import transaction

from camt_site.management.commands.serve import server_options
from flows import streams
from tests.factories import observation, published

pytestmark = pytest.mark.django_db
REFUSED = (
    "Others are taking large files at this moment, as many as can be made at a time. Come again in 30 seconds, narrow "
    "the question (a small file is always given), or take what lies ready: http://testserver/releases/1.0.0/"
)


@pytest.fixture(scope="module", autouse=True)
def release(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield published(*(observation("KAZ", "USA", year, "study", cells=[year]) for year in range(2000, 2020)))
        transaction.set_rollback(True)


@pytest.fixture
def one_place(monkeypatch):
    """Room for one, and every file with a row is a long one."""
    monkeypatch.setattr(streams, "places", BoundedSemaphore(1))
    monkeypatch.setattr(streams, "LITTLE", 10)


def are_free():
    free = streams.places.acquire(blocking=False)
    if free:
        streams.places.release()
    return free


def chunks(*made):
    for each in made:
        if isinstance(each, Exception):
            raise each
        yield each


def test_half_of_the_threads_are_left_for_pages():
    assert streams.AT_ONCE * 2 == settings.SERVER_THREADS == server_options()["threads"]


def test_a_place_is_left_at_the_end(one_place):
    stream = streams.of(chunks(b"one", b"two"))
    assert not are_free()
    assert list(stream) == [b"one", b"two"] and are_free()
    stream.close()  # which the server does after all
    assert are_free()


def test_a_place_is_left_by_whoever_goes_away(one_place):
    stream = streams.of(chunks(b"one", b"two"))
    assert next(stream) == b"one" and not are_free()
    stream.close()
    assert are_free() and list(stream) == []


def test_a_place_is_left_where_the_writing_fails(one_place):
    stream = streams.of(chunks(b"one", ValueError("made up")))
    assert next(stream) == b"one"
    with pytest.raises(ValueError, match="made up"):
        next(stream)
    assert are_free()


def test_a_place_is_left_by_an_answer_that_nobody_began_to_read(one_place):
    stream = streams.of(chunks(b"one"))
    assert not are_free()
    del stream
    assert are_free()


def test_a_small_file_needs_no_place(one_place):
    kept = streams.of(chunks(b"one"))
    assert list(streams.of(chunks(b"0123456789"))) == [b"0123456789"]
    closed = chunks(b"0123456789", b"0", b"1")
    with pytest.raises(streams.Taken):
        streams.of(closed)
    assert list(closed) == []  # nothing of it goes on
    kept.close()


FORMATS = ["csv", "json", "xlsx"]


@pytest.mark.parametrize("format", FORMATS)
def test_who_comes_when_all_places_are_taken_is_told_what_to_do(client, one_place, format):
    address, threads = f"/observations.{format}?origin=KAZ", threading.active_count()
    first = client.get(address)
    refused = client.get(address)
    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "30", "no-store")
    assert refused["Access-Control-Allow-Origin"] == "*" and "ETag" not in refused
    ready = "observations.csv" if format == "csv" else ""
    said = refused.json()["errors"] if format == "json" else refused.content.decode().splitlines()
    assert said == [f"{REFUSED}{ready}"]
    assert client.head(address).status_code == 200
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    rows = b"".join(first)
    again = client.get(address)
    assert again.status_code == 200 and (format == "xlsx" or b"".join(again) == rows)
    assert b"".join(again) is not None and are_free() and threading.active_count() == threads


def test_a_small_answer_is_given_also_then(client, one_place, monkeypatch):
    whole = b"".join(client.get("/observations.csv?origin=KAZ"))
    monkeypatch.setattr(streams, "LITTLE", len(whole))
    first = client.get("/observations.csv?year=2001,2002")
    assert b"".join(client.get("/observations.csv?origin=KAZ")) == whole and not are_free()
    assert b"".join(first).count(b"\r\n") == 3 and are_free()


@pytest.mark.parametrize("format", ["csv", "json"])
def test_a_file_of_an_indicator_has_a_place_too(client, one_place, format):
    address = f"/indicators/share.{format}"
    first, refused = client.get(address), client.get(address)
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert b"".join(first) and are_free()


def test_what_differs_has_a_place_too(client, one_place):
    published(observation("KAZ", "USA", 2000, "study", cells=[1]), version="2.0.0")
    first = client.get("/releases/1.0.0..2.0.0.csv")
    refused = client.get("/releases/1.0.0..2.0.0.csv")
    assert refused.status_code == 503 and refused.content.decode() == (
        REFUSED.replace("1.0.0/", "2.0.0/observations.csv\n")
    )
    assert b"".join(first).count(b"\r\n") > 1 and are_free()

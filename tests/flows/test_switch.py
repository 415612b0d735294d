"""A release is published between any two queries of a page: to the byte it is the page before, or the one after."""

import re
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection, transaction

from flows import releases
from flows.models import Release
from tests.factories import cell, gap, handover, left_out, observation, total
from tests.flows import readers

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/ru/",
    "/observations/",
    "/observations/?category=study&sort=-value",
    "/codebook/",
    "/releases/",
    "/releases/1.0.0/",
    "/releases/1.0.0..1.1.0/",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2001/",
    "/what-if/",
    "/what-if/exchange-visitors-as-study/",
    "/observations.csv",
    "/observations.csv?members=1",
    "/observations.csv?gaps=1&origin=KAZ",
    "/observations.json",
    "/api/observations?gaps=1",
    "/api/series",
    "/api/releases",
    "/api/codebook?format=csv",
    "/api/observations/KAZ-USA-study-visas_issued-2018/provenance",
]


@pytest.fixture(scope="module", autouse=True)
def frozen(django_db_setup, django_db_blocker):
    """Two releases and all of a third but the one word that it is published; every number of it is another."""
    with django_db_blocker.unblock(), transaction.atomic():
        readers.first(), readers.second(), readers.asked()
        said = handover(
            observation("KAZ", "USA", 2018, "study", cells=[cell(7001, "F-1"), left_out(7002, "J-1")]),
            observation("KAZ", "USA", 2017, "study", cells=[cell(7003, "F-1")]),
            observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[cell(7004, "IMP")]),
            gaps=[gap("KAZ", "RUS", 2018, "work", "registrations")],
            totals=[total(14003)],
        )
        yield releases.freeze(said, version="1.2.0", notes_en="Made up.")
        transaction.set_rollback(True)


def publish(release):
    """The switch alone, as the last statement of a publication throws it."""
    Release.objects.filter(pk=release.pk).update(state=Release.State.PUBLISHED)


def withdraw(release):
    Release.objects.filter(pk=release.pk).update(
        state=Release.State.WITHDRAWN, withdrawn_at=datetime(2026, 12, 1, tzinfo=UTC), withdrawn_reason="Made up."
    )


class Before:
    """Publishes just before a request's query of this number; `asked` says whether it came to that."""

    def __init__(self, release, number):
        self.release, self.number, self.seen = release, number, 0

    def __call__(self, execute, *arguments):
        self.seen += 1
        if self.seen == self.number:
            publish(self.release)
        return execute(*arguments)

    @property
    def asked(self):
        return self.seen >= self.number


def answer(client, address, switch=None):
    with connection.execute_wrapper(switch) if switch else nullcontext():
        return told(client, address)


def told(client, address):
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, response.headers.get("ETag"), content


def undone(ask):
    """What somebody finds, and then nothing of it happened."""
    with transaction.atomic():
        found = ask()
        transaction.set_rollback(True)
    return found


PAGES = [address for address in ADDRESSES if not re.search(r"\.csv|\.json|^/api/", address)]


@pytest.mark.parametrize("address", PAGES)
def test_what_is_kept_is_of_one_moment_too(client, frozen, address, settings):
    """Drawn before, published, withdrawn: each answer is the one that nobody ever kept."""
    moments = [lambda: None, partial(publish, frozen), partial(withdraw, frozen)]

    def told_at_each():
        return [(moment(), answer(client, address), answer(client, address))[1:] for moment in moments]

    drawn = undone(told_at_each)
    settings.PAGES_KEPT = 1
    assert undone(told_at_each) == drawn
    assert undone(told_at_each) == drawn
    assert len({tag for (_status, tag, _content), _again in drawn}) == (1 if drawn[0][0][0] == 404 else 3)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_of_one_moment(client, frozen, address):
    before = answer(client, address)
    after = undone(lambda: (publish(frozen), answer(client, address))[1])
    assert (before != after) or address.startswith(("/releases/1.0.0..", "/why/1.1.0/KAZ-USA-study-visas_issued-2001"))

    number, switch, found = 0, None, []
    while switch is None or switch.asked:
        number += 1
        switch = Before(frozen, number)
        found.append(undone(partial(answer, client, address, switch)))
    assert number > 1
    assert found[-1] == before, "the last time it was not published at all"
    assert [each for each in found if each not in (before, after)] == []

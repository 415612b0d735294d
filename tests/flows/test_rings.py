"""What a page was drawn from is given back at once, and not when Python next looks for rings, while a reader waits."""

import gc

import pytest
from django.core.handlers.base import BaseHandler
from django.db.models import Model

from flows.models import Release
from flows.queries import Edition
from tests.flows import every

pytestmark = [pytest.mark.django_db, pytest.mark.look]
ADDRESSES = [
    "/",
    "/observations/?category=study",
    "/map/?from=TJK&category=asylum&year=2016",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
    "/profiles/",
    "/origins/KAZ/",
    "/corridors/KAZ-CAN/",
    "/indicators/change/?destination=USA",
    "/report/",
    "/codebook/",
    "/releases/1.1.0/",
    "/coverage/USA/",
]


@pytest.fixture
def left():
    """A function that gives what was left in rings by what it calls."""

    def of(do):
        gc.collect()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            do()
            gc.collect()
            return list(gc.garbage)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()

    return of


@pytest.fixture
def ask(rf):
    """A function that asks the site for a page: the client of tests keeps what a page was drawn from, in a ring."""
    handler = BaseHandler()
    handler.load_middleware()
    return lambda address: handler.get_response(rf.get(address)).status_code


def test_pages_leave_no_row_and_little_else_in_rings(ask, left):
    every.published()
    for address in ADDRESSES:
        assert ask(address) == 200  # what a process reads once is read by now
        found = left(lambda: ask(address))  # noqa: B023  called at once
        assert len(found) < 1_000, address
        rows = {type(each) for each in found if issubclass(type(each), Model | Edition)}
        assert rows - {Release} == set(), address  # django-filter's filters and their set are a ring, which knows it


def test_a_ring_would_be_seen(left):
    def ring():
        edition = Edition.__new__(Edition)
        edition.itself = edition

    assert [type(each) for each in left(ring) if type(each) is Edition] == [Edition]

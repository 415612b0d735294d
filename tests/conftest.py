"""What holds for every test."""

import gc
import os
import sys
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
REAL_VAR = str(ROOT / "var") + os.sep
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "sqlite3.connect"}

# Two engines and two workers on a small machine: time says little about a law. In CI the same examples each time.
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


ASKS = {"db", "transactional_db", "live_server"}  # fixtures by which a test reaches a database


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks a database is run: the rest is the same on either engine, and runs with SQLite."""
    if config.getoption("engine") == "postgres":
        chosen = [item for item in items if asks(item)]
        config.hook.pytest_deselected(items=list(set(items) - set(chosen)))
        items[:] = chosen


def pytest_collection_finish(session):
    """What is loaded by now stays, so the collector need not look at it again: a tenth of the time of a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)


def asks(item):
    """Whether a test reaches a database, or is about one engine alone; what pages look like is the same on both."""
    if item.get_closest_marker("look"):
        return False
    of_one = any("connection" in str(marker.args) for marker in item.iter_markers("skipif"))
    return of_one or item.get_closest_marker("django_db") or ASKS & set(item.fixturenames)


def keep_out_of_var(event, arguments):
    """Refuses whatever would change the folder with the real uploads, releases and database."""
    if event in CHANGES or (event == "open" and changes(arguments)):
        for path in arguments[:2]:
            if isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(REAL_VAR):
                raise PermissionError(f"A test tried to change {path}: tests write to settings.VAR, never to var/.")


def changes(arguments):
    """Whether a call of open(path, mode, flags) may write."""
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


sys.addaudithook(keep_out_of_var)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tests' database, and a copy of what was set up in it, for the clearing up after tests that commit."""
    from django.db import connection
    from django.test import TransactionTestCase

    from tests import clearing

    with django_db_blocker.unblock():
        kept = clearing.keep(connection)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: clearing.clear_up(connection, kept))
        yield

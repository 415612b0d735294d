import sqlite3

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from camt_site.checks import OLDEST_POSTGRESQL, database_is_fit, postgresql_version_faults, wal_faults
from camt_site.database import WAL_IS_SAFE_FROM, database, journal_mode

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a law of SQLite")


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_wal_only_where_it_is_safe(version, mode):
    assert journal_mode(version) == mode


def test_sqlite_loses_nothing_and_waits_for_others():
    settings = database("sqlite:////var/lib/camt/camt.sqlite3")
    assert settings["NAME"] == "/var/lib/camt/camt.sqlite3"
    assert settings["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL;",
    }


def test_postgresql_keeps_its_connections():
    settings = database("postgres://camt:secret@db.example:5432/camt")
    assert (settings["ENGINE"], settings["HOST"], settings["CONN_MAX_AGE"]) == (
        "django.db.backends.postgresql",
        "db.example",
        600,
    )


@pytest.mark.parametrize("url", ["mysql://camt@localhost/camt", "camt.sqlite3", "http://camt.example"])
def test_another_database_is_refused_in_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL names no database that CAMT knows: write sqlite:///"):
        database(url)


@on_sqlite
@pytest.mark.django_db
def test_the_connection_is_what_the_settings_say():
    def pragma(name):
        return connection.cursor().execute(f"PRAGMA {name}").fetchone()[0]

    assert connection.Database.sqlite_version_info == sqlite3.sqlite_version_info, "Django has another SQLite than ours"
    assert pragma("journal_mode") == journal_mode().lower()
    assert (pragma("synchronous"), pragma("foreign_keys"), pragma("busy_timeout")) == (2, 1, 60_000)


@pytest.mark.parametrize(
    ("journal", "version", "faults"),
    [
        ("wal", "3.40.1", ["camt.E001"]),
        ("wal", "3.51.2", ["camt.E001"]),
        ("wal", ".".join(map(str, WAL_IS_SAFE_FROM)), []),
        ("delete", "3.40.1", []),
        ("memory", "3.40.1", []),
    ],
)
def test_wal_on_an_affected_sqlite_is_a_fault(journal, version, faults):
    assert [fault.id for fault in wal_faults(journal, version)] == faults


@pytest.mark.parametrize(
    ("major", "faults"), [(14, ["camt.E002"]), (OLDEST_POSTGRESQL, []), (OLDEST_POSTGRESQL + 2, [])]
)
def test_an_old_postgresql_is_a_fault(major, faults):
    assert [fault.id for fault in postgresql_version_faults(major)] == faults


@pytest.mark.django_db
def test_this_database_is_fit():
    assert database_is_fit(None, databases=["default"]) == []

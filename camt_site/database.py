"""Which database: SQLite out of the box, PostgreSQL by DATABASE_URL. Imported before Django loads its database code.

SQLite before 3.51.3 can corrupt a database in WAL mode when two connections write at once (the "WAL-reset" bug), and
most systems bring an older one. `pysqlite3` brings a current one inside its wheel; where there is no wheel the
system's own SQLite runs with a rollback journal, slower beside a busy writer and safe. `camt_site.checks` looks
whether it came out so.
"""

import sys

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

WAL_IS_SAFE_FROM = (3, 51, 3)
LOCK_PATIENCE = 60  # seconds a writer waits for another: a large import holds the lock for longer than the usual five

try:
    import pysqlite3
except ImportError:
    import sqlite3
else:
    sqlite3 = sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def journal_mode(version=sqlite3.sqlite_version_info):
    """`WAL` where that is safe for this version of SQLite, as a triple of numbers; else `DELETE`."""
    return "WAL" if version >= WAL_IS_SAFE_FROM else "DELETE"


def database(url):
    """Django's settings for the database at `url`, sqlite:/// or postgres://."""
    try:
        settings = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError:
        settings = {"ENGINE": "unknown"}
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = sqlite_options()
    elif settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL names no database that CAMT knows: write sqlite:///var/camt.sqlite3 "
            "or postgres://user:password@host:5432/name, or leave it out."
        )
    return settings


def sqlite_options():
    """Durable after a power cut, and no transaction that finds out at its first write that another was quicker."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_PATIENCE,
        "init_command": f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL;",
    }

"""System checks about the machine the site runs on; `manage.py check --database default` runs them."""

from django.core.checks import Error, Tags, register
from django.db import connections

from camt_site.database import WAL_IS_SAFE_FROM

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def database_is_fit(app_configs, databases, **kwargs):
    """Each database in use keeps what it is given."""
    looks = {"sqlite": sqlite_faults, "postgresql": postgresql_faults}
    return [fault for alias in databases or [] for fault in looks[connections[alias].vendor](connections[alias])]


def sqlite_faults(connection):
    with connection.cursor() as cursor:
        [journal] = cursor.execute("PRAGMA journal_mode").fetchone()
        [version] = cursor.execute("SELECT sqlite_version()").fetchone()
    return wal_faults(journal, version)


def wal_faults(journal, version):
    """The fault of running SQLite `version` ("3.40.1") with `journal` ("wal"), if it is one."""
    if journal != "wal" or tuple(map(int, version.split("."))) >= WAL_IS_SAFE_FROM:
        return []
    safe = ".".join(map(str, WAL_IS_SAFE_FROM))
    return [
        Error(
            f"SQLite {version} can corrupt a database in WAL mode when two connections write at once.",
            hint=f"Install pysqlite3 (SQLite {safe} or newer), or stop everything that uses the database and open it "
            "once with PRAGMA journal_mode=DELETE.",
            id="camt.E001",
        )
    ]


def postgresql_faults(connection):
    return postgresql_version_faults(connection.get_database_version()[0])


def postgresql_version_faults(major):
    """The fault of a PostgreSQL server of this major version, if it is one."""
    if major >= OLDEST_POSTGRESQL:
        return []
    return [
        Error(
            f"PostgreSQL {major} is too old for CAMT.",
            hint=f"Point DATABASE_URL to a server of version {OLDEST_POSTGRESQL} or newer.",
            id="camt.E002",
        )
    ]

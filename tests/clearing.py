"""Clearing up after a test that commits: every table is emptied, and what was set up is put back from a copy of it.

To set it up anew, as Django would, takes most of a second: 7,000 spellings of places alone are read and compared.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from flows import seals


def keep(connection):
    """Copies every table, before the first test; gives their names, as the database quotes them."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quoted = [connection.ops.quote_name(name) for name in names]
    with connection.cursor() as cursor:
        attach(connection)
        if connection.vendor != "sqlite":
            cursor.execute("CREATE SCHEMA kept")
        for name in quoted:
            cursor.execute(f"CREATE TABLE kept.{name} AS SELECT * FROM {name}")
    return quoted


def attach(connection):
    """The copies stand in a schema; on SQLite that is a file, which each connection asks for anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA database_list")
            if "kept" not in {name for _number, name, _file in cursor.fetchall()}:
                cursor.execute("ATTACH %s AS kept", [str(settings.VAR / "kept.sqlite3")])


def clear_up(connection, names):
    """Everything as it was kept, whole or not at all; the seals, which would refuse it, are lifted and set again."""
    attach(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        seals.lift(connection)
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        for name in names:
            cursor.execute(f"INSERT INTO {name} SELECT * FROM kept.{name}")
        connection.check_constraints()
        seals.install(connection)

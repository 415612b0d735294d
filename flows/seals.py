"""Rows that the database itself keeps as they are.

A program that forgets the rule is stopped, and so is a person with a database client: triggers (`flows.triggers`)
refuse what a declared seal forbids. They are made again after every migration, because on SQLite Django rebuilds a
table by copying it: its triggers are gone without a word, and those of other tables that name it would stop it, so that
there all of them are lifted before.
"""

from dataclasses import dataclass

from django.db import transaction

from flows import triggers

_declared = {}


@dataclass(frozen=True)
class Seal:
    """What may not be done to the rows of one table; every column is spelled as the database spells it.

    sentence  what the person reads who tries
    rows      SQL condition that says which rows are sealed, `{row}` standing for the row; left out: all of them
    frozen    columns of a sealed row that may not change, while the others may; left out: none may
    moves     SQL condition on OLD and NEW that a change of a sealed row must fulfil besides
    closed    whether a row that would be sealed may not come in either
    barred    SQL condition under which a row may not come in, `{row}` standing for it; it may ask other tables
    keys      unique keys other than `id` by which SQLite's INSERT OR REPLACE could push a sealed row out
    """

    table: str
    sentence: str
    rows: str = "1 = 1"
    frozen: tuple[str, ...] = ()
    moves: str = ""
    closed: bool = False
    barred: str = ""
    keys: tuple[tuple[str, ...], ...] = ()

    def holds(self, row):
        """SQL: whether the row of this name is sealed."""
        return f"({self.rows.format(row=row)})"

    def keeps_out(self, row):
        """SQL: whether the row of this name may not come in; empty where any may."""
        conditions = [self.holds(row)] * self.closed + [f"({self.barred.format(row=row)})"] * bool(self.barred)
        return " OR ".join(conditions)


def declare(*seals):
    """Makes seals known; an app does so when it is ready."""
    _declared.update({seal.table: seal for seal in seals})


def install(connection):
    """Sets every declared seal on the tables that are there; quick where they stand already."""
    engine = triggers.ENGINES[connection.vendor]
    wanted, found = _wanted(connection), engine.found(connection)
    if wanted != found:
        with transaction.atomic(using=connection.alias):
            engine.drop(connection, found.values())
            engine.create(connection, wanted.values())


def lift(connection):
    """Takes every seal away: before a migration, or in tests that empty the database or break a rule on purpose."""
    engine = triggers.ENGINES[connection.vendor]
    engine.drop(connection, engine.found(connection).values())


def standing(connection):
    """Names of the triggers that stand as they were declared."""
    found = triggers.ENGINES[connection.vendor].found(connection)
    return {name for name, trigger in _wanted(connection).items() if found.get(name) == trigger}


def fallen(connection):
    """Names of the triggers that should stand and do not, or not as they were declared, sorted."""
    return sorted(_wanted(connection).keys() - standing(connection))


def _wanted(connection):
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    engine = triggers.ENGINES[connection.vendor]
    made = [trigger for seal in _declared.values() if seal.table in tables for trigger in engine.triggers(seal)]
    return {trigger.name: trigger for trigger in made}

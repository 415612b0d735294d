"""Many rows into one table, as fast as the engine takes them: COPY on PostgreSQL, executemany on SQLite."""

import json

from django.db import connections

from flows.core.streams import chunks

ROWS_AT_ONCE = 10_000
as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode  # json.dumps makes an encoder for every call


def insert(model, columns, rows, using="default"):
    """Writes `rows` into the table of `model` and returns how many there were.

    `columns` are names of database columns; each row is a sequence in their order, of text, int, bool, None and date,
    JSON as text (`as_json`). Nothing is checked but by the database, and no signal is sent. `rows` may be a generator:
    it is drawn in chunks, and may itself ask the same database, because no COPY is open while it does.
    """
    connection = connections[using]
    write = {"postgresql": copy, "sqlite": execute_many}[connection.vendor]
    count = 0
    with connection.cursor() as cursor:
        for chunk in chunks(rows, ROWS_AT_ONCE):
            write(cursor, connection.ops.quote_name, model._meta.db_table, columns, chunk)
            count += len(chunk)
    return count


def copy(cursor, quote, table, columns, rows):
    statement = f"COPY {quote(table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    # COPY goes past Django's cursor: without this a broken constraint would be the driver's error and not Django's.
    with cursor.db.wrap_database_errors, cursor.copy(statement) as sink:
        for row in rows:
            sink.write_row(row)


def execute_many(cursor, quote, table, columns, rows):
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) VALUES ({places})", rows)

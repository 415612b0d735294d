"""Rows as JSON: one object with release, licence, columns and their descriptions, and each row as an object."""

import json
from contextlib import contextmanager

from flows import columns
from flows.core.streams import ROWS_AT_ONCE, chunks

as_json = json.JSONEncoder(ensure_ascii=False).encode
END = b"\n]}\n"


def stream(described, rows, release):
    """Chunks of bytes; unknown numbers are null."""
    yield head(described, release)
    lines = body(described)
    for chunk in chunks(rows, ROWS_AT_ONCE):
        yield lines(chunk)
    yield END


def head(described, release):
    said = {
        "release": release.version,
        "licence": columns.LICENCE,
        "columns": [column._asdict() for column in described],
    }
    return (as_json(said)[:-1] + ', "rows": [').encode()


def body(described):
    """A function that makes bytes of a list of rows, a line each; between the lists it remembers the comma."""
    names = [column.name for column in described]
    between = "\n"

    def lines(chunk):
        nonlocal between
        before, between = between, ",\n"
        return (before + ",\n".join([as_json(dict(zip(names, row, strict=True))) for row in chunk])).encode()

    return lines


@contextmanager
def written(described, path, release):
    """A function that appends a list of rows to a new file."""
    lines = body(described)
    with path.open("wb") as file:
        file.write(head(described, release))
        yield lambda chunk: file.write(lines(chunk))
        file.write(END)

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
    """A function that makes bytes of a list of rows, a line each; between the lists it remembers the comma.

    A column at a time, each of its values told once: by rows it takes thrice as long.
    """
    names = [as_json(column.name) for column in described]
    between = "\n"

    def lines(chunk):
        nonlocal between
        before, between = between, ",\n"
        told = [pairs(name, values) for name, values in zip(names, zip(*chunk, strict=True), strict=True)]
        return (before + ",\n".join(["{" + ", ".join(row) + "}" for row in zip(*told, strict=True)])).encode()

    return lines


def pairs(name, values):
    """`"name": value` of each value of a column, of which equal ones are written alike: no 1 beside 1.0 or true."""
    told = {value: f"{name}: {as_json(value)}" for value in set(values)}
    return [told[value] for value in values]


@contextmanager
def written(described, path, release):
    """A function that appends a list of rows to a new file."""
    lines = body(described)
    with path.open("wb") as file:
        file.write(head(described, release))
        yield lambda chunk: file.write(lines(chunk))
        file.write(END)

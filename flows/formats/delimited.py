"""Rows as CSV: UTF-8, RFC 4180; what a spreadsheet would run is defused in every column but numbers and days."""

import csv
import gzip
import io
from contextlib import contextmanager

from flows.core.cells import defused
from flows.core.streams import ROWS_AT_ONCE, chunks
from flows.formats.aside import aside


def stream(described, rows):
    """Chunks of bytes, the heading first."""
    yield heading(described)
    lines = body(described)
    for chunk in chunks(rows, ROWS_AT_ONCE):
        yield lines(chunk)


def heading(described):
    return encoded([[column.name for column in described]])


def body(described):
    """A function that makes bytes of a list of rows; a whole column at once, which takes half the time of cells."""
    text = [column.type not in ("integer", "number", "date") for column in described]

    def lines(chunk):
        whole = zip(zip(*chunk, strict=True), text, strict=False)  # of no rows there are no columns
        return encoded(zip(*[guarded(each) if is_text else each for each, is_text in whole], strict=True))

    return lines


def guarded(column):
    """The cells of a column, defused; of some thousand rows most say the same, and hardly any needs it."""
    changed = {text: said for text in set(column) if (said := defused(text)) != text}
    return map(changed.get, column, column) if changed else column


def encoded(lines):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


@contextmanager
def written(described, path):
    """A function that appends a list of rows to a new file, and to another one packed with gzip."""
    packed = path.with_name(f"{path.name}.gz")
    lines = body(described)
    with path.open("wb") as plain, packed.open("wb") as file, gzip_file(file) as packing, aside(packing) as pack:

        def write(data):
            plain.write(data)
            pack(data)

        write(heading(described))
        yield lambda chunk: write(lines(chunk))


def gzip_file(file):
    """No name and no hour in its head: the same rows are the same bytes."""
    return gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0)

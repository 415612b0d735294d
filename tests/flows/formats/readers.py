"""Each form of the numbers, read by a program that our readers use, as rows of plain values."""

import csv
import gzip
import io
import json

from pyarrow import parquet
from python_calamine import CalamineWorkbook

from flows import columns

NUMBERS = [column.type == "integer" for column in columns.OBSERVATIONS]
GUARDED = tuple("=+-@\t\r\n＝＋－＠")


def of_csv(path):
    return from_text(path.read_bytes().decode())


def of_packed_csv(path):
    return from_text(gzip.decompress(path.read_bytes()).decode())


def from_text(text):
    heading, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert heading == [column.name for column in columns.OBSERVATIONS]
    return [tuple(number(cell) if is_number else plain(cell) for cell, is_number in zip(line, NUMBERS, strict=True))
            for line in lines]  # fmt: skip


def number(cell):
    return int(cell) if cell != "" else None


def plain(text):
    """A text without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text[:1] == "'" and text.lstrip("'")[:1] in GUARDED else text


def of_json(path):
    return [tuple(row.values()) for row in json.loads(path.read_bytes())["rows"]]


def of_parquet(path):
    return [tuple(row.values()) for row in parquet.read_table(path).to_pylist()]


def of_xlsx(path):
    book = CalamineWorkbook.from_path(str(path))
    found = []
    for name in book.sheet_names:
        if name.startswith("observations"):
            heading, *lines = book.get_sheet_by_name(name).to_python()
            found += lines
    return [tuple(number(cell) if is_number else cell for cell, is_number in zip(line, NUMBERS, strict=True))
            for line in found]  # fmt: skip


OF = {
    "observations.csv": of_csv,
    "observations.csv.gz": of_packed_csv,
    "observations.json": of_json,
    "observations.parquet": of_parquet,
    "observations.xlsx": of_xlsx,
}

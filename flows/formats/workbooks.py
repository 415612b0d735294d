"""Tables as an XLSX workbook: each a sheet of its own with one heading row, numbers as numbers, text as text.

XlsxWriter makes the workbook with all that is said once: sheets, headings, widths, README. A million rows take it two
minutes, though, so these are put into its sheets here, as the XML that they are in the end.
"""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack, contextmanager
from datetime import UTC
from math import ceil
from typing import NamedTuple

import xlsxwriter

from flows import columns
from flows.columns import Column
from flows.core.streams import ROWS_AT_ONCE, chunks
from flows.formats.aside import aside
from flows.formats.sheets import Strings, body, sized

SHEET_ROWS = 1_048_575  # an XLSX sheet holds one more, the heading
TITLE = "Central Asia Migration Tracker, release {}"
WIDTHS = {"integer": 11, "code": 16, "date": 12, "text": 28}
SHARED = "xl/sharedStrings.xml"


class Table(NamedTuple):
    """What fills a sheet: its heading, and rows of which the number must be known before the first."""

    name: str
    columns: list[Column]
    count: int
    rows: Iterable[tuple]


def stream(release, tables):
    """A workbook of a README and each table in chunks of bytes, as they are written: nobody waits for its end."""
    made = Made()
    with written(made, release, *tables) as rows:
        yield from made.taken()
        for chunk in chunks(tables[0].rows, ROWS_AT_ONCE):
            rows(chunk)
            yield from made.taken()
    yield from made.taken()


class Made:
    """A file that only grows, whose bytes are taken away as they come; one thread may write while another takes."""

    def __init__(self):
        self.parts = deque()

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def flush(self):
        """Nothing is held back."""

    def taken(self):
        while self.parts:
            yield self.parts.popleft()


@contextmanager
def written(file, release, first, *others):
    """A function that appends a list of rows to the first table; the others are filled when the block ends."""
    with Book(file, release, [first, *others]) as book:
        with book.filled(first) as rows:
            yield rows
        for table in others:
            with book.filled(table) as rows:
                for chunk in chunks(table.rows, ROWS_AT_ONCE):
                    rows(chunk)


class Book:
    """A workbook whose tables are filled one after the other."""

    def __init__(self, file, release, tables):
        bare, sheets = skeleton(release, tables)
        self.bare = zipfile.ZipFile(io.BytesIO(bare))
        self.book = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.sheets, self.known = sheets, Strings(self.bare.read(SHARED).count(b"<si>"))

    def __enter__(self):
        rows = {path: rows for found in self.sheets.values() for path, rows in found}
        tables = {path.replace("worksheets/sheet", "tables/table"): rows[path] for path in rows}
        for name in self.bare.namelist():
            if name in tables:
                self.put(name, sized(self.bare.read(name), tables[name]))
            elif name not in rows and name != SHARED:
                self.put(name, self.bare.read(name))
        return self

    def __exit__(self, error, *_):
        if error is None:
            strings = re.sub(rb' (count|uniqueCount)="\d+"', b"", self.bare.read(SHARED))
            self.put(SHARED, strings.replace(b"</sst>", b"".join(self.known.elements()) + b"</sst>"))
        for part in self.book.infolist():
            part.create_system = 3  # whatever the system: the same rows are the same bytes
        self.book.close()

    def put(self, name, data):
        # Not writestr(), which writes the hour down.
        with self.book.open(name, "w") as part:
            part.write(data)

    @contextmanager
    def filled(self, table):
        """A function that appends a list of rows to a table, which goes on in the next sheet where one is full."""
        paths = iter(self.sheets[table.name])
        with ExitStack() as opened:
            append, room = None, 0

            def write(chunk):
                nonlocal append, room
                while chunk or append is None:
                    if not room:
                        opened.close()
                        append, room = opened.enter_context(self.sheet(*next(paths), table.columns)), SHEET_ROWS
                    append(chunk[:room], SHEET_ROWS - room + 2)
                    chunk, room = chunk[room:], room - len(chunk[:room])

            write([])
            yield write

    @contextmanager
    def sheet(self, path, rows, described):
        """A function that appends rows from a line on, as XML between what the bare sheet has before and after them."""
        head, tail = self.bare.read(path).split(b"</sheetData>")
        lines = body(described, self.known)
        with self.book.open(path, "w") as part, aside(part) as put:
            put(sized(head, rows))
            yield lambda chunk, line: put(lines(chunk, line))
            put(b"</sheetData>" + tail)


def skeleton(release, tables):
    """The workbook without rows as bytes, and {table name: [(its path in there, its rows)] of each of its sheets}."""
    file, sheets, number = io.BytesIO(), {}, 1
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        # The day of the release and not today's: the same rows give the same bytes.
        day = release.published_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        title = TITLE.format(release.version)
        book.set_properties({"title": title, "comments": columns.LICENCE, "created": day})
        write_readme(book, release)
        for table in tables:
            for part, rows in enumerate(parts(table.count), 1):
                number += 1
                write_heading(book, table.name if part == 1 else f"{table.name} {part}", table.columns)
                sheets.setdefault(table.name, []).append((f"xl/worksheets/sheet{number}.xml", rows))
    return file.getvalue(), sheets


def parts(rows):
    """How many rows each sheet of a table holds; there is one, empty or not."""
    return [min(SHEET_ROWS, rows - number * SHEET_ROWS) for number in range(max(1, ceil(rows / SHEET_ROWS)))]


def write_heading(book, name, described):
    """A sheet with one table, whose first row is known as its heading, to screen readers as well."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(described):
        sheet.set_column(place, place, max(WIDTHS[column.type], len(column.name) + 3))
    # A table of Excel has one row at least; how many there are is said later, because each is remembered here.
    sheet.add_table(0, 0, 1, len(described) - 1, {
        "name": name.replace(" ", "_"), "style": "Table Style Light 1", "banded_rows": False,
        "columns": [{"header": column.name} for column in described],
    })  # fmt: skip


def write_readme(book, release):
    sheet = book.add_worksheet("README")
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 3, 70)
    sheet.write_string(0, 0, TITLE.format(release.version), book.add_format({"bold": True}))
    sheet.write_string(1, 0, f"{release.published_at.astimezone(UTC):%Y-%m-%d} · {columns.LICENCE}")
    sheet.add_table(3, 0, 3 + len(columns.OBSERVATIONS), 3, {
        "name": "columns", "style": "Table Style Light 1", "banded_rows": False, "data": columns.OBSERVATIONS,
        "columns": [{"header": name} for name in ("column", "type", "meaning", "значение")],
    })  # fmt: skip

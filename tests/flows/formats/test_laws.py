"""Laws of every form: what was written is what is read, and no spreadsheet takes a text for a formula.

`make laws` tries all that a spreadsheet opens in ten thousand cases: 770 of each table as CSV, of the API and of SDMX,
and the rest as workbooks. Elsewhere a tenth of them is tried.
"""

import csv
import io
import os
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from flows import columns
from flows.api.negotiating import AsCsv
from flows.core.streams import chunks
from flows.formats import columnar, delimited, objects, sdmx, workbooks
from flows.formats.workbooks import Table
from flows.models import Release
from flows.package import reproduction, schemas
from tests.flows.formats import readers
from tests.flows.formats.made import DAY

PART = 1 if os.environ.get("EVERY_LAW") else 10
RELEASE = Release(version="1.0.0", published_at=DAY)
PLACE = columns.OBSERVATIONS
EXACT = 2**53  # in a workbook a whole number is a float

letters = st.characters(codec="utf-8") | st.sampled_from("=+-@＝＋－＠\t\r\n'\",;<&_x0041 aё")
words = st.text(letters, min_size=1)
codes = st.text("ABCXYZ_", min_size=1, max_size=8)
numbers = st.none() | st.integers(-EXACT, EXACT)
years = st.integers(0, 9999)
rows = st.tuples(codes, words, codes, words, years, codes, codes, codes, numbers, numbers, numbers, codes, words, words)
lists = st.lists(rows, max_size=4)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("laws") / "observations"


def is_formula(text):
    """As a spreadsheet decides it: a plain number with a sign is none."""
    return text[:1] in readers.GUARDED and not text[1:].replace(",", "").replace(".", "").rstrip("%").isdigit()


# Every table that is given out as CSV; the API answers with some of their columns, or with columns like theirs.
TABLES = {name: table.columns for name, table in schemas.TABLES.items()}
TABLES |= {name: told for name, (told, _rows) in reproduction.TABLES.items() if told not in TABLES.values()}
VALUES = {
    "integer": numbers,
    "date": st.dates(date(1000, 1, 1)).map(str),
    "boolean": st.sampled_from(["true", "false"]),
    "text": st.text(letters),
    "code": st.text(letters),  # whatever was let in as a code
}


def of(described):
    """Some rows of a table, whatever stands in its texts and its codes."""
    return st.lists(st.tuples(*[VALUES[column.type] for column in described]), max_size=2)


def read(data, described):
    """The rows that stand in a CSV file, of which no cell may be a formula."""
    heading, *lines = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    assert heading == [column.name for column in described]
    assert [cell for line in lines for cell in line if is_formula(cell)] == []
    whole = [column.type == "integer" for column in described]
    return [
        tuple(readers.number(cell) if number else readers.plain(cell) for cell, number in zip(line, whole, strict=True))
        for line in lines
    ]


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=770 // PART)
@given(data=st.data())
def test_a_table_gives_back_what_was_written_and_runs_nothing(name, data):
    described = TABLES[name]
    rows = data.draw(of(described))
    assert read(b"".join(delimited.stream(described, rows)), described) == rows


@settings(max_examples=770 // PART)
@given(of(columns.DIFFERENCE))
def test_an_answer_of_the_api_gives_back_what_was_written_and_runs_nothing(rows):
    told = columns.DIFFERENCE
    answer = {"rows": [dict(zip([column.name for column in told], row, strict=True)) for row in rows]}
    data = AsCsv().render(answer, renderer_context={"view": SimpleNamespace(told=told)})
    assert read(data, told) == rows


@settings(max_examples=770 // PART)
@given(of([column for column in PLACE if column.name not in ("year", "status", "year_basis")]), st.data())
def test_what_sdmx_reads_runs_nothing(some, data):
    statuses = st.tuples(
        st.integers(1000, 9999), st.sampled_from(["calendar", "us_fiscal"]), st.sampled_from(sorted(sdmx.statuses()))
    )
    rows = [(*row[:4], *(said := data.draw(statuses))[:2], *row[4:9], said[2], *row[9:]) for row in some]
    found = read(delimited.heading(sdmx.COLUMNS) + delimited.body(sdmx.COLUMNS)(sdmx.rows(rows, RELEASE)), sdmx.COLUMNS)
    assert [(row[4], row[-1]) for row in found] == [(row[0], row[12]) for row in rows]


@settings(max_examples=1000 // PART)
@given(lists)
def test_json_gives_back_what_was_written(path, rows):
    with objects.written(PLACE, path, RELEASE) as write:
        for chunk in chunks(rows, 3):
            write(chunk)
    assert readers.of_json(path) == rows


@settings(max_examples=700 // PART)
@given(lists)
def test_parquet_gives_back_what_was_written(path, rows):
    with columnar.written(PLACE, path, RELEASE) as write:
        for chunk in chunks(rows, 3):
            write(chunk)
    assert readers.of_parquet(path) == rows


@settings(max_examples=1430 // PART)
@given(lists)
def test_a_workbook_gives_back_what_was_written(path, rows):
    with workbooks.written(path, RELEASE, Table("observations", PLACE, len(rows), ())) as write:
        write(rows)
    assert readers.of_xlsx(path) == rows


@settings(max_examples=100 // PART)
@given(lists)
def test_a_workbook_runs_nothing(path, rows):
    book = path.with_suffix(".xlsx")
    with workbooks.written(book, RELEASE, Table("observations", PLACE, len(rows), ())) as write:
        write(rows)
    kinds = {cell.data_type for line in load_workbook(book)["observations"].iter_rows() for cell in line}
    assert "f" not in kinds

"""Laws of every form: what was written is what is read, and no spreadsheet takes a text for a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from flows import columns
from flows.core.streams import chunks
from flows.formats import columnar, delimited, objects, workbooks
from flows.formats.workbooks import Table
from flows.models import Release
from tests.flows.formats import readers
from tests.flows.formats.made import DAY

RELEASE = Release(version="1.0.0", published_at=DAY)
PLACE = columns.OBSERVATIONS
EXACT = 2**53  # in a workbook a whole number is a float

letters = st.characters(codec="utf-8") | st.sampled_from("=+-@\t\r\n'\",;<&_x0041 aё")
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


@settings(max_examples=4000)
@given(lists)
def test_csv_gives_back_what_was_written_and_runs_nothing(rows):
    data = b"".join(delimited.stream(PLACE, rows)).decode()
    assert readers.from_text(data) == rows
    cells = [cell for line in csv.reader(io.StringIO(data, newline=""), strict=True) for cell in line]
    assert [cell for cell in cells if is_formula(cell)] == []


@settings(max_examples=2000)
@given(lists)
def test_json_gives_back_what_was_written(path, rows):
    with objects.written(PLACE, path, RELEASE) as write:
        for chunk in chunks(rows, 3):
            write(chunk)
    assert readers.of_json(path) == rows


@settings(max_examples=2000)
@given(lists)
def test_parquet_gives_back_what_was_written(path, rows):
    with columnar.written(PLACE, path, RELEASE) as write:
        for chunk in chunks(rows, 3):
            write(chunk)
    assert readers.of_parquet(path) == rows


@settings(max_examples=1900)
@given(lists)
def test_a_workbook_gives_back_what_was_written(path, rows):
    workbooks.write(str(path), RELEASE, [Table("observations", PLACE, len(rows), rows)])
    assert readers.of_xlsx(path) == rows


@settings(max_examples=100)
@given(lists)
def test_a_workbook_runs_nothing(path, rows):
    book = path.with_suffix(".xlsx")
    workbooks.write(str(book), RELEASE, [Table("observations", PLACE, len(rows), rows)])
    kinds = {cell.data_type for line in load_workbook(book)["observations"].iter_rows() for cell in line}
    assert "f" not in kinds

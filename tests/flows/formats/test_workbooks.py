"""Workbooks as a reader opens them. All figures are made up."""

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from flows import columns, downloads, files
from flows.formats import sheets, workbooks
from flows.formats.workbooks import Table
from flows.models import Gap, Observation, Release
from tests.factories import gap, observation, published
from tests.flows.formats.made import DAY

EMPTY = Release(version="1.0.0", published_at=DAY)
TWO = [columns.Column("text", "text", "", ""), columns.Column("number", "integer", "", "")]


@pytest.fixture
def book(release):
    return openpyxl.load_workbook(files.path(release, "observations.xlsx"))


def opened(path, rows, described=TWO):
    """A workbook of these rows alone, read by openpyxl."""
    with workbooks.written(path, EMPTY, Table("rows", described, len(rows), ())) as write:
        write(rows)
    return openpyxl.load_workbook(path)


def test_what_the_numbers_mean_comes_first_and_all_they_rest_on_comes_with_them(book):
    assert book.sheetnames == ["README", "observations", "codebook", "sources", "notes"]
    assert book.properties.title == "Central Asia Migration Tracker, release 1.1.0"
    readme = list(book["README"].values)
    assert [row[0] for row in readme[:3]] == [
        "Central Asia Migration Tracker, release 1.1.0", "2026-11-20 · CC BY 4.0", None,
    ]  # fmt: skip
    assert readme[4:] == [tuple(column) for column in columns.OBSERVATIONS]


def test_each_sheet_is_one_table_with_a_heading_that_stays_in_sight(book):
    for name, described in {
        "observations": columns.OBSERVATIONS,
        "codebook": columns.CODEBOOK,
        "sources": columns.SOURCES,
        "notes": columns.NOTES,
    }.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == [column.name for column in described]
        assert sheet.freeze_panes == "A2" and not sheet.merged_cells.ranges
        [table] = sheet.tables.values()
        assert table.headerRowCount in (None, 1) and table.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 9 for cell in sheet[1])


def test_numbers_are_numbers_to_another_reader_too(release):
    sheet = CalamineWorkbook.from_path(str(files.path(release, "observations.xlsx"))).get_sheet_by_name("observations")
    heading, *rows = sheet.to_python()
    assert rows[2] == [
        "KAZ", "Kazakhstan", "USA", "United States", 2018.0, "us_fiscal", "study", "visas_issued", 1445.0, 1445.0,
        1445.0, "normal", "us-niv", "1.1.0",
    ]  # fmt: skip
    assert rows[1][8:11] == ["", 65.0, ""]


def test_what_stands_beside_the_numbers(book):
    notes = list(book["notes"].values)
    assert notes[1][:2] == ("release", "1.1.0") and notes[1][4] == "Made up."
    assert ("status", "suppressed") in [row[:2] for row in notes]
    assert [row[9] for row in book["sources"].values] == ["file", "=cmd.xlsx"]
    assert [row[3] for row in book["codebook"].values][1:5] == ["H-1B", "F-1", "F-2", "J-1"]


def test_a_filtered_list_with_its_gaps(db, tmp_path):
    made = published(
        observation("KAZ", "USA", 2018, "study", cells=[10, 5]), gaps=[gap("KAZ", "USA", 2017, "study", "visas_issued")]
    )
    path = tmp_path / "o.xlsx"
    chunks = downloads.xlsx_stream(Observation.public.of(made), Gap.public.of(made), release=made, count=2)
    path.write_bytes(b"".join(chunks))
    rows = [row[4:12] for row in openpyxl.load_workbook(path)["observations"].values]
    assert rows[1:] == [
        (2017, "calendar", "study", "visas_issued", None, None, None, "missing"),
        (2018, "us_fiscal", "study", "visas_issued", 15, 15, 15, "normal"),
    ]


@pytest.mark.parametrize(("rows", "expected"), [(0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path, monkeypatch, rows, expected):
    monkeypatch.setattr(workbooks, "SHEET_ROWS", 3)
    book = opened(tmp_path / "o.xlsx", [("a", number) for number in range(rows)])
    assert book.sheetnames[1:] == ["rows", "rows 2", "rows 3"][: len(expected)]
    found = [[row[1] for row in book[name].values][1:] for name in book.sheetnames[1:]]
    assert [len(numbers) for numbers in found] == expected and sum(found, []) == list(range(rows))


def test_text_is_text_whatever_it_begins_with(tmp_path):
    texts = ["=1+1", "+1", "@a", "-1", "<r>raw</r>", "a & b", " two ", "1\r\n2", "\x01", "_x0041_", "5"]
    sheet = opened(tmp_path / "o.xlsx", [(text, 5) for text in texts])["rows"]
    _, *lines = sheet.iter_rows()
    assert [(text.data_type, number.data_type) for text, number in lines] == [("s", "n")] * len(texts)
    read = [
        row[0] for row in CalamineWorkbook.from_path(str(tmp_path / "o.xlsx")).get_sheet_by_name("rows").to_python()
    ]
    assert read[1:] == texts


def test_of_a_text_longer_than_a_cell_may_be_there_is_the_beginning(tmp_path):
    long = "a" * 40_000
    [_, (text, _)] = opened(tmp_path / "o.xlsx", [(long, None)])["rows"].values
    assert text == long[:32_766] + "…"


def test_what_is_unknown_is_an_empty_cell_and_a_zero_is_a_zero(tmp_path):
    assert list(opened(tmp_path / "o.xlsx", [("", None), ("", 0)])["rows"].values)[1:] == [(None, None), (None, 0)]


def test_the_same_rows_are_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        opened(tmp_path / f"{name}.xlsx", [("a", 1), ("b", 2)])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_a_column_of_more_values_than_are_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "KEPT", 2)
    rows = [(f"text {number % 5}", number) for number in range(9)]
    assert list(opened(tmp_path / "o.xlsx", rows)["rows"].values)[1:] == rows

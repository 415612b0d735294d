"""A file given back with what is wrong or doubted beside its cells. The figures are made up."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile

from curation import checks, marked
from curation.actions import explanations, readings, ticks, uploads
from curation.core import notes
from curation.models import SourceTable

HEAD = ["Fiscal Year 2018", "A-1", "F-1", "Grand Total"]
ROWS = [["Kazakhstan", 1, 1178, 1179], ["Ruritania", 4, 5, 9], ["France", 2, 3, 5]]


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.title = "FY18"
    for row in [HEAD, *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def bring(people):
    """A function that brings a file in and reads it."""

    def bring(content, name="niv.xlsx", source="us-niv"):
        table = SourceTable.objects.get(pk=source)
        file = uploads.receive(ContentFile(content, name), source=table, by=people.assistant, read_in_background=False)
        return readings.read(file)

    return bring


def listed(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_xlsx_comes_back_with_its_problems_on_their_cells(bring):
    file = bring(workbook(["Kazakhstan", 1, "seven", 8], *ROWS[1:], ["Kyrgyzstan", 1, "eight", 9], ["Peru", 1, 2, 3]))
    assert (file.state, len(file.problems)) == ("quarantined", 2)
    name, kind, content = marked.workbook(file)
    assert (name, kind) == ("niv with notes.xlsx", marked.XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["FY18"]
    assert "“seven” is neither a count nor a mark" in sheet["C2"].comment.text
    assert "“eight” is neither a count nor a mark" in sheet["C5"].comment.text
    assert sheet["B2"].comment is None


def test_doubts_and_who_ticked_them_off_come_back_as_well(bring, people):
    file = bring(workbook(*ROWS))
    warning = next(item for item in checks.unticked(file) if "Ruritania" in item.sentence)
    ticks.tick(file, [warning.name], by=people.colleague)
    _name, _kind, content = marked.workbook(file)
    note = openpyxl.load_workbook(io.BytesIO(content))["FY18"]["A3"].comment.text
    assert "Nobody knows the place “Ruritania”" in note and note.endswith("(ticked off by colleague)")


def test_a_doubt_about_several_cells_is_beside_each_of_them(bring, people):
    file = bring(workbook(*ROWS))
    explanations.doubt(file, ["FY18!B2", "FY18!C2"], text="Are they persons?", by=people.colleague)
    sheet = openpyxl.load_workbook(io.BytesIO(marked.workbook(file)[2]))["FY18"]
    assert "Are they persons?" in sheet["B2"].comment.text and "Are they persons?" in sheet["C2"].comment.text
    items = [item for check in checks.of(file) for item in check.items if item.sentence == "Are they persons?"]
    assert [row[:2] for row in listed(marked.listed(items))[1:]] == [["FY18", "B2"], ["FY18", "C2"]]


def test_every_other_format_comes_back_as_a_list_that_runs_nowhere(bring):
    text = "\n".join("\t".join(map(str, row)) for row in [HEAD, ["Kazakhstan", 1, "=1+1", 8], *ROWS[1:]])
    name, kind, content = marked.workbook(bring(text.encode(), "niv.tsv"))
    assert (name, kind) == ("niv notes.csv", "text/csv; charset=utf-8")
    head, first, *_ = listed(content)
    assert tuple(head) == marked.COLUMNS
    assert first[:2] == ["Sheet1", "C2"]
    assert first[3:6] == ["a whole number", "“=1+1”", "declare what the mark means"]
    assert not [cell for row in listed(content) for cell in row if cell.startswith(("=", "+", "@"))]


def test_a_workbook_too_large_to_wait_for_comes_back_as_a_list(bring, monkeypatch):
    file = bring(workbook(*ROWS))
    monkeypatch.setattr(notes, "CELLS", 10)
    assert marked.workbook(file)[0] == "niv notes.csv"


def test_one_that_cannot_bear_notes_comes_back_as_a_list(bring):
    """A PDF that calls itself a workbook: the gate keeps every parser away from it."""
    name, _kind, content = marked.workbook(bring(b"%PDF-1.4", "report.xlsx"))
    assert name == "report notes.csv"
    assert listed(content)[1][2:6] == [
        "the file", "a table, as .xlsx, .xls, .ods, .csv or .tsv", "a PDF",
        "upload the table itself, as .xlsx, .xls, .ods, .csv or .tsv",
    ]  # fmt: skip


def test_the_original_stays_as_it_is(bring):
    content = workbook(*ROWS)
    file = bring(content)
    marked.workbook(file)
    assert Path(file.content.path).read_bytes() == content

"""Notes on the cells of a workbook: each on its own, and nothing of the workbook comes to life. Figures are made up."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from curation.core import notes
from curation.core.gate import Limits, inspect_bytes
from tests import hostile


@pytest.fixture
def kept(tmp_path):
    """A function that keeps a workbook as uploads are kept, under a name that says nothing."""

    def keep(content):
        path = tmp_path / "kept"
        path.write_bytes(content)
        return path

    return keep


def made(alter=lambda book, sheet: None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "FY18"
    for row in (["Fiscal Year 2018", "A-1"], ["Kazakhstan", "seven"], ["Peru", 4]):
        sheet.append(row)
    alter(book, sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def annotated(path, *said, name="niv.xlsx"):
    content = notes.annotate(path, name, list(said))
    return content and openpyxl.load_workbook(BytesIO(content))


def test_each_note_is_on_its_cell_and_values_stay(kept):
    book = annotated(kept(made()), ("FY18", "B2", "“seven” is no count."), ("FY18", "A1:B1", "No year."))
    sheet = book["FY18"]
    assert (sheet["B2"].comment.text, sheet["A1"].comment.text) == ("“seven” is no count.", "No year.")
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Fiscal Year 2018", "A-1"], ["Kazakhstan", "seven"], ["Peru", 4],
    ]  # fmt: skip
    assert sheet["A3"].comment is None


def test_two_on_one_cell_stand_below_each_other_and_below_the_publishers_own(kept):
    def noted(book, sheet):
        sheet["B2"].comment = Comment("The publisher's.", "P")

    sheet = annotated(kept(made(noted)), ("FY18", "B2", "One."), ("FY18", "B2", "Two."))["FY18"]
    assert sheet["B2"].comment.text == "The publisher's.\n\nOne.\n\nTwo."


def test_in_a_merged_range_the_first_cell_bears_it(kept):
    sheet = annotated(kept(made(lambda book, sheet: sheet.merge_cells("A1:B1"))), ("FY18", "B1", "Here."))["FY18"]
    assert sheet["A1"].comment.text == "Here."


def test_all_of_them_are_listed_at_the_end_even_those_without_a_cell(kept):
    book = annotated(kept(made()), ("", "", "=cmd|' /C calc'!A0"), ("Nowhere", "A1", "Gone."), ("FY18", "no", "Odd."))
    rows = [[cell.value for cell in row] for row in book["Notes by CAMT"].iter_rows()]
    assert rows == [
        ["sheet", "cell", "note"],
        [None, None, "=cmd|' /C calc'!A0"],
        ["Nowhere", "A1", "Gone."],
        ["FY18", "no", "Odd."],
    ]
    assert book["Notes by CAMT"]["C2"].data_type == "s"


def lively(book, sheet):
    sheet["A4"] = "=1+1"
    sheet["A5"] = '=HYPERLINK("http://elsewhere.example/","x")'
    sheet["A6"], sheet["A6"].hyperlink = "there", "http://elsewhere.example/"
    sheet["A7"], sheet["A7"].data_type = "=2+2", "s"
    book.defined_names["far"] = openpyxl.workbook.defined_name.DefinedName("far", attr_text="[1]Sheet1!$A$1")
    rule = DataValidation(type="list", formula1="[1]Sheet1!$A$1:$A$9")
    rule.add("B3")
    sheet.add_data_validation(rule)


def test_no_formula_link_or_name_comes_back(kept):
    content = notes.annotate(kept(made(lively)), "niv.xlsx", [("FY18", "B2", "One.")])
    sheet = openpyxl.load_workbook(BytesIO(content))["FY18"]
    assert [sheet[f"A{row}"].value for row in (4, 5, 6, 7)] == [None, None, "there", "=2+2"]
    assert sheet["A7"].data_type == "s"
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    assert not [name for name in parts if "external" in name.casefold() or "vba" in name.casefold()]
    assert not [name for name, text in parts.items() if "<f>" in text or "elsewhere" in text or "[1]" in text]


def test_what_comes_back_passes_the_gate_again(kept):
    content = notes.annotate(kept(made(lively)), "niv.xlsx", [("FY18", "B2", "One.")])
    assert inspect_bytes(content, "niv.xlsx") == "xlsx"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (hostile.xls(hostile.old_num(0, 0, 7)), "t.xls"),
        (b"a,b\n1,2\n", "t.csv"),
        (b"%PDF-1.4", "t.xlsx"),
        (hostile.xlsx(hostile.num("A1", 7))[:400], "t.xlsx"),
        (hostile.xlsx(hostile.num("A1", 7), extra={"xl/vbaProject.bin": "x"}), "t.xlsx"),
    ],
    ids=["old", "text", "a PDF", "cut short", "macros"],
)
def test_what_is_no_workbook_or_unsafe_is_never_opened(kept, content, name):
    assert notes.annotate(kept(content), name, [("S", "A1", "One.")]) is None


def test_one_that_takes_too_long_is_given_up(kept):
    assert notes.annotate(kept(made()), "niv.xlsx", [("FY18", "B2", "One.")], Limits(seconds=0.01)) is None


def test_a_note_without_end_is_cut(kept):
    sheet = annotated(kept(made()), ("FY18", "B2", "x" * 9_000))["FY18"]
    assert len(sheet["B2"].comment.text) == notes.LONGEST

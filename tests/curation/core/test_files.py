"""A file as a whole: its bytes as cells, the hash of its data, what is declared of it. All figures are made up."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings

from curation.core import sheets
from curation.core.declared import DECLARABLE, check_declared, hints_of
from curation.core.files import Knowledge, Repeats, open_book, read_sheets
from curation.core.problems import Unreadable
from curation.core.reading import Reading
from curation.core.sheets import address
from tests import hostile
from tests.curation.core.drawing import book, draw, drawn, known, read

SAMPLES = Path(settings.BASE_DIR) / "samples" / "workbooks"
FY25 = draw("Fiscal Year 2025 | A-1 | F-1 | Grand Total\nKazakhstan | 1 | 1178 | 1179", name="FY25")


# The same table in other bytes


def as_csv(grid, encoding="utf-8", delimiter=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(grid.rows)
    return text.getvalue().encode(encoding)


def as_xlsx(grid):
    rows = (
        hostile.row_xml(r, *(cell_of(address(r - 1, c), text) for c, text in enumerate(row) if text))
        for r, row in enumerate(grid.rows, 1)
    )
    return hostile.xlsx(sheet=hostile.rows_xml(*rows))


def cell_of(place, text):
    return hostile.num(place, text) if text.isdecimal() else hostile.inline(place, text)


def as_xls(grid):
    filled = ((r, c, text) for r, row in enumerate(grid.rows) for c, text in enumerate(row) if text)
    return hostile.xls(
        *(
            hostile.old_num(*cell[:2], int(cell[2])) if cell[2].isdecimal() else hostile.old_text(*cell)
            for cell in filled
        )
    )


def as_ods(grid):
    cells = (
        (hostile.words(text) if not text.isdecimal() else hostile.value("float", text, text) for text in row)
        for row in grid.rows
    )
    return hostile.ods(hostile.table(*(hostile.row(*row) for row in cells)))


KOREAN = draw("""
    대륙   | 국적        | 성별 | A1(외교) | D2(유학)
    아시아 | 카자흐스탄  | 남성 | 12       | 5
    아시아 | 키 르 기 즈 | 여성 | 2        | 1200
""")
JAPANESE = draw("""
    在留外国人 2023年12月末
    国籍・地域     | 総数 | 留学 | 永住者
    ウズベキスタン | 120  | 100  | 20
    カザフスタン   | 30   | 20   | 10
""")
RUSSIAN = draw("""
    Выдано в 2019 году
    Страна гражданства | Работа | Учеба
    Казахстан          | 120    | 30
    Узбекистан         | 1500   | 20
""")
FORMS = {
    ".xlsx": as_xlsx,
    ".xls": as_xls,
    ".ods": as_ods,
    ".csv": as_csv,
    ".tsv": lambda grid: as_csv(grid, delimiter="\t"),
    "; .csv": lambda grid: as_csv(grid, delimiter=";"),
    "tab .csv": lambda grid: as_csv(grid, delimiter="\t"),
    "bom.csv": lambda grid: as_csv(grid, "utf-8-sig"),
    "utf16.csv": lambda grid: as_csv(grid, "utf-16"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("grid", [FY25, KOREAN, JAPANESE, RUSSIAN], ids=["us", "kr", "jp", "ru"])
def test_a_table_says_the_same_in_every_form(form, grid, tmp_path):
    path = tmp_path / f"table{form}"
    path.write_bytes(FORMS[form](grid))
    opened = open_book(path, name=path.name)
    assert opened.grids[0].rows == grid.rows
    assert opened.data == book(grid).data


@pytest.mark.parametrize(
    ("grid", "encoding"),
    [(KOREAN, "cp949"), (KOREAN, "utf-16-le"), (JAPANESE, "cp932"), (RUSSIAN, "cp1251")],
)
def test_and_in_every_encoding_guessed_or_declared(grid, encoding, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(as_csv(grid, encoding))
    guessed, declared = (open_book(path, name=path.name, declared={"encoding": said}) for said in ("", encoding))
    assert guessed.grids[0].rows == declared.grids[0].rows == grid.rows
    assert (guessed.encoding_guessed, declared.encoding_guessed) == (True, False)


@pytest.mark.parametrize("form", [".xlsx", ".xls", ".ods", ".tsv"])
@pytest.mark.parametrize(
    ("sample", "source"),
    [
        ("us-niv.xlsx", "us-niv"),
        ("ca-pr.xlsx", "ca-pr"),
        ("jp-entries.csv", "jp-entries"),
        ("kr-status.csv", "kr-status"),
    ],
)
def test_a_publishers_table_is_read_alike_in_every_form(form, sample, source, tmp_path):
    """The samples hold real figures. What merged cells said of headings, a form without them says as well."""
    original = open_book(SAMPLES / sample, name=sample)
    grid = original.grids[-1]
    path = tmp_path / f"copy{form}"
    path.write_bytes(FORMS[form](grid))
    copy = open_book(path, name=path.name)
    assert readings_of(copy, source, copy.grids[0].name) == readings_of(original, source, grid.name) != []


def readings_of(opened, source, sheet):
    (found,) = read_sheets(opened, known(), source=source, declared={"sheet": sheet})
    return list(found.reader.readings())


def test_a_cell_of_nothing_but_blanks_is_blank(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes("Country,\u00a0 ,2018\nKazakhstan,  ,5\n".encode())
    assert open_book(path, name=path.name).grids[0].rows == [["Country", "", "2018"], ["Kazakhstan", "", "5"]]


def test_one_edited_cell_is_another_hash_and_trailing_blanks_are_none():
    wider = draw("Fiscal Year 2025 | A-1 | F-1 | Grand Total | \nKazakhstan | 1 | 1178 | 1179 | ")
    edited = draw("Fiscal Year 2025 | A-1 | F-1 | Grand Total\nKazakhstan | 1 | 1179 | 1179")
    moved = draw("Fiscal Year 2025 | A-1 | F-1 | Grand Total\n | Kazakhstan | 1 | 1178 | 1179")
    assert book(wider).data == book(FY25).data
    assert len({book(grid).data for grid in (FY25, edited, moved)}) == 3


def test_the_hash_of_a_book_is_made_once(monkeypatch):
    opened = book(FY25)
    made = opened.data
    monkeypatch.setattr(sheets, "sha256", None)
    assert opened.data == made


# What is declared


def test_every_declaration_says_what_it_is_for():
    assert all(what and not what.endswith(".") for what in DECLARABLE.values())


@pytest.mark.parametrize(
    ("declared", "checked"),
    [
        ({"period": "2019 г.", "origin": "", "sheet": "FY18"}, {"period": "2019", "sheet": "FY18"}),
        ({"origin": "Казахстан", "destination": "EU27_2020"}, {"origin": "KAZ", "destination": "EU27_2020"}),
        ({"marks": "- none; n/a missing"}, {"marks": "- none; n/a missing"}),
    ],
)
def test_a_declaration_is_taken_in_its_one_form(declared, checked):
    assert check_declared(declared, known().names) == checked


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        (
            {"colour": "blue"},
            "“colour” cannot be declared; expected one of period, origin, destination, encoding, sheet,",
        ),
        ({"period": "soon"}, "“soon” is no period; expected for example 2024, FY2018, 2018-Q2, 2018-05 or 2024-12-31."),
        ({"origin": "Atlantis"}, "“Atlantis”, declared as origin, is no country or union known here"),
        ({"origin": "Asia"}, "“Asia”, declared as origin, is no country or union known here"),
        (
            {"marks": "-"},
            "“-” declares no mark; expected the mark, a blank, and one of hidden, missing, none, did_not_exist.",
        ),
        ({"marks": "- nothing"}, "“- nothing” declares no mark"),
    ],
)
def test_one_that_is_none_is_refused(declared, sentence):
    with pytest.raises(Unreadable) as refusal:
        check_declared(declared, known().names)
    assert str(refusal.value).startswith(sentence)


def test_declarations_are_hints_of_one_file():
    assert hints_of({"period": "2019", "fill_down": "Country; Visa type", "marks": "- none; x hidden"}) == {
        "constants": {"period": "2019"},
        "fill_down": ["Country", "Visa type"],
        "numbers": {"marks": {"-": ("none",), "x": ("hidden", 0, None)}},
    }


def test_what_was_declared_once_holds_for_the_same_data_again():
    undated = draw("국적 | 성별 | A1 | D2\n카자흐스탄 | 남 | 1 | 2")
    taught = Knowledge(known().names, known().tables, {book(undated).data: {"period": "2024-12-31"}})
    (sheet,) = read_sheets(book(undated), taught, source="kr-status")
    assert {reading.period for reading in sheet.reader.readings()} == {"2024-12-31"}


# Two sheets of the same


def made_up(count, sheet):
    return (
        Reading(
            n // 50, n % 50, "KAZ", "USA", (f"A-{n % 500}",), "", f"FY{sheet}{n // 500}", "1", 1, 1, 1, "normal", ""
        )
        for n in range(count)
    )


def test_watching_two_hundred_thousand_readings_takes_little_memory():
    repeats = Repeats()
    tracemalloc.start()
    for sheet in range(4):
        for _ in repeats.watch(f"Sheet{sheet}", made_up(50_000, sheet)):
            pass
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 200_000 * 16


def test_a_number_in_two_sheets_is_found_however_they_are_laid_out():
    wide = draw("Country of birth | FY2017 | FY2018\nKazakhstan | 1 | 2", name="Wide")
    long = draw("Country of birth | Fiscal year | Count\nKazakhstan | FY2018 | 2", name="Long")
    with pytest.raises(Unreadable) as refusal:
        read(wide, long)
    assert str(refusal.value) == (
        "Sheets Wide and Long both give numbers for KAZ, FY2018; declare which sheet to read, "
        "for the same people would be counted twice."
    )
    assert len(drawn(wide, long, sheet="Long")) == 1

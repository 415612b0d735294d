"""Bytes to grids: odd and hostile files, the publishers' own files read a second time, and the process that reads."""

import csv
import sys
import threading
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from curation.core import sheets
from curation.core.printed import printed
from curation.core.sheets import Limits, Unreadable, address, read_grids
from tests.hostile import (
    CASES,
    cell,
    named,
    num,
    ods,
    old_num,
    parts,
    record,
    relations,
    row,
    rows_xml,
    table,
    value,
    words,
    xls,
    xlsx,
    zipped,
)
from tests.real import SOURCES, needs_sources
from tests.refused import REFUSED


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


# Odd and hostile files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_every_odd_file_gives_its_rows_or_one_sentence(case, tmp_path):
    path = case.write(tmp_path)
    if isinstance(case.outcome, str):
        with pytest.raises(Unreadable) as refusal:
            read_grids(path, encoding=case.declared)
        assert case.outcome in str(refusal.value)
        assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)
        problem = refusal.value.problem
        assert (problem.place, problem.found, problem.expected, problem.remedy) == REFUSED[case.about]
    else:
        book = read_grids(path, encoding=case.declared)
        assert book.grids[0].rows == case.outcome
        assert [case.warning in warning for warning in book.warnings] == [True] * bool(case.warning)


# What a book says of itself


def test_a_workbook_has_its_sheets_in_order_with_merged_and_hidden_ones(tmp_path):
    two = '<sheet name="FY19" sheetId="2" r:id="rId1"/><sheet name="FY18" sheetId="1" state="hidden" r:id="rId2"/>'
    more = {
        "xl/_rels/workbook.xml.rels": relations(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            {"worksheet": "worksheets/sheet1.xml", "x/worksheet": "/xl/worksheets/sheet2.xml"},
        ),
        "xl/worksheets/sheet2.xml": rows_xml(f'<row r="1">{num("A1", 2)}</row>').replace(
            "</worksheet>", '<mergeCells><mergeCell ref="A1:C2"/></mergeCells></worksheet>'
        ),
    }
    book = read_grids(written(tmp_path, "t.xlsx", xlsx(num("A1", 1), sheets=two, extra=more)))
    assert book == sheets.Book(
        grids=(
            sheets.Grid("FY19", [["1"]], (), False),
            sheets.Grid("FY18", [["2"]], ((0, 0, 1, 2),), True),
        ),
        kind="xlsx",
        encoding=None,
        encoding_guessed=False,
        preview=(),
        warnings=(),
    )


def test_an_old_workbook_has_its_merged_and_hidden_ones_too(tmp_path):
    merged = record(0x00E5, b"\1\0" + b"\0\0\1\0\0\0\2\0")
    [grid] = read_grids(written(tmp_path, "t.xls", xls(old_num(0, 0, 1), merged, hidden=1))).grids
    assert grid == sheets.Grid("S", [["1"]], ((0, 0, 1, 2),), True)


def test_an_open_document_has_its_merged_and_hidden_ones_too(tmp_path):
    heading = cell('table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"', "Year")
    first = table(row(heading, "<table:covered-table-cell/>", words("n")), name="a")
    second = table(row(value("float", 1)), name="b", more=' table:style-name="away"')
    book = read_grids(written(tmp_path, "t.ods", ods(first, second)))
    assert book.grids == (
        sheets.Grid("a", [["Year", "", "n"]], ((0, 0, 1, 1),), False),
        sheets.Grid("b", [["1"]], (), True),
    )


def test_a_guessed_encoding_is_said_and_shown(tmp_path):
    path = written(tmp_path, "t.csv", "국적,남\n카자흐스탄,3\n키르기즈,5\n".encode("cp949"))
    book = read_grids(path)
    assert (book.kind, book.encoding, book.encoding_guessed) == ("csv", "cp949", True)
    assert book.preview == ("국적", "남", "카자흐스탄")
    declared = read_grids(path, encoding="CP949")
    assert (declared.encoding, declared.encoding_guessed, declared.grids) == ("cp949", False, book.grids)


def test_the_name_given_counts_and_not_the_one_it_is_kept_under(tmp_path):
    path = written(tmp_path, "5b6a09e5", xlsx(num("A1", 7)))
    assert read_grids(path).warnings == ()
    assert read_grids(path, name="NIV.xls").warnings == (
        "The file is called .xls and is an Excel workbook (.xlsx); it was read as what it is.",
    )
    with pytest.raises(Unreadable, match="is called .csv and is an Excel workbook"):
        read_grids(path, name="NIV.csv")


def test_sheets_count_together_and_charts_do_not(tmp_path):
    one = zipped(parts(num("A1", 1), num("B1", 2), sheets=named("a", "b")))
    path = written(tmp_path, "t.xlsx", one)
    assert len(read_grids(path, limits=Limits(cells=4)).grids) == 2
    with pytest.raises(Unreadable, match="Sheet “b” reaches to row 1 and column B, and a file may have"):
        read_grids(path, limits=Limits(cells=3))


def test_a_text_that_stands_often_is_kept_once(tmp_path):
    rows = read_grids(written(tmp_path, "t.csv", b"Kazakhstan,F-1\nKazakhstan,F-2\n")).grids[0].rows
    assert rows[0][0] is rows[1][0]


# The process that reads


def children():
    return Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells a process's children so plainly")
@pytest.mark.parametrize("limits", [Limits(), Limits(seconds=0.001)])
def test_nothing_is_left_of_it_however_it_ends(limits, tmp_path):
    before = children()
    with pytest.raises(Unreadable):
        read_grids(written(tmp_path, "t.xlsx", xlsx(num("A1", 1), num("A99999999999", 2))), limits=limits)
    assert children() == before


def test_it_may_not_take_for_ever(tmp_path):
    with pytest.raises(Unreadable, match="The file takes longer to read than is allowed: split the file by year"):
        read_grids(written(tmp_path, "t.csv", b"a,b\n"), limits=Limits(seconds=0.001))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's time")
def test_it_may_not_work_for_long(tmp_path):
    rows = (row(*[value("float", 7919 * line % 9973 + column) for column in range(100)]) for line in range(8_000))
    with pytest.raises(Unreadable, match="The file takes longer to read than is allowed: split the file by year"):
        read_grids(written(tmp_path, "t.ods", ods(table(*rows))), limits=Limits(cpu_seconds=1))


@pytest.mark.parametrize(
    ("code", "errors", "ending"),
    [
        (0, b"", ""),
        (1, b"MemoryError\n", "memory"),
        (1, b"pyo3_runtime.PanicException: attempt to subtract with overflow", "fault"),
        (-6, b"memory allocation of 38904070112 bytes failed", "memory"),
        (-9, b"", "memory"),
        (-11, b"", "fault"),
        (-24, b"", "time"),
    ],
)
def test_each_way_to_end_has_its_own_sentence(code, errors, ending):
    assert sheets._ending(code, errors) == ending


def test_it_is_told_no_secret(tmp_path, monkeypatch):
    started, run = [], sheets.subprocess.run
    monkeypatch.setenv("SECRET_KEY", "made up")
    monkeypatch.setattr(sheets.subprocess, "run", lambda *what, **how: started.append(how) or run(*what, **how))
    read_grids(written(tmp_path, "t.csv", b"a,b\n"))
    assert set(started[0]["env"]) <= {"PATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}


# The publishers' own files

TEXTS = {  # path: (separator, encoding)
    "ca-ircc-monthly-csv/ODP-PR-Citz.csv": ("\t", "utf-8"),
    "ca-ircc-monthly-csv/ODP-TR-Study-IS_CITZ.csv": ("\t", "utf-8"),
    "ca-ircc-monthly-csv/ODP-TR-Work-IMP-CITZ.csv": ("\t", "utf-8"),
    "ca-ircc-monthly-csv/ODP-TR-Work-TFWP-CITZ.csv": ("\t", "utf-8"),
    "ca-ircc-study-citz-2025-03/EN_ODP-TR-Study-IS_CITZ_sign_date.csv": (",", "utf-8-sig"),
    "eu-eurostat-asylum/asylum_applicants_total.csv": (",", "utf-8"),
    "eu-eurostat-asylum/migr_asyappctza_1_Data-2017-05-31-ADDED.csv": (",", "utf-8"),
    "eu-eurostat-asylum/migr_asyappctza_allcitizenships.csv": (",", "cp1252"),
    "eu-eurostat-resfirst/estat_migr_resfirst_filtered.tsv": ("\t", "utf-8"),
    "eu-eurostat-resfirst/migration_permits_issued.csv": (",", "utf-8"),
    "jp-moj-entries/(raw)imigration_japan.csv": (",", "utf-8-sig"),
    "jp-moj-entries/immigrants_in_japan.csv": (",", "utf-8-sig"),
    "kr-moj-datagokr/approved_fileData_15100016_2026-07-01.csv": (",", "utf-8"),
    "kr-moj-datagokr/moj_foreign_resident_monthly_nationality_2026-07-01.csv": (",", "utf-8"),
    "kr-moj-datagokr/moj_foreign_resident_status_2024_2026-07-01.csv": (",", "utf-8"),
    "kr-moj-datagokr/moj_foreign_stay_data_2024_2026-06-14.csv": (",", "cp949"),
    "kr-moj-datagokr/moj_foreign_stay_data_2024_2026-07-01.csv": (",", "utf-8"),
    "kr-moj-datagokr/moj_immigration_monthly_2024_2026-07-01.csv": (",", "utf-8"),
    "kr-moj-datagokr/moj_naturalization_by_nationality_2026-07-01.csv": (",", "utf-8"),
    "kr-moj-entries/법무부_4(출입국심사)월별 국적(지역)별 외국인 입국자 현황_20241231.csv": (",", "cp949"),
    "kr-moj-entries/법무부_외국인 국적 및 월별 입국자 현황(2018).csv": (",", "cp949"),
    "oecd-imd/International-migration-database.csv": (",", "utf-8"),
    "unhcr-asylum-applications/asylum-applications.csv": (",", "utf-8"),
    "unhcr-asylum-applications/asylum_applications_2025-12.csv": (",", "utf-8"),
    "us-dos-monthly-issuances/immigrant_data.csv": (",", "utf-8"),
    "wb-population/population.csv": (",", "utf-8"),
}
BOOKS = {  # path: {sheet: (rows, columns, filled cells, merged ranges)}
    "ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx": {"PR - CITZ": (225, 144, 31_150, 59)},
    "ca-ircc-programs-2025-07/EN_ODP-Asylum-OfficeType_Prov.xlsx": {
        "Asylum Claimants - Office Type": (48, 140, 5_574, 26)
    },
    "ca-ircc-programs-2025-07/EN_ODP-PR-ProvImmCat.xlsx": {"PR - ImmCat": (384, 185, 68_489, 325)},
    "ca-ircc-programs-2025-07/EN_ODP-TR-Work-HC_citizenship_sign.xlsx": {"TR - HC CITZ": (211, 182, 36_640, 74)},
    "ca-ircc-programs-2025-07/EN_ODP_annual-TR-work-IMP_PT_program_year_end.xlsx": {
        "TR - IMP Progam": (468, 29, 11_938, 0)
    },
    "ca-ircc-programs-2025-07/EN_ODP_annual-TR-work-TFW_PT_program_year_end.xlsx": {
        "TR - TFW Progam": (141, 28, 3_462, 0)
    },
    "eu-eurostat-resfirst/migr_resfirst.xlsx": {"Sheet 1": (10, 18, 180, 0)},
    "jp-isa-residents/CAPinJAPdata.xlsx": {
        "foreign_Stats": (2_507, 16, 38_765, 0),
        "Table5": (3_083, 18, 53_289, 0),
    },
    "ru-rosstat-census-purpose/ethinicity-purpose-province.xlsx": {"таб. 8": (4_471, 11, 47_230, 6)},
    "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx": {
        "FY19": (229, 87, 18_190, 0),
        "FY18": (229, 87, 18_190, 0),
        "FY24": (229, 80, 16_727, 0),
    },
}
NIV = "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx"
CELLS = [  # as one finds them when the file is opened in a spreadsheet program
    (NIV, "FY18", "A130", "Kazakhstan"),
    (NIV, "FY18", "W130", "1178"),
    (NIV, "FY18", "CI130", "18274"),
    ("ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx", "PR - CITZ", "EN98", "160"),
    ("eu-eurostat-asylum/migr_asyappctza_allcitizenships.csv", "Sheet1", "C140", "Kazakhstan"),
    ("eu-eurostat-resfirst/estat_migr_resfirst_filtered.tsv", "Sheet1", "A81", "A,FAM,TOTAL,TOTAL,PER,HU"),
    ("eu-eurostat-resfirst/estat_migr_resfirst_filtered.tsv", "Sheet1", "B81", "8073 "),
    ("kr-moj-datagokr/moj_foreign_stay_data_2024_2026-06-14.csv", "Sheet1", "B30", "카자흐스탄"),
    ("jp-isa-residents/CAPinJAPdata.xlsx", "foreign_Stats", "P3", "01102"),
    ("ru-rosstat-census-purpose/ethinicity-purpose-province.xlsx", "таб. 8", "A12", "Казахстан"),
]


@cache
def source(path):
    return read_grids(SOURCES / path)


def filled(grid):
    return sum(bool(text) for row in grid.rows for text in row)


@needs_sources
@pytest.mark.parametrize("path", TEXTS)
def test_a_text_of_a_publisher_reads_as_the_csv_module_reads_it(path):
    separator, encoding = TEXTS[path]
    with open(SOURCES / path, encoding=encoding, newline="") as file:
        expected = list(csv.reader(file, delimiter=separator))
    book = read_grids(SOURCES / path)
    assert book.grids == (sheets.Grid("Sheet1", expected, (), False),)
    assert book.kind == ("tsv" if separator == "\t" else "csv")
    assert (book.encoding, book.encoding_guessed) == (encoding.removesuffix("-sig"), encoding.startswith("cp"))


@needs_sources
@pytest.mark.parametrize("path", BOOKS)
def test_a_workbook_of_a_publisher_reads_as_openpyxl_reads_it(path):
    grids = {grid.name: grid for grid in source(path).grids}
    second = openpyxl.load_workbook(SOURCES / path, read_only=True, data_only=True)
    assert list(grids) == second.sheetnames
    for name, shape in BOOKS[path].items():
        grid = grids[name]
        assert (len(grid.rows), len(grid.rows[0]), filled(grid), len(grid.merged)) == shape
        others = second[name].iter_rows(max_row=shape[0], max_col=shape[1], values_only=True)
        assert grid.rows == [["" if value is None else printed(value) for value in row] for row in others]


@needs_sources
@pytest.mark.parametrize(("path", "sheet", "place", "text"), CELLS)
def test_a_cell_is_where_the_publisher_put_it(path, sheet, place, text):
    row, column = sheets.parse_address(place)
    assert next(grid for grid in source(path).grids if grid.name == sheet).rows[row][column] == text
    assert address(row, column) == place


@needs_sources
def test_the_visa_book_keeps_its_order_and_its_plain_error():
    book = source(NIV)
    assert [grid.name for grid in book.grids][20:24] == ["FY17", "FY19", "FY18", "FY20"]
    [fiscal_2015] = [grid for grid in book.grids if grid.name == "FY15"]
    column = fiscal_2015.rows[0].index("M-2")
    assert [row[column] for row in fiscal_2015.rows if row[0].strip() == "Georgia"] == ["0.24"]

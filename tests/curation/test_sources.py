"""The publishers' real files, and the samples made of them: what is read is what is printed.

The real files stand beside the checkout and are never part of it; without them these tests say loudly that they did
not run.
"""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from curation.core.files import open_book, read_sheets
from curation.core.labels import written
from curation.core.problems import Unreadable
from curation.core.sheets import address
from curation.knowledge import from_files
from tests.real import SOURCES, needs_sources

SAMPLES = Path(settings.BASE_DIR) / "samples"
NIV = "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx"
UNHCR = "unhcr-asylum-applications/asylum_applications_2025-12.csv"
STATUS = "kr-moj-datagokr/moj_foreign_resident_status_2024_2026-07-01.csv"


@cache
def known():
    return from_files()


@cache
def read(path: Path, source: str | None = None, everyone: bool = False):
    """Every reading of a file, as (sheet, reading), and its sheets, none of whose cells went unaccounted for."""
    book = open_book(path, name=path.name)
    sheets = [sheet for sheet in read_sheets(book, known(), source=source, everyone=everyone) if not sheet.aside]
    found = [(sheet.grid.name, reading) for sheet in sheets for reading in sheet.reader.readings()]
    assert all(sheet.reader.unaccounted == 0 for sheet in sheets)
    return found, sheets


@needs_sources
@pytest.mark.parametrize(
    ("path", "source", "readings"),
    [
        (NIV, "us-niv", 11_865),
        (NIV, None, 11_865),
        ("us-dos-monthly-issuances/immigrant_data.csv", "us-iv", 3_448),
        ("ca-ircc-monthly-csv/ODP-PR-Citz.csv", "ca-pr-monthly", 497),
        ("ca-ircc-monthly-csv/ODP-TR-Study-IS_CITZ.csv", "ca-study-monthly", 462),
        ("ca-ircc-monthly-csv/ODP-TR-Work-IMP-CITZ.csv", "ca-imp", 422),
        ("ca-ircc-monthly-csv/ODP-TR-Work-TFWP-CITZ.csv", "ca-tfwp", 202),
        ("ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx", "ca-pr", 715),
        ("ca-ircc-study-citz-2025-03/EN_ODP-TR-Study-IS_CITZ_sign_date.csv", "ca-study", 875),
        ("ca-ircc-programs-2025-07/EN_ODP-TR-Work-HC_citizenship_sign.xlsx", None, 905),
        ("ca-ircc-programs-2025-07/EN_ODP-PR-ProvImmCat.xlsx", "ca-pr-category", 0),
        ("jp-moj-entries/immigrants_in_japan.csv", "jp-entries", 3_960),
        (STATUS, "kr-status", 380),
        ("kr-moj-datagokr/moj_foreign_resident_monthly_nationality_2026-07-01.csv", None, 265),
        ("kr-moj-datagokr/moj_naturalization_by_nationality_2026-07-01.csv", None, 91),
        ("kr-moj-entries/법무부_외국인 국적 및 월별 입국자 현황(2018).csv", None, 120),
        (UNHCR, "unhcr-asylum", 3_882),
        ("eu-eurostat-asylum/migr_asyappctza_allcitizenships.csv", "eu-asylum", 825),
        ("ru-rosstat-census-purpose/ethinicity-purpose-province.xlsx", None, 4_275),
        ("wb-population/population.csv", "wb-population", 325),
    ],
)
def test_each_file_gives_its_readings_of_the_five_and_loses_no_cell(path, source, readings):
    assert len(read(SOURCES / path, source)[0]) == readings


@needs_sources
def test_a_cell_of_the_state_departments_workbook():
    (reading,) = [
        reading
        for sheet, reading in read(SOURCES / NIV, "us-niv")[0]
        if sheet == "FY18" and address(reading.row, reading.column) == "W130"
    ]
    said = (reading.origin, reading.destination, written(reading.label), reading.period, reading.printed, reading.value)
    assert said == ("KAZ", "USA", "F-1", "FY2018", "1178", 1178)


@needs_sources
def test_bcc_is_a_class_and_no_total():
    """18,190 filled cells = 420 read + 17,770 set aside + 0 unaccounted, without being told which table it is."""
    (sheet,) = [sheet for sheet in read(SOURCES / NIV)[1] if sheet.grid.name == "FY19"]
    reader = sheet.reader
    assert (reader.filled, reader.read, reader.set_aside_count, reader.unaccounted) == (18_190, 420, 17_770, 0)
    assert "BCC" in {written(reading.label) for name, reading in read(SOURCES / NIV)[0] if name == "FY19"}


@needs_sources
def test_the_shifted_heading_of_japans_table_is_corrected_and_said():
    found, (sheet,) = read(SOURCES / "jp-moj-entries/immigrants_in_japan.csv", "jp-entries")
    assert [correction["cells"] for correction in sheet.corrections] == ["Q1:AU1"]
    short = {
        written(reading.label): reading.value
        for _, reading in found
        if (reading.origin, reading.period) == ("UZB", "2019") and "short_term" in written(reading.label)
    }
    assert short == {"short_term_stay": 2660, "short_term_15days_less": 1844, "short_term_90days_less": 816}


@needs_sources
@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        ("unhcr-asylum-applications/asylum-applications.csv", "unhcr-asylum", "one number cannot be two"),
        ("kr-moj-datagokr/moj_foreign_stay_data_2024_2026-06-14.csv", "kr-registered", "declare the period"),
        ("jp-isa-residents/CAPinJAPdata.xlsx", "jp-residents", "declare the period"),
        ("jp-moj-entries/(raw)imigration_japan.csv", "jp-entries", "does not look like table jp-entries"),
        ("eu-eurostat-resfirst/migr_resfirst.xlsx", None, "declare the origin"),
    ],
)
def test_what_a_file_does_not_say_is_asked_for(path, source, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(SOURCES / path, source)


def figures():
    """The value figures of the samples by source: {source: [row, …]}."""
    found = defaultdict(list)
    with (SAMPLES / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["role"] == "value":
                found[row["source"]].append(row)
    return found


FIGURES = figures()


def keyed(row):
    return row["origin"], row["destination"], row["label"], row["breakdown"], row["period"], row["printed"]


def said_of(reading):
    label = written(reading.label)
    return reading.origin, reading.destination, label, reading.breakdown, reading.period, reading.printed


@pytest.mark.parametrize("source", sorted(set(FIGURES) - {"jp-entries"}))
def test_a_sample_workbook_is_read_as_its_figures_say(source):
    (path,) = [path for path in (SAMPLES / "workbooks").rglob("*.*") if path.stem == source]
    assert sorted(said_of(reading) for _, reading in read(path, source)[0]) == sorted(map(keyed, FIGURES[source]))


def test_japans_sample_is_read_under_the_corrected_headings():
    """Its figures stand under the headings as printed; the same cells are read, one heading further right from the
    17th.
    """
    found = read(SAMPLES / "workbooks" / "jp-entries.csv", "jp-entries")[0]
    numbers = [(reading.origin, reading.period, reading.printed) for _, reading in found]
    assert sorted(numbers) == sorted((row["origin"], row["period"], row["printed"]) for row in FIGURES["jp-entries"])


@needs_sources
@pytest.mark.parametrize("source", sorted(set(FIGURES) - {"jp-entries"}))
def test_every_sample_figure_is_read_at_its_address_in_the_real_file(source):
    rows = FIGURES[source]
    (name,) = {row["file"] for row in rows}
    found = {
        (sheet, address(reading.row, reading.column)): said_of(reading)
        for sheet, reading in read(SOURCES / name, source)[0]
    }
    assert {(row["sheet"], row["cell"]): found.get((row["sheet"], row["cell"])) for row in rows} == {
        (row["sheet"], row["cell"]): keyed(row) for row in rows
    }


def command(capsys, *arguments):
    """What `read_file` answers: exit code, standard output, standard error."""
    try:
        call_command("read_file", *map(str, arguments))
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, *capsys.readouterr()


@pytest.mark.django_db
def test_the_command_prints_the_columns_that_are_promised(capsys):
    path = SAMPLES / "workbooks" / "us-niv.xlsx"
    code, out, err = command(capsys, path, "--source", "us-niv", "--sheet", "FY18", "--format", "csv")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "sheet,cell,origin,destination,label,breakdown,period,printed,value,lower,upper,status"
    assert "FY18,W3,KAZ,USA,F-1,,FY2018,1178,1178,1178,1178,normal" in lines
    assert len(lines) == 421
    assert "FY18: 523 filled cells = 420 read + 103 set aside + 0 unaccounted" in err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("book.xlsx", b""),
        ("book.xlsx", b"%PDF-1.7 no table"),
        ("book.xlsx", b"PK\x03\x04 cut short"),
        ("book.csv", b"country,visa_type,count,date\nKazakhstan,IR1,3,2018-01-01\nKazakhstan,IR1,4,2018-01-01\n"),
        ("book.csv", b"only words, and no number\nnot, here\n"),
        ("cut.csv", b"country,visa_type,count,date\nKazakhstan,IR1,3,2018-01-01\nKazakhstan,IR2,4,2018-01-01\nPeru,IR"),
        ("gone.csv", None),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_2_and_one_sentence(tmp_path, capsys, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = command(capsys, tmp_path / name, "--source", "us-iv")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1 and err.strip().endswith((".", "declare it."))
    assert "Traceback" not in err

"""The made workbooks hold every sample figure once, in its own row and column, and are the committed ones."""

from __future__ import annotations

import subprocess
import sys
from calendar import month_abbr
from pathlib import Path

import openpyxl
import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
COMMITTED = SAMPLES / "workbooks"
SAID = ["origin", "destination", "label", "breakdown", "period", "printed"]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return run_make(tmp_path_factory.mktemp("made"))


def run_make(to: Path) -> Path:
    subprocess.run([sys.executable, SAMPLES / "make.py", "--to", to], check=True, stdout=subprocess.DEVNULL)
    return to


def test_it_makes_these_files_and_prints_them(tmp_path):
    command = [sys.executable, SAMPLES / "make.py", "--to", tmp_path / "new" / "folder"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert lines == [
        str(tmp_path / "new" / "folder" / name)
        for name in [
            "us-iv.csv",
            "ca-imp.csv",
            "ca-tfwp.csv",
            "ca-study.csv",
            "jp-entries.csv",
            "unhcr-asylum.csv",
            "kr-status.csv",
            "wb-population.csv",
            "practice/eu-asylum.csv",
            "us-niv.xlsx",
            "ca-pr.xlsx",
        ]
    ]


def test_every_figure_stands_once_in_its_row_and_column(source, figures, made, read_file):
    (path,) = made.rglob(f"{source}.*")
    ours = [tuple(figure[column] for column in SAID) for figure in figures if figure["source"] == source]
    assert [tuple(found[2:]) for found in read_file(source, path)] == ours


def test_no_number_stands_beside_the_figures(source, figures, words, made, grids_of):
    """A cell of a made workbook is a figure, a word of the publisher, or a heading that says period or label."""
    (path,) = made.rglob(f"{source}.*")
    known = {word["text"] for word in words if word["source"] == source} | {""}
    for figure in figures:
        if figure["source"] == source:
            known |= {figure["printed"], *figure["label"].split(" / "), figure["label"], figure["destination"]}
            known |= {figure["origin"], *members(figure["breakdown"]), *period_headings(figure["period"])}
    cells = {cell for rows in grids_of(path).values() for row in rows for cell in row}
    assert cells - known == set()


def members(breakdown: str) -> set[str]:
    return {part.partition("=")[2] for part in breakdown.split("; ")}


def period_headings(period: str) -> set[str]:
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return {year, part, f"{part} Total"}
    if len(part) != 2:
        return {year, f"{year} Total"}
    quarter = (int(part) + 2) // 3
    return {year, f"{period}-01", f"Q{quarter}", f"T{quarter}", month_abbr[int(part)]}


def test_the_committed_texts_are_the_made_ones(made):
    assert {path.name: path.read_bytes() for path in COMMITTED.rglob("*.csv")} == {
        path.name: path.read_bytes() for path in made.rglob("*.csv")
    }


@pytest.mark.parametrize("name", ["us-niv.xlsx", "ca-pr.xlsx"])
def test_the_committed_workbooks_are_the_made_ones(name, made):
    """Cell by cell and merge by merge: their bytes also hang on the versions of openpyxl and zlib."""
    assert contents(COMMITTED / name) == contents(made / name)


def contents(path: Path):
    book = openpyxl.load_workbook(path)
    return [
        (
            sheet.title,
            [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in sheet.iter_rows()],
            sorted(map(str, sheet.merged_cells.ranges)),
        )
        for sheet in book
    ]


def test_made_again_later_the_bytes_are_the_same(made, tmp_path):
    again = run_make(tmp_path)
    assert {path.name: path.read_bytes() for path in again.rglob("*.*")} == {
        path.name: path.read_bytes() for path in made.rglob("*.*")
    }
    assert openpyxl.load_workbook(made / "us-niv.xlsx").properties.modified.year == 1980


@pytest.mark.parametrize(
    ("name", "starts", "line_end", "encoding"),
    [
        ("us-iv.csv", b"country,visa_type,count,date", b"\n", "ascii"),
        ("ca-imp.csv", b"EN_YEAR\tEN_QUARTER\tEN_MONTH\tFR_ANNE", b"\r\n", "utf-8"),
        ("ca-tfwp.csv", b"EN_YEAR\tEN_QUARTER\tEN_MONTH\tFR_ANNE", b"\r\n", "utf-8"),
        ("ca-study.csv", b'\xef\xbb\xbf"Canada', b"\r\n", "utf-8"),
        ("jp-entries.csv", b"\xef\xbb\xbfyear,country,total", b"\r\n", "utf-8"),
        ("unhcr-asylum.csv", b"year,coo_name,coo,coo_iso,", b"\n", "utf-8"),
        ("kr-status.csv", "대륙,국적,성별,A1(외교)".encode("cp949"), b"\n", "cp949"),
        ("wb-population.csv", b"Country Name,Country Code,Year,Value", b"\r\n", "ascii"),
        ("practice/eu-asylum.csv", b"TIME,GEO,CITIZEN,SEX,AGE,ASYL_APP,UNIT,Value", b"\n", "ascii"),
    ],
)
def test_the_bytes_are_in_the_publishers_form(name, starts, line_end, encoding, made):
    raw = (made / name).read_bytes()
    raw.decode(encoding)
    assert raw.startswith(starts)
    first_line = raw.splitlines(keepends=True)[0]
    assert first_line.removeprefix(first_line.rstrip(b"\r\n")) == line_end


def test_korea_is_not_utf8(made):
    with pytest.raises(UnicodeDecodeError):
        (made / "kr-status.csv").read_text(encoding="utf-8")


def test_the_years_stand_in_the_publishers_odd_order(made):
    book = openpyxl.load_workbook(made / "us-niv.xlsx")
    assert [(sheet.title, sheet["A1"].value, sheet["A2"].value) for sheet in book] == [
        ("FY16", "Fiscal Year 2016", "Europe"),
        ("FY17", "Fiscal Year 2017", "Europe"),
        ("FY19", "Fiscal Year 2019", "Europe"),
        ("FY18", "Fiscal Year 2018", "Europe"),
    ]


def test_years_over_quarters_over_months_are_merged(made):
    (sheet,) = openpyxl.load_workbook(made / "ca-pr.xlsx")
    merged = set(map(str, sheet.merged_cells.ranges))
    assert {"A3:A5", "B3:R3", "S3:AI3", "B4:E4", "N4:Q4", "R4:R5", "S4:V4", "A1:BQ1"} <= merged
    assert len(merged) == 1 + 4 + 4 * 5 + 3  # the corner; years; quarters and year totals; title, note, source


def test_all_of_it_is_small():
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 1_500_000

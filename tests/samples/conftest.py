"""Reads a publisher's file, or the sample laid out like it, by its headings: openpyxl and csv only, no reader of ours.

One reading is `Read(sheet, cell, origin, destination, label, breakdown, period, printed)`, so that the real file, the
figures and the made workbook can be compared whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.real import NO_SOURCES, SOURCES

ROOT = Path(__file__).resolve().parents[2]

FIVE = {
    "Kazakhstan": "KAZ",
    "Kyrgyzstan": "KGZ",
    "Kyrgyz Republic": "KGZ",
    "Tajikistan": "TJK",
    "Turkmenistan": "TKM",
    "Uzbekistan": "UZB",
    "카자흐스탄": "KAZ",
    "키르기즈": "KGZ",
    "타지키스탄": "TJK",
    "투르크메니스탄": "TKM",
    "우즈베키스탄": "UZB",
}
EU28 = "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE"
DESTINATIONS = {"EU28", "USA", "CAN", "RUS", "KOR", "JPN", "", *EU28.split()}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SPANS = {  # source table: the first and the last period taken
    "us-niv": ("FY2016", "FY2019"),
    "us-iv": ("2017-10", "2019-09"),
    "ca-imp": ("2016", "2019"),
    "ca-tfwp": ("2016", "2019"),
    "ca-pr": ("2016", "2019"),
    "ca-study": ("2016", "2019"),
    "jp-entries": ("2016", "2019"),
    "unhcr-asylum": ("2016", "2019"),
    "kr-status": ("2024-12-31", "2024-12-31"),
    "wb-population": ("2015", "2024"),
    "eu-asylum": ("2016", "2016"),
}
EUROPEAN = {  # Eurostat's names of 2017
    "European Union (28 countries)": "EU28",
    "Austria": "AUT",
    "Belgium": "BEL",
    "Bulgaria": "BGR",
    "Croatia": "HRV",
    "Cyprus": "CYP",
    "Czech Republic": "CZE",
    "Denmark": "DNK",
    "Estonia": "EST",
    "Finland": "FIN",
    "France": "FRA",
    "Germany (until 1990 former territory of the FRG)": "DEU",
    "Greece": "GRC",
    "Hungary": "HUN",
    "Ireland": "IRL",
    "Italy": "ITA",
    "Latvia": "LVA",
    "Lithuania": "LTU",
    "Luxembourg": "LUX",
    "Malta": "MLT",
    "Netherlands": "NLD",
    "Poland": "POL",
    "Portugal": "PRT",
    "Romania": "ROU",
    "Slovakia": "SVK",
    "Slovenia": "SVN",
    "Spain": "ESP",
    "Sweden": "SWE",
    "United Kingdom": "GBR",
}

Rows = list[list[str]]
# Row, column, name of the origin, destination, label, breakdown, period:
Found = Iterator[tuple[int, int, str, str, str, str, str]]


class Read(NamedTuple):
    sheet: str
    cell: str
    origin: str
    destination: str
    label: str
    breakdown: str
    period: str
    printed: str


def us_niv(rows: Rows) -> Found:
    for r, row in enumerate(rows[1:], 2):
        for c, label in enumerate(rows[0][1:], 2):
            yield r, c, row[0], "USA", label, "", rows[0][0].replace("Fiscal Year ", "FY")


def us_iv(rows: Rows) -> Found:
    for r, (country, visa, _, date) in enumerate(rows[1:], 2):
        yield r, 3, country, "USA", visa, "", date[:7]


def ca_monthly(rows: Rows) -> Found:
    for r, (year, _, month, _, _, _, country, _, _) in enumerate(rows[1:], 2):
        yield r, 9, country, "CAN", "", "", f"{year}-{MONTHS.index(month) + 1:02}"


def ca_wide(rows: Rows) -> Found:
    years, quarters = spread(rows[2]), spread(rows[3])
    for r, row in enumerate(rows[5:], 6):
        for c in range(2, len(row) + 1):
            yield r, c, row[0], "CAN", "", "", column_period(years[c - 1], quarters[c - 1], rows[4][c - 1])


def spread(texts: list[str]) -> list[str]:
    last = ""
    return [last := text or last for text in texts]


def column_period(year: str, quarter: str, month: str) -> str:
    if quarter == f"{year} Total":
        return year
    return f"{year}-{quarter}" if month == f"{quarter} Total" else f"{year}-{MONTHS.index(month) + 1:02}"


def jp_entries(rows: Rows) -> Found:
    for r, row in enumerate(rows[1:], 2):
        for c, label in enumerate(rows[0][2:], 3):
            yield r, c, row[1], "JPN", label, "", row[0]


def kr_status(rows: Rows) -> Found:
    for r, row in enumerate(rows[1:], 2):
        for c, label in enumerate(rows[0][3:], 4):
            yield r, c, row[1], "KOR", label, f"sex={row[2]}", "2024-12-31"


def unhcr_asylum(rows: Rows) -> Found:
    for r, (year, name, _, _, _, _, iso, *kind, _) in enumerate(rows[1:], 2):
        yield r, 12, name, iso, " / ".join(kind), "", year


def wb_population(rows: Rows) -> Found:
    for r, (name, _, year, _) in enumerate(rows[1:], 2):
        yield r, 4, name, "", "", "", year


def eu_asylum(rows: Rows) -> Found:
    for r, (year, place, name, _sex, _age, kind, *_) in enumerate(rows[1:], 2):
        yield r, 8, name, EUROPEAN.get(place, place), kind, "", year  # sex and age are Total throughout


LAYOUTS = {
    "us-niv": us_niv,
    "us-iv": us_iv,
    "ca-imp": ca_monthly,
    "ca-tfwp": ca_monthly,
    "ca-pr": ca_wide,
    "ca-study": ca_wide,
    "jp-entries": jp_entries,
    "unhcr-asylum": unhcr_asylum,
    "kr-status": kr_status,
    "wb-population": wb_population,
    "eu-asylum": eu_asylum,
}


@cache
def grids(path: Path) -> dict[str, Rows]:
    """The cells of a file as text, by sheet. Of the nonimmigrant workbook only the four years: it has 28."""
    if path.suffix != ".xlsx":
        text = decoded(path.read_bytes())
        return {"Sheet1": list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ","))}
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    names = [name for name in book.sheetnames if not name.startswith("FY") or "16" <= name[2:] <= "19"]
    rows = {name: book[name].iter_rows(values_only=True) for name in names}
    return {name: [["" if value is None else str(value) for value in row] for row in rows[name]] for name in names}


def decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp1252")


def read(source: str, path: Path) -> list[Read]:
    """What the file at `path` prints of the five origins, the tracked destinations and the source's span of periods."""
    first, last = SPANS[source]
    return [
        Read(sheet, f"{get_column_letter(c)}{r}", FIVE[name], destination, label, breakdown, period, rows[r - 1][c - 1])
        for sheet, rows in grids(path).items()
        for r, c, name, destination, label, breakdown, period in LAYOUTS[source](rows)
        if name in FIVE and destination in DESTINATIONS and first <= period[: len(first)] <= last
    ]


@pytest.fixture(scope="session")
def figures() -> list[dict[str, str]]:
    """The rows of samples/figures.csv."""
    return table("figures.csv")


@pytest.fixture(scope="session")
def words() -> list[dict[str, str]]:
    """The rows of samples/words.csv."""
    return table("words.csv")


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "samples" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=SPANS)
def source(request) -> str:
    """Each source table in turn."""
    return request.param


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """Where the publishers' files lie; they are never committed."""
    if not SOURCES.is_dir():
        pytest.skip(NO_SOURCES)
    return SOURCES


@pytest.fixture(scope="session")
def read_file():
    """`read(source, path)`."""
    return read


@pytest.fixture(scope="session")
def grids_of():
    """`grids(path)`."""
    return grids

"""The publishers' real files told otherwise: in another encoding, form, order, with a year more; and their own totals.

The real files stand beside the checkout and are never part of it; without them these tests say loudly that they did
not run. What `test_sources.py` reads as published is changed here in the hand.
"""

import csv
import io
import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from curation.core.cell_corrections import CellCorrection
from curation.core.files import Repeats, open_book, read_sheets
from curation.core.looks import look
from curation.core.places import address
from curation.core.problems import Unreadable
from curation.core.sheets import Book
from curation.knowledge import from_files
from tests.real import SOURCES, needs_sources

pytestmark = needs_sources
NIV = "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx"
RESIDENTS = "ca-ircc-pr-citz-2023-04/EN_ODP-PR-Citz.xlsx"
STUDY = "ca-ircc-study-citz-2025-03/EN_ODP-TR-Study-IS_CITZ_sign_date.csv"
ENTRIES = "jp-moj-entries/immigrants_in_japan.csv"
STATUS = "kr-moj-datagokr/moj_foreign_resident_status_2024_2026-07-01.csv"
MONTHS = "kr-moj-entries/법무부_외국인 국적 및 월별 입국자 현황(2018).csv"
ASYLUM = "eu-eurostat-asylum/migr_asyappctza_allcitizenships.csv"
PERMITS = "eu-eurostat-resfirst/estat_migr_resfirst_filtered.tsv"
CENSUS = "ru-rosstat-census-purpose/ethinicity-purpose-province.xlsx"


@cache
def known():
    return from_files()


@cache
def opened(name: str) -> Book:
    return open_book(SOURCES / name, name=Path(name).name)


def sheet_of(name: str, sheet: str = ""):
    return next(grid for grid in opened(name).grids if grid.name == sheet or not sheet)


def read(*grids, source=None, everyone=False, **declared):
    """What sheets say, wherever it stands in them."""
    book = replace(opened(PERMITS), grids=grids)
    sheets = read_sheets(book, known(), source=source, declared=declared, everyone=everyone)
    return Counter(reading[2:] for sheet in sheets if not sheet.aside for reading in sheet.reader.readings())


# The publishers' own totals


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        (NIV, {"equal": 19_656, "open": 4}),
        (RESIDENTS, {"hidden": 222, "rounding": 123, "equal": 3}),
        (STUDY, {"hidden": 313, "rounding": 105, "equal": 5, "open": 7}),
        (ENTRIES, {"equal": 78, "open": 12}),
        (CENSUS, {"equal": 475}),
    ],
)
def test_our_sums_meet_the_printed_totals(name, outcomes):
    """Open are those that the publisher's own cells cannot add up to: negative counts in the visas of FY2010, and
    seven years of Kazakhstan's students, which count persons where the months count permits.
    """
    sheets = [sheet for sheet in read_sheets(opened(name), known()) if not sheet.aside]
    counted = Counter()
    for sheet in sheets:
        assert sum(1 for _ in sheet.reader.readings()) == sheet.reader.read
        counted.update(total.outcome for total in sheet.reader.totals.found)
    assert counted == outcomes


# The same cells in other bytes


@pytest.mark.parametrize(
    ("name", "encoding", "ending"),
    [
        (ASYLUM, "utf-8", ".csv"),
        (ASYLUM, "utf-16", ".csv"),
        (STATUS, "cp949", ".csv"),
        (STATUS, "utf-16", ".tsv"),
        (MONTHS, "utf-8-sig", ".tsv"),
        (CENSUS, "cp1251", ".csv"),
        (RESIDENTS, "utf-8", ".csv"),
    ],
)
def test_another_encoding_and_form_say_the_same(name, encoding, ending, tmp_path):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="\t" if ending == ".tsv" else ",").writerows(sheet_of(name).rows)
    path = tmp_path / f"copy{ending}"
    path.write_bytes(text.getvalue().encode(encoding))
    copy = open_book(path, name=path.name)
    assert [row for row in copy.grids[0].rows if any(row)] == [row for row in sheet_of(name).rows if any(row)]
    said = {"period": "2021-10-01"} if name == CENSUS else {}  # blank rows are not kept in its hash, a date is declared
    assert read(*copy.grids, **said) == read(sheet_of(name))


# The same table told otherwise


def shuffled(rows, seed=1):
    rows = list(rows)
    random.Random(seed).shuffle(rows)
    return rows


@pytest.mark.parametrize(
    "name",
    [
        ASYLUM,
        PERMITS,
        STATUS,
        "us-dos-monthly-issuances/immigrant_data.csv",
        "ca-ircc-monthly-csv/ODP-TR-Work-TFWP-CITZ.csv",
        "kr-moj-datagokr/moj_naturalization_by_nationality_2026-07-01.csv",
    ],
)
def test_rows_and_columns_in_another_order_say_the_same(name):
    grid = sheet_of(name)
    order = shuffled(range(len(grid.rows[0])))
    said = {"period": "2024-12-31"} if name == STATUS else {}  # declared by the hash of the file as it is
    rows = [[row[column] for column in order] for row in [grid.rows[0], *shuffled(grid.rows[1:])]]
    assert read(replace(grid, rows=rows), **said) == read(grid, **said)


@pytest.mark.parametrize(("name", "sheet"), [(NIV, "FY18"), (NIV, "FY23"), (RESIDENTS, ""), (STUDY, "")])
def test_titles_and_blank_rows_and_columns_around_it_say_the_same(name, sheet):
    grid = sheet_of(name, sheet)
    rows = [["", "", *row] for row in grid.rows]
    above = [
        ["", "", text, *[""] * (len(rows[0]) - 3)] for text in ("", "A title of three lines", "that says", "nothing")
    ]
    merged = tuple((r0 + 4, c0 + 2, r1 + 4, c1 + 2) for r0, c0, r1, c1 in grid.merged)
    assert read(replace(grid, rows=[*above, *rows], merged=merged)) == read(grid)


@pytest.mark.parametrize("name", ["PR-Citz", "TR-Study-IS_CITZ", "TR-Work-IMP-CITZ", "TR-Work-TFWP-CITZ"])
@pytest.mark.parametrize("language", ["EN_COUNTRY_OF_CITIZENSHIP", "FR_PAYS_DE_CITOYENNETÉ"])
def test_canadas_countries_blank_in_one_of_two_languages_say_the_same(name, language):
    """Every other one, so that the column still names places."""
    grid = sheet_of(f"ca-ircc-monthly-csv/ODP-{name}.csv")
    column = grid.rows[0].index(language)
    rows = [[*row[:column], "" if r % 2 else row[column], *row[column + 1 :]] for r, row in enumerate(grid.rows)]
    assert read(replace(grid, rows=rows)) == read(grid)
    assert read(grid)


def test_a_year_more_needs_no_work():
    """FY25 as FY24 would stand in next year's book; both years are read, and neither twice."""
    before = sheet_of(NIV, "FY24")
    heading = [text.replace("2024", "2025") for text in before.rows[0]]
    after = replace(before, name="FY25", rows=[heading, *before.rows[1:]])
    both = read(before, after, source="us-niv")
    assert {period for _, _, _, _, period, *_ in both} == {"FY2024", "FY2025"}
    assert sum(both.values()) == 2 * sum(read(before).values()) == 2 * 390


def test_every_cell_of_fiscal_year_2019_has_its_role():
    seen = look(sheet_of(NIV, "FY19"), known(), "us-niv", {})
    assert (seen.filled, seen.read, seen.set_aside, seen.unaccounted) == (18_190, 420, 17_770, 0)
    assert dict(seen.counts) == {
        "heading": 9,
        "origin": 5,
        "label": 84,
        "period": 1,
        "value": 420,
        "total": 706,
        "out_of_scope": 16_965,
    }


def test_a_heading_corrected_once_is_corrected_next_year():
    """BCC as a printed total: 415 cells are left of each sheet that has it, in the years before it and after."""
    hints = known().tables["us-niv"]
    corrected = replace(hints, data={**hints.data, "taken": [{"column": "BCC", "for": "total"}]})
    knows = replace(known(), tables={"us-niv": corrected})
    before = sheet_of(NIV, "FY19")
    after = replace(before, name="FY25", rows=[["Fiscal Year 2025", *before.rows[0][1:]], *before.rows[1:]])
    for grid in (before, after):
        seen = look(grid, knows, "us-niv", {})
        assert (seen.read, seen.counts["total"], seen.adds_up) == (415, 711, True)


GEORGIA = {
    "AV122": "0.24", "CG122": "8823.24", "CI122": "8823.24", "AV162": "136.24", "CG162": "1069368.24",
    "CI162": "1069368.24", "AV229": "404.24", "CG229": "10891745.24", "CI229": "10891745.24",
}  # fmt: skip
BELOW_ZERO = {"D154": ("-1", "0"), "D162": ("61", "62"), "D229": ("916", "917")}
BELOW_ZERO |= {"G218": ("-6", "0"), "G222": ("277291", "277297"), "G229": ("358087", "358093")}


@pytest.mark.parametrize(
    ("sheet", "cells", "opened_by_the_first"),
    [
        ("FY15", {cell: (text, text.partition(".")[0]) for cell, text in GEORGIA.items()}, ["AV162", "AV229"]),
        ("FY10", BELOW_ZERO, ["D162", "D229", "G222", "G229"]),
    ],
)
def test_the_errors_of_the_visa_workbook_corrected_with_their_totals_add_up(sheet, cells, opened_by_the_first):
    """0.24 visas of Georgia, and two counts below zero: the State Department added all of them up as they stand."""
    error = {"what": "No count of visas.", "why": "Visas are whole, and none is taken back."}
    all_of_them = [
        CellCorrection(number, sheet, cell, ((printed,),), ((right,),), **error)
        for number, (cell, (printed, right)) in enumerate(cells.items())
    ]
    for corrections, open_totals in ((all_of_them[:1], opened_by_the_first), (all_of_them, [])):
        knows = replace(known(), corrections={"us-niv": corrections})
        book = replace(opened(NIV), grids=(sheet_of(NIV, sheet),))
        [read] = read_sheets(book, knows, source="us-niv")
        assert all(reading.printed == str(reading.value) for reading in read.reader.readings())  # none of ours is wrong
        totals = [total for total in read.reader.totals.found if total.outcome != "equal"]
        assert sorted(address(total.row, total.column) for total in totals) == open_totals
        assert (len(read.corrections), read.unmet) == (len(corrections), [])


def test_a_sheet_whose_name_and_heading_disagree_is_refused():
    with pytest.raises(Unreadable, match=r"speak of several periods \(FY2024, FY2025\)"):
        read(replace(sheet_of(NIV, "FY24"), name="FY25"))


def test_the_same_year_twice_is_refused():
    with pytest.raises(Unreadable, match="Sheets FY24 and Copy of FY24 both give numbers for"):
        (first, second) = sheet_of(NIV, "FY24"), replace(sheet_of(NIV, "FY24"), name="Copy of FY24")
        book = replace(opened(NIV), grids=(first, second))
        repeats = Repeats()
        for sheet in read_sheets(book, known()):
            for _ in repeats.watch(sheet.grid.name, sheet.reader.readings()):
                pass


def test_japans_header_mended_by_its_publisher_is_read_as_it_stands():
    (as_published,) = read_sheets(opened(ENTRIES), known())
    mended = as_published.grid
    (sheet,) = read_sheets(replace(opened(ENTRIES), grids=(mended,)), known())
    assert (len(as_published.corrections), sheet.corrections) == (1, [])
    assert list(sheet.reader.readings()) == list(as_published.reader.readings())


def test_first_permits_of_the_five_would_be_read_from_the_bulk_file():
    """The file holds all citizenships together; under one of ours its lines are ours, the total of reasons aside."""
    grid = sheet_of(PERMITS)
    ours = replace(grid, rows=[[row[0].replace(",TOTAL,TOTAL,PER", ",KZ,Y_GE1,PER"), *row[1:]] for row in grid.rows])
    found = read(ours)
    assert Counter(label for _, _, label, *_ in found) == {("EDUC",): 32, ("EMP",): 32, ("FAM",): 32, ("OTH",): 32}
    assert {(origin, breakdown, period) for origin, _, _, breakdown, period, *_ in found} == {
        ("KAZ", "duration=Y_GE1", "2023")
    }

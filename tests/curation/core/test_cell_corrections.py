"""Single cells that a publisher printed wrong, corrected where they print what was declared. All figures are made up,
but for those of Switzerland and Georgia, which are errors of the real workbook.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.cell_corrections import MOST_CELLS, CellCorrection, cells_of, checked, mend
from curation.core.files import Repeats, read_sheets
from curation.core.looks import look
from curation.core.numbers import Notation
from curation.core.taken import Mistaken
from tests.curation.core.drawing import book, draw, known

VISAS = """
    Fiscal Year 2018 | A-1 | F-1 | M-1 | Grand Total
    Europe           |     |     |     |
    Kazakhstan       | 1   | 20  | −3  | 24
    Switzerland      | -1  | 2   | 3   | 6
    Uzbekistan       | 4   | 5   | 6   | 15
    Totals for Europe | 6  | 27  | 12  | 45
"""
SHEET = draw(VISAS, name="FY18")
ERROR = {"what": "A count below zero.", "why": "Only 3 makes the line add up to its total."}


def correction(cells="D3", printed="−3", corrected="3", *, number=1, sheet="FY18", **more):
    """One correction; several cells of a line are written `1 | 2`, lines one below the other."""
    texts = (tuple(tuple(line) for line in lines(text)) for text in (printed, corrected))
    return CellCorrection(number, sheet, cells, *texts, **(ERROR | more))


def lines(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]


def read(*corrections, grid=SHEET, source="us-niv"):
    """The one sheet as it is read with these corrections in force, and its readings."""
    knows = replace(known(), corrections={source: corrections})
    [sheet] = read_sheets(book(grid), knows, source=source)
    return sheet, list(Repeats().watch(sheet.grid.name, sheet.reader.readings()))


def of_cell(readings, row, column):
    [reading] = [each for each in readings if (each.row, each.column) == (row, column)]
    return reading


def test_a_cell_is_read_as_corrected_and_keeps_what_was_printed():
    sheet, readings = read(correction())
    reading = of_cell(readings, 2, 3)
    assert (reading.printed, reading.value, reading.lower, reading.upper) == ("−3", 3, 3, 3)
    assert sheet.reader.problems == []
    assert sheet.corrections == [
        {
            "number": 1,
            "sheet": "FY18",
            "cells": "D3",
            **ERROR,
            "reported_on": "",
            "reference": "",
            "approved_on": "",
            "changes": [{"cell": "D3", "printed": "−3", "corrected": "3"}],
        }
    ]


def test_without_it_the_sheet_is_refused_for_that_cell():
    sheet, _ = read()
    assert [problem.cell for problem in sheet.reader.problems] == ["D3"]


def test_other_readings_and_the_account_of_cells_stay_as_they_were():
    plain, before = read(grid=draw(VISAS.replace("−3", "3"), name="FY18"))
    sheet, after = read(correction())
    assert [reading._replace(printed="") for reading in after] == [reading._replace(printed="") for reading in before]
    counts = [(each.reader.filled, each.reader.read, each.reader.set_aside_count) for each in (plain, sheet)]
    assert counts[0] == counts[1] == (26, 6, 20)


def test_totals_are_held_against_the_corrected_number():
    """The line of Kazakhstan and the column of Switzerland add up once both are corrected."""
    sheet, _ = read(correction(), correction("B4", "-1", "1", number=2))
    assert {total.outcome for total in sheet.reader.totals.found} == {"equal"}
    sheet, _ = read(correction())
    opened = [total for total in sheet.reader.totals.found if total.outcome == "open"]
    assert [(total.row, total.column) for total in opened] == [(5, 1)]


def test_what_stands_in_the_bytes_is_what_makes_the_same_data():
    """The hash of a file's cells knows nothing of corrections."""
    plain = book(SHEET).data
    read(correction())
    assert book(SHEET).data == plain
    assert SHEET.rows[2][3] == "−3"


@pytest.mark.parametrize("printed", ["-3", " –3 ", "－３"])
def test_dashes_blanks_and_wide_digits_are_the_same_print(printed):
    sheet, _ = read(correction(printed=printed))
    assert (len(sheet.corrections), sheet.unmet) == (1, [])


@pytest.mark.parametrize(
    ("now", "mended"), [("4", False), ("3", True), ("", False), ("--", False)], ids=["4", "mended", "blank", "mark"]
)
def test_once_the_publisher_prints_something_else_the_guard_fails_and_the_file_is_read_as_it_stands(now, mended):
    grid = draw(VISAS.replace("−3", now or " "), name="FY18")
    made = mend(grid, [correction()])
    assert (made.grid, made.applied) == (grid, [])
    [unmet] = made.unmet
    assert (unmet.cell, unmet.declared, unmet.found, unmet.mended) == ("D3", "−3", now, mended)


@pytest.mark.parametrize("cells", ["F3", "D9", "ZZ9"])
def test_a_sheet_that_does_not_reach_there_or_is_called_otherwise_says_nothing(cells):
    for each in (correction(cells), correction(sheet="FY17"), correction(sheet="fy18")):
        made = mend(SHEET, [each])
        assert (made.grid, made.printed, made.applied, made.unmet) == (SHEET, {}, [], [])


def test_a_range_is_guarded_cell_by_cell_and_changes_only_what_differs():
    block = correction("B3:C4", "1 | 20\n-1 | 2", "1 | 21\n1 | 2")
    sheet, readings = read(block, correction(number=2))
    assert [each["changes"] for each in sheet.corrections] == [
        [
            {"cell": "C3", "printed": "20", "corrected": "21"},
            {"cell": "B4", "printed": "-1", "corrected": "1"},
        ],
        [{"cell": "D3", "printed": "−3", "corrected": "3"}],
    ]
    assert (of_cell(readings, 2, 2).printed, of_cell(readings, 2, 2).value) == ("20", 21)
    moved = replace(SHEET, rows=[*SHEET.rows[:3], ["Switzerland", "-1", "9", "3", "6"], *SHEET.rows[4:]])
    [unmet] = mend(moved, [block]).unmet
    assert (unmet.cell, unmet.declared, unmet.found) == ("C4", "2", "9")


def test_of_two_for_one_cell_each_is_for_its_own_edition():
    """The newer edition has another error in the same cell: the older correction is not missed there."""
    both = [correction(), correction(printed="4", corrected="5", number=2)]
    assert [each["number"] for each in mend(SHEET, both).applied] == [1]
    later = mend(draw(VISAS.replace("−3", "4"), name="FY18"), both)
    assert ([each["number"] for each in later.applied], later.unmet) == ([2], [])


@pytest.mark.parametrize(
    ("said", "value", "status"),
    [
        ("7", (7, 7, 7), "normal"),
        ("not known", (None, None, None), "missing"),
        ("not known, 3 to 9", (None, 3, 9), "missing"),
        ("not known, at least 3", (None, 3, None), "missing"),
        ("not known, at most 9", (None, 0, 9), "missing"),
    ],
)
def test_a_number_that_nobody_knows_is_missing_within_its_bounds(said, value, status):
    _, readings = read(correction(corrected=said))
    reading = of_cell(readings, 2, 3)
    assert ((reading.value, reading.lower, reading.upper), reading.status, reading.printed) == (value, status, "−3")


def test_the_layouts_page_counts_with_the_same_corrections():
    knows = replace(known(), corrections={"us-niv": [correction()]})
    seen = look(SHEET, knows, "us-niv", {})
    assert (seen.read, seen.refusals, [each["cells"] for each in seen.corrections]) == (6, [], ["D3"])
    assert [problem.cell for problem in look(SHEET, known(), "us-niv", {}).refusals] == ["D3"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "B2: “” is neither a count nor a mark this table uses"),
        ("-3", "B2: “-3” is neither a count"),
        ("0.24", "B2: “0.24” is neither a count"),
        ("many", "or “not known”, “not known, 3 to 9”, “not known, at least 3”"),
        ("9" * 30, "is neither a count"),
        ("x" * 500, "is neither a count"),
        ("not known, 9 to 3", "B2: “not known, 9 to 3” goes down; write the smaller number first."),
        ("not known, some", "is neither a count"),
    ],
)
def test_what_is_no_number_cannot_be_the_right_one(text, sentence):
    with pytest.raises(Mistaken) as mistaken:
        checked(text, "B2", Notation())
    assert sentence in str(mistaken.value)


@pytest.mark.parametrize("text", ["3", " 1,461 ", "--", "not known", "not known, 3 to 9"])
def test_a_count_a_mark_of_the_table_or_nothing_known_can(text):
    assert checked(text, "B2", Notation()) == text.strip()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("D", "“D” is no cell; expected for example D20"),
        ("12", "“12” is no cell"),
        ("nowhere", "“nowhere” is no place in a sheet"),
        ("A1:Z26", f"A1:Z26 are 676 cells, and a correction has at most {MOST_CELLS}"),
    ],
)
def test_a_correction_is_of_cells_and_of_not_too_many(text, sentence):
    with pytest.raises(Mistaken) as mistaken:
        cells_of(text)
    assert sentence in str(mistaken.value)


TEXTS = st.sampled_from(["", "1", "20", "-1", "--", "x", "0.24"])
GRIDS = st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=3)


@given(GRIDS, GRIDS, st.integers(0, 1), st.integers(0, 1))
def test_made_or_unmet_or_out_of_reach_and_never_two_of_them(rows, wanted, top, left):
    """Whatever a sheet prints: made where it prints just that, and then only the cells that were to change do."""
    wanted = [line[left:] for line in wanted[: len(rows) - top]]
    if not wanted:
        return
    grid = draw("x", name="FY18")
    grid = replace(grid, rows=[list(row) for row in rows])
    last = f"{'ABC'[2]}{top + len(wanted)}"
    cells = f"{'ABC'[left]}{top + 1}:{last}"
    each = correction(cells)._replace(
        printed=tuple(map(tuple, wanted)), corrected=tuple(tuple("7" for _ in line) for line in wanted)
    )
    made = mend(grid, [each])
    there = [row[left:] for row in rows[top : top + len(wanted)]] == wanted
    assert (bool(made.applied), bool(made.unmet)) == (there, not there)
    differing = {(r, c) for r, row in enumerate(made.grid.rows) for c, text in enumerate(row) if text != rows[r][c]}
    assert differing == (set(each.places) if there else set())
    assert made.printed == {(r, c): rows[r][c] for r, c in differing}

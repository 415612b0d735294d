"""What holds of reading whatever the sheet: on random sheets, and on one sheet drawn otherwise. All figures are
made up.
"""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curation.core.files import read_sheets
from curation.core.layouts import Layout
from curation.core.problems import Unreadable
from curation.core.sheets import Grid
from tests.curation.core.drawing import book, draw, known, read

WIDE = draw("""
    Fiscal Year 2018   | A-1 | F-1   | H-1B | Grand Total
    Africa
    Algeria            | 3   | 20    | 1    | 24
    Totals for Africa  | 3   | 20    | 1    | 24
    Asia
    Kazakhstan         | 12  | 1,178 | 30   | 1,220
    Kyrgyzstan         | 0   | 90    | 4    | 94
    Totals for Asia    | 12  | 1,268 | 34   | 1,314
    Grand Totals       | 15  | 1,288 | 35   | 1,338
""")
LONG = draw("""
    year | coo_name   | coo_iso | coa_name | coa_iso | procedure_type | app_type | dec_level | app_pc | applied
    2018 | Kazakhstan | KAZ     | Germany  | DEU     | G              | N        | FI        | P      | 120
    2018 | Kazakhstan | KAZ     | Germany  | DEU     | G              | A        | AR        | P      | 5
    2018 | Uzbekistan | UZB     | Sweden   | SWE     | G              | N        | FI        | P      | 33
    2019 | Uzbekistan | UZB     | Sweden   | SWE     | G              | N        | NA        | P      | 41
    2019 | Syria      | SYR     | Finland  | FIN     | G              | R        | FI        | P      | 700
""")
DEEP = draw("""
    Canada - Admissions of Permanent Residents by Country of Citizenship, January 2018 - February 2019
    Country of Citizenship | 2018 |     |          |            | 2019 |
                           | Q1   |     |          | 2018 Total | Q1   |
                           | Jan  | Feb | Q1 Total |            | Jan  | Feb
    Kazakhstan             | --   | 10  | 15       | 215        | 5    | 5
    Uzbekistan             | 0    | --  | 5        | 60         | --   | 10
    Total                  | 5    | 10  | 20       | 275        | 5    | 15
""")
DOWN = draw(
    """
    国籍  | 성별 | A1(외교) | D2(유학)
    카자흐스탄 | 남 | 1 | 20
    카자흐스탄 | 여 | 2 | 30
    키 르 기 즈 | 남 | 0 | 4
""".replace("国籍", "국적")
)
KINDS = {"wide": WIDE, "long": LONG, "deep": DEEP, "sexes": DOWN}
DECLARED = {"sexes": {"period": "2024-12-31"}}

WORDS = [
    "", "", "Kazakhstan", "Uzbekistan", "Asia", "Total", "Всего", "Country of citizenship", "Year", "2018",
    "FY2018", "Q1", "Jan",
    "5", "1,178", "0", "--", ":", "-", "x", "12.5", "F-1", "Work", "男", "Grand Total",
    "A,EMP,KZ,M3-5,PER,DE", "Source: 2024",
    "freq,reason,citizen,duration,unit,geo\\TIME_PERIOD", "No", "1", "2", "3", "b", "FI", "Peru", "count",
    "date", "2018-03-01", "12%",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6).map(lambda text: "" if text.isspace() else text))
SHEETS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=9)
)


def attempt(grid, *, everyone=False, **declared):
    """The sheet as read with its readings, or None where it is refused, which must be in words."""
    try:
        (sheet,) = read_sheets(book(grid), known(), declared=declared, everyone=everyone)
        return sheet, list(sheet.reader.readings())
    except Unreadable as refusal:
        assert str(refusal).endswith(".") and "\n" not in str(refusal)
        return None


def accounts_for_every_cell(grid, sheet, readings):
    reader = sheet.reader
    filled = sum(1 for row in grid.rows for cell in row if cell)
    assert (reader.filled, reader.read, reader.unaccounted) == (filled, len(readings), 0)
    assert sum(run.cells for run in reader.set_aside) == filled - len(readings)
    assert len({(r.row, r.column) for r in readings}) == len(readings)
    assert all(grid.rows[r.row][r.column] == r.printed for r in readings)


@settings(max_examples=300)
@given(SHEETS, st.booleans(), st.sampled_from(["", "2018"]))
def test_any_sheet_is_accounted_for_cell_by_cell_or_refused_in_words(rows, everyone, period):
    grid = Grid("S", rows, (), False)
    if read := attempt(grid, everyone=everyone, period=period):
        accounts_for_every_cell(grid, *read)


@settings(max_examples=300)
@given(st.sampled_from(sorted(KINDS)), st.booleans(), st.data())
def test_so_is_any_sheet_that_somebody_has_meddled_with(kind, everyone, data):
    grid = KINDS[kind]
    rows = [list(row) for row in grid.rows]
    for _ in range(data.draw(st.integers(1, 4))):
        r, c = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
        deed = data.draw(st.sampled_from(["write", "blank", "twice", "drop"]))
        if deed in ("write", "blank"):
            rows[r][c] = data.draw(TEXTS) if deed == "write" else ""
        elif deed == "twice":
            rows.insert(r, list(rows[r]))
        elif len(rows) > 1:
            del rows[r]
    meddled = replace(grid, rows=rows)
    if read := attempt(meddled, everyone=everyone, **DECLARED.get(kind, {})):
        accounts_for_every_cell(meddled, *read)


def said(grid, **how):
    """What a sheet says, wherever it stands in it."""
    ((_, readings),) = read(grid, **how)
    return Counter(reading[2:] for reading in readings)


@given(st.permutations(LONG.rows[1:]))
def test_the_order_of_the_rows_of_a_list_changes_nothing(rows):
    assert said(replace(LONG, rows=[LONG.rows[0], *rows])) == said(LONG)


@given(st.permutations(range(len(LONG.rows[0]))))
def test_nor_does_the_order_of_its_columns(columns):
    """The parts of a label stand in the order that the table's hints declare: `G / N / FI / P`, wherever they are."""
    assert said(replace(LONG, rows=[[row[c] for c in columns] for row in LONG.rows])) == said(LONG)


@given(st.permutations(range(1, 4)))
def test_nor_the_order_of_the_classes_of_a_wide_table(columns):
    columns = [0, *columns, 4]
    assert said(replace(WIDE, rows=[[row[c] for c in columns] for row in WIDE.rows])) == said(WIDE)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_nor_do_blank_rows_and_columns_before_and_between(kind, data):
    grid, above, before = KINDS[kind], data.draw(st.integers(0, 4)), data.draw(st.integers(0, 3))
    between = data.draw(st.integers(1, len(grid.rows[0])))
    rows = [[*[""] * before, *row[:between], "", *row[between:]] for row in grid.rows]
    wider = replace(grid, rows=[*[[""] * len(rows[0])] * above, *rows, [""] * len(rows[0])])
    assert said(wider, **DECLARED.get(kind, {})) == said(grid, **DECLARED.get(kind, {}))


@pytest.mark.parametrize("kind", KINDS)
@given(st.sampled_from(["{} ", " {}", "\u00a0{}", "{}\u3000"]))
def test_nor_do_blanks_around_what_cells_say(kind, around):
    """A text is kept as printed; what it says is the same."""
    grid = KINDS[kind]
    spaced = replace(grid, rows=[[around.format(cell) if cell else "" for cell in row] for row in grid.rows])
    assert sorted(r._replace(printed="") for r in read(spaced, **DECLARED.get(kind, {}))[0][1]) == sorted(
        r._replace(printed="") for r in read(grid, **DECLARED.get(kind, {}))[0][1]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_layout_goes_out_to_json_and_comes_back_the_same(kind):
    ((sheet, _),) = read(KINDS[kind], **DECLARED.get(kind, {}))
    assert Layout.from_json(sheet.layout.as_json()) == sheet.layout

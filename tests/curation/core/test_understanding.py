"""Little sheets in the publishers' layouts, and what is read of them. Their figures are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.layouts import Layout
from curation.core.problems import Unreadable
from tests.curation.core.drawing import cells, draw, drawn, read

NIV = """
Fiscal Year 2018 | F-1 | M-1 | Total Visas | BCC | Grand Total
Europe           |     |     |             |     |
France           | 3   | 1   | 4           | 0   | 4
Kazakhstan       | 7   | 0   | 7           | 2   | 9
Totals for Europe| 10  | 1   | 11          | 2   | 13
Grand Totals     | 10  | 1   | 11          | 2   | 13
"""


def test_classes_across_one_sheet_a_year():
    assert drawn(draw(NIV, name="FY18"), source="us-niv") == cells("""
        B4 | KAZ | USA | F-1 |  | FY2018 | 7
        C4 | KAZ | USA | M-1 |  | FY2018 | 0
        E4 | KAZ | USA | BCC |  | FY2018 | 2
    """)


def test_every_filled_cell_is_read_or_set_aside_with_a_reason():
    ((sheet, _readings),) = read(draw(NIV, name="FY18"), source="us-niv")
    reader = sheet.reader
    assert (reader.filled, reader.read, reader.set_aside_count, reader.unaccounted) == (31, 3, 28, 0)
    counted = {}
    for run in reader.set_aside:
        counted[run.reason] = counted.get(run.reason, 0) + run.cells
    assert counted == {"heading": 7, "section": 1, "out_of_scope": 6, "total": 14}


def test_printed_totals_are_held_against_the_sums():
    ((sheet, _readings),) = read(draw(NIV, name="FY18"), source="us-niv")
    assert {(total.printed, total.outcome) for total in sheet.reader.totals.found} == {
        (printed, "equal") for printed in ("7", "9", "10", "1", "11", "2", "13")
    }
    ((wrong, _readings),) = read(draw(NIV.replace("| 2   | 9", "| 2   | 8"), name="FY18"), source="us-niv")
    assert [(t.printed, t.lower, t.outcome) for t in wrong.reader.totals.found if t.outcome == "open" and t.origin] == [
        ("8", 9, "open")
    ]


def test_years_quarters_and_months_above_one_another():
    sheet = draw("""
        Canada - Admissions of Permanent Residents by Country of Citizenship, January 2015 - April 2023
        |
        Country of Citizenship | 2018 |    |    |          |            | 2019 |
                               | Q1   |    |    |          | 2018 Total | Q1   |
                               | Jan  | Feb| Mar| Q1 Total | 2018 Total | Jan  | Feb
        Kazakhstan             | 5    | -- | 0  | 10       | 1,200      | 15   | 20
        Total                  | 5    | -- | 0  | 10       | 1,200      | 15   | 20
        Source: IRCC, April 30, 2023
    """)
    assert drawn(sheet, source="ca-pr") == cells("""
        B6 | KAZ | CAN |  |  | 2018-01 | 5
        C6 | KAZ | CAN |  |  | 2018-02 | --
        D6 | KAZ | CAN |  |  | 2018-03 | 0
        E6 | KAZ | CAN |  |  | 2018-Q1 | 10
        F6 | KAZ | CAN |  |  | 2018 | 1,200
        G6 | KAZ | CAN |  |  | 2019-01 | 15
        H6 | KAZ | CAN |  |  | 2019-02 | 20
    """)


def test_one_row_a_number_with_its_columns_in_another_order():
    sheet = draw("""
        TOTAL | EN_COUNTRY_OF_CITIZENSHIP | EN_MONTH | EN_QUARTER | EN_YEAR | FR_MOIS
        15    | Kazakhstan                | Feb      | Q1         | 2018    | févr.
        --    | Uzbekistan                | Mar      | Q1         | 2018    | mars
        900   | France                    | Mar      | Q1         | 2018    | mars
    """)
    assert drawn(sheet, source="ca-imp") == cells("""
        A2 | KAZ | CAN |  |  | 2018-02 | 15
        A3 | UZB | CAN |  |  | 2018-03 | --
    """)


def test_a_key_joined_by_commas_in_a_tab_separated_file():
    sheet = draw(r"""
        freq,reason,citizen,duration,unit,geo\TIME_PERIOD | 2018 | 2019
        A,EDUC,KZ,M6-11,PER,DE | 5  | 10 b
        A,EDUC,KZ,Y_GE1,PER,DE | :  | 25
        A,EDUC,FR,Y_GE1,PER,DE | 15 | 20
    """)
    assert drawn(sheet, source="eu-resfirst") == cells("""
        B2 | KAZ | DEU | EDUC | duration=M6-11 | 2018 | 5
        C2 | KAZ | DEU | EDUC | duration=M6-11 | 2019 | 10 b
        B3 | KAZ | DEU | EDUC | duration=Y_GE1 | 2018 | :
        C3 | KAZ | DEU | EDUC | duration=Y_GE1 | 2019 | 25
    """)


def test_a_label_of_four_parts_keeps_the_text_na():
    sheet = draw("""
        year|coo_name  |coo|coo_iso|coa_name|coa|coa_iso|procedure_type|app_type|dec_level|app_pc|applied
        2018|Tajikistan|TJK|TJK    |Germany |GFR|DEU    |G             |N       |NA       |P     |1979
        2018|Tajikistan|TJK|TJK    |Germany |GFR|DEU    |G             |R       |RA       |P     |5
        2018|France    |FRA|FRA    |Germany |GFR|DEU    |G             |N       |NA       |P     |8
    """)
    assert drawn(sheet, source="unhcr-asylum") == cells("""
        L2 | TJK | DEU | G / N / NA / P |  | 2018 | 1979
        L3 | TJK | DEU | G / R / RA / P |  | 2018 | 5
    """)


@pytest.mark.parametrize(
    ("drawing", "source", "sentence"),
    [
        (
            "국적 | 성별 | A1(외교) | D2(유학)\n카자흐스탄 | 남성 | 1 | 5\n중국 | 남성 | 2 | 6",
            "kr-status",
            "declare the period",
        ),
        (
            "country | visa_type | count | date\nKazakhstan | IR1 | 3 | 2018-01-01\nKazakhstan | IR1 | 4 | 2018-01-01",
            "us-iv",
            "one number cannot be two",
        ),
        ("TIME | 2018 | 2019\nDenmark | 3 | 4\nGermany | 5 | 6", None, "declare the origin"),
        (NIV.replace("Fiscal Year 2018", "Nationality"), "us-niv", "does not look like table us-niv"),
        ("Notes\nNothing to count here", None, "no table of numbers"),
        (NIV.replace("| 7   | 0", "| seven | 0"), "us-niv", "neither a count nor a mark"),
        (NIV.replace("| 7   | 0", "| 7l | 0"), "us-niv", "neither a count nor a mark"),
        (NIV.replace("| 7   | 0", "| | 0"), "us-niv", "is blank beside other numbers of KAZ"),
        (
            "country | visa_type | count | date\nPeru | IR1 | 4 | 2018-01-01\nKazakhstan | IR1 | | 2018-01-01",
            "us-iv",
            "is blank beside other numbers of KAZ",
        ),
        (
            "country | visa_type | count | date\nKazakhstan | IR1 | 3 | 2018\nPeru | IR1 | 4 | 2018-01-01",
            "us-iv",
            "names no year, quarter or month",
        ),
    ],
)
def test_what_cannot_be_known_is_asked_for_in_a_sentence(drawing, source, sentence):
    with pytest.raises(Unreadable, match=sentence):
        found = read(draw(drawing, name="Sheet1"), source=source)
        for sheet, _readings in found:
            if sheet.reader.problems:
                raise Unreadable(sheet.reader.problems[0])


def test_a_place_nobody_knows_is_a_doubt_and_never_a_guess():
    ((sheet, readings),) = read(draw(NIV.replace("France", "Ruritania"), name="FY18"), source="us-niv")
    assert sheet.reader.unknown_places == {"Ruritania": "FY18!A3"}
    assert sheet.reader.unknown_counts["Ruritania"] == (1, 4)
    assert {reading.origin for reading in readings} == {"KAZ"}


def test_a_sheet_of_notes_beside_the_table_is_set_aside_whole():
    notes = draw("Notes\nTransliterated by hand", name="Notes")
    (niv, aside) = read(draw(NIV, name="FY18"), notes, source="us-niv")
    assert len(niv[1]) == 3 and "Notes" in aside[0].aside


def test_the_same_table_twice_in_one_workbook_is_not_added_up():
    with pytest.raises(Unreadable, match="declare which sheet"):
        read(draw(NIV, name="FY18"), draw(NIV, name="FY18 again"), source="us-niv")


def test_a_stored_layout_is_the_one_that_was_proposed():
    ((sheet, _readings),) = read(draw(NIV, name="FY18"), source="us-niv")
    assert Layout.from_json(sheet.layout.as_json()) == sheet.layout


rows = st.lists(
    st.tuples(st.sampled_from(["Kazakhstan", "France", "Uzbekistan", "Peru"]), st.sampled_from(["IR1", "DV1", "F11"]),
              st.integers(1, 12), st.integers(0, 999)),
    min_size=2, max_size=30, unique_by=lambda row: row[:3],
)  # fmt: skip


def sheet_of(lines):
    text = "\n".join(f"{place} | {label} | {count} | 2018-{month:02}-01" for place, label, month, count in lines)
    return draw(f"country | visa_type | count | date\nPeru | IR5 | 1 | 2018-01-01\n{text}")


@given(rows, st.randoms())
def test_the_order_of_rows_changes_no_reading(lines, order):
    mixed = list(lines)
    order.shuffle(mixed)
    said = [sorted(line[1:] for line in drawn(sheet_of(each), source="us-iv")) for each in (lines, mixed)]
    assert said[0] == said[1]


@given(rows)
def test_filled_is_read_and_set_aside_whatever_the_table(lines):
    ((sheet, readings),) = read(sheet_of(lines), source="us-iv")
    reader = sheet.reader
    assert reader.filled == reader.read + reader.set_aside_count == 4 * (len(lines) + 2)
    assert len(readings) == reader.read == sum(place in ("Kazakhstan", "Uzbekistan") for place, *_ in lines)

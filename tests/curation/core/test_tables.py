"""Hints of a source table: recognising its sheets, the roles of its columns, and declared corrections."""

import pytest

from curation.core.corrections import corrected
from curation.core.problems import Unreadable
from curation.core.tables import Hints, recognise, require, shared
from tests.curation.core.drawing import draw, drawn, known, read

NIV = draw("Fiscal Year 2018 | A-1 | Grand Total\nKazakhstan | 1 | 1")


@pytest.mark.parametrize(
    ("expects", "missing"),
    [
        ([["Fiscal Year ????", "Grand Total*"]], ""),
        ([["fiscal  year ????"], ["Nationality"]], ""),
        ([["Fiscal Year ??"]], "“Fiscal Year ??”"),
        ([["Nationality", "Visas", "F-1", "A-1"], ["A-1", "B-1"]], "“B-1”"),
        ([["[A-1]", "Grand.Total"]], "“[A-1]”, “Grand.Total”"),
    ],
)
def test_a_sheet_shows_what_its_table_expects_or_is_refused(expects, missing):
    hints = Hints("us-niv", {"expects": expects})
    assert recognise(NIV, {"us-niv": hints}) == ([] if missing else ["us-niv"])
    if missing:
        with pytest.raises(Unreadable) as refusal:
            require(NIV, hints)
        assert str(refusal.value) == (
            f"Sheet Sheet1 does not look like table us-niv: expected to find {missing} in its first 30 rows; "
            "check the source table you chose."
        )


def test_a_table_that_lacks_a_heading_is_told_from_one_that_has_it():
    tables = {code: known().tables[code] for code in ("kr-status", "kr-registered")}
    staying = draw("국적 | 성별 | A1(외교) | D1 | D2(유학)\n카자흐스탄 | 남 | 1 | 2 | 3")
    registered = draw("국적 | 성별 | D1 | D2\n카자흐스탄 | 남 | 1 | 2")
    assert (recognise(staying, tables), recognise(registered, tables)) == (["kr-status"], ["kr-registered"])


def test_four_canadian_tables_look_alike_and_read_alike():
    sheet = draw(
        "EN_YEAR | EN_QUARTER | EN_MONTH | EN_COUNTRY_OF_CITIZENSHIP | TOTAL\n2018 | Q1 | Jan | Kazakhstan | --"
    )
    found = recognise(sheet, known().tables)
    assert sorted(found) == ["ca-imp", "ca-pr-monthly", "ca-study-monthly", "ca-tfwp"]
    assert shared(found, known().tables).get("constants") == {"destination": "CAN"}
    ((_, (reading,)),) = read(sheet)
    assert (reading.destination, reading.period, reading.lower, reading.upper) == ("CAN", "2018-01", 1, 5)


def test_hints_say_the_role_and_the_order_of_columns():
    hints = Hints("", {"columns": [["coo_iso", "same"], ["coo*", "origin"], ["*", "note"]]})
    headings = ["COO_ISO ", "coo_name", "year"]
    assert [(hints.role_of(heading), hints.place_of(heading)) for heading in headings] == [
        ("same", 0),
        ("origin", 1),
        ("note", 2),
    ]


# Declared corrections: Japan's header, shifted by one column from its fifth heading on

HINTS = Hints(
    "jp-entries",
    {
        "corrections": [
            {
                "headings": ["performance"],
                "corrected": ["nursing", "performance", "short", "days15", "days90", "study"],
                "what": "The headings from the third column on stand one column too far left.",
                "why": "Only moved by one column do the two short stays add up to all short stays.",
                "guard": {"sum": ["days15", "days90"], "equals": "short"},
            }
        ]
    },
)
LINES = """
    Kazakhstan | 70 | 1 | 2 | 30 | 20 | 10 | 7
    Uzbekistan | 99 | 3 | 4 | 50 | 15 | 35 | 7
    Peru       | 0  | 0 | 0 | 0  | 0  | 0  | 0
"""
SHIFTED = draw(f"country | total | performance | short | days15 | days90 | study | study\n{LINES}")
MENDED = draw(f"country | total | nursing | performance | short | days15 | days90 | study\n{LINES}")


def test_a_shifted_header_is_moved_and_said():
    grid, corrections = corrected(SHIFTED, HINTS)
    assert grid.rows == MENDED.rows
    assert corrections == [
        {
            "sheet": "Sheet1",
            "cells": "C1:H1",
            "what": "The headings from the third column on stand one column too far left.",
            "why": "Only moved by one column do the two short stays add up to all short stays.",
        }
    ]


def test_one_that_the_publisher_has_mended_is_left_alone():
    assert corrected(MENDED, HINTS) == (MENDED, [])


@pytest.mark.parametrize(
    "lines",
    [LINES.replace("30", "31").replace("50", "51"), "Peru | 0 | 0 | 0 | 0 | 0 | 0 | 0"],
    ids=["nothing adds up", "nothing to add"],
)
def test_where_the_guard_holds_neither_way_the_file_is_another(lines):
    header = "country | total | performance | short | days15 | days90 | study | study"
    with pytest.raises(
        Unreadable, match="row 1: neither the headings as printed nor the declared correction make days15"
    ):
        corrected(draw(f"{header}\n{lines}"), HINTS)


def test_japans_own_correction_is_made_where_it_is_needed_and_only_there():
    """The real hints, on one line each way; the figures are made up."""
    (correction,) = known().tables["jp-entries"].get("corrections")
    before = ["year", "country", "total", *[f"status{number}" for number in range(13)]]
    counts = [3 * number for number in range(13 + len(correction["corrected"]))]
    short = 13 + correction["corrected"].index("short_term_stay")
    counts[short] = counts[short + 1] + counts[short + 2]
    line = ["2019", "Kazakhstan", "999", *map(str, counts)]
    printed = [*correction["corrected"][1:], "Special Permanent Resident"]
    for headings in (printed, correction["corrected"]):
        sheet = draw(f"{' | '.join(before + headings)}\n{' | '.join(line)}")
        said = {label: figure for *_, label, _, _, figure in drawn(sheet, source="jp-entries")}
        assert said["short_term_stay"] == str(counts[short])
        assert said["humanities_international_services"] == str(counts[13])

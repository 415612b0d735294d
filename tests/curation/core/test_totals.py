"""Printed totals beside our own sums. All figures are made up."""

import pytest

from curation.core.numbers import Notation
from curation.core.sums import judge, sum_of
from tests.curation.core.drawing import draw, read


def found(grid, **how):
    ((sheet, _),) = read(grid, **how)
    return [(t.what, t.printed, (t.lower, t.upper), t.outcome) for t in sheet.reader.totals.found]


def test_below_their_parts_and_for_all_of_them():
    sheet = draw("""
        Permits of 2019
        Country of citizenship | Work | Study
        Asia
        Kazakhstan             | 1    | 5
        Uzbekistan             | 2    | 6
        Totals for Asia        | 3    | 11
        Europe
        France                 | 4    | 7
        Totals for Europe      | 4    | 8
        Grand Totals           | 7    | 18
    """)
    assert found(sheet) == [
        ("Totals for Asia: the rows above", "3", (3, 3), "equal"),
        ("Totals for Asia: the rows above", "11", (11, 11), "equal"),
        ("Totals for Europe: the rows above", "4", (4, 4), "equal"),
        ("Totals for Europe: the rows above", "8", (7, 7), "open"),
        ("Grand Totals: the rows above", "7", (7, 7), "equal"),
        ("Grand Totals: the rows above", "18", (18, 18), "equal"),
    ]


def test_above_their_parts_as_in_japan_and_russia():
    """People of no country stand below the last region and are in no region's total, but in that of all."""
    sheet = draw("""
        Permits of 2019
        国籍・地域   | Work | Study
        総　数       | 10   | 18
        アジア       | 3    | 11
        カザフスタン | 1    | 5
        キルギス     | 2    | 6
        ヨーロッパ   | 4    | 7
        フランス     | 4    | 7
        無国籍       | 3    | 0
    """)
    assert found(sheet) == [
        ("総　数: the rows below", "10", (10, 10), "equal"),
        ("総　数: the rows below", "18", (18, 18), "equal"),
        ("アジア: the rows below", "3", (3, 3), "equal"),
        ("アジア: the rows below", "11", (11, 11), "equal"),
        ("ヨーロッパ: the rows below", "4", (4, 4), "equal"),
        ("ヨーロッパ: the rows below", "7", (7, 7), "equal"),
    ]


def test_a_region_of_zeros_above_its_countries_is_a_heading():
    """So the State Department prints Asia in fiscal year 2023."""
    sheet = draw("""
        Fiscal Year 2023 | A-1 | F-1 | Grand Total
        Asia             | 0   | 0   | 0
        Kazakhstan       | 1   | 5   | 6
        Totals for Asia  | 1   | 5   | 6
    """)
    assert {(what, outcome) for what, _, _, outcome in found(sheet)} == {
        ("Grand Total: the classes of row 3", "equal"),
        ("Totals for Asia: the rows above", "equal"),
    }


def test_regions_and_the_world_among_the_countries_are_totals_of_nothing_beside_them():
    """So the World Bank prints them, by alphabet."""
    sheet = draw("""
        Country Name | Country Code | Indicator Name | Indicator Code | 2018 | 2019
        Afghanistan  | AFG          | Population     | SP.POP.TOTL    | 10   | 11
        Arab World   | ARB          | Population     | SP.POP.TOTL    | 400  | 410
        Kazakhstan   | KAZ          | Population     | SP.POP.TOTL    | 20   | 21
        South Asia   | SAS          | Population     | SP.POP.TOTL    | 900  | 910
        Uzbekistan   | UZB          | Population     | SP.POP.TOTL    | 30   | 31
        World        | WLD          | Population     | SP.POP.TOTL    | 7000 | 7100
        Zimbabwe     | ZWE          | Population     | SP.POP.TOTL    | 40   | 41
    """)
    assert found(sheet) == []


def test_columns_add_up_what_stands_under_their_own_headings():
    sheet = draw("""
        Country of citizenship | 2018 |       |       | 2019 |       |
                               | Work | Study | Total | Work | Study | Total
        Kazakhstan             | 1    | 2     | 3     | 4    | 5     | 8
    """)
    assert found(sheet) == [
        ("Total: the classes of row 3", "3", (3, 3), "equal"),
        ("Total: the classes of row 3", "8", (9, 9), "open"),
    ]


def test_the_total_of_a_row_leaves_out_what_comes_after_it_and_parts_of_classes():
    """`BCC` is a class of its own, between `Total Visas` and `Grand Total`; short stays hold their own two parts."""
    visas = draw("Fiscal Year 2018 | A-1 | F-1 | Total Visas | BCC | Grand Total\nKazakhstan | 1 | 2 | 3 | 4 | 7")
    assert [outcome for *_, outcome in found(visas, source="us-niv")] == ["equal", "equal"]
    entries = draw("""
        year | country    | total | short_term_stay | short_term_15days_less | short_term_90days_less | training
        2019 | Kazakhstan | 15    | 10              | 4                      | 6                      | 5
        2019 | Peru       | 1     | 1               | 0                      | 1                      | 0
    """)
    assert [outcome for *_, outcome in found(entries)] == ["equal"]


def test_an_explained_total_says_why():
    sheet = draw("""
        Canada - Study permit holders by country of citizenship, January 2018 - December 2019
        Country of Citizenship | 2018 | 2019
        Kazakhstan             | 10   | 20
        Uzbekistan             | 100  | 200
        Total unique persons   | 90   | 220
    """)
    ((said, _),) = read(sheet, source="ca-study")
    assert [(t.outcome, t.explanation[:32]) for t in said.reader.totals.found] == [
        ("explained", "The publisher counts each person"),
        ("rounding", ""),
    ]


def test_a_year_and_a_quarter_are_held_against_their_months_where_all_of_them_are_there():
    """2019 has begun, and its total is the total of what nobody knows."""
    sheet = draw("""
        Country of citizenship | 2018 |     |     |          |     |     |     |          |     |     |     |          |     |     |     |          |            | 2019 |            |
                               | Q1   |     |     |          | Q2  |     |     |          | Q3  |     |     |          | Q4  |     |     |          | 2018 Total | Q1   |            | 2019 Total
                               | Jan  | Feb | Mar | Q1 Total | Apr | May | Jun | Q2 Total | Jul | Aug | Sep | Q3 Total | Oct | Nov | Dec | Q4 Total |            | Jan  | Q1 Total   |
        Kazakhstan             | 1    | 2   | 3   | 6        | 1   | 2   | 3   | 6        | 1   | 2   | 3   | 7        | 1   | 2   | 3   | 6        | 20         | 5    | 5          | 5
    """)  # noqa: E501
    ((said, _),) = read(sheet)
    totals = said.reader.totals.found
    assert [(t.period, t.printed, t.lower, t.parts, t.cells, t.outcome) for t in totals] == [
        ("2018-Q1", "6", 6, 3, "B4:D4", "equal"),
        ("2018-Q2", "6", 6, 3, "F4:H4", "equal"),
        ("2018-Q3", "7", 6, 3, "J4:L4", "open"),
        ("2018-Q4", "6", 6, 3, "N4:P4", "equal"),
        ("2018", "20", 24, 12, "B4:D4, F4:H4, J4:L4, N4:P4", "open"),
    ]


def test_what_is_hidden_may_be_enough_and_rounding_may_be_needed():
    """Of 10, 10 and a hidden one 20 needs the rounding, and 35 is beyond it."""
    sheet = draw("""
        Canada - Study permit holders by country of citizenship, January 2018 - January 2019
        Country of Citizenship | 2018 |     |     |          | 2019
                               | Q1   |     |     |          | Q1
                               | Jan  | Feb | Mar | Q1 Total | Jan
        Kazakhstan             | 10   | --  | --  | 15       | 5
        Uzbekistan             | 10   | 10  | --  | 20       | 5
        Tajikistan             | 10   | 10  | --  | 35       | 5
    """)
    ((said, _),) = read(sheet, source="ca-study")
    found = [(t.origin, t.least, t.most, t.lower, t.upper, t.hidden, t.outcome) for t in said.reader.totals.found]
    assert found == [
        ("KAZ", 12, 20, 10, 22, 2, "hidden"),
        ("UZB", 21, 25, 17, 29, 1, "rounding"),
        ("TJK", 21, 25, 17, 29, 1, "open"),
    ]


IRCC = Notation.from_hints({"marks": {"--": ["hidden", 1, 5]}, "within": 2})


@pytest.mark.parametrize(
    ("printed", "parts", "outcome"),
    [
        ("30", ["10", "20"], "rounding"),
        ("0", ["0", "0"], "equal"),
        ("15", ["10", "--"], "hidden"),
        ("60", ["10", "20"], "open"),
        ("--", ["--"], "hidden"),
        ("35", ["10", "--", ""], "open"),
    ],
)
def test_hidden_cells_and_rounding_leave_an_interval(printed, parts, outcome):
    assert judge(IRCC.read(printed), sum_of(map(IRCC.read, parts))) == outcome


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        (["1", "2"], (3, 3, 3, 3, 2, 0)),
        (["1", ":"], (1, 1, 1, 1, 1, 0)),
        (["1", ": c"], (1, None, 1, None, 2, 1)),
        ([], (0, 0, 0, 0, 0, 0)),
    ],
)
def test_a_sum_with_what_is_not_there(texts, total):
    notation = Notation.from_hints({"flags": "c"})
    assert sum_of(map(notation.read, texts)) == total

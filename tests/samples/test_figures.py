"""The sample figures are the publishers' own: every one, and no other."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import groupby

import pytest
from openpyxl.utils.cell import coordinate_to_tuple

WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d+")
FIVE = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
COMPARED = ["sheet", "cell", "origin", "destination", "label", "breakdown", "period", "printed"]


def test_how_many(figures):
    assert Counter(figure["source"] for figure in figures) == {
        "us-niv": 5 * 4 * 86,  # 83 classes, BCC and two totals; zeros included
        "us-iv": 1291,  # only what was issued is listed
        "ca-imp": 160,  # a month without permits has no row
        "ca-tfwp": 63,  # none at all for Tajikistan and Turkmenistan
        "ca-pr": 5 * 4 * 17,  # months, quarters, year
        "ca-study": 5 * 4 * 17,
        "jp-entries": 5 * 4 * 45,
        "unhcr-asylum": 499,
        "kr-status": 5 * 2 * 38,
        "wb-population": 5 * 10,
        "eu-asylum": 5 * 29,  # the Union and its 28 members
    }


def test_they_are_what_the_publisher_prints_at_that_address(source, figures, real_folder, read_file):
    """Whole equality: addresses, places, labels, periods and text as printed; none left out, none added."""
    ours = [figure for figure in figures if figure["source"] == source]
    (file,) = {figure["file"] for figure in ours}
    said = [tuple(figure[column] for column in COMPARED) for figure in ours]
    assert said == [tuple(found) for found in read_file(source, real_folder / file)]


def test_words_stand_where_they_say(words, real_folder, grids_of):
    wrong = [word for word in words if not word_stands(word, grids_of(real_folder / word["file"]))]
    assert wrong == []


def word_stands(word, sheets) -> bool:
    row, column = coordinate_to_tuple(word["cell"])
    printed = sheets[word["sheet"]][row - 1][column - 1]
    return printed.startswith(word["text"]) if word["word"] == "note" else printed == word["text"]


def test_one_cell_is_one_figure(figures):
    cells = Counter((figure["file"], figure["sheet"], figure["cell"]) for figure in figures)
    assert [cell for cell, times in cells.items() if times > 1] == []


def test_only_japans_doubled_heading_gives_a_key_twice(figures):
    keys = Counter(tuple(figure[column] for column in ["source", *COMPARED[2:-1]]) for figure in figures)
    twice = {(key[0], key[3]) for key, times in keys.items() if times > 1}
    assert twice == {("jp-entries", "technical_intern_training_num1b")}


def test_what_is_printed_is_a_whole_number_or_a_mark(figures):
    marks = Counter(
        (figure["source"], figure["printed"]) for figure in figures if not WHOLE.fullmatch(figure["printed"])
    )
    assert marks == {
        ("ca-imp", "--"): 107,
        ("ca-tfwp", "--"): 62,
        ("ca-pr", "--"): 65,
        ("ca-study", "--"): 137,
        ("jp-entries", "***"): 105,
    }


def test_totals_are_marked_as_such(figures):
    totals = {(figure["source"], figure["label"]) for figure in figures if figure["role"] == "total"}
    assert totals == {("us-niv", "Total Visas"), ("us-niv", "Grand Total"), ("jp-entries", "total")}
    assert {figure["role"] for figure in figures} == {"total", "value"}


def test_nonimmigrant_totals_are_the_sum_of_their_classes(figures):
    """And BCC, last column but one, is a class: it stands between the two totals."""
    for line in publishers_lines(figures, "us-niv"):
        *classes, total_visas, bcc, grand_total = map(int, printed(line))
        assert (sum(classes), total_visas + bcc) == (total_visas, grand_total)


def test_japans_totals_show_the_header_shifted_by_one(figures):
    """Under its own heading the short stay is not the sum of its parts; one column to the right it always is."""
    for line in publishers_lines(figures, "jp-entries"):
        total, *counts = [0 if text == "***" else int(text) for text in printed(line)]
        short_stay = [figure["label"] for figure in line].index("short_term_stay")  # its place in counts, shifted
        assert counts[short_stay] == counts[short_stay + 1] + counts[short_stay + 2]
        assert total == sum(counts) - counts[short_stay]


def publishers_lines(figures, source):
    ours = (figure for figure in figures if figure["source"] == source)
    by_line = groupby(ours, lambda figure: (figure["sheet"], coordinate_to_tuple(figure["cell"])[0]))
    return [list(line) for _, line in by_line]


def printed(line):
    return [figure["printed"] for figure in line]


def test_korean_residents_are_those_of_december_2024(figures, real_folder):
    """The file bears no date: its sums are those of one month, and only one, of the monthly file by nationality."""
    sums = Counter()
    for figure in figures:
        if figure["source"] == "kr-status":
            sums[figure["origin"]] += int(figure["printed"])
    assert sums == {"KAZ": 44549, "KGZ": 11784, "TJK": 3123, "TKM": 1204, "UZB": 94893}
    months = korean_months(real_folder / "kr-moj-datagokr/moj_foreign_resident_monthly_nationality_2026-07-01.csv")
    assert [month for month, residents in months.items() if residents == sums] == [("2024", "12")]


KOREAN = {
    "카자흐스탄": "KAZ",
    "키르기즈": "KGZ",
    "타지키스탄": "TJK",
    "투르크메니스탄": "TKM",
    "우즈베키스탄": "UZB",
}


def korean_months(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        months = {}
        for year, month, name, residents in csv.reader(file):
            if name in KOREAN:
                months.setdefault((year, month), {})[KOREAN[name]] = int(residents)
    return months


FISCAL_2018 = [f"2017-{month}" for month in (10, 11, 12)] + [f"2018-0{month}" for month in range(1, 10)]
IN_2019 = [f"2019-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("tables", "origin", "destination", "labels", "periods", "cells", "lower", "upper"),
    [
        (["us-niv"], "KAZ", "USA", ["F-1", "F-2", "M-1", "M-2"], ["FY2018"], 4, 1178 + 265 + 15 + 3, 1461),
        (["us-niv"], "UZB", "USA", ["H-", "L-"], ["FY2019"], 9, 85, 85),
        (["us-niv"], "KAZ", "USA", ["K-"], ["FY2016"], 4, 65, 65),
        (["us-niv"], "KAZ", "USA", ["K-"], ["FY2018"], 4, 59, 59),
        (["us-niv"], "KAZ", "USA", ["J-1"], ["FY2018"], 1, 2205, 2205),
        (["us-iv"], "KAZ", "USA", [""], FISCAL_2018, 140, 750, 750),
        (["ca-imp", "ca-tfwp"], "KAZ", "CAN", [""], IN_2019, 24, 230, 326),
        (["ca-imp", "ca-tfwp"], "TJK", "CAN", [""], IN_2019, 5, 5, 25),
        (["ca-pr"], "KAZ", "CAN", [""], ["2019"], 1, 398, 402),
        (["unhcr-asylum"], "TJK", "USA", ["G / N / IN / C"], ["2016"], 1, 109, 109),
        (["unhcr-asylum"], "TJK", "USA", ["G / N / EO / P"], ["2016"], 1, 19, 19),
        (["unhcr-asylum"], "KAZ", "KOR", [""], ["2019"], 1, 2236, 2236),
        (["unhcr-asylum"], "UZB", "CAN", [""], ["2019"], 1, 1, 5),
    ],
)
def test_worked_sums(figures, tables, origin, destination, labels, periods, cells, lower, upper):
    """The sums the project's rules are worked out on, from the cells that make them; hidden cells as intervals."""
    parts = [
        bounds(figure)
        for figure in figures
        if figure["source"] in tables
        and (figure["origin"], figure["destination"]) == (origin, destination)
        and figure["period"] in periods
        and figure["label"].startswith(tuple(labels))
    ]
    assert (len(parts), sum(low for low, _ in parts), sum(high for _, high in parts)) == (cells, lower, upper)


def bounds(figure) -> tuple[int, int]:
    """Canada's `--` is 1 to 5 and its numbers are rounded to 5; UNHCR's 5 stands for 1 to 5."""
    if figure["printed"] == "--" or (figure["source"], figure["printed"]) == ("unhcr-asylum", "5"):
        return 1, 5
    value, rounding = int(figure["printed"]), 2 if figure["source"].startswith("ca-") else 0
    return value - rounding, value + rounding


def test_no_family_visas_v_in_these_years(figures):
    """So that K alone is the nonimmigrant part of residence: the table of these years has no class V."""
    classes = {figure["label"] for figure in figures if figure["source"] == "us-niv"}
    assert {label for label in classes if label.startswith(("K", "V"))} == {"K-1", "K-2", "K-3", "K-4"}


def test_unhcr_has_no_row_for_japan(figures):
    rows = [figure for figure in figures if figure["source"] == "unhcr-asylum"]
    assert sorted({figure["origin"] for figure in rows}) == FIVE
    assert "JPN" not in {figure["destination"] for figure in rows}

"""What a person took headings, lines and sheets for. The little sheets' figures are made up."""

from dataclasses import replace

import pytest

from curation.core.looks import Look, look
from curation.core.tables import Hints
from curation.core.taken import Mistaken, check_taken, title_of
from tests.curation.core.drawing import draw, known

VISAS = """
    Fiscal Year 2018 | B-1 | F-1 | BCC | Grand Total
    Africa           |     |     |     |
    Algeria          |   7 |   8 |   0 |          15
    Totals for Africa|   7 |   8 |   0 |          15
    Asia             |     |     |     |
    Kazakhstan       |   1 |   2 |   3 |           6
    Tajikistan       |   4 |   5 |   6 |          15
    Grand Totals     |  12 |  15 |   9 |          36
"""


def looked(text: str, *taken: dict, source: str = "us-niv", name: str = "FY18", **declared: str) -> Look:
    """A sheet of a table as it would be read with some corrections of its layout; `plain` has no other hint."""
    hints = known().tables.get(source, Hints(source))
    tables = {source: replace(hints, data={**hints.data, "taken": list(taken)})}
    return look(draw(text, name=name), replace(known(), tables=tables), source, declared, data="of these cells")


def told(seen: Look) -> tuple[int, int, int]:
    assert seen.filled == seen.read + seen.set_aside + seen.unaccounted
    return seen.read, seen.counts["total"], seen.unaccounted


def test_as_it_is_proposed():
    assert told(looked(VISAS)) == (6, 12, 0)


@pytest.mark.parametrize(
    ("taken", "counts"),
    [
        ({"column": "BCC", "for": "total"}, (4, 14, 0)),
        ({"column": "bcc", "for": "note"}, (4, 12, 0)),
        ({"column": "BCC", "for": "out_of_scope"}, (4, 12, 0)),
        ({"column": "Grand*", "for": "value"}, (8, 10, 0)),
        ({"row": "Tajikistan", "for": "total"}, (3, 16, 0)),
        ({"row": "Tajikistan", "for": "out_of_scope"}, (3, 11, 0)),
        ({"row": "Kazakhstan", "for": "last"}, (3, 6, 0)),
        ({"row": "Tajikistan", "for": "first"}, (3, 6, 0)),
        ({"column": "BCC", "for": "total", "sheets": "FY17"}, (6, 12, 0)),
        ({"column": "BCC", "for": "total", "sheets": "FY*"}, (4, 14, 0)),
        ({"column": "BCC", "for": "total", "data": "of other cells"}, (6, 12, 0)),
        ({"column": "BCC", "at": "D", "for": "total"}, (4, 14, 0)),
        ({"column": "BCC", "at": "C", "for": "total"}, (6, 12, 0)),
    ],
)
def test_a_correction_moves_cells_from_one_role_to_another_and_loses_none(taken, counts):
    assert told(looked(VISAS, taken)) == counts


def test_the_last_that_fits_counts():
    total, value = {"column": "BCC", "for": "total"}, {"column": "BCC", "for": "value"}
    assert told(looked(VISAS, total, value)) == told(looked(VISAS))
    assert told(looked(VISAS, value, total)) == (4, 14, 0)


def test_a_column_of_figures_that_count_nobody_is_read_when_somebody_says_so():
    text = """
        Nationality | Code | 2018
        Kazakhstan  |    5 |   10
        Tajikistan  |    6 |   20
    """
    assert looked(text, source="plain").read == 2
    seen = looked(text, {"column": "Code", "for": "label"}, source="plain")
    assert (seen.read, seen.counts["label"]) == (2, 2)


def test_a_line_that_is_a_heading_though_it_holds_numbers():
    text = """
        Country    | Men  | Women
        No.        |   11 |    12
        Kazakhstan |    1 |     2
    """
    plain = looked(text, source="plain", name="Sheet1", period="2018")
    seen = looked(text, {"row": "No.", "for": "heading"}, source="plain", name="Sheet1", period="2018")
    assert (plain.layout.headings, seen.layout.headings) == ((0, 0), (0, 1))
    assert seen.layout.body == (2, 2)


def test_a_line_above_the_headings_that_is_none():
    text = """
        Number     | of visas
        Country    | 2018
        Kazakhstan | 1
    """
    seen = looked(text, {"row": "Number / of visas", "for": "note"}, source="plain")
    assert seen.layout.headings == (1, 1)
    assert seen.read == 1


def test_whence_whither_and_when_all_numbers_are():
    text = """
        Reason | Permits
        Work   | 5
    """
    origin, period = {"constant": "origin", "for": "KAZ"}, {"constant": "period", "for": "2018"}
    refused = looked(text, origin, source="plain", name="Sheet1")
    assert "declare the period" in refused.refusals[0]
    assert refused.unaccounted == refused.filled == 4
    assert told(looked(text, origin, period, source="plain", name="Sheet1")) == (1, 0, 0)


def test_a_label_that_looks_like_a_total_is_read_when_somebody_says_so():
    text = """
        Nationality | Status of residence | 2018
        Kazakhstan  | Total               |    3
        Kazakhstan  | Student             |    2
    """
    assert looked(text, source="plain").read == 1
    assert looked(text, {"row": "* / Total", "for": "value"}, source="plain").read == 1
    assert looked(text, {"row": "Total", "for": "value"}, source="plain").read == 2


def test_a_body_that_would_end_before_it_begins_is_refused_in_words():
    seen = looked(VISAS, {"row": "Tajikistan", "for": "first"}, {"row": "Kazakhstan", "for": "last"})
    assert "its first line of numbers is said to be row 7, below its last, row 6" in seen.refusals[0]


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (["Totals for Africa", "7", "8"], "Totals for Africa"),
        (["2018", "Q1", "Kazakhstan", "10"], "2018 / Q1 / Kazakhstan"),
        (["", "Europe", "", "5"], "Europe"),
        (["12", "13"], ""),
        (["", ""], ""),
    ],
)
def test_a_line_is_called_by_the_texts_it_begins_with(row, title):
    values = known().tables["us-niv"].notation.values
    assert title_of(row, values) == title


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ("column", "are a list"),
        ([{"column": "BCC"}], "is no correction of a layout"),
        ([{"column": "BCC", "for": "heading"}], "A column cannot be taken for “heading”"),
        ([{"row": "x", "for": "origin"}], "A row cannot be taken for “origin”"),
        ([{"constant": "label", "for": "x"}], "is nothing that holds for a sheet"),
        ([{"column": ["a", 1], "for": "value"}], "is no correction of a layout"),
        ([{"column": "a\0", "for": "value"}], "is no correction of a layout"),
        ([{"column": "a*" * 9, "for": "value"}], "is no correction of a layout"),
        ([{"column": "a", "for": "value", "else": "b"}], "is no correction of a layout"),
        ([{"column": "a", "for": "value"}] * 501, "at most 500"),
    ],
)
def test_what_is_no_correction_is_refused(entries, sentence):
    with pytest.raises(Mistaken, match=sentence):
        check_taken(entries)

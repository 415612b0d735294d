"""A place in a sheet taken for something, as a correction that is found again; or the sentence why it cannot be."""

import pytest

from curation.core.problems import Unreadable
from curation.core.proposals import propose
from curation.core.sights import Sight
from curation.core.tables import Hints
from curation.core.taken import Mistaken
from curation.core.taking import in_words, place_of, taking, with_corrections
from tests.curation.core.drawing import draw, known
from tests.curation.core.test_taken import VISAS

MONTHS = """
    Country    | 2018 |     |       | 2019 |     |
               | Jan  | Feb | Total | Jan  | Feb | Total
    Kazakhstan | 1    | 2   | 3     | 4    | 5   | 9
    Tajikistan | 1    | 2   | 3     | 4    | 5   | 9
"""
TITLED = """
    Citizens of Kazakhstan
    Kazakhstan
    Reason | 2018 | 2019
    Work   | 5    | 6
    Study  | 7    | 8
"""


def taken(text: str, place: str, role: str, source: str = "us-niv", name: str = "FY18"):
    grid, names, hints = draw(text, name=name), known().names, known().tables.get(source, Hints(source))
    sight = Sight(grid, names, hints)
    try:
        layout = propose(grid, names, hints)
    except Unreadable:
        layout = None
    return taking(sight, layout, place_of(place), role)


@pytest.mark.parametrize(
    ("place", "role", "entry"),
    [
        ("D", "total", {"column": "BCC", "for": "total"}),
        ("D1", "total", {"column": "BCC", "for": "total"}),
        ("E", "label", {"column": "Grand Total", "for": "value"}),
        ("A", "label", {"column": "Fiscal Year ????", "for": "label"}),
        ("A", "origin", {"column": "Fiscal Year ????", "for": "origin"}),
        ("A4", "note", {"row": "Totals for Africa", "for": "note"}),
        ("4", "out_of_scope", {"row": "Totals for Africa", "for": "out_of_scope"}),
        ("2", "heading", {"row": "Africa", "for": "heading"}),
        ("B6", "first", {"row": "Kazakhstan", "for": "first"}),
        ("A7:E7", "total", {"row": "Tajikistan", "for": "total"}),
    ],
)
def test_it_speaks_of_headings_and_first_texts(place, role, entry):
    assert taken(VISAS, place, role) == [entry]


def test_several_at_once():
    assert [entry["column"] for entry in taken(VISAS, "B:D", "note")] == ["B-1", "F-1", "BCC"]
    assert [entry["row"] for entry in taken(VISAS, "3:4", "note")] == ["Algeria", "Totals for Africa"]


def test_one_heading_of_many_of_the_same_text_is_told_by_those_above_it():
    assert taken(MONTHS, "D", "note", "plain") == [{"column": ["2018", "Total"], "for": "note"}]


def test_two_columns_under_one_heading_are_told_by_their_place():
    text = VISAS.replace("F-1", "B-1")
    assert taken(text, "C", "note") == [{"column": "B-1", "at": "C", "for": "note"}]


def test_what_stands_above_the_table_holds_for_the_sheet():
    assert taken(TITLED, "A2", "origin", "plain") == [{"constant": "origin", "for": "KAZ"}]


@pytest.mark.parametrize(
    ("place", "role", "sentence"),
    [
        ("C", "origin", "Column C names no place that is known here, such as “8”"),
        ("D", "period", "Column D cannot say when: “0” names no year, quarter or month."),
        ("A", "value", "Column A holds no number, so nothing in it can be counted."),
        ("B", "heading", "Column B is no line; headings are lines"),
        ("C6", "total", "C6: a number is what its column and its line say; take column C"),
        ("6", "origin", "A line is no origin; choose its column"),
        ("3", "value", "Line 3 is of Algeria, and CAMT counts the citizens of Kazakhstan"),
        ("2", "value", "Line 2 holds no number"),
        ("Z", "note", "Z lies outside of sheet FY18, which ends at E8."),
        ("8:400", "note", "8:400 lies outside of sheet FY18"),
        ("B", "king", "“king” is nothing a cell can be taken for"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(place, role, sentence):
    with pytest.raises(Mistaken) as refusal:
        taken(VISAS, place, role)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("text", ["", "1A", "CH1:", "A:1", "AAAA", "A0", "drop table"])
def test_what_is_no_place(text):
    with pytest.raises(Mistaken, match="is no place in a sheet"):
        place_of(text)


@pytest.mark.parametrize("text", ["CH", "12", "CH1", "B:D", "3:9", "B3:D9"])
def test_a_place_is_written_as_it_was_said(text):
    assert str(place_of(text)) == text


def test_a_later_correction_of_the_same_thing_stands_for_both():
    first, second = {"column": "BCC", "for": "total"}, {"column": "BCC", "for": "note"}
    other = {"row": "BCC", "for": "total"}
    assert with_corrections([first, other], [second]) == [other, second]


def test_in_words():
    assert in_words({"column": ["2018", "Total"], "for": "note"}) == "column “2018 / Total”: note"
    assert in_words({"row": "x", "for": "total", "sheets": "FY18"}) == "line “x”: printed total, sheets FY18"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.places import address, letters, named, number, parse_address


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (0, 0, "A1"),
        (129, 22, "W130"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (0, 701, "ZZ1"),
        (1_048_575, 16_383, "XFD1048576"),
    ],
)
def test_an_address_is_what_spreadsheets_write(row, column, text):
    assert address(row, column) == text
    assert parse_address(text) == (row, column)


@pytest.mark.parametrize("text", ["", "1A", "A0", "a1", "A-1", "$A$1", "A1:B2", "ABCD1", "W130 "])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="is no cell address such as W130"):
        parse_address(text)


@given(st.integers(0, 10**9))
def test_letters_and_numbers_of_columns_are_each_others_inverse(column):
    assert number(letters(column)) == number(letters(column).lower()) == column


def test_several_cells_are_named_by_the_first():
    assert named(["B1"]) == "cell B1"
    assert named(["B1", "C1", "D1"]) == "cell B1 and 2 more"

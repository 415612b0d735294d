from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.printed import Texts, printed
from curation.core.problems import Unreadable


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1178.0, "1178"),
        (1178, "1178"),
        (0.24, "0.24"),
        (-5.0, "-5"),
        (-0.0, "0"),
        (1e22, "10000000000000000000000"),
        (12345678901234567890, "12345678901234567890"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (False, "FALSE"),
        (" F-1 ", " F-1 "),
        (date(2018, 3, 1), "2018-03-01"),
        (datetime(2018, 3, 1), "2018-03-01"),
        (datetime(2018, 3, 1, 12, 30), "2018-03-01T12:30:00"),
        (time(9, 5), "09:05:00"),
        (timedelta(days=1, hours=12), "36:00:00"),
        (-timedelta(minutes=90), "-01:30:00"),
    ],
)
def test_a_value_is_printed_as_a_person_would_write_it(value, text):
    assert printed(value) == text


@given(st.floats(allow_nan=False))
def test_no_number_is_changed_by_printing_it(number):
    assert float(printed(number)) == number


@given(st.lists(st.one_of(st.text(), st.integers(-3, 3), st.floats(-3, 3), st.booleans())))
def test_a_row_of_numbers_stands_for_its_texts(values):
    texts = Texts(longest=100)
    assert [texts.all[number] for number in texts.row(values, "S", 1)] == [printed(value) for value in values]


def test_a_blank_is_nought_and_a_text_too_long_is_refused():
    texts = Texts(longest=3)
    assert texts.row(["", "abc", ""], "S", 1) == [0, 1, 0]
    with pytest.raises(Unreadable, match="Sheet “S”, row 7 holds a cell of 4 characters and a cell may have 3"):
        texts.row(["abcd"], "S", 7)

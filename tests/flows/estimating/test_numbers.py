"""How results are written: digits, marks, intervals, in both languages."""

from math import inf, nan

import pytest
from django.utils import translation

from flows.estimating.numbers import decimal, interval, places, signed


@pytest.mark.parametrize(
    ("numbers", "digits"),
    [
        ([200, 130.0, -70], 0),
        ([-21.2121, 23.0769], 3),
        ([62_776.9, 0.5], 0),
        ([-235.373, -8_934.7], 1),
        ([0.259, 0.5], 4),
        ([0.000_012], 4),
        ([nan, 3.5], 4),
        ([nan], 0),
        ([], 0),
    ],
)
def test_a_column_has_about_five_digits(numbers, digits):
    assert places(numbers) == digits


@pytest.mark.parametrize(
    ("value", "digits", "english", "russian"),
    [
        (-1833.0, 0, "−1,833", "−1\u202f833"),
        (21.212, 3, "21.212", "21,212"),
        (1234567.25, 1, "1,234,567.2", "1\u202f234\u202f567,2"),
        (-0.001, 2, "0.00", "0,00"),
    ],
)
def test_a_number_in_both_languages(value, digits, english, russian):
    assert decimal(value, digits) == english
    with translation.override("ru"):
        assert decimal(value, digits) == russian


@pytest.mark.parametrize(
    ("value", "said"), [(1500.4, "+1,500"), (-3.0, "−3"), (0.0, "0"), (0.3, "0")], ids=["more", "less", "zero", "none"]
)
def test_a_change_has_its_sign(value, said):
    assert signed(value, 0) == said


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        (230, 326, "230 to 326"),
        (65, inf, "at least 65"),
        (-inf, 12, "at most 12"),
        (-inf, inf, ""),
        (5, 5, "5"),
    ],
)
def test_bounds(lower, upper, said):
    assert interval(lower, upper, 0) == said

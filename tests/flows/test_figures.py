"""How numbers, intervals and years are written in both languages."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from flows import figures


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [(None, "", ""), (0, "0", "0"), (999, "999", "999"), (1461, "1,461", "1\u202f461"),
     (-1234567, "−1,234,567", "−1\u202f234\u202f567")],
)  # fmt: skip
def test_numbers(value, english, russian):
    assert figures.number(value) == english
    with translation.override("ru"):
        assert figures.number(value) == russian


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_number_says_every_digit_and_nothing_else(value):
    for language, mark in (("en", ","), ("ru", "\u202f")):
        with translation.override(language):
            written = figures.number(value)
        assert int(written.replace(mark, "").replace("\u2212", "-")) == value


@pytest.mark.parametrize(
    ("lower", "upper", "english", "russian"),
    [
        (230, 326, "230 to 326", "230–326"),
        (5, 5, "5", "5"),
        (1065, None, "at least 1,065", "не менее 1\u202f065"),
        (0, None, "at least 0", "не менее 0"),
        (None, -40, "at most −40", "не более −40"),
        (None, None, "", ""),
        (-50, -20, "−50 to −20", "от −50 до −20"),
        (-5, 20, "−5 to 20", "от −5 до 20"),
    ],
)
def test_intervals(lower, upper, english, russian):
    assert figures.interval(lower, upper) == english
    with translation.override("ru"):
        assert figures.interval(lower, upper) == russian


def test_an_interval_is_written_as_its_numbers_are():
    assert figures.interval(188, 201, figures.percent) == "18.8\u00a0% to 20.1\u00a0%"
    assert figures.interval(3, 4, lambda value: "few") == "few"


@pytest.mark.parametrize(
    ("value", "lower", "upper", "figure", "bounds"),
    [
        (1461, 1461, 1461, "1,461", ""),
        (400, 398, 402, "400", "398 to 402"),
        (0, 0, 0, "0", ""),
        (None, 230, 326, "230 to 326", "230 to 326"),
        (None, 65, None, "at least 65", "at least 65"),
    ],
)
def test_a_row_says_its_value_or_what_is_known_of_it(value, lower, upper, figure, bounds):
    row = SimpleNamespace(value=value, lower=lower, upper=upper)

    assert (figures.figure(row), figures.bounds(row)) == (figure, bounds)


@pytest.mark.parametrize(
    ("year", "basis", "short", "english", "russian"),
    [
        (2018, "us_fiscal", "FY2018", "fiscal year 2018", "финансовый год 2018"),
        (2018, "calendar", "2018", "2018", "2018"),
    ],
)
def test_years_say_their_basis(year, basis, short, english, russian):
    assert (figures.short_year(year, basis), figures.long_year(year, basis)) == (short, english)
    with translation.override("ru"):
        assert (figures.short_year(year, basis), figures.long_year(year, basis)) == (short, russian)


def test_days():
    assert figures.day(date(2026, 11, 20)) == "20 November 2026"
    with translation.override("ru"):
        assert figures.day(date(2026, 11, 20)) == "20 ноября 2026 г."


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(words, said):
    assert figures.listed(words) == said

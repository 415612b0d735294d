"""Texts of cells to counts, as publishers print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core.numbers import NOT_APPLICABLE, Notation, count, is_countlike

IRCC = Notation.from_hints({"marks": {"--": ["hidden", 1, 5]}, "within": 2, "exact_zero": True})
EUROSTAT = Notation.from_hints({"marks": {":": ["missing"]}, "within": 2, "exact_zero": False, "flags": "bcdepu"})
UNHCR = Notation.from_hints({"stands_for": {"5": [1, 5]}})
ROSSTAT = Notation.from_hints({"marks": {"-": ["none"]}})
PLAIN = Notation.from_hints({})


@pytest.mark.parametrize(
    ("notation", "text", "value", "lower", "upper", "status"),
    [
        (PLAIN, "1178", 1178, 1178, 1178, "normal"),
        (PLAIN, "646,913", 646913, 646913, 646913, "normal"),
        (PLAIN, "4506 ", 4506, 4506, 4506, "normal"),
        (PLAIN, "1\u202f461", 1461, 1461, 1461, "normal"),
        (PLAIN, "1\u00a0461", 1461, 1461, 1461, "normal"),
        (PLAIN, "１２３", 123, 123, 123, "normal"),
        (PLAIN, "1,178.00", 1178, 1178, 1178, "normal"),
        (PLAIN, "1’178", 1178, 1178, 1178, "normal"),
        (PLAIN, "1178¹", 1178, 1178, 1178, "normal"),
        (PLAIN, "1 178 *", 1178, 1178, 1178, "normal"),
        (PLAIN, "…", None, None, None, "missing"),
        (PLAIN, "‐‐", None, 0, None, "suppressed"),
        (PLAIN, "0", 0, 0, 0, "normal"),
        (IRCC, "1,200", 1200, 1198, 1202, "normal"),
        (IRCC, "5", 5, 3, 7, "normal"),
        (IRCC, "0", 0, 0, 0, "normal"),
        (IRCC, "--", None, 1, 5, "suppressed"),
        (EUROSTAT, "548697 b", 548697, 548695, 548699, "break"),
        (EUROSTAT, "3,095d", 3095, 3093, 3097, "normal"),
        (EUROSTAT, "0", 0, 0, 2, "normal"),
        (EUROSTAT, ":", None, None, None, "missing"),
        (EUROSTAT, ": c", None, 0, None, "suppressed"),
        (UNHCR, "5", 5, 1, 5, "normal"),
        (UNHCR, "6", 6, 6, 6, "normal"),
        (ROSSTAT, "-", 0, 0, 0, "normal"),
    ],
)
def test_a_number_its_mark_or_its_flag(notation, text, value, lower, upper, status):
    assert notation.read(text)[:4] == (value, lower, upper, status)


def test_a_class_that_did_not_exist_hides_nothing():
    read = Notation.from_hints({"marks": {"***": ["did_not_exist"]}}).read("***")
    assert (read.value, read.lower, read.upper, read.flag) == (None, 0, 0, NOT_APPLICABLE)


@pytest.mark.parametrize(
    "text",
    [
        "12,5",
        "F-1",
        "H1B",
        "-5",
        "1,23,456",
        "12 34",
        "5%",
        "",
        "one",
        "1/2",
        "9" * 60,
        "2l",
        "2s",
        "7 e",
        "117O",
        "1.2E+05",
        "0047",
        "½",
        "1½",
        "5 persons",
        "< 5",
    ],
)
def test_what_is_no_count_is_never_made_into_one(text):
    read = PLAIN.read(text)
    assert read is None or not isinstance(read.value, int)


@pytest.mark.parametrize(
    ("texts", "countlike"),
    [
        (["1178", "-5", "−5", "+7", "12,5", "1 178", "50%", "0047"], True),
        (["2018-05-01", "2018-05-01 00:00:00", "01.05.2018", "5/1/18", "May-18", "18-May", "1-Sep-2019"], True),
        (["-", "..", "x", "n/a"], True),
        (["May", "5-9", "2018-2019", "IMP-21", "H-1B", "D2", "about 5", ""], False),
    ],
)
def test_what_may_stand_where_a_count_should(texts, countlike):
    assert {text: is_countlike(text) for text in texts} == dict.fromkeys(texts, countlike)


@pytest.mark.parametrize(("text", "number"), [("0.24", Decimal("0.24")), ("1.234", Decimal("1.234"))])
def test_a_number_that_is_not_whole_stays_so(text, number):
    assert count(text) == number


@given(
    st.integers(0, 10**9), st.sampled_from(["", " ", "\u00a0", "\u202f", "  "]), st.sampled_from(["", " ", "\u3000"])
)
def test_spaces_never_change_a_count(number, before, after):
    assert PLAIN.read(f"{before}{number}{after}").value == number


@given(st.integers(1_000, 10**9), st.sampled_from(",  \u00a0\u202f"))
def test_thousands_separators_never_change_a_count(number, separator):
    assert PLAIN.read(f"{number:,}".replace(",", separator)).value == number

"""Indicators of a cube of numbers: hand-reckoned results, bounds, reasons, and laws. All figures are made up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core import indicators
from flows.core.cubes import STATUSES, Cube, Names
from flows.core.estimates.figures import Figures
from flows.core.indicators import Asked

ORIGINS, DESTINATIONS = ["KAZ", "TJK"], ["CAN", "USA"]
NOTHING = "nothing"  # neither a number nor a reason why there is none


def cube(table, years=(2018,), destinations=DESTINATIONS, categories=("work",)):
    """Of {(origin, destination, year): a number, (value, lower, upper), (number, status), or None for a gap}."""
    origins = sorted({key[0] for key in table})
    shape = len(origins), len(destinations), len(categories), len(years)
    value, lower, upper = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.inf)
    status = np.full(shape, STATUSES.index("missing"), np.int8)
    for (origin, destination, year), said in table.items():
        place = origins.index(origin), list(destinations).index(destination), 0, list(years).index(year)
        number, word = said if isinstance(said, tuple) and isinstance(said[1], str) else (said, "normal")
        if number == NOTHING or number is None:
            status[place] = 0 if number == NOTHING else status[place]
            continue
        one, low, high = number if isinstance(number, tuple) else (number, number, number)
        value[place] = np.nan if one is None else one
        lower[place], upper[place] = low, np.inf if high is None else high
        status[place] = STATUSES.index("partial" if one is None else word)
    return Cube(Names(origins, list(destinations), list(categories), list(years)), Figures(value, lower, upper), status)


WHOLE = cube({("KAZ", "CAN", 2018): 30, ("KAZ", "USA", 2018): 10, ("TJK", "CAN", 2018): 20, ("TJK", "USA", 2018): 40})
HALF = cube({("KAZ", "CAN", 2018): 30, ("KAZ", "USA", 2018): (None, 5, 10), ("TJK", "CAN", 2018): (20, 18, 22),
             ("TJK", "USA", 2018): None})  # fmt: skip


def told(reckoned):
    """{codes and year: (value, lower, upper, note)}, rounded, None where there is none."""
    found = {}
    for line in range(len(reckoned.lines.there)):
        for at, year in enumerate(reckoned.lines.years):
            if reckoned.lines.there[line, at]:
                note = indicators.NOTES[reckoned.notes[line, at]]
                ends = (each[line, at] for each in reckoned.result)
                said = (round(float(each), 4) if np.isfinite(each) else None for each in ends)
                found["-".join([*reckoned.lines.codes(line).values(), str(year)])] = (*said, note)
    return found


def exact(value):
    return value, value, value, ""


# --- Reckoned by hand -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "by", "expected"),
    [
        (indicators.share_of_all, "corridor", [0.3, 0.1, 0.2, 0.4]),
        (indicators.share_of_all, "origin", [0.4, 0.6]),
        (indicators.share_of_all, "destination", [0.5, 0.5]),
        (indicators.destination_mix, "corridor", [0.75, 0.25, 0.3333, 0.6667]),
        (indicators.origin_mix, "corridor", [0.6, 0.2, 0.4, 0.8]),
        (indicators.rank, "corridor", [2, 4, 3, 1]),
        (indicators.rank, "destination", [1, 1]),
        (indicators.hhi, "origin", [0.625, 0.5556]),
        (indicators.effective_number, "destination", [1.9231, 1.4706]),
        (indicators.inequality, "origin", [0.25, 0.1667]),
        (indicators.intensity, "corridor", [1.5, 0.5, 0.6667, 1.3333]),
    ],
)
def test_a_whole_table(indicator, by, expected):
    found = told(indicator(WHOLE, Asked(by)))
    assert list(found.values()) == [exact(each) for each in expected]


def test_a_table_with_hidden_and_missing_numbers():
    """Of TJK to USA nothing is known: whatever sums it has no upper bound, and no value."""
    assert told(indicators.destination_mix(HALF, Asked("corridor"))) == {
        "KAZ-CAN-2018": (None, 0.75, 0.8571, indicators.TOTAL),
        "KAZ-USA-2018": (None, 0.1429, 0.25, indicators.HIDDEN),
        "TJK-CAN-2018": (None, None, None, indicators.TOTAL),
        "TJK-USA-2018": (None, None, None, indicators.NUMBER),
    }
    assert told(indicators.rank(HALF, Asked("corridor"))) == {
        "KAZ-CAN-2018": exact(1),
        "KAZ-USA-2018": exact(3),
        "TJK-CAN-2018": exact(2),
        "TJK-USA-2018": (None, None, None, indicators.NUMBER),
    }
    assert told(indicators.hhi(HALF, Asked("origin")))["KAZ-2018"] == (
        None, 0.5829, 0.7972, indicators.HIDDEN)  # fmt: skip # squares of the least shares, and of the most


PEOPLE = {("KAZ", 2018): 20_000, ("TJK", 2018): 10_000}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("corridor", [1.5, 0.5, 2, 4]),
        ("origin", [2, 6]),
        ("destination", [1.6667, 1.6667]),
        ("category", [3.3333]),
    ],
)
def test_rates_by_1000_of_the_origins_people(by, expected):
    found = told(indicators.rate(WHOLE, Asked(by, PEOPLE)))
    assert list(found.values()) == [exact(each) for each in expected]


def test_rates_of_hidden_numbers_and_of_nobody():
    people = {**PEOPLE, ("KAZ", 2018): 0}
    assert told(indicators.rate(HALF, Asked("corridor", PEOPLE))) == {
        "KAZ-CAN-2018": exact(1.5),
        "KAZ-USA-2018": (None, 0.25, 0.5, indicators.HIDDEN),
        "TJK-CAN-2018": (2, 1.8, 2.2, ""),
        "TJK-USA-2018": (None, None, None, indicators.NUMBER),
    }
    assert told(indicators.rate(WHOLE, Asked("corridor", people)))["KAZ-CAN-2018"][3] == indicators.NOBODY
    assert told(indicators.rate(WHOLE, Asked("corridor")))["KAZ-CAN-2018"] == (
        None, None, None, indicators.POPULATION)  # fmt: skip


YEARS = (2016, 2017, 2018, 2019)
COURSE = cube(
    {
        ("KAZ", "CAN", 2016): 100, ("KAZ", "CAN", 2017): 150, ("KAZ", "CAN", 2018): (120, "break"),
        ("KAZ", "CAN", 2019): 60, ("TJK", "CAN", 2016): NOTHING, ("TJK", "CAN", 2017): 0,
        ("TJK", "CAN", 2018): 12, ("TJK", "CAN", 2019): (None, 6, 18),
    },
    YEARS,
    ["CAN"],
)  # fmt: skip


def test_over_the_years_nothing_is_compared_across_a_break():
    assert told(indicators.change(COURSE, Asked("corridor"))) == {
        "KAZ-CAN-2016": (None, None, None, indicators.BEFORE),
        "KAZ-CAN-2017": exact(0.5),
        "KAZ-CAN-2018": (None, None, None, indicators.BREAK),
        "KAZ-CAN-2019": exact(-0.5),
        "TJK-CAN-2017": (None, None, None, indicators.BEFORE),
        "TJK-CAN-2018": (None, None, None, indicators.BEFORE_ZERO),
        "TJK-CAN-2019": (None, -0.5, 0.5, indicators.HIDDEN),
    }
    assert told(indicators.index(COURSE, Asked("corridor"))) == {
        "KAZ-CAN-2016": exact(100),
        "KAZ-CAN-2017": exact(150),
        "KAZ-CAN-2018": (None, None, None, indicators.BREAK),
        "KAZ-CAN-2019": (None, None, None, indicators.BREAK),
        "TJK-CAN-2017": (None, None, None, indicators.BASE_ZERO),
        "TJK-CAN-2018": (None, None, None, indicators.BASE_ZERO),
        "TJK-CAN-2019": (None, None, None, indicators.HIDDEN),
    }
    assert told(indicators.index(COURSE, Asked("corridor", base=2018)))["KAZ-CAN-2019"] == exact(50)
    assert told(indicators.growth(COURSE, Asked("corridor", base=2016)))["KAZ-CAN-2017"] == exact(0.5)
    assert told(indicators.growth(COURSE, Asked("corridor", base=2016)))["KAZ-CAN-2016"][3] == indicators.NO_TIME


def test_sums_of_other_places_are_not_compared():
    """In 2016 the sum is of KAZ alone, later of both."""
    found = told(indicators.change(COURSE, Asked("destination")))
    assert [note for *_numbers, note in found.values()] == [
        indicators.BEFORE, indicators.PARTS, indicators.BREAK, indicators.HIDDEN,
    ]  # fmt: skip


def test_equals_share_a_rank_and_what_overlaps_has_none():
    lower, upper = np.array([10.0, 10, 3, 1]), np.array([10.0, 10, 5, 4])
    best, worst = indicators.ranks(lower, upper)
    assert (best.tolist(), worst.tolist()) == ([1, 1, 3, 3], [1, 1, 4, 4])


def test_every_reason_has_a_word():
    from flows.indicators.words import WORDS

    assert {"", *WORDS} == set(indicators.NOTES)


# --- Laws -------------------------------------------------------------------------------------------------------------

counts = st.integers(0, 500)
numbers = st.one_of(counts, st.tuples(counts, counts).map(lambda ends: (None, min(ends), max(ends))))
tables = st.lists(numbers, min_size=6, max_size=6)
whole_tables = st.lists(counts, min_size=6, max_size=6)


def of(six):
    places = [(origin, destination, 2018) for origin in ("KAZ", "KGZ", "TJK") for destination in DESTINATIONS]
    return cube(dict(zip(places, six, strict=True)))


@given(whole_tables)
def test_shares_sum_to_one(six):
    for indicator, axis in (
        (indicators.share_of_all, (0, 1)),
        (indicators.destination_mix, 1),
        (indicators.origin_mix, 0),
    ):
        value = indicator(of(six), Asked("corridor")).result.value.reshape(3, 2)
        sums = value.sum(axis)
        assert np.all(np.isnan(sums) | np.isclose(sums, 1))


@given(tables)
def test_a_whole_lies_between_the_sums_of_its_bounds(six):
    result = indicators.share_of_all(of(six), Asked("corridor")).result
    lower, upper = (np.where(np.isfinite(each), each, end) for each, end in zip(result[1:], (0, 1), strict=True))
    assert lower.sum() <= 1 + 1e-9
    assert upper.sum() >= 1 - 1e-9


@given(tables)
def test_bounds_hold_the_value(six):
    for indicator in (indicators.share_of_all, indicators.destination_mix, indicators.rank, indicators.intensity):
        value, lower, upper = indicator(of(six), Asked("corridor")).result
        assert np.all(np.isnan(value) | (lower <= value + 1e-9) & (value <= upper + 1e-9))


@given(whole_tables)
def test_concentration_lies_between_alike_and_one(six):
    for by, parts in (("origin", 2), ("destination", 3)):
        value = indicators.hhi(of(six), Asked(by)).result.value
        assert np.all(np.isnan(value) | (value >= 1 / parts - 1e-9) & (value <= 1 + 1e-9))


@given(whole_tables)
def test_doubling_all_numbers_leaves_shares_and_doubles_rates(six):
    once, twice = of(six), of([2 * number for number in six])
    for indicator in (indicators.share_of_all, indicators.hhi, indicators.intensity, indicators.rank):
        by = Asked("origin" if indicator is indicators.hhi else "corridor")
        one, other = (indicator(each, by).result.value for each in (once, twice))
        assert np.allclose(one, other, equal_nan=True)
    people = Asked("corridor", {(origin, 2018): 1000 for origin in ("KAZ", "KGZ", "TJK")})
    one, other = (indicators.rate(each, people).result.value for each in (once, twice))
    assert np.allclose(2 * one, other)


@given(st.lists(counts, min_size=4, max_size=4))
def test_the_index_is_100_in_its_base_year(four):
    years = cube({("KAZ", "CAN", year): number for year, number in zip(YEARS, four, strict=True)}, YEARS, ["CAN"])
    for base in YEARS:
        found = told(indicators.index(years, Asked("corridor", base=base)))[f"KAZ-CAN-{base}"]
        assert found == exact(100) or four[YEARS.index(base)] == 0

"""Numbers now and then. The American study visas with and without J are real (samples/figures.csv); else made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.changes import Figure
from flows.core.effects import Series, Told, places, series_of
from flows.core.pairs import Pair, Span, added, together
from flows.core.records import Key
from tests.flows.core.test_sentences import FIVE, NOW, WITH_J, YEARS


def whole(number):
    return Figure(number, number, number, "normal")


def between(lower, upper):
    return Figure(None, lower, upper, "partial")


def study(table):
    return {
        Key(origin, "USA", year, "study", "visas_issued"): Told("us_fiscal", "", whole(value))
        for origin, values in table.items()
        for year, value in zip(YEARS, values, strict=True)
    }


@pytest.fixture
def picture():
    [series] = series_of(study(NOW), study(WITH_J))
    return series


# The figures of the picture


def test_the_sums_of_the_picture(picture):
    assert len(picture.moved) == 20
    assert (picture.whole().before.value, picture.whole().after.value) == (9_926, 26_528)
    assert picture.whole().change == Span(16_602, 16_602)
    assert [picture.of_year(year).after.value for year in YEARS] == [6_278, 6_966, 6_379, 6_905]
    assert [(picture.of_origin(origin).before.value, picture.of_origin(origin).after.value) for origin in FIVE] == [
        (5_802, 15_321), (894, 2_753), (692, 1_566), (840, 1_420), (1_698, 5_468),
    ]  # fmt: skip


def test_the_factors_of_the_picture(picture):
    assert picture.whole().tenfold == 27
    assert [picture.of_origin(origin).tenfold for origin in FIVE] == [26, 31, 23, 17, 32]


@pytest.mark.parametrize(
    ("year", "moved"),
    [
        (2016, {"TKM": (3, 5), "KGZ": (5, 3)}),
        (2017, {"TKM": (3, 4), "TJK": (4, 5), "KGZ": (5, 3)}),
        (2018, {"TKM": (4, 5), "TJK": (5, 4)}),
        (2019, {}),
    ],
)
def test_the_ranks_of_the_picture(picture, year, moved):
    ranks = picture.ranks(year)
    assert {rank.origin: rank[1:] for rank in ranks if rank.moved} == moved
    assert [rank.before for rank in ranks] == [1, 2, 3, 4, 5]


# What is not whole


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (whole(330), between(331, 335), Span(1, 5)),  # a hidden cell comes
        (between(331, 335), whole(330), Span(-5, -1)),  # and goes
        (between(230, 326), between(330, 426), Span(100, 100)),  # what was hidden stays so
        (Figure(400, 398, 402, "normal"), Figure(420, 416, 424, "normal"), Span(20, 20)),
        (None, whole(7), Span(7, 7)),
        (whole(7), None, Span(-7, -7)),
        (between(65, None), between(165, None), Span(100, 100)),
        (whole(10), between(12, None), Span(2, None)),
        (between(12, None), whole(10), Span(None, -2)),
    ],
)
def test_a_change_says_so_much_as_is_certain(before, after, change):
    assert Pair(before, after).change == change


@pytest.mark.parametrize(
    "pair", [Pair(None, whole(7)), Pair(whole(0), whole(7)), Pair(between(1, 5), whole(7)), Pair(whole(7), None)]
)
def test_no_factor_without_two_whole_numbers_or_from_nothing(pair):
    assert pair.tenfold is None


def test_ranks_are_told_where_every_number_is_whole_and_equal_ones_share_theirs():
    two = {("KAZ", 2018): Pair(whole(9), whole(9)), ("UZB", 2018): Pair(whole(3), whole(9))}
    assert [rank[1:] for rank in work(two).ranks(2018)] == [(1, 1), (2, 1)]
    assert work({**two, ("TJK", 2018): Pair(between(1, 5), between(1, 5))}).ranks(2018) == []
    assert work({("KAZ", 2018): Pair(whole(1), whole(2))}).ranks(2018) == []


def work(pairs):
    return Series("CAN", "work", "permits_issued", "calendar", pairs=pairs)


def test_a_number_that_is_not_there_adds_nothing():
    assert together([Pair(whole(2), whole(2)), Pair(None, whole(5))]) == Pair(whole(2), whole(7))
    assert added([None, None]) is None


def test_series_that_do_not_change_are_left_out_and_members_stand_last():
    def told(part_of, number):
        return Told("calendar", part_of, whole(number))

    def key(destination, category="study"):
        return Key("KAZ", destination, 2018, category, "first_permits")

    before = {key("EU"): told("", 5), key("DEU"): told("EU", 5), key("EU", "work"): told("", 1)}
    after = {**before, key("EU"): told("", 6), key("DEU"): told("EU", 900)}
    assert [(series.destination, series.part_of) for series in series_of(before, after)] == [("EU", ""), ("DEU", "EU")]


FIGURES = st.one_of(
    st.none(),
    st.integers(0, 10**6).map(whole),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda ends: between(*sorted(ends))),
)


@given(st.lists(FIGURES, min_size=1), st.randoms())
def test_a_sum_lies_between_the_sums_of_its_bounds_in_any_order(figures, random):
    total = added(figures)
    random.shuffle(figures)
    assert added(figures) == total
    if total:
        there = [figure for figure in figures if figure]
        assert (total.lower, total.upper) == (sum(f.lower for f in there), sum(f.upper for f in there))
        assert (total.value is None) == any(figure.value is None for figure in there)


@given(st.lists(st.tuples(FIGURES, FIGURES).map(lambda sides: Pair(*sides)), min_size=1))
def test_known_changes_add_up_to_the_change_of_the_sum(pairs):
    whole_ones = [pair for pair in pairs if all(figure and figure.value is not None for figure in pair)]
    if whole_ones:
        assert together(whole_ones).change.low == sum(pair.change.low for pair in whole_ones)


@given(st.dictionaries(st.text("ABC", min_size=1), st.integers(0, 9), min_size=1))
def test_somebody_is_always_first_and_nobody_before(values):
    found = places(values)
    assert min(found.values()) == 1
    assert all((found[a] < found[b]) == (values[a] > values[b]) for a in values for b in values)

"""What stands out in the numbers of a place. All figures are made up but those of the American study visas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.profiles import blocks
from flows.core.standouts import LEAST, Fell, Leads, Overtook, Peaked, Point, Went, chosen, standouts
from flows.core.telling import told
from tests.flows.core.test_profiles import row
from tests.flows.core.test_sentences import NOW


def found(table, across="origin", first=2016, **fields):
    """What is found in {place: values by year}; None for a year without a row."""
    ends = {"origin": lambda place: (place, "USA"), "destination": lambda place: ("KAZ", place),
            "": lambda place: ("KAZ", "USA")}[across]  # fmt: skip
    rows = [row(*ends(place), year, value, **fields) for place, values in table.items()
            for year, value in enumerate(values, first) if value is not None]  # fmt: skip
    [block] = told(rows, [], across).blocks
    return standouts(block)


def point(place, year, value):
    return Point(place, year, value, value, value)


def test_the_real_study_visas():
    assert found(NOW) == [
        Went(point("", 2016, 2_242), point("", 2019, 2_664)),
        Leads(point("KAZ", 2019, 1_650), point("UZB", 2019, 332)),
        Went(point("KAZ", 2016, 1_236), point("KAZ", 2019, 1_650)),
    ]


@pytest.mark.parametrize(
    ("values", "findings"),
    [
        ([12, 40], [Went(point("", 2016, 12), point("", 2017, 40))]),
        ([40, 12], [Went(point("", 2016, 40), point("", 2017, 12))]),
        ([12, 12], [Went(point("", 2016, 12), point("", 2017, 12))]),
        ([40, 0], [Went(point("", 2016, 40), point("", 2017, 0))]),
        ([0, 12], [Went(point("", 2016, 0), point("", 2017, 12))]),
        ([0, 0], []),
        ([3, 9], []),
        ([12], []),
        ([(1, 5), 40], []),
        ([(1, 5), (1, None)], []),
        ([20, None, 40], [Went(point("", 2016, 20), point("", 2018, 40))]),
        ([40, None, 12], [Went(point("", 2016, 40), point("", 2018, 12))]),
        ([40, 10, 41], [Went(point("", 2016, 40), point("", 2018, 41)),
                        Fell(point("", 2016, 40), point("", 2017, 10), point("", 2018, 41))]),
        ([40, 10, 40], [Went(point("", 2016, 40), point("", 2018, 40)),
                        Fell(point("", 2016, 40), point("", 2017, 10), None)]),
        ([40, 90, 50], [Went(point("", 2016, 40), point("", 2018, 50)), Peaked(point("", 2017, 90), 2016, 2018)]),
        ([40, 90, 90, 50], [Went(point("", 2016, 40), point("", 2019, 50))]),
        ([40, 90, None, 50], [Went(point("", 2016, 40), point("", 2019, 50))]),
        ([40, 90, (60, 95), 50], [Went(point("", 2016, 40), point("", 2019, 50))]),
        ([40, 90, (60, None), 50], [Went(point("", 2016, 40), point("", 2019, 50))]),
        ([40, 90, (60, 80), 50], [Went(point("", 2016, 40), point("", 2019, 50)),
                                  Peaked(point("", 2017, 90), 2016, 2019)]),
    ],
)  # fmt: skip
def test_what_can_be_said_of_a_single_series(values, findings):
    assert found({"": values}, "") == findings


def test_a_stock_is_told_from_year_to_year_like_a_flow():
    said = found({"": [100, 120]}, "", category="work", measure="residents")
    assert said == [Went(point("", 2016, 100), point("", 2017, 120))]


def test_of_an_origin_no_sum_of_several_states_is_told():
    said = found({"CAN": [10, 90], "USA": [50, 60]}, "destination")
    assert said == [
        Leads(point("CAN", 2017, 90), point("USA", 2017, 60)),
        Went(point("CAN", 2016, 10), point("CAN", 2017, 90)),
        Overtook(point("CAN", 2016, 10), point("USA", 2016, 50), point("CAN", 2017, 90), point("USA", 2017, 60)),
    ]


@pytest.mark.parametrize(
    "table",
    [
        {"KAZ": [20, 30], "UZB": [10, 30]},  # as many
        {"KAZ": [20, 30], "UZB": [10, (1, None)]},  # perhaps more
        {"KAZ": [20, 30], "UZB": [10, 20], "TJK": [10, 20]},  # two are next
        {"KAZ": [2, 3], "UZB": [1, 2]},  # too few
        {"KAZ": [20, 30]},  # alone
    ],
)
def test_nobody_leads_where_the_order_is_not_certain(table):
    assert not [finding for finding in found(table) if isinstance(finding, Leads)]


def test_rounded_numbers_that_may_be_as_many_neither_rose_nor_fell():
    assert found({"": [400, 402]}, "", lower=398, upper=404) == []


def test_nothing_is_told_across_a_break():
    rows = [row("KAZ", "EU", 2018, 10), row("KAZ", "EU", 2019, 20), row("KAZ", "EU", 2020, 50, status="break"),
            row("KAZ", "EU", 2021, 60)]  # fmt: skip
    [block] = blocks(rows, "")
    assert standouts(block) == [Went(Point("", 2020, 50, 50, 50), point("", 2021, 60))]


def test_a_profile_speaks_of_each_category_first_and_of_headlines_alone():
    rows = [
        row("KAZ", "USA", year, 20 + at * 10, category, **fields)
        for category, fields in (("work", {}), ("study", {}), ("asylum", {"headline": False}))
        for at, year in enumerate((2018, 2019))
    ]
    said = told(rows, [], "")
    findings = chosen(said.blocks, ["work", "study", "asylum"], members=False)
    assert [(said.blocks[at].category, type(finding)) for at, finding in findings] == [("work", Went), ("study", Went)]


# --- Laws -------------------------------------------------------------------------------------------------------------

VALUES = st.integers(0, 60)
BOUNDED = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (pair[0], pair[0] + pair[1] + 1))
TABLES = st.dictionaries(
    st.sampled_from(["KAZ", "KGZ", "TJK", "UZB"]),
    st.lists(st.one_of(st.none(), VALUES, VALUES, BOUNDED), min_size=1, max_size=6).filter(any),
    min_size=1,
)


def points(finding):
    return [each for each in finding if isinstance(each, Point)]


def held(table, first=2016):
    """{(place, year): value} of all whole numbers, and of what all add up to under ""."""
    numbers = {
        (place, year): value
        for place, values in table.items() for year, value in enumerate(values, first)
        if isinstance(value, int)
    }  # fmt: skip
    for year in {year for _place, year in numbers}:
        if all((place, year) in numbers for place in table):
            numbers["", year] = sum(numbers[place, year] for place in table)
    return numbers


@given(TABLES)
def test_every_number_that_is_told_is_a_number_of_the_table(table):
    numbers = held(table)
    for finding in found(table):
        assert all(numbers[each.place, each.year] == each.value for each in points(finding))


@given(TABLES)
def test_what_is_told_is_so(table):
    numbers = held(table)
    for finding in found(table):
        assert max(each.value for each in points(finding)) >= LEAST
        if isinstance(finding, Fell):
            between = [numbers.get((finding.low.place, year)) for year in range(finding.low.year, 2023)]
            assert finding.low.year == finding.before.year + 1 and 2 * finding.low.value <= finding.before.value
            later = [value for value in between if value is not None and value > finding.before.value]
            assert (later[0] if later else None) == (finding.again.value if finding.again else None)
        elif isinstance(finding, Overtook):
            assert finding.first.value < finding.other_first.value and finding.last.value > finding.other_last.value
        elif isinstance(finding, Leads):
            newest = [value for (place, year), value in numbers.items() if place and year == finding.first.year]
            assert sorted(newest, reverse=True)[:2] == [finding.first.value, finding.second.value]
            assert newest.count(finding.second.value) == 1
        elif isinstance(finding, Peaked):
            others = [value for (place, year), value in numbers.items()
                      if place == finding.most.place and year != finding.most.year]  # fmt: skip
            assert max(others) < finding.most.value


@given(TABLES, st.randoms())
def test_the_order_of_the_rows_says_nothing(table, shuffled):
    rows = [row(place, "USA", year, value) for place, values in table.items()
            for year, value in enumerate(values, 2016) if value is not None]  # fmt: skip
    mixed = shuffled.sample(rows, len(rows))
    assert told(mixed, [], "origin") == told(rows, [], "origin")

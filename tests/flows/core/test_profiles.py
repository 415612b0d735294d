"""What a profile tells of a place, as data. All figures are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.profiles import Number, Row, blocks, exceeds, together
from flows.core.telling import Mix, Nothing, told


def row(origin, destination, year, value, category="study", measure="visas_issued", **fields):
    """A number; `value` may be (lower, upper) of one that is not whole."""
    lower, upper = value if isinstance(value, tuple) else (value, value)
    whole = None if isinstance(value, tuple) else value
    said = Row(
        origin, destination, category, measure, year, "calendar", whole, lower, upper,
        "normal" if whole is not None else "partial", True, "", "us-niv",
    )  # fmt: skip
    return said._replace(**fields)


def number(year, value, lower=None, upper=None, status="normal"):
    return Number(year, value, value if lower is None else lower, value if upper is None and lower is None else upper,
                  status)  # fmt: skip


FIVE = [
    row("KAZ", "USA", 2018, 10),
    row("UZB", "USA", 2018, 4),
    row("KAZ", "USA", 2019, 12),
    row("UZB", "USA", 2019, 7),
]


def test_seen_from_a_destination_its_lines_are_origins_and_add_up():
    [block] = blocks(FIVE, "origin")
    assert [(line.place, [each.value for each in line.numbers]) for line in block.lines] == [
        ("KAZ", [10, 12]), ("UZB", [4, 7]),
    ]  # fmt: skip
    assert block.together == [number(2018, 14), number(2019, 19)]
    assert (block.places, block.year, [*block.years]) == (2, 2019, [2018, 2019])


def test_seen_from_an_origin_its_lines_are_destinations_and_never_add_up():
    rows = [row("KAZ", "USA", 2019, 10), row("KAZ", "CAN", 2019, 90), row("KAZ", "JPN", 2019, 5, measure="entries")]
    entries, visas = blocks(rows, "destination")
    assert [line.place for line in visas.lines] == ["CAN", "USA"]
    assert [line.place for line in entries.lines] == ["JPN"]
    assert visas.together == entries.together == []


def test_years_that_begin_in_other_months_never_share_a_chart():
    rows = [row("KAZ", "USA", 2019, 10, year_basis="us_fiscal"), row("KAZ", "CAN", 2019, 90)]
    assert [(block.year_basis, block.lines[0].place) for block in blocks(rows, "destination")] == [
        ("calendar", "CAN"), ("us_fiscal", "USA"),
    ]  # fmt: skip


def test_members_of_a_union_stand_apart_from_it_and_what_is_beside_the_headline_apart_from_headlines():
    asylum = {"category": "asylum", "measure": "asylum_applications"}
    rows = [
        row("KAZ", "EU", 2019, (9, None), **asylum),
        row("KAZ", "DEU", 2019, 9, **asylum, part_of="EU"),
        row("KAZ", "USA", 2019, 3, **asylum, headline=False),
    ]
    found = [
        (block.part_of, block.headline, [line.place for line in block.lines]) for block in blocks(rows, "destination")
    ]
    assert found == [("", False, ["USA"]), ("", True, ["EU"]), ("EU", True, ["DEU"])]
    assert [block.part_of for block in blocks(rows[1:2], "origin")] == ["EU"]


@pytest.mark.parametrize(
    ("lines", "sums"),
    [
        ([[number(2018, 3)], [number(2018, 4)]], [number(2018, 7)]),
        ([[number(2018, 0)], [number(2018, 0)]], [number(2018, 0)]),
        ([[number(2018, 3)], [number(2018, None, 1, 5, "suppressed")]], [number(2018, None, 4, 8, "partial")]),
        ([[number(2018, 3)], [number(2018, None, 65, None, "partial")]], [number(2018, None, 68, None, "partial")]),
        ([[number(2018, 3)], [number(2019, 4)]],
         [number(2018, None, 3, None, "partial"), number(2019, None, 4, None, "partial")]),
        ([[number(2018, 3, 1, 5)], [number(2018, 4, status="provisional")]], [number(2018, 7, 5, 9, "provisional")]),
        ([[number(2020, 3, status="break")], [number(2020, 4)]], [number(2020, 7, status="break")]),
    ],
)  # fmt: skip
def test_a_sum_is_whole_where_all_its_parts_are(lines, sums):
    assert together(lines) == sums


@pytest.mark.parametrize(
    ("gap", "whole"),
    [
        (("study", "visas_issued", 2019), False),
        (("study", "", 2019), False),
        (("", "", 2019), False),
        (("study", "visas_issued", 2018), True),
        (("work", "", 2019), True),
        (("study", "entries", 2019), True),
    ],
)
def test_a_sum_is_not_whole_where_an_origin_is_known_to_have_no_number(gap, whole):
    category, measure, year = gap
    rows = [row("KAZ", "USA", 2019, 10), row("UZB", "USA", 2019, 4)]
    rows += [each._replace(category="work") for each in rows]
    gaps = [("TKM", "USA", category, measure, year, "missing", "no_row", "calendar")]
    said = told(rows, gaps, "origin")
    [sums] = [block.together for block in said.blocks if block.category == "study"]
    assert sums == [number(2019, 14) if whole else number(2019, None, 14, None, "partial")]
    assert bool(said.mixes) == (whole and category != "work")


@pytest.mark.parametrize(
    ("values", "ranks"),
    [
        ({"KAZ": 9, "UZB": 7, "TJK": 7}, {"KAZ": 1, "UZB": 2, "TJK": 2}),
        ({"KAZ": 9, "UZB": (3, 8)}, {"KAZ": 1, "UZB": 0}),
        ({"KAZ": 9, "UZB": (3, 20)}, {"KAZ": 0, "UZB": 0}),
        ({"KAZ": 9, "UZB": (3, None)}, {"KAZ": 0, "UZB": 0}),
        ({"KAZ": 2, "UZB": (3, None)}, {"KAZ": 2, "UZB": 0}),
        ({"KAZ": 0, "UZB": 0}, {"KAZ": 1, "UZB": 1}),
    ],
)  # fmt: skip
def test_a_rank_is_given_where_it_is_certain(values, ranks):
    [block] = blocks([row(origin, "USA", 2019, value) for origin, value in values.items()], "origin")
    assert {line.place: line.rank for line in block.largest(9).lines} == ranks


def test_a_rounded_number_has_no_rank_before_one_within_its_bounds():
    rows = [row("KAZ", "CAN", 2019, 10, lower=8, upper=12), row("UZB", "CAN", 2019, 9, lower=7, upper=11)]
    [block] = blocks(rows, "origin")
    assert [line.rank for line in block.largest(2).lines] == [0, 0]
    assert block.rounding == 2


def test_what_ended_earlier_stands_after_the_newest_and_has_no_rank():
    rows = [row("KAZ", "USA", 2019, 1), row("UZB", "USA", 2018, 99)]
    [block] = blocks(rows, "origin")
    assert [(line.place, line.rank) for line in block.largest(2).lines] == [("KAZ", 1), ("UZB", 0)]


@pytest.mark.parametrize(("measures", "kept"), [(1, 8), (2, 8), (4, 8), (5, 7), (9, 5)])
def test_few_lines_are_kept_of_many_and_all_are_counted_and_added_up(measures, kept):
    rows = [row(f"A{at:02}", "USA", 2020, at, measure=f"m{m}") for at in range(30) for m in range(measures)]
    block, *_others = told(rows, [], "origin").blocks
    assert [line.place for line in block.lines] == [f"A{at:02}" for at in range(29, 29 - kept, -1)]
    assert (block.places, block.together[-1]) == (30, number(2020, sum(range(30))))


@pytest.mark.parametrize(("across", "kept"), [("origin", 5), ("destination", 3)])
def test_fewer_lines_are_kept_of_long_ones(across, kept):
    pairs = [(f"A{at}", "USA") if across == "origin" else ("KAZ", f"A{at}") for at in range(9)]
    rows = [row(*pair, year, 1, measure=f"m{m}") for pair in pairs for m in range(9) for year in range(2006, 2021)]
    assert {len(block.lines) for block in told(rows, [], across).blocks} == {kept}


def test_the_newest_fourteen_years_are_told_and_the_others_counted():
    said = told([row("KAZ", "USA", year, 1) for year in range(1990, 2020)], [], "")
    assert (said.numbers, said.earlier, said.blocks[0].years[0]) == (14, 16, 2006)


# --- Key numbers ------------------------------------------------------------------------------------------------------


def key(rows, across, issued=()):
    [key] = told(rows, [], across, issued).keys
    return key.place, key.newest, key.first, key.later


def test_the_key_number_is_the_newest_whole_year_and_says_what_is_known_since():
    rows = [row("KAZ", "USA", 2017, 5), row("KAZ", "USA", 2018, 7), row("KAZ", "USA", 2019, (3, None))]
    assert key(rows, "origin") == ("", number(2018, 7), number(2017, 5), number(2019, None, 3, None, "partial"))


def test_where_nothing_is_whole_it_is_what_is_known_of_the_newest():
    rows = [row("KAZ", "CAN", 2018, (1, 5)), row("KAZ", "CAN", 2019, (2, 9))]
    assert key(rows, "") == ("", number(2019, None, 2, 9, "partial"), None, None)


def test_the_first_year_is_not_from_before_a_break():
    rows = [row("KAZ", "EU", 2018, 5), row("KAZ", "EU", 2019, 6), row("KAZ", "EU", 2020, 3, status="break"),
            row("KAZ", "EU", 2021, 4)]  # fmt: skip
    assert key(rows, "")[1:3] == (number(2021, 4), number(2020, 3, status="break"))


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([row("KAZ", "USA", 2019, 5), row("KAZ", "JPN", 2019, 900), row("KAZ", "USA", 2018, 5)], "USA"),
        ([row("KAZ", "USA", 2018, 900), row("KAZ", "CAN", 2019, 5)], "CAN"),
        ([row("KAZ", "JPN", 2019, 900, measure="entries"), row("KAZ", "USA", 2019, 5)], "USA"),
        ([row("KAZ", "CAN", 2019, 6), row("KAZ", "USA", 2019, 5)], "CAN"),
        ([row("KAZ", "DEU", 2019, 900, part_of="EU"), row("KAZ", "USA", 2019, 5)], "USA"),
        ([row("KAZ", "DEU", 2019, 900, headline=False), row("KAZ", "USA", 2019, 5)], "USA"),
    ],
)
def test_of_an_origin_it_is_the_series_that_is_whole_for_most_years(rows, place):
    assert key(rows, "destination", {"visas_issued"})[0] == place


# --- The mix ----------------------------------------------------------------------------------------------------------


def test_a_mix_has_whole_numbers_of_one_measure_alone():
    rows = [
        row("KAZ", "USA", 2018, 30), row("KAZ", "USA", 2018, 10, "work"),
        row("KAZ", "USA", 2019, 30), row("KAZ", "USA", 2019, (5, None), "work"),
        row("KAZ", "USA", 2018, 99, "asylum", "asylum_cases"),
    ]  # fmt: skip
    mix = Mix("visas_issued", "calendar", "", 2018, [("study", 30), ("work", 10)])
    assert told(rows, [], "").mixes == told(rows, [], "origin").mixes == [mix]
    assert told(rows, [], "destination").mixes == [mix._replace(place="USA")]


def test_of_nothing_at_all_there_is_no_mix():
    assert told([row("KAZ", "USA", 2018, 0), row("KAZ", "USA", 2018, 0, "work")], [], "").mixes == []


# --- Gaps -------------------------------------------------------------------------------------------------------------


def test_gaps_are_joined_where_all_of_it_is_the_same():
    awaiting = "missing", "awaiting_source", "calendar"
    gaps = [("KAZ", "RUS", category, "", year, *awaiting) for category in ("work", "study") for year in (2018, 2019)]
    gaps += [("KAZ", "KOR", "work", "residents", 2023, *awaiting)]
    gaps += [("KAZ", "CHN", "work", "", 2018, "excluded", "data_unavailable", "calendar")]
    assert told([], gaps, "destination").gaps == [
        Nothing("excluded", "data_unavailable", "calendar", ["work"], [2018], 1, ["CHN"]),
        Nothing("missing", "awaiting_source", "calendar", ["study", "work"], [2018, 2019], 1, ["RUS"]),
        Nothing("missing", "awaiting_source", "calendar", ["work"], [2023], 1, ["KOR"]),
    ]


GAPS = st.lists(
    st.tuples(*map(st.sampled_from, (["KAZ", "UZB"], ["USA", "CAN"], ["work", "study"], [""], [2018, 2019, 2020],
                                     ["missing", "excluded"], ["a", "b"], ["calendar", "us_fiscal"]))), unique=True
)  # fmt: skip


@given(GAPS)
def test_joined_gaps_say_of_every_place_and_year_what_the_gaps_said_and_nothing_else(gaps):
    said = {
        (place, category, year, gap.status, gap.reason, gap.year_basis)
        for gap in told([], gaps, "destination").gaps
        for place in gap.named for category in gap.categories for year in gap.years
    }  # fmt: skip
    assert said == {(gap[1], gap[2], *gap[4:]) for gap in gaps}


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9), st.integers(0, 9))
def test_what_certainly_exceeds_does_so_whatever_the_true_numbers_are(one, other, wide, far):
    mine, theirs = (
        number(2019, one, max(one - wide, 0), one + wide),
        number(2019, other, max(other - far, 0), other + far),
    )
    lowest, highest = range(mine.lower, mine.upper + 1), range(theirs.lower, theirs.upper + 1)
    assert exceeds(mine, theirs) == all(true > least for true in lowest for least in highest)

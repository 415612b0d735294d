"""What a report can say, as data. The American study visas are real (samples/figures.csv); all else is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.records import Key
from flows.core.report import Mix, Ranking, first_of, missing, mixed, mixes, movers, of_series, tally
from flows.core.series import Lack, Quantity, Row, Series, sums

YEARS = range(2016, 2020)
GAP = None


def hidden(lower, upper):
    return lower, upper


def rounded(number):
    return number - 2, number, number + 2


def row(origin, year, said, status="normal"):
    """A row of a whole number, of (lower, upper) of a hidden one, or of (lower, value, upper) of a rounded one."""
    if isinstance(said, int):
        return Row(origin, year, said, said, said, status)
    lower, *value, upper = said
    return Row(origin, year, value[0] if value else None, lower, upper, status if value else "suppressed")


def series(table, category="study", destination="USA", measure="visas_issued", breaks=()):
    """A series from {origin: what it says year by year}; None is a gap."""
    said = [(origin, year, each) for origin, line in table.items() for year, each in zip(YEARS, line, strict=False)]
    rows = [
        row(origin, year, each, "break" if year in breaks else "normal")
        for origin, year, each in said
        if each is not GAP
    ]
    lacks = [Lack(origin, year, "missing", "no_row") for origin, year, each in said if each is GAP]
    return Series(category, destination, measure, "us_fiscal", list(table), rows, lacks, sums(table, rows))


def short(sentence):
    """A sentence as one can write it down: its kind, its numbers and its years."""
    amounts = [each.value if each.value is not None else (each.lower, each.upper) for each in sentence.quantities]
    return [sentence.kind, *amounts, *sentence.years.values()]


REAL = {
    "KAZ": [1236, 1455, 1461, 1650],
    "KGZ": [168, 158, 238, 330],
    "TJK": [174, 177, 155, 186],
    "TKM": [235, 247, 192, 166],
    "UZB": [429, 534, 403, 332],
}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (REAL, [["rose", 2242, 2664, 2016, 2019], ["share", 1650, 2664, 2019]]),
        ({"KAZ": [9, 7, 4]}, [["fell", 9, 4, 2016, 2018]]),
        ({"KAZ": [5]}, [["level_of_one", 5, 2016]]),
        ({"KAZ": [5], "UZB": [5]}, [["level", 10, 2016]]),
        ({"KAZ": [5, 9], "UZB": [5, 1]}, [["same", 10, 10, 2016, 2017], ["share", 9, 10, 2017]]),
        ({"KAZ": [0, 3], "UZB": [0, 0]},
         [["rose_from_zero", 0, 3, 2016, 2017], ["share", 3, 3, 2017], ["zero", 0, 2017]]),
        ({"KAZ": [4, 0], "UZB": [1, 0]}, [["fell", 5, 0, 2016, 2017], ["zero", 0, 0, 2017]]),
        ({"KAZ": [4, hidden(1, 5)], "UZB": [2, 3]},
         [["level", 6, 2016], ["share", 4, 6, 2016], ["bounds", (4, 8), 2017]]),
        ({"KAZ": [hidden(1, 5), hidden(1, 5)]}, [["bounds_of_one", (1, 5), 2017]]),
        ({"KAZ": [4, (7, None)], "UZB": [2, 3]},
         [["level", 6, 2016], ["share", 4, 6, 2016], ["bounds", (10, None), 2017]]),
        ({"KAZ": [4, 6], "UZB": [2, GAP]}, [["level", 6, 2016], ["share", 4, 6, 2016], ["bounds", (6, None), 2017]]),
        ({"KAZ": [4, 6], "UZB": [GAP, GAP]}, [["bounds", (6, None), 2017]]),
        ({"KAZ": [(0, None)]}, []),
        ({"KAZ": [rounded(400), rounded(403)]}, [["uncertain", 400, 403, 2016, 2017]]),
        ({"KAZ": [rounded(400), rounded(405)]}, [["rose", 400, 405, 2016, 2017]]),
        ({"KAZ": [rounded(400)], "UZB": [rounded(403)]}, [["level", 803, 2016]]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_series(table, said):
    assert [short(sentence) for sentence in of_series(series(table))] == said


def test_nothing_is_compared_across_a_break():
    told = series({"KAZ": [1, 2, 30, 40]}, breaks=[2018])
    assert [short(each) for each in of_series(told)] == [["rose", 30, 40, 2018, 2019]]


def test_of_too_many_origins_only_their_sum_is_spoken_of():
    told = series(REAL)
    two = ["KAZ", "UZB"]
    cut = Series(*told.name, two, [each for each in told.rows if each.origin in two], [], told.sums, more_origins=3)
    assert [short(each) for each in of_series(cut)] == [["rose", 2242, 2664, 2016, 2019]]
    assert movers(cut) == []
    assert of_series(cut)[0].numbers["last"].about.origin == ""


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (REAL, [("most_up", "KAZ", 414), ("most_down", "UZB", -97)]),
        ({"KAZ": [1, 5], "UZB": [1, 5]}, []),
        ({"KAZ": [1, 5], "UZB": [1, 4]}, [("most_up", "KAZ", 4)]),
        ({"KAZ": [1, 5], "UZB": [1, GAP, 9]}, []),
        ({"KAZ": [1, 5], "UZB": [1, 9], "TKM": [GAP, 2]}, []),
        ({"KAZ": [1, 5], "UZB": [1, 9], "TKM": [1, hidden(1, None)]}, []),
        ({"KAZ": [1, 5], "UZB": [1, 9], "TKM": [hidden(1, 5), 8]}, [("most_up", "UZB", 8)]),
        ({"KAZ": [rounded(10), rounded(30)], "UZB": [rounded(10), rounded(29)]}, []),
        ({"KAZ": [rounded(10), rounded(30)], "UZB": [5, 5]}, [("most_up", "KAZ", 20)]),
        ({"KAZ": [rounded(10), rounded(30)], "UZB": [5, 22]}, []),
        ({"KAZ": [rounded(10), rounded(30)], "UZB": [5, 20]}, [("most_up", "KAZ", 20)]),
        ({"KAZ": [5, hidden(1, 9)], "UZB": [5, 5]}, []),
        ({"KAZ": [5, 9]}, []),
    ],
)
def test_who_rose_and_fell_most(table, said):
    assert [(each.kind, each.origin, each.change) for each in movers(series(table))] == said


def test_series_are_counted_by_where_they_went():
    told = [
        series({"UZB": [1, 5]}), series({"UZB": [9, 2]}), series({"UZB": [4, 4]}),
        series({"UZB": [rounded(40), rounded(41)]}), series({"UZB": [4]}), series({"KAZ": [1, 2]}),
    ]  # fmt: skip
    assert tally("UZB", told).counts == {"count": 4, "rose": 1, "fell": 1, "rest": 2}
    assert tally("TJK", told) is None


def test_a_mix_is_of_one_measure_and_of_years_that_are_whole_in_all():
    told = [
        series({"KAZ": [10, 20, hidden(1, 5)], "UZB": [5, 5, 5]}, "work"),
        series({"KAZ": [40, 60, 80], "UZB": [5, 5, 5]}, "study"),
        series({"KAZ": [400, 600, 800], "UZB": [5, 5, 5]}, "residence", measure="admissions"),
    ]
    [mix] = mixes(told)
    assert (mix.year, {code: part.value for code, part in mix.parts.items()}) == (2017, {"work": 25, "study": 65})
    assert (mix.whole.value, mix.permille("work")) == (90, 278)
    assert short(mixed(mix)) == ["mix", 65, 90, 2017]
    assert not list(mixes([series({"KAZ": [1]}, "work"), series({"UZB": [1]}, "study")]))


def test_no_category_is_called_the_largest_of_two_equal_ones():
    parts = {code: Quantity(Key("", "USA", 2016, code, "visas_issued"), 5, 5, 5) for code in ("work", "study")}
    mix = Mix("USA", "visas_issued", "us_fiscal", 2016, parts)
    assert mixed(mix) is None
    assert mix.permille("work") == 500


def corridor(lower, value, upper, origin="KAZ"):
    return Quantity(Key(origin, "CAN", 2019, "asylum", "asylum_applications"), value, lower, upper)


@pytest.mark.parametrize(
    ("rows", "destinations", "rival", "said"),
    [
        ([corridor(9, 9, 9), corridor(8, 8, 8)], 2, 8, 9),
        ([corridor(9, 9, 9), corridor(9, 9, 9)], 2, 9, None),
        ([corridor(9, 9, 9), corridor(1, None, 12)], 2, 12, None),
        ([corridor(9, 9, 9), corridor(1, None, None)], 2, None, None),
        ([corridor(20, None, None), corridor(8, 8, 8)], 2, 8, (20, None)),
        ([corridor(9, 9, 9)], 2, 0, 9),
        ([corridor(9, 9, 9), corridor(8, 8, 8)], 1, 8, None),
    ],
)
def test_the_largest_corridor_is_named_where_it_certainly_is(rows, destinations, rival, said):
    ranking = Ranking("asylum", "asylum_applications", "calendar", 2019, rows, destinations, rival)
    sentence = first_of(ranking)
    assert (short(sentence)[1] if sentence else None) == said


def test_places_without_a_number_are_counted_by_reason():
    said = [(each.codes["why"], each.counts["count"]) for each in missing([["no_row", 4], ["awaiting_source", 2]])]
    assert said == [(("reason", "no_row"), 4), (("reason", "awaiting_source"), 2)]


# --- Laws -------------------------------------------------------------------------------------------------------------

number = st.integers(0, 30)
cell = st.one_of(
    number, st.none(), st.tuples(number, st.none()), st.tuples(number, number).map(sorted).map(tuple),
    number.map(lambda each: (max(each - 2, 0), each, each + 2)),
)  # fmt: skip
tables = st.dictionaries(
    st.sampled_from(["KAZ", "KGZ", "TJK", "UZB"]), st.lists(cell, min_size=1, max_size=4), min_size=1
).filter(lambda table: any(each is not None for line in table.values() for each in line))


def everything(table):
    told = series(table)
    twin = series(table, "work")
    tallies = [each for origin in told.origins if (each := tally(origin, [told]))]
    return told, [*of_series(told), *movers(told), *tallies, *filter(None, map(mixed, mixes([told, twin])))]


@given(tables)
def test_every_number_is_the_one_of_the_rows_it_is_about(table):
    told, sentences = everything(table)
    for quantity in (each for sentence in sentences for each in sentence.quantities):
        about = quantity.about
        rows = [each for each in told.rows if each.year == about.year and about.origin in ("", each.origin)]
        parts = 1 if about.category else 2
        whole = len(rows) == (len(table) if about.origin == "" else 1)
        values, uppers = [each.value for each in rows], [each.upper for each in rows]
        assert quantity.value == (parts * sum(values) if whole and None not in values else None)
        assert quantity.lower == parts * sum(each.lower for each in rows)
        assert quantity.upper == (parts * sum(uppers) if whole and None not in uppers else None)


@given(tables)
def test_a_change_holds_whatever_the_bounds_hide(table):
    for sentence in everything(table)[1]:
        first, last = (sentence.numbers.get(name) for name in ("first", "last"))
        if sentence.kind in ("rose", "rose_from_zero", "most_up"):
            assert last.lower > first.upper and sentence.change > 0
        if sentence.kind in ("fell", "most_down"):
            assert last.upper < first.lower and sentence.change < 0
        if sentence.kind == "same":
            assert first.lower == first.upper == last.lower == last.upper
        if first:
            assert None not in (first.value, last.value)


@given(tables)
def test_the_largest_part_is_larger_than_every_other_whatever_the_bounds_hide(table):
    told, sentences = everything(table)
    for sentence in (each for each in sentences if each.kind == "share"):
        part, year = sentence.numbers["part"], sentence.years["year"]
        others = [told.held[origin, year] for origin in told.origins if origin != part.about.origin]
        assert others and all(part.lower > other.upper for other in others)

"""A release answers by itself what it would say if cells counted otherwise. Figures are made up."""

from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.core.changes import Figure
from flows.core.effects import Told
from flows.core.reached import Cell, Number, Record
from flows.core.records import Key
from flows.core.scenarios import ANY, OUT, Question, added, supposed

STUDY = Key("KAZ", "USA", 2018, "study", "visas_issued")
WORK = STUDY._replace(category="work")
EU = Key("KAZ", "EU", 2018, "study", "first_permits")
DEU, FRA = EU._replace(destination="DEU"), EU._replace(destination="FRA")
UNIONS = {("DEU", 2018): "EU", ("FRA", 2018): "EU"}
places = count()


def cell(key, value, *, counted=True, asked=False, lower=None, upper=None, table="niv", place=None):
    lower, upper = (value, value) if lower is None and upper is None else (lower, upper)
    return Cell(key, counted, asked, table, place or (next(places),), value, lower, upper)


def asked(key, value, **more):
    """A cell of the label that is asked about; left out unless it is said to count."""
    return cell(key, value, **{"counted": False, "asked": True, **more})


def hidden(key, **more):
    return asked(key, None, lower=1, upper=5, **more)


def number(cells, *, absent=(), part_of="", tables=("niv",), status="normal"):
    figure = added([each for each in cells if each.counted], bool(absent), None) if cells else Figure(0, 0, 0, "normal")
    figure = figure._replace(status=status) if figure.value is not None else figure
    return Number(Told("us_fiscal", part_of, figure), frozenset(tables), tuple(absent))


def record(cells, *, unions=None, open=(), tables=("niv",), **numbers):
    """A release with the numbers that its counted cells make, and those given."""
    keys = {each.key for each in cells if each.counted}
    made = {key: number([each for each in cells if each.key == key], tables=tables) for key in keys}
    return Record({**made, **numbers.get("others", {})}, cells, set(open), unions or {})


def then(record, to, now=ANY, **span):
    """What changes, in short: key → figure or None."""
    found, before = supposed(record, Question(now, to, **span)), record.numbers
    return {
        key: found[key].figure if key in found else None
        for key in before.keys() | found.keys()
        if key not in before or key not in found or before[key].told.figure != found[key].figure
    }


def whole(value):
    return Figure(value, value, value, "normal")


# Which cells move


@pytest.mark.parametrize(
    ("question", "moves"),
    [
        (Question(ANY, "work"), [True, True]),
        (Question("study", "work"), [True, False]),
        (Question(OUT, "work"), [False, True]),
        (Question(ANY, "study"), [False, True]),
        (Question(ANY, OUT), [True, False]),
        (Question(OUT, OUT), [False, False]),
        (Question(ANY, "work", 2019), [False, False]),
        (Question(ANY, "work", 2017, 2018), [True, True]),
        (Question(ANY, "work", None, 2017), [False, False]),
    ],
)
def test_what_counts_and_what_was_left_out(question, moves):
    assert [question.moves(each) for each in (asked(STUDY, 1, counted=True), asked(STUDY, 1))] == moves


# What comes of it


def test_what_was_left_out_comes_in_with_its_bounds():
    said = record([cell(STUDY, 330), hidden(STUDY)])
    assert then(said, "study") == {STUDY: Figure(None, 331, 335, "partial")}


def test_what_counts_moves_from_one_number_to_another():
    moving = asked(WORK, 98, counted=True)
    said = record([cell(STUDY, 330), cell(WORK, 2), moving])
    assert then(said, "study") == {STUDY: whole(428), WORK: whole(2)}


def test_a_number_that_loses_what_was_hidden_is_whole_again():
    said = record([cell(STUDY, 330), hidden(STUDY, counted=True)])
    assert said.numbers[STUDY].told.figure == Figure(None, 331, 335, "partial")
    assert then(said, OUT) == {STUDY: whole(330)}


def test_a_number_of_hidden_cells_alone_is_suppressed():
    said = record([hidden(STUDY), asked(STUDY, 7, counted=True)])
    assert then(said, "study") == {STUDY: Figure(None, 8, 12, "partial")}
    assert then(record([cell(STUDY, 7, asked=True), hidden(STUDY, asked=False, counted=True)]), OUT) == {
        STUDY: Figure(None, 1, 5, "suppressed")
    }


def test_a_cell_that_is_not_there_limits_nothing():
    missing = asked(STUDY, None)
    assert then(record([cell(STUDY, 330), missing]), "study") == {STUDY: Figure(None, 330, None, "partial")}


def test_a_provisional_number_stays_so():
    cells = [cell(STUDY, 330), asked(STUDY, 5)]
    said = record(cells, others={STUDY: number(cells[:1], status="provisional")})
    assert then(said, "study") == {STUDY: Figure(335, 335, 335, "provisional")}


# The last cell gone, and the first one come


def test_without_its_last_cell_a_number_is_gone():
    assert then(record([asked(WORK, 98, counted=True)]), OUT) == {WORK: None}


def test_or_zero_where_other_numbers_show_that_silence_means_zero():
    silent = STUDY._replace(origin="UZB")
    said = record([asked(WORK, 98, counted=True)], others={silent: number([])})
    assert then(said, OUT) == {WORK: whole(0)}


def test_a_number_comes_into_being_where_its_series_is_known():
    cells = [asked(STUDY, 7), cell(WORK._replace(year=2017), 1)]
    assert then(record(cells), "work") == {}  # that series says nothing of 2018
    assert then(record(cells, open=[("USA", "work", "visas_issued", 2018)]), "work") == {WORK: whole(7)}


def test_it_is_half_a_number_where_the_series_needs_other_tables_too():
    cells = [asked(STUDY, 7), cell(WORK._replace(year=2017), 1)]
    said = record(cells, open=[("USA", "work", "visas_issued", 2018)], tables=("niv", "iv"))
    assert then(said, "work") == {WORK: Figure(None, 7, None, "partial")}


def test_a_table_on_which_a_series_does_not_rest_gives_nothing_to_it():
    said = record([cell(STUDY, 330), asked(STUDY, 7, table="iv")])
    assert then(said, "study") == {}


def test_a_part_that_was_not_there_is_there_once_its_cells_come():
    absent = [{"table": "iv", "held": "no row in the publisher's table"}]
    cells = [cell(STUDY, 330), asked(STUDY, 7, table="iv")]
    said = record(cells, others={STUDY: number(cells[:1], absent=absent)})
    assert then(said, "study") == {STUDY: whole(337)}
    half = [{"table": "iv", "held": "9 of 12 months"}]
    said = record(cells, others={STUDY: number(cells[:1], absent=half)})
    assert then(said, "study") == {STUDY: Figure(None, 337, None, "partial")}


# Unions


def union(printed=False):
    """Germany and the Union: as the sum of its members, or as a number of its own."""
    german = cell(DEU, 20, place=("deu",))
    whole = cell(EU, 50 if printed else 20, place=("eu",) if printed else ("deu",))
    return [german, whole]


def test_what_was_left_out_of_a_member_comes_to_the_sum_of_the_union_as_well():
    said = record([*union(), asked(DEU, 5)], unions=UNIONS)
    assert then(said, "study") == {DEU: whole(25), EU: whole(25)}


def test_but_not_to_a_number_that_is_printed():
    said = record([*union(printed=True), asked(DEU, 5)], unions=UNIONS)
    assert then(said, "study") == {DEU: whole(25)}


def test_what_counts_stands_behind_both_and_leaves_both():
    cells = [cell(DEU, 20, place=("deu",)), cell(EU, 20, place=("deu",))]
    cells += [asked(DEU, 5, counted=True, place=("x",)), asked(EU, 5, counted=True, place=("x",))]
    assert then(record(cells, unions=UNIONS), OUT) == {DEU: whole(20), EU: whole(20)}


def test_a_member_that_had_no_number_is_no_longer_missing_from_the_union():
    absent = [{"member": "FRA", "held": "no row in the publisher's table"}]
    cells = [*union(), asked(FRA, 5)]
    said = record(cells, unions=UNIONS, others={EU: number(cells[1:2], absent=absent)})
    assert then(said, "study") == {FRA: whole(5), EU: whole(25)}
    found = supposed(said, Question(ANY, "study"))
    assert (found[FRA].part_of, found[EU].part_of) == ("EU", "")


# Laws

CELLS = st.lists(
    st.tuples(
        st.sampled_from([STUDY, WORK]), st.integers(0, 99), st.booleans(), st.booleans(), st.sampled_from([0, 4])
    ).map(lambda c: cell(c[0], None if c[4] else c[1], counted=c[2], asked=c[3], lower=c[1], upper=c[1] + c[4])),
    max_size=12,
)


@given(CELLS, st.sampled_from(["study", "work", OUT]), st.sampled_from([ANY, OUT, "study", "work"]))
def test_nothing_is_lost_but_what_is_left_out_and_nothing_is_added_twice(cells, to, now):
    """All the numbers together hold, then, the cells that count then: each one once."""
    question = Question(now, to)
    said = record(cells)
    assume(said.numbers.keys() == {STUDY, WORK})
    found = [told.figure for told in supposed(said, question).values()]
    counting = [c for c in cells if (to != OUT if c.asked and question.moves(c) else c.counted)]
    assert sum(figure.lower for figure in found) == sum(c.lower for c in counting)
    assert sum(figure.upper for figure in found) == sum(c.upper for c in counting)
    for figure in found:
        assert figure.value is None or figure.lower <= figure.value <= figure.upper


@given(CELLS)
def test_to_suppose_what_is_so_changes_nothing(cells):
    said = record(cells)
    assert then(said, "study", "study") == {} and then(said, OUT, OUT) == {}

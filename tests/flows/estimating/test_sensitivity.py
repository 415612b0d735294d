"""What follows for every table from how an input is raised: laws, on numbers that are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.estimates.methods import METHODS
from flows.estimating import sensitivity
from flows.estimating.listed import GROUPS, TOLD, example
from flows.estimating.reckoned import reckon

COUNT = st.integers(0, 10**7)
AREAS = st.lists(st.tuples(COUNT, COUNT, COUNT, COUNT), min_size=1, max_size=8)


def moved(method, text):
    found = reckon(METHODS[method], text, [], {name: "" for name in METHODS[method].options})
    return found, {each.inputs: each for each in found.moved}


def of_areas(rows, order=None):
    lines = [f"area {place},{','.join(map(str, row))}" for place, row in enumerate(rows)]
    return "\n".join(["area,p0,p1,births,deaths", *(lines if order is None else [lines[at] for at in order])])


@given(AREAS)
def test_each_input_of_a_sum_moves_it_by_a_per_cent_of_itself(rows):
    _found, lines = moved("residual-vital", of_areas(rows))
    signs = {"p0": -1, "p1": 1, "births": -1, "deaths": 1}
    for at, (name, sign) in enumerate(signs.items()):
        expected = [sign * row[at] / 100 for row in rows]
        assert lines[(name,)].changes == pytest.approx(expected, rel=1e-6, abs=1e-5)
        assert lines[(name,)].total == pytest.approx(sum(expected), rel=1e-6, abs=1e-4)


@given(AREAS)
def test_all_inputs_together_move_a_sum_by_a_per_cent(rows):
    found, lines = moved("residual-vital", of_areas(rows))
    together = sum(each.changes for each in lines.values())
    assert together == pytest.approx(found.answer.results["net"].value / 100, rel=1e-5, abs=1e-4)


@given(AREAS, st.randoms())
def test_the_order_of_rows_never_matters(rows, chance):
    order = list(range(len(rows)))
    chance.shuffle(order)
    one, other = (moved("residual-vital", of_areas(rows, how))[1] for how in (None, order))
    assert {name: each.total for name, each in one.items()} == pytest.approx(
        {name: each.total for name, each in other.items()}, rel=1e-6, abs=1e-4
    )


def test_a_higher_population_lowers_rates_and_a_missing_result_stays_missing():
    _found, lines = moved("rates", "area,population,immigrants,emigrants\nA,1000,30,10\nB,,30,10\n")
    assert lines[("population",)].changes.tolist() == [
        pytest.approx(20 / 1.01 - 20),
        pytest.approx(np.nan, nan_ok=True),
    ]
    assert lines[("population",)].largest == 0


def test_where_no_row_has_a_result_nothing_is_said_to_change():
    _found, lines = moved("residual-vital", "area,p0,p1,births,deaths\nA,,1,1,1\n")
    assert all(np.isnan(each.total) and each.largest is None for each in lines.values())


def test_inputs_that_only_change_together_do():
    _found, lines = moved("intensity", METHODS["intensity"].example)
    assert list(lines) == [("population",), ("immigrants", "emigrants")]
    assert not [each for each in lines.values() if each.refused]


def test_kinds_of_numbers_in_one_column_are_inputs_of_their_own():
    assert set(moved("residual-stock", METHODS["residual-stock"].example)[1]) == {
        ("population",), ("survival",), ("asfr",), ("srb",),
    }  # fmt: skip
    assert set(moved("mirror", METHODS["mirror"].example)[1]) == {("receiver",), ("sender",)}


def test_an_input_that_would_be_refused_says_so():
    _found, lines = moved("survival-ratio", "age,p0,p1,s\n0-4,100,90,1.295\n5+,100,90,0.9\n")
    assert "survival" in str(lines[("s",)].refused) and not lines[("p0",)].refused


def test_a_long_table_is_reckoned_once_only():
    rows = [(1, 2, 3, 4)] * (sensitivity.MOST_ROWS + 1)
    assert moved("residual-vital", of_areas(rows))[1] == {}


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_method_is_told_once_and_its_main_result_is_one(method):
    assert sum(method.name in group.methods for group in GROUPS) == 1
    assert TOLD[method.name].main in [column.name for column in method.results]
    found = reckon(method, example(method), [], {name: "" for name in method.options})
    assert found.moved and not [each for each in found.moved if each.refused]

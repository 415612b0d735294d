"""Which cells a decision applies to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core import conditions

LONG = {"duration": ["M6-11", "Y_GE1"]}
years = st.one_of(st.none(), st.integers(1990, 2040))
spans = st.tuples(years, years).filter(lambda span: None in span or span[0] <= span[1])
texts = st.sampled_from("abc")
columns = st.dictionaries(st.sampled_from(["sex", "age", "duration"]), st.lists(texts, min_size=1), max_size=3)
cells = st.fixed_dictionaries({"sex": texts, "age": texts, "duration": texts})


def test_a_breakdown_is_read_back_as_columns():
    assert conditions.breakdown("sex=남; age=18-25; note=a=b") == {"sex": "남", "age": "18-25", "note": "a=b"}
    assert conditions.breakdown("") == {}


@pytest.mark.parametrize(
    "cell, met",
    [
        ({"duration": "M6-11"}, True),
        ({"duration": "Y_GE1", "sex": "F"}, True),
        ({"duration": "M3-5"}, False),
        ({}, False),
    ],
)
def test_a_condition_wants_one_of_its_texts(cell, met):
    assert conditions.meets(LONG, cell) is met


def test_a_condition_in_words():
    assert conditions.written(LONG | {"destination": ["USA"]}) == "duration: M6-11 or Y_GE1; destination: USA"


@given(columns)
def test_the_key_forgets_order_and_repetition(condition):
    shuffled = {column: [*reversed(wanted), wanted[0]] for column, wanted in reversed(list(condition.items()))}
    assert conditions.key(shuffled) == conditions.key(condition)
    assert (conditions.key(condition) == "") is (condition == {})


@given(spans, spans)
def test_spans_overlap_when_some_year_is_in_both(one, other):
    shared = any(conditions.covers(*one, year) and conditions.covers(*other, year) for year in range(1980, 2050))
    assert conditions.years_overlap(one, other) is shared


@given(columns, columns, cells)
def test_conditions_that_do_not_collide_never_claim_one_cell_with_equal_right(one, other, cell):
    one_gives_way = bool(one) != bool(other)
    if conditions.meets(one, cell) and conditions.meets(other, cell) and not one_gives_way:
        assert conditions.collide(one, other)

"""Agreement and Cohen's kappa: published tables, drawn here with what their authors print under them, and laws.

A line of a table is what the first person said, a column what the second one said.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest import approx

from curation.core.agreement import Agreement

CODES = ("work", "study", "residence", "asylum", "exclude", "total", "not_data")


def drawn(table):
    """The agreement of a table of counts; its codes are the numbers of its lines."""
    rows = [[int(count) for count in line.split()] for line in table.strip().splitlines()]
    pairs = ((str(i), str(j)) for i, row in enumerate(rows) for j, count in enumerate(row) for _ in range(count))
    return Agreement.of(pairs)


# Cohen 1960, table 2. By hand: 140 of 200 agree, .70; chance .6×.5 + .3×.3 + .1×.2 = .41; kappa .29 / .59.
COHEN = """
    88 14 18
    10 40 10
     2  6 12
"""
# Fleiss, Cohen and Everitt 1969, table 1, their shares × 200. By hand: .53 + .14 + .03 = .70 agree;
# chance .60×.65 + .30×.25 + .10×.10 = .475; kappa .225 / .525. They print the variance as .002885.
FLEISS = """
    106 10  4
     22 28 10
      2 12  6
"""
# Two dermatologists: the example of SAS/STAT's FREQ procedure, which prints .3449 and from .2030 to .4868.
SKIN = """
    10  4  1  0
     5 10 12  2
     2  4 12  5
     0  2  6 13
"""


@pytest.mark.parametrize(
    ("table", "pairs", "observed", "expected", "kappa"),
    [(COHEN, 200, 0.70, 0.41, 0.492), (FLEISS, 200, 0.70, 0.475, 0.429), (SKIN, 88, 45 / 88, 0.2545, 0.3449)],
    ids=["Cohen", "Fleiss", "skin"],
)
def test_published_tables(table, pairs, observed, expected, kappa):
    found = drawn(table)
    assert found.pairs == pairs
    assert float(found.observed) == approx(observed)
    assert float(found.expected) == approx(expected, abs=5e-4)
    assert found.kappa == approx(kappa, abs=5e-4)


def test_the_standard_error_is_the_published_one():
    assert drawn(FLEISS).error ** 2 == approx(0.002885, abs=5e-7)
    assert drawn(SKIN).interval == approx((0.2030, 0.4868), abs=5e-5)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ("2 0\n0 3", 1.0),  # always the same
        ("0 2\n2 0", -1.0),  # never, where chance would give half
        ("1 1\n1 1", 0.0),  # as chance would
        ("0 5\n0 5", 0.0),  # the second says one code of everything
        ("7", None),  # both say one code of everything: chance alone would agree
        ("0", None),  # no pairs
    ],
)
def test_the_ends_of_the_scale(table, kappa):
    assert drawn(table).kappa == (kappa if kappa is None else approx(kappa))


@pytest.mark.parametrize(
    "table",
    [
        "0",
        "7",
        "2 0\n0 3",  # five pairs that agree do not prove that all would
        "0 2\n2 0",  # nor four that differ that none would
        "0 1\n0 3",  # whoever says one code of everything leaves nothing to measure
    ],
)
def test_no_interval_is_made_of_too_little(table):
    assert drawn(table).interval is None


def test_an_interval_ends_where_kappa_does():
    assert drawn("1 1\n1 1").interval == approx((-0.98, 0.98), abs=0.001)
    assert drawn("0 2\n3 1").interval[0] == -1
    assert drawn("9 1\n0 1").interval[1] == 1


def test_the_matrix_has_a_line_for_each_code_of_the_first_and_a_column_for_each_of_the_second():
    found = Agreement.of([("work", "study"), ("work", "study"), ("study", "study")])
    assert found.matrix(["work", "study", "asylum"], ["work", "study"]) == [[0, 2], [0, 1], [0, 0]]


# --- Laws -------------------------------------------------------------------------------------------------------------

pairs_of_codes = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), max_size=60)


def told(found):
    return found.pairs, found.agreed, found.observed, found.expected, found.kappa, found.error


@given(pairs=pairs_of_codes, renamed=st.permutations(CODES))
def test_other_names_for_the_codes_change_nothing(pairs, renamed):
    names = dict(zip(CODES, renamed, strict=True))
    assert told(Agreement.of((names[one], names[other]) for one, other in pairs)) == told(Agreement.of(pairs))


@given(pairs=pairs_of_codes, data=st.data())
def test_the_order_of_the_pairs_changes_nothing(pairs, data):
    assert told(Agreement.of(data.draw(st.permutations(pairs)))) == told(Agreement.of(pairs))


@given(pairs=pairs_of_codes)
def test_neither_person_is_the_measure_of_the_other(pairs):
    assert told(Agreement.of((other, one) for one, other in pairs)) == told(Agreement.of(pairs))


@given(codes=st.lists(st.sampled_from(CODES), min_size=2))
def test_perfect_agreement_is_1(codes):
    assume(len(set(codes)) > 1)
    assert Agreement.of((code, code) for code in codes).kappa == 1


@given(pairs=pairs_of_codes)
def test_kappa_lies_between_minus_1_and_1_and_never_above_the_share_that_agrees(pairs):
    found = Agreement.of(pairs)
    if found.kappa is None:
        assert not pairs or len({code for pair in pairs for code in pair}) == 1
    else:
        assert -1 <= found.kappa <= found.observed
        assert found.interval is None or -1 <= found.interval[0] <= found.kappa <= found.interval[1] <= 1


@given(pairs=pairs_of_codes, times=st.integers(2, 9))
def test_the_same_again_makes_it_surer_and_no_other(pairs, times):
    once, often = Agreement.of(pairs), Agreement.of(pairs * times)
    assert once.kappa == often.kappa
    if once.error is not None:
        assert often.error * times**0.5 == approx(once.error)

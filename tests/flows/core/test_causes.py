"""Cells to causes. Figures are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.causes import Cause, Cell, causes, counted, unexplained
from flows.core.changes import Change, Figure
from flows.core.records import Key

F1, J1 = ("us-niv", "F-1", "", "FY2018", 0), ("us-niv", "J-1", "", "FY2018", 0)
KEY = Key("KAZ", "USA", 2018, "study", "visas_issued")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({F1: Cell(True, 7, 7)}, {F1: Cell(True, 9, 9)}, [Cause("revised", F1, 2, 2)]),
        ({}, {F1: Cell(True, 7, 7)}, [Cause("new cell", F1, 7, 7)]),
        ({F1: Cell(True, 7, 7)}, {}, [Cause("gone cell", F1, -7, -7)]),
        ({J1: Cell(False, 40, 40)}, {J1: Cell(True, 40, 40)}, [Cause("counted by decision", J1, 40, 40)]),
        ({J1: Cell(True, 40, 40)}, {J1: Cell(False, 40, 40)}, [Cause("left out by decision", J1, -40, -40)]),
        ({J1: Cell(False, 40, 40)}, {J1: Cell(False, 50, 50)}, []),
        ({F1: Cell(True, 1, 5)}, {F1: Cell(True, 15, 15)}, [Cause("revised", F1, 14, 10)]),
        ({F1: Cell(True, 1, None)}, {F1: Cell(True, 3, 3)}, [Cause("revised", F1, 2, None)]),
    ],
)
def test_a_cell_whose_part_changed_is_a_cause(before, after, expected):
    assert list(causes(before, after)) == expected


cell = st.builds(
    lambda kept, low, more: Cell(kept, low, low + more), st.booleans(), st.integers(0, 99), st.integers(0, 9)
)
cells = st.dictionaries(st.tuples(st.sampled_from("ABCDEF")), cell)


def figure(held):
    parts = [counted(each) for each in held.values()]
    return Figure(None, sum(low for low, _ in parts), sum(high for _, high in parts), "partial")


@given(cells, cells)
def test_the_causes_add_up_to_the_difference(before, after):
    change = Change(KEY, "changed", figure(before), figure(after))
    assert unexplained(change, list(causes(before, after))) == 0


def test_what_no_cell_did_is_unexplained():
    change = Change(KEY, "changed", Figure(7, 7, 7, "normal"), Figure(9, 9, 9, "normal"))
    assert unexplained(change, []) == 2

"""An answer as CSV: what csv reads back is what was there."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.estimates import writing
from flows.core.estimates.figures import Figures, figures
from flows.core.estimates.method import Answer

CELLS = st.text(st.characters(codec="utf-8"), max_size=8)


@pytest.mark.parametrize(
    ("number", "text"),
    [(5, "5"), (-1833, "-1833"), (0, "0"), (-0.0, "0"), (0.1, "0.1"), (1 / 3, "0.3333333333333333"), (None, ""),
     (2**60, "1.152921504606847e+18")],
)  # fmt: skip
def test_numbers(number, text):
    assert writing.numbers(figures([number]).value) == [text]
    assert writing.numbers(figures([number, 0.5]).value) == [text, "0.5"]


@given(st.lists(st.tuples(CELLS, st.floats(allow_nan=False, allow_infinity=False), CELLS), min_size=1))
def test_what_is_written_is_read_again(rows):
    texts, numbers, notes = map(list, zip(*rows, strict=True))
    answer = Answer({"area": texts}, {"net": figures(numbers)}, notes)
    found = list(csv.reader(io.StringIO("".join(writing.lines(answer)), newline="")))
    assert found[0] == ["area", "net", "note"]
    assert [(area, float(net), note) for area, net, note in found[1:]] == rows


def test_bounds_without_limit_are_empty():
    net = Figures(np.array([np.nan]), np.array([-np.inf]), np.array([4.5]))
    lines = "".join(writing.lines(Answer({"area": ["A"]}, {"net": net}, ["missing: p1"])))
    assert lines == "area,net,net_lower,net_upper,note\r\nA,,,4.5,missing: p1\r\n"

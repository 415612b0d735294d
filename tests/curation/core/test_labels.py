"""What makes two raw labels one, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.core import labels


@pytest.mark.parametrize(
    ("one", "other"),
    [(["H-1B"], ["h‑1b "]), (["D2(유학)"], ["D2（유학）"]), (["work permits\u00a0(BOWPs)"], ["Work  permits (BOWPs)"])],
)
def test_the_same_label_printed_otherwise(one, other):
    assert labels.key(one) == labels.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["B-1"], ["1-B"]),
        (["H-1B"], ["H1B"]),
        (["G", "N"], ["N", "G"]),
        (["G", "", "N"], ["G", "N", ""]),
        (["NA"], [""]),
    ],
)
def test_labels_that_never_meet(one, other):
    assert labels.key(one) != labels.key(other)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_normalising_twice_changes_nothing(parts):
    once = [labels.normalise(part) for part in parts]
    assert [labels.normalise(part) for part in once] == once

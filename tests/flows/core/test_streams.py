import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.streams import chunks, paired


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], []), ([1], [[1]]), ([1, 2, 3, 4], [[1, 2], [3, 4]]), ([1, 2, 3], [[1, 2], [3]])],
)
def test_chunks(items, expected):
    assert list(chunks(iter(items), 2)) == expected


def test_two_streams_side_by_side():
    left = [("a", 1), ("b", 2), ("d", 4)]
    right = [("b", 20), ("c", 30)]
    assert list(paired(left, right)) == [
        ("a", ("a", 1), None),
        ("b", ("b", 2), ("b", 20)),
        ("c", None, ("c", 30)),
        ("d", ("d", 4), None),
    ]


@given(st.dictionaries(st.integers(), st.integers()), st.dictionaries(st.integers(), st.integers()))
def test_each_key_comes_once_with_what_each_side_has(left, right):
    found = list(paired(sorted(left.items()), sorted(right.items())))
    assert [key for key, _one, _other in found] == sorted(left.keys() | right.keys())
    assert all(one == ((key, left[key]) if key in left else None) for key, one, _other in found)
    assert all(other == ((key, right[key]) if key in right else None) for key, _one, other in found)


@pytest.mark.parametrize("stream", [[("b", 1), ("a", 2)], [("a", 1), ("a", 2)]])
def test_an_unsorted_stream_is_no_stream(stream):
    with pytest.raises(ValueError, match="not sorted by its key"):
        list(paired(stream, []))

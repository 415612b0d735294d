"""Outlines: what simplifying keeps, areas, the point inside, and the path that says the same again."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core import outlines

PLACES = st.tuples(st.integers(-5000, 5000), st.integers(-2600, 2600))
SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]
HOOK = [(0, 0), (300, 0), (300, 20), (20, 20), (20, 300), (0, 300)]


@given(st.lists(PLACES, min_size=2, max_size=40), st.floats(0, 10_000))
def test_simplifying_keeps_the_ends_and_the_order_and_makes_nothing_up(points, least):
    kept = outlines.simplified(points, least)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    rest = iter(points)
    assert all(point in rest for point in kept)


@given(st.lists(PLACES, min_size=4, max_size=40, unique=True))
def test_an_island_is_never_less_than_a_triangle(points):
    assert len(outlines.simplified([*points, points[0]], 1e12)) == 4


@given(st.lists(PLACES, min_size=2, max_size=40))
def test_backwards_a_border_is_the_same_line_where_nothing_is_left_out(points):
    assert outlines.simplified(points, 0) == outlines.simplified(points[::-1], 0)[::-1] == points


@pytest.mark.parametrize(
    ("line", "least", "kept"),
    [
        ([(0, 0), (5, 1), (10, 0)], 6, [(0, 0), (10, 0)]),
        ([(0, 0), (5, 1), (10, 0)], 5, [(0, 0), (5, 1), (10, 0)]),
        ([(0, 0), (5, 1), (10, 0), (10, 50)], 6, [(0, 0), (10, 0), (10, 50)]),
    ],
)
def test_small_corners_go(line, least, kept):
    assert outlines.simplified(line, least) == kept


@pytest.mark.parametrize(("ring", "size"), [(SQUARE, 10_000), (SQUARE[::-1], 10_000), (HOOK, 11_600), ([], 0)])
def test_areas(ring, size):
    assert outlines.area(ring) == size


@pytest.mark.parametrize("ring", [SQUARE, HOOK, [(x + 1000, y - 700) for x, y in HOOK]])
def test_a_label_stands_inside_and_as_far_from_the_edge_as_can_be(ring):
    place = outlines.inmost(ring)
    assert outlines.within(place, ring)
    assert outlines.room(place, ring) >= {10_000: 49, 11_600: 9}[outlines.area(ring)]


@given(st.lists(st.lists(PLACES, min_size=3, max_size=12, unique=True), min_size=1, max_size=3))
def test_a_path_says_its_rings_again(rings):
    said = outlines.path(rings)
    assert [list(again(one)) for one in said.split("z")[:-1]] == rings


def again(said):
    """The points of one ring: a place, then steps."""
    numbers = [int(number) for number in re.findall(r"-?\d+", said)]
    x = y = 0
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        yield x, y


@given(st.lists(st.lists(PLACES, min_size=3, max_size=12, unique=True), min_size=1, max_size=3))
def test_a_path_reaches_as_far_as_its_points(rings):
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    assert outlines.extent(outlines.path(rings)) == (min(xs), min(ys), max(xs), max(ys))


def test_a_path_is_short():
    assert outlines.path([SQUARE]) == "M0 0l100 0 0 100-100 0z"


@given(st.lists(PLACES, min_size=3, max_size=30))
def test_nowhere_near_an_edge_is_nearer_than_the_edge(ring):
    place = ring[0]
    assert min(outlines.apart(place, *edge) for edge in pairwise([*ring, ring[0]])) == 0

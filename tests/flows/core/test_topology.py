"""Arcs to outlines. The little world is made up.

A    B
1    2      two countries, 1 in the west and 2 in the east, that share a border: arc 0
"""

import pytest

from flows.core import topology

# Steps of one degree from 0° E, 0° N; arc 0 is the border from south to north, 1 goes round the west, 2 round the east.
WORLD = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 2], [2, 0], [0, -2], [-2, 0]],
    ],
}  # fmt: skip


def test_arcs_are_told_by_steps():
    assert topology.arcs(WORLD) == [
        [(2, 0), (2, 2)],
        [(2, 2), (0, 2), (0, 0), (2, 0)],
        [(2, 2), (4, 2), (4, 0), (2, 0)],
    ]


def test_steps_are_as_long_as_the_file_says():
    world = {"transform": {"scale": [0.5, 2], "translate": [-180, -90]}, "arcs": [[[10, 20], [2, -1]]]}
    assert topology.arcs(world) == [[(-175, -50), (-174, -52)]]


@pytest.mark.parametrize(
    ("geometry", "polygons"),
    [
        ({"type": "Polygon", "arcs": [[0, 1]]}, [[[0, 1]]]),
        ({"type": "MultiPolygon", "arcs": [[[0, 1]], [[2]]]}, [[[0, 1]], [[2]]]),
    ],
)
def test_polygons(geometry, polygons):
    assert topology.polygons(geometry) == polygons


def test_neighbours_share_a_border_from_both_sides():
    arcs = topology.arcs(WORLD)
    west, east = (topology.joined(ring, lambda at: arcs[at]) for ring in ([0, 1], [0, 2]))
    assert west == [(2, 0), (2, 2), (0, 2), (0, 0)]
    assert east == [(2, 0), (2, 2), (4, 2), (4, 0)]
    backwards = topology.joined([~1, ~0], lambda at: arcs[at])
    assert backwards == [(2, 0), (0, 0), (0, 2), (2, 2)]


@pytest.mark.parametrize(
    ("ring", "beyond"),
    [
        ([(10, 0), (20, 0), (20, 10)], False),
        ([(170, 60), (180, 60), (-170, 65)], True),  # as Chukotka: over the 180th meridian
        ([(-180, -16), (-179, -17), (-179, -16)], True),
        ([(-168, 66), (-160, 60), (-141, 70)], False),  # as Alaska
    ],
)
def test_land_west_of_the_cut_stands_in_the_far_east(ring, beyond):
    assert topology.lies_beyond(ring) is beyond


def test_land_over_the_edge_stays_in_one_piece():
    flat = topology.laid_flat([(170, 60), (180, 60), (-180, 60), (-170, 60)], beyond=True)
    xs = [x for x, _y in flat]
    assert xs == sorted(xs) and len(flat) == 3  # both names of the 180th meridian are one place
    assert xs[-1] - xs[0] < 700

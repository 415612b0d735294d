"""Equal Earth: the values its authors give, and the laws it is made for."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.core.projection import CUT, MIDDLE, SCALE, equal_earth, on_our_map

LATITUDES = st.floats(-89, 89)
LONGITUDES = st.floats(-179, 179)
NEAR = 1e-5


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (0, 0, 0, 0),
        (180, 0, 2.706630, 0),
        (0, 90, 0, 1.317363),
        (180, 90, 1.603589, 1.317363),
    ],
)
def test_known_places(longitude, latitude, x, y):
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=2e-5)


def test_the_proportions_that_the_paper_gives():
    (wide, _), (pole, high) = equal_earth(180, 0), equal_earth(180, 90)
    assert (wide / high, pole / wide) == pytest.approx((2.05458, 0.59247), abs=1e-5)


@given(LONGITUDES, LATITUDES)
def test_west_and_south_mirror_east_and_north(longitude, latitude):
    x, y = equal_earth(longitude, latitude)
    assert equal_earth(-longitude, latitude) == pytest.approx((-x, y))
    assert equal_earth(longitude, -latitude) == pytest.approx((x, -y))


@given(LONGITUDES, st.floats(-85, 85))
def test_a_small_piece_of_land_keeps_its_area(longitude, latitude):
    """On the globe a step east by a step north is cos(latitude) as large; the map says the same everywhere."""
    x, y = equal_earth(longitude, latitude)
    east, north = equal_earth(longitude + NEAR, latitude), equal_earth(longitude, latitude + NEAR)
    area = (east[0] - x) * (north[1] - y) - (east[1] - y) * (north[0] - x)
    assert area / radians(NEAR) ** 2 == pytest.approx(cos(radians(latitude)), rel=1e-3)


@given(LATITUDES)
def test_our_map_has_its_middle_at_11_east_and_north_on_top(latitude):
    x, y = on_our_map(MIDDLE, latitude)
    assert abs(x) < 1e-9
    assert y == pytest.approx(-equal_earth(0, latitude)[1] * SCALE)


@given(LATITUDES)
def test_our_map_is_cut_where_its_edges_meet(latitude):
    west, east = on_our_map(CUT, latitude), on_our_map(CUT + 360, latitude)
    assert west == pytest.approx((-east[0], east[1]))

"""Equal Earth: from longitude and latitude to a flat map on which equal areas stay equal.

B. Šavrič, T. Patterson, B. Jenny (2018): The Equal Earth map projection, International Journal of Geographical
Information Science 33 (3), 454–465, doi:10.1080/13658816.2018.1504949. The polynomial and its four coefficients are
theirs, for a globe of radius 1. The middle of our map is 11° east, so that Central Asia, Europe and North America lie
whole on it; it is cut at 169° west, in the Bering Strait.
"""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
MIDDLE = 11
CUT = MIDDLE - 180
SCALE = 2000  # steps to the radius of the globe: one is about 3 km


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """The place on a map around longitude 0, in radii of the globe; x to the east, y to the north."""
    lean = asin(M * sin(radians(latitude)))
    square = lean * lean
    sixth = square**3
    narrowing = 3 * (9 * A4 * square * sixth + 7 * A3 * sixth + 3 * A2 * square + A1)
    x = 2 * sqrt(3) * radians(longitude) * cos(lean) / narrowing
    return x, lean * (A1 + A2 * square + sixth * (A3 + A4 * square))


def on_our_map(longitude: float, latitude: float) -> tuple[float, float]:
    """The place in steps of our shapes; y to the south, as drawings have it.

    A longitude west of the cut by up to 180° more may be given, so that a piece of land may stand over the edge whole.
    """
    x, y = equal_earth(longitude - MIDDLE, latitude)
    return x * SCALE, -y * SCALE

"""Outlines on a flat map: made simpler, measured, and said as SVG paths."""

import re
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise

NUMBER = re.compile(r"-?\d+")


def simplified(points: list, least: float) -> list:
    """The points without those that make a triangle smaller than `least` with their neighbours (Visvalingam, Whyatt).

    The ends stay, and of a closed line three more points: an island is never less than a triangle.
    """
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    keep = [True] * len(points)
    spare = len(points) - (4 if points[0] == points[-1] else 2)
    heap = [(triangle(*points[at - 1 : at + 2]), at) for at in range(1, len(points) - 1)]
    heapify(heap)
    areas = {at: area for area, at in heap}
    while heap and spare > 0:
        area, at = heappop(heap)
        if not keep[at] or area != areas[at]:
            continue  # a neighbour went meanwhile, and the point stands in the heap again
        if area >= least:
            break
        keep[at], spare = False, spare - 1
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for each in (left, right):
            if 0 < each < len(points) - 1:
                areas[each] = max(area, triangle(points[before[each]], points[each], points[after[each]]))
                heappush(heap, (areas[each], each))
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def triangle(one, other, third) -> float:
    """The area between three points."""
    return abs((other[0] - one[0]) * (third[1] - one[1]) - (third[0] - one[0]) * (other[1] - one[1])) / 2


def area(ring: list) -> float:
    """The area within a ring, whichever way round it goes."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise([*ring, *ring[:1]]))) / 2


def inmost(ring: list, steps: int = 12) -> tuple[float, float]:
    """A point inside that is far from the edge, where a number stands best: the best of a grid, then finer."""
    left, right = min(x for x, _y in ring), max(x for x, _y in ring)
    top, bottom = min(y for _x, y in ring), max(y for _x, y in ring)
    best = (ring[0], -1.0)
    for _finer in range(3):
        for across in range(steps + 1):
            for down in range(steps + 1):
                place = left + (right - left) * across / steps, top + (bottom - top) * down / steps
                if (far := room(place, ring)) > best[1]:
                    best = place, far
        (x, y), wide, high = best[0], (right - left) / steps, (bottom - top) / steps
        left, right, top, bottom = x - wide, x + wide, y - high, y + high
    return best[0]


def room(place, ring) -> float:
    """How far a place inside a ring is from its edge; less than nothing outside."""
    far = min(apart(place, *edge) for edge in pairwise([*ring, *ring[:1]]))
    return far if within(place, ring) else -far


def within(place, ring) -> bool:
    """Whether a ray from the place to the east crosses the ring an odd number of times."""
    x, y = place
    crossed = False
    for (ax, ay), (bx, by) in pairwise([*ring, *ring[:1]]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossed = not crossed
    return crossed


def apart(place, one, other) -> float:
    """From a place to the nearest point of an edge."""
    (x, y), (ax, ay), (bx, by) = place, one, other
    long = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0 if not long else max(0, min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long))
    return ((ax + along * (bx - ax) - x) ** 2 + (ay + along * (by - ay) - y) ** 2) ** 0.5


def path(rings: list) -> str:
    """Rings as one SVG path: a start, then steps, which are shorter than places."""
    return "".join(_ring(ring) for ring in rings)


def extent(path: str) -> tuple[int, int, int, int]:
    """How far a path reaches to the west, north, east and south; nowhere where it says nothing."""
    xs, ys = [], []
    for said in path.split("z")[:-1]:
        numbers = [int(number) for number in NUMBER.findall(said)]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0, 0, 0, 0)


def _ring(ring):
    steps = [f"{u - x}{_number(v - y)}" for (x, y), (u, v) in pairwise(ring)]
    return f"M{ring[0][0]}{_number(ring[0][1])}l{steps[0]}{''.join(map(_behind, steps[1:]))}z"


def _number(value):
    """A number behind another: a minus parts them as well as a blank does."""
    return str(value) if value < 0 else f" {value}"


def _behind(step):
    return step if step[0] == "-" else f" {step}"

"""Land from a TopoJSON file: its arcs laid flat, made simpler where nobody would see it, and joined to outlines.

Neighbours share their arcs. Simplified one by one, a border stays the same line from both sides and no gap opens.
"""

from flows.core.projection import CUT, on_our_map

TURN = 360


def arcs(topology: dict) -> list[list[tuple[float, float]]]:
    """Each arc as longitudes and latitudes: they are stored as small steps from one point to the next."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for across, up in steps:
            x, y = x + across, y + up
            points.append((x * wide + west, y * high + south))
        found.append(points)
    return found


def polygons(geometry: dict) -> list[list[list[int]]]:
    """The polygons of a country, each as rings of numbers of arcs; a negative number means: backwards."""
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def lies_beyond(ring: list) -> bool:
    """Whether a ring of longitudes and latitudes goes over the 180th meridian, or lies west of the cut of our map."""
    longitudes = [longitude for longitude, _latitude in ring]
    return max(longitudes) - min(longitudes) > TURN / 2 or sum(longitudes) / len(longitudes) < CUT


def laid_flat(points: list, beyond: bool) -> list[tuple[int, int]]:
    """An arc in whole steps of our map, no step said twice; `beyond` the cut in the west it stands at the far east."""
    flat = []
    for longitude, latitude in points:
        x, y = on_our_map(longitude + TURN * (beyond and longitude < 0), latitude)
        if not flat or flat[-1] != (round(x), round(y)):
            flat.append((round(x), round(y)))
    return flat


def joined(ring: list[int], held) -> list:
    """The points of a ring of arcs, `held(number)` being the points of one; where they meet a point is said once."""
    points = []
    for number in ring:
        arc = held(number) if number >= 0 else held(~number)[::-1]
        points += arc[1:] if points else arc
    return points[:-1]

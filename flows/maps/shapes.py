"""The shapes of the map and where labels stand, read once from `static/geo/world.svg`."""

import xml.etree.ElementTree as xml
from functools import cache
from typing import NamedTuple

from django.conf import settings

from flows.core import outlines

FILE = "geo/world.svg"
PATH = "{http://www.w3.org/2000/svg}path"


class Shape(NamedTuple):
    """Land as the `d` of an SVG path, empty where it is smaller than our steps, and the place of its label.

    `extent` is how far it reaches: west, north, east, south.
    """

    path: str
    x: int | None
    y: int | None
    extent: tuple


@cache
def shapes():
    """{code: Shape}; what no code is given for stands under the empty one."""
    drawn = xml.parse(settings.BASE_DIR / "static" / FILE).iter(PATH)
    return {
        path.get("id", ""): Shape(
            path.get("d"), _whole(path, "data-x"), _whole(path, "data-y"), outlines.extent(path.get("d"))
        )
        for path in drawn
    }


def _whole(path, name):
    return int(path.get(name)) if path.get(name) else None


def place(code):
    """Where on the map a code stands, or None for one that has neither shape nor stated place."""
    shape = shapes().get(code)
    return (shape.x, shape.y) if shape and shape.x is not None else None

"""A rendered drawing without its colours, fonts and scaffolding: a few paths and texts with classes.

The policy of the site allows no inline style, and one drawing serves light, dark and paper.
"""

import re
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

NUMBER = re.compile(r"-?\d+\.\d+")
SHIFT = re.compile(r"translate\(([-\d.e]+)[ ,]+([-\d.e]+)\)")
KEPT = ["stroke-width", "stroke-dasharray", "text-anchor"]
SCAFFOLD = {"background", "foreground"}


class Palette(NamedTuple):
    """{colour in the specification: class in the drawing}; a category's colour becomes `f-…` or `s-…`."""

    classes: dict

    def of(self, colours):
        """The classes of an element that is filled or drawn in some colours."""
        found = ((way, self.classes[colour]) for way, colour in colours if colour in self.classes)
        return " ".join(
            named if " " in named or len(named) < 3 or named in PLAIN else f"{way}-{named}" for way, named in found
        )


PLAIN = {"hatched", "base"}


def cleaned(svg, palette):
    """The drawing with all groups dissolved, its numbers to a tenth, and classes for colours."""
    root = ElementTree.fromstring(re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg))
    parts = "".join(flat(root, 0, 0, palette))
    width, height = (round(float(root.get(side))) for side in ("width", "height"))
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" fill="none">{parts}</svg>'
    )


def flat(element, x, y, palette):
    for child in element:
        across, down = shift(child)
        if child.tag == "g":
            yield from flat(child, x + across, y + down, palette)
        elif not set(child.get("class", "").split()) & SCAFFOLD and child.get("display") != "none":
            yield part(child, x + across, y + down, palette)


def shift(element):
    found = SHIFT.search(element.get("transform", ""))
    return map(float, found.groups()) if found else (0, 0)


def part(element, x, y, palette):
    """A path or a text at its place; a straight line is a path too."""
    named = palette.of([("f", element.get("fill")), ("s", element.get("stroke"))])
    said = {"class": named, **{name: element.get(name) for name in KEPT if element.get(name) not in (None, "1")}}
    if element.tag == "text":
        return tag("text", said | {"x": short(x), "y": short(y)}, escape("".join(element.itertext())))
    path = element.get("d")
    if element.tag == "line":
        path = f"M0,0L{element.get('x2', 0)},{element.get('y2', 0)}"
    if element.tag not in ("path", "line") or not path:
        return ""
    return tag("path", said | {"d": NUMBER.sub(lambda found: short(float(found[0])), path), **placed(x, y)})


def placed(x, y):
    return {"transform": f"translate({short(x)} {short(y)})"} if x or y else {}


def short(number):
    return f"{round(number, 1):g}"


def tag(name, said, inside=""):
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items() if value)
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"

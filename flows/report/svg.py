"""A rendered drawing without its colours, fonts and scaffolding: a few paths and texts with classes.

The policy of the site allows no inline style, and one drawing serves light, dark and paper.
"""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

PLACE = re.compile(r"([ML])(-?[\d.e-]+),(-?[\d.e-]+)")
LENGTH = re.compile(r"([hv])(-?[\d.e-]+)")
ROUND = re.compile("[Aa]")
SHIFT = re.compile(r"translate\(([-\d.e]+)[ ,]+([-\d.e]+)\)")
KEPT = ["stroke-width", "stroke-dasharray", "stroke-opacity"]
USUAL = "12px"  # the size of letters, as the style sheet of charts has it
SCAFFOLD = {"background", "foreground"}


def cleaned(svg, palette):
    """The drawing with all groups dissolved, its numbers to a tenth, and classes for colours.

    palette: colour in the specification → (class of what it fills, class of what it draws)
    """
    root = ElementTree.fromstring(re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg))
    parts = "".join(flat(root, 0, 0, palette))
    width, height = (round(float(root.get(side))) for side in ("width", "height"))
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg class="chart" {box} fill="none">{parts}</svg>'


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
    """A path or a text at its place; a straight line is a path too, and a round point a circle."""
    filled, drawn = (palette.get(element.get(way), ("", "")) for way in ("fill", "stroke"))
    said = {"class": f"{filled[0]} {drawn[1]}".strip()}
    if element.tag == "text":
        anchor = element.get("text-anchor", "").removeprefix("start")
        size = (element.get("font-size") or "").removeprefix(USUAL)
        place = {"text-anchor": anchor, "font-size": size, "x": short(x), "y": short(y)}
        return tag("text", said | place, element.text)
    path = element.get("d")
    if element.tag == "line":
        path = f"M0,0L{element.get('x2', 0)},{element.get('y2', 0)}"
    if not path:
        return ""
    if ROUND.search(path):
        return tag("circle", said | {"cx": short(x), "cy": short(y), "r": short(float(path[1:].split(",")[0]))})
    if filled[0] and element.get("fill-opacity", "1") != "1":
        said["fill-opacity"] = element.get("fill-opacity")
    kept = {name: element.get(name) for name in KEPT if drawn[1] and element.get(name) not in (None, "", "1")}
    return tag("path", said | kept | {"d": moved(path, x, y)})


def moved(path, x, y):
    """A path elsewhere: places move, lengths (h, v) stay."""
    shifted = PLACE.sub(lambda at: f"{at[1]}{short(float(at[2]) + x)} {short(float(at[3]) + y)}", path)
    return LENGTH.sub(lambda found: f"{found[1]}{short(float(found[2]))}", shifted)


def short(number):
    return f"{round(number, 1):g}"


def tag(name, said, inside=""):
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in said.items() if value)
    return f"<{name}{attributes}>{escape(inside)}</{name}>" if inside else f"<{name}{attributes}/>"


# --- On paper ---------------------------------------------------------------------------------------------------------

INK, RULE, PALE = "#47535D", "#DED7C9", "#8C9196"
CATEGORIES = {"work": "#9C5A08", "study": "#2B4A85", "residence": "#0F7A6C", "asylum": "#7D1440"}
PAPER = {
    "ax": {"fill": INK},
    "gr": {"stroke": RULE},
    "base": {"stroke": INK},
    "f-pale": {"fill": PALE},
    "s-pale": {"stroke": PALE},
    "hatched": {"fill": "url(#hatch)", "stroke": PALE},
    "line": {"fill": "none", "stroke": INK, "stroke-width": "1.3"},
    **{f"f-{code}": {"fill": colour} for code, colour in CATEGORIES.items()},
    **{f"s-{code}": {"stroke": colour} for code, colour in CATEGORIES.items()},
}
HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M2.5 0v5" stroke="{PALE}"/></pattern></defs>'
)
CLASS = re.compile(r' class="([^"]*)"')
HEAD = re.compile(r"<svg[^>]*?(viewBox=\"[^\"]*\")[^>]*>")
FONT = 'font-family="Libertinus Serif" font-size="12"'


def printed(drawing):
    """A drawing that stands for itself: with the colours of paper, a hatch and a font of its own."""
    fill = "none" if 'fill="none"' in drawing[:200] else INK
    opened = HEAD.sub(rf'<svg xmlns="http://www.w3.org/2000/svg" \1 fill="{fill}" {FONT}>{HATCH}', drawing, count=1)
    return CLASS.sub(lambda found: on_paper(found[1].split()), opened)


def on_paper(classes):
    said = {name: value for each in classes for name, value in PAPER.get(each, {}).items()}
    return "".join(f' {name}="{value}"' for name, value in said.items())

"""What all pictures have in common: colours by role, words, the legend, signs for what is no plain number.

A specification holds its data, and no expression, no address and no text of a reader's anywhere but in the data.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flows.core.graphics.cells import EXCLUDED, HIDDEN, MISSING, Cell

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
FONT = "Liberation Sans, Arial, Noto Sans, sans-serif"
LETTER = 6.7  # width of a letter of 12 pixels, about
LINE = 20  # of a legend
TOP = 52  # title and subtitle
LONGEST = 22  # letters of a name beside an axis
DASHED, DOTTED = [4, 2], [1, 3]


class Look(NamedTuple):
    """How a picture looks and speaks.

    colours: role → colour; words: what it says of itself, by names; number: how a number is written; main: the role of
    what the picture is about, a category or the accent; year: how a year is written.
    """

    colours: Mapping[str, str]
    words: Mapping[str, str]
    number: Callable[[float], str]
    main: str = "accent"
    title: str = ""
    subtitle: str = ""
    year: Callable[[int], str] = str

    def said(self, cell: Cell) -> str:
        """A number, or its bounds: `809`, `230–326`, `−50 … −20`, `≥ 65`; nothing where there is none."""
        if cell.value is not None:
            return self.number(cell.value)
        if cell.kind != HIDDEN:
            return ""
        lower, upper = (None if each is None else self.number(each) for each in (cell.lower, cell.upper))
        if upper is None:
            return f"≥ {lower}"
        if lower is None:
            return f"≤ {upper}"
        if lower == upper:
            return lower
        return f"{lower}–{upper}" if cell.lower >= 0 else f"{lower} … {upper}"  # beside a minus a dash is read as one


class Sign(NamedTuple):
    """An entry of the legend: a square that is filled, hollow or hatched, or a line; and what it means."""

    words: str
    role: str = ""
    opacity: float = 1
    shape: str = "square"


def config(rule: str, ink: str) -> dict:
    """The theme of the site's charts."""
    return {
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "domain": False, "ticks": False, "title": None, "grid": False, "gridColor": rule, "labelColor": ink,
            "labelFontSize": 12, "labelPadding": 8, "labelAngle": 0, "labelOverlap": True,
        },
        "line": {"strokeWidth": 2, "interpolate": "linear", "strokeCap": "round"},
        "point": {"size": 32, "filled": True, "opacity": 1},
        "rule": {"strokeWidth": 1.75},
        "text": {"fontSize": 12, "align": "left", "baseline": "middle"},
        "bar": {"cornerRadius": 0},
    }  # fmt: skip


def picture(look: Look, width: int, height: int, left: int, right: int, layers: Sequence, signs=(), **more) -> dict:
    """A specification of these layers, with title above and legend below."""
    below, lines = legend(signs, look, left, width + right, height + more.pop("below", 0) + 22)
    bottom = TOP // 2 + lines * LINE + (more.pop("foot", 0))
    head = more.pop("head", 0)
    heading = [
        {"x": -left + 8, "y": -34 - head, "says": look.title, "size": 15},
        {"x": -left + 8, "y": -14 - head, "says": look.subtitle, "size": 12},
    ]
    return {
        "$schema": SCHEMA,
        "description": look.title,
        "width": width, "height": height, "autosize": "none",
        "padding": {"left": left, "right": right, "top": TOP + head, "bottom": bottom},
        **more,
        "layer": [*layers, *below, *placed(heading, look)],
        "config": {**config(look.colours["rule"], look.colours["ink-2"]), "font": FONT},
    }  # fmt: skip


def at(**pixels) -> dict:
    """Encodings that are pixels as they stand."""
    return {name: {"field": field, "type": "quantitative", "scale": None} for name, field in pixels.items()}


def layer(mark, values, **encoding) -> dict:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def name(field: str, **more) -> dict:
    return {"field": field, "type": "nominal", **more}


def words(values, look: Look, role: str = "ink-2", mark=None, **encoding) -> dict:
    """Texts of a field `says`."""
    return layer(
        {"type": "text", "fill": look.colours[role], **(mark or {})}, values, text={"field": "says"}, **encoding
    )


def placed(values, look: Look, role: str = "ink", **mark) -> list[dict]:
    """Texts at pixels, each as large as it says; none where there is nothing to say."""
    values = [each for each in values if each["says"]]
    sizes = dict.fromkeys(each.get("size", 12) for each in values)
    return [
        words(
            [each for each in values if each.get("size", 12) == size], look, role, {"fontSize": size, **mark},
            **at(x="x", y="y"),
        )
        for size in sizes
    ]  # fmt: skip


def short(text: str, letters: int = LONGEST) -> str:
    """A name that has room."""
    return text if len(text) <= letters else f"{text[: max(letters - 1, 1)]}…"


def hatch(width: float, height: float, gap: int = 7) -> str:
    """Lines at 45° in a box round the origin, as a path in pixels (for a point of size 4)."""
    right, top, parts = width / 2, height / 2, []
    for start in range(int(-right - height) + gap, int(right), gap):
        ends = [(max(start, -right), top - (max(start, -right) - start))]
        ends.append((min(start + height, right), top - (min(start + height, right) - start)))
        parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in ends))
    return "".join(parts)


def hatched(values, look: Look, width: float, height: float, **encoding) -> list[dict]:
    """Boxes of what is not there."""
    if not values:
        return []
    return [layer(hatching(look, width, height), values, **encoding)]


def hatching(look: Look, width: float, height: float) -> dict:
    """The mark of such a box: a point whose shape is its rim and its lines, so that any viewer of Vega draws it."""
    pale = {"filled": False, "stroke": look.colours["rule-2"], "strokeWidth": 1}
    box = f"M{-width / 2:g},{-height / 2:g}L{width / 2:g},{-height / 2:g}L{width / 2:g},{height / 2:g}"
    box += f"L{-width / 2:g},{height / 2:g}L{-width / 2:g},{-height / 2:g}"
    return {"type": "point", "shape": box + hatch(width, height), "size": 4, **pale}


# --- The legend -------------------------------------------------------------------------------------------------------


def signs_of(cells: Sequence[Cell], look: Look, hidden: str = "hollow") -> list[Sign]:
    """What a legend says of the cells that are no plain number."""
    found = {cell.kind for cell in cells}
    known = [
        (HIDDEN, Sign(look.words["hidden"], look.main, 1, hidden)),
        (MISSING, Sign(look.words["missing"], "rule-2", 1, "hatched")),
        (EXCLUDED, Sign(look.words["excluded"], "rule-2", 1, "cross")),
    ]
    return [sign for kind, sign in known if kind in found]


def legend(signs: Sequence[Sign], look: Look, left: int, right: int, top: int) -> tuple[list[dict], int]:
    """Layers of the legend under a plot, and how many lines it takes."""
    x, line, spots = -left + 8, 0, []
    for sign in signs:
        long = 22 + len(sign.words) * LETTER + 18
        if x + long > right and x > -left + 8:
            x, line = -left + 8, line + 1
        spots.append((sign, {"x": x + 6, "y": top + line * LINE, "says": sign.words}))
        x += long
    layers = [layer(_mark(sign, look), [{"x": at_["x"], "y": at_["y"]}], **at(x="x", y="y")) for sign, at_ in spots]
    texts = [{**spot, "x": round(spot["x"] + 14, 1)} for _sign, spot in spots]
    return layers + placed(texts, look, "ink-2"), (line + 1 if spots else 0)


def _mark(sign: Sign, look: Look) -> dict:
    colour = look.colours[sign.role]
    if sign.shape == "hatched":
        return hatching(look, 12, 12)
    if sign.shape == "square":
        return {"type": "point", "shape": "square", "size": 144, "fill": colour, "fillOpacity": sign.opacity}
    path = {
        "hollow": "M-6,-6L6,-6L6,6L-6,6L-6,-6",
        "outline": "M-6,-6L6,-6L6,6L-6,6L-6,-6",
        "cross": "M-4,-4L4,4M4,-4L-4,4",
        "interval": "M0,-6L0,6M-4,-6L4,-6M-4,6L4,6",
        "tick": "M0,-6L0,6",
        "none": "M0,0L0,0",
    }.get(sign.shape, "M-8,0L8,0")
    dash = {"hollow": DASHED, "dashed": DASHED, "dotted": DOTTED}.get(sign.shape, [])
    drawn = {"stroke": colour, "strokeWidth": {"tick": 2.5, "line": 2}.get(sign.shape, 1.5), "strokeDash": dash}
    return {"type": "point", "shape": path, "size": 4, "filled": False, **drawn}

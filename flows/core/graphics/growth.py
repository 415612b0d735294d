"""Growth taken apart: for each area a bar of natural increase, a bar of net migration, and a mark where both lead."""

from collections.abc import Sequence
from typing import NamedTuple

from flows.core.estimates import residual
from flows.core.estimates.tables import Table
from flows.core.graphics.cells import HIDDEN, KNOWN, Cell, Drawn, cells, checked, refuse_many
from flows.core.graphics.courses import OPEN
from flows.core.graphics.look import DASHED, Look, Sign, at, hatched, layer, picture, placed, short, signs_of
from flows.core.scales import ticks

METHOD = residual.METHODS[0]
COLUMNS, EXAMPLE = METHOD.columns, METHOD.example
MOST = 30
OPEN_ENDED = "open"
HIGH, BAR, PLOT, LEFT, RIGHT = 44, 11, 340, 170, 80


class Growth(NamedTuple):
    """Of one area, persons: what births and deaths added, what migration did, and both together."""

    area: str
    natural: Cell
    net: Cell
    growth: Cell


def rows(table: Table) -> list[Growth]:
    """Net migration as the residual of each row: growth less births and plus deaths."""
    table = checked(table, "area")
    areas = table.keys["area"].written()
    refuse_many(areas, MOST, "area", "areas")
    found = residual.vital(*(table.figures[name] for name in ("p0", "p1", "births", "deaths")))
    parts = (cells(each, least=None) for each in (found.natural_increase, found.net, found.growth))
    return [Growth(*row) for row in zip(areas, *parts, strict=True)]


def draw(found: Sequence[Growth], look: Look) -> Drawn:
    """Bars to the right of zero add, bars to the left take away."""
    every = [cell for each in found for cell in each[1:]]
    ends = [end for cell in every for end in (cell.value, cell.lower, cell.upper) if end is not None]
    right, left = ticks(max([0, *ends]), about=3), ticks(-min([0, *ends]), about=3)
    step = max(right[1] if max([0, *ends]) else 0, left[1] if min([0, *ends]) else 0) or 1
    least, most = (-(-size // step) * step for size in (-min([0, *ends]), max([0, *ends])))
    marks = [int(mark) for mark in range(-int(least), int(most) + 1, int(step))]
    whole = (marks[-1] - marks[0]) or 1

    def x(value):
        return round((value - marks[0]) / whole * PLOT, 1)

    high = HIGH * len(found)
    grid = [{"x": x(mark), "y": 0, "y2": high} for mark in marks]
    zero = [{"x": x(0), "y": 0, "y2": high}]
    layers = [
        layer({"type": "rule", "stroke": look.colours[role], "strokeWidth": 1}, some, **at(x="x", y="y", y2="y2"))
        for role, some in (("rule", [each for each in grid if each not in zero]), ("ink-3", zero))
        if some
    ]
    layers += _bars(found, x, look)
    beside = -12 - OPEN * any(cell.kind == HIDDEN and cell.lower is None for cell in every)
    names = [{"x": beside, "y": HIGH * place + HIGH / 2, "says": short(each.area)} for place, each in enumerate(found)]
    layers += placed(names, look, "ink", align="right")
    scale = [{"x": x(mark), "y": high + 14, "says": look.number(mark), "size": 11} for mark in marks]
    layers += placed(scale, look, "ink-2", align="center")
    words = look.words
    signs = [Sign(words["natural"], "rule-2"), Sign(words["net"], look.main), Sign(words["growth"], "ink", 1, "tick")]
    signs += signs_of(every, look)
    heads = [words["area"], words["natural"], words["net"], words["growth"]]
    spec = picture(look, PLOT, high, LEFT, RIGHT, layers, signs, below=20, foot=20)
    return Drawn(spec, heads, [([each.area], list(each[1:])) for each in found])


def _bars(found, x, look):
    parts, said, missing, growth = {}, [], [], []
    for place, each in enumerate(found):
        middle = HIGH * place + HIGH / 2
        for kind, cell, y in (("natural", each.natural, middle - BAR - 1), ("net", each.net, middle + 1)):
            if cell.kind in (KNOWN, HIDDEN):
                near, far = _ends(cell, x)
                bar = {"area": each.area, "value": cell.value, "x": near, "x2": far, "y": y, "y2": y + BAR}
                parts.setdefault((kind, OPEN_ENDED if _is_open(cell) else cell.kind), []).append(bar)
                said.append(
                    {"x": max(bar["x"], bar["x2"], x(0)) + 6, "y": y + BAR / 2, "says": look.said(cell), "size": 11}
                )
            else:
                missing.append({"x": x(0) + 10, "y": y + BAR / 2})
        if each.growth.kind == KNOWN:
            growth.append({"area": each.area, "x": x(each.growth.value), "y": middle - BAR - 4, "y2": middle + BAR + 4})
    layers = []
    for (kind, known), some in parts.items():
        colour = look.colours[look.main if kind == "net" else "rule-2"]
        dashed = {"stroke": colour, "strokeWidth": 1.5, "strokeDash": DASHED}
        if known == OPEN_ENDED:
            layers += _open_ended(some, dashed)
            continue
        mark = {"fill": colour} if known == KNOWN else {"fill": look.colours["paper"], **dashed}
        layers.append(layer({"type": "rect", **mark}, some, **at(x="x", x2="x2", y="y", y2="y2")))
    if growth:
        tick = {"type": "rule", "stroke": look.colours["ink"], "strokeWidth": 2.5}
        layers.append(layer(tick, growth, **at(x="x", y="y", y2="y2")))
    return layers + placed(said, look, "ink-2") + hatched(missing, look, 12, 11, **at(x="x", y="y"))


def _is_open(cell):
    """Whether nothing limits it on one side."""
    return cell.kind == HIDDEN and None in (cell.lower, cell.upper)


def _ends(cell, x):
    """Where a bar begins and ends: at zero and its number, at its two bounds, or at its one bound and somewhere."""
    if cell.kind == KNOWN:
        return x(0), x(cell.value)
    if cell.upper is None:
        return x(cell.lower), x(cell.lower) + OPEN
    if cell.lower is None:
        return x(cell.upper), x(cell.upper) - OPEN
    return x(cell.lower), x(cell.upper)


def _open_ended(bars, dashed):
    """The two long sides and the side of the bound; the fourth is not there."""
    long = [{**bar, "y": bar[side]} for bar in bars for side in ("y", "y2")]
    return [
        layer({"type": "rule", **dashed}, long, **at(x="x", x2="x2", y="y")),
        layer({"type": "rule", **dashed}, bars, **at(x="x", y="y", y2="y2")),
    ]

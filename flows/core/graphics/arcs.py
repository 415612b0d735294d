"""A table of moves as arcs between places on one line: the wider the more."""

from collections.abc import Sequence
from functools import partial
from math import cos, pi, sin

from flows.core.graphics import heatmap
from flows.core.graphics.cells import HIDDEN, KNOWN, MISSING, Cell, Drawn, Flow, in_order, refuse_many
from flows.core.graphics.look import DASHED, DOTTED, Look, Sign, at, layer, picture, placed, short, signs_of

COLUMNS, EXAMPLE = heatmap.COLUMNS, heatmap.EXAMPLE
MOST, MOST_ARCS = 20, 150  # places, and moves between them
WIDEST, NARROWEST = 16, 1
STEP = 30  # between two places
BOW, BENDS = 250, 16  # how far the longest arc goes out; points of an arc
NAMES = 160


def rows(table) -> list[Flow]:
    """The rows of a table, as those of a heat map."""
    found = heatmap.rows(table)
    refuse_many(places(found), MOST, "origin", "areas")
    refuse_many(found, MOST_ARCS, "value", "moves")
    return found


def places(flows: Sequence[Flow]) -> list[str]:
    """Origins as they come, then what is a destination alone."""
    return in_order([*(each.origin for each in flows), *(each.destination for each in flows)])


def draw(flows: Sequence[Flow], look: Look) -> Drawn:
    """Arcs that lead down the line bow to the right, arcs that lead up to the left; of zero there is none."""
    table = heatmap.draw(flows, look)
    moves = [flow for flow in flows if flow.origin != flow.destination]
    moves += [Flow(*pair, Cell()) for pair in _absent(moves)]
    return Drawn(_spec(places(moves), moves, look), table.heads, table.lines)


def _absent(flows):
    """Pairs without a row: they are missing."""
    held = {each[:2] for each in flows}
    origins, destinations = heatmap.ends(flows)
    return [(one, other) for one in origins for other in destinations if one != other and (one, other) not in held]


def _spec(names, flows, look):
    height = {name: STEP * place + STEP // 2 for place, name in enumerate(names)}
    longest = max((abs(height[flow.destination] - height[flow.origin]) for flow in flows), default=STEP)
    bow = round(min(BOW, longest * 0.8))
    axis = bow + 20 if any(height[flow.destination] < height[flow.origin] for flow in flows) else 8
    arc = partial(_arc, height=height, axis=axis, shape=2 * bow / longest)
    widest = max((flow.cell.certain for flow in flows), default=0) or 1
    layers = []
    for (kind, width), some in _by_width(flows, widest).items():
        values = [point for flow in some for point in arc(flow)]
        detail = {"detail": [{"field": "origin"}, {"field": "destination"}]}
        order = {"order": {"field": "bend", "type": "quantitative"}}
        mark = {"type": "line", "strokeCap": "butt", "strokeWidth": width, **_stroke(kind, look)}
        layers.append(layer(mark, values, **at(x="x", y="y"), **order, **detail))
    dots = [{"place": name, "x": axis, "y": height[name]} for name in names]
    layers.append(layer({"type": "point", "fill": look.colours["ink"], "size": 30}, dots, **at(x="x", y="y")))
    said = [{"x": -12, "y": height[name], "says": short(name)} for name in names]
    layers += placed(said, look, "ink", align="right")
    width = axis + bow + 24
    return picture(look, width, STEP * len(names), NAMES, max(16, 470 - width), layers, _signs(flows, look))


def _by_width(flows, widest):
    """{(kind, width): flows}, what is not there first and the widest last; zero is no arc."""
    found = {}
    order = [MISSING, HIDDEN, KNOWN]
    drawn = [flow for flow in flows if flow.cell.kind in order and flow.cell.value != 0]
    for flow in sorted(drawn, key=lambda flow: (order.index(flow.cell.kind), flow.cell.certain)):
        width = round(max(NARROWEST, WIDEST * flow.cell.certain / widest), 1)
        found.setdefault((flow.cell.kind, width), []).append(flow)
    return found


def _stroke(kind, look):
    if kind == KNOWN:
        return {"stroke": look.colours[look.main], "strokeOpacity": 0.7}
    if kind == HIDDEN:
        return {"stroke": look.colours[look.main], "strokeDash": DASHED}
    return {"stroke": look.colours["rule-2"], "strokeDash": DOTTED}


def _arc(flow, height, axis, shape):
    """Points of half an ellipse from origin to destination."""
    start, end = height[flow.origin], height[flow.destination]
    middle, half = (start + end) / 2, (end - start) / 2
    said = {"origin": flow.origin, "destination": flow.destination, "value": flow.cell.value}
    return [
        {**said, "bend": bend, "x": round(axis + half * shape * sin(pi * bend / BENDS), 1),
         "y": round(middle - half * cos(pi * bend / BENDS), 1)}
        for bend in range(BENDS + 1)
    ]  # fmt: skip


def _signs(flows, look):
    widest = max((flow.cell.certain for flow in flows), default=0)
    found = []
    if widest:
        found.append(Sign(look.words["widest"] % {"number": look.number(widest)}, look.main, 0.7))
    if any(flow.cell.value == 0 for flow in flows):
        found.append(Sign(look.words["no line"] % {"number": look.number(0)}, "rule-2", 1, "none"))
    marks = signs_of([flow.cell for flow in flows if flow.cell.kind in (HIDDEN, MISSING)], look, "dashed")
    return found + [sign._replace(shape="dotted") if sign.shape == "hatched" else sign for sign in marks]

"""A table of moves as a picture: a cell for each pair, the stronger its colour the more."""

from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10
from statistics import median

from flows.core.estimates import matrices
from flows.core.estimates.matrices import DESTINATION, MOVES, ORIGIN
from flows.core.estimates.tables import Table
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong
from flows.core.graphics.cells import (
    EXCLUDED,
    HIDDEN,
    KNOWN,
    MISSING,
    STAYS,
    Cell,
    Drawn,
    Flow,
    cells,
    checked,
    in_order,
    refuse_many,
)
from flows.core.graphics.look import DASHED, LETTER, Look, Sign, hatched, layer, name, picture, short, signs_of, words
from flows.core.scales import ticks

COLUMNS = (ORIGIN, DESTINATION, MOVES)
EXAMPLE = matrices.EXAMPLE
MOST = 30  # areas each way
SHADES = (0.12, 0.25, 0.45, 1)  # of the colour; on the last one words stand in the colour of the paper
NAMES, HIGH, WIDEST, PLOT = 150, 30, 86, 520
SKEWED = 10  # how many times the middle the largest may be before shades go by powers of ten


def rows(table: Table) -> list[Flow]:
    """The rows of a table, each pair once; who stays where they are is no move and is left out."""
    table = checked(table, "origin", "destination")
    ends = zip(table.keys["origin"].written(), table.keys["destination"].written(), strict=True)
    found = [Flow(*pair, cell) for pair, cell in zip(ends, cells(table.figures["value"]), strict=True)]
    for column in ("origin", "destination"):
        refuse_many(in_order(getattr(flow, column) for flow in found), MOST, column, "areas")
    moves = [flow for flow in found if flow.origin != flow.destination]
    if not moves:
        raise Wrong(N_("every row leads from an area to itself; add the moves between areas."), None, "origin")
    return moves


def draw(flows: Sequence[Flow], look: Look) -> Drawn:
    """Origins are rows and destinations columns; a pair without a row is missing."""
    origins, destinations = ends(flows)
    held = {each[:2]: each.cell for each in flows}
    pairs = [(one, other) for one in origins for other in destinations if one != other]
    found = [Flow(*pair, held.get(pair, Cell())) for pair in pairs]
    stays = {(one, one): Cell(status=STAYS) for one in origins}
    edges = edges_of([flow.cell.certain for flow in found if flow.cell.kind == KNOWN])
    lines = [([one], [{**held, **stays}.get((one, other), Cell()) for other in destinations]) for one in origins]
    return Drawn(_spec(origins, destinations, found, edges, look), [look.words["origin"], *destinations], lines)


def ends(flows: Sequence[Flow]) -> tuple[list[str], list[str]]:
    """Origins as they come, and destinations: those that are origins too in the order of these, then the others."""
    origins, there = in_order(each.origin for each in flows), in_order(each.destination for each in flows)
    return origins, [*(name for name in origins if name in there), *(name for name in there if name not in origins)]


def edges_of(values: Sequence[float]) -> list[int]:
    """Where the second, third and fourth shade begin: powers of ten where few numbers are far above the others."""
    positive = sorted(value for value in values if value > 0)
    if not positive:
        return [1, 2, 3]
    if positive[-1] >= 1000 and positive[-1] > SKEWED * median(positive):
        power = 10 ** floor(log10(positive[-1]))
        return [power // 100, power // 10, power]
    marks = ticks(positive[-1], about=4)
    quarter = max(1, marks[-1] // 4)
    return [quarter, 2 * quarter, 3 * quarter]


def shade(value: float, edges: Sequence[int]) -> int:
    """Which shade a number above zero has."""
    return sum(value >= edge for edge in edges)


def _spec(origins, destinations, found, edges, look):
    wide = max(24, min(WIDEST, PLOT // max(len(destinations), 1)))
    colour, paper = look.colours[look.main], look.colours["paper"]
    box = {"type": "rect", "height": HIGH - 3, "width": wide - 3}
    layers = []
    known = [_row(flow, look, wide) for flow in found if flow.cell.kind == KNOWN]
    for step, opacity in enumerate(SHADES):
        shown = [row for row in known if row["value"] > 0 and shade(row["value"], edges) == step]
        if shown:
            layers.append(layer({**box, "fill": colour, "fillOpacity": opacity}, shown))
            ink = "paper" if opacity == 1 else "ink"
            layers.append(words(shown, look, ink, {"align": "center"}))
    outlined = {**box, "fill": paper, "stroke": colour, "strokeWidth": 1}
    zeros = [row for row in known if row["value"] == 0]
    hidden = [_row(flow, look, wide) for flow in found if flow.cell.kind == HIDDEN]
    for shown, mark in ((zeros, outlined), (hidden, {**outlined, "strokeWidth": 1.5, "strokeDash": DASHED})):
        if shown:
            layers += [layer(mark, shown), words(shown, look, "ink", {"align": "center"})]
    layers += hatched(_ends(found, MISSING), look, wide - 4, HIGH - 4)
    crossed = [{**row, "says": "×"} for row in _ends(found, EXCLUDED)]
    layers += [words(crossed, look, "ink-3", {"align": "center", "fontSize": 15})] if crossed else []
    layers += _heads(destinations, look, wide)
    across = {"domain": destinations, "paddingInner": 0, "paddingOuter": 0}
    down = {"domain": origins, "paddingInner": 0, "paddingOuter": 0}
    return picture(
        look, wide * len(destinations), HIGH * len(origins), NAMES, max(24, 440 - wide * len(destinations)), layers,
        _signs(known, edges, look) + signs_of([flow.cell for flow in found], look), head=40,
        encoding={
            "x": name("destination", scale=across, axis=None),
            "y": name("origin", scale=down, sort=None, axis={"labelLimit": NAMES - 16}),
        },
    )  # fmt: skip


def _row(flow, look, wide):
    cell, said = flow.cell, look.said(flow.cell)
    bounds = {side: value for side in ("lower", "upper") if (value := getattr(cell, side)) is not None}
    ends = {"origin": flow.origin, "destination": flow.destination, "value": cell.value}
    return {**ends, **bounds, "says": said if len(said) * LETTER <= wide - 4 else ""}


def _ends(found, kind):
    return [{"origin": each.origin, "destination": each.destination} for each in found if each.cell.kind == kind]


def _heads(destinations, look, wide):
    """Names above the columns, in two lines where they have several words."""
    letters, lines = int(wide / LETTER), ([], [])
    for each in destinations:
        first, second = in_two(each, letters)
        for line, says in zip(lines, (first, second), strict=True):
            if says:
                line.append({"destination": each, "says": says})
    place = {"align": "center"}
    return [
        words(line, look, "ink-2", place, y={"value": y}) for line, y in zip(lines, (-24, -10), strict=True) if line
    ]


def in_two(text: str, letters: int) -> tuple[str, str]:
    """A name as two lines, the lower one always there."""
    if len(text) <= letters or " " not in text:
        return "", short(text, letters)
    parts = text.split()
    breaks = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    one, other = min(breaks, key=lambda each: max(map(len, each)))
    return short(one, letters), short(other, letters)


def _signs(known, edges, look):
    if not any(row["value"] > 0 for row in known):
        return []
    spans = [
        look.words["below"] % {"number": look.number(edges[0])},
        *(f"{look.number(low)}–{look.number(high - 1)}" for low, high in pairwise(edges)),
        look.words["and more"] % {"number": look.number(edges[-1])},
    ]
    return [Sign(says, look.main, opacity) for says, opacity in zip(spans, SHADES, strict=True)]

"""How much of the moving changes where people live: net migration by all moves."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import RESULT, Column
from flows.core.estimates.figures import Figures, added, figures, reckon
from flows.core.estimates.matrices import DESTINATION, EXAMPLE, MOVES, ORIGIN, absolute, flows
from flows.core.estimates.method import Answer, Method, told
from flows.core.estimates.words import N_

MISSING = N_("missing: a cell of the table is empty or not there")


class Effectiveness(NamedTuple):
    """By area: moves, and the percentage."""

    gross: Figures
    net: Figures
    effectiveness: Figures


def effectiveness(immigrants, emigrants) -> Effectiveness:
    """How one-sided the moves of each area are.

    Formula: 100·(I−E)/(I+E), signed. Units: moves; per cent. Shapes: sequences of one length, a place an area.
    Assumes that both directions were counted alike. Source: Shryock and Siegel, The Methods and Materials of
    Demography (1976). Errors: missing where an input is; undefined where nobody came or left.
    """
    return Effectiveness(
        reckon(lambda i, e: i + e, immigrants, emigrants),
        reckon(lambda i, e: i - e, immigrants, emigrants),
        reckon(lambda i, e: 100 * (i - e) / (i + e), immigrants, emigrants),
    )


def of_system(net, gross, cell=None, size: int = 1) -> Figures:
    """The migration effectiveness index (MEI) of all areas together.

    Formula: 100·Σ|Nᵢ| / Σ(Iᵢ+Eᵢ), from 0 (what comes goes) to 100 (all one way). Units: moves in, per cent out.
    Shapes: sequences of one length, a place an area; `cell` parts them into `size` systems. Source and errors as above.
    """
    net, gross = figures(net), figures(gross)
    cell = np.zeros(net.value.size, np.int64) if cell is None else cell
    found = reckon(lambda n, g: 100 * n / g, added(absolute(net), cell, size), added(gross, cell, size))
    if not found.bounded:
        return found
    return Figures(found.value, np.clip(found.lower, 0, 100), np.clip(found.upper, 0, 100))


def _run(table):
    moves = flows(table)
    out, into = moves.out(), moves.into()
    found = effectiveness(into, out)
    group = moves.group_of(moves.origins)
    index = of_system(found.net, found.gross, group, moves.groups).take(group)
    first = np.unique(moves.origin, return_index=True)[1]
    keys = {name: moves.table.keys[name].take(first).written() for name in table.groups}
    results = {"out": out, "in": into, **found._asdict(), "mei": index}
    lacking = np.isnan(found.effectiveness.value) | np.isnan(index.value)
    absent = np.isnan(found.gross.value) | (np.bincount(group, np.isnan(found.gross.value))[group] > 0)
    why = told(lacking, absent, MISSING, N_("undefined: nobody came or left"))
    return Answer({**keys, "area": moves.area_of(moves.origins)}, results, why)


METHODS = (
    Method(
        name="effectiveness",
        title=N_("Migration effectiveness"),
        formula=N_("of an area 100·(I−E)/(I+E) · of the system MEI = 100·Σ|Nᵢ| / Σ(Iᵢ+Eᵢ)"),
        columns=(ORIGIN, DESTINATION, MOVES),
        results=(
            Column("area", RESULT, N_("each area once")),
            Column("out", RESULT, N_("E, all who left it for another")),
            Column("in", RESULT, N_("I, all who came from another")),
            Column("gross", RESULT, N_("I+E")),
            Column("net", RESULT, N_("I−E")),
            Column("effectiveness", RESULT, N_("100·(I−E)/(I+E), signed, per cent")),
            Column("mei", RESULT, N_("the index of the whole system, the same in each of its rows, per cent")),
        ),
        assumes=N_(
            "The table is closed: every move begins and ends in one of its areas, counted once, in one period. Who "
            "stays (origin = destination) is no move."
        ),
        not_when=N_(
            "Cells are missing that may be large; or rows come from countries that count migrants differently."
        ),
        source=N_(
            "Shryock, H. S. and Siegel, J. S., The Methods and Materials of Demography (1976); Bell, M. and others, "
            "Cross-national comparison of internal migration (2002)."
        ),
        example=EXAMPLE,
        run=_run,
    ),
)

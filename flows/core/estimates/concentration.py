"""How few places the moves go to or come from."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import RESULT, Column
from flows.core.estimates.figures import Figures, added, figures, reckon, stacked
from flows.core.estimates.matrices import DESTINATION, EXAMPLE, MOVES, ORIGIN, absolute, flows, share
from flows.core.estimates.method import Answer, Method, told
from flows.core.estimates.tables import Key
from flows.core.estimates.words import N_


class Concentration(NamedTuple):
    """The sum of the parts, how many there are, and three ways to say how uneven they are."""

    total: Figures
    k: Figures
    hhi: Figures
    effective_number: Figures
    inequality: Figures


def concentration(parts, cell=None, size: int = 1, total=None, k=None) -> Concentration:
    """How unevenly a sum is spread over its parts.

    Formula: HHI = Σs² with s = m/M; effective number 1/HHI; inequality ½·Σ|m/M − 1/k| over the k parts.
    Units: moves in; HHI from 1/k (all alike) to 1 (one has all), the effective number in parts, inequality from 0 to
    1−1/k. Shapes: `parts` is a sequence; `cell` parts it into `size` sums, whose `total` and `k` may be given where
    parts are not there. Assumes that no part counts a thing twice. Source: Herfindahl (1950), Hirschman (1964); Bell
    and others (2002) for inequality. Errors: missing where a part is; undefined where the sum is zero.
    """
    parts = figures(parts)
    cell = np.zeros(parts.value.size, np.int64) if cell is None else cell
    total = added(parts, cell, size) if total is None else total
    k = np.bincount(cell, minlength=size).astype(float) if k is None else k
    part = share(parts, total.take(cell))
    hhi = added(reckon(np.square, part), cell, size)
    apart = added(absolute(reckon(lambda s, n: s - 1 / n, part, k[cell])), cell, size)
    uneven = reckon(lambda each: each / 2, apart)
    if hhi.bounded:
        hhi = Figures(hhi.value, np.maximum(hhi.lower, 1 / k), np.minimum(hhi.upper, 1))
        uneven = Figures(uneven.value, np.maximum(uneven.lower, 0), np.minimum(uneven.upper, 1 - 1 / k))
    lacking = np.isnan(total.value)
    hhi, uneven = (each._replace(value=np.where(lacking, np.nan, each.value)) for each in (hhi, uneven))
    return Concentration(total, figures(k), hhi, reckon(lambda each: 1 / each, hhi), uneven)


def _run(table):
    moves = flows(table, square=False)
    out, into = moves.out(), moves.into()
    origins, destinations = moves.group_of(moves.origins), moves.group_of(moves.destinations)
    cells, every = moves.expected(moves.origins, moves.destinations), moves.groups
    from_it, to_it = cells.astype(float), moves.expected(moves.destinations, moves.origins).astype(float)
    whole = moves.whole()
    parts = [
        ("destinations", "", concentration(into, destinations, every, whole)),
        ("origins", "", concentration(out, origins, every, whole)),
        ("cells", "", concentration(moves.value, moves.group, every, whole, np.bincount(origins, cells))),
        ("destinations", "origins", concentration(moves.value, moves.origin, len(origins), out, from_it)),
        ("origins", "destinations", concentration(moves.value, moves.destination, len(destinations), into, to_it)),
    ]
    return _together(table, moves, parts)


def _together(table, moves, parts):
    """One row for each group's whole, and for each area, under one another; sorted by group."""
    of, areas, groups = [], [], []
    for name, whose, found in parts:
        places = getattr(moves, whose) if whose else None
        size = found.hhi.value.size
        of += [name] * size
        areas += moves.area_of(places) if whose else [""] * size
        groups.append(moves.group_of(places) if whose else np.arange(size))
    group = np.concatenate(groups)
    order = np.argsort(group, kind="stable")
    first = np.unique(moves.group, return_index=True)[1]
    keys = {name: Key(*moves.table.keys[name].take(first)).take(group[order]).written() for name in table.groups}
    keys |= {"of": [of[row] for row in order], "area": [areas[row] for row in order]}
    found = [each for _, _, each in parts]
    results = {name: stacked([getattr(each, name) for each in found]).take(order) for name in Concentration._fields}
    lacking = np.isnan(results["hhi"].value)
    absent = np.isnan(results["total"].value)
    why = told(lacking, absent, N_("missing: a cell that is empty or not there"), N_("undefined: nobody moved"))
    return Answer(keys, results, why)


METHODS = (
    Method(
        name="concentration",
        title=N_("Concentration"),
        formula=N_("HHI = Σs² · effective number 1/HHI · inequality ½·Σ|m/M − 1/k| over the k parts"),
        columns=(ORIGIN, DESTINATION, MOVES),
        results=(
            Column("of", RESULT, N_("what is told apart: destinations, origins, or the cells off the diagonal")),
            Column("area", RESULT, N_("whose: an origin's destinations, a destination's origins; empty for all")),
            Column("total", RESULT, N_("M, the sum of the parts")),
            Column("k", RESULT, N_("how many parts there may be")),
            Column("hhi", RESULT, N_("the Herfindahl-Hirschman index, from 1/k to 1")),
            Column("effective_number", RESULT, N_("1/HHI, as many equal parts would be as concentrated")),
            Column("inequality", RESULT, N_("½·Σ|m/M − 1/k|, the share that would have to go elsewhere, of 1")),
        ),
        assumes=N_("All cells count the same thing. Who stays (origin = destination) is no move."),
        not_when=N_(
            "Destinations count different things; or tables with different numbers of places are compared by HHI alone."
        ),
        source=N_(
            "Hirschman, A. O., The paternity of an index (1964); Bell, M. and others, Cross-national comparison of "
            "internal migration (2002)."
        ),
        example=EXAMPLE,
        run=_run,
    ),
)

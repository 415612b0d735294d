"""A table of moves as the product of its size, its origins, its destinations, and what is left between them."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates.by_cell import by_cell
from flows.core.estimates.columns import RESULT, Column
from flows.core.estimates.figures import Figures, reckon
from flows.core.estimates.matrices import DESTINATION, EXAMPLE, MOVES, ORIGIN, share
from flows.core.estimates.method import Method
from flows.core.estimates.words import N_


class Components(NamedTuple):
    """By cell; multiplied they are the cell."""

    total: Figures
    origin_component: Figures
    destination_component: Figures
    interaction: Figures


def multiplicative(value, row_total, column_total, total) -> Components:
    """The four factors of each cell of a table of moves.

    Formula: mᵢⱼ = M·(Oᵢ/M)·(Dⱼ/M)·ODᵢⱼ, so that ODᵢⱼ = mᵢⱼ·M/(Oᵢ·Dⱼ): above 1 where more moved than the size of
    origin and destination lets expect. Units: moves; the components have none but M. Shapes: a place a cell.
    Assumes a whole table of one period. Source: Rogers, Willekens, Little and Raymer, Describing migration spatial
    structure (2002). Errors: missing where a cell of row, column or table is; undefined where a total is zero.
    """
    odds = reckon(lambda m, o, d, t: m * t / (o * d), value, row_total, column_total, total)
    if odds.bounded:
        odds = Figures(odds.value, np.maximum(odds.lower, 0), odds.upper)
    return Components(total, share(row_total, total), share(column_total, total), odds)


def _run(table):
    return by_cell(table, multiplicative, N_("undefined: the row or the column is zero"), square=True)


METHODS = (
    Method(
        name="multiplicative",
        title=N_("Multiplicative components"),
        formula="mᵢⱼ = M·(Oᵢ/M)·(Dⱼ/M)·ODᵢⱼ",
        columns=(ORIGIN, DESTINATION, MOVES),
        results=(
            Column("total", RESULT, N_("M, all moves of the table")),
            Column("origin_component", RESULT, N_("Oᵢ/M, the share that leaves the origin, of 1")),
            Column("destination_component", RESULT, N_("Dⱼ/M, the share that goes to the destination, of 1")),
            Column("interaction", RESULT, N_("ODᵢⱼ, what was observed by what the two shares let expect")),
        ),
        assumes=N_(
            "The table is whole, of one period and one measure. A diagonal that is there is a cell like others; "
            "left empty, it is none."
        ),
        not_when=N_("Cells are missing: every component of their row and column would be."),
        source=N_(
            "Rogers, A., Willekens, F., Little, J. and Raymer, J., Describing migration spatial structure (2002)."
        ),
        example=EXAMPLE,
        run=_run,
    ),
)

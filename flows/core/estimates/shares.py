"""What each cell is of its row, its column and the whole."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import RESULT, Column
from flows.core.estimates.figures import Figures
from flows.core.estimates.matrices import CELL_MISSING, DESTINATION, EXAMPLE, MOVES, ORIGIN, flows, share
from flows.core.estimates.method import Answer, Method, keys_of, told
from flows.core.estimates.words import N_


class Shares(NamedTuple):
    """Of 1, by cell."""

    share_of_row: Figures
    share_of_column: Figures
    share_of_all: Figures


def shares(value, row_total, column_total, total) -> Shares:
    """What each cell is of its row, its column and the whole.

    Formula: mᵢⱼ/Oᵢ, mᵢⱼ/Dⱼ, mᵢⱼ/M. Units: moves in, shares of 1 out. Shapes: sequences of one length, a place a cell.
    Assumes that the totals are the sums of the cells. Not to be added over tables of different measures.
    Source: UN, Manual VI (1970). Errors: missing where a cell of the row, column or table is; undefined where a total
    is zero.
    """
    return Shares(share(value, row_total), share(value, column_total), share(value, total))


def _run(table):
    moves = flows(table, square=False, diagonal=True)
    totals = moves.out().take(moves.origin), moves.into().take(moves.destination), moves.whole().take(moves.group)
    back = np.argsort(moves.rows)
    found = {name: each.take(back) for name, each in shares(moves.value, *totals)._asdict().items()}
    lacking = np.any([np.isnan(each.value) for each in found.values()], axis=0)
    absent = np.any([np.isnan(each.value) for each in totals], axis=0)[back]
    why = told(lacking, absent, CELL_MISSING, N_("undefined: a total is zero"))
    return Answer(keys_of(table, [*table.groups, "origin", "destination"], np.sort(moves.rows)), found, why)


METHODS = (
    Method(
        name="shares",
        title=N_("Shares of row, column and whole"),
        formula="mᵢⱼ/Oᵢ · mᵢⱼ/Dⱼ · mᵢⱼ/M",
        columns=(ORIGIN, DESTINATION, MOVES),
        results=(
            Column("share_of_row", RESULT, N_("of all from the origin, of 1")),
            Column("share_of_column", RESULT, N_("of all to the destination, of 1")),
            Column("share_of_all", RESULT, N_("of the whole table, of 1")),
        ),
        assumes=N_("All cells count the same thing in the same period. A diagonal that is there counts too."),
        not_when=N_("Destinations count different things (visas, permits, registrations): their sum is no total."),
        source=N_("United Nations, Manual VI: Methods of Measuring Internal Migration (1970)."),
        example=EXAMPLE,
        run=_run,
    ),
)

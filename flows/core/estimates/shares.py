"""What each cell is of its row, its column and the whole."""

from typing import NamedTuple

from flows.core.estimates.by_cell import by_cell
from flows.core.estimates.columns import RESULT, Column
from flows.core.estimates.figures import Figures
from flows.core.estimates.matrices import DESTINATION, EXAMPLE, MOVES, ORIGIN, share
from flows.core.estimates.method import Method
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
    return by_cell(table, shares, N_("undefined: a total is zero"), square=False)


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

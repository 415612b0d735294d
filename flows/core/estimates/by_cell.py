"""What is said of each cell of a table of moves beside the totals that it enters."""

from collections.abc import Callable

import numpy as np

from flows.core.estimates.matrices import flows
from flows.core.estimates.method import Answer, keys_of, told
from flows.core.estimates.tables import Table
from flows.core.estimates.words import N_

CELL_MISSING = N_("missing: a cell of the row, the column or the table")


def by_cell(table: Table, formula: Callable, undefined: str, square: bool) -> Answer:
    """The answer of a formula of (cell, total of its row, of its column, of the table), rows in the order given."""
    moves = flows(table, square=square, diagonal=True)
    inputs = (
        moves.value,
        moves.out().take(moves.origin),
        moves.into().take(moves.destination),
        moves.whole().take(moves.group),
    )
    back = np.argsort(moves.rows)
    found = {name: each.take(back) for name, each in formula(*inputs)._asdict().items()}
    lacking = np.any([np.isnan(each.value) for each in found.values()], axis=0)
    absent = np.any([np.isnan(each.value) for each in inputs], axis=0)[back]
    keys = keys_of(table, [*table.groups, "origin", "destination"], np.sort(moves.rows))
    return Answer(keys, found, told(lacking, absent, CELL_MISSING, undefined))

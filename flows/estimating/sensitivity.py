"""How far an answer rests on each of its inputs: reckoned once more with that input one per cent higher."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import WORD
from flows.core.estimates.figures import Figures
from flows.core.estimates.method import Answer, Method
from flows.core.estimates.tables import Table
from flows.core.estimates.wrong import Wrong
from flows.estimating.listed import Told

BY = 1.01
MOST_ROWS = 2_000


class Moved(NamedTuple):
    """What one input, a per cent higher, adds to the main result: row by row, NaN where a result is missing.

    Empty where the table with that input would be refused: `refused` then says why.
    """

    inputs: tuple[str, ...]
    changes: np.ndarray
    refused: Wrong | None = None

    @property
    def total(self) -> float:
        """Of all rows that have a result; NaN where none has."""
        return float("nan") if np.isnan(self.changes).all() else float(np.nansum(self.changes))

    @property
    def largest(self) -> int | None:
        """The row that changes most; None where none has a result."""
        return None if np.isnan(self.changes).all() else int(np.nanargmax(np.abs(self.changes)))


def of(method: Method, told: Told, table: Table, run: Callable[[Table], Answer], answer: Answer) -> list[Moved]:
    """A line for each input; none of a table that is too long to be reckoned again and again."""
    if len(table) > MOST_ROWS:
        return []
    before = answer.results[told.main].value
    return [_moved(inputs, higher, run, told.main, before) for inputs, higher in raised(method, told, table)]


def _moved(inputs, table, run, main, before):
    try:
        return Moved(inputs, run(table).results[main].value - before)
    except Wrong as refused:
        return Moved(inputs, np.empty(0), refused)


def raised(method: Method, told: Told, table: Table) -> Iterator[tuple[tuple[str, ...], Table]]:
    """(inputs, the table with them a per cent higher): column by column, or kind by kind where a column says which."""
    word = next((column.name for column in method.columns if column.holds == WORD), None)
    if word:
        key = table.keys[word]
        for code, text in enumerate(key.texts):
            if (rows := key.codes == code).any():
                yield (text,), _higher(table, list(table.figures), rows)
        return
    alone = [(name,) for name in table.figures if name not in told.together]
    for names in [*alone, told.together] if told.together else alone:
        yield names, _higher(table, names, np.ones(len(table), bool))


def _higher(table, names, rows):
    raised = {name: _scaled(table.figures[name], rows) for name in names}
    return replace(table, figures=table.figures | raised)


def _scaled(numbers: Figures, rows) -> Figures:
    return numbers.each(lambda array: np.where(rows, array * BY, array))

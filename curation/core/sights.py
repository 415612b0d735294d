"""What is seen of a sheet before it is understood: its bounds, its headings, a sample of its rows, its columns.

Everything else that a layout needs is asked of a `Sight`, and of nothing else.
"""

import random
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import zip_longest

from curation.core.bounds import body_of, headings_of
from curation.core.numbers import is_countlike
from curation.core.sheets import Grid
from curation.core.tables import Hints
from curation.core.texts import Texts

SAMPLE = 3000
NUMERIC = 0.6


class Sight(Texts):
    """One sheet as seen: numbers in the rows `first` to `last`, headings in `top` to `bottom`, 0-based and inclusive.

    What is taken for granted on the way is said in `assumed`. Raises `NoTable` where there are no numbers, `Unreadable`
    where nothing names the columns above them.
    """

    def __init__(self, grid: Grid, names: Callable[..., str | None], hints: Hints):
        super().__init__(names, hints)
        self.grid, self.rows = grid, grid.rows
        self.width = max(map(len, grid.rows), default=0)
        self.assumed: list[str] = []
        self.first, self.last, below = body_of(grid, self)
        self.top, self.bottom = headings_of(grid, self, below)

    # headings

    @cached_property
    def stack(self) -> list[list[str]]:
        """The heading rows with merged cells spread: where the sheet says so, and to the right where one spans
        several.
        """
        block = [[*self.rows[r], *[""] * (self.width - len(self.rows[r]))] for r in range(self.top, self.bottom + 1)]
        for r0, c0, r1, c1 in self.grid.merged:
            if self.top <= r0 <= self.bottom:
                for r in range(r0, min(r1, self.bottom) + 1):
                    block[r - self.top][c0 : c1 + 1] = [self.rows[r0][c0]] * (min(c1, self.width - 1) + 1 - c0)
        for row in block[:-1]:
            self._spread(row)
        return block

    def _spread(self, row: list[str]) -> None:
        spanning = ""
        for c, text in enumerate(row):
            if text:
                spanning = text if self.is_numeric(c) else ""
            elif self.is_numeric(c):
                row[c] = spanning

    def heading(self, column: int) -> str:
        """The heading nearest to a column's numbers."""
        return self._nearest[column]

    @cached_property
    def _nearest(self) -> list[str]:
        return [next(filter(None, texts), "") for texts in zip(*reversed(self.stack), strict=True)]

    def over(self, column: int) -> list[str]:
        """The headings over a column from top to bottom, each once."""
        return list(dict.fromkeys(row[column] for row in self.stack if row[column]))

    def role_of(self, column: int, name: str = "") -> str | None:
        """What a person took a column for, or what hints declare of its heading; `name` is that of a piece of it."""
        headings = [name] if name else self.over(column)
        return self.taken_column(column, name) or self.hints.role_of(headings[-1] if headings else "")

    def taken_column(self, column: int, name: str = "") -> str | None:
        """What a person took a column for, or a piece of it of some name."""
        return self.hints.taken.column([name] if name else self.over(column), column)

    # rows and columns

    @cached_property
    def sample(self) -> list[Sequence[str]]:
        """Rows of numbers: all, or so many, drawn the same each time, for every nth would miss what comes in turns."""
        rows = range(self.first, self.last + 1)
        drawn = rows if len(rows) <= SAMPLE else sorted(random.Random(0).sample(rows, SAMPLE))
        return [self.rows[r] for r in drawn if self.holds_numbers(self.rows[r])]

    @cached_property
    def columns(self) -> list[tuple[str, ...]]:
        """The columns of the sample, blanks included."""
        found = list(zip_longest(*self.sample, fillvalue=""))
        return found + [()] * (self.width - len(found))

    def texts(self, column: int) -> list[str]:
        """What the sample holds in a column, blanks left out."""
        return [text for text in self.columns[column] if text]

    def members(self, column: int) -> set[str]:
        """Every text that a column holds between the first and the last row of numbers."""
        return {row[column] for row in self.rows[self.first : self.last + 1]} - {""}

    @cached_property
    def numeric(self) -> frozenset[int]:
        """The columns of numbers, by what they hold."""
        return frozenset(column for column in range(self.width) if self._are_numbers(self.texts(column)))

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers, with whatever stands for those that are not there: a mark, `-5`, a date."""
        return column in self.numeric

    def _are_numbers(self, texts: Sequence[str]) -> bool:
        numbers = sum(map(self.is_number, texts))
        if not numbers or numbers >= NUMERIC * len(texts):
            return bool(numbers)
        others = (text for text in texts if not self.is_number(text))
        return numbers + sum(map(is_countlike, others)) >= NUMERIC * len(texts)

"""What is seen of a sheet before it is understood: where its numbers begin and end, its headings, a sample of its rows.

Everything else that a layout needs is asked of a `Sight`, and of nothing else.
"""

import random
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import zip_longest

from curation.core import periods, words
from curation.core.numbers import count, is_marklike
from curation.core.problems import NoTable, Unreadable
from curation.core.sheets import Grid
from curation.core.tables import Hints

SAMPLE = 3000
NUMERIC = 0.9
PREFACE = 15
ROLES = (words.ORIGIN, words.DESTINATION, words.PLACE, words.YEAR, words.PERIOD, words.LABEL, words.VALUE)


class Sight:
    """One sheet as seen. Rows and columns are 0-based; what is taken for granted on the way is said in `assumed`.

    `names(text, codes=False)` gives the area code of a place name, a special such as `_REGION`, or None.
    Raises `NoTable` where there are no numbers, `Unreadable` where nothing names the columns above them.
    """

    def __init__(self, grid: Grid, names: Callable[..., str | None], hints: Hints):
        self.grid, self.names, self.hints = grid, names, hints
        self.values, self.rows = hints.notation.values, grid.rows
        self.width = max(map(len, grid.rows), default=0)
        self.assumed: list[str] = []
        self.first, self.last = self._body()
        self.top, self.bottom = self._headings()

    # texts

    def is_number(self, text: str) -> bool:
        """Whether a text is a number, or a mark that this table uses in place of one."""
        return bool(text) and self.values[text] is not None

    def is_count(self, text: str) -> bool:
        """Whether a text is a number that is not only a year in a heading."""
        return self.is_number(text) and periods.part(text) is None

    def area(self, text: str, codes: bool = False) -> str | None:
        """The area that a text names; by a code only where a heading says that places stand here."""
        return self.names(text, codes=codes) if text and not self.is_number(text) else None

    def holds_numbers(self, row: Sequence[str]) -> bool:
        """Whether a row has a count beside something else, or a bare year beside a place."""
        filled = [text for text in row if text]
        if len(filled) < 2:
            return False
        if any(map(self.is_count, filled)):
            return True
        return any(map(self.is_number, filled)) and any(map(self.area, filled))

    # where the numbers are

    def _body(self) -> tuple[int, int]:
        first = self._next_numbers(0)
        if first is None:
            raise NoTable(
                f"Sheet {self.grid.name} holds no table of numbers: expected rows with a name and counts, found none; "
                "choose the sheet that holds the table, or check that this is the publisher's file."
            )
        first = self._past_preface(first)
        last = next(r for r in range(len(self.rows) - 1, first - 1, -1) if self.holds_numbers(self.rows[r]))
        return first, last

    def _next_numbers(self, start: int) -> int | None:
        rows = enumerate(self.rows[start:], start)
        return next((r for r, row in rows if self.holds_numbers(row) and not numbers_its_columns(row)), None)

    def _past_preface(self, first: int) -> int:
        """Where numbers stand above the headings too (“Countries: 212”), the table begins below the headings."""
        for r in range(first, min(first + PREFACE, len(self.rows))):
            row = self.rows[r]
            if any(map(self.area, row)):
                return first
            if not self.holds_numbers(row) and self._reads_as_headings(row):
                return self._next_numbers(r + 1) or first
        return first

    def _reads_as_headings(self, row: Sequence[str]) -> bool:
        filled = [text for text in row if text]
        return len(filled) > 1 and any(map(self._names_a_role, filled)) and not self._is_metadata(filled)

    def _names_a_role(self, text: str) -> bool:
        return self.hints.role_of(text) is not None or any(words.speaks_of(pattern, text) for pattern in ROLES)

    def _is_metadata(self, filled: Sequence[str]) -> bool:
        return words.speaks_of(words.METADATA, filled[0]) or words.speaks_of(words.NOTE, filled[0])

    # the headings above them

    def _headings(self) -> tuple[int, int]:
        bottom = self.first - 1
        while bottom >= 0 and (self._filled(bottom) < 2 or numbers_its_columns(self.rows[bottom])):
            bottom -= 1
        if bottom < 0:
            raise Unreadable(
                f"Sheet {self.grid.name}: no headings found above the first numbers in row {self.first + 1}; "
                "expected a row that names the columns."
            )
        top = bottom
        while top > 0 and self._filled(top - 1) >= 2:
            top -= 1
        while top < bottom and self._is_preface(top, bottom):
            top += 1
        while bottom + 1 < self.first and self._filled(bottom + 1) == 1 and self._lone_heading(bottom + 1):
            bottom += 1
        return top, bottom

    def _filled(self, r: int) -> int:
        return len(self.rows[r]) - self.rows[r].count("")

    def _is_preface(self, r: int, bottom: int) -> bool:
        """`Unit | persons` right above the headings is none of them."""
        columns = [c for c, text in enumerate(self.rows[r]) if text]
        filled = [self.rows[r][c] for c in columns]
        if len(filled) > 2 or not all(self.rows[bottom][c] for c in columns):
            return False
        return self._is_metadata(filled) or self._names_a_role(filled[0])

    def _lone_heading(self, r: int) -> bool:
        """`GEO (Labels)` alone in a row under the years heads the column of names; `Africa` begins a part of the table."""
        text = next(filter(None, self.rows[r]))
        return self._names_a_role(text) and self.area(text) is None

    @cached_property
    def stack(self) -> list[list[str]]:
        """The heading rows with merged cells spread: where the sheet says so, and to the right where a heading spans."""
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

    # the rows below

    @cached_property
    def sample(self) -> list[Sequence[str]]:
        """Rows of numbers: all of them, or so many, drawn the same each time. Every nth would miss what comes in turns."""
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

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers, with whatever marks stand for those that are not there."""
        return column in self.numeric

    @cached_property
    def numeric(self) -> frozenset[int]:
        """The columns of numbers, by what they hold."""
        return frozenset(column for column in range(self.width) if self._are_numbers(self.texts(column)))

    def _are_numbers(self, texts: Sequence[str]) -> bool:
        numbers = sum(map(self.is_number, texts))
        if not numbers or numbers >= NUMERIC * len(texts):
            return bool(numbers)
        return numbers + sum(is_marklike(text) for text in texts if not self.is_number(text)) >= NUMERIC * len(texts)


def numbers_its_columns(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns of its table: `А | 1 | 2 | 3`, as Russian statistics do below their headings."""
    filled = [text for text in row if text]
    numbers = [number for text in filled if isinstance(number := count(text.strip()), int)]
    others = [text for text in filled if count(text.strip()) is None]
    run = len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return run and numbers[0] in (1, 2) and all(len(text.strip()) == 1 for text in others)

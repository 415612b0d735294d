"""A sheet as it is drawn: runs of one role folded, columns as wide as their texts, some lines as a plain table."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from curation.core.cells import OF_REASON, ROLES
from curation.core.looks import Look
from curation.core.places import letters
from curation.core.sheets import Grid

LINES, COLUMNS = 200, 60
FEWEST, BEFORE = 4, 1  # a fold hides so many lines at least, and shows the first of them
FEWEST_READ, READ_BEFORE, READ_AFTER = 60, 40, 5
FEWEST_COLUMNS, COLUMNS_BEFORE, COLUMNS_AFTER = 14, 8, 2
SIGNS, WITHIN = "+-−– ", str.maketrans("", "", "., \N{NO-BREAK SPACE}")
NARROWEST, WIDEST, SAMPLE = 4, 30, 120


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines or columns that are drawn as one; `what` is the role they have in common."""

    first: int
    last: int
    what: str

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def folded_lines(seen: Look) -> list[Fold]:
    """Neighbouring lines of one role; blank ones between them fold with them."""
    return list(_folds(seen.lines))


def _folds(lines: Sequence[str | None]) -> Iterator[Fold]:
    start, what, last = 0, "", 0
    for r, reason in enumerate([*lines, "end"]):
        now = "value" if reason is None else OF_REASON.get(reason, reason) if reason else what
        if now != what:
            yield from _fold(start, last, what)
            start, what = r, now
        if reason != "":
            last = r


def _fold(first: int, last: int, what: str) -> Iterator[Fold]:
    if what == "value" and last - first + 1 >= FEWEST_READ:
        yield Fold(first + READ_BEFORE, last - READ_AFTER, what)
    elif what in ("out_of_scope", "total", "note") and last - first + 1 >= FEWEST:
        yield Fold(first + BEFORE, last, what)


def folded_columns(seen: Look, width: int, shown: set[int]) -> list[Fold]:
    """Neighbouring columns of numbers that are read; those in `shown`, and beside them, stay."""
    if not seen.layout:
        return []
    roles = {column.column: column.role for column in seen.layout.values}
    open_ones = {near for column in shown for near in (column - 1, column, column + 1)}
    runs = groupby(range(width), key=lambda c: roles.get(c) if c not in open_ones else c)
    found = []
    for role, run in runs:
        columns = list(run)
        if role == "value" and len(columns) >= FEWEST_COLUMNS:
            found.append(Fold(columns[COLUMNS_BEFORE], columns[-1 - COLUMNS_AFTER], "value"))
    return found


def unfolded(count: int, folds: Sequence[Fold]) -> list[int | Fold]:
    """What is drawn of so many lines or columns: numbers, and folds in place of many."""
    drawn: list[int | Fold] = []
    place = 0
    for fold in folds:
        drawn += [*range(place, fold.first), fold]
        place = fold.last + 1
    return [*drawn, *range(place, count)]


def widths(grid: Grid) -> list[int]:
    """How many signs wide each column is drawn, by a sample of its texts."""
    step = max(len(grid.rows) // SAMPLE, 1)
    columns = zip(*(grid.rows[:10] + grid.rows[10::step]), strict=True)
    return [min(max(max(map(len, column)), NARROWEST), WIDEST) for column in columns]


def roles_in(seen: Look, lines: Sequence[int]) -> dict[int, list[tuple[int, int, str]]]:
    """Line → (first column, last column, role), of these lines, which come in their order."""
    found: dict[int, list[tuple[int, int, str]]] = {line: [] for line in lines}
    for top, left, bottom, right, role in seen.runs:
        for line in lines[bisect_left(lines, top) : bisect_left(lines, bottom + 1)]:
            found[line].append((left, right, role))
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the plain table."""

    at: str
    text: str
    role: str

    @property
    def marks(self) -> str:
        """The classes by which it is drawn."""
        figure = self.text.strip(SIGNS).translate(WITHIN).isdecimal()
        return " ".join(filter(None, [self.role and f"r-{self.role}", figure and "figure"]))


class Table:
    """Some lines and columns of a sheet as a plain table."""

    def __init__(self, grid: Grid, seen: Look, lines: Sequence, columns: Sequence, first: tuple, said: Callable):
        first_line, first_column = first
        self.columns = [(c, name_of(c)) for c in columns[first_column : first_column + COLUMNS]]
        self.first_line, self.first_column = first_line, first_column
        self.shown = lines[first_line : first_line + LINES]
        self.more_lines = first_line + LINES if first_line + LINES < len(lines) else None
        self.more_columns = first_column + COLUMNS if first_column + COLUMNS < len(columns) else None
        self.lines_before = max(first_line - LINES, 0) if first_line else None
        self.columns_before = max(first_column - COLUMNS, 0) if first_column else None
        self.span = len(self.columns)
        self.grid, self._said = grid, said
        self._roles = roles_in(seen, [line for line in self.shown if isinstance(line, int)])

    def rows(self) -> Iterator[tuple]:
        """(number, fold, cells) from top to bottom; of a fold its words in place of cells."""
        for line in self.shown:
            yield (None, line, self._said(line)) if isinstance(line, Fold) else (line + 1, None, self._cells(line))

    def _cells(self, line: int) -> Iterator[Cell]:
        row, roles = self.grid.rows[line], self._roles[line]
        for column, name in self.columns:
            if isinstance(column, Fold):
                yield Cell("", "·", "")
                continue
            text = row[column]
            role = next((role for left, right, role in roles if left <= column <= right), "") if text else ""
            yield Cell(f"{name}{line + 1}", text, role)


def name_of(column: int | Fold) -> str:
    """`CH`, or `G–V` of a fold."""
    if isinstance(column, Fold):
        return f"{letters(column.first)}–{letters(column.last)}"
    return letters(column)


def as_numbers(seen: Look) -> list[list[int]]:
    """The runs as the grid in the browser takes them: the role is its place among all roles."""
    return [[top, left, bottom, right, ROLES.index(role)] for top, left, bottom, right, role in seen.runs]

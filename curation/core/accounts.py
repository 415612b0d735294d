"""The account of a sheet: every filled cell that is no reading, set aside for a reason, neighbours together."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

REASONS = {
    "heading": "heading or key",
    "title": "title",
    "total": "printed total",
    "out_of_scope": "another origin",
    "unknown_place": "a place nobody knows yet",
    "unnamed": "numbers beside no place",
    "section": "heading inside the table",
    "empty": "a line without a number",
    "note": "note",
    "repeat": "the same in another language or code",
}


class Run(NamedTuple):
    """Neighbouring cells set aside for one reason; rows and columns 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    reason: str
    cells: int


def rest_of(texts: Sequence[str], read: Container[int], reasons: Mapping[int, str]) -> list[tuple[int, int, str, int]]:
    """(left, right, reason, filled cells) of what is left of a row from which some columns were read: keys, totals,
    notes.
    """
    found, start, reason, cells = [], 0, "", 0
    for column, text in enumerate(texts):
        now = reasons.get(column, "heading") if text and column not in read else ""
        if now != reason:
            if reason:
                found.append((start, column - 1, reason, cells))
            start, reason, cells = column, now, 0
        cells += bool(now)
    return [*found, (start, len(texts) - 1, reason, cells)] if reason else found


class Account:
    """Gathers runs while rows pass by, top to bottom. A run grows downwards while row after row has the same shape."""

    def __init__(self):
        self.cells = 0
        self._done: list[Run] = []
        self._growing: dict[tuple[int, int, str], list[int]] = {}  # left, right, reason → top, bottom, cells

    def aside(self, row: int, left: int, right: int, reason: str, cells: int) -> None:
        """Set aside the filled cells of a row between two columns."""
        self.cells += cells
        shape = (left, right, reason)
        run = self._growing.get(shape)
        if run is None:
            self._growing[shape] = [row, row, cells]
        elif run[1] == row - 1:
            run[1] = row
            run[2] += cells
        else:
            self._close(shape, run)
            self._growing[shape] = [row, row, cells]

    def aside_row(self, row: int, texts: Sequence[str], reason: str, filled: int) -> None:
        """Set aside a whole row of so many filled cells."""
        left, right = 0, len(texts) - 1
        while not texts[left]:
            left += 1
        while not texts[right]:
            right -= 1
        self.aside(row, left, right, reason, filled)

    @property
    def runs(self) -> list[Run]:
        """All that was set aside, in the order of the sheet."""
        growing = [Run(top, left, bottom, right, reason, cells)
                   for (left, right, reason), (top, bottom, cells) in self._growing.items()]  # fmt: skip
        return sorted(self._done + growing)

    def _close(self, shape: tuple[int, int, str], run: list[int]) -> None:
        (left, right, reason), (top, bottom, cells) = shape, run
        self._done.append(Run(top, left, bottom, right, reason, cells))

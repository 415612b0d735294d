"""Why a number differs between two releases: cell by cell, so that the causes add up to the difference.

A cell is the same in both when its table, label, breakdown and period are; its file and address may be others.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flows.core.changes import Change

KINDS = ("revised", "new cell", "gone cell", "counted by decision", "left out by decision")


class Cell(NamedTuple):
    """What one cell says, and whether it is counted; no bound is unlimited."""

    counted: bool
    lower: int
    upper: int | None


class Cause(NamedTuple):
    """By how much one cell moved the bounds of a number; `upper` is None where one is unlimited."""

    kind: str
    cell: tuple
    lower: int
    upper: int | None


def causes(before: Mapping[tuple, Cell], after: Mapping[tuple, Cell]) -> Iterator[Cause]:
    """A cause for each cell whose part in a number is another than before; cells by their identity."""
    for identity in sorted(before.keys() | after.keys()):
        old, new = before.get(identity), after.get(identity)
        was, is_ = counted(old), counted(new)
        if was != is_:
            yield Cause(kind(old, new), identity, is_[0] - was[0], minus(is_[1], was[1]))


def counted(cell: Cell | None) -> tuple[int, int | None]:
    """What a cell adds to both bounds: nothing where it is not there or left out."""
    return (cell.lower, cell.upper) if cell and cell.counted else (0, 0)


def kind(old: Cell | None, new: Cell | None) -> str:
    """One of KINDS."""
    if old is None or new is None:
        return "new cell" if old is None else "gone cell"
    if old.counted == new.counted:
        return "revised"
    return "counted by decision" if new.counted else "left out by decision"


def minus(one: int | None, other: int | None) -> int | None:
    """A difference of bounds, None where either is unlimited."""
    return None if one is None or other is None else one - other


def unexplained(change: Change, found: list[Cause]) -> int:
    """How much of a change of the lower bound, or of a limited upper one, no cause accounts for. Always 0."""
    before, after = change.before, change.after
    low = (after.lower if after else 0) - (before.lower if before else 0)
    rest = low - sum(cause.lower for cause in found)
    high = minus(after.upper if after else 0, before.upper if before else 0)
    uppers = [cause.upper for cause in found]
    if rest or high is None or None in uppers:
        return rest
    return high - sum(uppers)

"""Which figures a number is made of: the year as printed or its months, this table or that, a union or its members.

Where that changes, every cell goes and others come for one reason, and none of them is new or gone by itself.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flows.core.frames import Frame
from flows.core.records import Key
from flows.core.sides import Cell


class Use(NamedTuple):
    """How a table is used in a number: sorts of its periods, and one of its cells."""

    sorts: frozenset[str]
    cell: Cell


Uses = Mapping[tuple[str, str], Use]


def uses(cells: Sequence[Cell]) -> Uses:
    """How each place and table is used in a number."""
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.counted:
            found[cell.place, cell.table].append(cell)
    return {where: Use(frozenset(sort(cell.period) for cell in mine), mine[0]) for where, mine in found.items()}


def sort(period: str) -> str:
    """`year`, `part` of a year, or the very day of a count, since two days are no parts of one year."""
    if len(period) == 10:
        return period
    return "year" if period.startswith("FY") or len(period) == 4 else "part"


class Switch:
    """Which figures a number is made of, before and after."""

    def __init__(self, key: Key, was: Sequence[Cell], now: Sequence[Cell], frames: tuple[Frame, Frame]):
        self.key, self.frames = key, frames
        self.was, self.now = uses(was), uses(now)

    def kind(self, cell: Cell, came: bool) -> tuple[str, Cell] | None:
        """Why a cell came or went, if others went or came in its stead: the kind, and one of the new figures."""
        if not self.was or not self.now:
            return None
        here, there = (self.now, self.was) if came else (self.was, self.now)
        if (kind := self._union()) is not None:
            return kind, cell if came else next(iter(there.values())).cell
        stead = self._instead(cell, here, there)
        if stead is None:
            return None
        mine = frozenset([sort(cell.period)])
        before, after = (stead.sorts, mine) if came else (mine, stead.sorts)
        return named(before, after, cell.table == stead.cell.table), cell if came else stead.cell

    def _union(self) -> str | None:
        was, now = (self._is_sum(used) for used in (self.was, self.now))
        return None if was == now else "union_printed" if was else "union_summed"

    def _is_sum(self, used: Uses) -> bool:
        """Whether a union's number is the sum of its members."""
        places = {place for place, _ in used}
        return any(frame.is_member(self.key.destination, place, self.key.year)
                   for frame in self.frames for place in places)  # fmt: skip

    def _instead(self, cell: Cell, here: Uses, there: Uses) -> Use | None:
        """What stands on the other side where this cell's figures are not used."""
        same = there.get((cell.place, cell.table))
        if same is not None:
            return None if sort(cell.period) in same.sorts else same
        others = (use for (place, _), use in there.items() if place == cell.place)
        return next((use for use in others if self._exchanged(cell.table, use.cell, here)), None)

    def _exchanged(self, table: str, other: Cell, here: Uses) -> bool:
        """Whether a number takes one of two tables, and took the other before."""
        if (other.place, other.table) in here:
            return False
        prefers = [series.tables_prefer for frame in self.frames if frame.told
                   and (series := frame.series_of(self.key))]  # fmt: skip
        return any({table, other.table} <= set(tables) for tables in prefers)


def named(before: frozenset[str], after: frozenset[str], same_table: bool) -> str:
    """The kind of a switch from figures of some sorts to others."""
    if "part" in before and "part" not in after:
        return "year_printed"
    if "part" in after and "part" not in before:
        return "year_summed"
    return "other_day" if same_table else "other_table"

"""Every number of two releases with the causes of its difference, one origin, destination and year at a time.

What is the same cell in both is held against itself. What is there on one side only was moved, where the same bytes say
it elsewhere, or else is new or gone for a reason of its own (`flows.core.lone`). What is left is the matter of the
number as a whole (`flows.core.wholes`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flows.core import changes, decided, rereading
from flows.core.causes import By, Cause, Explained, goes_by_value, together
from flows.core.changes import Change
from flows.core.lone import Lone
from flows.core.parts import NOTHING, Part
from flows.core.records import Key
from flows.core.sides import Cell, Number, Side, Spot
from flows.core.wholes import as_told, silences, without_cells


class Move(NamedTuple):
    """The same cell of the same bytes under another key: where it is here, and what it is there."""

    key: Key
    cell: Cell
    other_key: Key
    other: Cell


class Explaining:
    """Holds two releases against each other."""

    def __init__(self, old: Side, new: Side):
        self.old, self.new = old, new
        self.with_places = old.frame.told and new.frame.told

    def spot(self, was: Spot, now: Spot, gone: Sequence[Move] = (), come: Sequence[Move] = ()) -> Iterator[Explained]:
        """Each number of an origin, destination and year; `gone` and `come` are the cells read under other keys."""
        before, after = was.by_identity(self.with_places), now.by_identity(self.with_places)
        found = SpotCauses(self.old, self.new, Lone(self.old, self.new, was, now), gone, come).all(before, after)
        for key in sorted(was.numbers.keys() | now.numbers.keys()):
            yield self.number(key, was.numbers.get(key), now.numbers.get(key), found.get(key, []))

    def number(self, key: Key, was: Number | None, now: Number | None, cells: list[Cause]) -> Explained:
        """A number with all its causes: those of its cells, and what is the matter with it as a whole."""
        before, after = (number and number.figure for number in (was, now))
        change = Change(key, changes.kind(before, after), before, after)
        by_value = goes_by_value(before, after)
        causes = [
            cause._replace(amount=cause.part.value if by_value else cause.part.lower)
            for cause in (*telling(change, cells), *silences(was, now))
        ]
        causes += as_told(before, after)
        if change.kind in ("new", "gone") and not causes:
            causes.append(without_cells(self.old, self.new, key, was, now))
        unions = tuple(number.part_of if number else "" for number in (was, now))
        row = Explained(change, (), (now or was).year_basis, unions)
        if was and now and bool(unions[0]) != bool(unions[1]):  # it enters a total on one side only
            moved = row.amounts[1] - row.amounts[0]
            causes.append(Cause("members", amount=moved - sum(cause.amount for cause in causes)))
        return row._replace(causes=tuple(together(causes)))


def telling(change: Change, cells: list[Cause]) -> list[Cause]:
    """Those that touch the number: a cell of 0 that came, went or moved does nothing to one that is there anyway."""
    if change.kind in ("new", "gone"):
        return cells
    return [cause for cause in cells if cause.part != NOTHING]


class SpotCauses:
    """The causes of one origin, destination and year, cell by cell."""

    def __init__(self, old: Side, new: Side, lone: Lone, gone: Sequence[Move], come: Sequence[Move]):
        self.old, self.new, self.lone = old, new, lone
        self.gone = {(move.key, move.cell): move for move in gone}
        self.come = {(move.key, move.cell): move for move in come}
        self.found: Mapping[Key, list[Cause]] = defaultdict(list)

    def all(self, before: Mapping, after: Mapping) -> Mapping[Key, list[Cause]]:
        """The causes of each number, one for each cell and reason; cells with their keys by identity."""
        for identity in sorted(before.keys() | after.keys()):
            if identity not in before:
                self._come(*after[identity])
            elif identity not in after:
                self._gone(*before[identity])
            else:
                self._both(*before[identity], *after[identity])
        return self.found

    def _add(self, key: Key, kind: str, by: By, part: Part, other: Key | None = None, went: bool = False) -> None:
        self.found[key].append(Cause(kind, by, part, cells=1, other=other, went=went and other is not None))

    def _both(self, old_key: Key, old: Cell, new_key: Key, new: Cell) -> None:
        """A cell that is there in both: elsewhere by a decision, or saying something else."""
        if old.counted and new.counted and old_key == new_key:
            self._revised(new_key, old, new)
        elif old.counted or new.counted:
            was, now = self.old.treatments[old.treatment], self.new.treatments[new.treatment]
            kind, by = decided.otherwise(self.old, self.new, was, now, (old.counted, new.counted))
            if old.counted:
                self._add(old_key, kind, by, old.part.negative, new_key if new.counted else None, went=True)
            if new.counted:
                self._add(new_key, kind, by, old.part, old_key if old.counted else None)
                self._revised(new_key, old, new)

    def _revised(self, key: Key, old: Cell, new: Cell) -> None:
        if (old.value, old.lower, old.upper) == (new.value, new.lower, new.upper):
            return
        was, now = self.old.sources[old.source], self.new.sources[new.source]
        if was.sha256 == now.sha256:
            reason = rereading.reason(was, now, [key], [old, new])
        elif (made := rereading.corrected(now, new)) and not rereading.corrected(was, old):
            reason = "correction", rereading.by_correction(now, made)
        elif not self.new.knew(was.code, was.sha256) and self.old.knew(now.code, now.sha256):
            reason = "withdrawn", rereading.by(was)
        else:
            reason = "revised", rereading.by(now)
        self._add(key, *reason, new.part.minus(old.part))

    def _come(self, key: Key, cell: Cell) -> None:
        """A cell that is there in the later release only."""
        if not cell.counted:
            return
        if move := self.come.get((key, cell)):
            was, now = self.old.sources[move.other.source], self.new.sources[cell.source]
            kind, by = rereading.reason(was, now, [move.other_key, key], [move.other, cell])
            self._add(key, kind, by, move.other.part, move.other_key if move.other.counted else None)
            if cell.part != move.other.part:
                self._add(key, kind, by, cell.part.minus(move.other.part))
        else:
            self._add(key, *self.lone.come(key, cell), cell.part)

    def _gone(self, key: Key, cell: Cell) -> None:
        """A cell that is there in the earlier release only."""
        if not cell.counted:
            return
        if move := self.gone.get((key, cell)):
            was, now = self.old.sources[cell.source], self.new.sources[move.other.source]
            kind, by = rereading.reason(was, now, [key, move.other_key], [cell, move.other])
            self._add(key, kind, by, cell.part.negative, move.other_key if move.other.counted else None, went=True)
        else:
            self._add(key, *self.lone.gone(key, cell), cell.part.negative)

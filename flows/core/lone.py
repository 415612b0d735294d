"""Why a cell is there in one of two releases only: for the first of these reasons that holds.

A decision · the frame (series, year, origin) · other figures make up the number · the file that counts for its period
is another, or is read otherwise.
"""

from flows.core import decided, rereading
from flows.core.causes import By
from flows.core.records import Key
from flows.core.sides import Cell, Side, Spot
from flows.core.switches import Switch

Reason = tuple[str, By]


class Lone:
    """The reasons for cells of one origin, destination and year; `was` and `now` are what the releases say there."""

    def __init__(self, old: Side, new: Side, was: Spot, now: Spot):
        self.old, self.new, self.was, self.now = old, new, was, now
        self._switches: dict[Key, Switch] = {}

    def come(self, key: Key, cell: Cell) -> Reason:
        """Why a cell counts now that was not there before."""
        now, was = self.new.treatments[cell.treatment], self.old.covering(key, cell)
        if was is not None and was.disposition in decided.NOT_COUNTED:
            return decided.otherwise(self.old, self.new, was, now, (False, True))
        file = self.new.sources[cell.source]
        known = self.old.knew(file.code, file.sha256)
        if known and (lack := decided.lacking(self.old, self.new, key)):
            return decided.by_frame(lack, came=True), By()
        return self._by_figures(key, cell, came=True) or self._by_new_file(key, cell, file, known)

    def gone(self, key: Key, cell: Cell) -> Reason:
        """Why a cell that counted is not there any more."""
        was, now = self.old.treatments[cell.treatment], self.new.covering(key, cell)
        if now is not None and decided.effect(now) != decided.effect(was):
            return decided.otherwise(self.old, self.new, was, now, (True, now.disposition == "include"))
        if lack := decided.lacking(self.new, self.old, key):
            return decided.by_frame(lack, came=False), By()
        return self._by_figures(key, cell, came=False) or self._by_old_file(key, cell, self.old.sources[cell.source])

    def _by_figures(self, key: Key, cell: Cell, came: bool) -> Reason | None:
        """Other figures make up the number, or the cell's country is a member of the union in one release only."""
        if key not in self._switches:
            frames = self.old.frame, self.new.frame
            self._switches[key] = Switch(key, self.was.cells.get(key, ()), self.now.cells.get(key, ()), frames)
        if found := self._switches[key].kind(cell, came):
            kind, figure = found
            return kind, rereading.by(self.new.sources[figure.source])
        before, after = (side.frame.is_member(key.destination, cell.place, key.year) for side in (self.old, self.new))
        return ("members", By()) if before != after else None

    def _by_new_file(self, key: Key, cell: Cell, file, known: bool) -> Reason:
        """Of a cell that came: its file was not held before, or did not count, or is read otherwise."""
        before = self.old.newest(key, cell, self.was)
        if not known and before is None:
            return "accepted", rereading.by(file)
        if not known:
            was = self.old.by_hash.get((cell.table, before.sha256))
            return self._renamed(key, cell, was, file) or ("new_cell", rereading.by(file))
        if before is not None and not self.new.knew(before.table, before.sha256):
            return "withdrawn", rereading.by(before)
        was = self.old.by_hash.get((file.code, file.sha256))
        return self._read_otherwise(key, cell, was, file) or ("new_cell", rereading.by(file))

    def _by_old_file(self, key: Key, cell: Cell, file) -> Reason:
        """Of a cell that went: its file is not held any more, or another counts, or it is read otherwise."""
        after = self.new.newest(key, cell, self.now)
        if not self.new.knew(file.code, file.sha256) and (after is None or self.old.knew(after.table, after.sha256)):
            return "withdrawn", rereading.by(file)
        now = self.new.by_hash.get((cell.table, after.sha256 if after else file.sha256))
        if after is None or after.sha256 == file.sha256:
            return self._read_otherwise(key, cell, file, now) or ("gone_cell", rereading.by(file))
        return self._renamed(key, cell, file, now) or ("gone_cell", rereading.by(after))

    def _renamed(self, key: Key, cell: Cell, was, now) -> Reason | None:
        """A name that two files print, and that is taken for another place in the later one."""
        for name in rereading.renamed(was.places, now.places, [key], [cell]) if was and now else ():
            if name in was.places and name in now.places:
                return "place", rereading.by(now, name, was.places[name], now.places[name])
        return None

    def _read_otherwise(self, key: Key, cell: Cell, was, now) -> Reason | None:
        """Why a file that counts in both releases has a cell in one of them only; `was` and `now` where numbers rest
        on it.
        """
        rules = [side.frame.tables.get(cell.table) for side in (self.old, self.new)]
        if None not in rules and rules[0] != rules[1]:
            return "table_rule", By(table=cell.table)
        series = [side.frame.series_of(key) for side in (self.old, self.new) if side.frame.told]
        if len(series) == 2 and None not in series and series[0].rules != series[1].rules:
            return "series_rule", By()
        if was and now and was.layouts and now.layouts:
            return rereading.reason(was, now, [key], [cell])
        return None

"""Every number of two releases with the causes of its difference, one origin, destination and year at a time.

What is the same cell in both is held against itself; what is there on one side only is new or gone, for the first of
these reasons that holds: the same bytes are read otherwise · a decision · the frame (series, year, origin) · other
figures make up the number · the file that counts for its period is another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flows.core import changes, parts, rereading
from flows.core.causes import By, Cause, Explained, goes_by_value, together, told
from flows.core.changes import Change, Figure
from flows.core.parts import Part
from flows.core.records import Key
from flows.core.sides import Cell, Number, Side, Spot
from flows.core.switches import Switch

NOT_COUNTED = {"exclude", "total", "not_data"}


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
        found = SpotCauses(self, was, now, gone, come).all()
        for key in sorted(was.numbers.keys() | now.numbers.keys()):
            yield explained(self, key, was.numbers.get(key), now.numbers.get(key), found.get(key, []))

    def decided(self, was, now, counted: tuple[bool, bool]) -> tuple[str, By]:
        """Why a cell counts elsewhere, or no longer, or now: by another decision, or the same under another rule."""
        by = By(now.decision, now.label, now.label_language, now.source, said=(counts_as(was), counts_as(now)))
        if same_decision(was, now):
            return "table_rule", By(table=now.source)
        if self._respanned(was, now):
            return "span", by
        return {(True, True): "category", (False, True): "counted"}.get(counted, "left_out"), by

    def _respanned(self, was, now) -> bool:
        """Whether what was decided holds on for other years or cells, or held before for others."""
        label = was.source, was.label
        after = (effect(each) for each in self.new.of_label.get(label, ()))
        before = (effect(each) for each in self.old.of_label.get(label, ()))
        return effect(was) in after or effect(now) in before


class SpotCauses:
    """The causes of one origin, destination and year, cell by cell."""

    def __init__(self, explaining: Explaining, was: Spot, now: Spot, gone: Sequence[Move], come: Sequence[Move]):
        self.explaining, self.was, self.now = explaining, was, now
        self.old, self.new = explaining.old, explaining.new
        self.gone = {(move.key, move.cell): move for move in gone}
        self.come = {(move.key, move.cell): move for move in come}
        self.found: Mapping[Key, list[Cause]] = defaultdict(list)
        self._switches: dict[Key, Switch] = {}

    def all(self) -> Mapping[Key, list[Cause]]:
        """The causes of each number, one for each cell and reason."""
        places = self.explaining.with_places
        before, after = self.was.by_identity(places), self.now.by_identity(places)
        for identity in sorted(before.keys() | after.keys()):
            if identity not in before:
                self._new(*after[identity])
            elif identity not in after:
                self._gone(*before[identity])
            else:
                self._both(*before[identity], *after[identity])
        return self.found

    def _add(self, key: Key, kind: str, by: By, part: Part, other: Key | None = None) -> None:
        self.found[key].append(Cause(kind, by, part, cells=1, other=other))

    # a cell that is there in both

    def _both(self, old_key: Key, old: Cell, new_key: Key, new: Cell) -> None:
        if old.counted and new.counted and old_key == new_key:
            self._revised(new_key, old, new)
        elif old.counted or new.counted:
            was, now = self.old.treatments[old.treatment], self.new.treatments[new.treatment]
            kind, by = self.explaining.decided(was, now, (old.counted, new.counted))
            if old.counted:
                self._add(old_key, kind, by, old.part.negative, new_key if new.counted else None)
            if new.counted:
                self._add(new_key, kind, by, old.part, old_key if old.counted else None)
                self._revised(new_key, old, new)

    def _revised(self, key: Key, old: Cell, new: Cell) -> None:
        """What the cell says is another than before."""
        if old.part == new.part:
            return
        was, now = self.old.sources[old.source], self.new.sources[new.source]
        if was.sha256 == now.sha256:
            reason = rereading.reason(was, now, [key], [old, new])
        elif not self.new.knew(was.sha256) and self.old.knew(now.sha256):
            reason = "withdrawn", rereading.by(was)
        else:
            reason = "revised", rereading.by(now)
        self._add(key, *reason, new.part.minus(old.part))

    # a cell that is there in one

    def _new(self, key: Key, cell: Cell) -> None:
        if not cell.counted:
            return
        move = self.come.get((key, cell))
        if move is not None:
            was, now = self.old.sources[move.other.source], self.new.sources[cell.source]
            kind, by = rereading.reason(was, now, [move.other_key, key], [move.other, cell])
            came_from = move.other_key if move.other.counted else None
            self._add(key, kind, by, move.other.part, came_from)
            if cell.part != move.other.part:
                self._add(key, kind, by, cell.part.minus(move.other.part))
        else:
            self._add(key, *self._why_new(key, cell), cell.part)

    def _gone(self, key: Key, cell: Cell) -> None:
        if not cell.counted:
            return
        move = self.gone.get((key, cell))
        if move is not None:
            was, now = self.old.sources[cell.source], self.new.sources[move.other.source]
            kind, by = rereading.reason(was, now, [key, move.other_key], [cell, move.other])
            self._add(key, kind, by, cell.part.negative, move.other_key if move.other.counted else None)
        else:
            self._add(key, *self._why_gone(key, cell), cell.part.negative)

    def _why_new(self, key: Key, cell: Cell) -> tuple[str, By]:
        now, was = self.new.treatments[cell.treatment], self.old.covering(key, cell)
        if was is not None and was.disposition in NOT_COUNTED:
            return self.explaining.decided(was, now, (False, True))
        file = self.new.sources[cell.source]
        known = self.old.knew(file.sha256)
        if known and (lack := lacking(self.old, self.new, key)):
            return (lack if lack == "members" else f"new_{lack}"), By()
        return self._by_figures(key, cell, came=True) or self._by_file_new(key, cell, file, known)

    def _why_gone(self, key: Key, cell: Cell) -> tuple[str, By]:
        was, now = self.old.treatments[cell.treatment], self.new.covering(key, cell)
        if now is not None and (now.disposition in NOT_COUNTED or effect(now) != effect(was)):
            return self.explaining.decided(was, now, (True, now.disposition == "include"))
        if lack := lacking(self.new, self.old, key):
            return (lack if lack == "members" else f"gone_{lack}"), By()
        return self._by_figures(key, cell, came=False) or self._by_file_gone(key, cell, self.old.sources[cell.source])

    def _by_figures(self, key: Key, cell: Cell, came: bool) -> tuple[str, By] | None:
        """Other figures make up the number, or another union has the cell's place as a member."""
        if key not in self._switches:
            frames = self.old.frame, self.new.frame
            self._switches[key] = Switch(key, self.was.cells.get(key, ()), self.now.cells.get(key, ()), frames)
        if found := self._switches[key].kind(cell, came):
            kind, figure = found
            return kind, rereading.by(self.new.sources[figure.source])
        members = [side.frame.is_member(key.destination, cell.place, key.year) for side in (self.old, self.new)]
        return ("members", By(said=(cell.place,))) if members[0] != members[1] else None

    def _by_file_new(self, key: Key, cell: Cell, file, known: bool) -> tuple[str, By]:
        """The file that counts for the cell's period is another than before, or is read otherwise."""
        before = self.old.newest(key, cell, self.was)
        if not known:
            if before is None:
                return "accepted", rereading.by(file)
            return self._other_file(key, cell, before.sha256, file) or ("new_cell", rereading.by(file))
        if before is not None and before.sha256 != file.sha256 and not self.new.knew(before.sha256):
            return "withdrawn", By(table=before.table, file=before.file_name, sha256=before.sha256)
        return self._same_file(key, cell, self.old.by_hash.get((file.code, file.sha256)), file) or (
            "new_cell", rereading.by(file),
        )  # fmt: skip

    def _by_file_gone(self, key: Key, cell: Cell, file) -> tuple[str, By]:
        after = self.new.newest(key, cell, self.now)
        if not self.new.knew(file.sha256):
            if after is None or self.old.knew(after.sha256):
                return "withdrawn", rereading.by(file)
        elif after is None or after.sha256 == file.sha256:
            now = self.new.by_hash.get((file.code, file.sha256))
            return self._same_file(key, cell, file, now) or ("gone_cell", rereading.by(now or file))
        now = self.new.by_hash.get((cell.table, after.sha256)) if after else None
        if now is None:
            return "gone_cell", By(table=after.table, file=after.file_name, sha256=after.sha256)
        return self._renamed(key, cell, file, now) or ("gone_cell", rereading.by(now))

    def _other_file(self, key: Key, cell: Cell, sha256: str, now) -> tuple[str, By] | None:
        was = self.old.by_hash.get((cell.table, sha256))
        return self._renamed(key, cell, was, now) if was else None

    def _renamed(self, key: Key, cell: Cell, was, now) -> tuple[str, By] | None:
        """A name that both files print, and that is taken for another place in the later one."""
        for name in rereading.renamed(was.places, now.places, [key], [cell]):
            if name in was.places and name in now.places:
                return "place", rereading.by(now, name, was.places[name], now.places[name])
        return None

    def _same_file(self, key: Key, cell: Cell, was, now) -> tuple[str, By] | None:
        """Why a file that counted before and counts now has a cell in one of the two releases only."""
        rules = [side.frame.tables.get(cell.table) for side in (self.old, self.new)]
        if None not in rules and rules[0] != rules[1]:
            return "table_rule", By(table=cell.table)
        series = [side.frame.series_of(key) for side in (self.old, self.new) if side.frame.told]
        if len(series) == 2 and None not in series and series[0].rules != series[1].rules:
            return "series_rule", By()
        if was is None or now is None or not (was.layouts and now.layouts):
            return None
        return rereading.reason(was, now, [key], [cell])


# --- The number as a whole --------------------------------------------------------------------------------------------


def explained(between: Explaining, key: Key, was: Number | None, now: Number | None, cells: list[Cause]) -> Explained:
    """A number with all its causes: those of its cells, and what is the matter with it as a whole."""
    before, after = (number and number.figure for number in (was, now))
    change = Change(key, changes.kind(before, after), before, after)
    by_value = goes_by_value(before, after)
    causes = [each._replace(amount=each.part.value if by_value else each.part.lower)
              for each in (*cells, *silences(was, now))]  # fmt: skip
    causes += as_told(before, after)
    if change.kind != "unchanged" and not causes:
        causes.append(without_cells(between, key, was, now))
    unions = tuple(number.part_of if number else "" for number in (was, now))
    row = Explained(change, (), (now or was).year_basis, unions)
    if was and now and bool(unions[0]) != bool(unions[1]):  # it enters a total on one side only
        moved = row.amounts[1] - row.amounts[0]
        causes.append(Cause("members", amount=moved - sum(cause.amount for cause in causes)))
    return row._replace(causes=tuple(together(causes)))


def silences(was: Number | None, now: Number | None) -> Iterator[Cause]:
    """What a number should rest on and does not: held now, or missing now. While it is, nothing limits the number."""
    if now is None:
        return
    before, after = absences(was), absences(now)
    for whose in sorted(before.keys() - after.keys()):
        yield Cause("held", By(said=(whose[1], before[whose])), parts.Part(hidden=-1, unlimited=-1))
    for whose in sorted(after.keys() - before.keys()):
        yield Cause("lacking", By(said=(whose[1], after[whose])), parts.Part(hidden=1, unlimited=1))


def absences(number: Number | None) -> dict[tuple[str, str], str]:
    """(`table` or `member`, its code) → how much of it is held, of what a number lacks."""
    if number is None or number.figure.upper is not None:
        return {}
    notes = ((name, note) for note in number.absent for name in ("table", "member") if name in note)
    return {(name, note[name]): note.get("held", "") for name, note in notes}


def as_told(before: Figure | None, after: Figure | None) -> Iterator[Cause]:
    """A number that has a value on one side only enters there with it, and with its lower bound on the other."""
    if before is None or after is None:
        return
    if (before.value is None) != (after.value is None):
        amount = (told(after) - after.lower) - (told(before) - before.lower)
        yield Cause("in_part" if after.value is None else "whole", amount=amount)
    elif before.status != after.status and before[:3] == after[:3]:
        yield Cause("status", By(said=(before.status, after.status)))


def without_cells(between: Explaining, key: Key, was: Number | None, now: Number | None) -> Cause:
    """Why a number without any cell came or went: a zero that a table says by having no row."""
    come = was is None
    here, there = (between.new, between.old) if come else (between.old, between.new)
    if lack := lacking(there, here, key):
        return Cause(lack if lack == "members" else f"{'new' if come else 'gone'}_{lack}")
    tables = ((now or was).sources).split(";")
    file = next((file for file in here.frame.held if file.table in tables and not there.knew(file.sha256)), None)
    if file is None:
        return Cause("held" if come else "lacking", By(said=(tables[0], "")))
    by = By(table=file.table, file=file.file_name, sha256=file.sha256)
    return Cause("accepted" if come else "withdrawn", by)


def lacking(side: Side, other: Side, key: Key) -> str:
    """Why a release publishes nothing under a key that the other does: `series`, `origin`, `year`, `members` or ""."""
    lack, series = side.frame.lacks(key), other.frame.series_of(key)
    if lack != "series" or series is None or series.destination == key.destination:
        return lack
    named = {(each.destination, each.category, each.measure) for each in side.frame.series}
    return "members" if (series.destination, *key[3:]) in named else lack


def counts_as(treatment) -> str:
    """The category in which a decision counts its label; empty where it does not."""
    return treatment.category if treatment.disposition == "include" else ""


def effect(treatment) -> tuple:
    """What a decision makes of a cell."""
    return (treatment.category, treatment.measure) if treatment.disposition == "include" else ()


def same_decision(was, now) -> bool:
    """Whether two releases speak of one decision; where one of them did not say which, of the same words."""
    if was.decision and now.decision:
        return was.decision == now.decision
    fields = ("disposition", "category", "measure", "reason_code", "year_from", "year_to", "condition")
    return all(getattr(was, field) == getattr(now, field) for field in fields)

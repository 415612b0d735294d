"""What is the matter with a number as a whole, whatever its cells say: missing parts, its value, its status."""

from collections.abc import Iterator

from flows.core import decided, parts, rereading
from flows.core.causes import By, Cause, told
from flows.core.changes import Figure
from flows.core.records import Key
from flows.core.sides import Number, Side
from flows.core.switches import named, sort


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


def without_cells(old: Side, new: Side, key: Key, was: Number | None, now: Number | None) -> Cause:
    """Why a number without any cell came or went: a zero that a table says by having no row."""
    came = was is None
    here, there = (new, old) if came else (old, new)
    if lack := decided.lacking(there, here, key):
        return Cause(decided.by_frame(lack, came))
    tables = (now or was).sources.split(";")
    if reason := in_stead(old, new, key, tables[0], came):
        return Cause(*reason)
    held = (file for file in here.frame.held if file.table in tables)
    file = next((file for file in held if not there.knew(file.table, file.sha256)), None)
    if file is None:
        return Cause("held" if came else "lacking", By(said=(tables[0], "")))
    return Cause("accepted" if came else "withdrawn", rereading.by(file))


def in_stead(old: Side, new: Side, key: Key, table: str, came: bool) -> tuple[str, By] | None:
    """Why a number without cells came or went where a series takes one of several tables, and took another."""
    here, there = (new.frame, old.frame) if came else (old.frame, new.frame)
    place = key.destination, key.year
    mine, series = here.covered(table, *place), there.series_of(key)
    for other in series.tables_prefer if series and table in series.tables_prefer else ():
        theirs = there.covered(other, *place)
        if other != table and mine and theirs and not here.covered(other, *place):
            before, after = (theirs, mine) if came else (mine, theirs)
            counts = new.frame.newest(table if came else other, key.destination, min(after))
            return named(coarsest(before), coarsest(after), same_table=False), rereading.by(counts)
    return None


def coarsest(periods: set[str]) -> frozenset[str]:
    """The sorts of some periods of a year; beside the year as printed its parts do not count."""
    sorts = frozenset(map(sort, periods))
    return sorts & {"year"} or sorts

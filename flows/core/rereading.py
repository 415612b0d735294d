"""Why the same bytes say something else: what of their reading differs between two releases."""

import re
from collections.abc import Iterator, Mapping, Sequence

from flows.core.causes import By
from flows.core.frames import HeldFile
from flows.core.records import Key
from flows.core.sides import Cell

RANGE = re.compile(r"([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?")


def by(file, *said: str) -> By:
    """A file that numbers rest on, or one that was held, as what can be opened."""
    table = file.table if isinstance(file, HeldFile) else file.code
    return By(table=table, file=file.file_name, sha256=file.sha256, said=said)


def reason(was, now, keys: Sequence[Key], cells: Sequence[Cell]) -> tuple[str, By]:
    """Why a file of one hash, `was` in the one release and `now` in the other, is read otherwise in some cells.

    A declared correction goes before a place that is taken for another, that before what a person declared, and that
    before the layout of a sheet; what none of them explains was read by another version of the program.
    """
    for correction in differing(was.corrections, now.corrections):
        if any(touches(correction, cell) for cell in cells):
            return "correction", by_correction(now, correction)
    for name in renamed(was.places, now.places, keys, cells):
        return "place", by(now, name, was.places.get(name, ""), now.places.get(name, ""))
    for name in sorted(was.declared.keys() | now.declared.keys()):
        if was.declared.get(name) != now.declared.get(name):
            return "declaration", by(now, name, was.declared.get(name, ""), now.declared.get(name, ""))
    for sheet in sorted({cell.sheet for cell in cells}):
        if None not in (was.layouts.get(sheet), now.layouts.get(sheet)) and was.layouts[sheet] != now.layouts[sheet]:
            return "layout", by(now, sheet)
    return "reading", by(now)


def by_correction(source, correction: Mapping) -> By:
    """A declared correction as what can be opened: in words, and by its number where it has one."""
    return by(source, correction.get("what", ""), correction.get("why", ""), str(correction.get("number", "")))


def differs(was, now) -> bool:
    """Whether anything that bears on the reading of a file is known to be another."""
    recorded = ("layouts", "places") if was.layouts and now.layouts else ()
    return any(getattr(was, name) != getattr(now, name) for name in ("declared", "corrections", *recorded))


def differing(was: Sequence[Mapping], now: Sequence[Mapping]) -> Iterator[Mapping]:
    """Corrections that were made in one of the two readings only, whatever was said of them besides."""
    before, after = (list(map(made, corrections)) for corrections in (was, now))
    yield from (correction for correction in now if made(correction) not in before)
    yield from (correction for correction in was if made(correction) not in after)


def made(correction: Mapping) -> tuple:
    """What a correction changed: cells one by one, or headings of columns."""
    changes = [(change["cell"], change["corrected"]) for change in correction.get("changes", ())]
    return correction.get("sheet"), correction.get("cells"), changes


def corrected(source, cell: Cell) -> Mapping | None:
    """The declared correction that a cell was read with, if any."""
    return next((correction for correction in source.corrections if touches(correction, cell)), None)


def touches(correction: Mapping, cell: Cell) -> bool:
    """Whether a cell is among those corrected, or in a column of which the heading was."""
    if correction.get("sheet") not in (None, cell.sheet):
        return False
    if "changes" in correction:
        return any(change["cell"] == cell.address for change in correction["changes"])
    column, row = split(cell.address)
    for left, top, right, _ in RANGE.findall(correction.get("cells", "")):
        if number(left) <= column <= number(right or left) and row >= int(top):
            return True
    return False


def split(address: str) -> tuple[int, int]:
    """`AB12` as numbers of column and row."""
    found = RANGE.fullmatch(address)
    return (number(found[1]), int(found[2])) if found else (0, 0)


def number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    count = 0
    for letter in letters:
        count = 26 * count + ord(letter) - 64
    return count


def renamed(was: Mapping, now: Mapping, keys: Sequence[Key], cells: Sequence[Cell]) -> list[str]:
    """The printed names that are taken for another place than before, of those that bear on some numbers."""
    if not was or not now:
        return []
    concerned = {code for key in keys for code in (key.origin, key.destination)} | {cell.place for cell in cells}
    names = (name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
    return sorted(name for name in names if {was.get(name), now.get(name)} & concerned)

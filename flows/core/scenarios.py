"""What a release would say if some of its cells counted otherwise, from what it holds itself.

A release keeps the cells it left out, with what they were kept out of, so that it alone answers. A number is added up
anew from its cells, with bounds; where a part is absent it stays half a number. Two things the record does not say are
taken as follows: a number that is not there yet is whole if its series rests on one table alone, else so much at least;
a number that loses its last cell is zero where others show that the silence of its tables means zero, else it is none.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from flows.core.changes import Figure
from flows.core.effects import Told
from flows.core.reached import Cell, Record, series
from flows.core.records import Key

OUT, ANY = "out", ""
NO_ROW = "no row"  # how a note begins that a table is held and does not name the origin
SAID_OF_ITSELF = ("provisional", "estimated", "break")


class Question(NamedTuple):
    """Cells that count as `now` (a category, `OUT`, or `ANY`) are supposed to count as `to`, in a span of years."""

    now: str
    to: str
    year_from: int | None = None
    year_to: int | None = None

    def moves(self, cell: Cell) -> bool:
        """Whether a cell of a label it is about would count otherwise."""
        is_now = cell.key.category if cell.counted else OUT
        if is_now == self.to or self.now not in (ANY, is_now):
            return False
        return (self.year_from or cell.key.year) <= cell.key.year <= (self.year_to or cell.key.year)


def supposed(record: Record, question: Question) -> dict[Key, Told]:
    """Every number of the record as it would be."""
    gone, come = moved(record, question)
    then = {key: number.told for key, number in record.numbers.items()}
    unions = set(record.unions.values())
    for key in sorted(gone.keys() | come.keys(), key=lambda key: key.destination in unions):  # members first
        cells = [*(cell for cell in record.behind[key] if cell.place not in gone[key]), *come[key]]
        absent = lacks(record, key, come[key], then) or (key not in record.numbers and key.destination in unions)
        figure = added(cells, absent, record.told(key)) if cells else zero(record, key)
        if figure is None:
            then.pop(key, None)
        else:
            then[key] = with_figure(record, key, figure)
    return then


def moved(record: Record, question: Question):
    """Which cells go from which numbers, by their places, and which come to which."""
    gone, come = defaultdict(set), defaultdict(list)
    for cell in record.cells:
        if not cell.asked or not question.moves(cell):
            continue
        if cell.counted:
            gone[cell.key].add(cell.place)
        if question.to != OUT:
            for key in targets(record, cell, cell.key._replace(category=question.to)):
                come[key].append(cell)
    return gone, come


def targets(record: Record, cell: Cell, key: Key) -> list[Key]:
    """The numbers that a cell comes to. What counts stands behind a union's sum as well, what was left out does not."""
    if not record.takes(key, cell.table):
        return []
    whole = record.union(key)
    return [key] if cell.counted or whole == key or not record.is_sum(whole) else [key, whole]


def lacks(record: Record, key: Key, come: Iterable[Cell], then: dict[Key, Told]) -> bool:
    """Whether some part of a number is still not there, when these cells have come to it."""
    tables, number = {cell.table for cell in come}, record.numbers.get(key)
    if number is None:
        return record.tables[series(record.union(key))] != tables
    members = {
        other.destination
        for other in then
        if other not in record.numbers and then[other].figure.value is not None and record.union(other) == key
    }
    mended = (
        note.get("member") in members or (note.get("table") in tables and NO_ROW in note["held"])
        for note in number.absent
    )
    return not all(mended)


def zero(record: Record, key: Key) -> Figure | None:
    """What a number is that lost its last cell: zero where the silence of each of its tables means that, else none."""
    number = record.numbers[key]
    return None if number.absent or number.tables - record.silent_means_zero else Figure(0, 0, 0, "normal")


def with_figure(record: Record, key: Key, figure: Figure) -> Told:
    """A number as it would be told with another figure, whether the record has it already or not."""
    if key in record.numbers:
        return record.numbers[key].told._replace(figure=figure)
    whole = record.union(key)
    return Told(record.basis[series(whole)], "" if whole == key else whole.destination, figure)


def added(cells: list[Cell], absent: bool, before: Told | None) -> Figure:
    """What cells come to; a hidden cell has bounds, one that is not there has none."""
    lower = sum(cell.lower or 0 for cell in cells)
    upper = None if absent or any(cell.upper is None for cell in cells) else sum(cell.upper for cell in cells)
    unknown = sum(cell.value is None for cell in cells)
    if absent or unknown:
        all_hidden = unknown == len(cells) and upper is not None
        return Figure(None, lower, upper, "suppressed" if all_hidden else "partial")
    status = before.figure.status if before and before.figure.status in SAID_OF_ITSELF else "normal"
    return Figure(sum(cell.value for cell in cells), lower, upper, status)

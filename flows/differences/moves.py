"""Cells of the same bytes that stand under another key in the later of two releases: read otherwise, and so moved.

The same cell is found by its address, which says nothing across files and everything within one. Only files of which
something about their reading differs are looked through; the database brings their cells together.
"""

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from django.db import connection

from flows.core import rereading
from flows.core.explaining import Move
from flows.core.records import Key
from flows.core.sides import Cell, Side
from flows.core.streams import ROWS_AT_ONCE
from flows.models import KEY, Contribution

COLUMNS = (
    *KEY, "treatment_id", "breakdown", "period", "place", "counted", "value", "lower", "upper", "sheet", "cell",
)  # fmt: skip
# The cells of one file beside those of the other; those of a union's members stay beside those of members.
BESIDE = """SELECT {columns} FROM flows_contribution AS here JOIN flows_contribution AS there
    ON there.source_id = %s AND there.sheet = here.sheet AND there.cell = here.cell
    AND (there.place = '') = (here.place = '')
    WHERE here.source_id = %s ORDER BY {key}"""


class Followed:
    """A stream of Moves in the order of their keys, taken place by place."""

    def __init__(self, moves: Iterable[Move]):
        self._groups = groupby(moves, key=lambda move: move.key[:3])
        self._held = self._next()

    def _next(self):
        found = next(self._groups, None)
        return found and (found[0], list(found[1]))

    def at(self, place: tuple) -> list[Move]:
        """The moves of an origin, destination and year; places are asked for in their order."""
        while self._held and self._held[0] < place:
            self._held = self._next()
        return self._held[1] if self._held and self._held[0] == place else []


def reread(old: Side, new: Side) -> Iterator[tuple[int, int]]:
    """The files of both releases of which something about their reading differs, as each of them calls it."""
    known = {(source.code, source.sha256): (name, source) for name, source in old.sources.items()}
    for name, source in new.sources.items():
        before, was = known.get((source.code, source.sha256), (None, None))
        if was is not None and rereading.differs(was, source):
            yield before, name


def between(old: Side, new: Side) -> tuple[Iterator[Move], Iterator[Move]]:
    """What was moved away in the old release, and what came in the new one, each in the order of its key there."""
    pairs = list(reread(old, new))
    return (
        heapq.merge(*(beside(old, was, new, now) for was, now in pairs), key=itemgetter(0)),
        heapq.merge(*(beside(new, now, old, was) for was, now in pairs), key=itemgetter(0)),
    )


def beside(here: Side, source: int, there: Side, other: int) -> Iterator[Move]:
    """The cells of a file that are something else in the other release, with what they are there."""
    columns = ", ".join(f"{side}.{column}" for side in ("here", "there") for column in COLUMNS)
    statement = BESIDE.format(columns=columns, key=", ".join(f"here.{column}" for column in KEY))
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, [other, source])
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for row in rows:
                move = Move(*told(here, source, row[: len(COLUMNS)]), *told(there, other, row[len(COLUMNS) :]))
                if differ(move):
                    yield move


def told(side: Side, source: int, row: tuple) -> tuple[Key, Cell]:
    """A row as its key and its cell."""
    treatment, breakdown, period, place, counted, *said = row[5:]
    names = side.sources[source].code, side.treatments[treatment].label
    return Key(*row[:5]), Cell(*names, breakdown, period, place, bool(counted), *said, source, treatment)


def differ(move: Move) -> bool:
    return (move.key, move.cell.identity) != (move.other_key, move.other.identity)


def ahead(old: Side, new: Side, cells: list[tuple[Key, Cell]]) -> tuple[list[Move], list[Move]]:
    """The same against cells that are not in the tables yet."""
    pairs = dict(reread(old, new))
    found: dict[tuple, list[tuple[Key, Cell]]] = {}
    for key, cell in cells:
        if cell.source in pairs.values():
            found.setdefault((cell.source, cell.sheet, cell.address, bool(cell.place)), []).append((key, cell))
    gone = [
        move
        for was, now in pairs.items()
        for row in Contribution.everything.filter(source=was).values_list(*COLUMNS).iterator(chunk_size=ROWS_AT_ONCE)
        for key, cell in [told(old, was, row)]
        for there in found.get((now, cell.sheet, cell.address, bool(cell.place)), ())
        if differ(move := Move(key, cell, *there))
    ]
    come = [Move(move.other_key, move.other, move.key, move.cell) for move in gone]
    return sorted(gone, key=itemgetter(0)), sorted(come, key=itemgetter(0))

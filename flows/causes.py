"""The causes of every difference between two releases, from the cells that both hand over."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from flows.core.causes import Cause, Cell, causes
from flows.core.changes import Change
from flows.core.records import Key
from flows.core.streams import paired
from flows.differences import difference
from flows.models import KEY, Contribution, Release

ROWS_AT_ONCE = 5_000
IDENTITY = ("source__code", "treatment__label", "breakdown", "period", "sheet", "cell")


def between(old: Release, new: Release) -> Iterator[tuple[Change, list[Cause]]]:
    """Each new, changed or gone number with its causes, in the order of the key; memory does not grow with them."""
    cells = paired(cells_by_key(old), cells_by_key(new))
    held = next(cells, None)
    for change in difference(old, new):
        while held and held[0] < change.key:
            held = next(cells, None)
        mine = held if held and held[0] == change.key else None
        if change.kind != "unchanged":
            yield change, list(causes(*(side[1] if side else {} for side in (mine[1:] if mine else (None, None)))))


def cells_by_key(release: Release) -> Iterator[tuple[Key, dict[tuple, Cell]]]:
    """The cells behind and beside each number, by what makes a cell the same in another release.

    Where a table prints one label twice for a key (a member of a union each) they are told apart by their order.
    """
    rows = Contribution.everything.of(release).order_by(*KEY, *IDENTITY)
    told = rows.values_list(*KEY, *IDENTITY[:4], "counted", "lower", "upper").iterator(chunk_size=ROWS_AT_ONCE)
    for key, group in groupby(told, lambda row: Key(*row[:5])):
        found: dict[tuple, Cell] = {}
        times: Counter[tuple] = Counter()
        for *_key, source, label, breakdown, period, counted, lower, upper in group:
            identity = (source, label, breakdown, period)
            found[*identity, times[identity]] = Cell(counted, lower or 0, upper)
            times[identity] += 1
        yield key, found

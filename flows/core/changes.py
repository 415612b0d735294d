"""What differs between two releases, observation by observation."""

from collections import Counter
from typing import NamedTuple

from flows.core.records import Key
from flows.core.streams import paired

KINDS = ("new", "changed", "unchanged", "gone")


class Figure(NamedTuple):
    """What an observation says."""

    value: int | None
    lower: int
    upper: int | None
    status: str


class Change(NamedTuple):
    """What became of one key: `before` is None where it is new, `after` where it is gone."""

    key: Key
    kind: str
    before: Figure | None
    after: Figure | None


def difference(old, new):
    """A Change for each key of either release, unchanged ones too, from two streams of (Key, Figure) sorted by key."""
    for key, before, after in paired(old, new):
        before, after = before and before[1], after and after[1]
        yield Change(key, kind(before, after), before, after)


def kind(before, after):
    """One of KINDS."""
    if before is None:
        return "new"
    if after is None:
        return "gone"
    return "unchanged" if before == after else "changed"


def tally(changes):
    """How many of each kind, all four named."""
    counted = Counter(change.kind for change in changes)
    return {kind: counted[kind] for kind in KINDS}

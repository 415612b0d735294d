"""Conditions of decisions held against each other, and as people read them; what they mean is in
`flows.core.conditions`, because the public record asks it too.
"""

import json
from collections.abc import Iterable, Mapping

from flows.core.conditions import breakdown, covering, covers, meets

__all__ = ["breakdown", "collide", "covering", "covers", "key", "meets", "written", "years_overlap"]


def key(condition: Mapping[str, Iterable[str]]) -> str:
    """The same text for the same condition however it was written down; empty for the empty one."""
    if not condition:
        return ""
    plain = {column: sorted(set(texts)) for column, texts in condition.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(condition: Mapping[str, Iterable[str]]) -> str:
    """The condition as people read it: `duration: M6-11 or Y_GE1; destination: USA`."""
    return "; ".join(f"{column}: {' or '.join(texts)}" for column, texts in condition.items())


def years_overlap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether two spans have a year in common."""
    starts = [start for start, _ in (one, other) if start is not None]
    ends = [end for _, end in (one, other) if end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def collide(one: Mapping[str, Iterable[str]], other: Mapping[str, Iterable[str]]) -> bool:
    """Whether two conditions could claim one cell with equal right.

    The empty condition collides only with itself: a cell that meets a narrower one belongs to that.
    """
    if not one or not other:
        return not one and not other
    return all(set(one[column]) & set(other[column]) for column in one.keys() & other.keys())

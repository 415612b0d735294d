"""To which cells a decision applies: its years, and a condition such as `{"duration": ["M6-11", "Y_GE1"]}`.

A condition names columns of the breakdown, or `destination`, each with the texts it wants; an empty one wants nothing
and gives way to any other that a cell meets. Years are observation years, `None` where a span is open.
"""

import json
from collections.abc import Iterable, Mapping


def key(condition: Mapping[str, Iterable[str]]) -> str:
    """The same text for the same condition however it was written down; empty for the empty one."""
    if not condition:
        return ""
    plain = {column: sorted(set(texts)) for column, texts in condition.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(condition: Mapping[str, Iterable[str]]) -> str:
    """The condition as people read it: `duration: M6-11 or Y_GE1; destination: USA`."""
    return "; ".join(f"{column}: {' or '.join(texts)}" for column, texts in condition.items())


def breakdown(text: str) -> dict[str, str]:
    """The columns of a breakdown as stored with a reading, `sex=F; age=18-25`."""
    return dict(part.split("=", 1) for part in text.split("; ") if "=" in part)


def meets(condition: Mapping[str, Iterable[str]], cell: Mapping[str, str]) -> bool:
    """Whether a cell, given as column → text, is one the condition wants."""
    return all(cell.get(column) in texts for column, texts in condition.items())


def covers(year_from: int | None, year_to: int | None, year: int) -> bool:
    """Whether a span holds a year."""
    return (year_from is None or year_from <= year) and (year_to is None or year <= year_to)


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

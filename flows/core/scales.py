"""Where things stand on a drawing: round numbers for an axis, names that do not cover each other."""

from collections.abc import Mapping
from math import floor, log10

TICK_STEPS = (1, 2, 2.5, 5, 10)
LABEL_APART = 14


def ticks(size: float, about: int = 4) -> list[int]:
    """Round numbers from 0 to at least `size`, about so many steps."""
    rough = max(size, 1) / about
    power = 10 ** floor(log10(rough))
    step = max(1, next(whole(each * power) for each in TICK_STEPS if each * power >= rough))
    return list(range(0, int(-(-size // step) * step) + 1, int(step))) if size else [0, 1]


def whole(value: float) -> float:
    """A whole number as such."""
    return int(value) if value == int(value) else value


def apart(ends: Mapping[str, float], lowest: float, by: float = LABEL_APART) -> dict[str, float]:
    """{name: y} with the names moved up until they stand `by` apart and none below `lowest`, the order kept."""
    moved, last = {}, lowest + by
    for name, y in sorted(ends.items(), key=lambda end: -end[1]):
        last = moved[name] = min(y, last - by)
    return moved

"""The main result row by row as bars on both sides of zero: with their bounds, and hatched where there is no number."""

from collections.abc import Mapping, Sequence

import numpy as np

from flows.charts import LETTER, drawing, words
from flows.core.estimates.figures import Figures
from flows.estimating.numbers import decimal, interval, places
from flows.markup import markup

MOST = 40  # rows; the table says all of them
WIDTH, NAMES, NUMBERS, LINE, THICK = 760, 190, 150, 24, 12
LETTERS = int((NAMES - 12) / LETTER)


def labels(keys: Mapping[str, Sequence[str]]) -> list[str]:
    """What each row is about: `A → B` of a flow, else its keys one after the other."""
    rest = [texts for name, texts in keys.items() if name not in ("origin", "destination")]
    said = [[text for text in row if text] for row in zip(*rest, strict=True)] if rest else []
    if "origin" not in keys:
        return [", ".join(row) for row in said]
    ways = [
        f"{origin} → {destination}" for origin, destination in zip(keys["origin"], keys["destination"], strict=True)
    ]
    return [", ".join([way, *more]) for way, more in zip(ways, said or [[]] * len(ways), strict=True)]


def drawn(labels: Sequence[str], figures: Figures) -> str:
    """Nothing where the rows are too many to be seen side by side, or none has a number."""
    ends = np.concatenate([array[np.isfinite(array)] for array in figures if array is not None])
    if len(labels) > MOST or not len(ends):
        return ""
    digits = places(figures.value if np.isfinite(figures.value).any() else ends)
    across = _scale(min(0.0, ends.min()), max(0.0, ends.max()))
    height = LINE * len(labels) + 8
    parts = [markup('<path class="base" d="M{0} 0V{1}"/>', across(0), height)]
    for row, label in enumerate(labels):
        parts += _row(label, *(None if array is None else array[row] for array in figures), row * LINE, across, digits)
    return drawing("bars", WIDTH, height, parts)


def _scale(least, most):
    """From numbers to places; zero is always among them."""
    length, span = WIDTH - NAMES - NUMBERS - 60, (most - least) or 1
    return lambda value: round(NAMES + 60 + (value - least) / span * length, 1)


def _row(label, value, lower, upper, top, across, digits):
    middle, known = top + LINE / 2 + 2, not np.isnan(value)
    short = label if len(label) <= LETTERS else f"{label[: LETTERS - 1]}…"
    yield words(0, middle + 4, short, "start")
    ends = [each for each in (value, lower, upper) if each is not None and np.isfinite(each)]
    if known:
        start, end = sorted((across(0), across(value)))
        kind = "bar-new" if value >= 0 else "bar-less"
        yield markup(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
            kind, start, middle - THICK / 2, max(1, round(end - start, 1)), THICK,
        )  # fmt: skip
    if lower is not None and lower != upper:
        yield from _bounds(lower, upper, middle, across)
    elif not known:
        yield markup('<rect class="hatched" x="{}" y="{}" width="14" height="14"/>', across(0), middle - 7)
    said = decimal(value, digits) if known else interval(lower, upper, digits) if lower is not None else ""
    least = known and value < 0
    edge = min(map(across, ends), default=across(0)) if least else max([across(0), *map(across, ends)])
    yield words(edge + (-8 if least else 8), middle + 4, said, "end" if least else "start", "strong")


def _bounds(lower, upper, middle, across):
    """A line from bound to bound, open where nothing limits the number."""
    left = across(lower) if np.isfinite(lower) else NAMES
    right = across(upper) if np.isfinite(upper) else WIDTH - 40
    caps = "".join(f"M{x} {middle - 5}v10" for x, end in ((left, lower), (right, upper)) if np.isfinite(end))
    dashed = "" if np.isfinite(lower) and np.isfinite(upper) else " dashed"
    yield markup('<path class="range{}" d="M{} {}H{}{}"/>', dashed, left, middle, right, caps)

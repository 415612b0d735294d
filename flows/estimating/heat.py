"""Where sender and receiver disagree: origins and years down, destinations across, the asymmetry in each place.

A place says its number with its sign; the shade only repeats it. Hatched: one of the two counts is not known,
or by its bounds alone.
"""

import numpy as np

from flows.charts import drawing, words
from flows.core.estimates.method import Answer
from flows.estimating.numbers import signed
from flows.markup import markup

MOST_ROWS, MOST_COLUMNS = 40, 24
WIDE, HIGH, NAMES, HEADS, LETTERS = 52, 28, 170, 84, 14
STEPS = (0.25, 1)  # asymmetry from which a shade is darker


def drawn(answer: Answer) -> str:
    """Nothing where there are more places than can be told apart."""
    across = list(dict.fromkeys(answer.keys["destination"]))
    groups = [texts for name, texts in answer.keys.items() if name not in ("destination", "origin", "year")]
    sides = list(zip(answer.keys["origin"], answer.keys["year"], *groups, strict=True))
    down = list(dict.fromkeys(sides))
    if len(across) > MOST_COLUMNS or len(down) > MOST_ROWS:
        return ""
    width, height = NAMES + WIDE * len(across) + HEADS // 2, HEADS + HIGH * len(down) + 4
    parts = [_head(name, place) for place, name in enumerate(across)]
    parts += [words(0, HEADS + HIGH * row + 18, _short(" ".join(side), 2), "start") for row, side in enumerate(down)]
    found = zip(sides, answer.keys["destination"], answer.results["asymmetry"].value, strict=True)
    parts += [_place(across.index(end), down.index(side), value) for side, end, value in found]
    return drawing("heat", width, height, parts)


def _short(text, lines=1):
    most = LETTERS + 10 * (lines - 1)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _head(name, place):
    x, y = NAMES + WIDE * place + WIDE // 2, HEADS - 8
    turned = '<text class="ax" x="{0}" y="{1}" text-anchor="start" transform="rotate(-40 {0} {1})">{2}</text>'
    return markup(turned, x, y, _short(name))


def _place(column, row, value):
    x, y = NAMES + WIDE * column, HEADS + HIGH * row
    square = markup(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', kind(value), x + 1, y + 1, WIDE - 2, HIGH - 2
    )
    if np.isnan(value):
        return square
    return markup("{}{}", square, words(x + WIDE / 2, y + 18, signed(value, 2), "middle", "strong"))


def kind(asymmetry: float) -> str:
    """The class of a shade: who counted more, and how much more."""
    if np.isnan(asymmetry):
        return "hatched"
    step = sum(abs(asymmetry) >= least for least in STEPS) + 1 if asymmetry else 0
    side = "receiver" if asymmetry > 0 else "sender"
    return f"heat-{side}-{step}" if step else "heat-0"

"""Charts of indicators as SVG text: courses over the years, or bars of one year, each from zero.

As in `flows.charts` positions stand in attributes and colours in classes.
"""

from math import floor, log10
from typing import NamedTuple

from flows import charts, figures
from flows.charts import CROWDED, LETTER, OPEN_BAR
from flows.core.records import BREAK
from flows.core.scales import LABEL_APART, TICK_STEPS, apart
from flows.indicators import numerals
from flows.markup import markup

WIDE, HEIGHT = 864, 250
LEFT, TOP, BELOW = 64, 18, 30
ROW, NAMES, LONG_NAME = 24, 250, 36


class Point(NamedTuple):
    """A result of a year, with what is certain of it; all three may be None."""

    year: int
    value: float | None
    lower: float | None
    upper: float | None
    status: str = "normal"

    @property
    def known(self):
        return [each for each in (self.value, self.lower, self.upper) if each is not None]

    @property
    def certain(self):
        """How far it surely lies from zero, on its side of it: 0 where bounds leave the side open."""
        if self.value is not None:
            return self.value
        return max(self.lower or 0, 0) or min(self.upper or 0, 0)

    def in_unit(self, unit):
        """As it stands on pages, so that a share is drawn in per cent."""
        ends = (None if each is None else numerals.scaled(each, unit) for each in self[1:4])
        return Point(self.year, *ends, self.status)


class Scale:
    """Round marks from the least to the most of some points, zero among them."""

    def __init__(self, points, about=4):
        known = [0, *(each for point in points for each in point.known)]
        low, high = min(known), max(known)
        rough = (high - low or 1) / about
        power = 10.0 ** floor(log10(rough))
        step = next(each * power for each in (*TICK_STEPS, 20) if each * power >= rough * 0.999)
        first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
        self.places = max(0, -floor(log10(step) + 1e-9))
        self.places += step * 10**self.places % 1 > 1e-9  # 0.25 has one place more than 0.1
        self.marks = [each * step for each in range(first, max(last, first + 1) + 1)]
        self.low, self.high = self.marks[0], self.marks[-1]

    def along(self, length, start):
        """Where a value lies on a line that begins at `start`."""
        return lambda value: round(start + (value - self.low) / (self.high - self.low) * length, 1)

    def label(self, mark):
        return numerals.decimal(mark, self.places)


def courses(lines, basis, unit, colours):
    """{name: its points} over the years, named at their ends; an interval is a bar, a break parts the line."""
    lines = {name: [point.in_unit(unit) for point in own] for name, own in lines.items()}
    points = [point for own in lines.values() for point in own]
    years = range(min(point.year for point in points), max(point.year for point in points) + 1)
    scale = Scale(points)
    names = {name: name if len(name) <= LONG_NAME else f"{name[: LONG_NAME - 1]}…" for name in lines}
    right = WIDE - 24 - max(len(name) for name in names.values()) * LETTER
    length = HEIGHT - TOP - BELOW
    rises = scale.along(length, 0)

    def up(value):
        return round(TOP + length - rises(value), 1)

    step = (right - LEFT - 16) / max(years[-1] - years[0], 1)
    across = {year: round(LEFT + 8 + (year - years[0]) * step, 1) for year in years}
    parts = [markup('<path class="{}" d="M{} {}H{}"/>', "gr" if mark else "base", LEFT, up(mark), round(right, 1))
             for mark in scale.marks]  # fmt: skip
    parts += [charts.words(LEFT - 8, up(mark) + 4, scale.label(mark), "end") for mark in scale.marks]
    for year in years[:: 1 + len(years) // (CROWDED * 2)]:
        label = figures.short_year(year, basis) if year == years[0] else f"{year % 100:02}"
        parts.append(charts.words(across[year], HEIGHT - 8, label, "middle"))
    for name, own in lines.items():
        parts += _line(own, colours[name], across, up)
    ends = {name: up(own[-1].known[0] if own[-1].known else 0) for name, own in lines.items()}
    for name, y in _within(apart(ends, lowest=HEIGHT - BELOW)).items():
        parts.append(charts.words(round(right + 12, 1), y + 4, names[name], "start", f"f-{colours[name]}"))
    return charts.drawing("trend", WIDE, HEIGHT, parts)


def _within(ends):
    """Names that stand apart, moved down where they were moved up beyond the drawing."""
    moved, least = {}, TOP
    for name, y in sorted(ends.items(), key=lambda end: end[1]):
        moved[name] = max(y, least)
        least = moved[name] + LABEL_APART
    return moved


def _line(own, colour, across, up):
    parts = []
    for run in _runs(own):
        path = "L".join(f"{across[point.year]:g} {up(point.value):g}" for point in run)
        parts.append(markup('<path class="s-{}" d="M{}"/>', colour, path))
        last = run[-1]
        parts.append(
            markup('<circle class="f-{}" cx="{}" cy="{}" r="2.6"/>', colour, across[last.year], up(last.value))
        )
        if run[0].status == BREAK:
            parts.append(charts.slashes(across[run[0].year] - 8, up(run[0].value)))
    for point in own:
        if point.value is None and point.lower is not None:
            parts.append(charts.bar(point, colour, across[point.year], up))
    return parts


def _runs(own):
    """Points with a value in years that follow each other, without a break between."""
    run = []
    for point in own:
        if run and (point.value is None or point.year != run[-1].year + 1 or point.status == BREAK):
            yield run
            run = []
        if point.value is not None:
            run.append(point)
    if run:
        yield run


def bars(rows, unit, colour, write):
    """[(name, point)] of one year under each other: what is certain filled, what may be more hatched, in words too."""
    drawn = [(name, point.in_unit(unit)) for name, point in rows]
    scale = Scale([point for _name, point in drawn])
    height = ROW * len(drawn) + 8
    along = scale.along(WIDE - NAMES - 150, NAMES)
    parts = [markup('<path class="base" d="M{} 0V{}"/>', along(0), height - 8)]
    for at, ((name, point), (_name, said)) in enumerate(zip(drawn, rows, strict=True)):
        y = at * ROW
        short = name if len(name) <= LONG_NAME else f"{name[: LONG_NAME - 1]}…"
        parts.append(charts.words(NAMES - 10, y + 16, short, "end"))
        end = along(0)
        if point.certain or point.value is not None:
            left, right = sorted((along(0), along(point.certain)))
            rect = left, y + 5, max(1, round(right - left, 1))
            parts.append(markup('<rect class="f-{}" x="{}" y="{}" width="{}" height="13"/>', colour, *rect))
            end = max(end, right)
        if point.value is None:
            near = along(point.certain if point.lower is None else point.lower)
            far = near + OPEN_BAR if point.upper is None else along(point.upper)
            rect = near, y + 5, max(2, round(far - near, 1))
            parts.append(markup('<rect class="hatched" x="{}" y="{}" width="{}" height="13"/>', *rect))
            end = max(end, far)
        parts.append(charts.words(round(end + 8, 1), y + 16, write(said), "start"))
    return charts.drawing("trend", WIDE, height, parts)


def small(points, colour, width=220, height=44):
    """A few results as bars without words, for a list of indicators; below the line what is less than nothing."""
    known = [point for point in points if point.known][:24]
    if not known:
        return ""
    scale = Scale(known)
    rises = scale.along(height - 4, 0)
    step = min(28, width / len(known))
    zero = round(height - 2 - rises(0), 1)
    parts = [markup('<path class="base" d="M0 {}H{}"/>', zero, width)]
    for at, point in enumerate(known):
        top = round(height - 2 - rises(point.known[0]), 1)
        y, tall = min(top, zero), max(1, round(abs(zero - top), 1))
        kind = f"f-{colour}" if point.value is not None else "hatched"
        rect = round(at * step + 1, 1), y, round(step * 0.7, 1), tall
        parts.append(markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', kind, *rect))
    return charts.drawing("spark", width, height, parts)

"""Small charts as SVG text: sparklines, courses over the years, the bar of a release.

Widths and positions stand in SVG attributes and colours in classes, never in `style`: the policy of the site allows no
inline style, and one drawing then serves light, dark and paper. Every scale starts at zero.
"""

from itertools import accumulate
from math import floor, log10

from django.utils.safestring import SafeString, mark_safe

from flows import figures
from flows.core.records import BREAK
from flows.core.scales import apart, ticks, whole
from flows.markup import joined, markup

STEPS = (1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10)
LONG = 6  # years; a longer chart is moved sideways on a telephone rather than shrunk
LETTER = 6.8  # width of a letter of a chart's words, about
OPEN_BAR = 22  # length of a bar that nothing limits, whatever the scale
CROWDED = 9  # years under a small chart; with more only every second, third … is named


def ceiling(size):
    """The next round number for the end of a scale: 332 ends at 350."""
    if size <= 0:
        return 1
    power = 10 ** floor(log10(size))
    return next(whole(step * power) for step in STEPS if step * power >= size)


# --- Over the years ---------------------------------------------------------------------------------------------------


def sparkline(points, category, width=100, height=26, filled=False):
    """The course of (year, value): hollow first dot, filled last, broken where a year has no whole number."""
    held = [(year, value) for year, value in points if value is not None]
    if not held or (filled and len(held) == 1):  # one large dot alone draws no course
        return SafeString()
    first, last = points[0][0], points[-1][0]
    across = scale(max(last - first, 1), width - 10, 5)
    up = rising(max(value for _year, value in held), height - 7, 4)
    places = [(across(year - first), None if value is None else up(value)) for year, value in points]
    base = height - 2.5
    parts = [markup('<path class="gr" d="M0 {}H{}"/>', base, width)]
    for run in _runs(places):
        if filled and len(run) > 1:
            parts.append(markup('<path class="t-{}" d="{}V{}H{}z"/>', category, _path(run), base, run[0][0]))
        parts.append(markup('<path class="s-{}" d="{}"/>', category, _path(run)))
    ends = [place for place in places if place[1] is not None]
    parts.append(markup('<circle class="hollow s-{}" cx="{}" cy="{}" r="2.4"/>', category, *ends[0]))
    parts.append(markup('<circle class="f-{}" cx="{}" cy="{}" r="3"/>', category, *ends[-1]))
    return drawing("spark", width, height, parts)


def course(rows, category, here, height=190):
    """One series by year: a line through whole numbers, a bar for an interval, hatched where there is no number."""
    years = [row.year for row in rows]
    width = min(590, 150 + 92 * (years[-1] - years[0]))
    numbers = [row for row in rows if hasattr(row, "lower")]
    marks = ticks(max((top_of(row) for row in numbers), default=0))
    left, right, bottom = 56, width - 24, height - 28
    up = rising(marks[-1], bottom - 24, 24)
    step = (right - left - 60) / max(years[-1] - years[0], 1)
    across = {year: round(left + 30 + (year - years[0]) * step, 1) for year in years}
    parts = grid(marks, up, left, right)
    parts += _lines(rows, category, across, up)
    for row in rows:
        parts.append(_year_of_course(row, category, across[row.year], up, step, row.year == here))
        label = figures.short_year(row.year, row.year_basis) if row is rows[0] else f"{row.year % 100:02}"
        parts.append(words(across[row.year], height - 8, label, "middle", "strong" if row.year == here else ""))
    return drawing("course long" if len(years) > LONG else "course", width, height, parts)


def _year_of_course(row, category, x, up, step, here):
    """The drawing of one year, with what it says above it where there is room."""
    if not hasattr(row, "lower"):
        return markup('<rect class="hatched" x="{}" y="{}" width="14" height="14"/>', x - 7, up(0) - 14)
    said, top = figures.figure(row), up(top_of(row))
    if row.value is None:
        shape = bar(row, category, x, up)
        top -= OPEN_BAR if row.upper is None else 0
    else:
        shape = markup('<circle class="f-{}" cx="{}" cy="{}" r="{}"/>', category, x, top, 5 if here else 2.8)
    if not here and len(said) * LETTER > step:
        return shape
    return markup("{}{}", shape, words(x, top - 9, said, "middle", f"f-{category} strong" if here else ""))


def origins(courses, names, category, width=276, height=160):
    """The course of a few origins, {origin: rows}, each named at its end, the names moved apart."""
    rows = [row for own in courses.values() for row in own]
    years = sorted({row.year for row in rows})
    marks = ticks(max(top_of(row) for row in rows))
    left, right, bottom = 34, width - 96, height - 24
    up = rising(marks[-1], bottom - 10, 10)
    step = (right - left - 8) / max(years[-1] - years[0], 1)
    across = {year: round(left + 4 + (year - years[0]) * step, 1) for year in years}
    parts = grid(marks, up, left, right)
    for at, (_origin, own) in enumerate(courses.items()):
        parts += _origin_line(own, category, across, up, shift=at * 8)
    ends = {origin: up(middle(own[-1])) for origin, own in courses.items()}
    for origin, y in apart(ends, lowest=bottom).items():
        parts.append(words(right + 12, y + 4, names[origin], "start", f"f-{category}"))
    for year in years[:: 1 + len(years) // CROWDED]:
        label = figures.short_year(year, rows[0].year_basis) if year == years[0] else f"{year % 100:02}"
        parts.append(words(across[year], height - 6, label, "middle"))
    return drawing("origins", width, height, parts)


def _origin_line(own, category, across, up, shift):
    lines = _lines(own, category, across, up)
    lines += [bar(row, category, across[row.year] + shift, up) for row in own if row.value is None]
    last = own[-1]
    if last.value is not None:
        place = across[last.year], up(last.value)
        lines.append(markup('<circle class="f-{}" cx="{}" cy="{}" r="2.6"/>', category, *place))
    return lines


def _lines(rows, category, across, up):
    """Lines through the whole numbers; they break at a year without one, without a row, or where the series does."""
    held = {row.year: row for row in rows if getattr(row, "value", None) is not None}
    places, broken = [], []
    for year in range(rows[0].year, rows[-1].year + 1):
        if year in held and held[year].status == BREAK:
            places.append((None, None))
            broken.append(slashes((across[year] + across.get(year - 1, across[year])) / 2, up(held[year].value)))
        places.append((across.get(year), up(held[year].value) if year in held else None))
    lines = [markup('<path class="s-{}" d="{}"/>', category, _path(run)) for run in _runs(places)]
    return lines + broken


def slashes(x, y):
    """The sign of a break: two slashes in the gap of a line."""
    d = f"M{x - 5:.1f} {y + 5}l4 -10M{x + 1:.1f} {y + 5}l4 -10"
    return markup('<path class="broken" d="{}"/>', d)


def bar(row, category, x, up):
    """A bar from the lower to the upper bound, without a dot; open at the top where nothing limits it."""
    top = up(row.lower) - OPEN_BAR if row.upper is None else up(row.upper)
    cap = "" if row.upper is None else f"M{x - 4} {top}h8"
    dashed = " dashed" if row.upper is None else ""
    bar = f"M{x} {up(row.lower)}V{top}M{x - 4} {up(row.lower)}h8{cap}"
    return markup('<path class="s-{}{}" d="{}"/>', category, dashed, bar)


def release_bar(parts, width=864):
    """A bar of (kind, count): new in the accent, corrected in ink, the unchanged rest pressed."""
    whole, x, drawn = sum(count for _kind, count in parts) or 1, 0, []
    for kind, count in parts:
        long = round(count / whole * width, 1)
        drawn.append(markup('<rect class="bar-{}" x="{}" y="0" width="{}" height="12"/>', kind, round(x, 1), long))
        x += long
    return drawing("release-bar", width, 12, drawn, stretched=True)


def waterfall(start, steps, end, width=864, height=240):
    """From (name, total) to (name, total) by (name, amount): filled where more is added, outlined where less is."""
    heights = list(accumulate((amount for _name, amount in steps), initial=start[1]))
    marks = ticks(max(*heights, end[1]))
    lowest = min(0, *heights)
    left, right, bottom = 64, width, height - 28
    height_of = rising(marks[-1] - lowest, bottom - 24, 24)

    def up(value):
        return height_of(value - lowest)

    columns = len(steps) + 2
    step, wide = (right - left) / columns, min(64, (right - left) / columns * 0.66)
    across = [round(left + step * (at + 0.5) - wide / 2, 1) for at in range(columns)]
    parts = grid(marks, up, left, right)
    parts += _column(across[0], wide, up(0), up(start[1]), "whole", start[0], figures.number(start[1]), height)
    for at, ((name, amount), before, after) in enumerate(zip(steps, heights, heights[1:], strict=False), 1):
        parts.append(markup('<path class="gr dashed" d="M{} {}H{}"/>', across[at - 1] + wide, up(before), across[at]))
        kind = "more" if amount > 0 else "less"
        parts += _column(across[at], wide, up(before), up(after), kind, name, figures.signed(amount), height)
    parts.append(_link(across[-2] + wide, up(end[1]), across[-1]))
    parts += _column(across[-1], wide, up(0), up(end[1]), "whole", end[0], figures.number(end[1]), height)
    return drawing("waterfall", width, height, parts)


def _link(left, y, right):
    return markup('<path class="gr dashed" d="M{} {}H{}"/>', round(left, 1), y, right)


def _column(x, wide, one, other, kind, name, said, height):
    """A bar between two heights, with what it stands for above, and its name below."""
    top, low = min(one, other), max(one, other)
    long = max(1, round(low - top, 1))
    return [
        markup('<rect class="bar-{}" x="{}" y="{}" width="{}" height="{}"/>', kind, x, top, round(wide, 1), long),
        words(x + wide / 2, top - 8, said, "middle", "strong"),
        words(x + wide / 2, height - 8, name, "middle"),
    ]


# --- Geometry ---------------------------------------------------------------------------------------------------------


def scale(top, length, start):
    return lambda value: round(start + min(value, top) / (top or 1) * length, 1)


def rising(top, length, start):
    return lambda value: round(start + length - value / (top or 1) * length, 1)


def top_of(row):
    """The highest point of a row's drawing: its value, its upper bound, or what is certain."""
    known = (each for each in (row.value, row.upper, row.lower) if each is not None)
    return next(known)


def known(row):
    """What a number certainly is: its value, or else its lower bound."""
    return row.lower if row.value is None else row.value


def middle(row):
    return (row.lower + top_of(row)) / 2 if row.value is None else row.value


def _runs(places):
    """Places that follow each other without a break."""
    run = []
    for place in places:
        if place[1] is not None:
            run.append(place)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(run):
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in run)


def grid(marks, up, left, right):
    lines = [
        markup('<path class="{}" d="M{} {}H{}"/>', "gr" if mark else "base", left, up(mark), right) for mark in marks
    ]
    return lines + [words(left - 8, up(mark) + 4, figures.number(mark), "end") for mark in marks]


def words(x, y, words, anchor, extra=""):
    return markup('<text class="ax {}" x="{}" y="{}" text-anchor="{}">{}</text>', extra, x, y, anchor, words)


def drawing(kind, width, height, parts, stretched=False):
    inside = joined(parts)
    ratio = mark_safe(' preserveAspectRatio="none"') if stretched else ""
    return markup(
        '<svg class="drawing {}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true"{}>{}</svg>',
        kind, width, height, width, height, ratio, inside,
    )  # fmt: skip

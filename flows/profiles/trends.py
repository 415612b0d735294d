"""The charts of profiles as SVG text: lines by place, named at their ends, and bars of which a part is not known.

As in `flows.charts` positions stand in attributes and colours in classes, and every scale starts at zero.
"""

from django.utils.html import format_html

from flows import charts, figures
from flows.charts import CROWDED, LETTER, OPEN_BAR, drawing
from flows.core.records import BREAK
from flows.core.scales import LABEL_APART, apart, ticks

WIDE, SMALL = 864, 408
LEFT, TOP, BELOW = 56, 22, 30  # room for the scale, for a word above the highest point, for the years
BAR = 46


class Frame:
    """Where a year and a number stand in a drawing of so many years up to so much."""

    def __init__(self, years, basis, top, width, height, right, inside=8):
        self.inside = inside
        self.years, self.basis, self.width, self.height = years, basis, width, height
        self.marks = ticks(top)
        self.bottom = height - BELOW
        self.right = width - right
        self.step = (self.right - LEFT - 2 * inside) / max(years[-1] - years[0], 1)
        self.up = charts.rising(self.marks[-1], self.bottom - TOP, TOP)

    def across(self, year):
        return round(LEFT + self.inside + (year - self.years[0]) * self.step)

    def parts(self):
        """The grid, and under it the years: the first in full, then two digits, some left out where they crowd."""
        parts = charts.grid(self.marks, self.up, LEFT, self.right)
        for year in self.years[:: 1 + len(self.years) // (CROWDED * 2)]:
            label = figures.short_year(year, self.basis) if year == self.years[0] else f"{year % 100:02}"
            parts.append(charts.words(self.across(year), self.height - 8, label, "middle"))
        return parts


def lines(held, names, category, basis, told=(), width=WIDE):
    """{place: its numbers} as lines; those that are `told` of, or a single one, in the category's colour."""
    years = range(min(own[0].year for own in held.values()), max(own[-1].year for own in held.values()) + 1)
    ends = {place: _end(names[place], own[-1], years[-1], basis) for place, own in held.items()}
    room = 24 + max(len(said) for said in ends.values()) * LETTER
    top = max(charts.top_of(number) for own in held.values() for number in own)
    frame = Frame(years, basis, top, width, max(190, TOP + BELOW + LABEL_APART * (len(held) + 2)), round(room))
    told = set(held) if len(held) == 1 else set(told)
    parts = frame.parts()
    for place, own in sorted(held.items(), key=lambda line: line[0] in told):
        parts += _line(frame, own, category if place in told else "other")
    heights = {place: frame.up(charts.middle(own[-1])) for place, own in held.items()}
    for place, y in apart(heights, lowest=frame.bottom).items():
        colour = f"f-{category} strong" if place in told else ""
        parts.append(charts.words(frame.right + 12, y + 4, ends[place], "start", colour))
    return drawing("trend", width, frame.height, parts)


def _end(name, number, newest, basis):
    """What stands at the end of a line: its name, its newest number, and the year where others go on."""
    said = [name, figures.figure(number)]
    if number.year != newest:
        said.append(f"({figures.short_year(number.year, basis)})")
    return " ".join(filter(None, said))


def _line(frame, own, category):
    """A line through whole numbers, slashes where the series breaks, bars for intervals, a dot at the end."""
    parts = []
    for run in _runs(own):
        path = "L".join(f"{frame.across(each.year):g} {frame.up(each.value):g}" for each in run)
        parts.append(format_html('<path class="s-{}" d="M{}"/>', category, path))
        first = run[0]
        if first.status == BREAK:
            parts.append(charts.slashes(frame.across(first.year) - frame.step / 2, frame.up(first.value)))
        if len(run) == 1:
            parts.append(_dot(frame, first, category, 2.6))
    parts += [charts.bar(each, category, frame.across(each.year), frame.up) for each in own if each.value is None]
    if own[-1].value is not None:
        parts.append(_dot(frame, own[-1], category, 3.2))
    return parts


def _runs(own):
    """Whole numbers of years that follow each other without a break between."""
    run = []
    for each in own:
        if run and (each.value is None or each.year != run[-1].year + 1 or each.status == BREAK):
            yield run
            run = []
        if each.value is not None:
            run.append(each)
    if run:
        yield run


def _dot(frame, number, category, radius):
    place = frame.across(number.year), frame.up(number.value)
    return format_html('<circle class="f-{}" cx="{}" cy="{}" r="{}"/>', category, *place, radius)


def bars(numbers, category, basis, width=WIDE, height=210):
    """What is certain of each year as a bar, what may be more hatched above it; a year without number is hatched."""
    years = range(numbers[0].year, numbers[-1].year + 1)
    top = max(charts.top_of(number) for number in numbers)
    frame = Frame(years, basis, top, width, height, right=8, inside=width // 12)
    wide = round(min(BAR, frame.step * 0.66), 1)
    held = {number.year: number for number in numbers}
    parts = frame.parts()
    for year in years:
        parts += _bar(frame, held.get(year), category, frame.across(year), wide)
    return drawing("trend", width, height, parts)


def _bar(frame, number, category, x, wide):
    left, base = round(x - wide / 2, 1), frame.up(0)
    if number is None:
        return [_hatched(left, base - OPEN_BAR, wide, OPEN_BAR)]
    low = frame.up(number.known)
    parts = []
    if number.status != "suppressed" and number.known:
        rect = left, low, wide, round(base - low, 1)
        parts.append(format_html('<rect class="f-{}" x="{}" y="{}" width="{}" height="{}"/>', category, *rect))
    elif number.value == 0:
        parts.append(format_html('<path class="s-{}" d="M{} {}h{}"/>', category, left, base, wide))
    top = low
    if number.value is None:
        top = low - OPEN_BAR if number.upper is None else frame.up(number.upper)
        parts.append(_hatched(left, top, wide, round(low - top, 1)))
    said = figures.figure(number)
    if len(said) * LETTER <= frame.step or len(frame.years) == 1:
        strong = f"f-{category} strong" if number.value is not None else ""
        parts.append(charts.words(x, round(top - 7, 1), said, "middle", strong))
    return parts


def _hatched(x, y, width, height):
    rect = round(x, 1), round(y, 1), width, max(2, height)
    return format_html('<rect class="hatched" x="{}" y="{}" width="{}" height="{}"/>', *rect)


def mix(parts, width=300):
    """The parts of a whole, (category, count), as one bar of full length."""
    whole, x, drawn = sum(count for _category, count in parts), 0, []
    for category, count in parts:
        long = round(count / whole * width, 1)
        drawn.append(
            format_html('<rect class="f-{}" x="{}" y="0" width="{}" height="12"/>', category, round(x, 1), long)
        )
        x += long
    return drawing("mix", width, 12, drawn)

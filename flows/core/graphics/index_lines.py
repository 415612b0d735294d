"""Index lines: several series that begin at 100, so that their courses can be compared whatever their size."""

from collections.abc import Mapping, Sequence

from flows.core.estimates.change import index
from flows.core.estimates.columns import VALUE
from flows.core.estimates.tables import Table
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong
from flows.core.graphics import courses
from flows.core.graphics.cells import HIDDEN, KNOWN, Cell, Drawn, Point, whole
from flows.core.graphics.courses import Plot, by_series
from flows.core.graphics.look import LETTER, Look, Sign, at, layer, picture, placed, short, signs_of
from flows.core.scales import apart, ticks

COLUMNS = courses.COLUMNS
EXAMPLE = (  # made up, as the page says
    "series,year,value\n"
    "women,2016,120\nwomen,2017,150\nwomen,2018,180\nwomen,2019,240\n"
    "men,2016,900\nmen,2017,800\nmen,2018,850\nmen,2019,950\n"
)
WIDE, HIGH, LEFT, RIGHT = 400, 240, 60, 170


def rows(table: Table) -> list[Point]:
    """The rows of a table, of which some year has a number above zero."""
    found = courses.points(table)
    if base_of(by_series(found)) is None:
        sentence = N_("no number is above zero, so that nothing can be 100; give the numbers themselves.")
        raise Wrong(sentence, None, VALUE)
    return found


def base_of(held: Mapping[str, Mapping[int, Cell]]) -> int | None:
    """The first of the years in which most series have a number above zero."""
    counts = {}
    for series in held.values():
        for year, cell in series.items():
            if cell.kind == KNOWN and cell.value > 0:
                counts[year] = counts.get(year, 0) + 1
    return max(sorted(counts), key=counts.get, default=None)


def draw(points: Sequence[Point], look: Look, base: int | None = None) -> Drawn:
    """Each series by its number in the base year; one without a number there has no line."""
    held, years = by_series(points), courses.years_of(points)
    base = base_of(held) if base is None else base
    indexed = {name: of_base(series, base) for name, series in held.items()}
    with_line = {name: series for name, series in indexed.items() if series}
    top = max((cell.top for series in with_line.values() for cell in series.values()), default=100)
    marks = ticks(max(top, 100), about=4)
    plot = Plot(years, marks[-1], WIDE, HIGH)
    newest = {name: max(series) for name, series in with_line.items()}
    told = max(with_line, key=lambda name: (newest[name], with_line[name][newest[name]].certain), default="")
    layers = courses.grid(marks, plot, look)
    hundred = [{"x": 0, "x2": WIDE, "y": plot.y(100)}]
    mark = {"type": "rule", "stroke": look.colours["ink-3"], "strokeWidth": 1, "strokeDash": [2, 3]}
    layers.append(layer(mark, hundred, **at(x="x", y="y", x2="x2")))
    for name in sorted(with_line, key=lambda each: each == told):
        colour = look.colours[look.main if name == told else "rule-2"]
        layers += courses.intervals(name, with_line[name], plot, colour)
        layers += courses.lines(name, with_line[name], plot, colour)
    layers += _names(with_line, plot, told, look)
    scale = [{"x": -8, "y": plot.y(mark), "says": look.number(mark)} for mark in marks]
    step = 1 + len(years) // 9
    below = [{"x": plot.x(year), "y": HIGH + 16, "says": look.year(year)} for year in years[::step]]
    layers += placed(scale, look, "ink-2", align="right") + placed(below, look, "ink-2", align="center")
    signs = [Sign(look.words["base"] % {"year": look.year(base)}, "ink-3", 1, "dotted")]
    signs += signs_of([cell for series in with_line.values() for cell in series.values()], look, "interval")
    without = ", ".join(short(name, 16) for name in held if not indexed[name])
    signs += [Sign(look.words["no base"] % {"names": without}, "rule-2", 1, "none")] if without else []
    spec = picture(look, WIDE, HIGH, LEFT, RIGHT, layers, signs, head=12, below=20, foot=20)
    return Drawn(spec, [look.words["series"], *map(look.year, years)], _lines(held, indexed, years, base, look))


def of_base(series: Mapping[int, Cell], base: int) -> dict[int, Cell]:
    """{year: the index}, its bounds where a number has any; empty where the base year has no number above zero."""
    divisor = series.get(base, Cell())
    if divisor.kind != KNOWN or not divisor.value:
        return {}
    found = {}
    for year, cell in series.items():
        value, lower, upper = (_index(each, divisor.value) for each in (cell.value, cell.lower, cell.upper))
        found[year] = cell._replace(value=value, lower=lower, upper=upper)
    return found


def _index(number, base):
    return None if number is None else whole(round(index([number], base).numbers()[0], 1))


def _names(with_line, plot, told, look):
    """Who a line belongs to, at its end, with its newest index."""
    ends = {}
    for name, series in with_line.items():
        year = max((year for year, cell in series.items() if cell.kind in (KNOWN, HIDDEN)), default=None)
        if year is not None:
            ends[name] = plot.y(series[year].certain), look.said(series[year])
    heights = apart({name: y for name, (y, _said) in ends.items()}, lowest=HIGH, by=16)
    room = int((RIGHT - 14) / LETTER)
    words = {name: f"{short(name, room - len(ends[name][1]) - 1)} {ends[name][1]}" for name in heights}
    parts = [(name == told, {"x": WIDE + 10, "y": y, "says": words[name]}) for name, y in heights.items()]
    return [
        *placed([said for mine, said in parts if mine], look, look.main),
        *placed([said for mine, said in parts if not mine], look, "ink-2"),
    ]


def _lines(held, indexed, years, base, look):
    """Two lines a series: what was counted, and the index."""
    found = []
    for name, series in held.items():
        found.append(([name], [series.get(year, Cell()) for year in years]))
        said = look.words["index of"] % {"name": name, "year": look.year(base)}
        found.append(([said], [indexed[name].get(year, Cell()) for year in years]))
    return found

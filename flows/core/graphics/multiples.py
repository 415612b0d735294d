"""Small multiples: one small picture a place, all on one scale, one series in colour among the others."""

from collections.abc import Sequence

from flows.core.estimates.tables import Table
from flows.core.graphics import courses
from flows.core.graphics.cells import Cell, Drawn, Point, in_order, refuse_many
from flows.core.graphics.courses import Plot, by_series
from flows.core.graphics.look import Look, Sign, picture, placed, short, signs_of
from flows.core.scales import ticks

COLUMNS = (courses.PANEL, *courses.COLUMNS)
EXAMPLE = (  # made up, as the page says: what the tracker holds is shown there from the release itself
    "panel,series,year,value,lower,upper\n"
    "North,women,2016,120,,\nNorth,women,2017,150,,\nNorth,women,2018,,150,210\nNorth,women,2019,240,,\n"
    "North,men,2016,90,,\nNorth,men,2017,80,,\nNorth,men,2018,85,,\nNorth,men,2019,95,,\n"
    "South,women,2016,30,,\nSouth,women,2017,,,\nSouth,women,2018,45,,\nSouth,women,2019,60,,\n"
    "South,men,2016,200,,\nSouth,men,2017,180,,\nSouth,men,2018,170,,\nSouth,men,2019,140,,\n"
    "West,women,2016,10,,\nWest,women,2017,0,,\nWest,women,2018,20,,\nWest,women,2019,15,,\n"
    "West,men,2016,15,,\nWest,men,2017,25,,\nWest,men,2018,20,,\nWest,men,2019,30,,\n"
)
MOST_PANELS = 18
ACROSS, WIDE, HIGH, APART_X, APART_Y = 3, 152, 84, 36, 62
LEFT, NAME = 64, 22


def rows(table: Table) -> list[Point]:
    """The rows of a table."""
    found = courses.points(table)
    refuse_many(in_order(point.panel for point in found), MOST_PANELS, "panel", "panels")
    return found


def draw(points: Sequence[Point], look: Look, told: str = "") -> Drawn:
    """A panel for each place; `told` is the series in colour, else the one with most in the newest year."""
    panels, years = in_order(point.panel for point in points), courses.years_of(points)
    held = {panel: by_series(point for point in points if point.panel == panel) for panel in panels}
    names = in_order(point.series for point in points)
    told = told if told in names else max(names, key=lambda name: _newest(held, name))
    marks = ticks(max(point.cell.top for point in points), about=2)
    layers = []
    for place, panel in enumerate(panels):
        layers += _panel(place, panel, held[panel], told, years, marks, look)
    lines = [
        ([panel, series], [held[panel].get(series, {}).get(year, Cell()) for year in years])
        for panel in panels
        for series in names
    ]
    deep = -(-len(panels) // ACROSS) * (HIGH + APART_Y)
    wide = min(len(panels), ACROSS) * (WIDE + APART_X)
    signs = [Sign(told, look.main, 1, "line")]
    signs += [Sign(look.words["others"], "rule-2", 1, "line")] if len(names) > 1 else []
    signs += signs_of([point.cell for point in points if point.series == told], look, "interval")
    spec = picture(look, wide, deep - 20, LEFT, max(0, 480 - wide), layers, signs)
    return Drawn(spec, [look.words["panel"], look.words["series"], *map(look.year, years)], lines)


def _newest(held, name):
    cells = [cell for series in held.values() for _year, cell in sorted(series.get(name, {}).items())[-1:]]
    return sum(cell.certain for cell in cells)


def _panel(place, panel, held, told, years, marks, look):
    left, above = place % ACROSS * (WIDE + APART_X), place // ACROSS * (HIGH + APART_Y) + NAME
    plot = Plot(years, marks[-1], WIDE, HIGH, left, above)
    layers = courses.grid(marks, plot, look)
    for series in [name for name in held if name != told]:
        layers += courses.lines(series, held[series], plot, look.colours["rule-2"], 1.25)
    layers += courses.lacking(held.get(told, {}), plot, look)
    layers += courses.intervals(told, held.get(told, {}), plot, look.colours[look.main])
    layers += courses.lines(told, held.get(told, {}), plot, look.colours[look.main])
    layers += placed([{"x": left, "y": above - 14, "says": short(panel)}], look, "ink")
    scale = [{"x": left - 6, "y": plot.y(mark), "says": look.number(mark), "size": 11} for mark in marks]
    layers += placed(scale if place % ACROSS == 0 else [], look, "ink-2", align="right")
    ends = dict.fromkeys([years[0], years[-1]])
    said = [{"x": plot.x(year), "y": plot.base + 14, "says": look.year(year), "size": 11} for year in ends]
    return layers + placed(said, look, "ink-2", align="center")

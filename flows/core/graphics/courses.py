"""Courses over the years: lines that end at a year without a number, bars for what is known by bounds alone."""

from collections.abc import Iterable, Sequence

from flows.core.estimates.change import NUMBER_COLUMN, YEAR_COLUMN
from flows.core.estimates.columns import KEY, Column
from flows.core.estimates.tables import Table
from flows.core.graphics.cells import HIDDEN, KNOWN, Cell, Point, cells, checked, in_order, of_years, refuse_many
from flows.core.graphics.look import DASHED, Look, at, hatched, layer
from flows.core.records import BREAK

PANEL = Column("panel", KEY, "the small picture in which the row stands")
SERIES = Column("series", KEY, "whose number it is: one line each")
COLUMNS = (SERIES, YEAR_COLUMN, NUMBER_COLUMN)
MOST_SERIES, MOST_YEARS = 12, 60
OPEN = 18  # length of a bar that nothing limits
CAP = 3  # half of the width of an interval's ends


def points(table: Table) -> list[Point]:
    """The rows of a table; without a column `panel` all of them stand in one picture."""
    keys = [name for name in ("panel", "series") if name in table.keys]
    table = checked(table, *keys, "year")
    names = [table.keys[name].written() if name in keys else [""] * len(table) for name in ("panel", "series")]
    found = [Point(*row) for row in zip(*names, of_years(table), cells(table.figures["value"]), strict=True)]
    refuse_many(in_order(point.series for point in found), MOST_SERIES, "series", "series")
    refuse_many(years_of(found), MOST_YEARS, "year", "years")
    return found


def by_series(points: Iterable[Point]) -> dict[str, dict[int, Cell]]:
    """{series: {year: cell}}, as they come."""
    found = {}
    for point in points:
        found.setdefault(point.series, {})[point.year] = point.cell
    return found


def years_of(points: Iterable[Point]) -> list[int]:
    """From the first year to the last, whether or not there are rows."""
    held = {point.year for point in points}
    return list(range(min(held), max(held) + 1))


def runs(held: dict[int, Cell], years: Sequence[int]) -> list[list[int]]:
    """Years with a number that follow one another; nothing runs over a gap, nor over a break."""
    found, going = [], False
    for year in years:
        cell = held.get(year, Cell())
        if cell.kind != KNOWN:
            going = False
            continue
        if not going or cell.status == BREAK:
            found.append([])
        found[-1].append(year)
        going = True
    return found


class Plot:
    """Where years and numbers stand in a box of pixels; numbers rise from zero."""

    def __init__(self, years: Sequence[int], top: float, width: float, height: float, left=0, above=0, inset=10):
        self.years, self.top, self.width, self.height, self.inset = years, top or 1, width, height, inset
        self.left, self.base = left, above + height

    def x(self, year: int) -> float:
        step = (self.width - 2 * self.inset) / max(self.years[-1] - self.years[0], 1)
        return round(self.left + self.inset + (year - self.years[0]) * step, 1)

    def y(self, value: float) -> float:
        return round(self.base - value / self.top * self.height, 1)


def lines(name: str, held: dict[int, Cell], plot: Plot, colour: str, width: float = 2) -> list[dict]:
    """The lines of one series, with a dot at what stands alone and at the end."""
    parts = runs(held, plot.years)
    places = {year: {"x": plot.x(year), "y": plot.y(held[year].value)} for run in parts for year in run}
    values = [
        {"series": name, "run": number, "year": year, "value": held[year].value, **places[year]}
        for number, run in enumerate(parts)
        for year in run
    ]
    if not values:
        return []
    mark = {"type": "line", "stroke": colour, "strokeWidth": width}
    dots = [places[run[-1]] for run in parts if len(run) == 1 or run is parts[-1]]
    return [
        layer(mark, values, **at(x="x", y="y"), detail={"field": "run"}),
        layer({"type": "point", "fill": colour, "size": 28}, dots, **at(x="x", y="y")),
    ]


def intervals(name: str, held: dict[int, Cell], plot: Plot, colour: str) -> list[dict]:
    """Bars from the lower bound to the upper with a cap at each end; dashed, and open, where nothing limits them."""
    bars = {True: [], False: []}
    caps = []
    for year, cell in sorted((year, cell) for year, cell in held.items() if cell.kind == HIDDEN):
        low = plot.y(cell.lower or 0)
        high = low - OPEN if cell.upper is None else plot.y(cell.upper)
        said = {"series": name, "year": year, "lower": cell.lower, "upper": cell.upper}
        bars[cell.upper is None].append({**said, "x": plot.x(year), "y": low, "y2": high})
        ends = [low] if cell.upper is None else [low, high]
        caps += [{"x": plot.x(year) - CAP, "x2": plot.x(year) + CAP, "y": end} for end in ends]
    mark = {"type": "rule", "stroke": colour, "strokeWidth": 1.5}
    drawn = [(mark, bars[False], at(x="x", y="y", y2="y2"))]
    drawn += [({**mark, "strokeDash": DASHED}, bars[True], at(x="x", y="y", y2="y2"))]
    drawn += [(mark, caps, at(x="x", y="y", x2="x2"))]
    return [layer(each, values, **places) for each, values, places in drawn if values]


def lacking(held: dict[int, Cell], plot: Plot, look: Look) -> list[dict]:
    """A hatched square on the base line in each year without a number; its height means nothing."""
    years = [year for year in plot.years if held.get(year, Cell()).kind not in (KNOWN, HIDDEN)]
    squares = [{"year": year, "x": plot.x(year), "y": plot.base - 6} for year in years]
    return hatched(squares, look, 10, 12, **at(x="x", y="y"))


def grid(marks: Sequence[float], plot: Plot, look: Look) -> list[dict]:
    """Hairlines at round numbers, the base line in ink."""
    lines = [{"x": plot.left, "x2": plot.left + plot.width, "y": plot.y(mark)} for mark in marks]
    return [
        layer({"type": "rule", "stroke": look.colours[role], "strokeWidth": 1}, some, **at(x="x", y="y", x2="x2"))
        for role, some in (("rule", lines[1:]), ("ink-3", lines[:1]))
    ]

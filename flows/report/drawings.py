"""The charts of a report: Vega-Lite specifications of its series, rendered once and kept with the release.

A drawing holds codes and numbers, no words and no colours: `{KAZ}` and `{1650}` are written out by the page in its
language, and classes take their colours from the page, light or dark. Every scale starts at zero.
"""

import json
from functools import lru_cache

import vl_convert

from flows import charts, figures
from flows.core.graphics.look import config
from flows.core.records import BREAK
from flows.core.series import Row, Series
from flows.report.svg import cleaned

PLOT, LEFT, RIGHT, TOP, BOTTOM = 226, 44, 150, 20, 24
NAMES = 112  # width of the names of origins left of bars
BAR, OPEN, ASIDE = 22, 18, 6  # height of a bar's line; length of an interval that nothing limits; between intervals
HEIGHT = 150
STRONG, PALE, HATCH, TEXT, GRID, BASE = (f"#00000{digit}" for digit in range(1, 7))
CONFIG = config(rule=GRID, ink=TEXT)


def drawn(series):
    """{slug of a series: its drawing}"""
    return {each.slug: picture(each) for each in series}


def picture(series):
    """Lines over the years, or bars where one year alone has numbers."""
    spec = over_years(series) if len({row.year for row in series.rows}) > 1 else bars(series)
    strong = f"f-{series.category}", f"s-{series.category}"
    palette = {STRONG: strong, PALE: ("f-pale", "s-pale"), HATCH: ("hatched", "hatched")}
    palette |= {TEXT: ("ax", ""), GRID: ("", "gr"), BASE: ("", "base")}
    return cleaned(rendered(json.dumps(spec, sort_keys=True)), palette)


@lru_cache(maxsize=128)
def rendered(spec):
    """Checking a release renders it again, most often soon after."""
    return vl_convert.vegalite_to_svg(spec)


# --- Over the years ---------------------------------------------------------------------------------------------------


def over_years(series):
    marks = charts.ticks(max(map(charts.top_of, series.rows)))
    strong = named_first(series)
    first, last = series.years[0], series.years[-1]
    layers = [
        {
            "data": {"values": [point(row, series, strong) | {"run": run} for run, row in runs(series)]},
            "mark": "line",
            "encoding": {"detail": [{"field": "run"}, {"field": "origin"}], "stroke": plain("colour")},
        },
        layer("point", [point(row, series, strong) for row in dots(series)], fill=plain("colour")),
        *(intervals(series, strong, marks[-1]) if any(row.value is None for row in series.rows) else ()),
        layer("square", [{"year": year, "low": 0} for year in without_number(series)]),
        layer("text", ends(series, strong, marks[-1]), text=plain("words"), fill=plain("colour")),
    ]
    layers[-2]["mark"] = {"type": "square", "size": 196, "yOffset": -7, "fill": HATCH, "opacity": 1}
    layers[-1]["encoding"] |= {"x": {"value": PLOT + 12}, "y": plain("y", "quantitative")}
    years = {"values": series.years, "labelExpr": years_said(series), "domain": True, "domainColor": BASE}
    return {
        "width": PLOT, "height": HEIGHT, "autosize": "none",
        "padding": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM},
        "encoding": {
            "x": {"field": "year", "type": "quantitative", "axis": years,
                  "scale": {"domain": [first, last], "zero": False, "nice": False, "padding": 12}},
            "y": {"field": "low", "type": "quantitative", "scale": {"domain": [0, marks[-1]], "nice": False},
                  "axis": {"values": marks, "grid": True, "labelExpr": "'{' + datum.value + '}'"}},
        },
        "layer": layers,
        "config": CONFIG,
    }  # fmt: skip


def years_said(series):
    """The first year in full, then two digits."""
    first = figures.short_year(series.years[0], series.year_basis)
    return f"datum.value == {series.years[0]} ? '{first}' : slice(toString(datum.value), 2)"


def layer(mark, values, **encoding):
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def plain(field, kind="nominal"):
    """A field taken as it stands: a colour, a place, words."""
    return {"field": field, "type": kind, "scale": None} if kind != "nominal" or field == "colour" else {"field": field}


def point(row, series, strong):
    return {
        "origin": row.origin,
        "year": row.year,
        "low": row.value,
        "colour": STRONG if row.origin in strong else PALE,
    }


def named_first(series):
    """The origins in the colour of the category: those with the most that is certain in the newest year."""
    newest = [row for row in series.rows if row.year == series.newest]
    most = max(row.lower for row in newest)
    return {row.origin for row in newest if row.lower == most}


def runs(series):
    """(number of its run, row) of every whole number; a line ends at a year without one, and at a break."""
    for origin in series.origins:
        run, before = 0, None
        for year in series.years:
            row = series.held.get((origin, year))
            if row is None or row.value is None:
                before = None
                continue
            run += before is None or row.status == BREAK
            before = row
            yield run, row


def dots(series):
    """The newest number of each origin, and what stands alone between years without one."""
    found = {}
    for run, row in runs(series):
        found.setdefault((row.origin, run), []).append(row)
    last = {origin: max(run for each, run in found if each == origin) for origin, _run in found}
    return [rows[-1] for (origin, run), rows in found.items() if len(rows) == 1 or run == last[origin]]


def intervals(series, strong, top):
    """A bar from the lower to the upper bound; without an upper one dashed, and without an end. Side by side."""
    halves = [interval(row, series, strong, top) for row in series.rows if row.value is None]
    capped = [{**half, "low": half["high"]} for half in halves if not half["dash"]]
    dash = {"field": "dash", "scale": None}
    cap = {"type": "tick", "orient": "horizontal", "size": 5, "thickness": 1.5, "opacity": 1}
    return [
        layer("rule", halves, y2={"field": "high"}, stroke=plain("colour"), strokeDash=dash),
        layer(cap, halves + capped, fill=plain("colour")),
    ]


def interval(row, series, strong, top):
    place = series.origins.index(row.origin) - (len(series.origins) - 1) / 2
    apart = ASIDE / PLOT * (series.years[-1] - series.years[0])
    return {
        **point(row, series, strong),
        "year": row.year + place * apart,
        "low": row.lower,
        "high": row.lower + OPEN / HEIGHT * top if row.upper is None else row.upper,
        "dash": [2.5, 2] if row.upper is None else [],
    }


def without_number(series):
    held = {row.year for row in series.rows}
    return [year for year in series.years if year not in held]


def ends(series, strong, top):
    """What stands at the end of the lines: who, and the newest number; moved apart."""
    newest = {row.origin: row for row in series.rows if row.year == series.newest}
    heights = {origin: HEIGHT - charts.middle(row) / (top or 1) * HEIGHT for origin, row in newest.items()}
    return [
        {
            "y": round(y, 1),
            "words": f"{{{origin}}} {said(newest[origin])}",
            "colour": STRONG if origin in strong else TEXT,
        }
        for origin, y in charts.apart(heights, lowest=HEIGHT).items()
    ]


def said(row: Row) -> str:
    """A number or an interval, as the page writes it out."""
    if row.value is not None:
        return f"{{{row.value}}}"
    return f"{{{row.lower}..{'' if row.upper is None else row.upper}}}"


# --- One year ---------------------------------------------------------------------------------------------------------


def bars(series: Series):
    """A bar for each origin: solid as far as is known, hatched between bounds; a line at zero, a square for none."""
    rows = [series.held.get((origin, series.newest)) for origin in series.origins]
    marks = charts.ticks(max(map(charts.top_of, series.rows)), about=3)
    open_to = OPEN / PLOT * marks[-1]
    whole = [bar(row) for row in rows if row and row.value]
    known = [bar(row) | {"low": row.lower} for row in rows if row and row.status == "partial" and row.lower]
    halves = [bar(row, open_to) for row in rows if row and row.value is None]
    zeros = [bar(row) for row in rows if row and row.value == 0]
    lacking = [{"origin": origin, "low": 0} for origin, row in zip(series.origins, rows, strict=True) if row is None]
    height = BAR * len(series.origins)
    layers = [
        layer({"type": "bar", "height": 12, "fill": STRONG}, whole + known),
        layer({"type": "bar", "height": 12, "fill": HATCH}, halves, x2={"field": "high"}),
        layer({"type": "tick", "size": 12, "thickness": 1.5, "fill": STRONG, "opacity": 1}, zeros),
        layer({"type": "square", "size": 144, "xOffset": 7, "fill": HATCH, "opacity": 1}, lacking),
        layer({"type": "text", "dx": 8, "fill": TEXT}, [*whole, *halves, *zeros],
              text={"field": "words"}, x={"field": "high", "type": "quantitative"}),
    ]  # fmt: skip
    return {
        "width": PLOT, "height": height, "autosize": "none",
        "padding": {"left": NAMES, "right": LEFT + RIGHT - NAMES, "top": 4, "bottom": BOTTOM},
        "encoding": {
            "x": {"field": "low", "type": "quantitative", "scale": {"domain": [0, marks[-1]], "nice": False},
                  "axis": {"values": marks, "grid": True, "labelExpr": "'{' + datum.value + '}'"}},
            "y": {"field": "origin", "type": "nominal", "scale": {"domain": list(series.origins)}, "sort": None,
                  "axis": {"labelExpr": "'{' + datum.value + '}'"}},
        },
        "layer": layers,
        "config": CONFIG,
    }  # fmt: skip


def bar(row, open_to=0):
    high = row.value if row.value is not None else row.lower + open_to if row.upper is None else row.upper
    low = row.lower if row.value is None else row.value
    return {"origin": row.origin, "low": low, "high": high, "words": said(row)}

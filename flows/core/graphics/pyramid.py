"""A population pyramid with net migration by age: men to the left, women to the right, the young below."""

from collections.abc import Sequence
from typing import NamedTuple

from flows.core.estimates import ages
from flows.core.estimates.columns import AGE, COUNT, NUMBER, SEX, Column
from flows.core.estimates.tables import Table
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short
from flows.core.graphics.cells import HIDDEN, KNOWN, Cell, Drawn, cells, checked, in_order, refuse_many
from flows.core.graphics.courses import OPEN
from flows.core.graphics.look import DASHED, Look, Sign, at, hatched, layer, picture, placed, signs_of
from flows.core.scales import ticks

COLUMNS = (
    Column("sex", SEX, "m or f"),
    Column("age", AGE, "age in years, such as 0-4 or 70+"),
    Column("population", COUNT, "how many live there"),
    Column("migration", NUMBER, "net migration of this age, below zero where more left"),
)
EXAMPLE = """\
sex,age,population,migration
m,10-14,132870,62777
m,15-19,170227,88441
m,20-24,263971,188975
m,25-29,253964,177077
m,30-34,195373,78935
m,35-39,151259,8948
m,40-44,118383,-7228
m,45-49,76421,-20359
m,50-54,65897,-3877
m,55-59,32265,-5959
m,60-64,22248,-5562
m,65-69,9655,-524
m,70+,10100,399
"""
SEXES = {"m": "m", "male": "m", "males": "m", "м": "m", "f": "f", "female": "f", "females": "f", "ж": "f"}
MOST = 40  # ages
HALF, HIGH, MIDDLE = 210, 20, 60  # width of a side, height of an age, room for the ages between the sides


class Age(NamedTuple):
    """What is known of one sex and age."""

    sex: str
    age: str
    population: Cell
    migration: Cell


def rows(table: Table) -> list[Age]:
    """The rows of a table, the youngest first."""
    table = checked(table, "sex", "age")
    texts, sexes = table.keys["age"].written(), table.each("sex", _sex).tolist()
    known = [ages.age(text, table.line(row)) for row, text in enumerate(texts)]
    order = sorted(range(len(table)), key=lambda row: (known[row].first, sexes[row], texts[row]))
    for sex in "mf":
        own = [row for row in order if sexes[row] == sex]
        ages.check([known[row] for row in own], [texts[row] for row in own], [table.line(row) for row in own])
    population = cells(table.figures["population"])
    migration = cells(table.figures["migration"], least=None)
    found = [Age(sexes[row], texts[row], population[row], migration[row]) for row in order]
    refuse_many(in_order(each.age for each in found), MOST, "age", "ages")
    return found


def _sex(text, line):
    if text.lower() not in SEXES:
        raise Wrong(N_("“{text}” is no sex; write m or f."), line, "sex", text=short(text))
    return SEXES[text.lower()]


def draw(found: Sequence[Age], look: Look) -> Drawn:
    """Hollow bars are people; inside of them net immigration is solid, and net emigration hollow and dashed."""
    names = in_order(each.age for each in found)
    held = {(each.sex, each.age): each for each in found}
    top = max((max(each.population.top, *_ends(each.migration)) for each in found), default=0)
    marks = ticks(top, about=3)
    layers = []
    for sex in "mf":
        layers += _side(sex, names, held, marks, look)
    down = {age: HIGH * (len(names) - place) - HIGH // 2 for place, age in enumerate(names)}
    said = [{"x": HALF + MIDDLE // 2, "y": y, "says": age} for age, y in down.items()]
    layers += placed(said, look, "ink", align="center")
    empty = Age("", "", Cell(), Cell())
    lines = [([age], [cell for sex in "mf" for cell in held.get((sex, age), empty)[2:]]) for age in reversed(names)]
    words = look.words
    heads = [
        words["age"],
        *(f"{words[sex]}: {words[what]}" for sex in ("males", "females") for what in ("population", "net")),
    ]
    shown = [cell for each in found for cell in each[2:]]
    signs = [
        Sign(words["population"], "rule-2", 1, "outline"),
        Sign(words["gain"], look.main),
        Sign(words["loss"], look.main, 1, "hollow"),
        *(sign for sign in signs_of(shown, look, "interval") if sign.shape == "interval"),
    ]
    if len(held) < 2 * len(names) or any(cell.kind not in (KNOWN, HIDDEN) for cell in shown):
        signs.append(Sign(words["missing"], "rule-2", 1, "hatched"))
    spec = picture(
        look, 2 * HALF + MIDDLE, HIGH * len(names), 60, 60, layers, signs, head=24, below=20, foot=20,
    )  # fmt: skip
    return Drawn(spec, heads, lines)


def _ends(cell):
    """How far from zero it is drawn."""
    if cell.value is not None:
        return [abs(cell.value)]
    return [end for end in _span(cell) if end is not None] if cell.kind == HIDDEN else [0]


def _side(sex, names, held, marks, look):
    """One half: a scale from the middle outwards, bars of each age."""
    start, way = (HALF, -1) if sex == "m" else (HALF + MIDDLE, 1)
    high = HIGH * len(names)

    def x(value):
        return round(start + way * value / marks[-1] * HALF, 1)

    grid = [{"x": x(mark), "y": 0, "y2": high} for mark in marks]
    layers = [
        layer({"type": "rule", "stroke": look.colours[role], "strokeWidth": 1}, some, **at(x="x", y="y", y2="y2"))
        for role, some in (("rule", grid[1:]), ("ink-3", grid[:1]))
    ]
    said = [{"x": x(mark), "y": high + 14, "says": look.number(mark), "size": 11} for mark in marks]
    layers += placed(said, look, "ink-2", align="center")
    title = [{"x": start + way * HALF / 2, "y": -14, "says": look.words["males" if sex == "m" else "females"]}]
    layers += placed(title, look, "ink", align="center")
    bars = {"population": [], "gain": [], "loss": [], "interval": [], "open": [], "missing": []}
    for place, age in enumerate(names):
        y = high - HIGH * (place + 1)
        _bars(held.get((sex, age)), y, x, way, bars)
    main, pale = look.colours[look.main], look.colours["rule-2"]
    hollow = {"type": "rect", "fill": look.colours["paper"]}
    marks_of = {
        "population": {**hollow, "stroke": pale, "strokeWidth": 1.25},
        "gain": {"type": "rect", "fill": main},
        "loss": {
            "type": "rect",
            "fill": look.colours["paper"],
            "stroke": main,
            "strokeWidth": 1.5,
            "strokeDash": DASHED,
        },
    }
    for kind, mark in marks_of.items():
        if bars[kind]:
            layers.append(layer(mark, bars[kind], **at(x="x", x2="x2", y="y", y2="y2")))
    line = {"type": "rule", "stroke": main, "strokeWidth": 2}
    for kind, mark in (("interval", line), ("open", {**line, "strokeDash": DASHED})):
        if bars[kind]:
            layers.append(layer(mark, bars[kind], **at(x="x", x2="x2", y="y")))
    return layers + hatched(bars["missing"], look, 12, 12, **at(x="x", y="y"))


def _span(cell):
    """How near to zero and how far from it a hidden number may be, on either side; far None where nothing says."""
    lower, upper = cell.lower, cell.upper
    known = [end for end in (lower, upper) if end is not None]
    is_on_one_side = (lower is not None and lower > 0) or (upper is not None and upper < 0)
    near = min(map(abs, known)) if is_on_one_side else 0
    return near, max(map(abs, known)) if len(known) == 2 else None


def _bars(each, y, x, way, bars):
    if each is None:
        bars["missing"].append({"x": x(0) + way * 10, "y": y + HIGH / 2})
        return
    parts = [(each.population, y + 2, y + HIGH - 2, False), (each.migration, y + 6, y + HIGH - 6, True)]
    for cell, top, low, moved in parts:
        said = {"age": each.age, "y": top, "y2": low}
        if cell.kind == KNOWN:
            kind = "population" if not moved else "gain" if cell.value >= 0 else "loss"
            bars[kind].append({**said, "value": cell.value, "x": x(0), "x2": x(abs(cell.value))})
        elif cell.kind == HIDDEN:
            near, far = _span(cell)
            end = x(near) + way * OPEN if far is None else x(far)
            line = {"age": each.age, "y": (top + low) / 2, "x": x(near), "x2": end}
            bars["open" if far is None else "interval"].append(line)
        else:
            bars["missing"].append({"x": x(0) + way * (10 if not moved else 26), "y": y + HIGH / 2})

"""Indicators and estimates over a long table in CSV, as `manage.py estimate` reads it and writes its answer."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from math import isqrt

from benchmarks import apart
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground


@dataclass(frozen=True)
class Case:
    """How many rows a table has at least (it ends with a whole area), how often to measure, and which methods: all."""

    rows: int
    rounds: int
    bounds: dict[str, float] = field(default_factory=dict)
    methods: tuple[str, ...] = ()


def tables(ground: Ground, case: Case) -> Iterator[Table]:
    """One table for each method, all in one folder that goes with the ground."""
    from flows.core.estimates.methods import METHODS

    with ground.copied() as made:
        for method in case.methods or METHODS:
            path = str(made.folder / "table.csv")
            rows = apart.do("estimating:write", made, method=method, path=path, rows=case.rows).result
            arguments = {"method": method, "path": path}
            ours = Contestant(f"CAMT: estimate {method}", "estimating:estimate", made, rows, arguments)
            title = f"Estimate {method} over {rows:,} rows, {made.engine}"
            yield contest(title, rows, case.rounds, {"ours": ours}, case.bounds)


# What follows runs in a process of its own.


def estimate(*, method: str, path: str) -> int:
    """From the command's words to the last line written. Returns how many rows were read."""
    from django.core.management import call_command

    out = path + ".out"
    with clock:
        call_command("estimate", method, "--in", path, "--out", out)
    with open(out, encoding="utf-8") as answer:
        if sum(1 for _ in islice(answer, 2)) < 2:
            raise RuntimeError(f"{method} answered nothing, so that nothing was measured.")
    with open(path, encoding="utf-8") as table:
        return sum(1 for _ in table) - 1


def write(*, method: str, path: str, rows: int) -> int:
    """A made-up table of so many rows, the same each time. Returns how many there are."""
    heading, made = MADE_UP[method]
    with open(path, "w", encoding="utf-8") as file:
        file.write(heading + "\n")
        count = 0
        for row in made(rows, random.Random(7)):
            file.write(",".join(map(str, row)) + "\n")
            count += 1
    return count


def areas(columns: int, alike: bool = False):
    """A row for each area; `alike`: as many came as left, so that the areas are a closed system."""

    def made(rows, drawn):
        for number in range(rows):
            people, *counts = (drawn.randrange(1_000, 1_000_000) for _ in range(columns))
            yield (f"Area {number}", people, *(counts[:1] * 2 if alike else counts))

    return made


def named(count: int) -> list[str]:
    return [f"Area {number}" for number in range(count)]


def moves(rows, drawn):
    """From each area to each."""
    names = named(isqrt(rows - 1) + 1)
    return ((origin, destination, drawn.randrange(5_000)) for origin, destination in product(names, names))


def years(rows, drawn):
    """40 years of each area."""
    return ((area, year, drawn.randrange(1, 5_000)) for area in named(-(-rows // 40)) for year in range(1980, 2020))


def survivors(rows, drawn):
    """13 ages of each area."""
    for area, age in product(named(-(-rows // 13)), range(0, 65, 5)):
        people = drawn.randrange(1_000, 90_000)
        yield area, f"{age}-{age + 4}", people, people - 90, 0.95


def mothers(rows, drawn):
    """10 ages of each area."""
    ages = product(named(-(-rows // 10)), range(0, 50, 5))
    return ((area, f"{age}-{age + 4}", drawn.randrange(1, 9_000), drawn.randrange(90)) for area, age in ages)


def cohorts(rows, drawn):
    """Both sexes by 21 ages over 20 periods of each area."""
    ages = [f"{age}-{age + 4}" for age in range(0, 100, 5)] + ["100+"]
    for area, year in product(named(-(-rows // 1932)), range(1950, 2055, 5)):
        for sex, (place, age) in product("fm", enumerate(ages)):
            yield area, sex, age, year, "population", drawn.randrange(500, 90_000)
            yield area, sex, ["birth", *ages][place], year, "survival", 0.97
        yield from ((area, "f", age, year, "asfr", 0.08) for age in ages[3:10])
        yield area, "", "", year, "srb", 1.05


def stocks(rows, drawn):
    """A square of areas at two dates."""
    names = named(isqrt(-(-rows // 2) - 1) + 1)
    return ((o, d, date, drawn.randrange(5_000)) for o, d, date in product(names, names, (2010, 2020)))


def mirrored(rows, drawn):
    """From each area to each other, as both sides counted it, over ten years."""
    names, both = named(isqrt(rows // 20) + 2), ("receiver", "sender")
    ends = product(names, names, range(2010, 2020), both)
    return ((o, d, year, who, drawn.randrange(9_000)) for o, d, year, who in ends if o != d)


MOVES, COHORTS = ("origin,destination,value", moves), ("area,sex,age,year,measure,value", cohorts)
MADE_UP = {
    "rates": ("area,population,immigrants,emigrants", areas(3)),
    "effectiveness": MOVES,
    "intensity": ("area,population,immigrants,emigrants", areas(3, alike=True)),
    "growth": ("area,p0,p1,births,deaths,immigrants,emigrants", areas(6)),
    "shares": MOVES,
    "change": ("area,year,value", years),
    "index": ("area,year,value", years),
    "cagr": ("area,year,value", years),
    "concentration": MOVES,
    "multiplicative": MOVES,
    "residual-vital": ("area,p0,p1,births,deaths", areas(4)),
    "survival-ratio": ("area,age,p0,p1,s", survivors),
    "child-woman": ("area,age,population,net", mothers),
    "residual-stock": COHORTS,
    "residual-cohort": COHORTS,
    "residual-time": COHORTS,
    "stock-difference": ("origin,destination,date,value", stocks),
    "mirror": ("origin,destination,year,reporter,value", mirrored),
}

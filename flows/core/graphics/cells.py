"""The numbers of a graphic: known, known by bounds alone, or not there; and the tables they stand in."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from flows.core.estimates.figures import Figures
from flows.core.estimates.tables import Table, refuse
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short
from flows.core.estimates.years import year

LARGEST, LEAST = 1e15, 1e-9  # beyond them numbers run out in what is reckoned of two
TOO_LARGE = N_("the number is too large for a picture; count in thousands or millions.")
TOO_SMALL = N_("the number is too small for a picture; count in a smaller unit, or write 0.")
KNOWN, HIDDEN, MISSING, EXCLUDED = "known", "hidden", "missing", "excluded"
MANY = {
    "ages": N_("there are {count} ages, and a picture has room for {most}; join them to wider groups."),
    "areas": N_("there are {count} areas, and a picture has room for {most}; leave the smallest out."),
    "moves": N_("there are {count} moves, and a picture has room for {most}; leave the smallest out."),
    "panels": N_("there are {count} panels, and a picture has room for {most}; leave the smallest out."),
    "series": N_("there are {count} series, and a picture has room for {most}; leave the smallest out."),
    "years": N_("there are {count} years, and a picture has room for {most}; keep fewer years."),
}
STAYS = "stays"  # the cell of an area and itself: no move


class Cell(NamedTuple):
    """A number, or what is certain of it. Without value and bounds it is `missing`, or `excluded` by a decision.

    `slug` names the observation that it is, if it is one.
    """

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str = ""
    slug: str = ""

    @property
    def kind(self) -> str:
        if self.value is not None:
            return KNOWN
        if self.status in (MISSING, EXCLUDED):
            return self.status
        return MISSING if self.lower is None and self.upper is None else HIDDEN

    @property
    def certain(self) -> float:
        """The number, or its lower bound; of what is not there 0."""
        return (self.lower or 0) if self.value is None else self.value

    @property
    def top(self) -> float:
        """The highest that a drawing shows of it."""
        return next((each for each in (self.value, self.upper, self.lower) if each is not None), 0)


class Flow(NamedTuple):
    """How many went from one place to another."""

    origin: str
    destination: str
    cell: Cell


class Point(NamedTuple):
    """A number of one year; `panel` is the small picture in which its series stands."""

    panel: str
    series: str
    year: int
    cell: Cell


class Drawn(NamedTuple):
    """A picture and its table: headings, and lines of a name (or several) and cells."""

    spec: dict
    heads: list[str]
    lines: list[tuple[list[str], list[Cell]]]


def whole(number: float | None) -> float | None:
    """A whole number as such: 5, not 5.0."""
    return int(number) if number is not None and number == int(number) else number


def cells(figures: Figures, least: float | None = 0) -> list[Cell]:
    """The cells of a column; bounds that meet are the number, and bounds that say nothing are left out.

    `least` is what none can lie below: a count below zero; None of what can be a loss as well.
    """
    found = []
    bounds = figures.bounds() if figures.bounded else [(None, None)] * len(figures.value)
    for value, (lower, upper) in zip(figures.numbers(), bounds, strict=True):
        if lower is not None and lower == upper:
            value, lower, upper = lower, None, None
        known = value is not None or upper is not None or lower not in (None, least)
        found.append(Cell(*(whole(each) for each in (value, lower, upper))) if known else Cell())
    return found


def in_order(texts: Iterable[str]) -> list[str]:
    """Each text once, as they come."""
    return list(dict.fromkeys(texts))


def checked(table: Table, *keys: str) -> Table:
    """The table, of one thing alone, without repeats, with numbers that can be drawn; in the order of its lines."""
    for name in table.groups:
        texts = table.keys[name].written()
        other = next((row for row, text in enumerate(texts) if text != texts[0]), None)
        if other is not None:
            sentence = N_("“{one}” and “{other}” stand in one table, and a picture shows one; keep the rows of one.")
            raise Wrong(sentence, table.line(other), name, one=short(texts[0]), other=short(texts[other]))
    table.refuse_repeats(*keys)
    for name, figures in table.figures.items():
        for array in filter(lambda each: each is not None, figures):
            refuse(np.isfinite(array) & (abs(array) > LARGEST), TOO_LARGE, table.lines, name)
            refuse((array != 0) & (abs(array) < LEAST), TOO_SMALL, table.lines, name)
    return table


def refuse_many(names: Sequence, most: int, column: str, what: str) -> None:
    """Wrong where there is more of something, one of `MANY`, than a picture has room for."""
    if len(names) > most:
        raise Wrong(MANY[what], None, column, count=len(names), most=most)


def of_years(table: Table) -> list[int]:
    """The years of the rows."""
    return [year(text, table.line(row)) for row, text in enumerate(table.keys["year"].written())]

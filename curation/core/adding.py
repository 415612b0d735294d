"""How cells become one number: sums, bounds and status, and which periods of a table make up a year.

Where a part is hidden or not there, a sum has no value: only what is certain (`lower`) and what is possible (`upper`,
None where nothing limits it). Nobody can then add up half a number by accident.
"""

from collections.abc import Iterable, Set
from typing import NamedTuple

from curation.core import periods
from curation.core.numbers import NOT_APPLICABLE

WEIGHT = ["normal", "provisional", "estimated", "break"]


class Cell(NamedTuple):
    """What a sum needs of one reading."""

    value: int | None
    lower: int | None
    upper: int | None
    status: str
    flag: str


class Sum(NamedTuple):
    """`value` is None unless every part is known; `hidden` counts the cells that were not."""

    value: int | None
    lower: int
    upper: int | None
    status: str
    cells: int
    hidden: int


def add(cells: Iterable[Cell], *, absent: bool = False) -> Sum:
    """Add up cells; `absent` says that some part the number should hold is not there at all."""
    known = lower = count = hidden = heaviest = 0
    upper: int | None = 0
    for cell in cells:
        count += 1
        if cell.flag == NOT_APPLICABLE:
            continue
        if cell.value is None:
            hidden += cell.status == "suppressed"
            absent = absent or cell.status == "missing"
        else:
            known += cell.value
            heaviest = max(heaviest, WEIGHT.index(cell.status))
        lower += cell.lower or 0
        upper = None if upper is None or cell.upper is None else upper + cell.upper
    if absent:
        return Sum(None, lower, None, "partial", count, hidden)
    if hidden:
        return Sum(None, lower, upper, "suppressed" if hidden == count else "partial", count, hidden)
    return Sum(known, lower, upper, WEIGHT[heaviest], count, 0)


class Held(NamedTuple):
    """The periods of a table that make up a year, and whether they are all of it."""

    periods: tuple[str, ...]
    complete: bool
    words: str


NOTHING = Held((), False, "no period of this year")


def held(covered: Set[str], year: int, basis: str, summable_until: str = "") -> Held:
    """Which of the periods a table covers are the year.

    A printed year comes first, then the last day of a stock; months are summed only where no year is printed, and not
    past `summable_until`; quarters last.
    """
    whole = f"FY{year}" if basis == "us_fiscal" else str(year)
    if whole in covered:
        return Held((whole,), True, "the year as printed")
    days = sorted(period for period in covered if periods.is_date(period) and period.startswith(f"{year}-"))
    if days and basis == "calendar":
        return Held((days[-1],), True, f"the count of {days[-1]}")
    months = periods.months_of(year, basis)
    mine = tuple(month for month in months if month in covered and (not summable_until or month <= summable_until))
    if mine:
        return Held(mine, len(mine) == len(months), f"{len(mine)} of 12 months")
    quarters = periods.quarters_of(year) if basis == "calendar" else []
    mine = tuple(quarter for quarter in quarters if quarter in covered)
    return Held(mine, len(mine) == 4, f"{len(mine)} of 4 quarters") if mine else NOTHING

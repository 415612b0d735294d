"""How cells become one number: sums, bounds and status, and which periods of a table make up a year.

Where a part is hidden or not there, a sum has no value: only what is certain (`lower`) and what is possible (`upper`,
None where nothing limits it). Nobody can then add up half a number by accident.
"""

from collections.abc import Iterable, Set
from operator import sub
from typing import NamedTuple

from curation.core import periods
from curation.core.numbers import NOT_APPLICABLE

WEIGHT = ["normal", "provisional", "estimated", "break"]
COUNTED = {"provisional": "provisional", "estimated": "estimated", "break": "breaks"}


class Cell(NamedTuple):
    """What a sum needs of one reading."""

    value: int | None
    lower: int | None
    upper: int | None
    status: str
    flag: str


class Sums(NamedTuple):
    """What some cells come to, so that it can be added to and taken from what others come to.

    Counts of cells by what they say: `cells` are all but those not applicable, `hidden` and `missing` those without a
    number, `unlimited` those that nothing limits; `known`, `lower` and `upper` are the sums of what is there.
    """

    cells: int = 0
    not_applicable: int = 0
    hidden: int = 0
    missing: int = 0
    known: int = 0
    lower: int = 0
    upper: int = 0
    unlimited: int = 0
    provisional: int = 0
    estimated: int = 0
    breaks: int = 0

    @property
    def there(self) -> bool:
        """Whether there is any cell at all, be it one that says that it does not apply."""
        return bool(self.cells or self.not_applicable)


class Sum(NamedTuple):
    """`value` is None unless every part is known; `hidden` counts the cells that were not."""

    value: int | None
    lower: int
    upper: int | None
    status: str
    cells: int
    hidden: int


def sums(cells: Iterable[Cell]) -> Sums:
    """What cells come to."""
    count = beside = hidden = missing = known = lower = upper = unlimited = 0
    weights = [0] * len(WEIGHT)
    for cell in cells:
        if cell.flag == NOT_APPLICABLE:
            beside += 1
            continue
        count += 1
        if cell.value is None:
            hidden += cell.status == "suppressed"
            missing += cell.status == "missing"
        else:
            known += cell.value
            weights[WEIGHT.index(cell.status)] += 1
        lower += cell.lower or 0
        upper += cell.upper or 0
        unlimited += cell.upper is None
    return Sums(count, beside, hidden, missing, known, lower, upper, unlimited, *weights[1:])


def together(found: Iterable[Sums]) -> Sums:
    """Several sums as one."""
    return Sums(*map(sum, zip(*found, strict=True))) if (found := list(found)) else Sums()


def without(one: Sums, other: Sums) -> Sums:
    """What is left of a sum without some of its cells."""
    return Sums(*map(sub, one, other))


def total(found: Sums, *, absent: bool = False) -> Sum:
    """The number that cells make; `absent` says that some part it should hold is not there at all."""
    upper = None if found.unlimited else found.upper
    if absent:
        return Sum(None, found.lower, None, "partial", found.cells, found.hidden)
    if found.hidden or found.missing:
        status = "suppressed" if found.hidden == found.cells else "partial"
        return Sum(None, found.lower, upper, status, found.cells, found.hidden)
    heaviest = [weight for weight, counted in COUNTED.items() if getattr(found, counted)]
    return Sum(found.known, found.lower, upper, heaviest[-1] if heaviest else "normal", found.cells, 0)


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

"""Where a change is: for each origin and year a band of small cells, a month narrow, a quarter wider, a year widest."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from curation import understood
from curation.core import changes, periods
from curation.models import Change

GAP = 1
HEIGHT = 12
SAME = "same"


class Cell(NamedTuple):
    """One period, drawn."""

    x: int
    width: int
    kind: str


class Strip(NamedTuple):
    """The periods of one origin in one year, drawn and in words."""

    cells: list[Cell]
    width: int
    words: str


def years_of(band: dict) -> list[int]:
    """The years that some origin has a cell of."""
    return sorted({changes.order(period)[0] for row in band.values() for period in row})


def rows_of(band: dict, names: dict) -> list[tuple[str, list[Strip]]]:
    """Each origin by its name, with a strip for each year."""
    years = years_of(band)
    return [(names.get(origin, origin), [strip(row, year) for year in years]) for origin, row in band.items()]


def strip(row: dict, year: int) -> Strip:
    cells, x = [], 0
    mine = {period: kind for period, kind in row.items() if changes.order(period)[0] == year}
    for period, kind in mine.items():
        cells.append(Cell(x, width_of(period), kind))
        x += width_of(period) + GAP
    return Strip(cells, max(x, 1), words_of(mine))


def width_of(period: str) -> int:
    if periods.is_month(period):
        return 3
    return 5 if period[4:6] == "-Q" else 9


def words_of(mine: dict) -> str:
    """`new: May 2023, June 2023; changed: 2023, year`"""
    if not mine:
        return _("nothing")
    said = []
    for kind, name in Change.Kind.choices:
        if those := [understood.period(period) for period, what in mine.items() if what == kind]:
            said.append(_("%(kind)s: %(periods)s") % {"kind": name, "periods": "; ".join(those)})
    return ". ".join(said) or _("the same")

"""Crude rates of migration: moves by 1,000 of the population."""

from typing import NamedTuple

from flows.core.estimates.columns import COUNT, RESULT, Column
from flows.core.estimates.figures import Figures, reckon
from flows.core.estimates.method import AREA, Method, row_by_row
from flows.core.estimates.words import N_


class Rates(NamedTuple):
    """By 1,000 of the average population, in the order given."""

    immigration_rate: Figures
    emigration_rate: Figures
    net_rate: Figures
    gross_rate: Figures


def rates(population, immigrants, emigrants) -> Rates:
    """Crude immigration, emigration, net and gross migration rate.

    Formula: 1000·I/P̄, 1000·E/P̄, 1000·(I−E)/P̄, 1000·(I+E)/P̄.
    Units: persons (or moves) over persons; the rates are by 1,000. Shapes: sequences of one length, a place an area.
    Assumes that the population is that of the middle of the period, or the average of its beginning and end.
    Not to be used to compare areas of very different age structure, nor with issued permits as if they were moves.
    Source: UN, Manual VI (1970), chapter II. Errors: a missing input leaves the rates that need it missing; where the
    population is zero they are undefined, missing too.
    """
    return Rates(
        reckon(lambda i, p: 1000 * i / p, immigrants, population),
        reckon(lambda e, p: 1000 * e / p, emigrants, population),
        reckon(lambda i, e, p: 1000 * (i - e) / p, immigrants, emigrants, population),
        reckon(lambda i, e, p: 1000 * (i + e) / p, immigrants, emigrants, population),
    )


def _run(table):
    found = rates(*(table.figures[name] for name in ("population", "immigrants", "emigrants")))
    return row_by_row(table, "area", found._asdict(), N_("undefined: the population is zero"))


RATES = Method(
    name="rates",
    title=N_("Crude rates of migration"),
    formula="1000·I/P̄ · 1000·E/P̄ · 1000·(I−E)/P̄ · 1000·(I+E)/P̄",
    columns=(
        AREA,
        Column("population", COUNT, N_("P̄, the population in the middle of the period, persons")),
        Column("immigrants", COUNT, N_("I, who came in the period")),
        Column("emigrants", COUNT, N_("E, who left in the period")),
    ),
    results=(
        Column("immigration_rate", RESULT, N_("immigrants by 1,000 of the population")),
        Column("emigration_rate", RESULT, N_("emigrants by 1,000 of the population")),
        Column("net_rate", RESULT, N_("immigrants less emigrants, by 1,000 of the population")),
        Column("gross_rate", RESULT, N_("immigrants and emigrants, by 1,000 of the population")),
    ),
    assumes=N_("The population is that of the middle of the period, under the same definition as those who move."),
    not_when=N_(
        "Ages differ much between the areas compared; or permits are counted, which are intent and not moves: "
        "then say so beside the rate."
    ),
    source=N_("United Nations, Manual VI: Methods of Measuring Internal Migration (1970)."),
    example="area,population,immigrants,emigrants\nNorth,250000,1200,1500\nSouth,400000,900,600\n",
    run=_run,
    row_by_row=True,
)
METHODS = (RATES,)

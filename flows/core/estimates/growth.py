"""Growth of a population taken apart: births, deaths, immigration, emigration."""

from typing import NamedTuple

from flows.core.estimates.columns import COUNT, RESULT, Column
from flows.core.estimates.figures import Figures, divided, reckon
from flows.core.estimates.method import Method, row_by_row
from flows.core.estimates.residual import BALANCE, GROWN
from flows.core.estimates.words import N_


class Growth(NamedTuple):
    """Persons, but for the share (of 1) and the ratio."""

    growth: Figures
    natural_increase: Figures
    net_migration: Figures
    migration_share: Figures
    ratio_to_natural: Figures
    unexplained: Figures


def growth(p0, p1, births, deaths, immigrants, emigrants) -> Growth:
    """What of the growth is natural increase and what is migration.

    Formula: ΔP = P₁−P₀ = (B−D) + (I−E); share of migration (I−E)/ΔP; ratio to natural increase (I−E)/(B−D).
    Units: persons; share and ratio have none. Shapes: sequences of one length, a place an area.
    Assumes that all six numbers are of one territory, one definition of residents and one period.
    Not to be used where what is left unexplained is as large as migration itself. Source: UN, Manual VI (1970).
    Errors: missing inputs leave missing what needs them; share or ratio are undefined where growth or natural increase
    is zero. A share beyond 1 or below 0 is right where births and migration pull in opposite directions.
    """
    net = reckon(lambda i, e: i - e, immigrants, emigrants)
    natural = reckon(lambda b, d: b - d, births, deaths)
    whole = reckon(lambda a, b: b - a, p0, p1)
    rest = reckon(lambda a, b, c: a - b - c, whole, natural, net)
    return Growth(whole, natural, net, divided(net, whole), divided(net, natural), rest)


INPUTS = ("p0", "p1", "births", "deaths", "immigrants", "emigrants")


def _run(table):
    found = growth(*(table.figures[name] for name in INPUTS))
    return row_by_row(table, "area", found._asdict(), N_("undefined: growth or natural increase is zero"))


METHODS = (
    Method(
        name="growth",
        title=N_("Growth decomposed"),
        formula=N_("ΔP = P₁−P₀ = (B−D) + (I−E) · share of migration (I−E)/ΔP · ratio to natural increase (I−E)/(B−D)"),
        columns=(
            *BALANCE,
            Column("immigrants", COUNT, N_("I, between the two dates")),
            Column("emigrants", COUNT, N_("E, between the two dates")),
        ),
        results=(
            *GROWN,
            Column("net_migration", RESULT, N_("I−E, persons")),
            Column("migration_share", RESULT, N_("net migration by growth, of 1")),
            Column("ratio_to_natural", RESULT, N_("net migration by natural increase")),
            Column("unexplained", RESULT, N_("growth less natural increase and net migration, persons")),
        ),
        assumes=N_("All numbers are of one territory, one definition of residents and one period."),
        not_when=N_(
            "What is left unexplained is as large as migration: then the records are not complete, and a residual "
            "says more."
        ),
        source=N_("United Nations, Manual VI: Methods of Measuring Internal Migration (1970)."),
        example="area,p0,p1,births,deaths,immigrants,emigrants\nNorth,100000,103000,2500,1000,3000,1500\n",
        run=_run,
        row_by_row=True,
    ),
)

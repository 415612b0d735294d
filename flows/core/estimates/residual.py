"""Net migration as what births and deaths leave of a population's growth."""

from typing import NamedTuple

from flows.core.estimates.columns import COUNT, RESULT, Column
from flows.core.estimates.figures import Figures, reckon
from flows.core.estimates.method import AREA, TOO_LARGE, Method, row_by_row
from flows.core.estimates.words import N_


class Residual(NamedTuple):
    """Persons."""

    growth: Figures
    natural_increase: Figures
    net: Figures


def vital(p0, p1, births, deaths) -> Residual:
    """Net migration by the vital-statistics residual.

    Formula: N = (P₁−P₀) − (B−D). Units: persons. Shapes: sequences of one length, a place an area or group.
    Assumes two counts equally complete, in the same boundaries, and births and deaths of residents fully registered.
    Not to be used where the two counts differ in coverage: the whole of the difference would pass for migration.
    Source: Bogue, Hinze and White, Techniques of Estimating Net Migration (1982). Errors: missing where an input is.
    """
    return Residual(
        reckon(lambda a, b: b - a, p0, p1),
        reckon(lambda b, d: b - d, births, deaths),
        reckon(lambda a, z, b, d: (z - a) - (b - d), p0, p1, births, deaths),
    )


def _run(table):
    found = vital(*(table.figures[name] for name in ("p0", "p1", "births", "deaths")))
    return row_by_row(table, "area", found._asdict(), TOO_LARGE)


BALANCE = (
    AREA,
    Column("p0", COUNT, N_("P₀, the population at the first date, persons")),
    Column("p1", COUNT, N_("P₁, the population at the second date, persons")),
    Column("births", COUNT, N_("B, between the two dates")),
    Column("deaths", COUNT, N_("D, between the two dates")),
)
GROWN = (
    Column("growth", RESULT, N_("P₁−P₀, persons")),
    Column("natural_increase", RESULT, N_("B−D, persons")),
)
METHODS = (
    Method(
        name="residual-vital",
        title=N_("Vital-statistics residual"),
        formula="N = (P₁−P₀) − (B−D)",
        columns=BALANCE,
        results=(
            *GROWN,
            Column("net", RESULT, N_("N, net migration between the two dates, persons")),
        ),
        assumes=N_(
            "Both counts are equally complete and in the same boundaries; births and deaths are those of "
            "residents, fully registered."
        ),
        not_when=N_(
            "The counts differ in coverage, or registration is incomplete: the whole error would pass for "
            "migration, which is smaller than either."
        ),
        source=N_(
            "Bogue, D. J., Hinze, K. and White, M., Techniques of Estimating Net Migration (1982): Alabama 1960–70."
        ),
        example="area,p0,p1,births,deaths\n"
        "white male,1124061,1235489,236481,123220\nwhite female,1159548,1298342,224034,86880\n"
        "non-white male,467648,426452,131767,58845\nnon-white female,515483,483882,126886,51449\n",
        run=_run,
        row_by_row=True,
    ),
)

"""The methods as readers look for them: in groups, with a sentence for each, and which of its results comes first."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from flows.core.estimates.method import Method
from flows.core.estimates.methods import METHODS
from flows.estimating import words


class Told(NamedTuple):
    """What a page says of a method beside what the library says of it.

    `main` is the result that is drawn and followed when an input changes, `adds_up` whether its rows have a sum;
    `together` are inputs of which one cannot change alone.
    """

    sentence: str
    main: str
    adds_up: bool = False
    together: tuple[str, ...] = ()


class Group(NamedTuple):
    code: str
    title: str
    about: str
    methods: dict[str, Told]

    @property
    def listed(self) -> list[tuple[Method, Told]]:
        return [(METHODS[name], told) for name, told in self.methods.items()]


GROUPS = (
    Group(
        "indicators",
        _("Indicators"),
        _("How much people move, where from, where to, and whether it changes."),
        {
            "rates": Told(
                _("Immigration, emigration, net and gross migration for each 1,000 inhabitants."), "net_rate"
            ),
            "effectiveness": Told(
                _("How much of all coming and going is left as a gain or a loss, by area and for all areas together."),
                "effectiveness",
            ),
            "intensity": Told(
                _("Which share of a population moves at all, made comparable between different numbers of areas."),
                "cmi",
                together=("immigrants", "emigrants"),
            ),
            "growth": Told(
                _("A population’s growth parted into births less deaths and immigrants less emigrants."),
                "net_migration",
                adds_up=True,
            ),
            "shares": Told(
                _("Which part a flow is of all from its origin, of all to its destination, and of the whole table."),
                "share_of_row",
            ),
            "change": Told(_("By how much a year differs from the one before."), "change"),
            "index": Told(_("A series of numbers where that of a chosen year is 100."), "index"),
            "cagr": Told(_("The steady yearly growth that leads from the first year to the last."), "cagr"),
            "concentration": Told(
                _("Whether people spread over many places or gather in a few; how many places of equal size that is."),
                "hhi",
            ),
            "multiplicative": Told(
                _("Flows taken apart: all moves, the share of each origin and of each destination, what is special."),
                "interaction",
            ),
        },
    ),
    Group(
        "estimates",
        _("Where records are missing"),
        _("What two counts, births, deaths and survival say about migration that nobody registered."),
        {
            "residual-vital": Told(
                _("Net migration as what births and deaths leave of a population’s growth."), "net", adds_up=True
            ),
            "survival-ratio": Told(
                _("Net migration by age: who was counted, less who would have been there had nobody moved."),
                "forward",
                adds_up=True,
            ),
            "child-woman": Told(
                _("Net migration of children born between two counts, from that of their mothers."),
                "net",
                adds_up=True,
            ),
            "residual-stock": Told(
                _("Net migration by age and five years, of those still there when the period ends."),
                "net",
                adds_up=True,
            ),
            "residual-cohort": Told(
                _("The same, spread evenly over the five years in which a generation grows older."), "net", adds_up=True
            ),
            "residual-time": Told(
                _("The same as moves of the period by age, half at its beginning and half at its end."),
                "net",
                adds_up=True,
            ),
            "stock-difference": Told(
                _("Flows between two dates from who lives where, by country of birth, at each of them."),
                "zero",
                adds_up=True,
            ),
        },
    ),
    Group(
        "mirror",
        _("Mirror statistics"),
        _("Other countries’ immigration numbers, beside one’s own emigration numbers."),
        {
            "mirror": Told(
                _("The same moves as sender and receiver counted them: coverage, disagreement, corrected emigration."),
                "corrected",
                adds_up=True,
            ),
        },
    ),
)
TOLD = {name: told for group in GROUPS for name, told in group.methods.items()}

# Printed in United Nations (1992), table 6: women counted in 1970, their net migration 1960–70, and the children.
MANILA = (
    "age,population,net\n0-4,85870,\n5-9,83054,\n15-19,101410,31134\n20-24,90410,28877\n25-29,56055,-20082\n"
    "30-34,44648,-19117\n35-39,36963,-20497\n40-44,28873,-4244\n45-49,23678,-5189\n"
)
EXAMPLES = {"child-woman": MANILA}
SOURCES = {
    "child-woman": _(
        "United Nations, Preparing Migration Data for Subnational Population Projections (1992), table 6: women of "
        "Manila 1960–70. It prints −236 and −8,938; from its own numbers follow −235.4 and −8,934.7."
    )
}


def example(method: Method) -> str:
    """A table of the literature where there is one, else one that is made up."""
    return EXAMPLES.get(method.name, method.example)


def source(method: Method) -> str:
    """Where the method and its example are from."""
    return str(SOURCES.get(method.name) or words.text(method.source))

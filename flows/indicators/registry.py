"""Every indicator: what it is called, says, counts in, and takes for granted. Pages, files and tests walk this list."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from flows.core import indicators as core
from flows.core.cubes import CORRIDOR

# What a result is counted in, and so how it is written.
PER_1000, SHARE, CHANGE, INDEX, RANK, CONCENTRATION, PARTS, RATIO = (
    "per_1000", "share", "change", "index", "rank", "concentration", "parts", "ratio",
)  # fmt: skip
UNITS = {
    PER_1000: _("by 1,000 of the population of the origin"),
    SHARE: _("per cent on this page; of 1 in the file"),
    CHANGE: _("per cent on this page; of 1 in the file"),
    INDEX: _("the base year is 100"),
    RANK: _("a place in the order, 1 for the largest"),
    CONCENTRATION: _("from 1/k, all alike, to 1, one has all"),
    PARTS: _("as many equal parts would be as concentrated"),
    RATIO: _("times what the sizes of both ends let expect"),
}
EVERY_WAY = (CORRIDOR, "origin", "destination", "category")


class Indicator(NamedTuple):
    """`by`: what its lines may be of, the first where nothing is said; `against`: what stands beside the number.

    `adds`: whether several destinations meet in one result; `all_years`: whether it is about the course over the
    years, so that all are shown where none is chosen; `based`: whether it has a base year.
    """

    code: str
    title: str
    definition: str
    formula: str
    where: str
    unit: str
    caveat: str
    source: str
    reckon: Callable
    by: tuple = EVERY_WAY
    against: str = ""
    adds: bool = False
    all_years: bool = False
    based: bool = False
    needs_population: bool = False

    @property
    def unit_words(self):
        return UNITS[self.unit]


SHRYOCK = "Shryock, H. S., Siegel, J. S. The Methods and Materials of Demography (1976)."
MANUAL = "United Nations. Manual VI: Methods of Measuring Internal Migration (1970)."
BELL = "Bell, M. et al. Cross-national comparison of internal migration (2002)."
HIRSCHMAN = "Hirschman, A. O. The paternity of an index (1964)."
ROGERS = "Rogers, A., Willekens, F., Little, J., Raymer, J. Describing migration spatial structure (2002)."

SEVERAL_STATES = _(
    "Several states count here, each by its own rules, if under one measure: their sum is a frame for comparing, not a "
    "number that anybody counted."
)
ONE_WAY_OF_COUNTING = _(
    "Two years are compared only where one way of counting holds: nothing is reckoned across a break, nor between sums "
    "of different places. Small numbers make large changes."
)

_every = (
    Indicator(
        "rate",
        _("Rate per 1,000"),
        _("How many were counted by 1,000 people of the origin in that year."),
        "1000 · m / P",
        _("m: the number; P: the population of the origin in the middle of the year, from the World Bank"),
        PER_1000,
        _(
            "Permits and visas are intent, not moves, and one person may hold several: a rate compares origins under "
            "one measure, and is no probability of leaving. A stock by 1,000 says who lives there, not who came. A "
            "fiscal year is divided by the population of the year of its name."
        ),
        MANUAL,
        core.rate,
        against=_("Population"),
        all_years=True,
        needs_population=True,
    ),
    Indicator(
        "share",
        _("Share of all"),
        _("What each number is of all those that are chosen, in the same year."),
        "m / M",
        _("m: the number; M: the sum of all that are chosen"),
        SHARE,
        SEVERAL_STATES,
        MANUAL,
        core.share_of_all,
        against=_("Of"),
        adds=True,
    ),
    Indicator(
        "destination-mix",
        _("Mix of destinations"),
        _("Where those of one origin went: what each destination is of all from there."),
        "mᵢⱼ / Oᵢ",
        _("mᵢⱼ: the number of the corridor; Oᵢ: the sum over all destinations that are chosen"),
        SHARE,
        SEVERAL_STATES,
        MANUAL,
        core.destination_mix,
        by=(CORRIDOR,),
        against=_("All from there"),
        adds=True,
    ),
    Indicator(
        "origin-mix",
        _("Mix of origins"),
        _("Where those came from whom one destination counted: what each origin is of all there."),
        "mᵢⱼ / Dⱼ",
        _("mᵢⱼ: the number of the corridor; Dⱼ: the sum over all origins that are chosen"),
        SHARE,
        _(
            "All parts are one state’s counting, so that they may be compared; the whole is the origins of this "
            "dataset alone, not everybody whom the state admitted."
        ),
        MANUAL,
        core.origin_mix,
        by=(CORRIDOR,),
        against=_("All to there"),
    ),
    Indicator(
        "change",
        _("Change from the year before"),
        _("By how much a number is more or less than that of the year before."),
        "xₜ / xₜ₋₁ − 1",
        _("xₜ: the number; xₜ₋₁: that of the year before"),
        CHANGE,
        ONE_WAY_OF_COUNTING,
        SHRYOCK,
        core.change,
        against=_("The year before"),
        all_years=True,
    ),
    Indicator(
        "index",
        _("Index of a base year"),
        _("Each number where that of the base year is 100, so that courses of unlike size can be compared."),
        "100 · xₜ / x₀",
        _("xₜ: the number; x₀: that of the base year, by itself the first with a number"),
        INDEX,
        ONE_WAY_OF_COUNTING,
        SHRYOCK,
        core.index,
        against=_("Base year"),
        all_years=True,
        based=True,
    ),
    Indicator(
        "growth",
        _("Average yearly growth"),
        _("The same growth every year that would lead from the base year to this one."),
        "(xₜ / x₀)^(1/t) − 1",
        _("xₜ: the number; x₀: that of the base year; t: the years between"),
        CHANGE,
        _("It knows the two ends alone: what happened between them does not count.") ,
        SHRYOCK,
        core.growth,
        against=_("Base year"),
        all_years=True,
        based=True,
    ),
    Indicator(
        "rank",
        _("Rank"),
        _("The place of a number among those of the same year, the largest first."),
        "1 + #{ mₖ > m }",
        _("m: the number; mₖ: each other of the same year that is known"),
        RANK,
        _(
            "Places without a number have no rank and do not count. Where bounds overlap, the order is not certain, "
            "and the rank has bounds of its own."
        ),
        SHRYOCK,
        core.rank,
        against=_("Among"),
        adds=True,
    ),
    Indicator(
        "hhi",
        _("Concentration (HHI)"),
        _("Whether one place has nearly all, or many have alike: the sum of the squared shares."),
        "Σ s²,  s = m / M",
        _("m: each part; M: their sum; k: how many parts there are"),
        CONCENTRATION,
        _("Its least value depends on the number of parts: compare places with as many, or use inequality beside it.")
        ,
        HIRSCHMAN,
        core.hhi,
        by=("origin", "destination"),
        against=_("Parts"),
        adds=True,
    ),
    Indicator(
        "effective-number",
        _("Effective number of places"),
        _("How many equal parts would be as concentrated: one over the sum of the squared shares."),
        "1 / Σ s²,  s = m / M",
        _("m: each part; M: their sum"),
        PARTS,
        SEVERAL_STATES,
        HIRSCHMAN,
        core.effective_number,
        by=("origin", "destination"),
        against=_("Parts"),
        adds=True,
    ),
    Indicator(
        "inequality",
        _("Inequality of parts"),
        _("The share that would have to go elsewhere until all parts were alike."),
        "½ · Σ | m/M − 1/k |",
        _("m: each part; M: their sum; k: how many parts there are"),
        SHARE,
        _("A place for which nothing is published is no part: where coverage grows, inequality may change with it."),
        BELL,
        core.inequality,
        by=("origin", "destination"),
        against=_("Parts"),
        adds=True,
    ),
    Indicator(
        "intensity",
        _("Intensity of a corridor"),
        _("Whether more went this way than the sizes of its two ends let expect: above 1 where more did."),
        "ODᵢⱼ = mᵢⱼ · M / (Oᵢ · Dⱼ)",
        _("mᵢⱼ: the number; Oᵢ: all of the origin; Dⱼ: all of the destination; M: all of the table"),
        RATIO,
        _(
            "It asks for a whole table: where one cell is hidden, all of its row and column have bounds alone. Several "
            "states count here, if under one measure."
        ),
        ROGERS,
        core.intensity,
        by=(CORRIDOR,),
        against=_("Expected"),
        adds=True,
    ),
)  # fmt: skip
INDICATORS = {each.code: each for each in _every}

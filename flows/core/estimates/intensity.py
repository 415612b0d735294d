"""How much people move at all, and how much that shifts the population between areas."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import COUNT, RESULT, Column
from flows.core.estimates.figures import Figures, added, figures, reckon
from flows.core.estimates.matrices import absolute
from flows.core.estimates.method import AREA, Answer, Method, keys_of, notes
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong


class Intensity(NamedTuple):
    """Per cent; Courgeau's k has no unit."""

    cmi: Figures
    courgeau_k: Figures
    anmr: Figures


def intensity(movers, population, areas, shifted) -> Intensity:
    """Crude migration intensity, Courgeau's k, aggregate net migration rate.

    Formula: CMI = 100·M/P; k = CMI/ln(n²); ANMR = 100·½·Σ|Nᵢ|/ΣPᵢ, persons over persons.
    Units: M movers, P persons, n areas, `shifted` = Σ|Nᵢ|. Shapes: sequences of one length, a place a system of areas.
    Assumes that M counts every move between areas once. k makes systems with more or fewer areas comparable; the
    intensity alone must not be compared between them. Source: Courgeau (1973); Bell and others (2002).
    Errors: missing where an input is; undefined where nobody lives, and k where there is one area.
    """
    share = reckon(lambda m, p: 100 * m / p, movers, population)
    return Intensity(
        share,
        reckon(lambda s, n: s / np.log(n**2), share, areas),
        reckon(lambda n, p: 100 * n / 2 / p, shifted, population),
    )


def _run(table):
    table.refuse_repeats("area")
    order = np.lexsort((table.keys["area"].codes, table.group))
    table = table.take(order)
    group = table.group
    size = int(group.max()) + 1
    counts = np.bincount(group, minlength=size)
    if (counts == 1).any():
        line = int(table.lines[counts[group] == 1].min())
        raise Wrong(N_("there is one area alone, and nobody moves within one; add the other areas."), line, "area")
    came, left, people = (table.figures[name] for name in ("immigrants", "emigrants", "population"))
    movers, gone = added(came, group, size), added(left, group, size)
    _refuse_open(table, movers, gone)
    shifted = added(absolute(reckon(lambda i, e: i - e, came, left)), group, size)
    population = added(people, group, size)
    found = intensity(movers, population, counts.astype(float), shifted)._asdict()
    results = {"areas": figures(counts.astype(float)), "movers": movers, "population": population, **found}
    inputs = {"immigrants": movers, "emigrants": gone, "population": population}
    rows = np.unique(group, return_index=True)[1]
    return Answer(
        keys_of(table, table.groups, rows), results, notes(results, inputs, N_("undefined: nobody lives there"))
    )


def _refuse_open(table, movers, gone):
    odd = np.flatnonzero(np.abs(movers.value - gone.value) > 0.5)
    if len(odd):
        line = int(table.lines[table.group == odd[0]].min())
        sentence = N_(
            "{came:.0f} came and {left:.0f} left in all, so that the areas are no closed system; count only moves "
            "between them, each once."
        )
        raise Wrong(sentence, line, "immigrants", came=movers.value[odd[0]], left=gone.value[odd[0]])


METHODS = (
    Method(
        name="intensity",
        title=N_("Migration intensity"),
        formula=N_("CMI = 100·M/P · Courgeau's k = CMI / ln(n²) · ANMR = 100·½·Σ|Nᵢ| / ΣPᵢ"),
        columns=(
            AREA,
            Column("population", COUNT, N_("P, the population in the middle of the period, persons")),
            Column("immigrants", COUNT, N_("who came from another of the areas")),
            Column("emigrants", COUNT, N_("who left for another of the areas")),
        ),
        results=(
            Column("areas", RESULT, N_("n, how many areas there are")),
            Column("movers", RESULT, N_("M, all who moved between them")),
            Column("population", RESULT, N_("P of all areas, persons")),
            Column("cmi", RESULT, N_("crude migration intensity, per cent")),
            Column("courgeau_k", RESULT, N_("the intensity as it would be comparable between numbers of areas")),
            Column("anmr", RESULT, N_("aggregate net migration rate, per cent")),
        ),
        assumes=N_("The areas are a closed system: all immigrants of one area are emigrants of another."),
        not_when=N_(
            "Systems with different numbers of areas are compared by CMI alone: compare k; or periods of "
            "different length are."
        ),
        source=N_(
            "Courgeau, D., Migrants et migrations (1973); Bell, M. and others, Cross-national comparison of "
            "internal migration (2002)."
        ),
        example="area,population,immigrants,emigrants\nA,10000,130,200\nB,8000,160,100\nC,6000,95,135\nD,4000,115,65\n",
        run=_run,
    ),
)

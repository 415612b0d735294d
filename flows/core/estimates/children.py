"""Net migration of children who were born between two counts, from that of their mothers."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates import ages
from flows.core.estimates.columns import AGE, COUNT, NUMBER, RESULT, Column
from flows.core.estimates.figures import Figures, added, reckon, stacked
from flows.core.estimates.method import Answer, Method, keys_of, told
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short


class Children(NamedTuple):
    """Children at the second date: persons."""

    net_0_4: Figures
    net_5_9: Figures


class Kind(NamedTuple):
    """Children of one age: who their mothers are at the second date, and how long those moved with them."""

    first: int
    mothers: range
    exposure: float


MISSING = N_("missing: children, or women or their net migration")
NO_WOMEN = N_("undefined: there are no women")
KINDS = (Kind(0, range(15, 45), 1 / 4), Kind(5, range(20, 50), 3 / 4))


def children(c0_4, w15_44, net15_44, c5_9, w20_49, net20_49) -> Children:
    """Net migration of children born in the ten years between two counts.

    Formula: net₀₋₄ = ¼·(C₀₋₄/W₁₅₋₄₄)·ΣN(W₁₅₋₄₄); net₅₋₉ = ¾·(C₅₋₉/W₂₀₋₄₉)·ΣN(W₂₀₋₄₉).
    Units: persons; children C, women W and their net migration N at the second date. Shapes: sequences of one length.
    Assumes that mothers moved evenly over the ten years, with their children, and have as many as other women. Those
    now 0–4 were there for a quarter of their mothers' moves, those now 5–9 for three quarters.
    Not to be used for another length of time, nor where children stay behind. Source: UN, Preparing Migration Data for
    Subnational Population Projections (1992). Errors: missing where an input is; undefined where there are no women.
    """
    return Children(
        reckon(lambda c, w, n: KINDS[0].exposure * c / w * n, c0_4, w15_44, net15_44),
        reckon(lambda c, w, n: KINDS[1].exposure * c / w * n, c5_9, w20_49, net20_49),
    )


def _run(table):
    table.refuse_repeats("age")
    first, last = _ends(table)
    group, people, net = table.group, table.figures["population"], table.figures["net"]
    size = int(group.max()) + 1
    inputs, rows = [], []
    for kind in KINDS:
        own, mothers = first == kind.first, (first >= kind.mothers.start) & (last < kind.mothers.stop)
        _refuse_lacking(table, group, own, range(kind.first, kind.first + 5), first, last)
        _refuse_lacking(table, group, mothers, kind.mothers, first, last)
        child = np.flatnonzero(own)
        rows.append(child[np.argsort(group[child])])
        inputs += [people.take(rows[-1]), *(added(each.take(mothers), group[mothers], size) for each in (people, net))]
    found = children(*inputs)
    both = np.concatenate(rows)
    order = np.lexsort((first[both], group[both]))
    result = stacked(found).take(order)
    lacking = [np.any([np.isnan(each.value) for each in part], axis=0) for part in (inputs[:3], inputs[3:])]
    absent = np.concatenate(lacking)
    why = told(np.isnan(result.value), absent[order], MISSING, NO_WOMEN)
    return Answer(keys_of(table, [*table.groups, "age"], both[order]), {"net": result}, why)


def _ends(table):
    """First and last year of life, by row; every group of ages must say where it ends."""
    return table.each("age", _five_years).astype(float).T


def _five_years(text, line):
    known = ages.age(text, line)
    if known.first % 5 == 0 and known.last is None:
        known = known._replace(last=known.first + 4)
    if known.last is None:
        raise Wrong(N_("“{text}” is no group of five years; write it as 15-19."), line, "age", text=short(text))
    return known


def _refuse_lacking(table, group, among, wanted, first, last):
    """Every year of life that is wanted must be in one row of each group."""
    held = np.bincount(group[among], (last - first + 1)[among], minlength=int(group.max()) + 1)
    odd = np.flatnonzero(held != len(wanted))
    if len(odd):
        line = int(table.lines[group == odd[0]].max())
        sentence = SOME_MISSING if held[odd[0]] < len(wanted) else SOME_TWICE
        raise Wrong(sentence, line, "age", first=wanted.start, last=wanted.stop - 1)


SOME_MISSING = N_(
    "of the ages {first}–{last} some are missing (this is the last row of its area); give each once, by five years."
)
SOME_TWICE = N_(
    "of the ages {first}–{last} some stand in more than one row (this is the last row of its area); give each once, by "
    "five years."
)


METHODS = (
    Method(
        name="child-woman",
        title=N_("Children born in the interval"),
        formula="net₀₋₄ = ¼·(C₀₋₄/W₁₅₋₄₄)·ΣN(W₁₅₋₄₄) · net₅₋₉ = ¾·(C₅₋₉/W₂₀₋₄₉)·ΣN(W₂₀₋₄₉)",
        columns=(
            Column("age", AGE, N_("age at the second date: 0-4, 5-9, and 15-19 to 45-49; other ages are passed over")),
            Column(
                "population", COUNT, N_("counted at the second date: children of 0-4 and 5-9, women of the other ages")
            ),
            Column(
                "net", NUMBER, N_("net migration of the women, as a survival ratio gave it; empty for the children")
            ),
        ),
        results=(Column("net", RESULT, N_("net migration of the children, persons")),),
        assumes=N_("Ten years lie between the counts; mothers moved evenly over them, with their children."),
        not_when=N_("The counts lie closer or further apart; or children stay behind when mothers leave for work."),
        source=N_(
            "United Nations, Preparing Migration Data for Subnational Population Projections (1992). The example is "
            "made up."
        ),
        example="age,population,net\n0-4,85000,\n5-9,83000,\n15-19,101410,31134\n20-24,96000,27000\n25-29,70000,4000\n"
        "30-34,52000,-1500\n35-39,45000,-1200\n40-44,33000,-800\n45-49,28000,-700\n",
        run=_run,
    ),
)

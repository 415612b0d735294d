"""Net migration by age as what survival leaves of two counts."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates import ages
from flows.core.estimates.columns import AGE, COUNT, RESULT, SURVIVAL, Column
from flows.core.estimates.figures import Figures, figures, reckon
from flows.core.estimates.method import MANY, TOO_LARGE, Answer, Method, keys_of, notes
from flows.core.estimates.tables import check_numbers
from flows.core.estimates.words import N_, Filled
from flows.core.estimates.wrong import Wrong, short

NATIONAL = ("national_p0", "national_p1")
NOBODY = N_("undefined: national_p0 is zero")


class Survived(NamedTuple):
    """Persons by age group, in the order given."""

    expected: Figures
    forward: Figures
    reverse: Figures
    average: Figures


def survival_ratio(p0, p1, s) -> Survived:
    """Net migration of those who were counted at both dates, by age.

    Formula: expected S·P₀(x); forward F = P₁(x+t) − S·P₀(x); reverse R = F/S; average (F+R)/2.
    Units: persons; S is the share that lives on from x to x+t, of 1. Shapes: sequences of one length, a place an age.
    Assumes that migrants die like everybody. Forward takes all moves to the end of the period, reverse to its
    beginning, their average to its middle. Not to be used with a life table of another population, nor for children
    born in between (see `children`). Source: UN, Manual VI (1970). Errors: Wrong where S is not above 0 and at most
    1.3, or a count is below zero; missing where an input is.
    """
    p0, p1, s = figures(p0), figures(p1), figures(s)
    rows = np.arange(1, s.value.size + 1)
    for name, holds, each in (("p0", COUNT, p0), ("p1", COUNT, p1), ("s", SURVIVAL, s)):
        check_numbers(name, holds, each.each(np.ravel), rows)
    return Survived(
        reckon(lambda a, r: r * a, p0, s),
        reckon(lambda a, b, r: b - r * a, p0, p1, s),
        reckon(lambda a, b, r: b / r - a, p0, p1, s),
        reckon(lambda a, b, r: ((b - r * a) + (b / r - a)) / 2, p0, p1, s),
    )


def census_survival(p0, p1) -> Figures:
    """The share of a whole country's people who were found again, from two counts without migration across its border.

    Formula: S = P₁(x+t)/P₀(x). Units: persons in, shares out; may pass 1 where the second count was better.
    Source: UN, Manual VI (1970). Errors: undefined, that is missing, where nobody was counted first.
    """
    return reckon(lambda a, b: b / a, p0, p1)


def _run(table):
    table, shares = _with_survival(table)
    refuse_gaps(table)
    _refuse_intervals(table)
    order = np.lexsort((_ends(table)[0], table.group))
    table, shares = table.take(order), shares.take(order)
    p0, p1 = table.figures["p0"], table.figures["p1"]
    found = survival_ratio(p0, p1, shares)._asdict()
    keys = keys_of(table, [*table.groups, "age"], slice(None))
    return Answer(keys, {"s": shares, **found}, _notes(table, found), _totals(table, found))


def _notes(table, found):
    said = notes(found, {name: table.figures[name] for name in ("p0", "p1", *_share_of(table))}, TOO_LARGE)
    if "s" in table.figures or said is None:
        return said
    nobody = (table.figures["national_p0"].value == 0).tolist()
    return [NOBODY if zero and text == TOO_LARGE else text for text, zero in zip(said, nobody, strict=True)]


def _share_of(table):
    """The columns that the share comes from."""
    return ("s",) if "s" in table.figures else NATIONAL


def _with_survival(table):
    """The table, and the shares given or made from the national counts."""
    national = [table.figures.get(name) for name in NATIONAL]
    if "s" in table.figures:
        if any(each is not None and not np.isnan(each.value).all() for each in national):
            sentence = N_(
                "s stands beside national_p0 and national_p1, which it would be made from; leave s or both of them out."
            )
            raise Wrong(sentence, 1, "s")
        return table, table.figures["s"]
    if None in national:
        sentence = N_("there is no column s; give the survival, or national_p0 and national_p1 to make it from.")
        raise Wrong(sentence, 1)
    shares = census_survival(*national)
    check_numbers("national_p1", SURVIVAL, shares, table.lines)
    return table, shares


def _ends(table):
    """First and last year of life of each row; NaN where the last is not said."""
    return table.each("age", _years_of_life).reshape(-1, 2).T


def _years_of_life(text, line):
    first, last = ages.age(text, line)
    return first, np.nan if last is None else last


def refuse_gaps(table) -> None:
    """Ages of each group must follow one another; in which order the rows stand does not matter."""
    first, last = _ends(table)
    order = np.lexsort((table.lines, first, table.group))
    group, first, last = table.group[order], first[order], last[order]
    odd = np.flatnonzero((np.diff(group) == 0) & ~(first[1:] == last[:-1] + 1))
    for each in np.unique(group[odd]):
        rows = order[group == each]
        texts = [table.keys["age"].texts[code] for code in table.keys["age"].codes[rows]]
        ages.check([ages.age(text) for text in texts], texts, table.lines[rows].tolist())


def _refuse_intervals(table):
    """In each group people grow older by the same years, as far as arrows say by how many."""
    years = table.each("age", _interval)
    rows = np.flatnonzero(~np.isnan(years))
    first, of_group = np.unique(table.group[rows], return_index=True, return_inverse=True)[1:]
    leading = rows[first[of_group]]
    odd = np.flatnonzero(years[rows] != years[leading])
    if len(odd):
        row, before = rows[odd[0]], leading[odd[0]]
        age, other = (short(table.keys["age"].texts[table.keys["age"].codes[each]]) for each in (row, before))
        ends = {"years": int(years[row]), "other": int(years[before])}
        raise Wrong(INTERVALS, table.line(row), "age", age=age, before=other, **ends)


def _interval(text, line):
    years = ages.grown(text, line)
    return np.nan if years is None else float(years)


INTERVALS = N_(
    "from the first age to the second “{age}” counts {years} and “{before}” {other}, in years; between two counts all "
    "grow older by the same."
)


def _totals(table, found):
    ends = np.append(np.flatnonzero(np.diff(table.group)), len(table) - 1)
    if len(ends) > MANY:
        return []
    said = []
    for begin, end in zip([0, *(ends[:-1] + 1)], ends, strict=True):
        whose = " ".join(table.keys[name].texts[table.keys[name].codes[begin]] for name in table.groups)
        own = {name: found[name].value[begin : end + 1] for name in ("forward", "reverse", "average")}
        there = ~np.any(np.isnan([*own.values()]), axis=0)
        if not there.any():
            continue
        values = {name: each[there].sum() for name, each in own.items()}
        lacking = int((~there).sum())
        said.append(Filled(TOTALS[bool(whose), bool(lacking)], whose=whose, lacking=lacking, **values))
    return said


TOTALS = {  # whether it is told of whom, and whether results are lacking
    (False, False): N_(
        "net migration of all ages: forward {forward:.0f}, reverse {reverse:.0f}, average {average:.0f}."
    ),
    (False, True): N_(
        "net migration of all ages, without {lacking} that have no result: forward {forward:.0f}, reverse "
        "{reverse:.0f}, average {average:.0f}."
    ),
    (True, False): N_(
        "{whose}: net migration of all ages: forward {forward:.0f}, reverse {reverse:.0f}, average {average:.0f}."
    ),
    (True, True): N_(
        "{whose}: net migration of all ages, without {lacking} that have no result: forward {forward:.0f}, reverse "
        "{reverse:.0f}, average {average:.0f}."
    ),
}


METHODS = (
    Method(
        name="survival-ratio",
        title=N_("Survival ratios, of a life table or between censuses"),
        formula=N_(
            "forward F = P₁(x+t) − S·P₀(x) · reverse R = F/S · average (F+R)/2 · between censuses S = national "
            "P₁(x+t)/P₀(x)"
        ),
        columns=(
            Column(
                "age", AGE, N_("age at the first date, such as 0-4 or 60+; an arrow may lead to the age at the second")
            ),
            Column("p0", COUNT, N_("P₀(x), counted at the first date, persons")),
            Column("p1", COUNT, N_("P₁(x+t), the same people's age group at the second date, persons")),
            Column("s", SURVIVAL, N_("S, the share that lives on until then, above 0 and at most 1.3"), needed=False),
            Column("national_p0", COUNT, N_("in place of s: P₀(x) of the whole country, persons"), needed=False),
            Column("national_p1", COUNT, N_("in place of s: P₁(x+t) of the whole country, persons"), needed=False),
        ),
        results=(
            Column("s", RESULT, N_("the survival used")),
            Column("expected", RESULT, N_("S·P₀(x), who would have been there without migration, persons")),
            Column("forward", RESULT, N_("net migration if all moved at the end, persons")),
            Column("reverse", RESULT, N_("net migration if all moved at the beginning, persons")),
            Column("average", RESULT, N_("the average of both, persons")),
        ),
        assumes=N_("Migrants die like everybody of their age, and both counts are equally complete by age."),
        not_when=N_(
            "The life table is another population's; ages are misstated in different ways at the two dates (then "
            "take survival between censuses, in which such errors cancel); for children born between the dates."
        ),
        source=N_(
            "United Nations, Manual VI: Methods of Measuring Internal Migration (1970): males of Bombay 1941–51."
        ),
        example="age,p0,p1,s\n0-4,77135,132870,.9087\n5-9,85434,170227,.9573\n10-14,79185,263971,.9471\n"
        "15-19,82603,253964,.9308\n20-24,126247,195373,.9223\n25-29,155344,151259,.9161\n30-34,138843,118383,.9047\n"
        "35-39,109356,76421,.8850\n40-44,81626,65897,.8548\n45-49,47062,32265,.8122\n50-54,36908,22248,.7535\n"
        "55-59,15134,9655,.6726\n60+,25094,10100,.3866\n",
        run=_run,
    ),
)

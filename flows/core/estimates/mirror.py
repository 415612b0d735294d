"""The same moves as the sender and the receiver counted them, and emigration as the receivers make it likely."""

from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import COUNT, RESULT, VALUE, WORD, YEAR, Column
from flows.core.estimates.figures import Figures, added, reckon
from flows.core.estimates.matrices import DESTINATION, ORIGIN, share
from flows.core.estimates.method import MANY, Answer, Method, chosen, missing
from flows.core.estimates.tables import numbered
from flows.core.estimates.words import N_, Filled
from flows.core.estimates.wrong import Wrong, short
from flows.core.estimates.years import year

REPORTERS = ("receiver", "sender")
NOTHING = (np.nan, 0.0, np.inf)  # value, lower and upper of a count of which nothing is known


class Mirrored(NamedTuple):
    """By corridor: per cent, a number from −2 to 2, and persons."""

    coverage: Figures
    asymmetry: Figures
    corrected: Figures


def mirror(receiver, sender) -> Mirrored:
    """How much of what the receiver counted the sender counted too, and the better count of the two.

    Formula: coverage 100·S/R; asymmetry (R−S)/((R+S)/2); corrected: R where the destination gives it, else S.
    Units: persons, or whatever both count. Shapes: sequences of one length, a place a corridor and year.
    Assumes that both count the same moves: one definition of a migrant, one year. Permits are intent and registrations
    events, so that a receiver's count of them is an upper-level proxy. Source: UN, Use of immigration data of receiving
    countries to improve emigration estimates (ECE, 1970s on); Lemaitre (2005). Errors: missing where the count is;
    coverage is undefined where the receiver counted nobody, asymmetry where neither did.
    """
    known = covered(receiver)
    corrected = [np.where(known, one, other) for one, other in zip(_three(receiver), _three(sender), strict=True)]
    exact = not (receiver.bounded or sender.bounded)
    return Mirrored(
        reckon(lambda r, s: 100 * s / r, receiver, sender),
        reckon(lambda r, s: (r - s) / ((r + s) / 2), receiver, sender),
        Figures(corrected[0]) if exact else Figures(*corrected),
    )


def covered(receiver: Figures) -> np.ndarray:
    """Where the receiver gives a count, if only by its bounds."""
    return ~np.isnan(receiver.value) | (np.isfinite(receiver.upper) if receiver.bounded else False)


def _three(numbers):
    return numbers.with_bounds()


class Emigration(NamedTuple):
    """Of each area and year: persons, per cent, persons, persons."""

    emigration: Figures
    covered_share: Figures
    immigration: Figures
    net: Figures


def emigration(corrected, known, origin, destination, size) -> Emigration:
    """Emigration of each area over all its destinations, and what it leaves of immigration.

    Formula: emigration of i = Σ over covered destinations of R + Σ over the others of S; its covered share is the part
    that R gives; immigration the same the other way round; net = I − emigration.
    Units: persons, the share per cent. Shapes: sequences of one length, a place a corridor; `origin` and `destination`
    number the area and year of both ends, below `size`. Assumptions, source as with `mirror`. Errors: missing where a
    corridor has no count at all; net where no corridor leads to the area.
    """
    left = added(corrected, origin, size)
    by_receivers = added(corrected.each(lambda array: np.where(known, array, 0)), origin, size)
    came = added(corrected, destination, size)
    unknown = np.bincount(destination, minlength=size) == 0
    came = Figures(
        *(None if a is None else np.where(unknown, b, a) for a, b in zip(came, (np.nan, 0, np.inf), strict=True))
    )
    percent = reckon(lambda each: 100 * each, share(by_receivers, left))
    return Emigration(left, percent, came, reckon(lambda i, e: i - e, came, left))


def _run(table):
    table.each("year", year)
    table = _between(table)
    side = table.each("reporter", _side)
    table.refuse_repeats("reporter", "origin", "destination", "year")
    names = ("origin", "destination", "year")
    corridor = numbered([table.group, *(table.keys[name].codes for name in names)], len(table))
    rows = np.unique(corridor, return_index=True)[1]
    sides = _sides(table, side, corridor, len(rows))
    found = mirror(sides["receiver"], sides["sender"])
    ends, size = _ends(table, rows)
    known = covered(sides["receiver"])
    whole = emigration(found.corrected, known, *ends, size)
    results = sides | found._asdict() | {name: each.take(ends[0]) for name, each in whole._asdict().items()}
    keys = {name: table.keys[name].take(rows).written() for name in table.arranged([*table.groups, *names])}
    return Answer(keys, results, _notes(results), _said(table, rows, ends[0], whole))


def _side(text, line):
    if text.lower() not in REPORTERS:
        sentence = N_("“{text}” is not known here; write sender or receiver.")
        raise Wrong(sentence, line, "reporter", text=short(text))
    return REPORTERS.index(text.lower())


def _between(table):
    """The table without empty cells of an area and itself: nobody emigrates to where they live."""
    origins, destinations = table.keys["origin"], table.keys["destination"]
    place = {text: number for number, text in enumerate(origins.texts)}
    same = np.array([place.get(text, -1) for text in destinations.texts])[destinations.codes] == origins.codes
    numbers = table.figures[VALUE]
    empty = same & np.isnan(numbers.value)
    filled = same & ((~empty & (numbers.value != 0)) | (numbers.bounded and numbers.lower > 0))
    if filled.any() or empty.all():
        row = np.flatnonzero(filled if filled.any() else empty)[0]
        sentence = N_("origin and destination are one, and nobody emigrates to where they live; leave the row out.")
        raise Wrong(sentence, table.line(row), "destination")
    return table.take(~empty)


def _sides(table, side, corridor, size):
    """The count of either side by corridor; what has no row is not known."""
    found = {}
    for number, name in enumerate(REPORTERS):
        rows = np.flatnonzero(side == number)
        found[name] = Figures(
            *(None if array is None else _placed(array[rows], corridor[rows], fill, size)
              for array, fill in zip(table.figures[VALUE], NOTHING, strict=True))
        )  # fmt: skip
    return found


def _placed(array, places, fill, size):
    placed = np.full(size, fill)
    placed[places] = array
    return placed


def _ends(table, rows):
    """For each corridor the number of its origin in its year, and of its destination."""
    origins, destinations, years = (table.keys[name].take(rows) for name in ("origin", "destination", "year"))
    names = {text: number for number, text in enumerate(sorted({*origins.texts, *destinations.texts}))}
    codes = [np.array([names[text] for text in key.texts])[key.codes] for key in (origins, destinations)]
    group = np.concatenate([table.group[rows]] * 2)
    found = numbered([group, np.concatenate([years.codes] * 2), np.concatenate(codes)], 2 * len(rows))
    return np.split(found, 2), int(found.max()) + 1


def _notes(results):
    receiver, sender = (np.isnan(results[name].value) for name in REPORTERS)
    lacking = np.any([np.isnan(each.value) for each in results.values()], axis=0)
    if not lacking.any():
        return None
    uncovered, left, came = (np.isnan(results[name].value) for name in ("coverage", "emigration", "immigration"))
    reasons = [
        (came, N_("missing: a count of immigrants")),
        (left, N_("missing: a count of another destination")),
        (uncovered, N_("undefined: the receiver counted nobody")),
        (receiver, missing("receiver")),
        (sender, missing("sender")),
        (receiver & sender, missing(*REPORTERS)),
    ]
    return chosen(len(lacking), reasons)


def _said(table, rows, origin, whole):
    """The covered share of every origin and year, where there are few; and what to mind."""
    firsts = np.unique(origin, return_index=True)[1]
    said = []
    for place in firsts if len(firsts) <= MANY else ():
        row, number = rows[place], origin[place]
        whose = " ".join(
            table.keys[name].texts[table.keys[name].codes[row]] for name in (*table.groups, "origin", "year")
        )
        share_of, left = whole.covered_share.value[number], whole.emigration.value[number]
        if not np.isnan(share_of):
            percent = Filled(N_("{share:.1f} %"), share=share_of)
            said.append(Filled(EMIGRATION, whose=whose, persons=left, percent=percent))
    return [*said, PROXY]


EMIGRATION = N_("{whose}: emigration {persons:.0f}, of which {percent} as counted by receivers.")
PROXY = N_(
    "Where receivers count permits or registrations, their count is an upper-level proxy: intent and events, not moves."
)
METHODS = (
    Method(
        name="mirror",
        title=N_("Mirror statistics"),
        formula=N_(
            "coverage 100·S/R · asymmetry (R−S)/((R+S)/2) · emigration of i = Σ over covered destinations of R + Σ "
            "over the others of S · corrected net = I − that"
        ),
        columns=(
            ORIGIN,
            DESTINATION,
            Column("year", YEAR, N_("the year of the moves")),
            Column("reporter", WORD, N_("sender, who counted emigrants, or receiver, who counted immigrants")),
            Column(VALUE, COUNT, N_("how many that reporter counted; empty where it is not known")),
        ),
        results=(
            Column("receiver", RESULT, N_("R, the receiver's count")),
            Column("sender", RESULT, N_("S, the sender's count")),
            Column("coverage", RESULT, N_("100·S/R, per cent")),
            Column("asymmetry", RESULT, N_("(R−S)/((R+S)/2), from −2 to 2")),
            Column("corrected", RESULT, N_("R where the receiver gives it, else S")),
            Column("emigration", RESULT, N_("of the origin in the year, over all its destinations")),
            Column("covered_share", RESULT, N_("the part of that emigration which receivers counted, per cent")),
            Column("immigration", RESULT, N_("to the origin in the year, from all others in the table")),
            Column("net", RESULT, N_("immigration less emigration of the origin in the year")),
        ),
        assumes=N_("Both sides count the same moves in the same year. All destinations of an origin are in the table."),
        not_when=N_(
            "Sender and receiver mean different things by a migrant; or receivers count permits or registrations "
            "(intent and events): then the result is an upper-level proxy and says so."
        ),
        source=N_(
            "Lemaitre, G., The comparability of international migration statistics (OECD, 2005); UN, "
            "Recommendations on Statistics of International Migration (1998). The example is made up."
        ),
        example="origin,destination,year,reporter,value\nA,B,2019,receiver,1200\nA,B,2019,sender,300\n"
        "A,C,2019,receiver,\nA,C,2019,sender,150\nB,A,2019,receiver,400\nB,A,2019,sender,380\n",
        run=_run,
    ),
)

"""A sender's table beside what receivers counted, as a published release has it: corridor by corridor, year by year."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from flows import figures
from flows.addresses import whys
from flows.core.estimates.columns import VALUE
from flows.core.estimates.figures import Figures, stacked
from flows.core.estimates.methods import METHODS
from flows.core.estimates.reading import lines_of, read
from flows.core.estimates.tables import Key, Table
from flows.core.estimates.years import is_year
from flows.core.records import Key as Number
from flows.core.refusals import Refused
from flows.estimating.reckoned import Reckoned
from flows.models import Observation
from flows.queries import codelist, unions
from flows.questions import FIRST_YEAR, LAST_YEAR, names

MIRROR = METHODS["mirror"]
COLUMNS = tuple(each._replace(needed=each.name != "reporter") for each in MIRROR.columns)
ENDS = ("origin", "destination")
SHOWN = 20  # names that are not known


class Series(NamedTuple):
    """What receivers counted: one category by one measure, for measures are never added together."""

    category: str
    measure: str

    @property
    def code(self) -> str:
        return f"{self.category}-{self.measure}"

    @property
    def name(self) -> str:
        category, measure = (figures.name_of(name, code) for name, code in zip(self._fields, self, strict=True))
        return f"{category}: {measure}"


class Corridor(NamedTuple):
    """Codes of both ends, empty where a place is not known, and the year."""

    origin: str
    destination: str
    year: int


class Taken(NamedTuple):
    """A number of the release."""

    year_basis: str
    value: int | None
    lower: int
    upper: int | None


def series(index) -> list[Series]:
    """All flows in the index of a release (`flows.lists.index`), in the order of lists."""
    groups = index.without["origin"]
    held = (groups.column(name)[: groups.observations] for name in Series._fields)
    pairs = np.unique(np.stack(list(held)), axis=1).T
    found = {Series(*(groups.word(name, at) for name, at in zip(Series._fields, pair, strict=True))) for pair in pairs}
    kinds = [codelist(name) for name in Series._fields]
    moves = [each for each in found if each.measure in kinds[1] and kinds[1][each.measure].kind == "flow"]
    return sorted(moves, key=lambda each: [kind[code].position for kind, code in zip(kinds, each, strict=True)])


def reckon(text: str, release, chosen: Series) -> Reckoned:
    """Coverage, asymmetry and corrected emigration of the sender's table in this text.

    A refusal says what is wrong with the table: it parts numbers that the release does not part, it has receivers of
    its own, or a union stands in it beside one of its members.
    """
    table = _read(text)
    codes = _codes({name for end in ENDS for name in table.keys[end].texts})
    table = _spelled_alike(table, codes)
    table.refuse_repeats(*ENDS, "year")
    corridors = _corridors(table, codes)
    _refuse_twice(table, corridors)
    held = taken(release, chosen, set(corridors))
    whole = _with_receivers(table, [held.get(each) for each in corridors], corridors)
    answer = MIRROR.run(whole)
    said = [Corridor(codes.get(o, ""), codes.get(d, ""), _year(y)) for o, d, y in _ways(answer.keys)]
    links = [_address(release, each, chosen) if each in held else "" for each in said]
    remarks = list(_remarks(release, chosen, said, held, codes, table))
    return Reckoned(MIRROR, text, whole, answer, {}, {"receiver": links}, remarks)


def taken(release, chosen: Series, corridors: Iterable[Corridor]) -> dict[Corridor, Taken]:
    """The numbers of the release for these corridors and years, by one query."""
    asked = {name: {getattr(each, name) for each in corridors} - {"", 0} for name in Corridor._fields}
    rows = Observation.public.of(release).filter(
        **chosen._asdict(), **{f"{name}__in": sorted(values) for name, values in asked.items()}
    )
    found = {Corridor(*row[:3]): Taken(*row[3:]) for row in rows.values_list(*Corridor._fields, *Taken._fields)}
    return {each: found[each] for each in corridors if each in found}


# --- The sender's table -----------------------------------------------------------------------------------------------


def _read(text):
    table = read(lines_of(text), COLUMNS)
    if table.groups:
        said = {"columns": ", ".join(table.groups)}
        raise Refused(_("The release does not part its numbers by %(columns)s: add up over it first.") % said)
    given = table.keys.get("reporter")
    if given and {each.lower() for each in given.texts} != {"sender"}:
        raise Refused(
            _(
                "The column reporter names receivers: leave their rows out, or choose “as in my table” in place of "
                "numbers of the release."
            )
        )
    return table


def _codes(written):
    """{name as it is written: code} of the places that are known by code or name."""
    known = {name: area.code for area in codelist("area").values() for name in names(area)}
    return {name: known[name.casefold()] for name in written if name.casefold() in known}


def _spelled_alike(table, codes):
    """One name for each place, the first in the alphabet, so that `KAZ` and `Kazakhstan` are one origin."""
    first = {}
    for name in sorted({name for end in ENDS for name in table.keys[end].texts}):
        first.setdefault(codes.get(name, name), name)
    keys = {end: Key.of([first[codes.get(name, name)] for name in table.keys[end].written()]) for end in ENDS}
    return replace(table, keys=table.keys | keys)


def _corridors(table, codes):
    return [Corridor(codes.get(o, ""), codes.get(d, ""), _year(y)) for o, d, y in _ways(_written(table))]


def _written(table):
    return {name: table.keys[name].written() for name in (*ENDS, "year")}


def _ways(keys):
    return zip(*(keys[name] for name in (*ENDS, "year")), strict=True)


def _year(text):
    """The year, or 0 where there is none that a release could have."""
    return int(text) if is_year(text) and FIRST_YEAR <= int(text) <= LAST_YEAR else 0


def _refuse_twice(table, corridors):
    """A union and its member in one table would count the same people twice."""
    line = {each: table.line(row) for row, each in reversed(list(enumerate(corridors)))}
    for each in sorted(line, key=line.get):
        for union, member, first, last in unions():
            if each.destination == member and first <= each.year <= (last or LAST_YEAR):
                _refuse_beside(each, each._replace(destination=union), line)


def _refuse_beside(member, union, line):
    if union in line:
        said = {"line": line[member], "other": line[union]}
        said |= {"member": _name(member.destination), "union": _name(union.destination)}
        raise Refused(
            _(
                "Line %(line)d, column destination: %(member)s lies within %(union)s, which stands in line %(other)d "
                "for the same origin and year; keep one of the two."
            )
            % said
        )


def _name(code):
    return figures.name_of("area", code)


# --- Both sides -------------------------------------------------------------------------------------------------------


def _with_receivers(table, found, corridors):
    """The table with a row of the receiver behind those of the sender, once for each corridor and year."""
    firsts = {each: row for row, each in reversed(list(enumerate(corridors)))}
    rows = np.array(sorted(row for row in firsts.values() if found[row]), np.int64)
    values = stacked([table.figures[VALUE], _figures([found[row] for row in rows])])
    both = np.concatenate([np.arange(len(table)), rows])
    keys = {name: table.keys[name].take(both) for name in (*ENDS, "year")}
    keys["reporter"] = Key.of(["sender"] * len(table) + ["receiver"] * len(rows))
    return Table(table.lines[both], keys, {VALUE: values}, (), (), table.order)


def _figures(found):
    """Exact numbers as such; a hidden or partial one by its bounds."""
    triples = np.array([_limits(each) for each in found], float).reshape(-1, 3)
    value, lower, upper = triples.T
    exact = bool((value == lower).all() and (value == upper).all())
    return Figures(value) if exact else Figures(value, lower, upper)


def _limits(number):
    value = np.nan if number.value is None else number.value
    return value, number.lower, np.inf if number.upper is None else number.upper


def _address(release, corridor, chosen):
    slug = Number(*corridor[:2], corridor.year, *chosen).slug
    return f"{whys(release.version)}{slug}/"


def _remarks(release, chosen, corridors, held, codes, table):
    """From where the receivers' numbers are, for how many corridors there is one, and what to mind."""
    counts = {"count": figures.number(len(held)), "all": figures.number(len(corridors))}
    said = {"series": chosen.name, "version": release.version, **counts}
    yield (
        _("Receivers’ numbers: %(series)s, release %(version)s. It has %(count)s of %(all)s corridors and years.")
        % said
    )
    fiscal = sorted({_name(each.destination) for each in held if figures.is_fiscal(held[each].year_basis)})
    if fiscal:
        yield _("These receivers count fiscal years: %(names)s.") % {"names": ", ".join(fiscal)}
    unknown = sorted({name for end in ENDS for name in table.keys[end].texts} - codes.keys())
    if unknown:
        shown = [f"“{name}”" for name in unknown[:SHOWN]] + ["…"] * (len(unknown) > SHOWN)
        yield _("No places that are known here, and so without a receiver: %(names)s.") % {"names": ", ".join(shown)}

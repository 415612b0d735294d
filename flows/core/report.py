"""What a report can say of a release, as data: a sentence is its kind, its codes and its numbers, never words.

Each number names what it is about, so that whoever doubts it can ask. Only whole numbers of one series are held against
each other, and none across a break; what is known by its bounds alone is said as bounds. `flows.report.told` has the
words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.core.profiles import exceeds
from flows.core.records import Key
from flows.core.sentences import Course, permille
from flows.core.series import ALL, Quantity, Series


@dataclass(frozen=True)
class Sentence:
    """One finding: `codes` are (codelist, code) by their place in it, `listed` are numbers that stand in a row."""

    kind: str
    category: str = ""
    measure: str = ""
    year_basis: str = ""
    origin: str = ALL
    numbers: Mapping[str, Quantity] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    permille: int | None = None
    change: int | None = None
    listed: Sequence[Quantity] = ()

    @property
    def quantities(self) -> list[Quantity]:
        return [*self.numbers.values(), *self.listed]


def said_of(series: Series, kind: str, **said) -> Sentence:
    return Sentence(kind, series.category, series.measure, series.year_basis, **said)


class Change(NamedTuple):
    """By how much a number grew, at least and at most; None where nothing limits it."""

    least: int | None
    most: int | None

    @classmethod
    def between(cls, first: Quantity, last: Quantity) -> "Change":
        least = None if first.upper is None else last.lower - first.upper
        return cls(least, None if last.upper is None else last.upper - first.lower)

    @property
    def turned(self) -> "Change":
        """The same as a fall."""
        return Change(*(None if each is None else -each for each in (self.most, self.least)))


# --- One series -------------------------------------------------------------------------------------------------------


def of_series(series: Series) -> list[Sentence]:
    """How it went, who has the largest part, and of the newest year what is known by bounds, and what is zero."""
    found = [together(series), largest(series), bounded(series), zeros(series)]
    return [sentence for sentence in found if sentence]


def together(series: Series) -> Sentence | None:
    """The course of all origins together; of a single year only how many they are."""
    if series.course:
        return went(series, series.course)
    if not series.whole:
        return None
    [year] = series.whole
    total = series.totals[year]
    return said_of(
        series, by_one("level", series), origin=total.about.origin, numbers={"number": total}, years={"year": year}
    )


def by_one(kind: str, series: Series) -> str:
    """The kind of sentence that does not speak of all origins where there is but one."""
    return kind if series.everybody == ALL else f"{kind}_of_one"


def went(series: Series, course: Course, **kinds: str) -> Sentence:
    """A course as a sentence: it rose, fell, or stayed; or it may have done either, for all that rounding hides."""
    first, last = at(series, course, course.first_year), at(series, course, course.last_year)
    kind = way(first, last)
    return said_of(
        series,
        kinds.get(kind) or ("rose_from_zero" if kind == "rose" and not course.first else kind),
        origin=course.origin or series.everybody,
        numbers={"first": first, "last": last},
        years={"first_year": course.first_year, "last_year": course.last_year},
        permille=course.permille,
        change=course.last - course.first,
    )


def way(first: Quantity, last: Quantity) -> str:
    """Where a number certainly went."""
    if exceeds(last, first):
        return "rose"
    if exceeds(first, last):
        return "fell"
    return "same" if Change.between(first, last) == (0, 0) else "uncertain"


def at(series: Series, course: Course, year: int) -> Quantity:
    return series.number(series.held[course.origin, year]) if course.origin else series.totals[year]


def largest(series: Series) -> Sentence | None:
    """The origin that certainly has the largest part of the newest year that is whole."""
    if not series.whole or len(series.origins) < 2 or series.more_origins:
        return None
    year = max(series.whole)
    parts = [series.number(series.held[origin, year]) for origin in series.origins]
    part, second, *_others = sorted(parts, key=lambda part: -part.value)
    if not exceeds(part, second):
        return None
    whole = series.totals[year]
    return said_of(
        series,
        "share",
        numbers={"part": part, "whole": whole},
        years={"year": year},
        codes={"who": ("area", part.about.origin)},
        permille=permille(part.value, whole.value),
    )


def bounded(series: Series) -> Sentence | None:
    """The bounds of the newest year where it is not whole; nothing where they bound nothing."""
    total = series.totals[series.newest]
    if total.value is not None or (total.upper is None and not total.lower):
        return None
    years = {"year": series.newest}
    return said_of(series, by_one("bounds", series), origin=total.about.origin, numbers={"number": total}, years=years)


def zeros(series: Series) -> Sentence | None:
    """Who came to zero in the newest year, which is a number."""
    rows = [series.held.get((origin, series.newest)) for origin in series.origins]
    found = [series.number(row) for row in rows if row and row.value == 0]
    return said_of(series, "zero", listed=found, years={"year": series.newest}) if found else None


def movers(series: Series) -> list[Sentence]:
    """Who rose most and who fell most from the first whole year to the newest, where every origin certainly did less.

    An origin without a number in one of the two years may have done more than any other, so that nobody is named.
    """
    if len(series.courses) < 2 or series.more_origins:
        return []
    first, last = min(each.first_year for each in series.courses), max(each.last_year for each in series.courses)
    changes = {origin: change_of(series, origin, first, last) for origin in series.origins}
    up, down = most(changes), most({origin: change.turned for origin, change in changes.items()})
    whole = {each.origin: each for each in series.courses if (each.first_year, each.last_year) == (first, last)}
    return [went(series, whole[origin], rose="most_up", fell="most_down") for origin in (up, down) if origin in whole]


def change_of(series: Series, origin: str, first: int, last: int) -> Change:
    """What is certain of how an origin's number changed; nothing where one of the years has none."""
    ends = [series.held.get((origin, year)) for year in (first, last)]
    return Change(None, None) if None in ends else Change.between(*map(series.number, ends))


def most(changes: Mapping[str, Change]) -> str | None:
    """The one that certainly grew more than every other, and grew at all."""
    growing = {origin: change.least for origin, change in changes.items() if change.least}
    first = max(growing, key=growing.get, default=None)
    others = [change.most for origin, change in changes.items() if origin != first]
    certain = first and growing[first] > 0 and all(other is not None and growing[first] > other for other in others)
    return first if certain else None


# --- Several series ---------------------------------------------------------------------------------------------------


def tally(origin: str, series: Iterable[Series]) -> Sentence | None:
    """In how many series the numbers of an origin rose and fell. Nothing is added up but the series."""
    ways = [way(at(one, each, each.first_year), at(one, each, each.last_year))
            for one in series if (each := one.course_of(origin))]  # fmt: skip
    if not ways:
        return None
    rose, fell = ways.count("rose"), ways.count("fell")
    counts = {"count": len(ways), "rose": rose, "fell": fell, "rest": len(ways) - rose - fell}
    return Sentence("tally", codes={"who": ("area", origin)}, counts=counts)


class Mix(NamedTuple):
    """The categories of one destination that are counted by one measure, in one year: {category: number}."""

    destination: str
    measure: str
    year_basis: str
    year: int
    parts: dict[str, Quantity]

    @property
    def whole(self) -> Quantity:
        """All of these categories together, which one measure allows."""
        sums = (sum(getattr(part, name) for part in self.parts.values()) for name in ("value", "lower"))
        uppers = [part.upper for part in self.parts.values()]
        [origin] = {part.about.origin for part in self.parts.values()}
        return Quantity(
            Key(origin, self.destination, self.year, "", self.measure), *sums, None if None in uppers else sum(uppers)
        )

    def permille(self, category: str) -> int:
        whole = self.whole.value
        return permille(self.parts[category].value, whole) if whole else 0


def mixes(series: Iterable[Series]) -> Iterator[Mix]:
    """The newest year in which all categories that one measure counts are whole, for the same origins."""
    together: dict[tuple, list[Series]] = {}
    for each in series:
        together.setdefault((each.destination, each.measure, each.year_basis, tuple(each.origins)), []).append(each)
    for (destination, measure, basis, _origins), found in together.items():
        years = set.intersection(*(set(each.whole) for each in found))
        if len(found) > 1 and years:
            year = max(years)
            yield Mix(destination, measure, basis, year, {each.category: each.totals[year] for each in found})


def mixed(mix: Mix) -> Sentence | None:
    """The category that certainly is the largest of a mix."""
    ranked = sorted(mix.parts, key=lambda category: -mix.parts[category].value)
    part, second = (mix.parts[category] for category in ranked[:2])
    if not exceeds(part, second):
        return None
    return Sentence(
        "mix",
        measure=mix.measure,
        year_basis=mix.year_basis,
        numbers={"part": part, "whole": mix.whole},
        years={"year": mix.year},
        codes={
            "where": ("area", mix.destination),
            "measure": ("measure", mix.measure),
            "which": ("category", ranked[0]),
        },
        permille=mix.permille(ranked[0]),
    )


class Ranking(NamedTuple):
    """The largest corridors of one category by one measure in one year.

    `rival` is the most any other may be; None where nothing limits that, or where some corridor has no number.
    """

    category: str
    measure: str
    year_basis: str
    year: int
    rows: list[Quantity]
    destinations: int
    rival: int | None

    @classmethod
    def of(cls, said: Mapping) -> "Ranking":
        """From JSON's own types."""
        rows = [Quantity(Key(*about), *known) for about, *known in said["rows"]]
        return cls(**{**said, "rows": rows})


def first_of(ranking: Ranking) -> Sentence | None:
    """The largest corridor, where several destinations count alike and it certainly is larger than every other."""
    top = ranking.rows[0]
    if ranking.destinations < 2 or ranking.rival is None or top.lower <= ranking.rival:
        return None
    return Sentence(
        "corridor",
        ranking.category,
        ranking.measure,
        ranking.year_basis,
        numbers={"number": top},
        years={"year": ranking.year},
        codes={"who": ("area", top.about.origin), "where": ("area", top.about.destination)},
    )


# --- What is missing --------------------------------------------------------------------------------------------------


class Missing(NamedTuple):
    """Places of one destination without a number, for one reason: in which categories, how many, in which years."""

    destination: str
    status: str
    reason: str
    year_basis: str
    categories: list[str]
    places: int
    first_year: int
    last_year: int

    @property
    def years(self) -> tuple[int, int]:
        return self.first_year, self.last_year


def missing(reasons: Iterable[tuple[str, int]]) -> list[Sentence]:
    """How many places are without a number, reason by reason."""
    return [
        Sentence("missing", codes={"why": ("reason", reason)}, counts={"count": count}) for reason, count in reasons
    ]

"""What a report can say of a release, as data: a sentence is its kind, its codes and its numbers, never words.

Each number names what it is about, so that whoever doubts it can ask. Only whole numbers of one series are held against
each other, and none across a break; what is known by its bounds alone is said as bounds. `flows.told` has the words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from flows.core.records import Key
from flows.core.sentences import BREAK, Course, course, permille

ALL = ""  # the origin of a number that is of all origins together


class Quantity(NamedTuple):
    """A number and what it is about; `value` is None where it is known by its bounds alone."""

    about: Key
    value: int | None
    lower: int
    upper: int | None

    def surpasses(self, other: "Quantity") -> bool:
        """Whether it is certainly larger, whatever rounding hides."""
        return other.upper is not None and self.lower > other.upper


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


@dataclass(frozen=True)
class Sentence:
    """One finding: `codes` are (codelist, code) by their place in the sentence, `listed` numbers that stand in a row."""

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


class Row(NamedTuple):
    """What a release says of one origin in one year."""

    origin: str
    year: int
    value: int | None
    lower: int
    upper: int | None
    status: str


class Lack(NamedTuple):
    """That a release has no number of one origin in one year."""

    origin: str
    year: int
    status: str
    reason: str


class Sum(NamedTuple):
    """What a release says of all origins of a year together; the value is None unless each of them is whole."""

    year: int
    value: int | None
    lower: int
    upper: int | None


def sums(origins: Iterable[str], rows: Iterable[Row]) -> list[Sum]:
    """All origins together, year by year: whole if each of them is, else what is certain of it."""
    everybody, by_year = set(origins), {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    return [total(year, own, {row.origin for row in own} == everybody) for year, own in sorted(by_year.items())]


def total(year: int, rows: Sequence[Row], complete: bool) -> Sum:
    values, uppers = [row.value for row in rows], [row.upper for row in rows]
    return Sum(
        year,
        sum(values) if complete and None not in values else None,
        sum(row.lower for row in rows),
        sum(uppers) if complete and None not in uppers else None,
    )


@dataclass(frozen=True)
class Series:
    """One headline series with all that is said of its `origins`: numbers, and where there is none.

    `sums` are all origins together, those among them that are too many to be told one by one (`more_origins`).
    """

    category: str
    destination: str
    measure: str
    year_basis: str
    origins: Sequence[str]
    rows: Sequence[Row]
    lacks: Sequence[Lack]
    sums: Sequence[Sum]
    more_origins: int = 0
    more_years: int = 0

    @classmethod
    def of(cls, said: Mapping) -> "Series":
        """From JSON's own types."""
        typed = {"rows": Row, "lacks": Lack, "sums": Sum}
        return cls(**{**said, **{name: [each(*row) for row in said[name]] for name, each in typed.items()}})

    @property
    def name(self) -> tuple[str, str, str, str]:
        return self.category, self.destination, self.measure, self.year_basis

    @cached_property
    def held(self) -> dict[tuple[str, int], Row]:
        return {(row.origin, row.year): row for row in self.rows}

    @cached_property
    def lacking(self) -> dict[tuple[str, int], Lack]:
        return {(lack.origin, lack.year): lack for lack in self.lacks}

    @cached_property
    def years(self) -> list[int]:
        """All years of which something is said, be it that there is no number."""
        return sorted({said.year for said in (*self.rows, *self.lacks)})

    @property
    def newest(self) -> int:
        """The newest year with a number."""
        return max(row.year for row in self.rows)

    @cached_property
    def since(self) -> int:
        """The year of the last break: nothing before it is held against what comes after."""
        return max((row.year for row in self.rows if row.status == BREAK), default=0)

    def key(self, origin: str, year: int) -> Key:
        return Key(origin, self.destination, year, self.category, self.measure)

    def number(self, row: Row) -> Quantity:
        return Quantity(self.key(row.origin, row.year), row.value, row.lower, row.upper)

    @cached_property
    def totals(self) -> dict[int, Quantity]:
        """All origins of a year together."""
        return {each.year: Quantity(self.key(self.everybody, each.year), *each[1:]) for each in self.sums}

    @property
    def everybody(self) -> str:
        """Whom a number of all origins together is about, which may be a single one."""
        return self.origins[0] if len(self.origins) == 1 and not self.more_origins else ALL

    @cached_property
    def whole(self) -> dict[int, int]:
        """The years since the last break in which the number of all origins together is whole."""
        return {each.year: each.value for each in self.sums if each.value is not None and self._counts(each.year)}

    @cached_property
    def course(self) -> Course | None:
        return course(ALL, self.whole)

    @cached_property
    def courses(self) -> list[Course]:
        """How it went for each origin that has whole numbers in two years."""
        found = (course(origin, self._whole_of(origin)) for origin in self.origins)
        return [each for each in found if each]

    def course_of(self, origin: str) -> Course | None:
        return next((each for each in self.courses if each.origin == origin), None)

    def _whole_of(self, origin: str) -> dict[int, int]:
        return {row.year: row.value for row in self.rows
                if row.origin == origin and row.value is not None and self._counts(row.year)}  # fmt: skip

    def _counts(self, year: int) -> bool:
        return year >= self.since

    def sentence(self, kind: str, **said) -> Sentence:
        return Sentence(kind, self.category, self.measure, self.year_basis, **said)


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
    return series.sentence("level", origin=total.about.origin, numbers={"number": total}, years={"year": year})


def went(series: Series, course: Course, **kinds: str) -> Sentence:
    """A course as a sentence: it rose, fell, or stayed; or it may have done either, for all that rounding hides."""
    first, last = at(series, course, course.first_year), at(series, course, course.last_year)
    kind = way(first, last)
    return series.sentence(
        kinds.get(kind) or ("rose_from_zero" if kind == "rose" and not course.first else kind),
        origin=course.origin or series.everybody,
        numbers={"first": first, "last": last},
        years={"first_year": course.first_year, "last_year": course.last_year},
        permille=course.permille,
        change=course.last - course.first,
    )


def way(first: Quantity, last: Quantity) -> str:
    """Where a number certainly went."""
    if last.surpasses(first):
        return "rose"
    if first.surpasses(last):
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
    if not part.surpasses(second):
        return None
    whole = series.totals[year]
    return series.sentence(
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
    return series.sentence("bounds", origin=total.about.origin, numbers={"number": total}, years=years)


def zeros(series: Series) -> Sentence | None:
    """Who came to zero in the newest year, which is a number."""
    rows = [series.held.get((origin, series.newest)) for origin in series.origins]
    found = [series.number(row) for row in rows if row and row.value == 0]
    return series.sentence("zero", listed=found, years={"year": series.newest}) if found else None


def movers(series: Series) -> list[Sentence]:
    """The origin that certainly rose most and the one that fell most, of those whose whole numbers span the same years."""
    if len(series.courses) < 2 or series.more_origins:
        return []
    first, last = min(each.first_year for each in series.courses), max(each.last_year for each in series.courses)
    alike = [each for each in series.courses if (each.first_year, each.last_year) == (first, last)]
    changes = [(each, Change.between(at(series, each, first), at(series, each, last))) for each in alike]
    up, down = most(changes), most([(each, change.turned) for each, change in changes])
    return [went(series, each, rose="most_up", fell="most_down") for each in (up, down) if each]


def most(changes: Sequence[tuple[Course, Change]]) -> Course | None:
    """The one that certainly grew more than every other, and grew at all."""
    growing = [item for item in changes if item[1].least is not None and item[1].least > 0]
    first, change = max(growing, key=lambda item: item[1].least, default=(None, None))
    others = [other.most for course, other in changes if course is not first]
    return first if first and all(other is not None and change.least > other for other in others) else None


# --- Several series ---------------------------------------------------------------------------------------------------


def foremost(series: Iterable[Series]) -> Series | None:
    """Of one category's series the one that is whole in most years, then until the newest one, then the first."""
    told = [each for each in series if each.whole]
    return max(told, key=lambda each: (len(each.whole), max(each.whole)), default=None)


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
    """The newest year in which every category of a destination that one measure counts is whole for the same origins."""
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
    if not part.surpasses(second):
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
    """The largest corridors of one category by one measure in one year; `rival` is the most any other may be."""

    category: str
    measure: str
    year_basis: str
    year: int
    rows: list[Quantity]
    rival: int | None

    @classmethod
    def of(cls, said: Mapping) -> "Ranking":
        """From JSON's own types."""
        rows = [Quantity(Key(*about), *known) for about, *known in said["rows"]]
        return cls(**{**said, "rows": rows})


def first_of(ranking: Ranking) -> Sentence | None:
    """The largest corridor, where it certainly is larger than every other that has a number."""
    top = ranking.rows[0]
    if ranking.rival is None or top.lower <= ranking.rival:
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
    categories: list[str]
    places: int
    first_year: int
    last_year: int


def missing(reasons: Iterable[tuple[str, int]]) -> list[Sentence]:
    """How many places are without a number, reason by reason."""
    return [
        Sentence("missing", codes={"why": ("reason", reason)}, counts={"count": count}) for reason, count in reasons
    ]

"""Within which frame a release was composed: its series with their years and tables, and the files that were held.

A release hands this over as values, so that the public record alone can say why a number is new in the next one: a year
that was not in its series before, a table that was not asked, a file that nobody had accepted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from flows.core.conditions import covers


@dataclass(frozen=True)
class Series:
    """What was published of a destination, category and measure: which years, made of which tables.

    Of `tables_all` each must hold the whole year, of `tables_prefer` the first that prints the year counts. Months are
    added up until `months_summable_until`.
    """

    destination: str
    category: str
    measure: str
    from_year: int
    to_year: int
    tables_all: tuple[str, ...] = ()
    tables_prefer: tuple[str, ...] = ()
    months_summable_until: str = ""

    @property
    def rules(self) -> tuple:
        """How its numbers are put together, whatever their years."""
        return self.tables_all, self.tables_prefer, self.months_summable_until


@dataclass(frozen=True)
class HeldFile:
    """A file that was accepted then. `covers`: destination → periods for which it was the newest of its table."""

    table: str
    sha256: str
    file_name: str
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """The frame of one release; `told` is False where the release did not say it, and it was read off its numbers.

    tables: code → what of a table counts: its measure, what an absent row means, which breakdowns are kept
    unions: code → (member, first year, last year or None)
    """

    series: tuple[Series, ...] = ()
    origins: tuple[str, ...] = ()
    tables: Mapping[str, Mapping] = field(default_factory=dict)
    unions: Mapping[str, tuple[tuple[str, int, int | None], ...]] = field(default_factory=dict)
    held: tuple[HeldFile, ...] = ()
    told: bool = True

    def as_json(self) -> dict:
        """Plain values, as `from_json` takes them. Destinations for which a file covers the same stand together."""
        held = [asdict(file) | {"covers": list(alike(file.covers))} for file in self.held]
        return {
            "series": [asdict(series) for series in self.series],
            "origins": list(self.origins),
            "tables": dict(self.tables),
            "unions": dict(self.unions),
            "held": held,
        }

    @classmethod
    def from_json(cls, data: Mapping) -> "Frame":
        """The frame that `as_json` wrote."""
        held = [
            {**file, "covers": {place: tuple(periods) for places, periods in file["covers"] for place in places}}
            for file in data["held"]
        ]
        return cls(
            series=tuple(Series(**{name: tupled(said) for name, said in one.items()}) for one in data["series"]),
            origins=tuple(data["origins"]),
            tables=data["tables"],
            unions={code: tuple(map(tuple, members)) for code, members in data["unions"].items()},
            held=tuple(HeldFile(**file) for file in held),
        )

    @classmethod
    def inferred(cls, places: Iterable[tuple[str, str, int, str, str]], files: Iterable[tuple[str, str, str]]):
        """What the numbers and gaps of a release (keys), and the files it used (table, hash, name), show of it."""
        years: dict[tuple[str, str, str], set[int]] = {}
        origins = set()
        for origin, destination, year, category, measure in places:
            origins.add(origin)
            if measure:
                years.setdefault((destination, category, measure), set()).add(year)
        series = tuple(Series(*named, min(found), max(found)) for named, found in sorted(years.items()))
        held = tuple(HeldFile(*file) for file in files)
        return cls(series=series, origins=tuple(sorted(origins)), held=held, told=False)

    # what it says

    def series_of(self, key) -> Series | None:
        """The series that a number stands in, its destination's own or that of its union."""
        asked = key[1:]
        if asked not in self._series:
            named = (series for series in self.series if (series.category, series.measure) == key[3:])
            fitting = [series for series in named if self._reaches(series, key)]
            self._series[asked] = max(
                fitting, key=lambda series: series.destination == key.destination, default=None
            )  # fmt: skip
        return self._series[asked]

    @cached_property
    def _series(self) -> dict[tuple, Series | None]:
        """What was found; there are few destinations, years, categories and measures, and many numbers."""
        return {}

    def _reaches(self, series: Series, key) -> bool:
        return series.destination == key.destination or self.is_member(series.destination, key.destination, key.year)

    def lacks(self, key) -> str:
        """Why nothing is published under a key, whatever is held: `series`, `origin`, `year`, or "" where it may be."""
        series = self.series_of(key)
        if series is None:
            return "series"
        if key.origin not in self.origins:
            return "origin"
        return "" if series.from_year <= key.year <= series.to_year else "year"

    def is_member(self, union: str, place: str, year: int) -> bool:
        """Whether a country belonged to a union in a year."""
        return any(member == place and covers(first, last, year) for member, first, last in self.unions.get(union, ()))

    def newest(self, table: str, place: str, period: str) -> HeldFile | None:
        """The file of a table that counted for a destination and a period."""
        return self._newest.get((table, place, period))

    @cached_property
    def _newest(self) -> dict[tuple[str, str, str], HeldFile]:
        return {
            (file.table, place, period): file
            for file in self.held
            for place, periods in file.covers.items()
            for period in periods
        }

    def covered(self, table: str, place: str, year: int) -> set[str]:
        """The periods of a year that a table held for a destination."""
        held = (file.covers.get(place, ()) for file in self.held if file.table == table)
        return {period for periods in held for period in periods if period.removeprefix("FY").startswith(str(year))}

    @cached_property
    def files(self) -> frozenset[tuple[str, str]]:
        """The files that were held, by table and hash."""
        return frozenset((file.table, file.sha256) for file in self.held)


def alike(covered: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[list[str], list[str]]]:
    """(destinations, periods) for those that have the same periods."""
    found: dict[tuple[str, ...], list[str]] = {}
    for place, periods in sorted(covered.items()):
        found.setdefault(tuple(periods), []).append(place)
    for periods, places in found.items():
        yield places, list(periods)


def tupled(said):
    """JSON knows lists only."""
    return tuple(said) if isinstance(said, list) else said

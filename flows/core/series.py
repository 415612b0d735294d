"""One series of a release as a report tells it: numbers by origin and year, all of them together, and gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flows.core.records import BREAK, Key
from flows.core.sentences import Course, course

ALL = ""  # the origin of a number that is of all origins together


class Quantity(NamedTuple):
    """A number and what it is about; `value` is None where it is known by its bounds alone."""

    about: Key
    value: int | None
    lower: int
    upper: int | None


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
    """The rows of a year together; of an incomplete year only the lower bound is certain."""
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

    @property
    def slug(self) -> str:
        """The name of its chart, and in small letters of its place on a page."""
        return "-".join(self.name[:3])

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

"""What one sentence can say of a series, as data: a finding is its kind and its numbers, never words.

Only whole numbers are spoken of: a year in which one origin's number is partial or missing says nothing about all of
them, and a sum of half numbers would be a wrong sentence. Nothing is compared across a break. `flows.sentences` has the
words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.core.records import BREAK


class Said(NamedTuple):
    """What a release says of one origin in one year; `value` is None where the number is not whole."""

    origin: str
    year: int
    value: int | None
    status: str = "normal"


class Course(NamedTuple):
    """How a number went from one year to another: of one origin, or of all together where `origin` is empty."""

    origin: str
    first_year: int
    last_year: int
    first: int
    last: int

    @property
    def about(self) -> tuple[str, str]:
        """What the finding is about: two findings about the same may be held against each other."""
        return "course", self.origin

    @property
    def permille(self) -> int | None:
        """By how many thousandths it rose or fell, rounded; None of a rise from nothing."""
        return permille(abs(self.last - self.first), self.first) if self.first else None


class Share(NamedTuple):
    """Which origin has the largest part of a year's number of all."""

    origin: str
    year: int
    part: int
    whole: int

    @property
    def about(self) -> tuple[str, str]:
        """As of a course; who is the largest may be another."""
        return "share", ""

    @property
    def permille(self) -> int:
        """How many thousandths of the whole it is, rounded."""
        return permille(self.part, self.whole)


Finding = Course | Share


def findings(said: Iterable[Said], origins: Sequence[str]) -> list[Finding]:
    """What can be said of one series, given the origins that it is about: of all of them first, then of each."""
    by_origin = whole_numbers(said)
    common = set.intersection(*(set(by_origin[origin]) for origin in origins)) if origins else set()
    together = {year: sum(by_origin[origin][year] for origin in origins) for year in common}
    largest = share({origin: by_origin[origin][max(common)] for origin in origins}, max(common)) if common else None
    courses = [course("", together), *(course(origin, by_origin[origin]) for origin in origins)]
    return [finding for finding in (courses[0], largest, *courses[1:]) if finding]


def whole_numbers(said: Iterable[Said]) -> dict[str, dict[int, int]]:
    """The whole numbers of each origin by year, from the last break on."""
    rows = list(said)
    since = max((row.year for row in rows if row.status == BREAK), default=0)
    found = defaultdict(dict)
    for row in rows:
        if row.value is not None and row.year >= since:
            found[row.origin][row.year] = row.value
    return found


def course(origin: str, by_year: dict[int, int]) -> Course | None:
    """From the first year to the last, where there are two."""
    if len(by_year) < 2:
        return None
    first, last = min(by_year), max(by_year)
    return Course(origin, first, last, by_year[first], by_year[last])


def share(by_origin: dict[str, int], year: int) -> Share | None:
    """The largest origin's part; nothing where two are equally large, or all are zero."""
    (origin, part), *others = sorted(by_origin.items(), key=lambda item: -item[1])
    if not others or part == others[0][1]:
        return None
    return Share(origin, year, part, sum(by_origin.values()))


def permille(part: int, whole: int) -> int:
    """Thousandths in whole numbers, a half upwards: 422 of 2,242 are 188."""
    return (2_000 * part + whole) // (2 * whole)

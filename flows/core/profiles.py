"""A place in the data: its series over the years, side by side with others of the same measure, as data alone.

Seen from where people come from, the lines of a block are destinations; seen from where they go, origins; of one
corridor there is one line. A block never holds two measures, and what its lines add up to is said for a destination
alone: numbers of several destinations are several states' countings.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from flows.core.records import BREAK

SPOKEN_OF = (BREAK, "estimated", "provisional")  # statuses of parts that their sum has as well


class Row(NamedTuple):
    """An observation, as far as a profile tells it."""

    origin: str
    destination: str
    category: str
    measure: str
    year: int
    year_basis: str
    value: int | None
    lower: int
    upper: int | None
    status: str
    headline: bool
    part_of: str
    sources: str


class Number(NamedTuple):
    """What a line says of one year."""

    year: int
    value: int | None
    lower: int
    upper: int | None
    status: str

    @property
    def known(self) -> int:
        """The number, or what is certain of it."""
        return self.lower if self.value is None else self.value


class Line(NamedTuple):
    """One place over the years; `rank` among the lines of the block's newest year, 0 where it is not certain."""

    place: str
    numbers: list[Number]
    rank: int = 0

    def of(self, year: int) -> Number | None:
        """What it says of a year."""
        return next((number for number in self.numbers if number.year == year), None)


class Block(NamedTuple):
    """One category and measure: its lines, the largest first, and what all of them add up to year by year.

    `places`: how many lines there are, also where few are kept. `part_of`: the union whose number holds these.
    `since`: the last break of the series, across which nothing is compared; 0 where each line is a series of its own.
    `rounding`: how far a whole number may be off.
    """

    category: str
    measure: str
    year_basis: str
    headline: bool
    part_of: str
    places: int
    since: int
    rounding: int
    sources: list[str]
    together: list[Number]
    lines: list[Line]

    @property
    def year(self) -> int:
        """The newest year of any line."""
        return max(line.numbers[-1].year for line in self.lines)

    @property
    def years(self) -> range:
        """From the first to the newest."""
        return range(min(line.numbers[0].year for line in self.lines), self.year + 1)

    def comparable(self, numbers: Sequence[Number]) -> list[Number]:
        """Those of a line, or of all together, from the last break on."""
        since = max([self.since, *(number.year for number in numbers if number.status == BREAK)])
        return [number for number in numbers if number.year >= since]

    def largest(self, count: int) -> "Block":
        """The same with so many lines, ranked among all of them."""
        newest = {line.place: line.numbers[-1] for line in self.lines if line.numbers[-1].year == self.year}
        lines = [line._replace(rank=ranked(line.place, newest)) for line in self.lines[:count]]
        return self._replace(lines=lines)


def blocks(rows: Iterable[Row], across: str, without: Container[tuple] = ()) -> list[Block]:
    """The rows of one place by category, measure and year basis; `across` names the column of the lines, if any.

    `without`: (category, measure or "" for all, year) of which some origin has no number, so that no sum is whole.
    """
    lines = defaultdict(list)
    for row in rows:
        lines[row.category, row.measure, getattr(row, across) if across else ""].append(row)
    found = defaultdict(dict)
    for (category, measure, place), own in lines.items():
        own.sort(key=lambda row: row.year)
        union = own[-1].part_of if across == "destination" else ""
        found[category, measure, own[-1].year_basis, union, own[-1].headline][place] = own
    return [_block(key, held, across, without) for key, held in sorted(found.items())]


def _block(key, held: dict[str, list[Row]], across: str, without: Container[tuple]) -> Block:
    category, measure, basis, union, headline = key
    rows = [row for own in held.values() for row in own]
    lines = {place: [Number(*row[4:5], *row[6:10]) for row in own] for place, own in held.items()}
    newest = max(row.year for row in rows)
    ordered = sorted(lines, key=lambda place: _size(lines[place], newest) + (place,))
    unwhole = {row.year for row in rows if lacking(category, measure, row.year, without)}
    unions = {row.part_of for row in rows if across != "destination"}
    return Block(
        category,
        measure,
        basis,
        headline,
        part_of=union or max(unions, default=""),
        places=len(lines),
        since=max((row.year for row in rows if row.status == BREAK and across != "destination"), default=0),
        rounding=max((_off(row) for row in rows if row.value is not None), default=0),
        sources=sorted({code for row in rows for code in row.sources.split(";")}),
        together=together(list(lines.values()), unwhole) if across == "origin" else [],
        lines=[Line(place, lines[place]) for place in ordered],
    )


def _size(numbers: list[Number], newest: int) -> tuple[int, int]:
    """Those with a number of the newest year first, the largest before others."""
    return -(numbers[-1].year == newest), -numbers[-1].known


def _off(row: Row) -> int:
    return max(row.value - row.lower, 0 if row.upper is None else row.upper - row.value)


def lacking(category: str, measure: str, year: int, without: Container[tuple]) -> bool:
    """Whether some origin is known to have no number in a year."""
    return any((category, each, year) in without or ("", each, year) in without for each in (measure, ""))


def together(lines: Sequence[list[Number]], unwhole: Container[int] = ()) -> list[Number]:
    """What lines add up to, year by year; without a value where one of them has none, or somebody is not there."""
    by_year = defaultdict(list)
    for numbers in lines:
        for number in numbers:
            by_year[number.year].append(number)
    return [
        _sum(year, parts, there=len(parts) == len(lines) and year not in unwhole)
        for year, parts in sorted(by_year.items())
    ]


def _sum(year: int, parts: list[Number], there: bool) -> Number:
    whole = there and all(part.value is not None for part in parts)
    bounded = there and all(part.upper is not None for part in parts)
    statuses = {part.status for part in parts}
    return Number(
        year,
        sum(part.value for part in parts) if whole else None,
        sum(part.lower for part in parts),
        sum(part.upper for part in parts) if bounded else None,
        next((status for status in SPOKEN_OF if status in statuses), "normal") if whole else "partial",
    )


def ranked(place: str, newest: dict[str, Number]) -> int:
    """The rank of a place, 1 for the largest and the same for equals; 0 where its place in the order is not certain."""
    mine, others = newest.get(place), [number for each, number in newest.items() if each != place]
    if mine is None or mine.value is None or not all(_comparable(mine, other) for other in others):
        return 0
    return 1 + sum(exceeds(other, mine) for other in others)


def exceeds(one, other) -> bool:
    """Whether a number with bounds is certainly more, however both were rounded and whatever is hidden of them."""
    return other.upper is not None and one.lower > other.upper


def _comparable(one: Number, other: Number) -> bool:
    equal = one.lower == one.upper == other.lower == other.upper
    return equal or exceeds(one, other) or exceeds(other, one)

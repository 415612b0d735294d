"""What a profile tells before its charts: a key number for each category, the mix of categories, where nothing is.

Numbers of two measures never meet in one of these, a stock is never added up over years, and what is not whole has no
share.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Sequence
from typing import NamedTuple

from flows.core.profiles import Block, Line, Number, Row, blocks, lacking, together

MOST = 8  # lines of a block that a profile shows, the largest first
FEWEST = {"origin": 5}  # where all blocks together are long: of a destination all five republics, else three places
LINES, NUMBERS = 36, 350  # of all blocks together, about: with more of them a page would be slow to load
YEARS = 14  # a profile tells the newest so many; what is older stands in the list
MIXED = 12  # rows of a mix, the newest years or the largest places
NAMED = 12  # places that a gap names


class KeyNumber(NamedTuple):
    """The newest whole number of a headline series, the first one, and what is known of a year after it.

    `place` is the line that it stands in: empty for what all origins add up to, or for a corridor.
    """

    category: str
    measure: str
    year_basis: str
    place: str
    newest: Number
    first: Number | None
    later: Number | None
    numbers: list[Number]


class Mix(NamedTuple):
    """What one measure counts in one year, by category: of a `place`, or of all that the profile is about."""

    measure: str
    year_basis: str
    place: str
    year: int
    parts: list[tuple[str, int]]


class Nothing(NamedTuple):
    """Why there is no number: of which categories and years, and for which of `places` others."""

    status: str
    reason: str
    year_basis: str
    categories: list[str]
    years: list[int]
    places: int
    named: list[str]


class Told(NamedTuple):
    """All that a profile tells of one place, or of one corridor.

    `earlier`: how many numbers are too old to be told. `places`: how many lie at the other end.
    """

    numbers: int
    earlier: int
    places: int
    keys: list[KeyNumber]
    blocks: list[Block]
    mixes: list[Mix]
    gaps: list[Nothing]


def told(rows: Sequence[Row], gaps: Iterable[tuple], across: str, issued: Collection[str] = ()) -> Told:
    """A profile of rows and gaps (origin, destination, category, measure, year, status, reason, year basis).

    `issued`: the measures of what was issued, which come first between equals.
    """
    first = max((row.year for row in rows), default=0) - YEARS
    rows, every = [row for row in rows if row.year > first], len(rows)
    gaps = list(gaps)
    without = {(category, measure, year) for _o, _d, category, measure, year, *_why in gaps if across == "origin"}
    found = blocks(rows, across, without)
    return Told(
        len(rows),
        every - len(rows),
        len({getattr(row, across) for row in rows}) if across else 1,
        key_numbers(found, across, issued),
        [block.largest(_kept(found, across)) for block in found],
        mixes(rows, across, without),
        without_number(gaps, across),
    )


def _kept(found: Sequence[Block], across: str) -> int:
    """How many lines of each block are shown."""
    years = sum(len(block.years) for block in found)
    several = sum(block.places > 1 for block in found)
    return max(FEWEST.get(across, 3), min(MOST, NUMBERS // max(years, 1), LINES // max(several, 1)))


# --- Key numbers ------------------------------------------------------------------------------------------------------


def key_numbers(found: Iterable[Block], across: str, issued: Collection[str]) -> list[KeyNumber]:
    """One for each category that has a headline series: of an origin, the series that is whole for most years."""
    best = {}
    for block in found:
        if block.headline and not (across == "destination" and block.part_of):
            for line in [Line("", block.together)] if across == "origin" else block.lines:
                best.setdefault(block.category, []).append((_fullness(block, line, issued), block, line))
    return [key_number(*max(lines, key=lambda each: each[0])[1:]) for lines in best.values()]


def _fullness(block: Block, line: Line, issued: Collection[str]):
    whole = [number for number in line.numbers if number.value is not None]
    newest = (whole or line.numbers)[-1]
    return len(whole), newest.year, block.measure in issued, newest.known, line.place


def key_number(block: Block, line: Line) -> KeyNumber:
    """The newest whole number of a line, else its newest; the first one since the last break."""
    numbers = block.comparable(line.numbers)
    whole = [number for number in numbers if number.value is not None]
    newest = (whole or numbers)[-1]
    return KeyNumber(
        block.category, block.measure, block.year_basis, line.place, newest,
        first=whole[0] if len(whole) > 1 else None,
        later=numbers[-1] if numbers[-1].year > newest.year else None,
        numbers=numbers,
    )  # fmt: skip


# --- The mix of categories --------------------------------------------------------------------------------------------


def mixes(rows: Iterable[Row], across: str, without: Container[tuple]) -> list[Mix]:
    """The parts of each measure that counts several categories, year by year; of an origin, in the newest year each."""
    kinds = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.headline:
            kinds[row.measure, row.destination if across == "destination" else ""][row.category].append(row)
    several = {kind: held for kind, held in sorted(kinds.items()) if len(held) > 1}
    if across != "destination":
        return [mix for kind, held in several.items() for mix in _mixes(kind, held, without)[-MIXED:]]
    newest = [mix for kind, held in several.items() for mix in _mixes(kind, held, without)[-1:]]
    return sorted(newest, key=lambda mix: (mix.measure, -sum(count for _category, count in mix.parts)))[:MIXED]


def _mixes(kind: tuple[str, str], held: dict[str, list[Row]], without: Container[tuple]) -> list[Mix]:
    """Those of the years in which every category has a whole number, and not all of them are zero."""
    basis = next(row.year_basis for rows in held.values() for row in rows)
    by_category = {category: _whole(rows, without) for category, rows in held.items()}
    years = set.intersection(*(set(by_year) for by_year in by_category.values()))
    found = [[(category, by_category[category][year]) for category in by_category] for year in sorted(years)]
    measure, place = kind
    return [
        Mix(measure, basis, place, year, parts)
        for year, parts in zip(sorted(years), found, strict=True)
        if any(count for _category, count in parts)
    ]


def _whole(rows: list[Row], without: Container[tuple]) -> dict[int, int]:
    lines = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.year):
        lines[row.origin].append(Number(row.year, row.value, row.lower, row.upper, row.status))
    unwhole = {row.year for row in rows if lacking(row.category, row.measure, row.year, without)}
    sums = together(list(lines.values()), unwhole)
    return {number.year: number.value for number in sums if number.value is not None}


# --- Where there is none ----------------------------------------------------------------------------------------------


def without_number(gaps: Iterable[tuple], across: str) -> list[Nothing]:
    """The gaps, joined where the reason is the same: places with the same years, then categories with the same both."""
    years = defaultdict(set)
    for origin, destination, category, _measure, year, *why in gaps:
        place = {"origin": origin, "destination": destination}.get(across, "")
        years[*why, category, place].add(year)
    places = defaultdict(list)
    for (*why, category, place), held in sorted(years.items()):
        places[*why, category, tuple(sorted(held))].append(place)
    categories = defaultdict(list)
    for (*why, category, held), named in places.items():
        categories[*why, held, tuple(named)].append(category)
    return [
        Nothing(*why, counted, list(held), len(named), list(named[:NAMED]))
        for (*why, held, named), counted in categories.items()
    ]

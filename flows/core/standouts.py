"""What stands out in a block of a profile, as data: a finding is its kind and the numbers it speaks of, never words.

A finding speaks of whole numbers alone, never across a break, and says more or fewer only where that is certain: a
number that its publisher rounds may be the other way round. `flows.profiles.standouts` has the words.
"""

from collections.abc import Sequence
from typing import NamedTuple

from flows.core.profiles import Block, Number, exceeds

LEAST = 10  # what stays below this is too few for a sentence
MOST = 3  # findings of one block
TOGETHER = 6  # findings of one profile


class Point(NamedTuple):
    """A whole number: of a place, or of all together where `place` is empty, in a year, with its bounds."""

    place: str
    year: int
    value: int
    lower: int
    upper: int | None

    def equals(self, other: "Point") -> bool:
        """Whether it is certainly as many."""
        return self.lower == self.upper == other.lower == other.upper


class Went(NamedTuple):
    """From the first whole number to the newest: certainly more, fewer, or as many."""

    first: Point
    last: Point


class Fell(NamedTuple):
    """From one year to the next by half or more, and in which year there were more than before again, if ever."""

    before: Point
    low: Point
    again: Point | None


class Overtook(NamedTuple):
    """One place had fewer than another in the first year that they share, and has more in the last."""

    first: Point
    other_first: Point
    last: Point
    other_last: Point


class Leads(NamedTuple):
    """The largest number of the newest year, and the next."""

    first: Point
    second: Point


class Peaked(NamedTuple):
    """The year with the most, between two with fewer."""

    most: Point
    first_year: int
    last_year: int


Finding = Went | Fell | Overtook | Leads | Peaked


def chosen(blocks: Sequence[Block], categories: Sequence[str], members: bool) -> list[tuple[int, Finding]]:
    """[(place of the block, finding)] by category: the first of each, then the second, until there are enough.

    Of headline series alone; where `members` of unions are among the blocks, not of those, whose union is there too.
    """
    found, positions = {}, {category: position for position, category in enumerate(categories)}
    for at, block in sorted(enumerate(blocks), key=lambda each: -each[1].lines[0].numbers[-1].known):
        if block.headline and not (members and block.part_of):
            for order, finding in enumerate(standouts(block)):
                found.setdefault(block.category, []).append((order, at, finding))
    ranked = [
        (rank, positions.get(category, len(positions)), at, finding)
        for category, several in found.items()
        for rank, (_order, at, finding) in enumerate(sorted(several, key=lambda each: each[0]))
    ]
    taken = sorted(ranked, key=lambda each: each[:2])[:TOGETHER]
    return [(at, finding) for _rank, _category, at, finding in sorted(taken, key=lambda each: each[1])]


def standouts(block: Block) -> list[Finding]:
    """What can be said of a block, the most telling first: of all together, of its lines, of their order."""
    lines = [_points(line.place, block.comparable(line.numbers)) for line in block.lines]
    place, numbers = block.lines[0][:2] if block.places == 1 else ("", block.together)
    numbers = block.comparable(numbers)
    whole = _points(place, numbers)
    found = [_went(whole), _leads(lines, block), _most_moved(lines), _fell(whole), _overtook(lines),
             _peaked(whole, numbers)]  # fmt: skip
    return list(dict.fromkeys(finding for finding in found if finding))[:MOST]


def _points(place: str, numbers: Sequence[Number]) -> list[Point]:
    return [Point(place, *number[:4]) for number in numbers if number.value is not None]


def _went(points: list[Point]) -> Went | None:
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    certain = exceeds(first, last) or exceeds(last, first) or first.equals(last)
    return Went(first, last) if certain and max(first.value, last.value) >= LEAST else None


def _most_moved(lines: list[list[Point]]) -> Went | None:
    """The line whose number changed most."""
    went = [each for each in map(_went, lines) if each and not each.first.equals(each.last)]
    return max(went, key=lambda each: abs(each.last.value - each.first.value), default=None)


def _leads(lines: list[list[Point]], block: Block) -> Leads | None:
    """Nothing where two share the first or the second place, or where the order is not certain."""
    newest = {points[-1].place: points[-1] for points in lines if points and points[-1].year == block.year}
    places = [[line.place for line in block.lines if line.rank == rank] for rank in (1, 2)]
    if any(len(held) != 1 or held[0] not in newest for held in places):
        return None
    first, second = (newest[place] for [place] in places)
    return Leads(first, second) if first.value >= LEAST else None


def _fell(points: list[Point]) -> Fell | None:
    """The deepest fall within a year, of half or more; nothing of two years, of which all is said already."""
    falls = [
        Fell(before, low, next((each for each in points if each.year > low.year and exceeds(each, before)), None))
        for before, low in zip(points, points[1:], strict=False)
        if low.year == before.year + 1 and before.value >= LEAST and _is_half(low, before) and len(points) > 2
    ]
    return max(falls, key=lambda fall: fall.before.value - fall.low.value, default=None)


def _is_half(low: Point, before: Point) -> bool:
    return low.upper is not None and 2 * low.upper <= before.lower


def _overtook(lines: list[list[Point]]) -> Overtook | None:
    """The first pair, the largest lines first, that certainly changed its order."""
    pairs = ((one, other) for at, one in enumerate(lines) for other in lines[at + 1 :])
    found = (_overtaking(*pair) or _overtaking(*reversed(pair)) for pair in pairs)
    return next(filter(None, found), None)


def _overtaking(winner: list[Point], loser: list[Point]) -> Overtook | None:
    mine, theirs = ({point.year: point for point in points} for points in (winner, loser))
    shared = sorted(mine.keys() & theirs.keys())
    if len(shared) < 2:
        return None
    first, last = shared[0], shared[-1]
    turned = exceeds(theirs[first], mine[first]) and exceeds(mine[last], theirs[last])
    if turned and theirs[last].value >= LEAST:
        return Overtook(mine[first], theirs[first], mine[last], theirs[last])
    return None


def _peaked(points: list[Point], numbers: Sequence[Number]) -> Peaked | None:
    """Nothing where another year may have had as many, which one without a number may, nor of the first or last."""
    if len(points) < 3:
        return None
    most, span = max(points[1:-1], key=lambda point: point.value), range(points[0].year, points[-1].year + 1)
    others = [number for number in numbers if number.year in span and number.year != most.year]
    if most.value < LEAST or len(others) < len(span) - 1 or not all(exceeds(most, other) for other in others):
        return None
    return Peaked(most, points[0].year, points[-1].year)

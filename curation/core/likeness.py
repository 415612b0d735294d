"""Whether two files can be editions of one table, by the numbers over what both hold.

A number here is a sum over the labels that both have, for one origin, destination and period. Editions of one table
print nearly the same: of 434 numbers of Canada's permanent residents none is another in the edition of 2024 than in
that of 2023, and of 462 study permits none. Canada's work permits, in the same layout, differ in a third to a half.
"""

from collections.abc import Mapping
from typing import NamedTuple

from curation.core import periods

TIMES = 3  # together so many times as much, or as little, is no revision
OTHERS = 0.25  # nor is it when more than a quarter are other numbers
REVISED = 0.2  # a number is another when it moved by more than a fifth …
ROUNDED = 5  # … and by more than the publishers' coarsest rounding
FEWEST = 20  # numbers from which on a share of them says something
FEW = 5  # and from which on their sums do,
PEOPLE = 100  # where the larger sum is so large at least
ALIKE = 0.02  # at most so many others, and these are the numbers of the other table


class Number(NamedTuple):
    """People at one place: as printed, and what hiding and rounding leave open; no upper bound is unlimited."""

    people: int
    lower: int
    upper: int | None


class Likeness(NamedTuple):
    """How many numbers two files share, what they add up to in each, and how many of them are other numbers."""

    shared: int
    before: int
    now: int
    others: int

    @property
    def many_times(self) -> bool:
        least, most = sorted((self.before, self.now))
        return self.shared >= FEW and most >= PEOPLE and most >= TIMES * least

    @property
    def other_numbers(self) -> bool:
        return self.shared >= FEWEST and self.others > OTHERS * self.shared

    @property
    def another_table(self) -> bool:
        return self.many_times or self.other_numbers

    @property
    def same_numbers(self) -> bool:
        return self.shared >= FEWEST and self.others <= ALIKE * self.shared and not self.many_times


def compare(before: Mapping[tuple, Number], now: Mapping[tuple, Number]) -> Likeness:
    """Two files by `(origin, destination, period)`; places with nobody in either say nothing."""
    open_year = unfinished(before)
    shared = [
        (before[place], now[place])
        for place in before.keys() & now.keys()
        if place[2] != open_year and (before[place].people or now[place].people)
    ]
    return Likeness(
        shared=len(shared),
        before=sum(was.people for was, _ in shared),
        now=sum(is_.people for _, is_ in shared),
        others=sum(another(was, is_) for was, is_ in shared),
    )


def unfinished(before) -> str:
    """The last whole year that a file prints: it may have come out before the year was over."""
    return max((period for _, _, period in before if periods.is_year(period)), default="")


def another(one: Number, other: Number) -> bool:
    """Whether two numbers of one place are further apart than rounding, hiding and revision bring them."""
    if one.lower > other.lower:
        one, other = other, one
    if one.upper is None or one.upper >= other.lower:
        return False
    apart = abs(one.people - other.people)
    return apart > ROUNDED and apart > REVISED * max(one.people, other.people)

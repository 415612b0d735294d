"""The difference of two releases added up: an old total, a line for each cause, a new total.

Measures are never added together. A number that has no value (partial, suppressed) enters with its lower bound, which
is what is certain; where it has a value in one release only, a line of its own says what that makes. What a union's
number holds already enters no total.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.core.causes import KINDS, By, Explained
from flows.core.records import Key


class Tally(NamedTuple):
    """What a cause adds to how many numbers of which years."""

    amount: int = 0
    numbers: int = 0
    first: int = 0
    last: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        if not (self.numbers and other.numbers):
            return self if self.numbers else other
        years = min(self.first, other.first), max(self.last, other.last)
        return Tally(self.amount + other.amount, self.numbers + other.numbers, *years)


class Line(NamedTuple):
    """What one cause did to the numbers of an account: to all of them, to those `published` before, of which some are
    `gone`.
    """

    kind: str
    by: By
    all: Tally
    published: Tally = Tally()
    gone: int = 0
    year_basis: str = ""

    @property
    def amount(self) -> int:
        """What it adds to the total."""
        return self.all.amount

    @property
    def new(self) -> int:
        """How many numbers there were none of before."""
        return self.all.numbers - self.published.numbers

    def plus(self, other: "Line") -> "Line":
        """Both together, of the same cause."""
        return self._replace(
            all=self.all.plus(other.all), published=self.published.plus(other.published), gone=self.gone + other.gone
        )


@dataclass
class Account:
    """One measure, or one series: its totals in both releases and what lies between, cause by cause.

    numbers: how many each release has
    loose: what no cause accounts for, number by number, whichever way it goes; always 0
    """

    name: Hashable
    old: int = 0
    new: int = 0
    numbers: tuple[int, int] = (0, 0)
    loose: int = 0
    by_cause: dict[tuple[str, By], Line] = field(default_factory=dict)

    def enter(self, row: Explained) -> None:
        """Take a number in with its causes."""
        before, after = row.amounts
        if not row.is_held:
            self.old, self.new = self.old + before, self.new + after
            self.loose += abs(after - before - sum(cause.amount for cause in row.causes))
            self.numbers = self.numbers[0] + bool(row.change.before), self.numbers[1] + bool(row.change.after)
            for line in lines(row):
                self.add(line)

    def add(self, line: Line) -> None:
        """Take what a cause did in."""
        cause = line.kind, line.by
        self.by_cause[cause] = self.by_cause[cause].plus(line) if cause in self.by_cause else line

    @property
    def lines(self) -> list[Line]:
        """A line for each cause, in the order in which causes are told; largest first within a kind."""
        return sorted(self.by_cause.values(), key=lambda line: (KINDS.index(line.kind), -abs(line.amount), line.by))

    def amount(self, kind: str) -> int:
        """What all causes of one kind add together."""
        return sum(line.amount for line in self.by_cause.values() if line.kind == kind)

    @property
    def unexplained(self) -> int:
        """What no line accounts for in the totals. Always 0."""
        return self.new - self.old - sum(line.amount for line in self.by_cause.values())

    @property
    def changes(self) -> bool:
        """Whether there is anything to say of it."""
        return self.old != self.new or bool(self.by_cause)


def lines(row: Explained) -> Iterator[Line]:
    """What each cause did to one number."""
    amounts: dict[tuple[str, By], int] = {}
    for cause in row.causes:
        amounts[cause.kind, cause.by] = amounts.get((cause.kind, cause.by), 0) + cause.amount
    for (kind, by), amount in amounts.items():
        tally = Tally(amount, 1, row.key.year, row.key.year)
        published = tally if row.change.before else Tally()
        yield Line(kind, by, tally, published, int(row.change.after is None), row.year_basis)


def add_up(rows: Iterable[Explained], of: Callable[[Key], Hashable] = lambda key: key.measure) -> list[Account]:
    """An account for each measure, or for whatever `of` makes of a key; every number of both releases goes in."""
    accounts: dict[Hashable, Account] = {}
    for row in rows:
        name = of(row.key)
        accounts.setdefault(name, Account(name)).enter(row)
    return [accounts[name] for name in sorted(accounts)]


def rolled_up(accounts: Iterable[Account], of: Callable[[Hashable], Hashable]) -> list[Account]:
    """Accounts added up further, such as series to measures."""
    found: dict[Hashable, Account] = {}
    for account in accounts:
        whole = found.setdefault(of(account.name), Account(of(account.name)))
        whole.old, whole.new = whole.old + account.old, whole.new + account.new
        whole.numbers = whole.numbers[0] + account.numbers[0], whole.numbers[1] + account.numbers[1]
        whole.loose += account.loose
        for line in account.by_cause.values():
            whole.add(line)
    return [found[name] for name in sorted(found)]

"""What a release says of some series, as far as a question about their cells reaches."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.core.effects import Told
from flows.core.records import Key


class Cell(NamedTuple):
    """A cell behind or beside a number; `asked` says whether the question is about its label."""

    key: Key
    counted: bool
    asked: bool
    table: str
    place: tuple
    value: int | None
    lower: int | None
    upper: int | None


class Number(NamedTuple):
    """A number of a release, with the tables it rests on and notes of what it lacks."""

    told: Told
    tables: frozenset[str]
    absent: tuple = ()


@dataclass
class Record:
    """What a release says of some series: all numbers and counted cells, and of those left out the cells asked about.

    `open` are the series and years without a number, `unions` the union that a place belongs to in a year.
    """

    numbers: dict[Key, Number]
    cells: list[Cell]
    open: set[tuple] = field(default_factory=set)
    unions: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self):
        self.behind, self.tables = defaultdict(list), defaultdict(set)
        for cell in self.cells:
            if cell.counted:
                self.behind[cell.key].append(cell)
        for key, number in self.numbers.items():
            self.tables[series(key)] |= number.tables
        self.years = {(*series(key), key.year) for key in self.numbers} | self.open
        self.basis = {series(key): number.told.year_basis for key, number in self.numbers.items()}
        self.silent_means_zero = {table for key in self.numbers for table in self._silent(key)}

    def _silent(self, key: Key) -> set[str]:
        """Tables that a number rests on without any cell: what they do not name is zero."""
        return set(self.numbers[key].tables) - {cell.table for cell in self.behind[key]}

    def told(self, key: Key) -> Told | None:
        return self.numbers[key].told if key in self.numbers else None

    def union(self, key: Key) -> Key:
        """The number of the union that a place belongs to, or of the place itself."""
        return key._replace(destination=self.unions.get((key.destination, key.year), key.destination))

    def takes(self, key: Key, table: str) -> bool:
        """Whether cells of a table may count in a number: its series rests on the table, in that year."""
        if key in self.numbers:
            return table in self.numbers[key].tables or any(note.get("table") == table for note in self.absent(key))
        whole = self.union(key)
        return (*series(whole), key.year) in self.years and table in self.tables[series(whole)]

    def absent(self, key: Key) -> tuple:
        return self.numbers[key].absent if key in self.numbers else ()

    def is_sum(self, whole: Key) -> bool:
        """Whether a union's number is that of its members together, and not one that is printed."""
        members = {
            cell.place for key in self.numbers if key != whole and self.union(key) == whole for cell in self.behind[key]
        }
        return {cell.place for cell in self.behind[whole]} <= members


def series(key: Key) -> tuple:
    return key.destination, key.category, key.measure

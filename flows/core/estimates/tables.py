"""A table as it was given: its keys by number, its numbers as figures, the line in which each row stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import COUNT, SURVIVAL
from flows.core.estimates.figures import Figures
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

MOST_SURVIVE = 1.3
STANDS_TWICE = N_(
    "“{text}” stands in line {first} already; keep one of them, or name the column that tells them apart by --by."
)
BELOW_ZERO = N_("{number:g} is below zero, which no count can be; correct it, or leave the cell empty.")
BEYOND_BOUNDS = N_("{number:g} does not lie between its bounds; let lower be at most, and upper at least, the value.")
NO_SURVIVAL = N_("a survival of {number:g} cannot be; write the share that lives on, above 0 and at most {most:g}.")


class Key(NamedTuple):
    """A column of text: each text once, sorted, and for each row the place of its text among them."""

    texts: list[str]
    codes: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Key":
        """From the texts of all rows."""
        found = {}
        codes = np.fromiter((found.setdefault(text, len(found)) for text in texts), np.int64, len(texts))
        return cls.sorted(list(found), codes)

    @classmethod
    def sorted(cls, texts: list[str], codes: np.ndarray) -> "Key":
        """From texts in any order."""
        order = sorted(range(len(texts)), key=texts.__getitem__)
        places = np.empty(len(texts), np.int64)
        places[order] = np.arange(len(texts))
        return cls([texts[place] for place in order], places[codes] if len(texts) else codes)

    def take(self, places) -> "Key":
        return Key(self.texts, self.codes[places])

    def written(self) -> list[str]:
        return [self.texts[code] for code in self.codes.tolist()]


@dataclass(frozen=True)
class Table:
    """Rows side by side; `groups` names the keys that part it, `carried` those that merely go along with a row."""

    lines: np.ndarray
    keys: dict[str, Key]
    figures: dict[str, Figures]
    groups: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, row) -> int:
        return int(self.lines[row])

    @cached_property
    def group(self) -> np.ndarray:
        """The number of each row's group, counted in the order of their keys."""
        return numbered([self.keys[name].codes for name in self.groups], len(self))

    def take(self, rows) -> "Table":
        """The same with these rows, in this order."""
        keys = {name: key.take(rows) for name, key in self.keys.items()}
        numbers = {name: each.take(rows) for name, each in self.figures.items()}
        return Table(self.lines[rows], keys, numbers, self.groups, self.carried, self.order)

    def each(self, name: str, read: Callable[[str, int], object]) -> np.ndarray:
        """What `read` makes of a key, by row: of each text once, told the first line in which it stands."""
        key = self.keys[name]
        lines = np.full(len(key.texts), np.iinfo(np.int64).max)
        np.minimum.at(lines, key.codes, self.lines)
        used, places = np.unique(key.codes, return_inverse=True)
        found = [read(key.texts[code], int(lines[code])) for code in used.tolist()]
        return np.array(found)[places] if found else np.array([])

    def arranged(self, names: Sequence[str]) -> list[str]:
        """Names of keys in the order in which they were given."""
        return sorted(names, key=lambda name: self.order.index(name) if name in self.order else len(self.order))

    def refuse_repeats(self, *names: str) -> None:
        """No two rows of one group may say the same of these keys."""
        found = numbered([self.group, *(self.keys[name].codes for name in names)], len(self))
        if again := repeated(found, self.lines):
            row, first = again
            said = ", ".join(self.keys[name].texts[self.keys[name].codes[row]] for name in names)
            raise Wrong(STANDS_TWICE, self.line(row), names[0], text=short(said), first=self.line(first))


def numbered(columns: Sequence[np.ndarray], size: int) -> np.ndarray:
    """One number for each combination that stands in the columns, in their order."""
    found = np.zeros(size, np.int64)
    for column in columns:
        found = np.unique(found * (int(column.max(initial=0)) + 1) + column, return_inverse=True)[1]
    return found


def repeated(said: np.ndarray, lines: np.ndarray) -> tuple[int, int] | None:
    """The first row in the file that says what one above it said, and that one; None where all differ."""
    order = np.lexsort((lines, said))
    again = np.flatnonzero(np.diff(said[order]) == 0)
    if not len(again):
        return None
    at = again[np.argmin(lines[order[again + 1]])]
    return int(order[at + 1]), int(order[at])


def check_numbers(name: str, holds: str, numbers: Figures, lines: np.ndarray) -> None:
    """Refuses what cannot be: counts below zero, survival of nothing or beyond everybody, bounds in disorder."""
    with np.errstate(invalid="ignore"):
        for array in filter(lambda each: each is not None, numbers):
            finite = np.isfinite(array)
            if holds == COUNT:
                refuse(finite & (array < 0), BELOW_ZERO, lines, name, array)
            if holds == SURVIVAL:
                refuse_survival(array, lines, name, finite)
        if numbers.bounded:
            wrong = (numbers.lower > numbers.upper) | (numbers.value < numbers.lower) | (numbers.value > numbers.upper)
            said = np.where(np.isnan(numbers.value), numbers.lower, numbers.value)
            refuse(wrong, BEYOND_BOUNDS, lines, name, said)


def refuse_survival(array: np.ndarray, lines, name: str, among) -> None:
    """Nobody is estimated from nobody who survived, and a census finds at most a little more than there were."""
    wrong = among & ((array <= 0) | (array > MOST_SURVIVE))
    refuse(wrong, NO_SURVIVAL, lines, name, array, most=MOST_SURVIVE)


def refuse(wrong: np.ndarray, sentence: str, lines: np.ndarray, column: str, array=None, **values) -> None:
    """Wrong, by the first line of the file in which something is, if any is; of an `array` its number is told."""
    if wrong.any():
        row = topmost(wrong, lines)
        number = {} if array is None else {"number": float(array[row])}
        raise Wrong(sentence, int(lines[row]), column, **number, **values)


def topmost(wrong: np.ndarray, lines: np.ndarray) -> int:
    """Of the rows that are wrong the one that stands first in the file."""
    return int(np.flatnonzero(wrong)[np.argmin(lines[wrong])])

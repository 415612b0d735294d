"""An answer as a page shows it: the first rows of its table, what changes with each input, and a drawing."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from flows.core.estimates.figures import Figures
from flows.estimating import bars, heat, words
from flows.estimating.numbers import decimal, interval, places, signed
from flows.estimating.reckoned import Reckoned

ROWS = 100
FEW = 5  # rows that are each followed when an input changes
YEARS = {"base_year"}  # numbers that are names, and are written without a mark between thousands


class Cell(NamedTuple):
    """A result as it is written, its bounds where they say more, and where it comes from; empty where it is missing."""

    name: str
    text: str
    bounds: str
    href: str


class Row(NamedTuple):
    keys: Sequence[str]
    cells: Sequence[Cell]
    note: str


class Line(NamedTuple):
    """An input, (what it adds to the main result, of what), and why it was not tried."""

    inputs: Sequence[str]
    headed: Sequence[tuple[str, str]]
    refused: str


class Shown:
    """What a template needs of an answer."""

    def __init__(self, reckoned: Reckoned):
        self.reckoned, self.answer = reckoned, reckoned.answer
        self.size = len(next(iter(self.answer.results.values())).value)
        self.keys, self.results = list(self.answer.keys), list(self.answer.results)

    @property
    def more(self) -> int:
        """How many rows the page leaves to the file."""
        return max(0, self.size - ROWS)

    @cached_property
    def rows(self) -> list[Row]:
        keys = list(zip(*(texts[:ROWS] for texts in self.answer.keys.values()), strict=True)) or [()] * self.size
        columns = (self._column(name, each.take(slice(ROWS))) for name, each in self.answer.results.items())
        notes = self.answer.notes or [""] * self.size
        return [
            Row(said, cells, words.note(note))
            for said, cells, note in zip(keys[:ROWS], zip(*columns, strict=True), notes[:ROWS], strict=True)
        ]

    @property
    def has_notes(self) -> bool:
        return any(row.note for row in self.rows)

    def _column(self, name, figures: Figures):
        digits = _digits(figures)
        hrefs = self.reckoned.links.get(name, [""] * len(figures.value))
        for value, (lower, upper), href in zip(figures.value, _limits(figures), hrefs, strict=False):
            bounds = "" if lower == upper == value else interval(lower, upper, digits)
            text = "" if np.isnan(value) else str(int(value)) if name in YEARS else decimal(value, digits)
            yield Cell(name, text, bounds, href)

    @property
    def said(self) -> list[str]:
        return [*self.reckoned.remarks, *map(words.said, self.answer.said)]

    # --- What changes with each input ---------------------------------------------------------------------------------

    @property
    def followed(self) -> bool:
        """Whether each row is followed by itself."""
        return self.size <= FEW

    @cached_property
    def labels(self) -> list[str]:
        """What the rows are about, in a few words; of an answer without keys the one row is the result itself."""
        return bars.labels(self.answer.keys) or [self.reckoned.told.main] * self.size

    @cached_property
    def heads(self) -> list[tuple[str, bool]]:
        """(what changes, whether its words are the table's own) for each column of `lines`."""
        whole = [(_("all rows with a result"), False)] if self.reckoned.told.adds_up else []
        return whole + (
            [(label, True) for label in self.labels] if self.followed else [(_("the row most changed"), False)]
        )

    @cached_property
    def lines(self) -> list[Line]:
        moved = self.reckoned.moved
        digits = places(np.concatenate([[0.0], *(each.changes for each in moved)]))
        return [Line(each.inputs, self._headed(each, digits), self._refused(each)) for each in moved]

    def _refused(self, moved):
        return words.refusal(moved.refused) if moved.refused else ""

    def _headed(self, moved, digits):
        """Nothing where the table would be refused."""
        return (
            []
            if moved.refused
            else [(text, head) for text, (head, _own) in zip(self._changes(moved, digits), self.heads, strict=True)]
        )

    def _changes(self, moved, digits):
        said = [_change(moved.total, digits)] if self.reckoned.told.adds_up else []
        if self.followed:
            return said + [_change(each, digits) for each in moved.changes]
        at = moved.largest
        return [*said, _("none") if at is None else f"{signed(moved.changes[at], digits)} ({self.labels[at]})"]

    # --- Drawings -----------------------------------------------------------------------------------------------------

    @cached_property
    def bars(self) -> str:
        return bars.drawn(self.labels, self.answer.results[self.reckoned.told.main]) if not self.is_mirror else ""

    @cached_property
    def heat(self) -> str:
        return heat.drawn(self.answer) if self.is_mirror else ""

    @property
    def is_mirror(self) -> bool:
        return self.reckoned.method.name == "mirror"


def _change(number, digits):
    return _("none") if np.isnan(number) else signed(number, digits)


def _digits(figures):
    """As many as the numbers of a column need; where none is known, its bounds."""
    known = figures.value[~np.isnan(figures.value)]
    return places(known if known.size or not figures.bounded else np.concatenate(figures[1:]))


def _limits(figures):
    if not figures.bounded:
        return [(value, value) for value in figures.value]
    return zip(figures.lower, figures.upper, strict=True)

"""The columns of numbers of one sheet: which of them are read, of what, and why the others are not."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from curation.core.headings import PENDING
from curation.core.keyed import Keyed
from curation.core.labels import normalise
from curation.core.layouts import Layout, ValueColumn
from curation.core.numbers import Value, is_countlike
from curation.core.problems import Unreadable, at, shown
from curation.core.sheets import Grid, address
from curation.core.tracked import TRACKED
from curation.core.wildcards import is_text

LONGEST_LABEL, LONGEST_BREAKDOWN = 700, 255
REASONS = {"same": "repeat", "flag": "note", "note": "note", "total": "total", "out_of_scope": "out_of_scope"}


class Head(NamedTuple):
    """A column under one row's keys: whither and when its number is. `whose` is the origin that its heading names,
    or "".
    """

    column: int
    flag: int | None
    whose: str
    covered: tuple[str, str]  # destination, period


class Columns:
    """What the columns of one sheet say beside the keys of its rows; worked out once for all rows with the same keys.

    all: every column that may hold numbers
    texts: row → its texts in all of these
    reasons: column → why its cells are set aside
    unknown_places: name → first heading that shows it
    """

    def __init__(self, grid: Grid, layout: Layout, keyed: Keyed):
        self.grid, self.layout, self.first = grid, layout, layout.body[0]
        self.all = columns = [column.column for column in layout.values]
        self.texts = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
        # Of a column that holds several keys joined by commas, one that is no repetition makes it a key.
        keys = sorted(layout.keys, key=lambda key: key.kind not in REASONS)
        self.reasons = {key.column: REASONS.get(key.kind, "heading") for key in keys}
        self.unknown_places: dict[str, str] = {}
        self._read: list[tuple[ValueColumn, str, str]] = []  # column, and the place its heading names: from, to
        self._heads: dict[tuple[str, str], list[Head]] = {}
        self._meanings: dict[tuple[tuple[str, ...], str], list[tuple[tuple[str, ...], str]]] = {}
        self.reasons |= {column.flag: "note" for column in layout.values if column.flag is not None}
        for column in layout.values:
            self._place(column, keyed)
        self._refuse_doubles()

    @cached_property
    def printed(self) -> set[int]:
        """The columns of numbers that are not blank throughout, as a column prepared for months to come is."""
        return {column for column in self.all if any(row[column] for row in self.grid.rows[self.first :])}

    @property
    def most(self) -> int:
        """How many cells of a row can be read at most."""
        return len(self._read)

    def _place(self, column: ValueColumn, keyed: Keyed) -> None:
        """Take a column in, or say why its cells are set aside."""
        place, why = "", "" if column.role == "value" else REASONS.get(column.role, "note")
        if column.area and not why:
            place, why = keyed.place(column.area, self.layout.area_across)
        if why == "unknown_place":
            self.unknown_places[column.area] = f"{self.grid.name}!{address(self.layout.headings[1], column.column)}"
        self.reasons[column.column] = why or "note"
        if not why:
            across = self.layout.area_across
            self._read.append((column, place * (across == "origin"), place * (across == "destination")))

    def heads(self, destination: str, period: str) -> list[Head]:
        """The columns to read of a row with these keys."""
        key = (destination, period)
        if key not in self._heads:
            self._heads[key] = [
                Head(column.column, column.flag, whose, (whither or destination, when(column.period, period)))
                for column, whose, whither in self._read
            ]
        return self._heads[key]

    def people(self, row: Sequence[str], values: Mapping[str, Value | None]) -> int:
        """How many a row counts in the columns to read, as far as it prints numbers."""
        said = (values[row[column.column]] for column, *_ in self._read if row[column.column])
        return sum(value.value for value in said if value and value.value.__class__ is int)

    def ours(self, row: Sequence[str]) -> tuple[int, str] | None:
        """The first column with a mark or a figure of a tracked origin, which its heading or the whole sheet names."""
        constant = self.layout.constants.get("origin", "")
        ours = ((column.column, whose or constant) for column, whose, _ in self._read if (whose or constant) in TRACKED)
        return next(((column, origin) for column, origin in ours if is_countlike(row[column])), None)

    def forget(self) -> None:
        """Let go of what was worked out, once every row is read."""
        self._heads.clear()
        self._meanings.clear()

    def meanings(self, r: int, label: tuple[str, ...], breakdown: str) -> list[tuple[tuple[str, ...], str]]:
        """(label, breakdown) of each of these columns in a row with such keys. Raises `Unreadable` where no table
        holds them.
        """
        key = (label, breakdown)
        if key not in self._meanings:
            self._meanings[key] = [
                (label + column.label, "; ".join(filter(None, [breakdown, column.breakdown])))
                for column, *_ in self._read
            ]
            for parts, broken_down in self._meanings[key]:
                self._storable(r, "label", parts, LONGEST_LABEL)
                self._storable(r, "breakdown", (broken_down,), LONGEST_BREAKDOWN)
        return self._meanings[key]

    def _storable(self, r: int, what: str, texts: Sequence[str], longest: int) -> None:
        """Refuse text that no table would hold as it stands, rather than cut it."""
        if sum(map(len, texts)) + 3 * len(texts) > longest:
            raise Unreadable(
                "{Place}: {found}; {remedy}.",
                **at(self.grid.name, f"A{r + 1}", f", row {r + 1}"),
                found=f"the {what} is longer than {longest} characters",
                expected=f"a {what} of at most {longest} characters",
                remedy="check that this is the right table and that no column has slipped",
                field="source",
            )
        if not all(map(is_text, texts)):
            raise Unreadable(
                "{Place}: {found}; {remedy}.",
                **at(self.grid.name, f"A{r + 1}", f", row {r + 1}"),
                found=f"the {what} holds a character that is no text",
                expected="text that can be printed",
                remedy="save the file again as .xlsx, or declare its encoding",
                field="encoding",
            )

    def _refuse_doubles(self) -> None:
        """Two columns under one heading cannot be told apart."""
        row, seen = self.layout.headings[1], {}
        for column, *places in self._read:
            key = (tuple(map(normalise, column.label)), normalise(column.breakdown), column.period, *places)
            before = seen.setdefault(key, column)
            if before is not column:
                both = f"{address(row, before.column)} and {address(row, column.column)}"
                raise Unreadable(
                    f"{{Place}}: columns {both} have {{found}}, so their numbers cannot be told apart; {{remedy}}.",
                    **at(self.grid.name, address(row, column.column)),
                    found=f"the same heading “{shown(column.heading)}”",
                    expected=f"two headings that tell {both} apart",
                    remedy="declare which is which",
                )


def when(across: str, down: str) -> str:
    """The period of a cell from its column's and its row's: `*-05` takes the row's year."""
    if not across:
        return down
    return across.replace(PENDING, down, 1) if across.startswith(PENDING) else across

"""One release as the causes between two see it: its cells by what makes them the same in both, its files, decisions.

A cell is the same in two releases when table, label, breakdown, period, origin and destination are; its file and
address may be others, and so may the category and the measure in which it counts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from flows.core import parts
from flows.core.changes import Figure
from flows.core.conditions import covering
from flows.core.frames import Frame, HeldFile
from flows.core.parts import Part
from flows.core.records import Key


class Cell(NamedTuple):
    """One cell behind or beside a number; `source` and `treatment` lead to the file and the decision of its release."""

    table: str
    label: str
    breakdown: str
    period: str
    place: str
    counted: bool
    value: int | None
    lower: int | None
    upper: int | None
    sheet: str
    address: str
    source: int
    treatment: int

    @property
    def identity(self) -> tuple:
        """What makes it the same in another release, beside origin and destination."""
        return self[:5]

    @property
    def part(self) -> Part:
        """What it adds where it counts."""
        return parts.of(self.value, self.lower, self.upper)


class Number(NamedTuple):
    """An observation, as far as another release is held against it."""

    figure: Figure
    year_basis: str
    part_of: str
    absent: Sequence[Mapping]
    sources: str


class Spot(NamedTuple):
    """What a release says of one origin, destination and year: all categories and measures among which cells move."""

    numbers: Mapping[Key, Number] = {}
    cells: Mapping[Key, Sequence[Cell]] = {}

    def by_identity(self, with_places: bool) -> dict[tuple, tuple[Key, Cell]]:
        """Each cell under its key, by identity; those that nothing tells apart, by their order."""
        found, times = {}, Counter()
        for key, cells in self.cells.items():
            for cell in sorted(cells, key=lambda cell: (cell.sheet, cell.address)):
                identity = cell.identity if with_places else (*cell.identity[:4], "")
                found[*identity, times[identity]] = key, cell
                times[identity] += 1
        return found


class Side:
    """The files, the decisions and the frame of one release; `sources` and `treatments` by what cells call them."""

    def __init__(self, frame: Frame, sources: Mapping[int, object], treatments: Mapping[int, object]):
        self.frame, self.sources, self.treatments = frame, sources, treatments

    @cached_property
    def of_label(self) -> dict[tuple[str, str], list]:
        """The decisions about each label of each table."""
        found = defaultdict(list)
        for treatment in self.treatments.values():
            found[treatment.source, treatment.label].append(treatment)
        return found

    def covering(self, key: Key, cell: Cell):
        """The decision of this release that a cell of another would fall under, or None."""
        decisions = self.of_label.get((cell.table, cell.label), ())
        return covering(decisions, key.year, cell.place or key.destination, cell.breakdown)

    @cached_property
    def by_hash(self) -> dict[tuple[str, str], object]:
        """The files that numbers rest on, by table and hash."""
        return {(source.code, source.sha256): source for source in self.sources.values()}

    def knew(self, table: str, sha256: str) -> bool:
        """Whether a file had been accepted when this release was made."""
        return (table, sha256) in self.frame.files or (table, sha256) in self.by_hash

    def newest(self, key: Key, cell: Cell, spot: Spot) -> HeldFile | None:
        """The file that counted for the table, destination and period of a cell."""
        if self.frame.told:
            return self.frame.newest(cell.table, cell.place or key.destination, cell.period)
        return next(map(self._held, beside(cell, spot)), None)

    def _held(self, cell: Cell) -> HeldFile:
        source = self.sources[cell.source]
        return HeldFile(source.code, source.sha256, source.file_name)


def beside(cell: Cell, spot: Spot) -> Iterable[Cell]:
    """The cells of a spot that are of the same table and period."""
    cells = (each for cells in spot.cells.values() for each in cells)
    return (each for each in cells if (each.table, each.period) == (cell.table, cell.period))

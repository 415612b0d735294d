"""Declared corrections of single cells: what the publisher printed there, what it should be, and why.

The guard is what was printed: a correction is made where a sheet of its name shows exactly that, and nowhere else. A
sheet that prints otherwise is read as it stands, and says so; one that does not reach to the cells says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from curation.core.numbers import LONGEST, Notation, plain
from curation.core.places import address
from curation.core.problems import shown
from curation.core.reading import LARGEST
from curation.core.sheets import Grid
from curation.core.taken import Mistaken
from curation.core.taking import Place, place_of

MOST_CELLS = 100
NOT_KNOWN = re.compile(r"not known(?:, (?:(\d{1,12}) to (\d{1,12})|at least (\d{1,12})|at most (\d{1,12})))?")


class CellCorrection(NamedTuple):
    """One that is in force; `printed` and `corrected` are texts line by line, `cells` is `D20` or `D20:E21`."""

    number: int
    sheet: str
    cells: str
    printed: tuple[tuple[str, ...], ...]
    corrected: tuple[tuple[str, ...], ...]
    what: str
    why: str
    reported_on: str = ""
    reference: str = ""
    approved_on: str = ""

    def each(self) -> Iterator[tuple[int, int, str, str]]:
        """(row, column, printed, corrected) of every cell, 0-based."""
        place = place_of(self.cells)
        for r, lines in enumerate(zip(self.printed, self.corrected, strict=True), place.rows[0]):
            for c, texts in enumerate(zip(*lines, strict=True), place.columns[0]):
                yield r, c, *texts

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        return frozenset((r, c) for r, c, *_texts in self.each())


class Unmet(NamedTuple):
    """A correction that was not made, since a cell of this sheet prints something else than was declared."""

    correction: CellCorrection
    cell: str
    declared: str
    found: str
    mended: bool  # the sheet says itself what the correction would make of it


class Mended(NamedTuple):
    """A sheet after its corrections.

    printed: (row, column) → what the publisher printed in a cell that was corrected
    marks: corrected texts that are no numbers, with what they mean (`curation.core.numbers.MARKS`)
    asked: the numbers of all that are declared of a sheet so called
    applied: the corrections made, as they are kept and handed over; unmet: those that were not
    """

    grid: Grid
    printed: dict[tuple[int, int], str]
    marks: dict[str, list]
    asked: list[int]
    applied: list[dict]
    unmet: list[Unmet]


def mend(grid: Grid, corrections: Sequence[CellCorrection]) -> Mended:
    """The sheet with those corrections made whose guard holds."""
    mine = [correction for correction in corrections if correction.sheet == grid.name]
    failing = {correction: unmet(grid, correction) for correction in mine}
    made = [correction for correction in mine if failing[correction] is None and reaches(grid, correction)]
    touched = {place for correction in made for place in correction.places}
    left = [found for correction, found in failing.items() if found and not touched & correction.places]
    changes = {(r, c): text for each in made for r, c, printed, text in each.each() if not same(printed, text)}
    printed = {(r, c): grid.rows[r][c] for r, c in changes}
    marks = {text: mark for text in changes.values() if (mark := mark_of(text))}
    asked = sorted(correction.number for correction in mine)
    return Mended(with_texts(grid, changes), printed, marks, asked, [told(each, printed) for each in made], left)


def reaches(grid: Grid, correction: CellCorrection) -> bool:
    """Whether a sheet is large enough to have all the cells of a correction."""
    last_row, last_column = max(correction.places)
    return last_row < len(grid.rows) and last_column < len(grid.rows[last_row])


def unmet(grid: Grid, correction: CellCorrection) -> Unmet | None:
    """The first cell of a sheet that prints something else than a correction says; None where there is none."""
    if not reaches(grid, correction):
        return None
    cells = list(correction.each())
    for r, c, printed, _ in cells:
        if not same(found := grid.rows[r][c], printed):
            mended = all(same(grid.rows[r][c], text) for r, c, _, text in cells)
            return Unmet(correction, address(r, c), printed, found, mended)
    return None


def rival(one: CellCorrection, other: CellCorrection) -> bool:
    """Whether two would both be made in one file, on a cell that both are of: they say the same of what is printed."""
    mine, its = ({(r, c): printed for r, c, printed, _ in each.each()} for each in (one, other))
    shared = mine.keys() & its.keys()
    return bool(shared) and all(same(mine[place], its[place]) for place in shared)


def same(one: str, other: str) -> bool:
    """Whether two cells print the same, however it is dashed and spaced."""
    return plain(one) == plain(other)


def with_texts(grid: Grid, texts: dict[tuple[int, int], str]) -> Grid:
    """The sheet with other texts in some cells."""
    rows = list(grid.rows)
    for r in {r for r, _ in texts}:
        rows[r] = [texts.get((r, c), text) for c, text in enumerate(rows[r])]
    return replace(grid, rows=rows) if texts else grid


def told(correction: CellCorrection, printed: dict[tuple[int, int], str]) -> dict:
    """A correction that was made, as plain values, with each cell that it changed."""
    changes = [
        {"cell": address(r, c), "printed": printed[r, c], "corrected": text}
        for r, c, _, text in correction.each()
        if (r, c) in printed
    ]
    said = correction._asdict()
    return {name: said[name] for name in said if name not in ("printed", "corrected")} | {"changes": changes}


# what a person says


def cells_of(text: str) -> Place:
    """The cells of a correction. Raises `Mistaken` for what is no cell, and for too many."""
    place = place_of(text)
    if place.rows is None or place.columns is None:
        raise Mistaken(f"“{shown(text)}” is no cell; expected for example D20, or D20:E21 for several.")
    if (count := size(place)) > MOST_CELLS:
        raise Mistaken(f"{place} are {count:,} cells, and a correction has at most {MOST_CELLS}: declare several.")
    return place


def meet(one: Place, other: Place) -> bool:
    """Whether two places have a cell in common."""
    spans = ((one.rows, other.rows), (one.columns, other.columns))
    return all(a is None or b is None or (a[0] <= b[1] and b[0] <= a[1]) for a, b in spans)


def size(place: Place) -> int:
    """How many cells a place has."""
    return (place.rows[1] - place.rows[0] + 1) * (place.columns[1] - place.columns[0] + 1)


def checked(text: str, cell: str, notation: Notation) -> str:
    """What a cell should say: a count, a mark of its table, or that it is not known. Raises `Mistaken`."""
    text = text.strip()
    if mark := mark_of(text):
        _, *bounds = mark
        if None not in bounds and bounds != sorted(bounds):
            raise Mistaken(f"{cell}: “{text}” goes down; write the smaller number first.")
        return text
    value = notation.read(text) if len(text) <= LONGEST else None
    counts = value is not None and (value.value is None or isinstance(value.value, int) and value.value <= LARGEST)
    if not counts:
        raise Mistaken(
            f"{cell}: “{shown(text)}” is neither a count nor a mark this table uses; write the number it should be, "
            "or “not known”, “not known, 3 to 9”, “not known, at least 3”."
        )
    return text


def mark_of(text: str) -> list | None:
    """What “not known, 3 to 9” means, as a mark of a table; None for any other text."""
    found = NOT_KNOWN.fullmatch(text)
    if not found:
        return None
    lower, upper, least, most = (None if number is None else int(number) for number in found.groups())
    if (lower, least, most) == (None, None, None):
        return ["missing"]
    return ["not_known", lower or least or 0, most if upper is None else upper]

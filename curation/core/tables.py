"""What carries from one year's file of a source table to the next: hints, and declared corrections.

Hints are JSON, kept with the source table and corrected there:

    expects      alternatives, each a list of texts (`*` matches any) that the top of every sheet of this table shows
    lacks        texts that no sheet of this table shows, where another table shows the same headings and more
    columns      heading → role, or `breakdown:sex`; wins over what the program would propose
    constants    what no cell says: `destination`, `origin`, `period`
    numbers      marks, rounding and flags: see `curation.core.numbers.Notation`
    dates_are    `month` where a date stands for its month
    keep         breakdown → members that count (others are read, and do not count): {"sex": ["Total"]}
    parts_of     label → labels that are parts of it, so that they are not added up twice
    totals       printed total → why it is no sum, in words
    sections     the breakdown that rows without numbers begin
    tree_breakdown  the breakdown that the outermost level of a tree of labels is
    corrections  declared corrections of errors in the file, each with a guard
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from curation.core.labels import normalise
from curation.core.numbers import Notation
from curation.core.problems import Unreadable
from curation.core.sheets import Grid, address

TOP = 30
MOST_ROWS_MUST_AGREE = 0.99


@dataclass(frozen=True)
class Hints:
    """The hints of one source table, with its notation made once."""

    source: str = ""
    data: Mapping = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "notation", Notation.from_hints(self.data.get("numbers", {})))

    def get(self, name, default=None):
        return self.data.get(name, default)

    def role_of(self, heading: str) -> str | None:
        """The role declared for a heading, or None."""
        name = normalise(heading)
        for pattern, role in self.data.get("columns", {}).items():
            if fnmatchcase(name, normalise(pattern)):
                return role
        return None

    def declaring(self, **constants: str) -> "Hints":
        """The same hints, with what a person declared about one file."""
        declared = {name: value for name, value in constants.items() if value}
        return replace(self, data={**self.data, "constants": {**self.data.get("constants", {}), **declared}})


def shows(grid: Grid, wanted: Sequence[str]) -> list[str]:
    """Those of the wanted texts that the top of a sheet does not show."""
    texts = {normalise(text) for row in grid.rows[:TOP] for text in row if text}
    return [pattern for pattern in wanted if not any(fnmatchcase(text, normalise(pattern)) for text in texts)]


def missing_from(grid: Grid, hints: Hints) -> list[str]:
    """What a sheet would have to show to be of this table, nearest alternative first; nothing when it is."""
    lacking = hints.get("lacks", [])
    if lacking and len(shows(grid, lacking)) < len(lacking):
        return [f"no {text}" for text in lacking]
    return min((shows(grid, wanted) for wanted in hints.get("expects", [])), key=len, default=[])


def recognise(grid: Grid, tables: Mapping[str, Hints]) -> list[str]:
    """The tables a sheet shows itself to be of. A table that expects nothing is never recognised."""
    return [code for code, hints in tables.items() if hints.get("expects") and not missing_from(grid, hints)]


def shared(found: Sequence[str], tables: Mapping[str, Hints]) -> Hints | None:
    """What several tables of one publisher have in common, when they are laid out alike; else None."""
    layouts = [tables[code].data for code in found]
    if not layouts or any(
        layout.get(part) != layouts[0].get(part) for layout in layouts for part in ("constants", "numbers", "dates_are")
    ):
        return None
    return Hints("", layouts[0])


def require(grid: Grid, hints: Hints) -> None:
    """Refuse a sheet that lacks what every sheet of its table shows: a look-alike read in good faith would be wrong."""
    missing = missing_from(grid, hints)
    if missing:
        raise Unreadable(
            f"Sheet {grid.name} does not look like table {hints.source}: expected to find "
            f"{', '.join(f'“{text}”' for text in missing[:3])} in its first {TOP} rows; check the source table you chose."
        )


def corrected(grid: Grid, hints: Hints) -> tuple[Grid, list[dict]]:
    """The sheet after the declared corrections whose guard shows that the error is there, and those corrections."""
    applied = []
    for correction in hints.get("corrections", []):
        row, columns = heading_row(grid, correction["headings"][0])
        if row is None:
            continue
        headings = grid.rows[row]
        first = columns[0]
        mended = [*headings[:first], *correction["corrected"], *headings[first + len(correction["corrected"]) :]]
        if _agrees(grid, row, headings, correction["guard"]):
            continue
        if not _agrees(grid, row, mended, correction["guard"]):
            raise Unreadable(
                f"Sheet {grid.name}, row {row + 1}: neither the headings as printed nor the declared correction make "
                f"{correction['guard']['sum']} add up to {correction['guard']['equals']}; the file is another than the one "
                "the correction was declared for, so ask the director to look at it."
            )
        rows = list(grid.rows)
        rows[row] = mended
        grid = replace(grid, rows=rows)
        cells = f"{address(row, first)}:{address(row, first + len(correction['corrected']) - 1)}"
        applied.append({"sheet": grid.name, "cells": cells, "what": correction["what"], "why": correction["why"]})
    return grid, applied


def heading_row(grid: Grid, heading: str) -> tuple[int | None, list[int]]:
    """The first row near the top that shows a heading, and the columns it stands in."""
    wanted = normalise(heading)
    for position, row in enumerate(grid.rows[:TOP]):
        columns = [column for column, text in enumerate(row) if normalise(text) == wanted]
        if columns:
            return position, columns
    return None, []


def _agrees(grid: Grid, row: int, headings: Sequence[str], guard: Mapping) -> bool:
    """Whether, under these headings, the parts add up to their whole in practically every line."""
    where = {normalise(text): column for column, text in enumerate(headings)}
    try:
        whole, *parts = [where[normalise(name)] for name in (guard["equals"], *guard["sum"])]
    except KeyError:
        return False
    notation = Notation()
    lines = agreeing = 0
    for line in grid.rows[row + 1 :]:
        values = [notation.read(line[column]) for column in (whole, *parts)]
        if any(value is None or value.value is None for value in values):
            continue
        lines += 1
        agreeing += values[0].value == sum(value.value for value in values[1:])
    return lines > 0 and agreeing / lines >= MOST_ROWS_MUST_AGREE

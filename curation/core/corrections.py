"""Declared corrections: an error in a file that a person found, mended only where the guard shows that it is there.

A correction is part of a table's hints: `headings` (the first of them is where it begins), the `corrected` ones, `what`
and `why` in words, and a `guard` that must hold in practically every line once it is made:
`{"sum": ["part", "other part"], "equals": "whole"}`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from curation.core.labels import normalise
from curation.core.numbers import Notation
from curation.core.places import address
from curation.core.problems import Problem, Unreadable, at
from curation.core.sheets import Grid
from curation.core.tables import TOP, Hints

MOST_ROWS_MUST_AGREE = 0.99


def corrected(grid: Grid, hints: Hints) -> tuple[Grid, list[dict]]:
    """The sheet after the declared corrections it needs, and those corrections with the cells they changed.

    Raises `Unreadable` where a guard holds neither before nor after: the file is not the one the correction is for.
    """
    applied = []
    for correction in hints.get("corrections", []):
        grid, cells = _correct(grid, correction)
        if cells:
            applied.append({"sheet": grid.name, "cells": cells, "what": correction["what"], "why": correction["why"]})
    return grid, applied


def _correct(grid: Grid, correction: Mapping) -> tuple[Grid, str]:
    row, first = _where(grid, correction["headings"][0])
    if row is None or _holds(grid, row, grid.rows[row], correction["guard"]):
        return grid, ""
    after = first + len(correction["corrected"])
    mended = [*grid.rows[row][:first], *correction["corrected"], *grid.rows[row][after:]]
    if not _holds(grid, row, mended, correction["guard"]):
        raise Unreadable(_refusal(grid, row, correction["guard"]))
    return replace(grid, rows=[*grid.rows[:row], mended, *grid.rows[row + 1 :]]), (
        f"{address(row, first)}:{address(row, after - 1)}"
    )


def _where(grid: Grid, heading: str) -> tuple[int | None, int]:
    """The first place near the top that shows a heading."""
    wanted = normalise(heading)
    for r, row in enumerate(grid.rows[:TOP]):
        for c, text in enumerate(row):
            if text and normalise(text) == wanted:
                return r, c
    return None, 0


def _holds(grid: Grid, row: int, headings: Sequence[str], guard: Mapping) -> bool:
    """Whether, under these headings, the parts add up to their whole in practically every line that can tell."""
    where = {normalise(text): column for column, text in enumerate(headings)}
    columns = [where.get(normalise(name)) for name in (guard["equals"], *guard["sum"])]
    if None in columns:
        return False
    values = Notation().values
    lines = ([values[line[column]] for column in columns if column < len(line)] for line in grid.rows[row + 1 :])
    known = [
        [value.value for value in line] for line in lines if all(value and value.value is not None for value in line)
    ]
    telling = [line for line in known if any(line)]
    return bool(telling) and sum(whole == sum(parts) for whole, *parts in telling) >= MOST_ROWS_MUST_AGREE * len(
        telling
    )


def _refusal(grid: Grid, row: int, guard: Mapping) -> Problem:
    return Problem(
        "{Place}: {found} make {expected}; the file is another than the one the correction was declared for, so "
        "{remedy}.",
        **at(grid.name, f"A{row + 1}", f", row {row + 1}"),
        found="neither the headings as printed nor the declared correction",
        expected=f"{', '.join(guard['sum'])} add up to {guard['equals']}",
        remedy="ask the director to look at it",
    )

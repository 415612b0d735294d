"""Whether the cells behind a number add up to it, and whether the number says so much as they allow and no more."""

from typing import NamedTuple


class Cells(NamedTuple):
    """The counted cells of one key added up; a bound is None where a cell has none."""

    count: int
    hidden: int
    value: int | None
    lower: int | None
    upper: int | None


class Number(NamedTuple):
    """What is published for one key."""

    value: int | None
    lower: int
    upper: int | None
    status: str
    cells: int
    hidden_cells: int
    absent: list


def faults(number, cells):
    """(number of the invariant in doubt, what is wrong) for each fault; either side may be None."""
    if number is None:
        yield 1, f"{cells.count} cells are counted, and no number is published for them"
    elif cells is None:
        yield 1, f"{shown(number)} is published, and no cell is listed behind it"
    else:
        yield from faults_of_sum(number, cells)
        yield from faults_of_shape(number, cells)


def faults_of_sum(number, cells):
    """Invariant 1: value, bounds and counts are those of the cells."""
    if (number.cells, number.hidden_cells) != (cells.count, cells.hidden):
        yield (
            1,
            (
                f"{number.cells} cells, {number.hidden_cells} of them hidden, are said to be behind it, "
                f"and {cells.count}, {cells.hidden} of them hidden, are listed"
            ),
        )
    if number.value is not None and number.value != cells.value:
        yield 1, f"its cells add up to {cells.value}, and {number.value} is published"
    if number.lower != cells.lower:
        yield 1, f"its cells are at least {cells.lower} together, and at least {number.lower} is published"
    if not upper_fits(number, cells):
        yield (
            1,
            f"its cells are at most {shown_bound(cells.upper)}, and at most {shown_bound(number.upper)} is published",
        )


def upper_fits(number, cells):
    """Where something is absent the cells limit the number from below only."""
    if not number.absent:
        return number.upper == cells.upper
    return number.upper is None or (cells.upper is not None and cells.upper <= number.upper)


def faults_of_shape(number, cells):
    """Invariant 5: a value where all is known and nowhere else."""
    if cells.hidden == 0 and not number.absent and number.value is None:
        yield 5, f"it is {number.status} and has no value, although nothing behind it is hidden or absent"
    if number.value is not None and (cells.hidden or number.absent):
        yield 5, f"it has the value {number.value}, although a part of it is hidden or absent"
    if number.status == "suppressed" and not cells.hidden:
        yield 5, "it is called suppressed, and no cell behind it is hidden"


def shown(number):
    """The value, or its bounds where it has none."""
    return f"{number.lower} to {shown_bound(number.upper)}" if number.value is None else str(number.value)


def shown_bound(bound):
    """An upper bound in words."""
    return "any number" if bound is None else str(bound)

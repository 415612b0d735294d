"""Whether the cells behind a number add up to it, and whether the number says so much as they allow and no more."""

from typing import NamedTuple


class Cells(NamedTuple):
    """The counted cells of one key added up: how many, how many of them without a value, and their sums.

    A sum is None where it is unlimited (`upper`) or no cell has a value (`value`).
    """

    count: int
    unknown: int
    value: int | None
    lower: int
    upper: int | None


NO_CELLS = Cells(0, 0, 0, 0, 0)


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
    """(number of the invariant in doubt, what is wrong) for each fault of a number (or None) and its cells (or None).

    A number without cells is zero: the publisher leaves out the rows of which there is nothing to say.
    """
    if number is None:
        yield 1, f"{cells.count} cells are counted, and no number is published for them"
    else:
        yield from faults_of_sum(number, cells or NO_CELLS)
        yield from faults_of_shape(number, cells or NO_CELLS)


def faults_of_sum(number, cells):
    """Invariant 1: value, bounds and counts are those of the cells."""
    if number.cells != cells.count:
        yield 1, f"{number.cells} cells are said to be behind it, and {cells.count} are listed"
    if number.hidden_cells > cells.unknown:
        yield 1, f"cells said to be hidden: {number.hidden_cells}, cells listed without a value: {cells.unknown}"
    if number.value is not None and number.value != cells.value:
        yield 1, f"its cells add up to {cells.value}, and {number.value} is published"
    if number.lower != cells.lower:
        yield 1, f"its cells are at least {cells.lower} together, and at least {number.lower} is published"
    if not upper_fits(number, cells):
        yield 1, f"its cells are at most {bound(cells.upper)} together, and at most {bound(number.upper)} is published"


def upper_fits(number, cells):
    """Where something is absent the cells limit the number from below only."""
    if not number.absent:
        return number.upper == cells.upper
    return number.upper is None or (cells.upper is not None and cells.upper <= number.upper)


def faults_of_shape(number, cells):
    """Invariant 5: a value where all is known, and nowhere else."""
    if number.value is None and not cells.unknown and not number.absent:
        yield 5, f"it is {number.status} and has no value, although nothing behind it is hidden or absent"
    if number.value is not None and (cells.unknown or number.absent):
        yield 5, f"it has the value {number.value}, although a part of it is hidden or absent"
    if number.status == "suppressed" and not cells.unknown:
        yield 5, "it is called suppressed, and no cell behind it is hidden"


def bound(upper):
    """An upper bound in words."""
    return "any number" if upper is None else str(upper)

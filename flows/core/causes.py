"""What made a number another than in an earlier release: causes that add up to the difference, to the last unit."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flows.core import parts
from flows.core.changes import Change, Figure
from flows.core.parts import Part
from flows.core.records import Key

# In the order in which they are told; what each means is in `flows.differences.caused`.
KINDS = (
    "accepted", "new_series", "new_origin", "new_year", "new_cell",
    "category", "counted", "left_out", "span", "table_rule", "series_rule",
    "year_printed", "year_summed", "other_table", "other_day", "union_printed", "union_summed", "members",
    "revised", "gone_cell", "withdrawn",
    "place", "correction", "declaration", "layout", "reading",
    "gone_series", "gone_origin", "gone_year",
    "held", "lacking", "whole", "in_part", "status",
)  # fmt: skip
BY_DECISION = frozenset({"category", "counted", "left_out", "span"})
READ_OTHERWISE = frozenset({"place", "correction", "declaration", "layout", "reading"})


class By(NamedTuple):
    """What can be opened to see why: a decision about a label, a file of a table; `said` is what else belongs to it."""

    decision: int = 0
    label: str = ""
    language: str = ""
    table: str = ""
    file: str = ""
    sha256: str = ""
    said: tuple[str, ...] = ()


class Cause(NamedTuple):
    """What some cells did to a number for one reason.

    amount: what it adds to the number as it is told: to its value, or to its lower bound where it has no value
    other: the number that the cells went to, where they `went`, or else came from
    """

    kind: str
    by: By = By()
    part: Part = parts.NOTHING
    amount: int = 0
    cells: int = 0
    other: Key | None = None
    went: bool = False


class Explained(NamedTuple):
    """One number in two releases, with every cause. `part_of`: the union that held it, before and after."""

    change: Change
    causes: tuple[Cause, ...]
    year_basis: str
    part_of: tuple[str, str]

    @property
    def key(self) -> Key:
        """What it is the number of."""
        return self.change.key

    @property
    def amounts(self) -> tuple[int, int]:
        """What it adds to a total before and after; what a union's number holds already adds nothing."""
        figures = self.change.before, self.change.after
        return tuple(0 if union else told(figure) for figure, union in zip(figures, self.part_of, strict=True))

    @property
    def is_held(self) -> bool:
        """Whether a union's number holds it already, so that it enters no total."""
        return self.part_of != ("", "") and not any(self.amounts)

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say of it."""
        return self.change.kind != "unchanged" or bool(self.causes)


def told(figure: Figure | None) -> int:
    """A number as it enters a total: its value, or what is certain of it where it has none; nothing where it is not."""
    if figure is None:
        return 0
    return figure.lower if figure.value is None else figure.value


def goes_by_value(before: Figure | None, after: Figure | None) -> bool:
    """Whether a change is one of values; it is one of lower bounds where either number has no value."""
    return all(figure is None or figure.value is not None for figure in (before, after))


def together(causes: Iterable[Cause]) -> Iterator[Cause]:
    """One cause for all cells with the same reason, in the order in which they are told."""
    found: dict[tuple, Cause] = {}
    for cause in causes:
        reason = cause.kind, cause.by, cause.other, cause.went
        same = found.get(reason, cause._replace(part=parts.NOTHING, amount=0, cells=0))
        found[reason] = same._replace(
            part=same.part.plus(cause.part), amount=same.amount + cause.amount, cells=same.cells + cause.cells
        )
    yield from sorted(found.values(), key=lambda cause: (KINDS.index(cause.kind), cause.by, cause.other or ()))


class Rest(NamedTuple):
    """What no cause accounts for; `limits` counts a bound that came or went without a cause."""

    value: int
    lower: int
    upper: int
    limits: int


def unexplained(change: Change, causes: Iterable[Cause]) -> Rest:
    """How much of a change of value (where both have one), of lower and of upper the causes leave open. Always zero.

    An upper bound that is unlimited on either side is no number: there only that it is limited, or no longer, has to
    have a cause.
    """
    moved = parts.total(cause.part for cause in causes)
    before, after = (figure or Figure(0, 0, 0, "") for figure in (change.before, change.after))
    value = upper = limits = 0
    if None not in (before.value, after.value):
        value = after.value - before.value - moved.value
    if None not in (before.upper, after.upper):
        upper, limits = after.upper - before.upper - moved.upper, abs(moved.unlimited)
    elif change.after and (before.upper is None) != (after.upper is None):
        limits = int(moved.unlimited <= 0 if after.upper is None else moved.unlimited >= 0)
    return Rest(value, after.lower - before.lower - moved.lower, upper, limits)

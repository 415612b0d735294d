"""How one sheet is laid out: which cells are headings, keys and values.

A `Layout` is positional: it speaks of this sheet's rows and columns and is stored with the sheet. What carries from one
year's file to the next is a source table's hints, which speak of headings (`curation.core.tables`), so that a column
more or a year more needs no work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

ROLES = {
    "origin": "where people come from",
    "destination": "where people go",
    "label": "a part of the raw label",
    "year": "the year",
    "quarter": "the quarter",
    "month": "the month",
    "period": "the whole period",
    "breakdown": "a dimension such as sex or duration",
    "flag": "the publisher's flag of the value",
    "same": "the same as another column, in another language or code",
    "same:origin": "the same as the origin, and read where that is blank; so is `same:destination`",
    "note": "says nothing about a single number",
    "out_of_scope": "outside of what CAMT counts",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A column that says what a row's numbers are of.

    piece: which of several texts joined by commas
    fill: whether its text is printed once and stands for the blank rows below
    """

    column: int
    role: str
    name: str = ""
    piece: int | None = None
    fill: bool = False

    @property
    def kind(self) -> str:
        """The role without what it is of: `breakdown` for `breakdown:sex`, `same` for `same:origin`."""
        return self.role.partition(":")[0]


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of numbers, with what its headings say. `role` is value, total or note; `flag` the column of its
    flags.
    """

    column: int
    role: str = "value"
    label: tuple[str, ...] = ()
    period: str = ""
    area: str = ""
    heading: str = ""
    breakdown: str = ""
    flag: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows are 0-based and inclusive.

    headings: first and last heading row
    body: first and last row that may hold numbers
    keys: in the order in which the parts of a label and of a breakdown stand
    constants: `origin`, `destination`, `period`, `label:Reason`, `breakdown:sex`, where no cell of the body says them
    area_across: what headings that name places are: `origin` or `destination`
    sections: the breakdown that rows without numbers begin ("" where they only repeat what the origin says)
    tree: columns of labels whose totals stand below their parts, outermost first
    tree_breakdown: name of the breakdown that the outermost of them is, if it is no part of the label
    totals_of: breakdown, or heading of a part of the label → its members that are totals over the others
    assumed: what the program took for granted, in words, for a person to check
    """

    headings: tuple[int, int]
    body: tuple[int, int]
    keys: tuple[Key, ...]
    values: tuple[ValueColumn, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    area_across: str = ""
    sections: str = ""
    tree: tuple[int, ...] = ()
    tree_breakdown: str = ""
    totals_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()

    def of(self, role: str) -> list[Key]:
        """The keys of one role, in their order."""
        return [key for key in self.keys if key.role == role]

    def as_json(self) -> dict:
        """Plain values, as `from_json` takes them, without what is as usual: there may be thousands of columns."""
        plain = {name: getattr(self, name) for name in FIELDS[Layout]}
        return {**plain, "keys": [_unusual(key) for key in self.keys], "values": [_unusual(c) for c in self.values]}

    @classmethod
    def from_json(cls, data: Mapping) -> "Layout":
        """The layout that `as_json` wrote, also one written before a field was there; lists stand for tuples."""
        parts = {"keys": Key, "values": ValueColumn}
        plain = {name: _tupled(data[name]) for name in FIELDS[cls] if name in data and name not in parts}
        return cls(**plain, **{name: tuple(_made(kind, one) for one in data[name]) for name, kind in parts.items()})


FIELDS = {kind: [each.name for each in fields(kind)] for kind in (Key, ValueColumn, Layout)}
USUAL = {kind: {each.name: each.default for each in fields(kind)} for kind in (Key, ValueColumn)}


def _unusual(part: Key | ValueColumn) -> dict:
    return {name: said for name, usual in USUAL[type(part)].items() if (said := getattr(part, name)) != usual}


def _made(kind: type, data: Mapping):
    return kind(**{name: _tupled(data[name]) for name in FIELDS[kind] if name in data})


def _tupled(said):
    """JSON knows lists only."""
    if isinstance(said, Mapping):
        return {name: _tupled(text) for name, text in said.items()}
    return tuple(said) if isinstance(said, list | tuple) else said

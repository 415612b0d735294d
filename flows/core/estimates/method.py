"""What there is to know of a method, and what it answers: said once, for command, help, pages and reference."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from flows.core.estimates.columns import KEY, NOTE, Column
from flows.core.estimates.figures import Figures
from flows.core.estimates.tables import Key, Table
from flows.core.estimates.words import N_, Filled

MANY = 20  # sentences beside a table, of the same kind


class Answer(NamedTuple):
    """Keys and results side by side, why results are missing, and sentences about the whole.

    keys: name → the texts; results: name → the figures; notes: a text for each row, or None where all is there.
    """

    keys: dict[str, Sequence[str]]
    results: dict[str, Figures]
    notes: Sequence[str] | None = None
    said: Sequence[str] = ()


class Method(NamedTuple):
    """A way to reckon: what it takes and gives, its formula, what it takes for granted, and when not to use it."""

    name: str
    title: str
    formula: str
    columns: tuple[Column, ...]
    results: tuple[Column, ...]
    assumes: str
    not_when: str
    source: str
    example: str
    run: Callable[..., Answer]
    row_by_row: bool = False
    options: Mapping[str, str] = {}

    @property
    def gives(self) -> tuple[Column, ...]:
        """All result columns, with the one that says why a result is missing."""
        return (*self.results, NOTE)


AREA = Column("area", KEY, N_("the area that the row is about"))
MISSING = N_("missing: {columns}")
TOO_LARGE = N_("undefined: the result is too large a number")


def row_by_row(table: Table, key: str, results: Mapping[str, Figures], undefined: str) -> Answer:
    """The answer of a method that looks at one row at a time; a key that stands twice is refused."""
    table.refuse_repeats(key, *table.carried)
    names = [name for name in table.arranged([*table.keys]) if name not in results]
    keys = {name: table.keys[name].written() for name in names}
    return Answer(keys, dict(results), notes(results, table.figures, undefined))


def notes(results: Mapping[str, Figures], inputs: Mapping[str, Figures], undefined: str) -> list[str] | None:
    """For each row why a result is missing: the inputs that are, or `undefined` where they are all there."""
    lacking = np.any([np.isnan(each.value) for each in results.values()], axis=0)
    if not lacking.any():
        return None
    absent = sum(np.isnan(each.value).astype(np.int64) << place for place, each in enumerate(inputs.values()))
    kinds, kind = np.unique(np.where(lacking, absent, -1), return_inverse=True)
    texts = [_why(code, [*inputs], undefined) for code in kinds.tolist()]
    return [texts[place] for place in kind.tolist()]


def _why(code, names, undefined):
    """`code`: a bit for each name that is missing; below zero where nothing is."""
    if code < 0:
        return ""
    absent = [name for place, name in enumerate(names) if code >> place & 1]
    return missing(*absent) if absent else undefined


def missing(*names: str) -> Filled:
    """That these columns are."""
    return Filled(MISSING, columns=", ".join(names))


def told(lacking: np.ndarray, absent: np.ndarray, if_absent: str, undefined: str = "") -> list[str] | None:
    """The same where what is missing is one thing alone."""
    if not lacking.any():
        return None
    return chosen(len(lacking), [(lacking, undefined), (lacking & absent, if_absent)])


def chosen(size: int, reasons: Sequence[tuple[np.ndarray, str]]) -> list[str]:
    """For each row the last of the reasons that hold, else nothing; each text is held once, whoever says it."""
    said = np.full(size, "", object)
    for holds, text in reasons:
        said[holds] = text
    return said.tolist()


def keys_of(table: Table, names: Sequence[str], rows) -> dict[str, list[str]]:
    """Texts of the keys of these rows, in the order of the columns given."""
    return {name: Key(table.keys[name].texts, table.keys[name].codes[rows]).written() for name in table.arranged(names)}

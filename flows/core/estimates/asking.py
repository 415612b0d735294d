"""A method asked of a table in lines of text: one door for the command line and for pages."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.core.estimates.method import Answer, Method
from flows.core.estimates.methods import METHODS
from flows.core.estimates.reading import read, unused
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong


class Asked(NamedTuple):
    """The answer, and the columns of the table that it does not rest on."""

    answer: Answer
    unused: list[str]


def ask(name: str, lines: Iterable[str], by: Sequence[str] = (), **options: str) -> Asked:
    """What a method says of the table in these lines; Wrong, in one sentence, where something is wrong with it."""
    method = known(name)
    table = read(lines, method.columns, by, method.row_by_row)
    return Asked(method.run(table, **options), unused(table))


def known(name: str) -> Method:
    """The method of this name."""
    if name not in METHODS:
        raise Wrong(N_("There is no method {name}; choose one of {methods}."), name=name, methods=", ".join(METHODS))
    return METHODS[name]

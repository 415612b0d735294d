"""A reader's table and what a method says of it; nothing of it outlives the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.core.estimates.method import Answer, Method
from flows.core.estimates.reading import lines_of, read, unused
from flows.core.estimates.tables import Table
from flows.estimating import sensitivity
from flows.estimating.listed import TOLD, Told


@dataclass(frozen=True)
class Reckoned:
    """What was given, as it was written and as it was read, and what came out."""

    method: Method
    text: str
    table: Table
    answer: Answer
    options: Mapping[str, str]
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)  # result → for each row an address, or nothing
    remarks: Sequence[str] = ()  # what else there is to know, in the language of the page

    @property
    def told(self) -> Told:
        return TOLD[self.method.name]

    @property
    def unused(self) -> list[str]:
        return unused(self.table)

    @cached_property
    def moved(self) -> list[sensitivity.Moved]:
        return sensitivity.of(self.method, self.told, self.table, self._run, self.answer)

    def _run(self, table):
        return self.method.run(table, **self.options)


def reckon(method: Method, text: str, by: Sequence[str], options: Mapping[str, str]) -> Reckoned:
    """Wrong, in one sentence with its place, where something is wrong with the table."""
    table = read(lines_of(text), method.columns, by, method.row_by_row)
    return Reckoned(method, text, table, method.run(table, **options), options)

"""How a series' numbers are made from what its tables give: year by year, origin by origin; the Union and its members.

What a table gives to a number is asked of `Additions.part`: cells (`curation.composition.numbers`), or sums that were
prepared (`curation.prepared`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curation.composition.holdings import Holdings
from curation.composition.treated import Row
from curation.core import adding
from curation.models import Series, SourceTable
from curation.scope import UNION, Scope
from flows.core.records import Key, ObservationRecord

NO_ROW = "no row in the publisher's table"


class Behind(NamedTuple):
    """One cell behind a number."""

    table: str
    decision: int
    row: Row


class Part(NamedTuple):
    """What one table gives to a number: what its cells come to, and the cells themselves where they are wanted."""

    sums: adding.Sums
    cells: list[Behind] = []


class Number(NamedTuple):
    """An observation with what each table gave to it."""

    observation: ObservationRecord
    parts: dict[str, Part]

    @property
    def cells(self) -> list[Behind]:
        """The cells it was added up from."""
        return [behind for part in self.parts.values() for behind in part.cells]


class Additions:
    """The numbers of each series, as far as what tables give is known."""

    def __init__(self, scope: Scope, held: Holdings):
        self.scope, self.held = scope, held

    def part(self, key: Key, table: str, periods: tuple[str, ...]) -> Part:
        """What a table gives to a number, from the cells of the periods that are the year."""
        raise NotImplementedError

    def of_series(self, series: Series) -> Iterator[Number]:
        for year in range(series.from_year, series.to_year + 1):
            for origin in self.scope.origins:
                yield from self.at(series, origin, year)

    def at(self, series: Series, origin: str, year: int) -> list[Number]:
        """The numbers of one origin in one year of a series: of a union those of its members as well."""
        if series.destination == UNION:
            return self.union(series, origin, year)
        number = self.number(series, Key(origin, series.destination, year, series.category, series.measure))
        return [number] if number else []

    def number(self, series: Series, key: Key, *, part_of: str = "") -> Number | None:
        """One number of one destination, or None where no table says anything about it."""
        parts, absent, sources = {}, [], set()
        for table in self.tables(series, key):
            held = self.held.year(table, key.destination, key.year, series)
            part = self.part(key, table, held.periods)
            silent = not part.sums.there and self.scope.tables[table].absent == SourceTable.Absent.MISSING
            lacks = not held.complete or silent
            if lacks:
                absent.append({"table": table, "held": NO_ROW if held.complete else held.words})
            if part.sums.there or not lacks:
                sources.add(table)
            parts[table] = part
        if not sources or (absent and not any(part.sums.cells for part in parts.values())):
            return None
        return self.added(series, key, parts, absent, sources, part_of)

    def tables(self, series: Series, key: Key) -> list[str]:
        """The tables a number needs: all of `tables_all`, or of `tables_prefer` the first that prints the year."""
        if series.tables_all:
            return series.tables_all
        held = {table: self.held.year(table, key.destination, key.year, series) for table in series.tables_prefer}
        printed = [table for table, part in held.items() if part.complete and len(part.periods) == 1]
        whole = [table for table, part in held.items() if part.complete]
        some = [table for table, part in held.items() if part.periods]
        return (printed or whole or some)[:1]

    def union(self, series: Series, origin: str, year: int) -> list[Number]:
        """The Union's number as printed, else the sum of its members; each member beside it, as a part of it."""
        key = Key(origin, UNION, year, series.category, series.measure)
        members = [
            number
            for area in self.scope.members(year)
            if (number := self.number(series, key._replace(destination=area), part_of=UNION))
        ]
        printed = self.number(series, key._replace(destination=self.scope.union_as_printed(year)))
        whole = printed or (self.sum_of(series, key, members) if members else None)
        return [whole, *members] if whole else members

    def sum_of(self, series: Series, key: Key, members: list[Number]) -> Number:
        """The Union as the sum of its members: partial where one is missing or partial itself."""
        said = {member.observation.key.destination for member in members}
        absent = [{"member": area, "held": NO_ROW} for area in self.scope.members(key.year) if area not in said]
        absent += [
            {"member": member.observation.key.destination, "held": part["held"]}
            for member in members
            for part in member.observation.absent
        ]
        parts = {
            table: joined(member.parts[table] for member in members if table in member.parts)
            for table in sorted({table for member in members for table in member.parts})
        }
        return self.added(series, key, parts, absent, {table for table, part in parts.items() if part.sums.cells}, "")

    def added(self, series: Series, key: Key, parts: dict[str, Part], absent, sources, part_of) -> Number:
        total = adding.total(adding.together(part.sums for part in parts.values()), absent=bool(absent))
        key = key._replace(destination=self.scope.published_destination(key.destination, key.year))
        observation = ObservationRecord(
            key=key,
            year_basis=series.year_basis,
            value=total.value,
            lower=total.lower,
            upper=total.upper,
            status=status(key, total.status),
            headline=series.headline,
            part_of=part_of,
            sources=";".join(sorted(sources)),
            cells=total.cells,
            hidden_cells=total.hidden,
            absent=tuple(absent),
        )
        return Number(observation, parts)


def joined(parts: Iterable[Part]) -> Part:
    """What members of a union give from one table, as one."""
    parts = list(parts)
    return Part(adding.together(part.sums for part in parts), [behind for part in parts for behind in part.cells])


def status(key: Key, added: str) -> str:
    """The Union of 2020 is another than that of 2019."""
    return "break" if key.destination == UNION and key.year == 2020 and added == "normal" else added

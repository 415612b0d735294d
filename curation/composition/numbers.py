"""Cells added up to observations: series by series, year by year, origin by origin; the Union beside its members."""

from functools import cached_property
from typing import NamedTuple

from curation.composition.holdings import Holdings
from curation.composition.register import Register
from curation.composition.treated import Row, Treated
from curation.core import adding
from curation.core.numbers import NOT_APPLICABLE
from curation.core.sheets import address
from curation.models import Series, SourceTable
from curation.scope import UNION, Scope
from flows.core.records import ContributionRecord, Key, ObservationRecord

NO_ROW = "no row in the publisher's table"


class Behind(NamedTuple):
    """One cell behind a number."""

    table: str
    decision: int
    row: Row


class Number(NamedTuple):
    """An observation with the cells it was added up from."""

    observation: ObservationRecord
    cells: list[Behind]


class Numbers:
    """Every observation of every series, and every cell behind or beside one, sorted by key."""

    def __init__(self, scope: Scope, held: Holdings, treated: Treated, register: Register):
        self.scope, self.held, self.treated, self.register = scope, held, treated, register
        self._found = [number for series in scope.series for number in self.of_series(series)]
        self.observations = sorted((number.observation for number in self._found), key=lambda each: each.key)

    @cached_property
    def contributions(self) -> list[ContributionRecord]:
        """Every cell behind or beside a number: for a release, and not for who only asks what is there."""
        cells = [self.cell(number.observation, behind) for number in self._found for behind in number.cells]
        return sorted([*cells, *self.left_out()], key=lambda cell: (cell.key, not cell.counted))

    def of_series(self, series: Series):
        for year in range(series.from_year, series.to_year + 1):
            for origin in self.scope.origins:
                if series.destination == UNION:
                    yield from self.union(series, origin, year)
                elif number := self.number(
                    series, Key(origin, series.destination, year, series.category, series.measure)
                ):
                    yield number

    def number(self, series: Series, key: Key, *, part_of: str = "") -> Number | None:
        """One number of one destination, or None where no table says anything about it."""
        cells, absent, sources = [], [], set()
        for table in self.tables(series, key):
            held = self.held.year(table, key.destination, key.year, series)
            mine = [Behind(table, *cell) for cell in self.treated.included.get(key, {}).get(table, ())]
            mine = [behind for behind in mine if behind.row.period in held.periods]
            silent = not mine and self.scope.tables[table].absent == SourceTable.Absent.MISSING
            if not held.complete or silent:
                absent.append({"table": table, "held": NO_ROW if held.complete else held.words})
            if mine or not (absent and absent[-1]["table"] == table):
                sources.add(table)
            cells += [behind for behind in mine if behind.row.flag != NOT_APPLICABLE]
        if not sources or (absent and not cells):
            return None
        return self.added(series, key, cells, absent, sources, part_of)

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
        cells = [behind for member in members for behind in member.cells]
        return self.added(series, key, cells, absent, {behind.table for behind in cells}, "")

    def added(self, series: Series, key: Key, cells: list[Behind], absent, sources, part_of) -> Number:
        total = adding.add((adding.Cell(*behind.row[9:]) for behind in cells), absent=bool(absent))
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
        return Number(observation, cells)

    def cell(self, observation: ObservationRecord, behind: Behind) -> ContributionRecord:
        return self.contribution(observation.key, observation.year_basis, behind.decision, behind.row, counted=True)

    def left_out(self):
        """Cells kept out, at zero: beside the number they were kept out of, in the periods that number is made of."""
        for key, series, table, decision, row in self.treated.left_out:
            if row.period in self.held.year(table, key.destination, key.year, series).periods:
                said = key._replace(destination=self.scope.published_destination(key.destination, key.year))
                yield self.contribution(said, series.year_basis, decision, row, counted=False)

    def contribution(self, key: Key, basis: str, decision: int, row: Row, *, counted: bool) -> ContributionRecord:
        file, sheet = self.held.sheets[row.sheet]
        unlimited = counted and row.lower is None  # a number that is not there may be anything
        return ContributionRecord(
            key=key,
            year_basis=basis,
            source=self.register.source(file),
            treatment=self.register.treatment(decision),
            counted=counted,
            sheet=sheet,
            cell=address(row.row, row.column),
            printed=row.printed,
            value=row.value,
            lower=0 if unlimited else row.lower,
            upper=None if unlimited else row.upper,
            period=row.period,
            breakdown=row.breakdown,
        )


def status(key: Key, added: str) -> str:
    """The Union of 2020 is another than that of 2019."""
    return "break" if key.destination == UNION and key.year == 2020 and added == "normal" else added

"""Every observation of a release, and every cell behind or beside one, sorted by key."""

from functools import cached_property

from curation.composition.additions import Additions, Behind, Part
from curation.composition.holdings import Holdings
from curation.composition.register import Register
from curation.composition.treated import Row, Treated
from curation.core import adding
from curation.core.numbers import NOT_APPLICABLE
from curation.core.sheets import address
from curation.scope import Scope
from flows.core.records import ContributionRecord, Key, ObservationRecord


class Numbers(Additions):
    """Observations added up from cells."""

    def __init__(self, scope: Scope, held: Holdings, treated: Treated, register: Register):
        super().__init__(scope, held)
        self.treated, self.register = treated, register
        self._found = [number for series in scope.series for number in self.of_series(series)]
        self.observations = sorted((number.observation for number in self._found), key=lambda each: each.key)

    @cached_property
    def contributions(self) -> list[ContributionRecord]:
        """Every cell behind or beside a number: for a release, and not for who only asks what is there."""
        cells = [self.cell(number.observation, behind) for number in self._found for behind in number.cells]
        return sorted([*cells, *self.left_out()], key=lambda cell: (cell.key, not cell.counted))

    def part(self, key: Key, table: str, periods: tuple[str, ...]) -> Part:
        """What a table gives to a number, from the cells of the periods that are the year."""
        cells = [Behind(table, *cell) for cell in self.treated.included.get(key, {}).get(table, ())]
        cells = [behind for behind in cells if behind.row.period in periods]
        sums = adding.sums(adding.Cell(*behind.row[9:]) for behind in cells)
        return Part(sums, [behind for behind in cells if behind.row.flag != NOT_APPLICABLE])

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
            place=row.destination if row.destination != key.destination else "",
        )

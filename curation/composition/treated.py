"""Each cell that counts, put where its label's decision says: into a number, beside it, or nowhere."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from curation import queries
from curation.composition.holdings import Holdings
from curation.core import periods
from curation.core.numbers import NOT_APPLICABLE
from curation.models import CategoryDecision, Reading, Series
from curation.scope import Scope
from flows.core.records import Key

ROWS_AT_ONCE = 5_000
FIELDS = (
    "sheet_id", "label_id", "row", "column", "origin", "destination", "period", "breakdown", "printed",
    "value", "lower", "upper", "status", "flag",
)  # fmt: skip


class Row(NamedTuple):
    """A reading as it is stored."""

    sheet: int
    label: int
    row: int
    column: int
    origin: str
    destination: str
    period: str
    breakdown: str
    printed: str
    value: int | None
    lower: int | None
    upper: int | None
    status: str
    flag: str


class Treated:
    """Every cell in scope under its decision.

    included: key → table → [(decision, row)]; left_out: [(key, series, table, decision, row)];
    undecided: label → number of cells; undecided_in: (destination of the series, year) → table → labels;
    used: the decisions met.

    Under the decisions in force, or under others, a list for each label.
    """

    def __init__(self, scope: Scope, held: Holdings, *, decisions=None):
        self.scope, self.held = scope, held
        self.included: dict[Key, dict[str, list[tuple[int, Row]]]] = defaultdict(lambda: defaultdict(list))
        self.left_out: list[tuple[Key, Series, str, int, Row]] = []
        self.undecided: dict[int, int] = defaultdict(int)
        self.undecided_in: dict[tuple[str, int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self.used: dict[int, CategoryDecision] = {}
        self._decisions = self._in_force() if decisions is None else decisions
        self._under: dict[tuple, CategoryDecision | None] = {}
        for table, series, row in self.effective():
            self.treat(table, series, row)

    def effective(self) -> Iterator[tuple[str, Series, Row]]:
        """Readings that count: of the file that counts for their period, in a series' span, of kept breakdowns."""
        held, scope = self.held, self.scope
        for row in self.rows():
            file = held.sheets[row.sheet][0]
            table = held.files[file].source_id
            series = scope.of(table, row.destination, row.period)
            if series is None or held.newest.get((table, row.destination, row.period)) != file:
                continue
            if row.breakdown and not queries.counts_at_all(scope.tables[table], row.breakdown):
                continue
            yield table, series, row

    def rows(self) -> Iterator[Row]:
        """Every reading of the files held."""
        readings = Reading.objects.filter(sheet__in=self.held.sheets).order_by("sheet", "row", "column")
        return map(Row._make, readings.values_list(*FIELDS).iterator(chunk_size=ROWS_AT_ONCE))

    def treat(self, table: str, series: Series, row: Row) -> None:
        year = periods.observation_year(row.period, series.year_basis)
        decision = self.decision(row, year)
        if decision is None:
            self.undecided[row.label] += 1
            self.undecided_in[series.destination, year][table].add(row.label)
            return
        self.used[decision.pk] = decision
        if decision.disposition not in ("include", "exclude"):
            return
        measure = decision.measure or self.scope.tables[table].measure
        key = Key(row.origin, row.destination, year, decision.category, measure)
        if decision.disposition == "include":
            self.included[key][table].append((decision.pk, row))
        elif row.flag != NOT_APPLICABLE:
            self.left_out.append((key, series, table, decision.pk, row))

    def decision(self, row: Row, year: int) -> CategoryDecision | None:
        """The decision in force that a cell falls under."""
        place = (row.label, year, row.destination, row.breakdown)
        if place not in self._under:
            self._under[place] = queries.covering(self._decisions.get(row.label, ()), *place[1:])
        return self._under[place]

    def _in_force(self) -> dict[int, list[CategoryDecision]]:
        found = defaultdict(list)
        in_force = CategoryDecision.objects.in_force().filter(label__source__in=self.scope.tables)
        for decision in in_force.select_related("label"):
            found[decision.label_id].append(decision)
        return found

    def lines(self) -> set[tuple[int, int]]:
        """The lines, as sheet and row, of which a cell is counted."""
        return {
            (row.sheet, row.row) for tables in self.included.values() for rows in tables.values() for _, row in rows
        }

    def periods(self, sheets: set[int]) -> set[tuple[int, int, str]]:
        """The periods, in lines of some sheets, of which a year is made: as printed, or months, or quarters."""
        return {
            (row.sheet, row.row, row.period)
            for key, tables in self.included.items()
            for table, rows in tables.items()
            for _, row in rows
            if row.sheet in sheets and row.period in self._periods(table, row, key.year)
        }

    def _periods(self, table: str, row: Row, year: int) -> tuple[str, ...]:
        series = self.scope.of(table, row.destination, row.period)
        return self.held.year(table, row.destination, year, series).periods

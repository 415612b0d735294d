"""Which series there are, and which of them a cell of some table, destination and period may count in."""

from collections import defaultdict
from functools import cached_property

from curation.core import conditions, periods
from curation.models import Series, SourceTable
from flows.core.records import Key
from flows.models import Area, Membership

UNION = "EU"
POPULATION = "population"  # the measure of tables that count inhabitants, and nobody who moves
PRINTED_UNIONS = ("EU28", "EU27_2020")  # until 2019, and since


class Scope:
    """Series, their tables, the tracked origins, and who belonged to the Union when."""

    def __init__(self):
        self.series = list(Series.objects.all())
        self._found: dict[tuple[str, str, str], Series | None] = {}

    @cached_property
    def tables(self) -> dict[str, SourceTable]:
        """The source tables that some series rests on."""
        return SourceTable.objects.in_bulk({code for series in self.series for code in series.tables})

    @cached_property
    def inhabitants(self) -> dict[str, SourceTable]:
        """The source tables that count inhabitants: what rates are reckoned by, and no series rests on."""
        return {table.pk: table for table in SourceTable.objects.filter(measure=POPULATION)}

    @cached_property
    def origins(self) -> list[str]:
        tracked = Area.objects.filter(tracked_origin=True).order_by("code")
        return list(tracked.values_list("code", flat=True))

    @cached_property
    def spans(self) -> dict[str, list[tuple[int, int | None]]]:
        """The years of each member of the Union."""
        found = defaultdict(list)
        years = Membership.objects.filter(group=UNION).values_list("member_id", "from_year", "to_year")
        for member, first, last in years:
            found[member].append((first, last))
        return dict(sorted(found.items()))

    def members(self, year: int) -> list[str]:
        """The countries that were the Union in a year."""
        return [area for area in self.spans if self.is_member(area, year)]

    def is_member(self, area: str, year: int) -> bool:
        return any(conditions.covers(first, last, year) for first, last in self.spans.get(area, ()))

    def union_as_printed(self, year: int) -> str:
        """Under which code the publishers print the Union of a year."""
        return PRINTED_UNIONS[year >= 2020]

    def published_destination(self, destination: str, year: int) -> str:
        """The Union has one name in the record, whatever the publisher calls it."""
        return UNION if destination == self.union_as_printed(year) else destination

    def of(self, table: str, destination: str, period: str) -> Series | None:
        """The series that a cell may count in, or None: another destination, or outside of all spans."""
        place = (table, destination, period)
        if place not in self._found:
            self._found[place] = self._search(*place)
        return self._found[place]

    def series_of(self, key: Key) -> Series | None:
        """The series that a number of this key belongs to, its destination as the publishers name it; or None."""
        for series in self.series:
            same = (series.category, series.measure) == (key.category, key.measure)
            in_span = series.from_year <= key.year <= series.to_year
            if same and in_span and self._reaches(series, key.destination, key.year):
                return series
        return None

    def year(self, table: str, destination: str, period: str) -> int | None:
        """The observation year that a cell may count in, or None outside of every series."""
        series = self.of(table, destination, period)
        return periods.observation_year(period, series.year_basis) if series else None

    def narrowed(self, readings):
        """Those readings whose period lies in the years of some series: the database need not count the rest."""
        held = readings.order_by().values_list("period", flat=True).distinct()
        return readings.filter(period__in=[period for period in held if self._spans(period)])

    def _spans(self, period) -> bool:
        years = ((series, periods.observation_year(period, series.year_basis)) for series in self.series)
        return any(year is not None and series.from_year <= year <= series.to_year for series, year in years)

    def _search(self, table, destination, period):
        for series in self.series:
            year = periods.observation_year(period, series.year_basis)
            in_span = year is not None and series.from_year <= year <= series.to_year
            if table in series.tables and in_span and self._reaches(series, destination, year):
                return series
        return None

    def _reaches(self, series, destination, year) -> bool:
        if series.destination != UNION:
            return series.destination == destination
        return destination == self.union_as_printed(year) or self.is_member(destination, year)

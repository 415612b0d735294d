"""How many people the origins have in the years of a release: a row for each cell that says it.

Nobody decides what these cells mean: that their table counts inhabitants is declared of it (`measure`), and a second
person accepted the file. They are no observations, enter no total, and where one is missing there is no row.
"""

from collections.abc import Iterator
from operator import itemgetter

from curation.composition.holdings import Holdings
from curation.composition.register import Register
from curation.core.sheets import address
from curation.models import Reading, SourceTable
from flows.core.records import ObservationRecord, PopulationRecord

FIELDS = (
    "origin", "period", "sheet_id", "row", "column", "destination", "value", "status", "printed",
)  # fmt: skip


def of(
    tables: dict[str, SourceTable], origins: list[str], observations: list[ObservationRecord], register: Register
) -> list[PopulationRecord]:
    """In the order of origin and year, from the first to the last year that has an observation."""
    years = {observation.key.year for observation in observations}
    if not tables or not years:
        return []
    held = Holdings(tables)
    register.has_beside(held)
    spanned = list(map(str, range(min(years), max(years) + 1)))
    return sorted(records(held, origins, spanned, register), key=itemgetter(0, 1))


def records(held: Holdings, origins, years, register) -> Iterator[PopulationRecord]:
    """Of several tables the first in their order that has the number."""
    first = {}
    for table, file, sheet, (origin, year, _sheet, row, column, _destination, *said) in counting(held, origins, years):
        if first.setdefault((origin, year), table) == table:
            value, status, printed = said
            cell = address(row, column)
            yield PopulationRecord(origin, int(year), value, status, register.source(file), sheet, cell, printed)


def counting(held: Holdings, origins, years) -> list[tuple]:
    """(table, file, name of the sheet, row of `FIELDS`) of the newest accepted file for each year, table by table."""
    readings = Reading.objects.filter(sheet__in=held.sheets, origin__in=origins, period__in=years, breakdown="")
    found = []
    for row in readings.exclude(value=None).order_by("sheet", "row", "column").values_list(*FIELDS):
        file, sheet = held.sheets[row[2]]
        table = held.files[file].source
        if held.newest.get((table.pk, row[5], row[1])) == file:
            found.append(((table.position, table.pk), file, sheet, row))
    return sorted(found, key=itemgetter(0))

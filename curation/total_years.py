"""Of which printed totals the years are years of a series: only these speak of numbers that are published.

A total of a period names it; of any other the cells beside it do: those of its row where it is of one origin, those of
its column, or of its whole sheet, where it is one over all origins.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from curation.models import PrintedTotal, Reading
from curation.scope import Scope

PLACE = ("sheet", "row", "column", "sheet__file__source", "destination", "period")


class TotalYears:
    """The years of series that some totals are of; one query, of the cells on their sheets."""

    def __init__(self, totals: Iterable[PrintedTotal], scope: Scope):
        self.sheets, self.scope = {total.sheet_id for total in totals}, scope

    def of(self, total: PrintedTotal) -> set[int]:
        """The years of series in which the cells lie that it is a total of."""
        sheet, row, column = total.sheet_id, total.row, total.column
        beside = self._places[(sheet, "row", row) if total.origin else (sheet, "column", column)]
        found = {
            self.scope.year(table, destination, total.period or period)
            for table, destination, period in beside or self._places[sheet,]
        }
        return found - {None}

    @cached_property
    def _places(self) -> dict[tuple, set[tuple[str, str, str]]]:
        """Table, destination and period of the cells of each row, each column, each sheet."""
        found = defaultdict(set)
        cells = Reading.objects.filter(sheet__in=self.sheets).order_by() if self.sheets else Reading.objects.none()
        for sheet, row, column, *place in cells.values_list(*PLACE).iterator():
            for where in ((sheet, "row", row), (sheet, "column", column), (sheet,)):
                found[where].add(tuple(place))
        return found

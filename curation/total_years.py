"""Of which printed totals the years are years of a series: only these speak of numbers that are published.

A total of a period names it; of any other the cells beside it do: those of its row where it is of one origin, those of
its column, or of its whole sheet, where it is one over all origins.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from curation.models import PrintedTotal, Reading
from curation.scope import Scope

PLACE = ("sheet__file__source", "destination", "period")


class TotalYears:
    """The years of series that some totals are of; a query for those of one origin, and one for those over all."""

    def __init__(self, totals: Iterable[PrintedTotal], scope: Scope):
        self.totals, self.scope = list(totals), scope

    def of(self, total: PrintedTotal) -> set[int]:
        """The years of series in which the cells lie that it is a total of."""
        if total.origin:
            beside = self._rows[total.sheet_id, total.row]
        else:
            beside = self._columns[total.sheet_id, total.column] or self._columns[total.sheet_id, None]
        found = {self.scope.year(table, destination, total.period or period) for table, destination, period in beside}
        return found - {None}

    @cached_property
    def _rows(self) -> dict[tuple[int, int], set[tuple]]:
        """Table, destination and period of the cells of each row in which a total of one origin stands."""
        of_one = [total for total in self.totals if total.origin]
        found = defaultdict(set)
        for sheet, row, *place in places("row", of_one, row__in={total.row for total in of_one}):
            found[sheet, row].add(tuple(place))
        return found

    @cached_property
    def _columns(self) -> dict[tuple[int, int | None], set[tuple]]:
        """The same of each column of the sheets on which a total over all origins stands; under None of all columns."""
        found = defaultdict(set)
        for sheet, column, *place in places("column", [total for total in self.totals if not total.origin]):
            found[sheet, column].add(tuple(place))
            found[sheet, None].add(tuple(place))
        return found


def places(line: str, totals: list[PrintedTotal], **narrowed):
    """Each place of the cells on the sheets of some totals once, by sheet and line: asked of nothing where none is."""
    cells = Reading.objects.filter(sheet__in={total.sheet_id for total in totals}, **narrowed)
    return cells.order_by().values_list("sheet", line, *PLACE).distinct()

"""How many people the open totals of a file are about, as far as they are in published numbers.

A total over all origins, or of a year that no series holds, is about nobody of them. Of totals of one line and year the
largest holds the others: the year its quarters, the total its subtotals.
"""

from collections.abc import Iterable

from curation.explained import subject
from curation.models import PrintedTotal
from curation.scope import Scope
from curation.total_years import TotalYears


class Affected:
    """The open totals of some files, by what a doubt about each is of."""

    def __init__(self, files: set[int]):
        found = PrintedTotal.objects.filter(sheet__file__in=files, outcome="open").exclude(origin="")
        found = found.select_related("sheet").defer("sheet__layout", "sheet__set_aside") if files else ()
        self.found = {(total.sheet.file_id, subject(total)): total for total in found}
        self.years = TotalYears(self.found.values(), Scope()) if self.found else None

    def people(self, file: int, subjects: Iterable[str]) -> tuple[int, bool]:
        """The people of some of a file's totals, and whether any of these is of a year of a series."""
        lines, reaches = {}, False
        for total in filter(None, (self.found.get((file, each)) for each in subjects)):
            for year in self.years.of(total):
                reaches = True
                line = total.sheet_id, total.row, year
                lines[line] = max(lines.get(line, 0), total.value or 0)
        return sum(lines.values()), reaches

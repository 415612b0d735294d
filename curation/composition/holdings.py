"""What is held: accepted files, and which of them counts where.

Within a table the newest accepted file wins for each destination and period it holds; a key that it no longer has is
gone. Coverage is by periods actually held, whichever origins a file names, not by a file's presence.
"""

from collections import defaultdict
from functools import cached_property

from curation.core import adding
from curation.models import Coverage, Series, Sheet, SourceFile


class Holdings:
    """The accepted files of some source tables."""

    def __init__(self, tables):
        accepted = SourceFile.objects.accepted().filter(source__in=tables).select_related("source")
        accepted = accepted.order_by("accepted_at", "pk")
        self.files: dict[int, SourceFile] = {file.pk: file for file in accepted}

    @cached_property
    def sheets(self) -> dict[int, tuple[int, str]]:
        """File and name of each sheet."""
        rows = Sheet.objects.filter(file__in=self.files).values_list("pk", "file_id", "name")
        return {pk: (file, name) for pk, file, name in rows}

    @cached_property
    def newest(self) -> dict[tuple[str, str, str], int]:
        """For each table, destination and period the file that counts: the one accepted last that holds it."""
        order = {pk: place for place, pk in enumerate(self.files)}
        found: dict[tuple[str, str, str], int] = {}
        covered = Coverage.objects.filter(file__in=self.files).values_list("file_id", "destination", "period")
        for file, destination, period in covered.iterator():
            key = (self.files[file].source_id, destination, period)
            if key not in found or order[file] > order[found[key]]:
                found[key] = file
        return found

    @cached_property
    def covered(self) -> dict[tuple[str, str], set[str]]:
        """The periods that each table holds for each destination."""
        found = defaultdict(set)
        for table, destination, period in self.newest:
            found[table, destination].add(period)
        return found

    @cached_property
    def _years(self) -> dict[tuple, adding.Held]:
        return {}

    def year(self, table: str, destination: str, year: int, series: Series) -> adding.Held:
        """Which periods of a table are the year, and whether they are all of it."""
        place = (table, destination, year, series.year_basis, series.months_summable_until)
        if place not in self._years:
            covered = self.covered.get((table, destination), frozenset())
            self._years[place] = adding.held(covered, year, series.year_basis, series.months_summable_until)
        return self._years[place]

    def anywhere(self, table: str, year: int, series: Series) -> bool:
        """Whether a table holds anything of a year, for whatever destination."""
        return any(
            self.year(table, destination, year, series).periods
            for source, destination in list(self.covered)
            if source == table
        )

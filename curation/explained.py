"""What people explained or doubt of the printed totals and of the changes of files.

A total is explained by an explanation, or by resolving the concern that a rule raised about it, as long as nobody
reopened that. A change is left to people where no rule understands it; a doubt stands for an explanation.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from curation.core.concern_rules import total_named
from curation.core.sheets import address
from curation.models import Change, Concern, Explanation, PrintedTotal

RULE = "parts_against_total"
CELL = re.compile(r"(.*?![A-Z]+\d+)(?:, |$)")  # a sheet may have a comma in its name


class Explained:
    """What people said of the open totals of some files."""

    def __init__(self, files: Iterable[int]):
        said = Explanation.objects.filter(file__in=files, total__isnull=False).select_related("by").order_by("at", "pk")
        self._said = {words.total_id: words for words in said}
        raised = Concern.objects.filter(rule=RULE, file__in=files).order_by("pk").select_related("resolved_by")
        self.concerns = {(concern.file_id, concern.subject): concern for concern in raised.defer("text")}

    def words(self, total: PrintedTotal) -> str:
        """The last explanation of a total, or ""."""
        said, concern = self._said.get(total.pk), self.concern(total)
        if concern and concern.state != Concern.State.RESOLVED:
            return ""
        return said.text if said else concern.resolution if concern else ""

    def who_and_when(self, total: PrintedTotal):
        """Who explained a total, and when."""
        said, concern = self._said.get(total.pk), self.concern(total)
        return (said.by, said.at) if said else (concern.resolved_by, concern.resolved_at) if concern else (None, None)

    def concern(self, total: PrintedTotal) -> Concern | None:
        """The concern that the rule raised about a total."""
        return self.concerns.get((total.sheet.file_id, subject(total)))


def place(total: PrintedTotal) -> str:
    """Sheet and cell, as `FY18!W130`."""
    return f"{total.sheet.name}!{address(total.row, total.column)}"


def subject(total: PrintedTotal) -> str:
    """What the rule calls a total with the sum of its parts."""
    return total_named(place(total), total.printed, total.lower, total.upper)


def open_totals(file, explained: Explained | None = None) -> list[PrintedTotal]:
    """Totals of a file that neither rounding, hidden cells, the table's hints nor a person's words explain."""
    totals = PrintedTotal.objects.filter(sheet__file=file, outcome="open").select_related("sheet")
    explained = explained or Explained([file.pk])
    return [total for total in totals.defer("sheet__layout", "sheet__set_aside") if not explained.words(total)]


def unexplained_changes(files: Iterable[int]):
    """The changes of files that no rule understands, nobody explained and nobody doubts."""
    left = Change.objects.filter(difference__file__in=files, why="", explanations__isnull=True)
    for file, cells in doubted_cells(files).items():
        left = left.exclude(Q(is_at__in=cells) | Q(is_at="", was_at__in=cells), difference__file=file)
    return left


def doubted_cells(files: Iterable[int]) -> dict[int, set[str]]:
    """The cells of each file about which persons raised a concern."""
    found = defaultdict(set)
    raised = Concern.objects.filter(file__in=files, rule="").exclude(place="")
    for file, places in raised.values_list("file", "place"):
        found[file].update(CELL.findall(places))
    return found


def cells_of(places: str) -> list[tuple[str, str]]:
    """Sheet and cell of each place that a doubt names; a range or a whole sheet as it stands."""
    named = CELL.findall(places) or [places]
    return [(sheet, cell) for sheet, _mark, cell in (each.rpartition("!") for each in named)]

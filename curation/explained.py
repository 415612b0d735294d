"""Printed totals that people explained: by an explanation, or by resolving the concern that a rule raised about one.

A total is explained as long as nobody reopened the concern about it.
"""

from collections.abc import Iterable

from curation.core.concern_rules import total_named
from curation.core.sheets import address
from curation.models import Concern, Explanation, PrintedTotal

RULE = "parts_against_total"


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
        subject = total_named(place(total), total.printed, total.lower, total.upper)
        return self.concerns.get((total.sheet.file_id, subject))


def place(total: PrintedTotal) -> str:
    """Sheet and cell, as `FY18!W130`."""
    return f"{total.sheet.name}!{address(total.row, total.column)}"


def open_totals(file, explained: Explained | None = None) -> list[PrintedTotal]:
    """Totals of a file that neither rounding, hidden cells, the table's hints nor a person's words explain."""
    totals = PrintedTotal.objects.filter(sheet__file=file, outcome="open").select_related("sheet")
    explained = explained or Explained([file.pk])
    return [total for total in totals.defer("sheet__layout", "sheet__set_aside") if not explained.words(total)]

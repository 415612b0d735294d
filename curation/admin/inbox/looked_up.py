"""What a page of the inbox looks up: one query for each kind of thing, and for what stands beside them."""

from collections import defaultdict
from functools import cached_property

from curation.admin.inbox.words import name_in, name_of_area
from curation.core import areas
from curation.core.concern_rules import total_named
from curation.explained import place
from curation.inbox import items, names
from curation.inbox.items import Item
from curation.models import Amendment, CategoryDecision, ConceptReason, Concern, Correction, PrintedTotal, Series


class LookedUp:
    """The rows behind some things."""

    def __init__(self, shown: list[Item]):
        self.shown = shown

    def keys(self, kind: str) -> list[int]:
        return [item.pk for item in self.shown if item.kind == kind]

    @cached_property
    def decisions(self):
        about = CategoryDecision.objects.select_related("label__source", "label__standing", "proposed_by")
        return about.in_bulk(self.keys(items.DECISION))

    @cached_property
    def concerns(self):
        keys = {key for item in self.shown for key in item.concerns}
        about = Concern.objects.select_related(
            "file__source", "label__source", "label__standing", "decision__label__source"
        )
        about = about.select_related("raised_by", "question__release")
        return about.in_bulk(keys)

    @cached_property
    def reasons(self):
        return ConceptReason.objects.select_related("concept", "proposed_by").in_bulk(self.keys(items.REASON))

    @cached_property
    def amendments(self):
        return Amendment.objects.select_related("proposed_by").in_bulk(self.keys(items.AMENDMENT))

    @cached_property
    def corrections(self):
        return Correction.objects.select_related("source", "proposed_by").in_bulk(self.keys(items.CORRECTION))

    @cached_property
    def opened(self) -> dict[tuple[int, str], PrintedTotal]:
        """The open totals of the files of things of this kind, by what a doubt about one is of."""
        found = PrintedTotal.objects.filter(sheet__file__in=self.keys(names.TOTALS), outcome="open")
        found = found.select_related("sheet").defer("sheet__layout", "sheet__set_aside")
        return {
            (total.sheet.file_id, total_named(place(total), total.printed, total.lower, total.upper)): total
            for total in found
        }

    @cached_property
    def categories(self) -> dict[str, set[str]]:
        """The categories of the series that each table is for."""
        found = defaultdict(set)
        for series in Series.objects.all():
            for table in series.tables:
                found[table].add(series.category)
        return found

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The places that waiting changes of the list propose for names nobody knows."""
        unknown = {areas.normalise(name_in(concern)) for concern in self.concerns.values()}
        waiting = Amendment.objects.filter(table=Amendment.Table.ALIAS, state=Amendment.State.PROPOSED, key__in=unknown)
        return {amendment.key: name_of_area(amendment.after.get("area", "")) for amendment in waiting}

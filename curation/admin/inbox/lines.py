"""A page of the inbox in words: what each thing is, where, what is proposed, why it is here, who is at it."""

from collections.abc import Iterable
from types import SimpleNamespace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import corrected
from curation.admin.inbox import why
from curation.admin.inbox.line import Line
from curation.admin.inbox.looked_up import LookedUp
from curation.admin.inbox.why import Why
from curation.admin.inbox.words import (
    changed,
    is_spanned,
    name_in,
    name_of_area,
    table_of,
    what_of,
    where,
    where_asked,
    words_about,
    words_of,
    years_of,
)
from curation.core import areas
from curation.inbox import items, names
from curation.inbox.items import Item
from curation.models import Claim, Concern
from curation.templatetags.desk import span

INCLUDED = {"disposition": "include", "reason_code": "", "measure": "", "condition": {}}


class Lines(LookedUp):
    """The lines of some things; `most` is how many people the largest of all is about."""

    def __init__(self, shown: list[Item], most: int, claims: dict[str, Claim]):
        super().__init__(shown)
        self.most, self.claims = most, claims

    def all(self) -> list[Line]:
        kinds = {
            items.DECISION: self.decision,
            items.CONCERN: self.concern,
            names.TOTALS: self.totals,
            items.REASON: self.reason,
            items.AMENDMENT: self.amendment,
            items.CORRECTION: self.correction,
        }
        lines = [line for item in self.shown if (line := kinds[item.kind](item))]
        for line in lines:
            line.claim, line.most = self.claims.get(line.item.name), self.most
        return lines

    # the kinds

    def decision(self, item: Item) -> Line | None:
        if not (decision := self.decisions.get(item.pk)):
            return None
        label = decision.label
        told = [*why.of_concerns(self.of(item)), *answered(item, decision)]
        return Line(
            item,
            reverse("admin:curation_categorydecision_change", args=[decision.pk]),
            what=str(label),
            words=", ".join(filter(None, [words_of(label), span(decision) if is_spanned(decision) else ""])),
            where=where(label.source),
            proposed=decision,
            label=label.pk,
            measure=decision.measure or label.source.measure,
            language=label.source.language,
            why=told or [Why(why.title(items.FLAG), ".")],
        )

    def concern(self, item: Item) -> Line | None:
        if not (concern := self.concerns.get(item.pk)):
            return None
        source, label = table_of(concern), concern.label
        line = Line(
            item,
            reverse("admin:curation_concern_change", args=[concern.pk]),
            what=what_of(concern),
            words=words_about(concern, source),
            where=where(source) if source else where_asked(concern),
            proposed=concern.decision or self.only_category(source),
            label=concern.decision and concern.decision.label_id,
            measure=(concern.decision and concern.decision.measure) or (source.measure if source else ""),
            language=source.language if label and source else "",
            why=[why.of_concern(concern)],
        )
        if concern.rule == "unknown_place":
            line.proposed, line.place = None, _("a place")
            if area := self.aliases.get(areas.normalise(name_in(concern))):
                line.why.append(Why(_("Proposed"), _(": an alias of %(place)s.") % {"place": area}))
        return line

    def totals(self, item: Item) -> Line | None:
        concerns = self.of(item)
        if not concerns:
            return None
        file = concerns[0].file
        held = [self.opened.get((file.pk, concern.subject)) for concern in concerns]
        found = [total for total in held if total]
        count = ngettext("%(count)s printed total", "%(count)s printed totals", len(concerns))
        return Line(
            item,
            reverse("admin:file_totals", args=[file.pk]) + "#open",
            what=count % {"count": len(concerns)},
            words=", ".join(filter(None, [name_of_area(item.origin), file.source.title, years_of(found)])),
            where=where(file.source),
            proposed=self.only_category(file.source),
            measure=file.source.measure,
            why=[why.of_totals(found) if len(concerns) > 1 else why.of_concern(concerns[0])],
        )

    def reason(self, item: Item) -> Line | None:
        if not (reason := self.reasons.get(item.pk)):
            return None
        return Line(
            item,
            reverse("admin:curation_conceptreason_change", args=[reason.pk]),
            what=str(reason.concept),
            words=_("a concept, %(name)s") % {"name": reason.proposed_by},
            place=_("kept apart"),
            why=[Why(why.title(items.REASON), ":", why.shortened(reason.text_en))],
        )

    def amendment(self, item: Item) -> Line | None:
        if not (amendment := self.amendments.get(item.pk)):
            return None
        return Line(
            item,
            reverse("admin:curation_amendment_change", args=[amendment.pk]),
            what=f"“{amendment.key}”",
            words=f"{amendment.get_table_display()}, {amendment.proposed_by}",
            place=changed(amendment),
            why=[Why(why.title(items.AMENDMENT), ":", why.shortened(amendment.rationale))],
        )

    def correction(self, item: Item) -> Line | None:
        if not (correction := self.corrections.get(item.pk)):
            return None
        return Line(
            item,
            reverse("admin:curation_correction_change", args=[correction.pk]),
            what=str(correction),
            words=f"{correction.source.title}, {correction.proposed_by}",
            where=where(correction.source),
            place=corrected.in_words(correction),
            measure=correction.source.measure,
            why=[Why(why.title(items.CORRECTION), ":", why.shortened(correction.what))],
        )

    # parts of them

    def of(self, item: Item) -> list[Concern]:
        return [self.concerns[key] for key in item.concerns if key in self.concerns]

    def only_category(self, source):
        """The one category that a table is for, in the form of a treatment; None where there are several."""
        found = self.categories[source.pk] if source else set()
        return SimpleNamespace(**INCLUDED, category=next(iter(found))) if len(found) == 1 else None


def answered(item: Item, decision) -> Iterable[Why]:
    if items.ANSWERED in item.tags:
        words = _(": %(name)s has answered with another proposal.") % {"name": decision.proposed_by}
        yield Why(_("You returned it"), words)

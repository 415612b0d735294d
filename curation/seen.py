"""What somebody saw of a proposal before they say yes to it, and what of it is another by now.

What was seen travels with the form, signed: an approval compares it with what is there, under the lock of the label,
and is refused with each thing that changed. A program that reads and approves in one transaction compares nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.core import signing
from django.db.models import Count, Q

from curation import effects, tally
from curation.actions import proposed
from curation.actions.refused import Refused
from curation.cases import Case, like, rule_of
from curation.changed import changed
from curation.core import treatments
from curation.core.codebook import Rule
from curation.effects import Effects
from curation.models import CategoryDecision, Concern, Label, Reading, SourceFile, Standing

SALT = "curation.seen"


class Changed(Refused):
    """Something is not as it was seen; `changes` names each in a sentence of its own."""

    def __init__(self, changes: list[str]):
        super().__init__(f"Not approved, for it is not what you saw. {' '.join(changes)} Look again.")
        self.changes = changes


class Seen(NamedTuple):
    """A proposal's surroundings; what it says itself never changes. Lists hold a key and the words for it."""

    label: str
    cells: int
    people: int
    measure: str
    files: list
    ends: list
    doubts: list
    totals: dict | None = None


class Look(NamedTuple):
    """Everything that bears on one proposal."""

    seen: Seen
    effects: Effects | None
    rule: Rule | None
    cases: list[Case]

    @property
    def precedents(self) -> list[CategoryDecision]:
        """The decisions in force about like cases."""
        return [case.precedent for case in self.cases if case.precedent]


def look(decision) -> Look:
    """All there is to see of one proposal, the draft's totals with it."""
    rule = rule_of(decision.label)
    cases = like(decision.label, rule)
    found = effects.of(decision, rule, cases)
    seen = of([decision])[decision.pk]
    return Look(seen._replace(totals=totals_of(found)), found, rule, cases)


def token(pk: int, seen: Seen) -> str:
    """What was seen of a proposal, to be sent along with the approval."""
    return signing.dumps([pk, seen], salt=SALT, compress=True)


def tokens(decisions: Iterable[CategoryDecision]) -> dict[int, str]:
    """What a preview of several shows of each, without the draft's totals, which move as one after the other is
    approved.
    """
    return {pk: token(pk, found) for pk, found in of(decisions).items()}


def check(decision, sent: str) -> None:
    """Refuse to approve something else than what was seen."""
    before = read(decision, sent)
    now = of([decision])[decision.pk] if before.totals is None else look(decision).seen
    if changes := list(changed(before, now)):
        raise Changed(changes)


def read(decision, sent: str) -> Seen:
    """What somebody says they saw of this proposal."""
    try:
        pk, said = signing.loads(sent, salt=SALT)
    except signing.BadSignature:
        pk, said = None, ()
    if pk != decision.pk or len(said) != len(Seen._fields):  # another version of the program may have signed it
        raise Refused("This does not say what you saw of the proposal: open its page, and approve it there.")
    return Seen(*said)


def of(decisions: Iterable[CategoryDecision]) -> dict[int, Seen]:
    """What there is to see of some proposals, but for the totals of the draft: a few queries for all of them."""
    decisions = list(decisions)
    labels = Label.objects.select_related("source").in_bulk({decision.label_id for decision in decisions})
    standings = Standing.objects.in_bulk(labels)
    files, in_force = files_of(labels), in_force_of(labels)
    doubts = doubts_of([decision.pk for decision in decisions], labels)
    found = {}
    for decision in decisions:
        standing, label = standings.get(decision.label_id), labels[decision.label_id]
        ends = [former for former in in_force[label.pk] if proposed.overlap(decision, former)]
        found[decision.pk] = Seen(
            label=" · ".join(filter(None, [label.text, label.translation_en, label.translation_ru])),
            cells=standing.cells if standing else 0,
            people=standing.people if standing else 0,
            measure=decision.measure or label.source.measure,
            files=files[label.pk],
            ends=[[former.pk, treatments.in_words(former)] for former in ends],
            doubts=[*doubts[decision.pk, None], *doubts[None, label.pk]],
        )
    return found


def files_of(labels: dict[int, Label]) -> dict[int, list]:
    """The files that count and hold a label, by label."""
    newest = set(tally.newest_files({label.source_id for label in labels.values()}).values())
    readings = Reading.objects.filter(label__in=labels, sheet__file__in=newest).order_by()
    held = readings.values_list("label", "sheet__file").distinct()
    names = dict(SourceFile.objects.filter(pk__in=newest).values_list("pk", "name"))
    found = defaultdict(list)
    for label, file in sorted(held):
        found[label].append([file, names[file]])
    return found


def in_force_of(labels) -> dict[int, list[CategoryDecision]]:
    found = defaultdict(list)
    for decision in CategoryDecision.objects.in_force().filter(label__in=labels).order_by("pk"):
        found[decision.label_id].append(decision)
    return found


def doubts_of(pks: Iterable[int], labels) -> dict[tuple[int | None, int | None], list]:
    """The unsettled doubts by proposal, and by label those about the label as such: key, words, how much was said."""
    asked = Q(decision__in=pks) | Q(decision__isnull=True, label__in=labels)
    concerns = Concern.objects.unresolved().exclude(severity=Concern.Severity.NOTE).filter(asked).order_by("pk")
    found = defaultdict(list)
    for concern in concerns.annotate(said=Count("messages")):
        about = (concern.decision_id, None) if concern.decision_id else (None, concern.label_id)
        found[about].append([concern.pk, concern.text[:80], concern.said])
    return found


def totals_of(effects: Effects | None) -> dict | None:
    """What was told of each series: the draft, the draft if approved, and what is published."""
    if effects is None:
        return None
    return {
        f"{table.series.destination} {table.series.category} {table.series.measure}": {
            "draft": in_figures(line.draft for line in table.lines),
            "approved": in_figures(line.approved for line in table.lines),
            "public": in_figures([table.public]),
        }
        for table in effects.tables
    }


def in_figures(totals) -> list:
    return [list(total) if total else None for total in totals]

"""What an outcome brings with it for a label and the doubts about it: the inner half of `decisions`."""

from django.db.models import Q
from django.utils import timezone

from curation.actions import concerns, proposed, reviewed
from curation.actions.refused import Refused
from curation.core import treatments
from curation.models import CategoryDecision, Concern, Label

State = CategoryDecision.State


def lock(label):
    """The label's row, held until the transaction ends: whoever decides on the same label waits.

    SQLite has no row locks and needs none: its transactions begin by taking the whole database (IMMEDIATE). The key is
    left free, so that nobody waits for a file whose readings point to the label.
    """
    return Label.objects.select_for_update(no_key=True).get(pk=label.pk)


def may_review(decision, by, deed):
    """Politely first; the conditional UPDATE and the database's own constraint say the same."""
    reviewed.may_review(decision, by, "curation.approve_categorydecision", deed)
    if decision.flagged and not by.has_perm("curation.approve_flagged"):
        raise Refused("This proposal is flagged and waits for the director.")


def waits(decision) -> bool:
    """Whether nobody has reviewed it or taken it back meanwhile."""
    return CategoryDecision.objects.waiting().filter(pk=decision.pk).exists()


def supersede(decision):
    """End the decisions in force that would claim the same cells, years and conditions taken together."""
    in_force = CategoryDecision.objects.in_force().filter(label=decision.label).exclude(pk=decision.pk)
    former = [other for other in in_force if proposed.overlap(decision, other)]
    in_force.filter(pk__in=[other.pk for other in former]).update(state=State.SUPERSEDED, superseded_at=timezone.now())
    return former


def settle(decision, by):
    """A second person's agreement answers what rules doubted, about the decision and about the label's first use."""
    doubts = Q(rule="first_use", label=decision.label) | Q(decision=decision) & ~Q(rule="")
    words = f"Approved by {by} as {treatments.in_words(decision)}."
    concerns.close_all(doubts, resolution=words, outcome=Concern.Outcome.KEPT, by=by)


def drop_doubts(decision, by, words=""):
    """A proposal that is gone leaves no doubt of a rule behind; what a person doubted stays to be settled in words."""
    words = words or f"The proposal was {decision.get_state_display()}."
    doubts = Q(decision=decision) & ~Q(rule="")
    concerns.close_all(doubts, resolution=words, outcome=Concern.Outcome.CHANGED, by=by)

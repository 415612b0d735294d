"""Labels of one concept treated in several ways: a reason for it, proposed and approved, or all of them made alike."""

from django.db import transaction

from curation import standings
from curation.actions import decisions, reviewed
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.alike import plan
from curation.models import Batch, Concept, ConceptReason

State = ConceptReason.State
PROPOSE, APPROVE = "curation.propose_categorydecision", "curation.approve_categorydecision"


def give_reason(concept, *, text_en, text_ru="", by):
    """Propose why labels of a concept may be treated apart: it is printed beside them once somebody else agrees.

    A person has one reason waiting for a concept: the newer takes the older one's place. Returns the reason.
    """
    require(by, PROPOSE, "propose why a concept is treated in two ways")
    text_en, text_ru = reviewed.words(text_en, "the reason, in English"), (text_ru or "").strip()
    if len(text_ru) > reviewed.LONGEST:
        raise Refused(f"The Russian reason has {len(text_ru):,} characters, and {reviewed.LONGEST:,} are kept.")
    with transaction.atomic():
        Concept.objects.select_for_update().get(pk=concept.pk)
        for same in concept.reasons.filter(
            text_en=text_en, text_ru=text_ru, state__in=[State.APPROVED, State.PROPOSED]
        ):
            raise Refused(f"This reason is {same.get_state_display()} already, by {same.proposed_by}.")
        for former in concept.reasons.filter(state=State.PROPOSED, proposed_by=by):
            reviewed.withdraw(former, by=by, why="Replaced by a newer reason of the same person.")
        reason = ConceptReason.objects.create(concept=concept, text_en=text_en, text_ru=text_ru, proposed_by=by)
        tell(reason, by, f"Proposed: {text_en}")
    return reason


def approve(reason, *, by, note=""):
    """Agree to somebody else's reason: the codebook prints it from the next release on, in place of a former one."""
    reviewed.may_review(reason, by, APPROVE, "approve")
    with transaction.atomic():
        Concept.objects.select_for_update().get(pk=reason.concept_id)
        former = ConceptReason.objects.filter(concept=reason.concept_id, state=State.APPROVED).first()
        if former:
            ConceptReason.objects.filter(pk=former.pk).update(state=State.SUPERSEDED)
            tell(former, by, f"Superseded by reason {reason.pk}.")
        reviewed.move(reason, State.APPROVED, by=by, note=note)
        tell(reason, by, f"Approved. {note}".strip())


def return_(subject, *, reason, by):
    """Send somebody else's reason back, saying why."""
    with transaction.atomic():
        reviewed.return_(subject, reason=reason, by=by, permission=APPROVE)


def withdraw(reason, *, by):
    """Take one's own reason back, as long as nobody has reviewed it."""
    with transaction.atomic():
        reviewed.withdraw(reason, by=by)


def make_alike(concept, *, to, reason_code="", rationale, by):
    """Propose one treatment, `to` a category or "exclude", for every label of a concept that is treated otherwise.

    All of them or none, each a proposal like any other, in one batch. Returns the proposals.
    """
    require(by, PROPOSE, "propose what a label means")
    rationale = reviewed.words(rationale, "one rationale for all of them")
    with transaction.atomic():
        changes = plan(concept, to, reason_code=reason_code).changes
        if not changes:
            raise Refused(f"Every label of “{concept}” that we hold is treated so already: nothing is to be proposed.")
        batch = Batch.objects.create(by=by)
        made = [
            decisions.enter(each.label, **each.proposal, rationale=rationale, batch=batch, by=by) for each in changes
        ]
        standings.refresh([each.label for each in changes])
        return made

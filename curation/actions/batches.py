"""Several labels proposed at once: one rationale, one batch, one undo. Each stays a proposal like any other."""

from typing import NamedTuple

from django.db import transaction

from curation import queries, standings
from curation.actions import decisions, proposed
from curation.actions.refused import Refused, require
from curation.core import treatments
from curation.models import Batch, CategoryDecision, Standing

State = CategoryDecision.State
MOST = 200


class Outcome(NamedTuple):
    """What became of a batch: its proposals, and pairs of a label and the sentence that refused it."""

    batch: Batch | None
    decisions: list[CategoryDecision]
    refused: list[tuple]


def check_size(labels):
    """A person can look over so many labels, and no more."""
    if not labels:
        raise Refused("No label is ticked: tick those that you mean, then choose what they are.")
    if len(labels) > MOST:
        raise Refused(f"{len(labels)} labels are ticked, and {MOST} go at once: tick fewer.")


def left_out(said, *, by, take_in=()):
    """Of `{label: content of a proposal}` those that a batch leaves out: `{label: why}`.

    What somebody returned is never swept in, unless its key is among `take_in`; nor what is said already.
    """
    pks = [label.pk for label in said]
    back = set(Standing.objects.filter(label__in=pks, state=Standing.State.RETURNED).values_list("label", flat=True))
    standing = queries.decisions_by_label(pks, queries.DECIDED)
    notes = returned_notes(back)
    found = {}
    for label, content in said.items():
        if label.pk in back and label.pk not in take_in:
            found[label] = f"It was returned: “{notes[label.pk]}”"
        elif why := said_already(content, standing[label.pk], by):
            found[label] = why
    return found


def returned_notes(pks):
    """The words with which the last proposal about each label came back."""
    returned = CategoryDecision.objects.filter(label__in=pks, state=State.RETURNED).order_by("pk")
    return dict(returned.values_list("label", "review_note"))


def said_already(content, standing, by):
    """Why a label needs no further proposal of this kind, or ''. One's own that waits would be replaced."""
    proposal = proposed.Proposal(**{name: said for name, said in content.items() if name != "flag"})
    for decision in standing:
        if proposed.same(proposal, decision):
            return f"It is {decision.get_state_display()} as {treatments.in_words(decision)} already."
        if (
            decision.state == State.PROPOSED
            and decision.proposed_by_id != by.pk
            and proposed.overlap(proposal, decision)
        ):
            return f"{decision.proposed_by} proposed {treatments.in_words(decision)}, which waits."
    return ""


def propose(said, *, by, take_in=()):
    """Propose `{label: content}`, each by itself and all in one batch; what is to be left out is left out."""
    require(by, "curation.propose_categorydecision", "propose what a label means")
    check_size(said)
    refused = list(left_out(said, by=by, take_in=take_in).items())
    out = {label for label, _why in refused}
    with transaction.atomic():
        batch, made = Batch.objects.create(by=by), []
        for label in sorted(said.keys() - out, key=lambda label: label.pk):  # the order in which all lock labels
            try:
                with transaction.atomic():
                    made.append(decisions.enter(label, **said[label], batch=batch, by=by))
            except Refused as refusal:
                refused.append((label, str(refusal)))
        standings.refresh([decision.label for decision in made])
        if not made:
            batch.delete()
            batch = None
    return Outcome(batch, made, refused)


def undo(batch, *, by):
    """Withdraw what waits of one's batch, as long as nobody has reviewed any of it. Returns how many."""
    if batch.by_id != by.pk:
        raise Refused(f"{batch.by} proposed this batch, so only {batch.by} may undo it.")
    with transaction.atomic():
        members = list(batch.decisions.select_related("label", "reviewed_by", "proposed_by").order_by("label"))
        if reviewed := next((member for member in members if member.reviewed_by_id), None):
            raise Refused(
                f"{reviewed.reviewed_by} reviewed “{reviewed.label}” of batch {batch.pk}, which is "
                f"{reviewed.get_state_display()} now: withdraw the others one by one."
            )
        waiting = [member for member in members if member.state == State.PROPOSED]
        for member in waiting:
            decisions.take_back(member, by=by, why=f"Batch {batch.pk} was undone.")
        standings.refresh([member.label for member in waiting])
    return len(waiting)

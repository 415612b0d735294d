"""What a label means: proposed by one person, approved or returned by another. Nothing proposed ever changes.

proposed → approved | returned → superseded, or withdrawn by whoever proposed it
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from curation import queries
from curation.actions import concerns, proposed
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.core import codebook, concern_rules, conditions, suggest, treatments
from curation.models import CategoryDecision, CodebookRule, Concern, Label

State = CategoryDecision.State


def propose(
    label,
    *,
    rationale,
    by,
    disposition="",
    category="",
    reason_code="",
    measure="",
    year_from=None,
    year_to=None,
    condition=None,
    flag="",
    cites=None,
):
    """Say what a label means, and why: `propose(label, category="work", rationale="…", by=assistant)`.

    A category alone includes; a reason code excludes, and the category then says what the label is kept out of.
    `flag` puts a doubt into words and makes the proposal wait for the director, as do a treatment against the codebook
    and the first use of a label with many people. Returns the decision.
    """
    require(by, "curation.propose_categorydecision", "propose what a label means")
    proposal = proposed.Proposal(
        disposition=disposition or ("exclude" if reason_code else "include" if category else ""),
        category=category,
        reason_code=reason_code,
        measure=measure,
        rationale=(rationale or "").strip(),
        year_from=year_from,
        year_to=year_to,
        condition=condition or {},
    )
    proposal.check()
    with transaction.atomic():
        label = lock(label)
        refuse_repetition(label, proposal)
        replace_own(label, proposal, by)
        return keep(label, proposal, flag=flag, cites=cites, by=by)


def keep(label, proposal, *, flag, cites, by):
    """Store a checked proposal with the concerns that speak against it."""
    rule = codebook.match(queries.codebook_rules(), label.source_id, queries.texts(label))
    told = suggest.from_rule(rule) if rule else None
    against = told is not None and treatments.contradicts(proposal, told)
    findings = first_use_by_many(label)
    decision = CategoryDecision.objects.create(
        label=label,
        **proposal.content(),
        condition_key=conditions.key(proposal.condition),
        rule=None if rule is None or against else CodebookRule.objects.filter(pk=rule.rule).first(),
        cites=cites,
        flagged=bool(flag or against or findings),
        proposed_by=by,
    )
    concerns.raise_findings(findings, file=label.first_file, label=label)
    if against:
        finding = concern_rules.differs_from_codebook(label.text, f"decision {decision.pk}", proposal, told)
        concerns.raise_findings([finding], label=label, decision=decision)
    if flag:
        concerns.raise_(flag, severity="concern", by=by, label=label, decision=decision)
    tell(decision, by, f"Proposed: {treatments.in_words(decision)}.")
    return decision


def approve(decision, *, by, note=""):
    """Agree to somebody else's proposal. It is in force from now on, and supersedes what it overlaps with."""
    may_review(decision, by, "approve")
    with transaction.atomic():
        lock(decision.label)
        superseded = supersede(decision)
        move(decision, State.APPROVED, by=by, note=note)
        settle(decision, by)
        tell(decision, by, f"Approved. {note}".strip())
        for former in superseded:
            tell(former, by, f"Superseded by decision {decision.pk}.")


def approve_all(decisions, *, by):
    """Approve each of several proposals by itself. Returns pairs of a decision and what refused it, '' for nothing."""
    return [(decision, attempt(approve, decision, by=by)) for decision in decisions]


def return_(decision, *, reason, by):
    """Send somebody else's proposal back, saying why."""
    may_review(decision, by, "return")
    reason = concerns.wanted(reason, "why you return it")
    with transaction.atomic():
        move(decision, State.RETURNED, by=by, note=reason)
        drop_doubts(decision, by)
        tell(decision, by, f"Returned: {reason}")


def withdraw(decision, *, by, why=""):
    """Take one's own proposal back, as long as nobody has reviewed it."""
    if decision.proposed_by_id != by.pk:
        raise Refused(f"{decision.proposed_by} proposed this, so only {decision.proposed_by} may withdraw it.")
    with transaction.atomic():
        waiting = CategoryDecision.objects.waiting().filter(pk=decision.pk)
        took_back = waiting.update(state=State.WITHDRAWN, review_note=why)
        decision.refresh_from_db()
        if not took_back:
            raise Refused(too_late(decision))
        drop_doubts(decision, by)
        tell(decision, by, f"Withdrawn. {why}".strip())


def propose_as_suggested(label, *, by):
    """Propose what follows from the codebook for a label, in its words: its rule, or that it leaves the label out."""
    said = suggest.by_codebook(queries.suggestions_for(label))
    if said is None:
        raise Refused(f"“{label}”: the codebook suggests nothing for it, so decide it by hand.")
    return propose(
        label,
        disposition=said.disposition,
        category=said.category,
        reason_code=said.reason_code,
        measure=said.measure,
        condition=said.condition,
        rationale=said.rationale,
        by=by,
    )


def attempt(verb, *arguments, **keywords):
    """Do it, and return '' or the sentence that refused it."""
    try:
        verb(*arguments, **keywords)
    except Refused as refusal:
        return str(refusal)
    return ""


def lock(label):
    """The label's row, held until the transaction ends: whoever decides on the same label waits.

    SQLite has no row locks and needs none: its transactions begin by taking the whole database (IMMEDIATE).
    """
    return Label.objects.select_for_update().get(pk=label.pk)


def refuse_repetition(label, proposal):
    """The same said twice only makes work for whoever reviews it."""
    for decision in label.decisions.filter(state__in=queries.DECIDED).select_related("proposed_by", "reviewed_by"):
        if proposed.same(proposal, decision):
            since = decision.reviewed_at or decision.proposed_at
            stands = "in force" if decision.state == State.APPROVED else f"proposed by {decision.proposed_by}"
            raise Refused(f"“{label}” is {stands} as {treatments.in_words(decision)} since {since:%Y-%m-%d} already.")


def replace_own(label, proposal, by):
    """A person has one proposal waiting for the same cells: the newer one takes the older one's place."""
    for former in label.decisions.waiting().filter(proposed_by=by):
        if proposed.overlap(proposal, former):
            withdraw(former, by=by, why="Replaced by a newer proposal of the same person.")


def first_use_by_many(label):
    """The finding that a label with many people was never decided before, in a list, or an empty list."""
    if label.decisions.filter(state__in=[State.APPROVED, State.SUPERSEDED]).exists():
        return []
    people = sum(tally.people for tally in queries.tallies(labels=[label]))
    finding = concern_rules.first_use(label.text, label.key, people)
    return [finding] if finding.severity == "concern" else []


def may_review(decision, by, deed):
    """Politely first; the conditional UPDATE and the database's own constraint say the same."""
    require(by, "curation.approve_categorydecision", f"{deed} proposals")
    if decision.proposed_by_id == by.pk:
        raise Refused(f"You proposed this yourself, so somebody else has to {deed} it.")
    if decision.flagged and not by.has_perm("curation.approve_flagged"):
        raise Refused("This proposal is flagged and waits for the director.")


def move(decision, state, *, by, note):
    """One conditional UPDATE: of two people, one wins, and the other is told who and when."""
    waiting = CategoryDecision.objects.waiting().filter(pk=decision.pk).exclude(proposed_by=by)
    changes = {"state": state, "reviewed_by": by, "reviewed_at": timezone.now(), "review_note": note}
    if not waiting.update(**changes):
        decision.refresh_from_db()
        raise Refused(too_late(decision))
    decision.refresh_from_db()


def too_late(decision):
    """Who was first, and when."""
    who = decision.reviewed_by or decision.proposed_by
    when = decision.reviewed_at or decision.proposed_at
    return f"{who} was first: “{decision.label}” is {decision.get_state_display()} since {when:%Y-%m-%d %H:%M} UTC."


def supersede(decision):
    """End the decisions in force that would claim the same cells, years and conditions taken together."""
    in_force = CategoryDecision.objects.in_force().filter(label=decision.label).exclude(pk=decision.pk)
    former = [other for other in in_force if proposed.overlap(decision, other)]
    in_force.filter(pk__in=[other.pk for other in former]).update(state=State.SUPERSEDED, superseded_at=timezone.now())
    return former


def settle(decision, by):
    """A second person's agreement answers what rules doubted: a label's first use, a word against the codebook."""
    doubts = Q(rule="first_use", label=decision.label) | Q(rule="differs_from_codebook", decision=decision)
    close(doubts, by, f"Approved by {by} as {treatments.in_words(decision)}.")


def drop_doubts(decision, by):
    """A proposal that is gone leaves no doubt of a rule behind; what a person doubted stays to be settled in words."""
    close(Q(rule="differs_from_codebook", decision=decision), by, f"The proposal was {decision.get_state_display()}.")


def close(doubts, by, resolution):
    settled = {"state": Concern.State.RESOLVED, "resolved_by": by, "resolved_at": timezone.now()}
    Concern.objects.unresolved().filter(doubts).update(resolution=resolution, **settled)

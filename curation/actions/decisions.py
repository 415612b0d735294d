"""What a label means: proposed by one person, approved or returned by another. Nothing proposed ever changes.

proposed → approved | returned → superseded, or withdrawn by whoever proposed it, also once it was returned
"""

from django.db import transaction

from curation import concepts, like_cases, queries, standings, thresholds
from curation import seen as sight
from curation.actions import concerns, opinions, precedents, proposed, reviewed, reviews
from curation.actions.history import tell
from curation.actions.refused import Refused, attempt, require
from curation.core import codebook, concern_rules, conditions, suggest, treatments
from curation.models import CategoryDecision, CodebookRule, Concern, Draft, Standing

State = CategoryDecision.State


def propose(label, *, by, **said):
    """Say what a label means, and why: `propose(label, category="work", rationale="…", by=assistant)`.

    What may be said is what `enter` takes. The person's draft is done with. Returns the decision.
    """
    with transaction.atomic():
        decision = enter(label, by=by, **said)
        standings.refresh([label])
    return decision


def enter(
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
    batch=None,
):
    """Propose, inside of a transaction that reckons the standings afterwards: for many labels once.

    A category alone includes; a reason code excludes, and the category then says what the label is kept out of.
    `flag` puts a doubt into words and makes the proposal wait for the director. So do a treatment against the codebook,
    and for many people the first use of a label and another treatment than the one in force. Returns the decision.
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
    label = reviews.lock(label)
    precedents.check(cites)
    refuse_repetition(label, proposal)
    replace_own(label, proposal, by)
    decision = keep(label, proposal, flag=flag, cites=cites, batch=batch, by=by)
    Draft.objects.filter(label=label, by=by).delete()
    return decision


def keep(label, proposal, *, flag, cites, by, batch=None):
    """Store a checked proposal with what rules and its own author doubt about it."""
    rule = codebook.match(queries.codebook_rules(), label.source_id, queries.texts(label))
    people = Standing.objects.filter(label=label).values_list("people", flat=True).first() or 0
    limits = thresholds.limits()
    first_use = first_use_by_many(label, people, limits)
    doubts = doubts_about(label, proposal, rule, people, limits)
    decision = CategoryDecision.objects.create(
        label=label,
        **proposal.content(),
        condition_key=conditions.key(proposal.condition),
        rule=CodebookRule.objects.filter(pk=rule.rule).first() if rule and follows(proposal, rule) else None,
        cites=cites,
        batch=batch,
        flagged=bool(flag or doubts or first_use),
        proposed_by=by,
    )
    concerns.raise_findings(first_use, file=label.first_file, label=label)
    about_it = [doubt._replace(subject=f"decision {decision.pk}") for doubt in doubts]
    concerns.raise_findings(about_it, label=label, decision=decision)
    if flag:
        concerns.raise_(flag, severity="concern", by=by, label=label, decision=decision)
    tell(decision, by, f"Proposed: {treatments.in_words(decision)}{precedents.in_words(cites)}.")
    return decision


def approve(decision, *, by, note="", cites=None, seen=None):
    """Agree to somebody else's proposal. It is in force from now on, and supersedes what it overlaps with.

    `seen` says what its page showed (`curation.seen`): where that is another by now, it is refused and says what. Only
    a program that reads and approves in one transaction leaves it out. Where a person doubts the proposal the note has
    to answer, and settles the doubt in its words. `cites` is a precedent in force that the approval goes by. A share of
    what is approved is drawn for a second opinion.
    """
    reviews.may_review(decision, by, "approve")
    with transaction.atomic():
        decision.label = reviews.lock(decision.label)
        if seen is not None and reviews.waits(decision):
            sight.check(decision, seen)
        precedents.check(cites)
        answer_doubts(decision, note, by)
        superseded = reviews.supersede(decision)
        reviewed.move(decision, State.APPROVED, by=by, note=note, approval_cites=cites)
        reviews.settle(decision, by)
        precedents.doubt_what_rests_on(superseded, decision, by=by)
        opinions.draw(decision)
        standings.refresh([decision.label])
        tell(decision, by, f"Approved{precedents.in_words(cites)}. {note}".strip())
        for former in superseded:
            tell(former, by, f"Superseded by decision {decision.pk}.")


def answer_doubts(decision, note, by):
    """Settle what persons doubt about a proposal, in the words of whoever approves it; refused without any."""
    for doubt in queries.persons_doubts(decision=decision):
        if not (note or "").strip():
            raise Refused(
                f"{doubt.whose} doubts this proposal: “{doubt.text}” Answer in the note; it settles the doubt."
            )
        concerns.resolve(doubt, resolution=note, outcome=Concern.Outcome.KEPT, by=by)


def answer_with(decision, reason, by):
    """The reason of a return answers what persons doubt about the proposal; it stays to be resolved."""
    if by.has_perm("curation.answer_concern"):
        for doubt in queries.persons_doubts(decision=decision):
            concerns.answer(doubt, text=reason, by=by)


def approve_all(decisions, *, by, seen):
    """Approve each of several proposals by itself, `seen` being what a preview showed of each by its key.

    Returns pairs of a decision and what refused it, '' for nothing.
    """
    return [(decision, attempt(approve, decision, by=by, seen=seen.get(decision.pk, ""))) for decision in decisions]


def take_over(decision, *, reason, by, **said):
    """Propose another treatment instead of somebody's: theirs is returned with the reason, and as the new one is one's
    own, somebody else has to approve it. Returns the new decision. What may be said is what `enter` takes.
    """
    with transaction.atomic():
        return_(decision, reason=reason, by=by)
        new = propose(decision.label, by=by, **said)
        if proposed.same(new, decision):
            raise Refused("This is what was proposed: approve it, or say how else the label is to be treated.")
        tell(decision, by, f"Taken over: decision {new.pk} is proposed instead.")
    return new


def return_(decision, *, reason, by):
    """Send somebody else's proposal back, saying why; that answers what persons doubt, if one may answer concerns."""
    reviews.may_review(decision, by, "return")
    reason = concerns.wanted(reason, "why you return it")
    with transaction.atomic():
        reviews.lock(decision.label)
        reviewed.move(decision, State.RETURNED, by=by, note=reason)
        reviews.drop_doubts(decision, by)
        answer_with(decision, reason, by)
        standings.refresh([decision.label])
        tell(decision, by, f"Returned: {reason}")


def withdraw(decision, *, by, why=""):
    """Take one's own proposal back, as long as nobody has reviewed it."""
    with transaction.atomic():
        take_back(decision, by=by, why=why)
        standings.refresh([decision.label])


def put_away(decision, *, by, why=""):
    """Leave it at the return of one's own proposal: it is withdrawn, and waits for nobody any more."""
    require(by, "curation.propose_categorydecision", "put away what was returned")
    with transaction.atomic():
        reviews.lock(decision.label)
        reviewed.put_away(decision, by=by, why=(why or "").strip())
        standings.refresh([decision.label])


def take_back(decision, *, by, why):
    """Withdraw, inside of a transaction that reckons the standings afterwards."""
    reviews.lock(decision.label)
    reviewed.withdraw(decision, by=by, why=why)
    reviews.drop_doubts(decision, by)


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
            take_back(former, by=by, why="Replaced by a newer proposal of the same person.")


def doubts_about(label, proposal, rule, people, limits):
    """What rules find about a proposal."""
    found = [
        against_codebook(label, proposal, rule),
        overturning(label, proposal, people, limits),
        unlike_others(label, proposal, rule, people, limits),
    ]
    return [finding for finding in found if finding]


def first_use_by_many(label, people, limits):
    """The finding that a label with many people was never decided before, in a list, or an empty list."""
    if label.decisions.filter(state__in=[State.APPROVED, State.SUPERSEDED]).exists():
        return []
    finding = concern_rules.first_use(label.text, label.key, people, limits=limits)
    return [finding] if finding.severity == "concern" else []


def follows(proposal, rule):
    return not treatments.contradicts(proposal, suggest.from_rule(rule))


def against_codebook(label, proposal, rule):
    """The finding that a proposal is another than the codebook's own, or None."""
    return rule and concern_rules.differs_from_codebook(label.text, "", proposal, suggest.from_rule(rule))


def overturning(label, proposal, people, limits):
    """The finding that a proposal would change what is in force for many people, or None."""
    in_force = [former for former in label.decisions.in_force() if proposed.overlap(proposal, former)]
    findings = (concern_rules.overturns(label.text, "", proposal, former, people, limits=limits) for former in in_force)
    return next((finding for finding in findings if finding), None)


def unlike_others(label, proposal, rule, people, limits):
    """The finding that labels of the same concept are treated otherwise, for many people, or None."""
    if not (rule and rule.concept and people > limits["flag_people"] and concepts.is_a_way(proposal)):
        return None
    others = like_cases.of(label, rule.concept)
    return concern_rules.two_ways(label.text, "", proposal, others, people, limits=limits)

"""Second opinions: decisions drawn when they are approved, each said anew by somebody who does not see it.

An opinion changes nothing. Where it differs a concern is raised, which the director settles.
"""

from django.db import IntegrityError, transaction

from curation import opinions, queries, thresholds
from curation.actions import concerns, proposed, reviews
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.core import concern_rules
from curation.models import CategoryDecision, Drawn, SecondOpinion

RIGHT = "curation.propose_categorydecision"


def draw(decision):
    """Put an approved decision into the sample, if its lot says so and somebody stands in its cells."""
    share = thresholds.value("second_opinion_share")
    if opinions.is_drawn(decision.pk, share) and opinions.can_be_recoded(decision):
        Drawn.objects.get_or_create(decision=decision, defaults={"share": share})


def give(drawn, *, disposition, category="", reason_code="", words="", by):
    """Say what a label is, without having seen what was decided: `give(drawn, disposition="total", by=colleague)`.

    "cannot_say" is an answer too. Returns the opinion.
    """
    require(by, RIGHT, "give second opinions")
    said = {"disposition": disposition, "category": category, "reason_code": reason_code}
    check(said, words := (words or "").strip())
    decision = drawn.decision
    with transaction.atomic():
        reviews.lock(decision.label)
        if queries.spoken_by(by, decision.label).exists():
            raise Refused(f"You spoke about “{decision.label}” yourself, so somebody else gives the second opinion.")
        opinion = keep(decision, said | {"words": words}, by)
        compare(decision, opinion)
        tell(drawn, by, "Gave a second opinion.")
    return opinion


def check(said, words):
    """Refuse what cannot be meant, in the sentences in which a proposal is refused."""
    if len(words) > proposed.LONGEST:
        raise Refused(f"The sentence has {len(words):,} characters, and {proposed.LONGEST:,} are kept: shorten it.")
    if said["disposition"] != opinions.CANNOT_SAY:
        proposal = proposed.Proposal(**said, rationale=words)
        proposal.check_disposition()
        proposal.check_codes()
    elif said["category"] or said["reason_code"]:
        raise Refused("Who cannot say names neither category nor reason: empty both, or choose what it is.")


def keep(decision, said, by):
    """One row: of two people who answer at once, one does, and the other is told who and when."""
    try:
        with transaction.atomic():
            return SecondOpinion.objects.create(decision=decision, **said, by=by)
    except IntegrityError as late:
        first = SecondOpinion.objects.filter(decision=decision).select_related("by").first()
        if first is None:
            raise
        raise Refused(
            f"{first.by} was first: “{decision.label}” has its second opinion since {first.at:%Y-%m-%d %H:%M} UTC."
        ) from late


def compare(decision, opinion):
    """Raise a concern where a decision in force would be another one; what was superseded meanwhile is only counted."""
    decision.refresh_from_db(fields=["state"])
    if decision.state == CategoryDecision.State.APPROVED and opinions.differs(decision, opinion):
        found = concern_rules.second_opinion(decision.label.text, f"decision {decision.pk}", decision, opinion)
        concerns.raise_findings([found], label=decision.label, decision=decision)

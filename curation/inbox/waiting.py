"""What waits for one person's judgement: each kind as a queryset, so that it is counted and listed alike.

Not here: one's own proposals (the database refuses those too), notes, and the first use of a label nobody has spoken
about yet, which waits for an assistant.
"""

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from curation import queries
from curation.inbox.names import TOTALS_RULE
from curation.models import Amendment, CategoryDecision, ConceptReason, Concern

State = CategoryDecision.State


def reviewable(user):
    """Proposals that this person may approve: `doubted` by somebody, who has to be answered, or `overturned` in what
    they cite.
    """
    doubts = queries.persons_doubts(decision=OuterRef("pk"))
    overturned = queries.open_concerns().filter(rule="precedent_overturned", decision=OuterRef("pk"))
    return queries.reviewable(user).annotate(doubted=Exists(doubts), overturned=Exists(overturned))


def proposals(user):
    """Those of them that need a judgement: flagged, doubted by a person, or resting on what is overturned."""
    return reviewable(user).filter(Q(flagged=True) | Q(doubted=True) | Q(overturned=True))


def unflagged(user):
    """Those that any second curator may approve."""
    return reviewable(user).filter(flagged=False, doubted=False, overturned=False)


def about_proposals():
    """Every doubt about a proposal that waits, and about the first use of a label."""
    return queries.open_concerns().filter(Q(decision__state=State.PROPOSED) | Q(rule="first_use"))


def settled_by(user):
    """Every doubt, where this person may settle doubts."""
    return queries.open_concerns() if user.has_perm("curation.answer_concern") else Concern.objects.none()


def concerns(user):
    """Doubts that are things of their own: not about a proposal, nor one of several totals, nor a first use."""
    alone = settled_by(user).exclude(rule="first_use").exclude(rule=TOTALS_RULE, file__isnull=False)
    return alone.exclude(decision__state=State.PROPOSED)


def totals(user):
    """Doubts about printed totals; those of one file and origin are one thing."""
    return settled_by(user).filter(rule=TOTALS_RULE, file__isnull=False)


def reasons(user):
    """Somebody else's reasons why a concept is treated in two ways."""
    return waiting(ConceptReason, user, "curation.approve_categorydecision")


def amendments(user):
    """Somebody else's changes of the reference lists."""
    return waiting(Amendment, user, "curation.approve_amendment")


def corrections(user):
    """Somebody else's corrections of what a publisher printed wrong."""
    return queries.corrections_to_review(user)


def waiting(model, user, permission):
    """Proposals of some kind that wait for another person."""
    if not user.has_perm(permission):
        return model.objects.none()
    return model.objects.filter(state=State.PROPOSED).exclude(proposed_by=user)


def counts(user, name):
    """Querysets of rows `(name, how many)`, to be put together into one query."""
    of_total = Concat(Cast("file", CharField()), Value("-"), "origin", output_field=CharField())
    kinds = (proposals(user), concerns(user), reasons(user), amendments(user), corrections(user))
    yield from (counted(rows, name, Count("pk")) for rows in kinds)
    yield counted(totals(user), name, Count(of_total, distinct=True))


def counted(rows, name, how_many):
    """One row with a name and how many there are; none where there are none."""
    return rows.order_by().annotate(list=Value(name)).values("list").annotate(n=how_many).values_list("list", "n")

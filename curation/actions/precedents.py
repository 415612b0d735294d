"""What one decision cites of another, and what becomes of it when that one is overturned."""

from curation.actions import concerns, reviews
from curation.actions.refused import Refused
from curation.core import concern_rules
from curation.models import CategoryDecision


def check(cites):
    """Only what is in force can be cited; held until the transaction ends, so that nobody overturns it meanwhile."""
    if cites is None:
        return
    held = CategoryDecision.objects.in_force().select_for_update(no_key=True, of=["self"])
    if held.filter(pk=cites.pk).first() is None:
        raise Refused(f"Decision {cites.pk} about “{cites.label}” is not in force: cite one that is.")


def doubt_what_rests_on(superseded, decision, *, by):
    """A concern about each decision, in force or waiting, that cites one of those that were just superseded."""
    for former in superseded:
        reviews.drop_doubts(former, by, f"Decision {former.pk} was superseded by decision {decision.pk}.")
    for resting in CategoryDecision.objects.resting_on(superseded).exclude(pk=decision.pk).select_related("label"):
        former = next(each for each in superseded if each.pk in (resting.cites_id, resting.approval_cites_id))
        finding = concern_rules.precedent_overturned(
            resting.label.text, f"decision {resting.pk} on decision {former.pk}", former.label.text, former, decision
        )
        concerns.raise_findings([finding], label=resting.label, decision=resting)


def in_words(cites) -> str:
    """`, citing decision 5`, or nothing."""
    return f", citing decision {cites.pk}" if cites else ""

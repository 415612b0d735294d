"""Being at one thing of the inbox for a while, so that two people do not do the same. A claim forbids nobody anything.

It ends by deciding, by letting go, or by itself when its time is over.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from curation import thresholds
from curation.actions.refused import Refused, require
from curation.inbox import names
from curation.inbox.items import Waiting
from curation.models import Claim, Concern

TRIES = 3


def claim(name, *, by):
    """Claim a thing by its name in the inbox, or claim it for longer. Returns the claim.

    One conditional UPDATE, or one row that only one can make: of two people one wins, the other is told who and when.
    """
    require(by, "curation.approve_categorydecision", "claim what waits for a judgement")
    if Waiting(by).find(name) is None:
        raise Refused("This does not wait for you, or not any more: look at the inbox again.")
    now = timezone.now()
    mine = {"by": by, "at": now, "until": now + timedelta(minutes=thresholds.value("claim_minutes"))}
    for _ in range(TRIES):
        if Claim.objects.filter(Q(by=by) | Q(until__lte=now), item=name).update(**mine):
            return Claim.objects.get(item=name)
        try:
            with transaction.atomic():
                return Claim.objects.create(item=name, **mine)
        except IntegrityError:
            if first := standing(name, now).exclude(by=by).first():
                raise Refused(too_late(first)) from None
    raise Refused("Somebody let go of this at this very moment: try again.")


def let_go(name, *, by):
    """Give one's own claim up before its time."""
    require(by, "curation.approve_categorydecision", "claim what waits for a judgement")
    if not Claim.objects.filter(item=name, by=by).delete()[0]:
        other = standing(name, timezone.now()).first()
        raise Refused(too_late(other) if other else "This is not claimed any more.")


def release(subject):
    """End the claim on what was decided; several totals are one thing, claimed until the last of them is settled."""
    if isinstance(subject, Concern) and names.is_of_totals(subject):
        same = {"rule": subject.rule, "file": subject.file_id, "origin": subject.origin}
        if Concern.objects.unresolved().filter(**same).exists():
            return
    Claim.objects.filter(item=names.of(subject)).delete()


def standing(name, now):
    return Claim.objects.filter(item=name, until__gt=now).select_related("by")


def too_late(first):
    """Who was first, when, and until when."""
    return f"{first.by} was first: claimed at {first.at:%H:%M} until {first.until:%H:%M} UTC. Choose another thing."

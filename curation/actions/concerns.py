"""Doubts: raised by persons or by rules, answered, resolved in words, opened again. Silence never resolves one.

open → answered → resolved | reopened → …
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from curation.actions import claims
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.models import Concern, ConcernMessage
from flows import asking

State, Outcome, Deed = Concern.State, Concern.Outcome, ConcernMessage.Deed
UNRESOLVED = (State.OPEN, State.ANSWERED, State.REOPENED)


def raise_(text, *, severity, by, file=None, label=None, decision=None, place=""):
    """Somebody doubts something. Returns the concern."""
    require(by, "curation.add_concern", "raise concerns")
    if severity not in Concern.Severity:
        raise Refused(f"“{severity}” is no severity: say {', '.join(Concern.Severity.values)}.")
    about = {"file": file, "label": label, "decision": decision, "place": place}
    text = wanted(text, "what you doubt")
    with transaction.atomic():
        concern = Concern.objects.create(text=text, severity=severity, raised_by=by, **about)
        tell(concern, by, "Raised.")
    return concern


def raise_by_rule(
    rule, subject, text, severity, *, place="", people=0, origin="", found=None, file=None, label=None, decision=None
):
    """A rule doubts something: once for each subject and file, however often it looks. Returns the concern."""
    about = {"place": place[:300], "label": label, "decision": decision, "text": text[:4000], "severity": severity}
    about |= {"people": people, "origin": origin, "found": found or {}}
    identity = {"rule": rule, "subject": subject[:300], "file": file}
    try:
        with transaction.atomic():
            return Concern.objects.get_or_create(**identity, defaults=about)[0]
    except IntegrityError:  # another job looked at the same moment
        return Concern.objects.get(**identity)


def raise_findings(findings, **about):
    """Store what rules found, `None` among them for nothing; `about` is file, label or decision."""
    return [raise_by_rule(**finding._asdict(), **about) for finding in findings if finding]


def answer(concern, *, text, by):
    """Say what is to be said about a concern; it waits to be resolved then."""
    require(by, "curation.answer_concern", "answer concerns")
    text = wanted(text, "your answer")
    with transaction.atomic():
        move(concern, UNRESOLVED, state=State.ANSWERED)
        concern.messages.create(deed=Deed.ANSWERED, text=text, by=by)
        tell(concern, by, "Answered.")


def say(concern, *, text, by):
    """Add to the talk about a concern, which stays as it stands: whoever may raise one may say more about it."""
    require(by, "curation.add_concern", "speak about concerns")
    text = wanted(text, "what you have to say")
    with transaction.atomic():
        if Concern.objects.select_for_update().get(pk=concern.pk).is_settled:
            raise Refused("This concern is resolved: reopen it, saying why it is not settled.")
        concern.messages.create(deed=Deed.SAID, text=text, by=by)
        tell(concern, by, "Spoke about it.")


def resolve(concern, *, resolution, outcome, by):
    """Settle a concern, in words, with what became of it: kept, changed, source error, will not change."""
    require(by, "curation.answer_concern", "resolve concerns")
    close(concern, resolution=wanted(resolution, "how it was settled"), outcome=outcome, by=by)


def close(concern, *, resolution, outcome, by):
    """Settle a concern because of what somebody did, which asks for no right of its own."""
    if outcome not in Outcome:
        raise Refused(f"Say what became of it: {', '.join(map(in_words, Outcome.values))}.")
    with transaction.atomic():
        move(concern, UNRESOLVED, **settled(resolution, outcome, by))
        concern.messages.create(deed=outcome, text=resolution, by=by)
        if concern.question_id:
            asking.forget_address(concern.question_id)
        tell(concern, by, f"Resolved, {in_words(outcome)}: {resolution}")


def close_all(doubts, *, resolution, outcome, by):
    """Settle all concerns that meet a condition and are not settled yet, in the same words."""
    with transaction.atomic():
        found = list(Concern.objects.unresolved().filter(doubts).select_for_update(of=["self"]))
        Concern.objects.filter(pk__in=[concern.pk for concern in found]).update(**settled(resolution, outcome, by))
        said = {"deed": outcome, "text": resolution, "by": by}
        ConcernMessage.objects.bulk_create(ConcernMessage(concern=concern, **said) for concern in found)


def in_words(outcome) -> str:
    """As the log has it, whatever language the desk speaks: `source error`."""
    return outcome.replace("_", " ")


def settled(resolution, outcome, by):
    """The fields of a concern that is settled."""
    when = {"resolved_by": by, "resolved_at": timezone.now()}
    return {"state": State.RESOLVED, "resolution": resolution, "outcome": outcome, **when}


def reopen(concern, *, reason, by):
    """Say that a concern is not settled after all, whether it was answered or resolved."""
    if not may_reopen(concern, by):
        require(by, "curation.add_concern", "reopen concerns")
        who = concern.raised_by
        raise Refused(f"{who} raised this concern, so {who} or whoever answers concerns may reopen it: raise another.")
    open_again(concern, reason=wanted(reason, "why it is not settled"), by=by)


def open_again(concern, *, reason, by):
    """Reopen a concern because of what somebody did, which asks for no right of its own."""
    with transaction.atomic():
        move(concern, (State.ANSWERED, State.RESOLVED), state=State.REOPENED)
        concern.messages.create(deed=Deed.REOPENED, text=reason, by=by)
        tell(concern, by, f"Reopened: {reason}")


def may_reopen(concern, by):
    """Whoever raised it; where a rule or a reader did, whoever may raise concerns; and whoever answers them."""
    if by.has_perm("curation.answer_concern"):
        return True
    return concern.raised_by_id in (None, by.pk) and by.has_perm("curation.add_concern")


def move(concern, from_states, **changes):
    """One conditional UPDATE: of two people who settle a concern at once, one does, the other is told."""
    if not Concern.objects.filter(pk=concern.pk, state__in=from_states).update(**changes):
        concern.refresh_from_db()
        raise Refused(f"This concern is {concern.get_state_display()} already: look at it again.")
    concern.refresh_from_db()
    if concern.state in (State.ANSWERED, State.RESOLVED):
        claims.release(concern)


def wanted(text, what):
    """The text without blanks around it; refused where nothing is left."""
    if not (text := (text or "").strip()):
        raise Refused(f"Say {what}: the field is empty.")
    if len(text) > 4000:
        raise Refused(f"The text has {len(text):,} characters, and 4,000 are kept: shorten it.")
    return text

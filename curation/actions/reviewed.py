"""What one person proposes and another agrees to: the inner half of `decisions`, `concepts` and `amendments`.

proposed → approved | returned → superseded, or withdrawn by whoever proposed it, also once it was returned
"""

from django.utils import timezone

from curation.actions import claims
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.models.reviewed import Reviewed

State = Reviewed.State
LONGEST = 4000


def words(text, what):
    """Text that somebody has to give, stripped; `what` says which, as “the reason”."""
    text = (text or "").strip()
    if not text:
        raise Refused(f"Write {what}: one sentence that a reader can follow.")
    if len(text) > LONGEST:
        raise Refused(f"This has {len(text):,} characters, and {LONGEST:,} are kept: shorten {what}.")
    return text


def may_review(subject, by, permission, deed):
    """Politely first; the conditional UPDATE and the database's own constraint say the same."""
    require(by, permission, f"{deed} proposals")
    if subject.proposed_by_id == by.pk:
        raise Refused(f"You proposed this yourself, so somebody else has to {deed} it.")


def move(subject, state, *, by, note, **more):
    """One conditional UPDATE: of two people, one wins, and the other is told who and when."""
    waiting = type(subject).objects.filter(pk=subject.pk, state=State.PROPOSED).exclude(proposed_by=by)
    moved = waiting.update(state=state, reviewed_by=by, reviewed_at=timezone.now(), review_note=note, **more)
    subject.refresh_from_db()
    if not moved:
        raise Refused(too_late(subject))
    claims.release(subject)


def return_(subject, *, reason, by, permission):
    """Send somebody else's proposal back, saying why."""
    may_review(subject, by, permission, "return")
    reason = words(reason, "why you return it")
    move(subject, State.RETURNED, by=by, note=reason)
    tell(subject, by, f"Returned: {reason}")


def withdraw(subject, *, by, why=""):
    """Take one's own proposal back, as long as nobody has reviewed it."""
    if subject.proposed_by_id != by.pk:
        raise Refused(f"{subject.proposed_by} proposed this, so only {subject.proposed_by} may withdraw it.")
    waiting = type(subject).objects.filter(pk=subject.pk, state=State.PROPOSED)
    took_back = waiting.update(state=State.WITHDRAWN, review_note=why)
    subject.refresh_from_db()
    if not took_back:
        raise Refused(too_late(subject))
    claims.release(subject)
    tell(subject, by, f"Withdrawn. {why}".strip())


def put_away(subject, *, by, why=""):
    """Agree that one's own proposal was sent back: nothing is to follow it. What the reviewer said stays with it."""
    if subject.proposed_by_id != by.pk:
        raise Refused(f"{subject.proposed_by} proposed this, so only {subject.proposed_by} may put it away.")
    if len(why) > LONGEST:
        raise Refused(f"This has {len(why):,} characters, and {LONGEST:,} are kept: shorten the words.")
    put = type(subject).objects.filter(pk=subject.pk, state=State.RETURNED).update(state=State.WITHDRAWN)
    subject.refresh_from_db()
    if not put:
        raise Refused(f"“{subject.about}” is {subject.get_state_display()}: only what was returned is put away.")
    tell(subject, by, f"Put away as returned. {why}".strip())


def too_late(subject):
    """Who was first, and when."""
    who = subject.reviewed_by or subject.proposed_by
    when = subject.reviewed_at or subject.proposed_at
    return f"{who} was first: “{subject.about}” is {subject.get_state_display()} since {when:%Y-%m-%d %H:%M} UTC."

"""Errors that a publisher printed: what a cell should say, proposed by one person, in force when another agrees.

proposed → approved | returned → superseded, or withdrawn by whoever proposed it; what withdraws one in force is a
proposal as well (`end`). Whatever comes into force or goes out of it, the files it may touch are read anew.
"""

from django.db import transaction
from django.utils import timezone

from curation import corrected as known
from curation.actions import anew, concerns, misprints, reviewed
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.models import Concern, Correction, SourceTable

PROPOSE, APPROVE = "curation.propose_correction", "curation.approve_correction"
DECLARE = "declare errors of a publisher's file"
State = Correction.State


def propose(file, *, sheet, cells, corrected, what, why, by, reported_on=None, reference=""):
    """Say what cells should say: `propose(file, sheet="FY10", cells="D154", corrected=[["1"]], what="…", …)`.

    `corrected` are texts line by line; one that is what the publisher printed stays. What was printed is taken from the
    file. A person has one proposal waiting for a cell: the newer takes the older one's place. Returns the correction.
    """
    require(by, PROPOSE, DECLARE)
    content = misprints.words(what, why, reported_on, reference)
    content |= misprints.content(file, sheet, cells, corrected)
    correction = Correction(source=file.source, seen_in=file, proposed_by=by, **content)
    misprints.refuse_unreadable(file, correction)
    with transaction.atomic():
        lock(file.source_id)
        misprints.refuse_repetition(correction)
        for former in misprints.waiting(correction, by):
            reviewed.withdraw(former, by=by, why="Replaced by a newer proposal of the same person.")
        correction.save(force_insert=True)
        tell(correction, by, f"Proposed: {known.in_words(correction)}. {correction.what}")
    return correction


def end(correction, *, why, by):
    """Propose to withdraw a correction in force: the publisher mended it, or had been right. Returns that proposal."""
    require(by, PROPOSE, DECLARE)
    why = reviewed.words(why, "why it should be withdrawn")
    with transaction.atomic():
        lock(correction.source_id)
        refuse_over(correction)
        if waits := correction.endings.filter(state=State.PROPOSED).select_related("proposed_by").first():
            raise Refused(f"{waits.proposed_by} proposed that already: somebody else reviews it.")
        ending = misprints.ending(correction, why, by)
        ending.save(force_insert=True)
        tell(ending, by, f"Proposed: {ending.what} {why}")
    return ending


def approve(correction, *, by, note=""):
    """Agree to somebody else's correction: it is in force, and the files it may touch are sent back to the reader."""
    reviewed.may_review(correction, by, APPROVE, "approve")
    with transaction.atomic():
        lock(correction.source_id)
        if correction.ends:
            refuse_over(correction.ends)
        former = [correction.ends] if correction.ends else misprints.rivals(correction)
        supersede(former, correction, by)
        reviewed.move(correction, State.APPROVED, by=by, note=note)
        tell(correction, by, f"Approved. {note}".strip())
        anew.after(correction, by=by)


def return_(correction, *, reason, by):
    """Send somebody else's proposal back, saying why."""
    with transaction.atomic():
        reviewed.return_(correction, reason=reason, by=by, permission=APPROVE)


def withdraw(correction, *, by):
    """Take one's own proposal back, as long as nobody has reviewed it."""
    with transaction.atomic():
        reviewed.withdraw(correction, by=by)


def read_anew(file, *, by):
    """Have a file read with the corrections that are in force now; what was read of an accepted one stays."""
    require(by, "curation.upload_sourcefile", "have files read anew")
    if not known.outdated([file]):
        raise Refused(f"{file} was read with all corrections that are in force: there is nothing to read anew.")
    if file.state not in known.READ_AGAIN:
        raise Refused(
            f"{file} is {file.get_state_display()} and stays as it was read: withdraw it with a reason, and upload it "
            "again to have it read with the corrections that are in force."
        )
    with transaction.atomic():
        anew.send_back([file], by=by, why="Read again with the corrections that are in force now.")


# in force, or not any more


def lock(source):
    """The table's row, held until the transaction ends: whoever declares something of the same table waits."""
    return SourceTable.objects.select_for_update(no_key=True).get(pk=source)


def refuse_over(correction):
    """What is not in force cannot be withdrawn."""
    correction.refresh_from_db()
    if correction.state != State.APPROVED:
        since = correction.superseded_at or correction.reviewed_at or correction.proposed_at
        stands = f"is {correction.get_state_display()} since {since:%Y-%m-%d}"
        raise Refused(f"Correction {correction.pk} of {correction.about} {stands}: there is nothing to withdraw.")


def supersede(former, by_which, by):
    """End corrections in force, and settle what a rule doubted because they were not met."""
    done = "Withdrawn" if by_which.ends else "Superseded"
    for each in former:
        moved = {"state": State.SUPERSEDED, "superseded_at": timezone.now()}
        Correction.objects.in_force().filter(pk=each.pk).update(**moved)
        tell(each, by, f"{done} by correction {by_which.pk}.")
        words = f"Correction {each.pk} was {done.lower()} by correction {by_which.pk}: {by_which.why}"
        for doubt in Concern.objects.unresolved().filter(rule="correction_unmet", subject=f"correction {each.pk}"):
            concerns.close(doubt, resolution=words[:4000], outcome=Concern.Outcome.CHANGED, by=by)

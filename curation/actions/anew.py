"""Files sent back to the reader, because a correction of their cells came into force or went out of it.

What was read of an accepted file is sealed and stays. Nobody is noted as having prepared the file: a correction has its
own second person.
"""

from functools import partial

from django.db import IntegrityError, transaction

from curation import corrected, progress, standings
from curation.actions.history import tell
from curation.actions.uploads import have_read
from curation.models import SourceFile

State = SourceFile.State
MAY_GO_BACK = (*corrected.READ_AGAIN, State.QUARANTINED)
SENT_BACK = {"state": State.RECEIVED, "message": "", "problems": [], "submitted_by": None, "submitted_at": None}


def after(correction, *, by):
    """Send back what a correction may touch, now that it was approved; once more when all is written.

    A reader that began before does not know of it: either it has ended when this is looked at again, or it looks
    itself when it ends (`unless_as_read`).
    """
    why = f"Read again: correction {correction.pk} of {correction} was approved."
    send_back([*outdated(correction.source_id), *corrected.stopped_by(correction)], by=by, why=why)
    transaction.on_commit(partial(catch_up, correction.source_id, by, why))


def outdated(source):
    """Files of a table that are not accepted and were read with other corrections than are in force."""
    return corrected.outdated(SourceFile.objects.filter(source=source, state__in=corrected.READ_AGAIN))


@transaction.atomic
def catch_up(source, by, why):
    """Send back what was read meanwhile with other corrections than are in force."""
    send_back(outdated(source), by=by, why=why)


def unless_as_read(file, corrections):
    """Send a file back that was just read with `corrections`, if others are in force by now."""
    if corrected.in_force(source=file.source_id).get(file.source_id, []) != corrections:
        with transaction.atomic():
            send_back([file], by=None, why="")


def send_back(files, *, by, why):
    """To the reader: until it is done a file's cells count nowhere, so its labels stand as if it were not there."""
    for file in filter(goes_back, files):
        tell(file, by, why)
        progress.forget(file.pk)
        have_read(file)
    for source in {file.source for file in files}:
        standings.refresh(source=source)


def goes_back(file):
    """Whether a file is on its way to the reader; not where somebody accepted it, or brought its bytes, meanwhile."""
    try:
        with transaction.atomic():
            return SourceFile.objects.filter(pk=file.pk, state__in=MAY_GO_BACK).update(**SENT_BACK)
    except IntegrityError:
        return False

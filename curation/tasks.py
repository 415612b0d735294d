"""The same actions in the background: jobs that can run twice, or at once, without harm."""

import logging

from django_tasks import task

from curation import awaited, coverage, differences, prepared, progress
from curation.actions import candidates, readings
from curation.models import Reckoned, SourceFile
from curation.room import draft, standing

log = logging.getLogger(__name__)


@task()
def read_file(pk):
    """Read a kept file, unless somebody has read or withdrawn it meanwhile."""
    file = SourceFile.objects.filter(pk=pk, state=SourceFile.State.RECEIVED).first()
    if file is None:
        return
    try:
        readings.read(file, progress=progress.Notes(pk))
    except Exception as fault:
        # Whoever uploaded it must not wait forever; the trace of what went wrong is in the job and in the log.
        SourceFile.objects.filter(pk=pk, state=SourceFile.State.RECEIVED).update(message=stopped(fault))
        log.exception("Reading file %s stopped.", pk)
        raise
    finally:
        progress.forget(pk)


def stopped(fault):
    """Why a reading stopped that neither ended nor refused the file, in a sentence."""
    if isinstance(fault, OSError):
        return (
            f"Reading stopped, because the machine refused ({fault.strerror or fault}), and nothing was kept of it: "
            "tell whoever looks after the site, then read the file again."
        )
    return (
        f"Reading stopped because of an error in the program ({type(fault).__name__}), and nothing was kept of it: "
        "read the file again, and if it stops again tell whoever looks after the site."
    )


@task()
def compare_file(pk):
    """Hold a read file against the one that is accepted before it now."""
    file = SourceFile.objects.readable().filter(pk=pk).first()
    if file is not None and differences.is_stale(file):
        differences.reckon(file)


@task()
def reckon_coverage():
    """Reckon the coverage once more, unless it is up to date."""
    coverage.again()


@task()
def prepare_draft():
    """Add up the draft once more."""
    prepared.make()


@task()
def compose_draft():
    """Compose the next release once more, unless it is up to date."""
    draft.again()


@task()
def look_at_candidate():
    """Send the candidate back to draft if what was done since would make it another."""
    asked = Reckoned.objects.filter(pk=standing.NAME).values_list("asked", flat=True).first()
    draft.again()
    candidates.look_again()
    Reckoned.objects.filter(pk=standing.NAME, asked=asked).update(stamp=asked)


def resume():
    """Queue every file that was received and neither read nor refused, and return how many there were.

    And what else somebody waits for: the coverage, the draft and its sums, a look at the candidate. A worker that was
    killed leaves its job marked as running, and no other worker takes that up. A job for a file that somebody else is
    reading meanwhile does no harm: it waits, and finds the file read.
    """
    for name, job in (
        (coverage.NAME, reckon_coverage),
        (prepared.NAME, prepare_draft),
        (draft.NAME, compose_draft),
        (standing.NAME, look_at_candidate),
    ):
        if awaited.is_awaited(name):
            job.enqueue()
    left = SourceFile.objects.filter(state=SourceFile.State.RECEIVED, message="").values_list("pk", flat=True)
    return len([read_file.enqueue(pk) for pk in left])

"""The same actions in the background: jobs that can run twice, or at once, without harm."""

import logging
import time

from django_tasks import task

from curation import coverage, differences
from curation.actions import readings
from curation.models import SourceFile

log = logging.getLogger(__name__)
EVERY = 0.5  # seconds between two notes of the progress


@task()
def read_file(pk):
    """Read a kept file, unless somebody has read or withdrawn it meanwhile."""
    file = SourceFile.objects.filter(pk=pk, state=SourceFile.State.RECEIVED).first()
    if file is None:
        return
    try:
        readings.read(file, progress=Progress(pk))
    except Exception:
        # Whoever uploaded it must not wait forever; the trace of what went wrong is in the job and in the log.
        SourceFile.objects.filter(pk=pk, state=SourceFile.State.RECEIVED).update(
            message="Reading stopped because of an error in the program, and nothing was kept of it: read the file "
            "again, and if it stops again tell whoever looks after the site."
        )
        log.exception("Reading file %s stopped.", pk)
        raise


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


def resume():
    """Queue every file that was received and neither read nor refused, and return how many there were.

    A worker that was killed leaves its job marked as running, and no other worker takes that up. A job for a file that
    somebody else is reading meanwhile does no harm: it waits, and finds the file read.
    """
    left = SourceFile.objects.filter(state=SourceFile.State.RECEIVED, message="").values_list("pk", flat=True)
    return len([read_file.enqueue(pk) for pk in left])


class Progress:
    """Called with how much is done and how much there is; notes it for the file's page, now and then."""

    def __init__(self, pk):
        self.pk, self.next = pk, 0.0

    def __call__(self, done, total):
        if (now := time.monotonic()) >= self.next or done == total:
            self.next = now + EVERY
            SourceFile.objects.filter(pk=self.pk).update(progress_done=done, progress_total=total)

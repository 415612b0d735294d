"""Results that take long and are kept (`Reckoned`): asked for once for each state, and made by a job."""

from django.db.models import F

from curation.models import Reckoned


def ask(name: str, state: str, job) -> None:
    """Queue the job, unless somebody asked for the same state already."""
    Reckoned.objects.get_or_create(pk=name)
    if Reckoned.objects.filter(pk=name).exclude(asked=state).update(asked=state):
        job.enqueue()


def is_awaited(name: str) -> bool:
    """Whether it was asked for and not made since: a job is queued, or died with its worker."""
    return Reckoned.objects.filter(pk=name).exclude(asked=F("stamp")).exists()

"""What was done, for the history page of the thing it was done to, and for the log.

How the words begin says what the deed was: `curation.deeds` knows the beginnings.
"""

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import override

from curation import log, turns

CONFIRMED = "Password confirmed."


def tell(subject, by, words):
    """Write one line into the history of `subject`; `by` is a user, or None when a rule or a job did it."""
    if by is not None:
        tell_all([subject], by, [words])


def tell_all(subjects, by, words, *, flag=CHANGE):
    """Write one line into the history of each subject, which is named in the one language of the log."""
    turns.beside_others()
    entries = LogEntry.objects.bulk_create(
        LogEntry(
            user=by,
            content_type=ContentType.objects.get_for_model(subject),
            object_id=subject.pk,
            object_repr=name_of(subject)[:200],
            action_flag=flag,
            change_message=line,
        )
        for subject, line in zip(subjects, words, strict=True)
    )
    if entries:
        log.chain_later(entries[0])  # a bulk_create sends no signal


@override(settings.LANGUAGE_CODE)
def name_of(subject):
    return str(subject)

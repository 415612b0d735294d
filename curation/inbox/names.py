"""What a thing of the inbox is called: its kind and key, as `categorydecision-12`; several totals are one thing."""

from curation.models import Concern

TOTALS, TOTALS_RULE = "totals", "parts_against_total"


def of(subject) -> str:
    """The name of the thing that a decision, a reason, an amendment or a concern is."""
    if isinstance(subject, Concern) and is_of_totals(subject):
        return of_totals(subject.file_id, subject.origin)
    return f"{subject._meta.model_name}-{subject.pk}"


def of_totals(file: int, origin: str) -> str:
    """The open totals of one file and one origin (or of none) are one thing."""
    return f"{TOTALS}-{file}-{origin}"


def is_of_totals(concern) -> bool:
    return concern.rule == TOTALS_RULE and concern.file_id is not None

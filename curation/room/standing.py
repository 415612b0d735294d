"""The row of the release that is being made, and what has been done since it was frozen."""

from curation import awaited
from curation.models import LogLink, NextRelease

NAME = "candidate"
TOLD = 20  # deeds since a freeze that are told
OWN = ("flows.release", "curation.publication", "curation.nextrelease")


def following() -> NextRelease:
    """The release that is being made."""
    return NextRelease.objects.select_related("candidate", "frozen_by", "saved_by").get_or_create(slot=1)[0]


def look_again_later() -> None:
    """After a deed: a candidate that it changed goes back to draft without waiting for somebody to look."""
    from curation import log, tasks

    if NextRelease.objects.filter(state=NextRelease.State.CANDIDATE).exists():
        awaited.ask(NAME, str(log.head().position), tasks.look_at_candidate)


def since(frozen: NextRelease) -> list[LogLink]:
    """What was done in the workshop after a freeze, the first deeds first."""
    links = LogLink.objects.filter(position__gt=frozen.frozen_after).exclude(kind__in=OWN).order_by("position")
    return list(links.select_related("entry__user")[:TOLD])


def told(link: LogLink) -> dict[str, str]:
    """One deed in plain values."""
    entry = link.entry
    at = entry.action_time.isoformat(timespec="seconds")
    return {"at": at, "by": str(entry.user), "thing": entry.object_repr, "words": entry.get_change_message()}

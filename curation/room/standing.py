"""The row of the release that is being made, and what has been done since it was frozen."""

from django.db.models import Q

from curation import awaited
from curation.models import LogLink, NextRelease

NAME = "candidate"
MOST = 1_000  # deeds that are looked for
OF_THE_ROOM = Q(kind="curation.nextrelease") | Q(kind="flows.release", deed__in=("frozen", "sent_back"))


def following() -> NextRelease:
    """The release that is being made."""
    return NextRelease.objects.select_related("candidate", "frozen_by", "saved_by").get_or_create(slot=1)[0]


def look_again_later() -> None:
    """After a deed: a candidate that it changed goes back to draft without waiting for somebody to look."""
    from curation import log, tasks

    if NextRelease.objects.filter(state=NextRelease.State.CANDIDATE).exists():
        awaited.ask(NAME, str(log.head().position), tasks.look_at_candidate)


def since(frozen: NextRelease) -> list[LogLink]:
    """What was done since the candidate was known to be the same, the first deeds first."""
    links = LogLink.objects.filter(position__gt=frozen.frozen_after).exclude(OF_THE_ROOM).order_by("position")
    return list(links.select_related("entry__user")[:MOST])


def looked_at(frozen: NextRelease, position: int) -> None:
    """The candidate was still the same when the log ended with this line: whatever changes it later came later."""
    same = NextRelease.objects.filter(state=NextRelease.State.CANDIDATE, candidate=frozen.candidate)
    same.filter(frozen_after__lt=position).update(frozen_after=position)


def told(link: LogLink) -> dict[str, str]:
    """One deed in plain values."""
    entry = link.entry
    at = entry.action_time.isoformat(timespec="seconds")
    return {"at": at, "by": str(entry.user), "thing": entry.object_repr, "words": entry.get_change_message()}

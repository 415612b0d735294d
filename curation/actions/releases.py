"""From the workshop to the public record: composed, checked, published, or withdrawn with a reason.

`flows.releases.publish` is the one door of the record; this is the one place that knocks at it.
"""

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Max

from curation import log, turns
from curation.actions.history import CONFIRMED
from curation.actions.refused import Refused, require
from curation.composition import Composition, compose
from flows import releases
from flows.models import Release

SHOWN = 10

__all__ = ["Composition", "compose", "publish", "rehearse", "withdraw"]


def publish(
    *,
    version: str,
    notes_en: str,
    by,
    notes_ru: str = "",
    even_if_unchanged: bool = False,
    confirmed: bool = False,
) -> Release:
    """Compose the release, refuse it while anything blocks, and publish it in one transaction.

    `confirmed` says that the person gave their password for it. The end of the log is kept in the release.
    """
    refuse_unsaid(notes_en, by)

    def work(composition: Composition, _: None) -> Release:
        if composition.blocks:
            raise Refused(in_words(composition.blocks))
        refuse_taken(version)
        log.catch_up()
        head = str(log.head())
        return releases.publish(
            composition.handover,
            version=version,
            notes_en=notes_en,
            notes_ru=notes_ru,
            by=by,
            unchanged_too=even_if_unchanged,
            log_head=head,
            remark=" ".join([f"The log ended with {head}."] * bool(head) + [CONFIRMED] * confirmed),
        )

    return at_one_moment(work)


def at_one_moment(work, reckon=lambda composition: None):
    """Do `work(composition, reckon(composition))` in one transaction while nobody else does anything.

    Composed and reckoned before it, so that nobody waits for that; once more within it where somebody was quicker.
    """
    before, composition = lines(), compose()
    reckoned = reckon(composition)
    with transaction.atomic():
        turns.alone()
        if lines() != before:
            composition = compose()
            reckoned = reckon(composition)
        return work(composition, reckoned)


def lines() -> tuple:
    """How far the log is: every deed leaves a line."""
    return tuple(LogEntry.objects.aggregate(Count("pk"), Max("pk")).values())


def refuse_taken(version: str) -> None:
    """Of two who publish the same version, the second is told who was first, and when."""
    taken = Release.objects.readable().filter(version=version).first()
    if taken:
        raise Refused(
            f"Release {version} was published{by_whom(taken)} on {taken.published_at:%Y-%m-%d %H:%M} UTC already: take "
            "a higher version."
        )
    releases.refuse_version(version)


def by_whom(release: Release) -> str:
    """` by director`, as the log has it; the record itself never says who."""
    told = LogEntry.objects.filter(object_id=release.pk, action_flag=ADDITION, change_message__startswith="Published")
    line = told.filter(content_type=ContentType.objects.get_for_model(Release)).select_related("user").first()
    return f" by {line.user}" if line else ""


def rehearse(*, version: str, notes_en: str, by, notes_ru: str = "", even_if_unchanged: bool = False) -> Composition:
    """Refuse what `publish` would refuse, and publish nothing. What blocks is in the composition returned."""
    refuse_unsaid(notes_en, by)
    refuse_taken(version)
    composition = compose()
    if not composition.blocks:
        notes = {"notes_en": notes_en, "notes_ru": notes_ru}
        releases.rehearse(composition.handover, version=version, **notes, unchanged_too=even_if_unchanged)
    return composition


def refuse_unsaid(notes_en: str, by) -> None:
    """Only somebody who may publish does, and says what is new."""
    require(by, "curation.publish_release", "publish releases")
    if not notes_en.strip():
        raise Refused("Say in the notes what is new for the public: they are empty.")


def withdraw(release: Release, *, reason: str, by, confirmed: bool = False) -> None:
    """Mark a published release as not to be used, with the reason readers see; `confirmed` as in `publish`."""
    require(by, "curation.publish_release", "withdraw releases")
    releases.withdraw(release, reason=reason, by=by, remark=CONFIRMED * confirmed)


def in_words(blocks: list[str]) -> str:
    """What blocks a release, the first few in full."""
    count = "1 thing blocks" if len(blocks) == 1 else f"{len(blocks)} things block"
    more = f" And {len(blocks) - SHOWN} more." if len(blocks) > SHOWN else ""
    return f"{count} this release. {' '.join(blocks[:SHOWN])}{more}"

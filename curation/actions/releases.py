"""From the workshop to the public record: composed, checked, published, or withdrawn with a reason.

`flows.releases.publish` is the one door of the record; this is the one place that knocks at it.
"""

from django.db import connection, transaction

from curation import log
from curation.actions.history import CONFIRMED
from curation.actions.refused import Refused, require
from curation.composition import Composition, compose
from curation.models import CategoryDecision, SourceFile
from flows import releases
from flows.models import Release

SHOWN = 10
TRIES = 5

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

    Composed anew where somebody judged something meanwhile: what it rests on is in force when it is published.
    `confirmed` says that the person gave their password for it. The end of the log is kept in the release.
    """
    for _ in range(TRIES):
        rests_on = in_force()
        composition = composed(notes_en, by)
        if composition.blocks:
            raise Refused(in_words(composition.blocks))
        log.catch_up()
        head = str(log.head())
        with transaction.atomic():
            hold_still()
            if in_force() == rests_on:
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
    raise Refused(f"Somebody judged something while the release was composed, {TRIES} times running: publish it again.")


def in_force() -> tuple[set[int], set[int]]:
    """The decisions in force and the files accepted, by their keys."""
    decided, accepted = CategoryDecision.objects.in_force(), SourceFile.objects.accepted()
    return set(decided.values_list("pk", flat=True)), set(accepted.values_list("pk", flat=True))


def hold_still() -> None:
    """Nobody judges a decision or moves a file until the transaction ends; whoever would, waits."""
    if connection.vendor == "postgresql":  # on SQLite a transaction that writes is alone from its beginning
        tables = ", ".join(model._meta.db_table for model in (CategoryDecision, SourceFile))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")


def rehearse(*, version: str, notes_en: str, by, notes_ru: str = "", even_if_unchanged: bool = False) -> Composition:
    """Refuse what `publish` would refuse, and publish nothing. What blocks is in the composition returned."""
    releases.refuse_version(version)
    composition = composed(notes_en, by)
    if not composition.blocks:
        notes = {"notes_en": notes_en, "notes_ru": notes_ru}
        releases.rehearse(composition.handover, version=version, **notes, unchanged_too=even_if_unchanged)
    return composition


def composed(notes_en, by) -> Composition:
    """The release as it would be now, for somebody who may publish it and has something to say about it."""
    require(by, "curation.publish_release", "publish releases")
    if not notes_en.strip():
        raise Refused("Say in the notes what is new for the public: they are empty.")
    return compose()


def withdraw(release: Release, *, reason: str, by, confirmed: bool = False) -> None:
    """Mark a published release as not to be used, with the reason readers see; `confirmed` as in `publish`."""
    require(by, "curation.publish_release", "withdraw releases")
    releases.withdraw(release, reason=reason, by=by, remark=CONFIRMED * confirmed)


def in_words(blocks: list[str]) -> str:
    """What blocks a release, the first few in full."""
    count = "1 thing blocks" if len(blocks) == 1 else f"{len(blocks)} things block"
    more = f" And {len(blocks) - SHOWN} more." if len(blocks) > SHOWN else ""
    return f"{count} this release. {' '.join(blocks[:SHOWN])}{more}"

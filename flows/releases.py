"""How a release comes into being, and how it is withdrawn.

Observations come in by `prepare` alone: at once with `publish`, or frozen as a candidate that is published as it is.
"""

from contextlib import contextmanager

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import connection, transaction
from django.utils import timezone

from flows import files, pieces, verify
from flows.core import changes, versions
from flows.core.refusals import Refused
from flows.differences.compared import Compared
from flows.differences.from_rows import difference
from flows.digest import digest, digest_of_rows
from flows.intake import take_in
from flows.lists import index_files
from flows.models import (
    Area,
    Contribution,
    Gap,
    Observation,
    Piece,
    Population,
    Release,
    SourceUsed,
    TotalCheck,
    Treatment,
)


def publish(
    handover,
    *,
    version,
    notes_en,
    notes_ru="",
    by=None,
    published_at=None,
    unchanged_too=True,
    log_head="",
    remark="",
):
    """Publishes a `Handover` as release `version`, whole or not at all, and returns the Release.

    Refused, with the first reason found, unless the version is new and the highest, no other release is a candidate,
    every record is sound (`flows.core.soundness`) and together they are right (`flows.verify`). Without `unchanged_too`
    a release that would say the same as the latest is refused as well. `by` is the user in whose history it is
    remembered, with a `remark`; the public never sees who. `log_head` is how the log of the making ends now: sealed
    with the release, it is what that log can be held against later.
    """
    release = Release(version=version, notes_en=notes_en, notes_ru=notes_ru, log_head=log_head)
    with discarded_unless_kept(release), transaction.atomic():
        prepare(handover, release, published_at or timezone.now(), unchanged_too)
        seal(release, by, remark)
    return release


def freeze(handover, *, version, notes_en, notes_ru="", by=None, unchanged_too=False, remark=""):
    """Keeps a candidate with all its rows, checked like a release that is published, and returns it.

    There is one at a time, which only its preview shows, until it is published or discarded.
    """
    release = Release(version=version, notes_en=notes_en, notes_ru=notes_ru)
    with discarded_unless_kept(release), transaction.atomic():
        prepare(handover, release, timezone.now(), unchanged_too)
        index_files.write(release)
        remember(by, release, ADDITION, f"Frozen as candidate {version}. {remark}".strip())
    return release


def publish_frozen(release, *, by, log_head="", remark=""):
    """Publishes a candidate as it was frozen. Refused where its rows are no longer those that were checked."""
    with discarded_unless_kept(release), transaction.atomic():
        wait_for_others()
        release.refresh_from_db()
        if release.state != Release.State.CANDIDATE or digest(release) != release.digest:
            raise Refused(f"Release {release.version} is no longer what was frozen: send it back to draft, and freeze.")
        refuse_wrong(release)
        release.published_at, release.log_head = timezone.now(), log_head
        describe(release)
        seal(release, by, remark)
    return release


def discard(release):
    """Takes a candidate away with all its rows; a published release is never taken away."""
    with transaction.atomic():
        if not Release.objects.filter(pk=release.pk, state=Release.State.CANDIDATE).exists():
            raise Refused(f"Release {release.version} is not a candidate: what is published stays.")
        for model in (Piece, Contribution, TotalCheck, Population, Observation, Gap, Treatment, SourceUsed):
            rows = model.everything.of(release)
            rows._raw_delete(rows.db)  # all that belongs to them goes as well: looked up, it would be held in memory
        Release.objects.filter(pk=release.pk).delete()
    index_files.discard(release)


@contextmanager
def discarded_unless_kept(release):
    """Files that were written go with a publication that failed, or a candidate that was not frozen."""
    try:
        yield
    except BaseException:
        if release.files:
            files.discard(release)
        index_files.discard(release)
        raise


def seal(release, by, remark):
    """A candidate becomes what it stays; nothing may come after the files are written but the commit."""
    index_files.write(release)
    index_files.prune()
    if previous := Release.objects.latest():
        Compared(previous, release).write()
    release.files = files.write(release)
    remember(by, release, ADDITION, f"Published release {release.version}. {remark}".strip())
    release.state = Release.State.PUBLISHED
    release.save()


def rehearse(handover, *, version, notes_en, notes_ru="", unchanged_too=True):
    """Whatever `publish` would refuse is refused; then all is undone. Returns the Release as it would be, unsaved."""
    release = Release(version=version, notes_en=notes_en, notes_ru=notes_ru)
    with transaction.atomic():
        prepare(handover, release, timezone.now(), unchanged_too)
        transaction.set_rollback(True)
    return release


def prepare(handover, release, published_at, unchanged_too):
    """A candidate with all its rows, checked and described."""
    number = versions.parse(release.version)
    wait_for_others()
    refuse_another_candidate()
    refuse_old(number)
    open_candidate(release, number, published_at)
    take_in(handover, release)
    refuse_wrong(release)
    describe(release)
    pieces.write(release)
    if not unchanged_too:
        refuse_unchanged(release)


def withdraw(release, *, reason, by, remark=""):
    """Marks a published release as not to be used any more, with the reason readers see. It stays readable."""
    if not reason.strip():
        raise Refused(f"Release {release.version} is withdrawn with a reason only: say why, in words for the public.")
    with transaction.atomic():
        withdrawn = Release.objects.filter(pk=release.pk, state=Release.State.PUBLISHED).update(
            state=Release.State.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_reason=reason
        )
        release.refresh_from_db()
        if not withdrawn:
            raise Refused(f"Release {release.version} is {release.state}: only a published one can be withdrawn.")
        remember(by, release, CHANGE, f"Withdrew release {release.version}: {reason} {remark}".strip())


def wait_for_others():
    """One publication at a time: else two could each find their version the highest."""
    if connection.vendor == "postgresql":  # on SQLite a transaction that writes is alone from its beginning
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE flows_release IN SHARE ROW EXCLUSIVE MODE")


def refuse_version(version):
    """What can be said against a version before anything is composed."""
    refuse_old(versions.parse(version))


def refuse_old(number):
    published = [versions.parse(text) for text in Release.objects.readable().values_list("version", flat=True)]
    if published and number <= max(published):
        raise Refused(f"Version {number} is not higher than {max(published)}, the highest there is: take a higher one.")


def refuse_another_candidate():
    if candidate := Release.objects.filter(state=Release.State.CANDIDATE).first():
        raise Refused(
            f"Release {candidate} is frozen as a candidate: publish it, or send it back to draft in the release room."
        )


def open_candidate(release, number, published_at):
    release.major, release.minor, release.patch = number
    release.published_at = published_at
    release.save()


def refuse_wrong(release):
    if not Observation.everything.of(release).exists():
        raise Refused(f"Release {release.version} would hold no observation: there is nothing to publish yet.")
    for finding in verify.of_rows(release):
        raise Refused(finding.sentence)


def refuse_unchanged(release):
    """A reader who takes home a new release should find something new in it."""
    counts, latest = release.difference, Release.objects.latest()
    differs = latest is None or counts["new"] or counts["changed"] or counts["gone"]
    if not differs and digest_of_rows(release) == digest_of_rows(latest):
        raise Refused(
            f"Nothing differs from release {latest.version}: no number, no gap, no decision, no file. There is nothing "
            "to publish."
        )


def describe(release):
    """Counts, names and digest, from the rows as they stand in the tables."""
    previous = Release.objects.latest()
    counts = changes.tally(difference(previous, release))
    release.difference = {"from": previous.version if previous else "", **counts}
    release.new_count = counts["new"]
    release.observations_count = counts["new"] + counts["changed"] + counts["unchanged"]
    release.names = names(release)
    release.digest = digest(release)
    release.save()


def names(release):
    """{code: English name} of every area the release speaks of, as it is called today."""
    said = {code for model in (Observation, Gap) for column in ("origin", "destination")
            for code in model.everything.of(release).order_by().values_list(column, flat=True).distinct()}  # fmt: skip
    return dict(Area.objects.filter(code__in=said).order_by("code").values_list("code", "name_en"))


def remember(by, release, flag, words):
    if by:
        LogEntry.objects.log_actions(by.pk, [release], flag, words, single_object=True)

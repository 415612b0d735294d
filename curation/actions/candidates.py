"""The next release from draft to publication: what is written about it, ticked off, frozen, sent back, published.

A candidate is composed whole and kept in the record, where only its preview shows it. Whatever of it would be another
by now sends it back to draft: after each deed, with each look into the room, and at the last before it is published.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from curation import log
from curation.actions.history import CONFIRMED, tell
from curation.actions.refused import Refused, require
from curation.actions.releases import at_one_moment, by_whom, in_words, refuse_taken
from curation.composition import Composition, compose
from curation.models import NextRelease, ReleaseTick
from curation.room import checklist, draft, standing
from flows import releases
from flows.core import versions
from flows.models import Release

LONGEST = 20_000
State = NextRelease.State
RIGHT = "curation.publish_release"


def save(*, version: str = "", notes_en: str, notes_ru: str = "", by) -> NextRelease:
    """Keep what is written about the next release; an empty version is the one that the difference asks for."""
    require(by, RIGHT, "write about releases")
    version = version.strip()
    if version:
        versions.parse(version)
    for notes in (notes_en, notes_ru):
        if len(notes) > LONGEST:
            raise Refused(f"The notes have {len(notes):,} characters, and {LONGEST:,} are kept: shorten them.")
    standing.following()
    written = {"version": version, "notes_en": notes_en.strip(), "notes_ru": notes_ru.strip()}
    kept = {**written, "saved_by": by, "saved_at": timezone.now()}
    if not NextRelease.objects.filter(state=State.DRAFT).update(**kept):
        raise Refused(f"{frozen(standing.following())} Send it back to draft to write something else.")
    return standing.following()


def tick(names, *, by) -> None:
    """Tick warnings off, each by its name (`curation.room.checklist`): somebody has looked at them."""
    require(by, RIGHT, "tick warnings off")
    found = {item.name: item for item in checklist.unticked(warnings(standing.following()))}
    if not names:
        raise Refused("No warning is chosen: tick those that you have looked at.")
    if gone := next((name for name in names if name not in found), None):
        raise Refused(f"The warning “{gone[:80]}” is ticked off already, or says something else by now: look again.")
    try:
        with transaction.atomic():
            for name in dict.fromkeys(names):
                ReleaseTick.objects.create(name=name, sentence=sentence(found[name]), by=by)
                tell(standing.following(), by, f"Ticked off: {sentence(found[name])}")
    except IntegrityError as late:
        raise Refused("Somebody ticked one of these warnings off at this very moment: look again.") from late


def take_back(name, *, by) -> None:
    """Take a tick back; the warning stands again."""
    require(by, RIGHT, "tick warnings off")
    with transaction.atomic():
        found = ReleaseTick.objects.select_for_update().filter(name=name or "").first()
        if found is None:
            raise Refused("This tick is not there any more: look again.")
        tell(standing.following(), by, f"Took back the tick: {found.sentence}")
        found.delete()


def freeze(*, version: str = "", notes_en: str = "", notes_ru: str = "", by) -> NextRelease:
    """Compose, check and keep the candidate. What is left out is taken from the draft."""
    require(by, RIGHT, "freeze releases")
    if version or notes_en or notes_ru:
        save(version=version, notes_en=notes_en, notes_ru=notes_ru, by=by)
    refuse_unready(standing.following())
    log.catch_up()
    head, latest, composition = log.head(), Release.objects.latest(), compose()
    if composition.blocks:
        raise Refused(in_words(composition.blocks))
    with transaction.atomic():
        row = held()
        if row.is_frozen:
            raise Refused(f"{frozen(row)} Look at it, or send it back to draft.")
        if not row.notes_en:
            raise Refused(f"Nothing is written yet: {thawed(row)}")
        row.version = row.version or str(proposal().version)
        row.candidate = releases.freeze(
            composition.handover, version=row.version, notes_en=row.notes_en, notes_ru=row.notes_ru, by=by
        )
        row.state, row.stamp, row.sent_back = State.CANDIDATE, draft.stamp(composition, latest), {}
        row.frozen_by, row.frozen_at, row.frozen_after = by, timezone.now(), head.position
        row.save()
    return row


def refuse_unready(row: NextRelease) -> None:
    """What can be said against a freeze before anything is composed."""
    if row.is_frozen:
        raise Refused(f"{frozen(row)} Look at it, or send it back to draft.")
    if not row.notes_en:
        raise Refused("Say in the notes what is new for the public: they are empty.")
    if row.version:
        refuse_taken(row.version)
    if left := checklist.unticked(warnings(row)):
        raise Refused(f"To be looked at and ticked off first: {'; '.join(item.title for item in left)}.")


def send_back(*, by, reason: str) -> NextRelease:
    """Make a candidate a draft again, with what was written about it."""
    require(by, RIGHT, "send candidates back to draft")
    if not reason.strip():
        raise Refused("Say why the candidate goes back to draft: the reason is empty.")
    with transaction.atomic():
        row = held()
        if not row.is_frozen:
            raise Refused(f"Nothing is frozen: {thawed(row)}")
        to_draft(row, by, reason.strip(), [])
    return row


def look_again() -> NextRelease:
    """Send the candidate back to draft if anything of it would be another by now; by whoever did that first."""
    row = standing.following()
    if row.is_frozen:
        kept = draft.kept()
        if kept and kept.stamp == draft.state() and is_another(row, kept.content["stamp"], kept.content["stops"]):
            return outdated(row)
    return row


def publish(*, by, confirmed: bool = False) -> Release:
    """Publish the candidate as it was frozen, unless anything of it would be another by now.

    `confirmed` says that the person gave their password for it. The end of the log is kept in the release.
    """
    require(by, RIGHT, "publish releases")
    row, outcome = standing.following(), []

    def work(composition: Composition) -> None:
        row = held()
        if not row.is_frozen:
            raise Refused(f"Nothing is frozen: {thawed(row)}")
        stamp = draft.stamp(composition, Release.objects.latest())
        outcome.append(None if is_another(row, stamp, composition.stops) else sealed(row, by, confirmed))

    if not row.is_frozen:
        raise Refused(f"Nothing is frozen: {thawed(row)}")
    at_one_moment(work)
    if outcome[0] is None:
        row = outdated(row)
        raise Refused(
            f"Not published: {row.sent_back['why']} It is a draft again: look at it, and freeze it once more."
        )
    return outcome[0]


# --- One step each ----------------------------------------------------------------------------------------------------


def held() -> NextRelease:
    """The row, for as long as the transaction lasts; a new one where it was published while one waited for it."""
    return NextRelease.objects.select_for_update().filter(slot=1).first() or standing.following()


def sealed(row: NextRelease, by, confirmed: bool) -> Release:
    """A candidate published, and a new draft begun."""
    log.catch_up()
    head, ticked = str(log.head()), [each.sentence for each in ReleaseTick.objects.order_by("at", "name")]
    remark = [f"The log ended with {head}."] * bool(head) + [f"Ticked off: {'; '.join(ticked)}."] * bool(ticked)
    release, row.candidate = row.candidate, None
    row.delete()
    published = releases.publish_frozen(
        release, by=by, log_head=head, remark=" ".join([*remark, *[CONFIRMED] * confirmed])
    )
    ReleaseTick.objects.all().delete()
    return published


def is_another(row: NextRelease, stamp: str, stops: dict) -> bool:
    return row.stamp != stamp or any(stops.values())


def outdated(row: NextRelease) -> NextRelease:
    """Back to draft because of what was done since; whoever comes second finds it there."""
    log.catch_up()
    with transaction.atomic():
        row = held()
        if row.is_frozen:
            done = standing.since(row)
            by = done[0].entry.user if done else row.frozen_by
            to_draft(row, by, why(row, done), [standing.told(link) for link in done])
    return row


def why(row: NextRelease, done) -> str:
    """Who did what, and when, in a sentence."""
    if not done:
        return f"{row.version} would say something else by now, though nobody did anything: the program is another."
    first, more = done[0].entry, len(done) - 1
    rest = f", and {more} more since" if more else ""
    return (
        f"{row.version} would say something else by now: {first.user} on {first.action_time:%Y-%m-%d %H:%M} UTC, "
        f"{first.object_repr}: {first.get_change_message().rstrip('.')}{rest}."
    )


def to_draft(row: NextRelease, by, reason: str, changes: list) -> None:
    """A draft again; the rows of the candidate go, what was written about it stays."""
    release, version, now = row.candidate, row.version, timezone.now()
    row.state, row.candidate, row.stamp, row.frozen_by, row.frozen_at = State.DRAFT, None, "", None, None
    told = {"version": version, "at": now.isoformat(timespec="seconds"), "by": str(by)}
    row.sent_back = {**told, "why": reason, "changes": changes}
    row.save()
    tell(release, by, f"Sent back to draft, candidate {version}: {reason}")
    releases.discard(release)


# --- In words ---------------------------------------------------------------------------------------------------------


def frozen(row: NextRelease) -> str:
    return f"Release {row.version} was frozen by {row.frozen_by} on {row.frozen_at:%Y-%m-%d %H:%M} UTC."


def thawed(row: NextRelease) -> str:
    """What became of the candidate that somebody looks for."""
    if back := row.sent_back:
        return f"{back['version']} went back to draft on {back['at'][:16].replace('T', ' ')} UTC, by {back['by']}."
    if latest := Release.objects.latest():
        when = f"on {latest.published_at:%Y-%m-%d %H:%M} UTC"
        return f"{latest} was published{by_whom(latest)} {when}. Freeze the draft first."
    return "freeze the draft first."


def sentence(item: checklist.Item) -> str:
    """A warning as it is kept with its tick."""
    return f"{item.title}: {'; '.join(item.said)}" if item.said else item.title


def proposal() -> versions.Proposal:
    """The version that fits the causes of what differs from the latest release."""
    return proposed(draft.kept())


def proposed(kept) -> versions.Proposal:
    latest = Release.objects.latest()
    if kept is None or latest is None:
        return versions.propose(versions.parse(latest.version) if latest else None)
    accounts = draft.difference(kept.content, latest).accounts
    return versions.propose(versions.parse(latest.version), accounts)


def warnings(row: NextRelease) -> list[checklist.Item]:
    """The warnings as they are now."""
    kept = draft.kept()
    if kept is None:
        raise Refused("The draft is being composed: look again in a moment.")
    return checklist.warnings(kept.content, row, proposed(kept))

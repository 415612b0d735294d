"""The next release from draft to publication: what is written about it, ticked off, frozen, sent back, published.

A candidate is composed whole and kept in the record, where only its preview shows it. Whatever of it would be another
by now sends it back to draft: after each deed, with each look into the room, and at the last before it is published.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from curation import log, turns
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
NAMED, TOLD = 3, 20  # deeds since a freeze: in the sentence, and in the list
LOOKS = 3  # at a candidate while others go on
State = NextRelease.State
RIGHT = "curation.publish_release"


def save(*, version: str = "", notes_en: str, notes_ru: str = "", by, since: str | None = None) -> NextRelease:
    """Keep what is written about the next release; an empty version is the one that the difference asks for.

    `since` is which state of it was gone on from (`written`): what somebody else wrote meanwhile is not lost.
    """
    require(by, RIGHT, "write about releases")
    version = version.strip()
    if version:
        refuse_taken(version)
    for notes in (notes_en, notes_ru):
        if len(notes) > LONGEST:
            raise Refused(f"The notes have {len(notes):,} characters, and {LONGEST:,} are kept: shorten them.")
    content = {"version": version, "notes_en": notes_en.strip(), "notes_ru": notes_ru.strip()}
    with transaction.atomic():
        row = held()
        if row.is_frozen:
            raise Refused(f"{frozen(row)} Send it back to draft to write something else.")
        if since is not None and since != written(row):
            raise Refused(
                f"{row.saved_by or 'Somebody'} wrote something else meanwhile: open the room once more beside "
                "this page, and put together what you both wrote."
            )
        NextRelease.objects.filter(slot=1).update(**content, saved_by=by, saved_at=timezone.now())
    return standing.following()


def written(row: NextRelease) -> str:
    """Which state of what is written somebody has before them."""
    return row.saved_at.isoformat() if row.saved_at else "nothing"


def tick(names, *, by) -> None:
    """Tick warnings off, each by its name (`curation.room.checklist`): somebody has looked at them."""
    require(by, RIGHT, "tick warnings off")
    with override("en"):  # as it stands in the log
        found = {item.name: item for item in checklist.unticked(warnings(standing.following()))}
    if not names:
        raise Refused("No warning is chosen: tick those that you have looked at.")
    if gone := next((name for name in names if name not in found), None):
        raise Refused(f"The warning “{gone[:80]}” is ticked off already, or says something else by now: look again.")
    try:
        with transaction.atomic():
            turns.beside_others()
            for name in dict.fromkeys(names):
                ReleaseTick.objects.create(name=name, sentence=sentence(found[name]), by=by)
                tell(standing.following(), by, f"Ticked off: {sentence(found[name])}")
    except IntegrityError as late:
        raise Refused("Somebody ticked one of these warnings off at this very moment: look again.") from late


def take_back(name, *, by) -> None:
    """Take a tick back; the warning stands again."""
    require(by, RIGHT, "tick warnings off")
    with transaction.atomic():
        turns.beside_others()
        row, found = held(), ReleaseTick.objects.select_for_update().filter(name=name or "").first()
        if row.is_frozen:
            raise Refused(f"{frozen(row)} The tick belongs to it: send it back to draft first.")
        if found is None:
            raise Refused("This tick is not there any more: look again.")
        tell(standing.following(), by, f"Took back the tick: {found.sentence}")
        found.delete()


def freeze(*, version: str = "", notes_en: str = "", notes_ru: str = "", by, since: str | None = None) -> NextRelease:
    """Compose, check and keep the candidate. What is left out is taken from the draft."""
    require(by, RIGHT, "freeze releases")
    if version or notes_en or notes_ru:
        save(version=version, notes_en=notes_en, notes_ru=notes_ru, by=by, since=since)
    refuse_unready(standing.following())
    log.catch_up()
    head, latest, composition = log.head(), Release.objects.latest(), compose()
    if composition.blocks:
        raise Refused(in_words(composition.blocks))
    content = draft.told(composition, latest, head.position)
    proposal = proposed(content, composition.handover)
    with transaction.atomic():
        turns.beside_others()
        row = held()
        refuse_unready(row)
        refuse_unticked(checklist.warnings(content, row, proposal))
        row.candidate = releases.freeze(
            composition.handover,
            version=row.version or str(proposal.version),
            notes_en=row.notes_en,
            notes_ru=row.notes_ru,
            by=by,
        )
        row.state, row.stamp, row.sent_back = State.CANDIDATE, content["stamp"], {}
        row.frozen_by, row.frozen_at, row.frozen_after = by, timezone.now(), head.position
        row.save()
    return row


def refuse_unready(row: NextRelease) -> None:
    """What can be said against a freeze without composing anything."""
    if row.is_frozen:
        raise Refused(f"{frozen(row)} Look at it, or send it back to draft.")
    if not row.notes_en:
        raise Refused("Say in the notes what is new for the public: they are empty.")
    if row.version:
        refuse_taken(row.version)


def refuse_unticked(found: list[checklist.Item]) -> None:
    if left := checklist.unticked(found):
        raise Refused(f"To be looked at and ticked off first: {'; '.join(item.title for item in left)}.")


def send_back(*, by, reason: str) -> NextRelease:
    """Make a candidate a draft again, with what was written about it."""
    require(by, RIGHT, "send candidates back to draft")
    if not reason.strip():
        raise Refused("Say why the candidate goes back to draft: the reason is empty.")
    with transaction.atomic():
        turns.beside_others()
        row = held()
        if not row.is_frozen:
            raise Refused(f"Nothing is frozen: {thawed(row)}")
        to_draft(row, by, reason.strip(), str(by), [])
    return row


def look_again() -> NextRelease:
    """Send the candidate back to draft if anything of it would be another by now."""
    row = standing.following()
    for _look in range(LOOKS):  # somebody may do something while it is composed: then it is to be looked at once more
        kept = draft.kept() if row.is_frozen else None
        if kept is None:
            break
        if kept.stamp == draft.state():
            if is_another(row, kept.content["stamp"], kept.content["stops"]):
                return outdated(row, kept.content["stops"])
            standing.looked_at(row, kept.content["line"])
            break
        row = standing.following()
    return row


def publish(*, by, confirmed: bool = False, candidate: int | None = None) -> Release:
    """Publish the candidate as it was frozen, unless anything of it would be another by now.

    `candidate` is the one that was looked at, refused where there is another one now; `confirmed` says that the person
    gave their password for it. The end of the log is kept in the release.
    """
    require(by, RIGHT, "publish releases")
    row = standing.following()
    refuse_another(row, candidate)

    def work(composition: Composition, stamp: str) -> Release | None:
        row = held()
        refuse_another(row, candidate)
        if not is_another(row, stamp, composition.stops):
            return sealed(row, by, confirmed)
        stops.update(composition.stops)
        return None

    stops: dict[str, list[str]] = {}
    published = at_one_moment(work, lambda composition: draft.stamp(composition, Release.objects.latest()))
    if published is None:
        row = outdated(row, stops)
        if row.is_frozen:
            raise Refused(f"Not published: it went back, and another was frozen. {frozen(row)} Look at that one.")
        raise Refused(f"Not published: {gone_back(row)} It is a draft again: look at it, and freeze it once more.")
    return published


def refuse_another(row: NextRelease, candidate: int | None) -> None:
    """What is published is what is frozen, and what was looked at."""
    if not row.is_frozen:
        raise Refused(f"Nothing is frozen: {thawed(row)}")
    if candidate not in (None, row.candidate_id):
        raise Refused(f"You looked at another candidate. {frozen(row)} Look at that one.")


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


def outdated(frozen_then: NextRelease, stops: dict) -> NextRelease:
    """Back to draft because of what was done since; whoever comes second finds it there."""
    log.catch_up()
    with transaction.atomic():
        turns.beside_others()
        row = held()
        if row.is_frozen and row.candidate_id == frozen_then.candidate_id:
            done = standing.since(row)
            to_draft(
                row,
                row.frozen_by,
                why(row, done, any(stops.values())),
                "",
                [standing.told(link) for link in done[:TOLD]],
            )
    return row


def why(row: NextRelease, done, stopped: bool) -> str:
    """Who did what, and when, since it was known to be the same, in a sentence."""
    now = f"Something stops {row.candidate} now" if stopped else f"{row.candidate} would say something else by now"
    if not done:
        return f"{now}, though nobody did anything: the program is another."
    said = "; ".join(in_short(link.entry) for link in done[:NAMED])
    more = f"; and {len(done) - NAMED} more" if len(done) > NAMED else ""
    return f"{now}. Done since: {said}{more}."


def in_short(entry) -> str:
    words = entry.get_change_message().rstrip(".")
    return f"{entry.user} on {entry.action_time:%Y-%m-%d %H:%M} UTC, {entry.object_repr.rstrip('.')}: {words}"


def to_draft(row: NextRelease, by, reason: str, name: str, changes: list) -> None:
    """A draft again; the rows of the candidate go, what was written about it stays.

    `name` is empty where nobody sent it back: it went by itself, which the log tells with whoever had frozen it.
    """
    release, now = row.candidate, timezone.now()
    row.state, row.candidate, row.stamp, row.frozen_by, row.frozen_at = State.DRAFT, None, "", None, None
    told = {"version": release.version, "at": now.isoformat(timespec="seconds"), "by": name}
    row.sent_back = {**told, "why": reason, "changes": changes}
    row.save()
    tell(release, by, f"Sent back to draft{'' if name else ' by itself'}, candidate {release}: {reason}")
    releases.discard(release)


# --- In words ---------------------------------------------------------------------------------------------------------


def frozen(row: NextRelease) -> str:
    return f"Release {row.candidate} was frozen by {row.frozen_by} on {row.frozen_at:%Y-%m-%d %H:%M} UTC."


def thawed(row: NextRelease) -> str:
    """What became of the candidate that somebody looks for."""
    if back := row.sent_back:
        who = f"by {back['by']}" if back["by"] else "by itself"
        at = back["at"][:16].replace("T", " ")
        return f"{back['version']} went back to draft on {at} UTC, {who}: {back['why']}"
    if latest := Release.objects.latest():
        when = f"on {latest.published_at:%Y-%m-%d %H:%M} UTC"
        return f"{latest} was published{by_whom(latest)} {when}. Freeze the draft first."
    return "freeze the draft first."


def gone_back(row: NextRelease) -> str:
    """Why a candidate is none any more: what was done since, or who sent it back at that very moment."""
    return thawed(row) if row.sent_back.get("by", "-") else row.sent_back["why"]


def sentence(item: checklist.Item) -> str:
    """A warning as it is kept with its tick."""
    return f"{item.title}: {'; '.join(item.said)}" if item.said else item.title


def proposed(content: dict, said=None) -> versions.Proposal:
    """The version that fits the causes of what differs from the release before, after the highest ever taken."""
    taken = [versions.parse(version) for version in Release.objects.readable().values_list("version", flat=True)]
    return versions.propose(max(taken), draft.difference(content, said).accounts) if taken else versions.propose(None)


def warnings(row: NextRelease) -> list[checklist.Item]:
    """The warnings as they are now."""
    kept = draft.kept()
    if kept is None:
        raise Refused("The draft is being composed: look again in a moment.")
    return checklist.warnings(kept.content, row, proposed(kept.content))

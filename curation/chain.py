"""The chain of the log reckoned again, from its lines and its links: each fault in a sentence that names the line."""

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from django.contrib.admin.models import LogEntry

from curation.log import AT_ONCE, Head, hashed, head
from curation.models import LogLink
from flows.core.streams import chunks
from flows.models import Release

START = Head()
HOLDS, HOLDS_AS_RECKONED, WRONG, GONE, GAP, END = "holds", "holds as reckoned", "wrong", "gone", "gap", "end"


class Verdict(NamedTuple):
    """How a line stands, or the gap that ends at it."""

    how: str
    position: int
    first: int = 0


def faults(after: Head = START) -> Iterator[str]:
    """What is wrong behind a place of the chain that is taken for good: behind its beginning, with all of it."""
    for verdict, following in pairwise(chain(verdicts(after), [Verdict(END, 0)])):
        if verdict.how == GAP:
            yield f"{numbered(verdict.first, verdict.position)} gone: the chain has a gap there."
        elif verdict.how == GONE:
            yield f"Line {verdict.position} of the log is gone: only its link is left."
        elif verdict.how == WRONG:
            yield f"{changed(following.how).format(verdict.position)} does not give the hash that is kept."


def numbered(first, last):
    return f"Line {first} of the log is" if first == last else f"Lines {first} to {last} of the log are"


def changed(following: str) -> str:
    """What must have been edited, as the line after it shows: it hangs on the hash as kept, or as reckoned."""
    if following == HOLDS:
        return "Line {} of the log was changed after it was chained: what it says now"
    if following == HOLDS_AS_RECKONED:
        return "The link of line {} of the log was changed: the line"
    return "Line {} of the log, or its link, was changed: what it says now"


def verdicts(after: Head) -> Iterator[Verdict]:
    """Each line against the hash before it; behind a gap nobody knows that, and the kept one is taken."""
    place, kept, reckoned = after.position, after.hash, after.hash
    for link, entry in lines(after.position):
        known = link.position == place + 1
        if not known:
            yield Verdict(GAP, link.position - 1, first=place + 1)
        how, now = verdict(link, entry, kept, reckoned) if known else (GONE if entry is None else HOLDS, link.hash)
        yield Verdict(how, link.position)
        place, kept, reckoned = link.position, link.hash, now


def verdict(link, entry, kept, reckoned) -> tuple[str, str]:
    """How a line stands, and its hash as it should be."""
    if entry is None:
        return GONE, link.hash
    now = hashed(kept, link, entry)
    if link.hash == now:
        return HOLDS, now
    return (HOLDS_AS_RECKONED, link.hash) if link.hash == hashed(reckoned, link, entry) else (WRONG, now)


def lines(after: int) -> Iterator[tuple[LogLink, LogEntry | None]]:
    """Each link behind a place with its line; with nothing where the line is gone, which a join would pass over."""
    links = LogLink.objects.filter(position__gt=after).order_by("position")
    for some in chunks(links.iterator(chunk_size=AT_ONCE), AT_ONCE):
        entries = LogEntry.objects.in_bulk([link.entry_id for link in some])
        yield from ((link, entries.get(link.entry_id)) for link in some)


def cut_off() -> Iterator[str]:
    """Whether the log still holds what it ended with when each release was published: the record keeps that."""
    kept = {release.version: Head.read(release.log_head) for release in Release.objects.readable() if release.log_head}
    links = LogLink.objects.filter(position__in=[told.position for told in kept.values()])
    now = dict(links.values_list("position", "hash"))
    for version, told in sorted(kept.items()):
        if now.get(told.position) != told.hash:
            stands = "is gone" if told.position not in now else "has another"
            yield (
                f"When release {version} was published the log ended with line {told.position} and the hash "
                f"{told.hash[:12]}…; that line {stands} now: the log was cut off or written anew."
            )


def newest(number: int) -> tuple[Head, list[str]]:
    """The end of the chain, and what is wrong in its last lines: cheap enough for a page."""
    last = head()
    before = LogLink.objects.filter(position=last.position - number).values_list("position", "hash").first()
    return last, list(faults(Head(*before) if before else START))

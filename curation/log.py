"""The log of all that was done, chained: a gap, an edit or a cut-off end is found by whoever reckons it again.

The lines are the admin's own (`curation.actions.history`, `flows.releases` and the stock forms write them), kept as
they are by a seal. A line is chained after the transaction that wrote it, one chainer at a time: chained within it,
every deed would wait for every other, and two that touch the same things in another order would wait for ever. What a
crash leaves unchained is chained with the next look at the log.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from functools import partial
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from curation.deeds import deed_of
from curation.models import LogLink
from curation.room import standing

LOCK = 0x43414D54  # of PostgreSQL, for as long as one chains
AT_ONCE = 2_000


class Head(NamedTuple):
    """The end of the chain, written `57:3fa9…`: whoever keeps it can tell later whether the log is still the same."""

    position: int = 0
    hash: str = ""

    def __str__(self):
        return f"{self.position}:{self.hash}" if self.position else ""

    @classmethod
    def read(cls, text):
        position, _, kept = text.partition(":")
        return cls(int(position), kept)


def head() -> Head:
    """The last line that is chained, or an empty head."""
    last = LogLink.objects.order_by("-position").values_list("position", "hash").first()
    return Head(*last) if last else Head()


def chain_later(entry) -> None:
    """Chain a line, and whatever came after it, once what it tells is certain."""
    transaction.on_commit(partial(chain_told, entry.pk), robust=True)


def chain_told(pk) -> None:
    """Chain from this line on, unless another line of the same transaction, or another person, did already."""
    if not LogLink.objects.filter(entry=pk).exists():
        catch_up(since=pk)
        standing.look_again_later()


def catch_up(since=0) -> None:
    """Chain every line, from one on, that is not chained yet, in their order."""
    with transaction.atomic():
        wait_for_others()
        last = head()
        loose = LogEntry.objects.filter(link__isnull=True).order_by("pk")
        while entries := list(loose.filter(pk__gte=since)[:AT_ONCE]):
            links = list(links_after(last, entries))
            LogLink.objects.bulk_create(links)
            last = Head(links[-1].position, links[-1].hash)
            since = entries[-1].pk + 1


def wait_for_others() -> None:
    """One chainer at a time: else two would give the same place away."""
    if connection.vendor == "postgresql":  # on SQLite a transaction that writes is alone from its beginning
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def is_behind() -> bool:
    """Whether lines may wait to be chained; two counts, which cost little where looking for each line costs much."""
    return LogEntry.objects.count() != LogLink.objects.count()


def links_after(last: Head, entries) -> Iterator[LogLink]:
    """The links of some lines, each hanging on the one before."""
    position, before = last
    for position, entry in enumerate(entries, position + 1):  # noqa: B020  it goes on from where it was
        link = LogLink(entry=entry, position=position, kind=kind_of(entry), deed=deed_of(entry))
        link.hash = before = hashed(before, link, entry)
        yield link


def kind_of(entry) -> str:
    """What a line is about, as `curation.categorydecision`."""
    if entry.content_type_id is None:
        return ""
    kind = ContentType.objects.get_for_id(entry.content_type_id)  # which keeps them
    return f"{kind.app_label}.{kind.model}"


def hashed(before: str, link: LogLink, entry: LogEntry) -> str:
    """SHA-256 over the hash before and all that a line says; nothing in it depends on the engine or the language."""
    said = {
        "position": link.position,
        "kind": link.kind,
        "deed": link.deed,
        "line": entry.pk,
        "at": entry.action_time.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.user_id,
        "content_type": entry.content_type_id,
        "object": entry.object_id,
        "name": entry.object_repr,
        "flag": entry.action_flag,
        "words": entry.change_message,
    }
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{canonical}".encode()).hexdigest()

"""Whether a file is of the table it was uploaded under, or of another: by its numbers, and by its data."""

from collections.abc import Iterator

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from curation.actions import concerns
from curation.core import concern_rules, likeness
from curation.core.concern_rules import MISPLACED, Finding
from curation.core.likeness import Number
from curation.models import Concern, Coverage, Reading, SourceFile, SourceTable


def findings(file) -> Iterator[Finding]:
    """Blockers for a file whose numbers are not its table's, and for data that another table holds."""
    yield from same_data(file)
    if (last := accepted_before(file, file.source)) and (found := alike(file, last)).another_table:
        yield concern_rules.wrong_table(last.name, file.source_id, found, twins(file), look_alikes(file.source))


def settle(withdrawn, *, by):
    """A file that is gone is misplaced no more: settle what was asked about it, and of others because of it."""
    same = Q(rule="same_bytes_elsewhere", file__sha256=withdrawn.sha256)
    same |= Q(rule="same_data_elsewhere", file__data_hash=withdrawn.data_hash)
    asked = Concern.objects.unresolved().filter(
        Q(rule__in=MISPLACED, file=withdrawn) | same & Q(subject=withdrawn.source_id)
    )
    words = f"{withdrawn.name} of the table {withdrawn.source_id} was withdrawn: {withdrawn.withdrawn_reason}"
    for concern in asked:
        concerns.close(concern, resolution=words[:4000], outcome=Concern.Outcome.CHANGED, by=by)


def same_data(file) -> Iterator[Finding]:
    """The same cells under another table, in other bytes; the same bytes are asked about when they come."""
    held = SourceFile.objects.held().exclude(state=SourceFile.State.WITHDRAWN).exclude(source=file.source)
    for other in held.filter(data_hash=file.data_hash).exclude(data_hash="").exclude(sha256=file.sha256):
        yield concern_rules.same_data_elsewhere(other.name, other.source_id, f"{other.uploaded_at:%Y-%m-%d}")


def accepted_before(file, source) -> SourceFile | None:
    """The file of a table accepted last that holds a period of this one."""
    periods = Coverage.objects.filter(file=file).values("period")
    accepted = SourceFile.objects.accepted().filter(source=source, coverage__period__in=periods).exclude(pk=file.pk)
    return accepted.order_by("-accepted_at", "-pk").first()


def twins(file) -> list[str]:
    """The accepted files of other tables whose very numbers these are, in words."""
    others = SourceTable.objects.exclude(pk=file.source_id).filter(files__state=SourceFile.State.ACCEPTED).distinct()
    last = filter(None, (accepted_before(file, source) for source in others))
    return [f"{other.name}, table {other.source_id}" for other in last if alike(file, other).same_numbers]


def look_alikes(source) -> list[str]:
    """Other tables whose sheets show the same headings."""
    shown = [set(wanted) for wanted in source.hints.get("expects", [])]
    others = SourceTable.objects.exclude(pk=source.pk)
    return [other.pk for other in others if any(set(wanted) in shown for wanted in other.hints.get("expects", []))]


def alike(file, other) -> likeness.Likeness:
    """Two files by what both hold, over the labels that both have."""
    here, there = labels_read(file), labels_read(other)
    shared = here.keys() & there.keys()
    return likeness.compare(
        numbers(other, [there[key] for key in shared]), numbers(file, [here[key] for key in shared])
    )


def labels_read(file) -> dict[str, int]:
    """The labels that a file's readings bear, by key; asked by file, as `doubts.labels_read` is, and for its reason."""
    readings = Reading.objects.filter(sheet__file=file).order_by()
    return dict(readings.values_list("label__key", "label_id").distinct())


def numbers(file, labels) -> dict[tuple[str, str, str], Number]:
    """What a file holds of some labels, by origin, destination and period."""
    readings = Reading.objects.filter(sheet__file=file, label__in=labels, lower__isnull=False).order_by()
    rows = readings.values_list("origin", "destination", "period").annotate(
        people=Sum(Coalesce("value", "lower")),
        low=Sum("lower"),
        high=Sum("upper"),
        unlimited=Count("pk", filter=Q(upper__isnull=True)),
    )
    return {
        tuple(place): Number(people, low, None if unlimited else high) for *place, people, low, high, unlimited in rows
    }

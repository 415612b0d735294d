"""What keeps a release from being published, and what people should look at before: each a sentence."""

from collections.abc import Iterator

from curation import corrected
from curation.composition.treated import Treated
from curation.core.concern_rules import interval
from curation.models import Concern, Label, SourceFile
from curation.scope import UNION, Scope
from flows.core.records import TotalCheckRecord

IN_ENGLISH = {SourceFile.State.READ: "read", SourceFile.State.SUBMITTED: "handed in"}  # as all these sentences


def stops(treated: Treated, checks: list[TotalCheckRecord]) -> dict[str, list[str]]:
    """What keeps a release from being published, by kind; of each kind that is not there, nothing."""
    return {
        "labels": list(undecided(treated)),
        "blockers": list(blockers()),
        "places": list(unknown_places(treated)),
        "totals": list(open_totals(checks)),
        "handed_in": list(not_accepted(treated.scope, SourceFile.State.SUBMITTED)),
    }


def undecided(treated: Treated) -> Iterator[str]:
    labels = Label.objects.in_bulk(treated.undecided)
    for pk, cells in sorted(treated.undecided.items(), key=lambda pair: -pair[1]):
        label = labels[pk]
        bear = "1 cell in the years of the release bears" if cells == 1 else f"{cells} cells in its years bear"
        yield f"{label.source_id}: {bear} the label “{label}”, which has no approved decision."


def blockers() -> Iterator[str]:
    for concern in Concern.objects.unresolved().filter(severity=Concern.Severity.BLOCKER):
        yield f"An open blocker: {concern.text}"


def unknown_places(treated: Treated) -> Iterator[str]:
    """People of a place that nobody knows may be ours: their numbers would be too low without a word."""
    doubts = Concern.objects.unresolved().filter(rule="unknown_place", file__in=treated.held.files)
    for concern in doubts.select_related("file"):
        yield f"{concern.file}: {concern.text}"


def open_totals(checks: list[TotalCheckRecord]) -> Iterator[str]:
    for check in checks:
        if check.outcome == "open":
            yield (
                f"{check.sheet}!{check.cell} prints “{check.printed}”, and its parts add up to "
                f"{interval(check.lower, check.upper)}: say why on the page of its file’s totals."
            )


def doubts(scope: Scope, treated: Treated) -> dict[str, list[str]]:
    """What people should look at, by kind."""
    return {
        "files": [*not_accepted(scope, SourceFile.State.READ), *not_accepted_of_no_series(scope)],
        "corrections": list(read_otherwise(treated)),
        "series": list(unpublished(scope, treated)),
    }


def not_accepted(scope: Scope, state: str) -> Iterator[str]:
    tables = {*scope.tables, *scope.inhabitants}
    for file in SourceFile.objects.filter(state=state, source__in=tables).order_by("pk"):
        yield f"{file.name} ({file.source_id}) is {IN_ENGLISH[file.state]} and not accepted."


def not_accepted_of_no_series(scope: Scope) -> Iterator[str]:
    tables = {*scope.tables, *scope.inhabitants}
    for file in SourceFile.objects.filter(state=SourceFile.State.READ).exclude(source__in=tables).order_by("pk"):
        yield f"{file.name} ({file.source_id}) is read and not accepted; no series is made of its table."


def read_otherwise(treated: Treated) -> Iterator[str]:
    for file in corrected.outdated(treated.held.files.values()):
        yield (
            f"{file.name} ({file.source_id}) was accepted before corrections of its cells were approved or withdrawn: "
            "withdraw it with a reason and upload it again, or it counts as it was read."
        )


def unpublished(scope: Scope, treated: Treated) -> Iterator[str]:
    """What was decided but belongs to no series."""
    for destination, category, measure in sorted(undeclared(scope, treated)):
        yield f"{destination}, {category}, {measure}: decided, but no series declares it, so it is not published."


def undeclared(scope: Scope, treated: Treated) -> set[tuple[str, str, str]]:
    declared = {(series.destination, series.category, series.measure) for series in scope.series}
    met = set()
    for key in treated.included:
        union = scope.is_member(key.destination, key.year) or key.destination == scope.union_as_printed(key.year)
        met.add((UNION if union else key.destination, key.category, key.measure))
    return met - declared

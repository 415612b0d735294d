"""What keeps a release from being published, and what people should look at before: each a sentence."""

from collections.abc import Iterator

from curation.composition.treated import Treated
from curation.core.concern_rules import interval
from curation.models import Concern, Label, SourceFile
from curation.scope import UNION, Scope
from flows.core.records import TotalCheckRecord


def of(treated: Treated, checks: list[TotalCheckRecord]) -> list[str]:
    """Labels without a decision, open blockers, places nobody knows, totals that nobody explained."""
    return [*undecided(treated), *blockers(), *unknown_places(treated), *open_totals(checks)]


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


def warnings(scope: Scope, treated: Treated) -> list[str]:
    """Files that nobody accepted yet, and what was decided but belongs to no series."""
    waiting = SourceFile.objects.filter(
        state__in=[SourceFile.State.READ, SourceFile.State.SUBMITTED], source__in=scope.tables
    )
    return [
        *(f"{file.name} ({file.source_id}) is {file.get_state_display()} and not accepted." for file in waiting),
        *(
            f"{destination}, {category}, {measure}: decided, but no series declares it, so it is not published."
            for destination, category, measure in sorted(undeclared(scope, treated))
        ),
    ]


def undeclared(scope: Scope, treated: Treated) -> set[tuple[str, str, str]]:
    declared = {(series.destination, series.category, series.measure) for series in scope.series}
    met = set()
    for key in treated.included:
        union = scope.is_member(key.destination, key.year) or key.destination == scope.union_as_printed(key.year)
        met.add((UNION if union else key.destination, key.category, key.measure))
    return met - declared

"""What the workshop asks its tables. Nothing here writes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from curation.core import codebook, conditions, periods, suggest
from curation.models import CategoryDecision, Concern, Label, Reading, Series, SourceFile
from flows.models import Membership

DECIDED = (CategoryDecision.State.APPROVED, CategoryDecision.State.PROPOSED)
UNION = "EU"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much hangs on a label: its cells, the people in them (at least, where cells are hidden), its years."""

    label: Label
    cells: int
    people: int
    years: tuple[int, ...]


def held_files(source):
    """The files we have of a source table, newest first; one in quarantine is not ours yet."""
    return SourceFile.objects.held().filter(source=source)


def tallies(*, source=None, file=None, labels=None, undecided=False) -> list[Tally]:
    """What hangs on each label in the years of its series, most people first.

    Of a source table, of one file, or of the given labels; `undecided` keeps only cells for which nobody has proposed
    anything. Where several files hold a period the newest counts; where a year is printed as a whole its months are
    not added to it.
    """
    readings = Reading.objects.filter(sheet__file__in=SourceFile.objects.readable())
    if source:
        readings = readings.filter(label__source=source)
    if file:
        readings = Reading.objects.filter(sheet__file=file)
    if labels is not None:
        readings = readings.filter(label__in=labels)
    return sorted(_tallies(readings, undecided), key=lambda tally: (-tally.people, tally.label.key))


def undecided_labels(*, source=None, file=None) -> list[Tally]:
    """Labels with cells that no decision covers, proposed or in force."""
    return tallies(source=source, file=file, undecided=True)


def _tallies(readings, undecided):
    labels, found = _by_year(readings)
    decided = decisions_by_label(labels, DECIDED) if undecided else {}
    for label_id, years in found.items():
        if undecided:
            years = _uncovered(years, decided[label_id])
        if years:
            cells = sum(cells for year in years.values() for cells, _ in year.values())
            yield Tally(labels[label_id], cells, sum(map(people_in, years.values())), tuple(sorted(years)))


def _by_year(readings):
    """The labels of some readings, and for each its years as `{(period, destination, breakdown): (cells, people)}`."""
    rows = list(_counts(readings))
    labels = Label.objects.select_related("source").in_bulk({row[0] for row in rows})
    newest = {
        (labels[row[0]].source_id, row[1], row[3]): row[4] for row in rows
    }  # the last one stays: rows are ordered
    scope = Scope()
    found = defaultdict(lambda: defaultdict(dict))
    for label_id, destination, breakdown, period, file, cells, people in rows:
        source = labels[label_id].source
        if file == newest[source.pk, destination, period] and counts_at_all(source, breakdown):
            year = scope.year(source.pk, destination, period)
            if year is not None:
                found[label_id][year][period, destination, breakdown] = cells, people
    return labels, found


def _uncovered(years, decisions):
    """Of a label's cells by year those that no decision covers."""
    left = {}
    for year, cells in years.items():
        bare = {cell: counts for cell, counts in cells.items() if not covering(decisions, year, *cell[1:])}
        if bare:
            left[year] = bare
    return left


def counts_at_all(source, breakdown) -> bool:
    """Whether the table's hints keep this member of a breakdown; the others are read, and never counted."""
    members = conditions.breakdown(breakdown)
    keep = source.hints.get("keep", {})
    return all(member in keep[column] for column, member in members.items() if column in keep)


def _counts(readings):
    """Rows `label, destination, breakdown, period, file, cells, people`, older files first."""
    return (
        readings.values_list("label_id", "destination", "breakdown", "period", "sheet__file_id")
        .annotate(cells=Count("pk"), people=Sum(Coalesce("value", "lower", 0)))
        .order_by("sheet__file_id")
    )


def people_in(year) -> int:
    """The people of one year, from the coarsest periods that hold it: as a whole, on a last day, quarters, months."""
    by_kind = defaultdict(int)
    for (period, *_), (_, people) in year.items():
        by_kind[_kind(period)] += people
    coarsest = min(kind for kind, _ in by_kind)
    return by_kind[max(kind for kind in by_kind if kind[0] == coarsest)]


def _kind(period):
    """How fine a period is; days stay apart, because stocks of two days are not added."""
    if periods.is_date(period):
        return 1, period
    return (0 if periods.is_year(period) else 3 if periods.is_month(period) else 2), ""


class Scope:
    """In which observation year of which series a cell may count: destinations and years as the series declare them."""

    def __init__(self):
        self.series = defaultdict(list)
        for series in Series.objects.all():
            for table in series.tables:
                self.series[table].append(series)
        self.members = defaultdict(list)
        for member in Membership.objects.filter(group=UNION):
            self.members[member.member_id].append((member.from_year, member.to_year))
        self.year = cache(self.year)

    def year(self, source, destination, period) -> int | None:
        """The observation year of a period of a source table, or None where no series of the table wants it."""
        for series in self.series[source]:
            year = periods.observation_year(period, series.year_basis)
            if year and series.from_year <= year <= series.to_year and self.reaches(series, destination, year):
                return year
        return None

    def reaches(self, series, destination, year):
        if series.destination != UNION:
            return series.destination == destination
        spans = self.members.get(destination, ())
        return destination.startswith(UNION) or any(conditions.covers(*span, year) for span in spans)


def decisions_by_label(labels, states) -> dict[int, list[CategoryDecision]]:
    """The decisions in some states of each label, newest first."""
    found = {label: [] for label in labels}
    for decision in CategoryDecision.objects.filter(label__in=labels, state__in=states):
        found[decision.label_id].append(decision)
    return found


def covering(decisions: Iterable[CategoryDecision], year, destination, breakdown) -> CategoryDecision | None:
    """Which of a label's decisions a cell falls under: one whose condition it meets goes before one without any."""
    cell = {"destination": destination, **conditions.breakdown(breakdown)}
    fitting = [
        decision
        for decision in decisions
        if conditions.covers(decision.year_from, decision.year_to, year) and conditions.meets(decision.condition, cell)
    ]
    return max(fitting, key=lambda decision: bool(decision.condition), default=None)


def decision_in_force(label, year, *, destination="", breakdown="") -> CategoryDecision | None:
    """The approved decision that a label's cell of this observation year falls under."""
    return covering(label.decisions.in_force(), year, destination, breakdown)


def labels_of(file):
    """The labels that a file's readings bear."""
    return Label.objects.filter(Exists(Reading.objects.filter(sheet__file=file, label=OuterRef("pk"))))


def carried_labels(file):
    """Labels of a file that were decided before it came: in force, with no new row."""
    return labels_of(file).filter(Exists(CategoryDecision.objects.in_force().filter(label=OuterRef("pk"))))


def labels_without_decision():
    """Labels for which nobody proposed anything that stands. Quick; `undecided_labels` also looks at years."""
    standing = CategoryDecision.objects.filter(label=OuterRef("pk"), state__in=DECIDED)
    return Label.objects.filter(~Exists(standing))


def first_place(label, file) -> str:
    """Where a label stands first in a file in the years of its series, as `FY18!AM130`."""
    scope = Scope()
    readings = Reading.objects.filter(label=label, sheet__file=file).select_related("sheet")
    for reading in readings.order_by("sheet__position", "row", "column"):
        if scope.year(file.source_id, reading.destination, reading.period) is not None:
            return str(reading)
    return ""


@cache
def codebook_rules():
    """The codebook, read once: it changes only with the program."""
    return codebook.load()


def suggestions_for(label) -> list[suggest.Suggestion]:
    """What the codebook, earlier decisions and close spellings suggest for a label."""
    return suggestions_by_label([label])[label]


def suggestions_by_label(labels) -> dict[Label, list[suggest.Suggestion]]:
    """The same for many labels, asking the database once."""
    labels = list(labels)
    in_force = CategoryDecision.objects.in_force().filter(label__source__in={label.source_id for label in labels})
    precedents = defaultdict(list)
    for decision in in_force.select_related("label"):
        precedents[decision.label.source_id].append(_precedent(decision))
    return {
        label: suggest.suggestions(
            label.source_id, texts(label), rules=codebook_rules(), precedents=precedents[label.source_id]
        )
        for label in labels
    }


def _precedent(decision):
    return suggest.Precedent(
        parts=texts(decision.label),
        text=decision.label.text,
        disposition=decision.disposition,
        category=decision.category,
        measure=decision.measure,
        reason_code=decision.reason_code,
        rationale=decision.rationale,
        condition=decision.condition,
    )


def texts(label) -> tuple[str, ...]:
    """The texts of a label's parts, without their columns."""
    return tuple(text for _, text in label.parts)


def blockers(file):
    """Concerns that keep a file from being accepted."""
    return Concern.objects.unresolved().filter(file=file, severity=Concern.Severity.BLOCKER)


def reviewable(user):
    """Proposals that this person may approve: somebody else's, and flagged ones only with the right to."""
    waiting = CategoryDecision.objects.waiting().exclude(proposed_by=user)
    if not user.has_perm("curation.approve_categorydecision"):
        return waiting.none()
    return waiting if user.has_perm("curation.approve_flagged") else waiting.filter(flagged=False)


def returned_to(user):
    """Proposals that came back to this person and that nothing has followed yet."""
    later = CategoryDecision.objects.filter(label=OuterRef("label"), pk__gt=OuterRef("pk"), state__in=DECIDED)
    mine = CategoryDecision.objects.filter(proposed_by=user, state=CategoryDecision.State.RETURNED)
    return mine.filter(~Exists(later)).select_related("label__source", "reviewed_by")


def files_to_accept(user):
    """Files that somebody else uploaded and handed in."""
    if not user.has_perm("curation.accept_sourcefile"):
        return SourceFile.objects.none()
    return SourceFile.objects.filter(state=SourceFile.State.SUBMITTED).exclude(
        Q(uploaded_by=user) | Q(submitted_by=user)
    )


def files_in_work(user):
    """A person's own files that still need them."""
    needing = [SourceFile.State.RECEIVED, SourceFile.State.QUARANTINED, SourceFile.State.READ]
    return SourceFile.objects.filter(uploaded_by=user, state__in=needing).select_related("source")


def open_concerns():
    """Doubts that somebody has to settle; notes are not among them."""
    return Concern.objects.unresolved().exclude(severity=Concern.Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person, each a queryset."""

    undecided: object
    returned: object
    files: object
    to_review: object
    to_accept: object
    concerns: object


def waiting_for(user) -> Waiting:
    """Everything that waits for somebody, for the first page of the desk."""
    return Waiting(
        undecided=labels_without_decision().order_by(F("source"), "key"),
        returned=returned_to(user),
        files=files_in_work(user),
        to_review=reviewable(user).select_related("label__source", "proposed_by"),
        to_accept=files_to_accept(user).select_related("source", "uploaded_by"),
        concerns=open_concerns(),
    )

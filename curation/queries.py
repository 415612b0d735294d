"""What the workshop asks its tables. Nothing here writes. How much hangs on a label is reckoned in `curation.tally`."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from curation.core import codebook, suggest
from curation.models import CategoryDecision, Concern, Correction, Drawn, Label, Reading, SourceFile, Standing
from curation.tally import (
    DECIDED,
    Scope,
    Tally,
    counts_at_all,
    covering,
    decision_in_force,
    decisions_by_label,
    people_in,
    tallies,
    undecided_labels,
)

__all__ = [
    "DECIDED",
    "Scope",
    "Tally",
    "Waiting",
    "blockers",
    "carried_labels",
    "codebook_rules",
    "corrections_to_review",
    "counts_at_all",
    "covering",
    "decision_in_force",
    "decisions_by_label",
    "files_in_work",
    "files_to_accept",
    "first_place",
    "held_files",
    "labels_of",
    "labels_to_decide",
    "open_concerns",
    "people_in",
    "persons_doubts",
    "precedents_of",
    "returned_to",
    "reviewable",
    "rules_by_code",
    "spoken_by",
    "suggested",
    "suggestions_by_label",
    "suggestions_for",
    "tallies",
    "texts",
    "to_recode",
    "twins_of",
    "undecided_labels",
    "waiting_for",
    "who_answers",
    "who_else_settles",
]


def held_files(source):
    """The files we have of a source table, newest first; one in quarantine is not ours yet."""
    return SourceFile.objects.held().filter(source=source)


def labels_of(file):
    """The labels that a file's readings bear."""
    return Label.objects.filter(Exists(Reading.objects.filter(sheet__file=file, label=OuterRef("pk"))))


def carried_labels(file):
    """Labels of a file that were decided before it came: in force, with no new row."""
    return labels_of(file).filter(Exists(CategoryDecision.objects.in_force().filter(label=OuterRef("pk"))))


def labels_to_decide():
    """Labels with cells in the years of a series that nothing covers, proposed or in force."""
    return Label.objects.filter(standing__state__in=Standing.OPEN)


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


@cache
def rules_by_code():
    """The same by the rules' own names."""
    return {rule.rule: rule for rule in codebook_rules()}


@cache
def rules_of(source):
    """The codebook's rules about one source table."""
    return [rule for rule in codebook_rules() if rule.source == source]


def suggestions_for(label) -> list[suggest.Suggestion]:
    """What the codebook, earlier decisions and close spellings suggest for a label."""
    return suggestions_by_label([label])[label]


def suggestions_by_label(labels) -> dict[Label, list[suggest.Suggestion]]:
    """The same for many labels, asking the database once."""
    labels = list(labels)
    in_force = CategoryDecision.objects.in_force().filter(label__source__in={label.source_id for label in labels})
    precedents = precedents_of(in_force.select_related("label"))
    return {label: suggested(label, precedents[label.source_id]) for label in labels}


def suggested(label, precedents) -> list[suggest.Suggestion]:
    """What is suggested for a label, given what was decided in its table."""
    return suggest.suggestions(label.source_id, texts(label), rules=rules_of(label.source_id), precedents=precedents)


def precedents_of(decisions) -> dict[str, list[suggest.Precedent]]:
    """Those of some decisions that are in force, by source table."""
    found = defaultdict(list)
    for decision in decisions:
        if decision.state == CategoryDecision.State.APPROVED:
            found[decision.label.source_id].append(_precedent(decision))
    return found


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


def persons_doubts(**about):
    """What persons doubt about proposals, or about one `decision`, unsettled: whoever approves it has to answer."""
    doubts = Concern.objects.unresolved().filter(rule="", decision__isnull=False, **about)
    return doubts.exclude(severity=Concern.Severity.NOTE)


def reviewable(user):
    """Proposals that this person may approve: somebody else's, and flagged ones only with the right to."""
    waiting = CategoryDecision.objects.waiting().exclude(proposed_by=user)
    if not user.has_perm("curation.approve_categorydecision"):
        return waiting.none()
    return waiting if user.has_perm("curation.approve_flagged") else waiting.filter(flagged=False)


def corrections_to_review(user):
    """Corrections of publishers' errors that somebody else proposed, for who may approve them."""
    if not user.has_perm("curation.approve_correction"):
        return Correction.objects.none()
    return Correction.objects.filter(state=Correction.State.PROPOSED).exclude(proposed_by=user)


def returned_to(user):
    """Proposals that came back to this person and that nothing has followed yet."""
    later = CategoryDecision.objects.filter(label=OuterRef("label"), pk__gt=OuterRef("pk"), state__in=DECIDED)
    mine = CategoryDecision.objects.filter(proposed_by=user, state=CategoryDecision.State.RETURNED)
    return mine.filter(~Exists(later)).select_related("label__source", "reviewed_by")


def spoken_by(user, label):
    """What somebody proposed or reviewed about a label, whatever became of it."""
    return CategoryDecision.objects.filter(Q(proposed_by=user) | Q(reviewed_by=user), label=label)


def to_recode(user):
    """Decisions drawn for a second opinion that nobody gave yet, about labels of which this person never spoke."""
    if not user.has_perm("curation.propose_categorydecision"):
        return Drawn.objects.none()
    spoken = spoken_by(user, OuterRef("decision__label"))
    return Drawn.objects.filter(~Exists(spoken), decision__second_opinion__isnull=True)


def files_to_accept(user):
    """Files that somebody else uploaded and handed in."""
    if not user.has_perm("curation.accept_sourcefile"):
        return SourceFile.objects.none()
    return SourceFile.objects.filter(state=SourceFile.State.SUBMITTED).exclude(
        Q(uploaded_by=user) | Q(submitted_by=user) | Q(prepared_by=user)
    )


def files_in_work(user):
    """A person's own files that still need them."""
    needing = [SourceFile.State.RECEIVED, SourceFile.State.QUARANTINED, SourceFile.State.READ]
    return SourceFile.objects.filter(uploaded_by=user, state__in=needing).select_related("source")


def who_answers():
    """Everybody who may answer and settle concerns, but for administrators who may anyway."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = get_user_model().objects
    return people.with_perm("curation.answer_concern", backend=backend, include_superusers=False).order_by("username")


def who_else_settles(user):
    """Everybody else who may approve what is flagged, and so may agree with whatever this person proposes."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = get_user_model().objects.with_perm("curation.approve_flagged", backend=backend).filter(is_active=True)
    return people.exclude(pk=user.pk).order_by("username")


def twins_of(concern):
    """The other files of the same bytes or data that a rule asks about."""
    same = {"same_bytes_elsewhere": "sha256", "same_data_elsewhere": "data_hash"}.get(concern.rule)
    if same is None:
        return SourceFile.objects.none()
    others = SourceFile.objects.held().filter(**{same: getattr(concern.file, same)}, source=concern.subject)
    return others.exclude(pk=concern.file_id).select_related("source")


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
        undecided=labels_to_decide(),
        returned=returned_to(user),
        files=files_in_work(user),
        to_review=reviewable(user).select_related("label__source", "proposed_by"),
        to_accept=files_to_accept(user).select_related("source", "uploaded_by"),
        concerns=open_concerns(),
    )

"""Why a question of what if changes no public number, in sentences."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation import queries
from curation.core import conditions
from curation.models import CategoryDecision, Label, Reading
from curation.questions import named
from curation.what_if import ANY, OUT, Draft, Question, counts_as
from flows import figures


def reasons(draft: Draft, question: Question, labels: Iterable[Label]) -> list[str]:
    """Each reason in a sentence that names the labels it is about."""
    labels = list(labels)
    pks = [label.pk for label in labels]
    cells = Reading.objects.filter(label=OuterRef("pk"), sheet__file__in=draft.held.files)
    held = set(Label.objects.filter(Exists(cells), pk__in=pks).values_list("pk", flat=True))
    in_force = queries.decisions_by_label(pks, [CategoryDecision.State.APPROVED])
    found = defaultdict(list)
    for label in labels:
        found[why(draft, question, label, label.pk in held, in_force[label.pk])].append(label)
    return [SENTENCES[reason](question, of) for reason, of in found.items()]


def why(draft: Draft, question: Question, label: Label, held: bool, in_force: list) -> str:
    """The first reason that holds for a label."""
    span = question.year_from, question.year_to
    asked = [each for each in in_force if conditions.years_overlap(span, (each.year_from, each.year_to))]
    now = {counts_as(decision) for decision in asked}
    if not held:
        return "no file"
    if now == {question.to}:
        return "so already"
    if question.now != ANY and question.now not in now:
        return "not so now"
    if question.to == OUT and not any(decision.disposition == "include" for decision in asked):
        return "not counted"
    measures = {decision.measure or label.source.measure for decision in asked} or {label.source.measure}
    return "nothing there" if question.to == OUT or has_series(draft, question, label, measures) else "no series"


def has_series(draft: Draft, question: Question, label: Label, measures: set[str]) -> bool:
    """Whether some series counts what the labels would count, from their table."""
    return any(
        series.category == question.to and series.measure in measures and label.source_id in series.tables
        for series in draft.scope.series
    )


def no_file(question, labels):
    said = ngettext(
        "No accepted file holds %(labels)s.", "No accepted file holds any of these: %(labels)s.", len(labels)
    )
    return said % {"labels": named(labels)}


def so_already(question, labels):
    said = {"labels": named(labels), "category": figures.name_of("category", question.to).lower()}
    if question.to == OUT:
        return ngettext("%(labels)s is left out already.", "%(labels)s are left out already.", len(labels)) % said
    return ngettext(
        "%(labels)s counts as %(category)s already.", "%(labels)s count as %(category)s already.", len(labels)
    ) % said  # fmt: skip


def not_so_now(question, labels):
    said = {"labels": named(labels), "category": figures.name_of("category", question.now).lower()}
    if question.now == OUT:
        return ngettext("%(labels)s is not left out now.", "%(labels)s are not left out now.", len(labels)) % said
    return ngettext(
        "%(labels)s does not count as “%(category)s” now.",
        "%(labels)s do not count as “%(category)s” now.",
        len(labels),
    ) % said  # fmt: skip


def not_counted(question, labels):
    said = ngettext("%(labels)s does not count now.", "%(labels)s do not count now.", len(labels))
    return said % {"labels": named(labels)}


def no_series(question, labels):
    said = {"labels": named(labels), "category": figures.name_of("category", question.to).lower()}
    said["tables"] = figures.listed(dict.fromkeys(figures.title(label.source) for label in labels))
    return _("No series of the category “%(category)s” is made of the table of %(labels)s: %(tables)s.") % said


def nothing_there(question, labels):
    said = ngettext(
        "The cells of %(labels)s are zero, or lie outside of the years and places of every series.",
        "The cells of %(labels)s are all zero, or lie outside of the years and places of every series.",
        len(labels),
    )
    return said % {"labels": named(labels)}


SENTENCES = {
    "no file": no_file,
    "so already": so_already,
    "not so now": not_so_now,
    "not counted": not_counted,
    "no series": no_series,
    "nothing there": nothing_there,
}

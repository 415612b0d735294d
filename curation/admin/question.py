"""The question of a second opinion: a label and its cells, and nothing of what was decided about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation import codes, opinions
from curation.admin.mapping import fields, pane
from curation.core import conditions
from curation.models import Label
from curation.scope import Scope
from curation.templatetags.desk import key_word, span

CANNOT_SAY = "cannot_say"
KEYS = {what: letter for letter, what in fields.KEYS.items()} | {CANNOT_SAY: "c"}
MEANINGS = {
    "exclude": gettext_lazy("It belongs to none of them: say for which reason."),
    "total": gettext_lazy("A sum of other lines or columns of the table."),
    "not_data": gettext_lazy("A heading, a note, or something else that counts nobody."),
    CANNOT_SAY: gettext_lazy("Neither its words nor its cells tell: that is an answer too, and counted apart."),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which label, and in which years and under which condition."""

    label: Label
    years: str
    condition: str
    where: pane.Where


def question(decision, number) -> Question:
    """What is asked about a decision, with the label's cells that it speaks of."""
    scope, label = Scope(), decision.label
    readings = [
        reading
        for reading in pane.counting(label, scope)
        if opinions.is_about(
            decision,
            scope.year(label.source_id, reading.destination, reading.period),
            reading.destination,
            reading.breakdown,
        )
    ]
    where = pane.Where(**pane.where(label, readings, scope, number))
    return Question(label, span(decision), conditions.written(decision.condition), where)


def ways():
    """Each code with its key, its name and what it means."""
    for category in codes.categories():
        yield category.pk, KEYS[category.pk], name_of(category.pk), category.definition
    for code, meaning in MEANINGS.items():
        yield code, KEYS[code], name_of(code), meaning


def name_of(code):
    return _("cannot say") if code == CANNOT_SAY else key_word(code)

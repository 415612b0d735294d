"""The question of what if as a sentence of controls, and the labels that somebody adds to it."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from curation import codes, queries, questions
from curation.actions.refused import Refused
from curation.admin.find import SHOWN, labels_called
from curation.models import Label
from curation.what_if import ANY, OUT, Question
from flows import figures

FOLDED_FROM = 12  # labels
OTHERS = {
    ANY: gettext_lazy("wherever they are"),
    OUT: gettext_lazy("exclude"),
    questions.UNDECIDED: gettext_lazy("undecided"),
}


def address(view: str, question: Question, **more) -> str:
    """The address of one of the pages that a question has."""
    return reverse(f"admin:curation_scenario_{view}", query={**questions.query(question), **more})


@dataclass
class Asked:
    """What an address asks, and the words for it; `refusal` says why it cannot be asked."""

    question: Question
    years: str = ""
    refusal: str = ""
    labels: list[Label] = field(default_factory=list)

    @classmethod
    def of(cls, given):
        try:
            asked = cls(questions.of(given), given.get("years", ""))
        except Refused as refusal:
            asked = cls(questions.as_far_as(given), given.get("years", ""), str(refusal))
        labels = asked.question.labels
        found = Label.objects.select_related("source", "standing").in_bulk(labels)
        asked.labels = [found[pk] for pk in labels if pk in found]
        missing = [str(pk) for pk in labels if pk not in found]
        if missing and not asked.refusal:
            asked.refusal = _("There is no label %(numbers)s: leave it out.") % {"numbers": ", ".join(missing)}
        return asked

    @property
    def is_complete(self):
        return bool(self.labels and self.question.to and not self.refusal)

    @property
    def title(self):
        return questions.title(self.question, self.labels) if self.is_complete else _("What if?")

    @property
    def short_title(self):
        return questions.short_title(self.question, self.labels)

    @property
    def chips(self):
        """Each label, its words, and the address of the question without it.

        Cut out of the one address: 200 labels, written anew in each of 200 addresses, would be most of the page's time.
        """
        whole = f"{self.here}&"
        for label in self.labels:
            yield label, meaning(label), whole.replace(f"label={label.pk}&", "", 1).rstrip("?&")

    @property
    def is_long(self):
        return len(self.labels) >= FOLDED_FROM

    def but(self, **changes):
        """The address of the same page with something else asked."""
        return address("whatif", replace(self.question, **changes))

    @property
    def here(self):
        """The address of the question itself."""
        return address("whatif", self.question)

    @property
    def froms(self):
        return [(code, name(code), code == self.question.now) for code in (ANY, *questions.ways(), questions.UNDECIDED)]

    @property
    def tos(self):
        return [(code, name(code), code == self.question.to) for code in questions.ways()]

    @property
    def in_years(self):
        return questions.in_years(self.question)

    @property
    def from_name(self):
        return name(self.question.now)

    @property
    def to_name(self):
        return name(self.question.to)

    @property
    def from_mark(self):
        return mark(self.question.now)

    @property
    def to_mark(self):
        return mark(self.question.to)


def name(code):
    """What a way of counting is called in the sentence."""
    return str(OTHERS[code]) if code in OTHERS else figures.name_of("category", code).lower()


def mark(code):
    """The class that gives a way of counting its colour and shape."""
    return "exclude" if code == OUT else code


def meaning(label):
    """What a label means: our translation, else the codebook's words."""
    ours = label.translation_ru if get_language() == "ru" else label.translation_en
    if ours:
        return ours
    rule = queries.rules_by_code().get(label.standing.rule) if hasattr(label, "standing") else None
    return codes.label_of(rule) if rule else ""


class Added:
    """Labels that somebody looks for by words, to ask about them as well."""

    def __init__(self, asked: Asked, words: str):
        self.asked, self.words = asked, words
        found = labels_called(words) if words else []
        self.labels = [label for label in found if label.pk not in asked.question.labels]
        self.there = [label for label in found if label.pk in asked.question.labels]

    @property
    def only(self):
        """The address with the one label that was meant, or nothing."""
        return self.offered[0][2] if len(self.labels) == 1 and not self.there else ""

    @cached_property
    def offered(self):
        """The labels with their words, and the address with each."""
        labels = self.asked.question.labels
        return [(label, label.source, self.asked.but(labels=(*labels, label.pk))) for label in self.labels]

    @property
    def too_many(self):
        return len(self.labels) >= SHOWN

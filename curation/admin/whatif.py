"""The page of what if: a sentence of controls, and every public number that would change."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from curation import codes, queries, questions, unmoved
from curation.actions.refused import Refused
from curation.admin.find import SHOWN, labels_called
from curation.models import Label
from curation.what_if import ANY, OUT, Draft, Question
from flows import figures
from flows.core.changes import Figure
from flows.core.effects import Told, series_of
from flows.now_and_then import Comparison

A_PAGE, OPEN, FOLDED_FROM = 12, 3, 12
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
    refusal: str = ""
    labels: list[Label] = field(default_factory=list)

    @classmethod
    def of(cls, given):
        try:
            question = questions.of(given)
        except Refused as refusal:
            return cls(Question((), questions.NOTHING_YET), str(refusal))
        labels = Label.objects.filter(pk__in=question.labels).select_related("source", "standing")
        found = {label.pk: label for label in labels}
        asked = cls(question, labels=[found[pk] for pk in question.labels if pk in found])
        if missing := [str(pk) for pk in question.labels if pk not in found]:
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
        """Each label, its words, and the address of the question without it."""
        others = self.question.labels
        for label in self.labels:
            rest = tuple(pk for pk in others if pk != label.pk)
            yield label, meaning(label), self.but(labels=rest)

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
    def years(self):
        return questions.years(self.question)

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


class Answer:
    """What the draft says to a question that is complete: not ready, a comparison, or why nothing changes."""

    def __init__(self, asked: Asked, page: str):
        self.asked = asked
        self.draft = Draft()
        self.ready = self.draft.ready
        self.compared = self._compared() if self.ready else None
        self._page = int(page) if page.isdecimal() and len(page) < 6 else 1

    def _compared(self):
        told = self.draft.whole(self.asked.question)
        return Comparison(series_of(as_told(told.before), as_told(told.after)))

    @cached_property
    def reasons(self):
        """Why no number changes."""
        return unmoved.reasons(self.draft, self.asked.question, self.asked.labels)

    @property
    def number(self):
        return min(max(self._page, 1), self.pages)

    @property
    def pages(self):
        return max(1, -(-len(self.compared.blocks) // A_PAGE))

    @property
    def blocks(self):
        """The series of this page, each with whether it stands open."""
        first = (self.number - 1) * A_PAGE
        shown = self.compared.blocks[first : first + A_PAGE]
        return [(block, first + place < OPEN) for place, block in enumerate(shown)]

    @property
    def turns(self):
        """The pages with their addresses, where there are several."""
        numbers = range(1, self.pages + 1) if self.pages > 1 else ()
        return [
            (number, address("whatif", self.asked.question, page=number), number == self.number) for number in numbers
        ]


def as_told(numbers):
    """Numbers of the draft as any comparison takes them."""
    return {
        key: Told(number.year_basis, number.part_of, Figure(number.value, number.lower, number.upper, number.status))
        for key, number in numbers.items()
    }

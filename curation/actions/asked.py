"""What a reader asks about a number becomes a concern like any other, in the same transaction."""

from curation.core import conditions
from curation.models import CategoryDecision, Concern, Label
from flows.models import KEY, Contribution, Observation


def take_up(question, **_signal):
    """The concern that a question becomes; about a label and a decision where exactly one stands behind the number."""
    label = label_behind(question)
    return Concern.objects.create(
        question=question,
        severity=Concern.Severity.CONCERN,
        text=question.text,
        place=f"{question.slug}, {question.release.version}",
        people=people_in(question),
        label=label,
        decision=decision_behind(label, question.year) if label else None,
    )


def people_in(question) -> int:
    """How many people are certainly in the number that is asked about; none where there is no number."""
    number = Observation.public.of(question.release).filter(**key_of(question)).first()
    return number.lower if number else 0


def key_of(question) -> dict:
    return {name: getattr(question, name) for name in KEY}


def label_behind(question) -> Label | None:
    """The one label whose cells the number was added up from; where there are several, none is."""
    counted = Contribution.public.of(question.release).filter(**key_of(question), counted=True)
    behind = list(counted.values_list("treatment__source", "treatment__label").distinct()[:2])
    if len(behind) != 1:
        return None
    [(source, text)] = behind
    found = list(Label.objects.filter(source=source, text=text)[:2])
    return found[0] if len(found) == 1 else None


def decision_behind(label, year) -> CategoryDecision | None:
    """The decision in force about the label in that year, where it is one."""
    spans = CategoryDecision.objects.in_force().filter(label=label)
    found = [each for each in spans if conditions.covers(each.year_from, each.year_to, year)]
    return found[0] if len(found) == 1 else None

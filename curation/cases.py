"""Like cases: how other classes of the same concept are treated, in this country and in others."""

from dataclasses import dataclass

from curation import codes, concepts, queries
from curation.core import suggest
from curation.models import CategoryDecision, Label, Standing

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Case:
    """One class as it is treated: by a decision, in force or waiting, else as the codebook says."""

    destination: str
    words: str
    treatment: object
    decided: bool
    label: Label | None = None

    @property
    def precedent(self) -> CategoryDecision | None:
        """The decision in force, which another may cite."""
        in_force = self.decided and self.treatment.state == CategoryDecision.State.APPROVED
        return self.treatment if in_force else None


def rule_of(label):
    """The codebook's rule that names a label, or None."""
    return queries.rules_by_code().get(concepts.rule_for(label.source_id, queries.texts(label)))


def like(label, rule) -> list[Case]:
    """Other classes of the same concept: the labels we hold, the most people first, then the codebook's other rules."""
    if rule is None or not rule.concept:
        return []
    held = Standing.objects.filter(concept=rule.concept).exclude(label=label).select_related("label", "source")
    held = list(held.order_by("-people", "label")[:SHOWN])
    decided = queries.decisions_by_label([standing.label_id for standing in held], queries.DECIDED)
    rules = queries.rules_by_code()
    found = [of_label(standing, decided[standing.label_id], rules[standing.rule]) for standing in held]
    spoken = {said_by(rule), *(said_by(rules[standing.rule]) for standing in held)}
    others = {said_by(each): each for each in rules.values() if each.concept == rule.concept}
    others = [each for said, each in others.items() if said not in spoken]
    found += [Case(each.destination, codes.label_of(each), suggest.from_rule(each), False) for each in others]
    return found[:SHOWN]


def precedents_for(label) -> list[CategoryDecision]:
    """The decisions in force about like cases, which one about this label may cite."""
    return [case.precedent for case in like(label, rule_of(label)) if case.precedent]


def of_label(standing, decided, rule):
    treatment = concepts.standing(decided)[0] if decided else suggest.from_rule(rule)
    if decided:
        treatment.label = standing.label  # at hand already
    place = standing.source.destination or rule.destination
    words = f"{standing.label}, {codes.label_of(rule)}"
    return Case(place, words, treatment, bool(decided), standing.label)


def said_by(rule):
    """What a rule says and of whom: the same class stands in several tables."""
    return rule.destination, rule.label_en, rule.disposition, rule.category

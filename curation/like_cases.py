"""What is done with labels of the same concept: asked for one label at a time, when somebody proposes what it means.

A label is treated as its decision says, in force or waiting; where nobody spoke, as the codebook's rule for it says. A
rule without a label of ours stands for itself. Once a reason why they may be apart is in force nothing is left to ask.
"""

from collections import defaultdict

from curation import concepts, queries
from curation.core import treatments
from curation.models import CategoryDecision, ConceptReason, Standing
from flows.queries import codelist


def of(label, concept: str) -> list[tuple[str, str]]:
    """`[("study", "Japan’s Training")]`: how the others of a concept are treated, under the codebook's names."""
    if ConceptReason.objects.filter(concept=concept, state=ConceptReason.State.APPROVED).exists():
        return []
    others = Standing.objects.filter(concept=concept).exclude(label=label).values_list("label", "rule", "label__text")
    decided, found, spoken = decided_of(concept), [], {rule_of(label)}
    for other, code, text in others:
        spoken.add(code)
        if (rule := queries.rules_by_code().get(code)) is None:
            continue
        for treatment in decided[other] or [rule]:
            as_it_says = treatments.way(treatment) == treatments.way(rule)
            found.append((treatment, named(rule, rule.label_en if as_it_says else text)))
    rules = [rule for rule in queries.codebook_rules() if rule.concept == concept and rule.rule not in spoken]
    found += [(rule, named(rule, rule.label_en)) for rule in rules]
    return [(treatments.way(treatment), name) for treatment, name in found if concepts.is_a_way(treatment)]


def decided_of(concept: str) -> dict[int, list[CategoryDecision]]:
    """The decisions that say how each label of a concept is treated."""
    found = defaultdict(list)
    said = CategoryDecision.objects.filter(label__standing__concept=concept, state__in=queries.DECIDED)
    for decision in said:
        found[decision.label_id].append(decision)
    return defaultdict(list, {label: concepts.standing(decisions) for label, decisions in found.items()})


def rule_of(label) -> str:
    """The codebook's rule that names a label, or ''."""
    return concepts.rule_for(label.source_id, queries.texts(label))


def named(rule, text: str) -> str:
    """`Japan’s Training`"""
    area = codelist("area").get(rule.destination)
    if area is None:
        return f"{rule.source}: {text}"
    return f"{area.name_en}’ {text}" if area.name_en.endswith("s") else f"{area.name_en}’s {text}"

"""Labels by what they mean: the words that the codebook and the concepts have for them, in both languages."""

from collections.abc import Iterable

from django.db.models import Q

from curation import codes, queries


def meaning(text: str) -> Q:
    """Which standings are of a label whose codebook rule or concept has these words; none where nothing has."""
    wanted = text.casefold()
    rules = [
        code
        for code, rule in queries.rules_by_code().items()
        if within(wanted, [rule.label_original, rule.label_en, rule.label_ru])
    ]
    concepts = [
        code for code, concept in codes.concepts().items() if within(wanted, [concept.name_en, concept.name_ru])
    ]
    return Q(rule__in=rules) | Q(concept__in=concepts)


def within(wanted: str, texts: Iterable[str]) -> bool:
    return any(wanted in text.casefold() for text in texts)

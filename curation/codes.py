"""The codelists as the desk's forms need them, read once: they change only with the program."""

from functools import cache

from django.utils.translation import get_language

from curation.knowledge import DATA
from curation.models import Concept
from flows import codelists
from flows.models import Category, Measure, ReasonCode

EXCLUSIONS = ("exclusion", "both")


@cache
def entries(model, path):
    return [codelists.entry(model, model._meta.concrete_fields, line) for line in codelists.read(path)]


def categories() -> list[Category]:
    return entries(Category, codelists.DATA / "categories.csv")


def measures() -> list[Measure]:
    return entries(Measure, codelists.DATA / "measures.csv")


def reasons() -> list[ReasonCode]:
    """Reasons to exclude a label; others are reasons of gaps."""
    codes = entries(ReasonCode, codelists.DATA / "reason_codes.csv")
    return [code for code in codes if code.applies_to in EXCLUSIONS]


def concepts() -> dict[str, Concept]:
    """The neutral concepts by their code."""
    return {concept.code: concept for concept in entries(Concept, DATA / "concepts.csv")}


def label_of(rule) -> str:
    """What the codebook calls the class that one of its rules names; as `CodebookRule.label`, for those in memory."""
    return rule.label_ru if get_language() == "ru" else rule.label_en

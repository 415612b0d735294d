"""What is done with a label, in the language of the page.

The log, a concern's sentence and what an approval is bound to keep the English of `curation.core.treatments`; `again`
says in the reader's language what was kept so.
"""

from functools import cache
from itertools import product
from types import SimpleNamespace

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from curation import codes
from curation.core import conditions, treatments

WHERE = ", where "
WORDS = {
    "total": gettext_lazy("a total"),
    "not_data": gettext_lazy("not data"),
    "cannot_say": gettext_lazy("cannot say"),
}


def in_words(treatment) -> str:
    """`study`, `asylum as asylum_cases`, `excluded (temporary)`: in English as it is kept, in Russian by its names."""
    if get_language() != "ru":
        return treatments.in_words(treatment)
    return within(plainly(treatment), conditions.written(treatment.condition))


def plainly(treatment) -> str:
    """The same without its condition."""
    if treatment.disposition == "include":
        category = name(codes.categories(), treatment.category).lower()
        said = {"category": category, "measure": name(codes.measures(), treatment.measure)}
        return _("%(category)s as %(measure)s") % said if treatment.measure else category
    if treatment.disposition == "exclude":
        return _("excluded (%(reason)s)") % {"reason": name(codes.reasons(), treatment.reason_code)}
    return str(WORDS[treatment.disposition])


def within(words: str, condition: str) -> str:
    if not condition:
        return words
    return _("%(treatment)s, where %(condition)s") % {"treatment": words, "condition": condition}


def name(codelist, code: str) -> str:
    """What a code is called; the code itself where no list knows it."""
    return next((entry.name for entry in codelist if entry.pk == code), code)


def again(kept: str) -> str:
    """English words of a treatment, as something kept them, in the language of the page; others stay as they are."""
    words, _where, condition = kept.partition(WHERE)
    found = every().get(words)
    return within(plainly(found), condition) if found and get_language() == "ru" else kept


@cache
def every() -> dict:
    """All that can be done with a label, by its English words."""
    measures = ["", *(entry.pk for entry in codes.measures())]
    found = [
        *(treatment("include", category=each.pk, measure=code) for each, code in product(codes.categories(), measures)),
        *(treatment("exclude", reason_code=reason.pk) for reason in codes.reasons()),
        *map(treatment, WORDS),
    ]
    return {treatments.in_words(each): each for each in found}


def treatment(disposition: str, **said) -> SimpleNamespace:
    plain = {"category": "", "measure": "", "reason_code": "", "condition": {}}
    return SimpleNamespace(disposition=disposition, **plain | said)

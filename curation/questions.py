"""A question of what if as an address asks it, and a scenario keeps it.

`?label=12&label=13&from=out&to=study&years=2016-2019`
"""

import re

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.actions.proposed import YEARS
from curation.actions.refused import Refused
from curation.core import treatments
from curation.what_if import ANY, MOST_LABELS, OUT, Question
from flows import figures
from flows.queries import codelist

UNDECIDED = "undecided"
NOTHING_YET = ""
NAMED = 3  # labels; more than this are counted
SPAN = re.compile(r"(?P<one>\d{4})|(?P<first>\d{4})?\s*[-–]\s*(?P<last>\d{4})?")


def ways() -> list[str]:
    """What a label may be supposed to count as."""
    return [*codelist("category"), OUT]


def of(given: QueryDict) -> Question:
    """The question of an address; `to` is empty where nothing is supposed yet. Refused where it cannot be meant."""
    labels = labels_of(given.getlist("label"))
    to, now = given.get("to", "").strip(), given.get("from", "").strip()
    if to not in (NOTHING_YET, *ways()):
        raise Refused(f"“{to}” is nothing a label can count as: take one of {', '.join(ways())}.")
    if now not in (ANY, UNDECIDED, *ways()):
        raise Refused(
            f"“{now}” is nothing a label counts as: take one of {', '.join([*ways(), UNDECIDED])}, or nothing."
        )
    return Question(labels, to, now, *years_of(given.get("years", "").strip()))


def as_far_as(given: QueryDict) -> Question:
    """What of an address can be meant, to be shown beside the sentence that refuses the rest."""
    labels = [int(text) for text in given.getlist("label") if is_label(text)][:MOST_LABELS]
    to, now = given.get("to", "").strip(), given.get("from", "").strip()
    return Question(
        tuple(dict.fromkeys(labels)), to if to in ways() else NOTHING_YET, now if now in (UNDECIDED, *ways()) else ANY
    )


def is_label(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def labels_of(texts) -> tuple[int, ...]:
    """The labels, each once, in the order they were named."""
    for text in texts:
        if not is_label(text):
            raise Refused(f"“{text}” is no label: an address names labels by their numbers.")
    labels = tuple(dict.fromkeys(map(int, texts)))
    if len(labels) > MOST_LABELS:
        raise Refused(f"{len(labels)} labels are asked about, and {MOST_LABELS} go at once: leave some out.")
    return labels


def years_of(text: str) -> tuple[int | None, int | None]:
    """`2016-2019`, `2018`, `2018-` or `-2018` as the first and the last year; nothing is all years."""
    if not text:
        return None, None
    found = SPAN.fullmatch(text)
    if found is None or text.strip("-– ") == "":
        raise Refused(f"“{text}” are no years: write 2018, 2016-2019, 2018- or -2018, or nothing for all years.")
    one, first, last = (int(year) if year else None for year in found.group("one", "first", "last"))
    first, last = (one, one) if one else (first, last)
    for year in (first, last):
        if year is not None and year not in YEARS:
            raise Refused(f"{year} is no year of this dataset: write four digits, as in 2018.")
    if first and last and first > last:
        raise Refused(f"The years run backwards: from {first} to {last}.")
    return first, last


def years(question: Question) -> str:
    """The years as an address writes them."""
    first, last = question.year_from, question.year_to
    if first == last:
        return str(first or "")
    return f"{first or ''}-{last or ''}"


def about(labels, treatment=None) -> Question:
    """What if some labels were treated so? Nothing is supposed where a treatment is neither in a category nor out."""
    way = treatments.way(treatment) if treatment else NOTHING_YET
    to = {"exclude": OUT}.get(way, way)
    span = getattr(treatment, "year_from", None), getattr(treatment, "year_to", None)
    return Question(tuple(labels), to if to in ways() else NOTHING_YET, ANY, *span)


def query(question: Question) -> dict:
    """The question as an address asks it; what is as usual is left out."""
    said = {"label": list(question.labels), "from": question.now, "to": question.to, "years": years(question)}
    return {name: value for name, value in said.items() if value}


def as_json(question: Question) -> dict:
    """The question as a scenario keeps it: the same words as in an address."""
    return {"label": sorted(question.labels), "from": question.now, "to": question.to, "years": years(question)}


def of_json(said: dict) -> Question:
    return Question(tuple(said["label"]), said["to"], said["from"], *years_of(said["years"]))


def title(question: Question, labels) -> str:
    """The question as the heading of a page: `What if J-1 and J-2 counted as study?`"""
    said = {"labels": named(labels), "category": figures.name_of("category", question.to).lower()}
    if question.to == OUT:
        return ngettext("What if %(labels)s was left out?", "What if %(labels)s were left out?", len(labels)) % said
    return _("What if %(labels)s counted as %(category)s?") % said


def short_title(question: Question, labels) -> str:
    """The same as the name of a scenario: `J-1 and J-2 as study`."""
    said = {"labels": named(labels), "category": figures.name_of("category", question.to).lower()}
    return (_("%(labels)s left out") if question.to == OUT else _("%(labels)s as %(category)s")) % said


def named(labels) -> str:
    """The labels by name, or how many they are; a label without words stands for its whole table."""
    if len(labels) <= NAMED:
        return figures.listed(label.text or figures.title(label.source) for label in labels)
    return ngettext("%(count)s label", "%(count)s labels", len(labels)) % {"count": len(labels)}


def in_years(question: Question) -> str:
    """`all years`, `2016 to 2019`, `from 2018 on`."""
    return figures.open_span(question.year_from, question.year_to) or _("all years")

"""In one line why a thing is in the inbox: each reason with its beginning, which is printed bold."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation import worded
from curation.admin.tabs.plot import allowed
from curation.admin.tabs.totals_words import distance
from curation.core.concern_rules import RULES
from curation.inbox import items
from curation.understood import counted

WORDS = 28
OTHERS = {
    items.FLAG: gettext_lazy("Flagged"),
    items.DOUBT: gettext_lazy("A doubt"),
    items.QUESTION: gettext_lazy("A reader’s question"),
    items.REASON: gettext_lazy("Why apart"),
    items.AMENDMENT: gettext_lazy("A change of a list"),
    items.CORRECTION: gettext_lazy("A publisher’s error"),
}
ORDER = [*RULES, *OTHERS]
TREATMENTS = {"said", "codebook", "standing", "decided", "was", "now"}  # among what rules keep


@dataclass(frozen=True)
class Why:
    """One reason: `title` begins it, `line` follows, `said` is what a person wrote."""

    title: str
    line: str = ""
    said: str = ""


def title(name: str) -> str:
    """What a reason is called; a rule that is no longer in the program by its own name."""
    if name in RULES:
        return _(RULES[name].title)
    return str(OTHERS.get(name, name))


def of_concern(concern) -> Why:
    """A rule's finding in its line, or what a person or a reader wrote."""
    if not concern.rule:
        return of_person(concern)
    rule = RULES.get(concern.rule)
    if not (rule and rule.line and concern.found):
        return Why(title(concern.rule), ": " + shortened(concern.text))
    found = {name: shown(name, value) for name, value in concern.found.items()}
    return Why(title(rule.name), shortened(_(rule.line) % found))


def shown(name: str, value):
    """What a rule found, in the language of the page: numbers, and treatments, which it keeps in English."""
    if isinstance(value, int):
        return counted(value)
    return worded.again(value) if name in TREATMENTS else value


def of_person(concern) -> Why:
    by = concern.raised_by
    return Why(title(items.DOUBT if by else items.QUESTION), _(", %(name)s:") % {"name": by} if by else ":",
               shortened(concern.text))  # fmt: skip


def of_concerns(concerns) -> Iterator[Why]:
    """Several, each once, in the order of the chips."""
    for concern in sorted(concerns, key=lambda concern: ORDER.index(concern.rule) if concern.rule in ORDER else 99):
        yield of_concern(concern)


def of_totals(totals) -> Why:
    """By how much printed totals differ from our sums, and how much rounding allows."""
    gaps = [abs(distance(total)) for total in totals]
    if not gaps:
        return Why(title("parts_against_total"), _(": open one of them to see by how much."))
    said = {"gap": from_to(min(gaps), max(gaps)), "reach": counted(max(map(reach, totals)))}
    if any(map(reach, totals)):
        return Why(title("parts_against_total"), _(" by %(gap)s, where rounding allows %(reach)s.") % said)
    return Why(title("parts_against_total"), _(" by %(gap)s, and nothing is rounded.") % said)


def reach(total) -> int:
    """How far rounding lets a printed total lie from our sum."""
    low, high = allowed(total)
    return max(total.least - low, high - total.most if total.most is not None else 0)


def from_to(least: int, most: int) -> str:
    if least == most:
        return counted(least)
    return _("%(lower)s to %(upper)s") % {"lower": counted(least), "upper": counted(most)}


def shortened(text: str) -> str:
    return Truncator(text).words(WORDS)

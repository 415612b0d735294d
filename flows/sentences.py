"""The words of findings (`flows.core.sentences`) in the language of the page, and how two sentences differ.

In English what is counted begins the sentence, in Russian it stands in the genitive ("число учебных виз"), so that one
translation of each fits every sentence, and names of places stay in the nominative.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from flows import figures
from flows.core.sentences import Course, Finding, Share

# Translators: what is counted, within a sentence; in Russian in the genitive plural, as after "число".
COUNTED = {
    ("work", "visas_issued"): pgettext_lazy("counted", "work visas"),
    ("study", "visas_issued"): pgettext_lazy("counted", "study visas"),
    ("residence", "visas_issued"): pgettext_lazy("counted", "residence visas"),
    ("work", "permits_issued"): pgettext_lazy("counted", "work permits"),
    ("study", "permits_issued"): pgettext_lazy("counted", "study permits"),
    ("residence", "permits_issued"): pgettext_lazy("counted", "residence permits"),
    ("work", "first_permits"): pgettext_lazy("counted", "first permits for work"),
    ("study", "first_permits"): pgettext_lazy("counted", "first permits for study"),
    ("residence", "first_permits"): pgettext_lazy("counted", "first permits for residence"),
    ("work", "registrations"): pgettext_lazy("counted", "registrations for work"),
    ("study", "registrations"): pgettext_lazy("counted", "registrations for study"),
    ("residence", "registrations"): pgettext_lazy("counted", "registrations for residence"),
    ("work", "entries"): pgettext_lazy("counted", "entries for work"),
    ("study", "entries"): pgettext_lazy("counted", "entries for study"),
    ("residence", "entries"): pgettext_lazy("counted", "entries for residence"),
    ("work", "residents"): pgettext_lazy("counted", "residents under work statuses"),
    ("study", "residents"): pgettext_lazy("counted", "residents under study statuses"),
    ("residence", "residents"): pgettext_lazy("counted", "residents under residence statuses"),
    ("residence", "admissions"): pgettext_lazy("counted", "admissions for permanent residence"),
    ("asylum", "asylum_applications"): pgettext_lazy("counted", "asylum applications"),
    ("asylum", "first_time_applicants"): pgettext_lazy("counted", "first-time asylum applicants"),
    ("asylum", "asylum_cases"): pgettext_lazy("counted", "asylum cases"),
    ("asylum", "temporary_asylum"): pgettext_lazy("counted", "temporary asylum applications"),
}
OLD, NEW, SAME = "old", "new", "same"


class Series(NamedTuple):
    """What the numbers of a series are."""

    category: str
    measure: str
    year_basis: str

    def year(self, year: int) -> str:
        return figures.short_year(year, self.year_basis)


class Part(NamedTuple):
    """A run of words that stood in the sentence before (`old`), would stand there then (`new`), or in both (`same`)."""

    kind: str
    words: str


def in_words(finding: Finding, series: Series) -> str:
    """A finding as a sentence: `Study visas rose by 18.8 % between FY2016 and FY2019.`"""
    said = share_in_words if isinstance(finding, Share) else course_in_words
    return capfirst(said(finding, series))


def course_in_words(finding: Course, series: Series) -> str:
    said = {
        "subject": subject(finding.origin, series),
        "first": series.year(finding.first_year),
        "last": series.year(finding.last_year),
        "number": figures.number(finding.last),
        "percent": percent(finding.permille),
    }
    if finding.first == finding.last:
        return _("%(subject)s were as many in %(last)s as in %(first)s: %(number)s.") % said
    if not finding.first:
        return _("%(subject)s rose from 0 to %(number)s between %(first)s and %(last)s.") % said
    if finding.first < finding.last:
        return _("%(subject)s rose by %(percent)s between %(first)s and %(last)s.") % said
    return _("%(subject)s fell by %(percent)s between %(first)s and %(last)s.") % said


def share_in_words(finding: Share, series: Series) -> str:
    return _("%(origin)s accounted for %(percent)s of the %(counted)s of %(year)s.") % {
        "origin": figures.name_of("area", finding.origin),
        "percent": percent(finding.permille),
        "counted": counted(series),
        "year": series.year(finding.year),
    }


def subject(origin: str, series: Series) -> str:
    """What rises or falls: `study visas`, `study visas of Uzbekistan’s citizens`."""
    said = {"counted": counted(series), "origin": figures.name_of("area", origin)}
    # Translators: the subject of a sentence; in Russian "число %(counted)s" and "%(origin)s: число %(counted)s".
    if not origin:
        return pgettext("subject", "%(counted)s") % said
    return pgettext("subject", "%(counted)s of %(origin)s’s citizens") % said


def counted(series: Series) -> str:
    """What the numbers of a series count, or their codelists' own names where nobody found words for both together."""
    found = COUNTED.get((series.category, series.measure))
    if found:
        return str(found)
    category, measure = figures.name_of("category", series.category), figures.name_of("measure", series.measure)
    return pgettext("counted", "“%(category)s, %(measure)s”") % {"category": category, "measure": measure}


def percent(permille: int | None) -> str:
    """188 as `18.8 %`; what is more than nothing and rounds to nothing is so little."""
    if permille == 0:
        return _("less than %(percent)s") % {"percent": figures.percent(1)}
    return "" if permille is None else figures.percent(permille)


def differing(before: Sequence[Finding], after: Sequence[Finding], series: Series) -> list[list[Part]]:
    """The sentences that would read differently, each as its parts."""
    old, new = ({finding.about: in_words(finding, series) for finding in side} for side in (before, after))
    return [parts(old.get(about, ""), new.get(about, ""))
            for about in dict.fromkeys((*old, *new)) if old.get(about) != new.get(about)]  # fmt: skip


def parts(old: str, new: str) -> list[Part]:
    """Two sentences as one: what they begin and end with alike, and between that the old words and the new."""
    olds, news = old.split(" "), new.split(" ")
    begin = alike(olds, news)
    end = alike(reversed(olds[begin:]), reversed(news[begin:]))
    runs = [
        Part(SAME, olds[:begin]),
        Part(OLD, olds[begin : len(olds) - end]),
        Part(NEW, news[begin : len(news) - end]),
        Part(SAME, olds[len(olds) - end :]),
    ]
    return [Part(kind, " ".join(words)) for kind, words in runs if any(words)]


def alike(one: Iterable[str], other: Iterable[str]) -> int:
    """With how many words two sentences begin alike."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count

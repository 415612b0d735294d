"""The words of a report's sentences (`flows.core.report`) in the language of the page.

A sentence comes as runs: words, and numbers that know what they are about, so that page and PDF make links of them.
"""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext_lazy

from flows import figures, sentences
from flows.core.records import Key
from flows.core.report import Sentence

# Translators: %(subject)s is such as "study visas", in Russian "число учебных виз"; numbers stand in the nominative.
WORDS = {
    "rose": gettext_lazy(
        "%(subject)s rose from %(first)s in %(first_year)s to %(last)s in %(last_year)s, by %(percent)s."
    ),
    "rose_from_zero": gettext_lazy("%(subject)s rose from %(first)s in %(first_year)s to %(last)s in %(last_year)s."),
    "fell": gettext_lazy(
        "%(subject)s fell from %(first)s in %(first_year)s to %(last)s in %(last_year)s, by %(percent)s."
    ),
    "same": gettext_lazy("%(subject)s were as many in %(last_year)s (%(last)s) as in %(first_year)s (%(first)s)."),
    "uncertain": gettext_lazy(
        "%(subject)s: %(first)s in %(first_year)s, %(last)s in %(last_year)s. What rounding hides is as much, so that "
        "no change is certain."
    ),
    "level": gettext_lazy("%(subject)s in %(year)s, all origins together: %(number)s."),
    "level_of_one": gettext_lazy("%(subject)s in %(year)s: %(number)s."),
    "share": gettext_lazy("%(who)s accounts for %(percent)s of all in %(year)s: %(part)s of %(whole)s."),
    "bounds": gettext_lazy(
        "%(subject)s in %(year)s, all origins together: %(number)s. A part is hidden or not there, so that only the "
        "bounds are known."
    ),
    "bounds_of_one": gettext_lazy(
        "%(subject)s in %(year)s: %(number)s. A part is hidden or not there, so that only the bounds are known."
    ),
    "zero": gettext_lazy("Zero in %(year)s, which is a number and not the lack of one: %(list)s."),
    "most_up": gettext_lazy(
        "%(who)s rose most, from %(first)s in %(first_year)s to %(last)s in %(last_year)s (%(change)s)."
    ),
    "most_down": gettext_lazy(
        "%(who)s fell most, from %(first)s in %(first_year)s to %(last)s in %(last_year)s (%(change)s)."
    ),
    "tally": ngettext_lazy(
        "%(who)s: of %(count)s series with complete numbers in two years, %(rose)s rose, %(fell)s fell, %(rest)s had "
        "no certain change.",
        "%(who)s: of %(count)s series with complete numbers in two years, %(rose)s rose, %(fell)s fell, %(rest)s had "
        "no certain change.",
        "counted",
    ),
    "corridor": gettext_lazy("%(subject)s in %(year)s: the largest corridor is %(who)s → %(where)s, with %(number)s."),
    "mix": gettext_lazy(
        "%(where)s, %(measure)s, %(year)s: %(which)s is the largest part with %(percent)s, %(part)s of %(whole)s."
    ),
    "missing": ngettext_lazy(
        "%(count)s place is without a number: %(why)s.",
        "%(count)s places are without a number: %(why)s.",
        "counted",
    ),
}
MARK = "\x00"  # stands around a number while words are put together


class Run(NamedTuple):
    """Words, or a number and what it is about."""

    words: str
    about: Key | None = None


def runs(sentence: Sentence) -> list[Run]:
    """A sentence in the language of the page."""
    numbers = sentence.quantities
    marked = {name: marked_at(place) for place, name in enumerate(sentence.numbers)}
    listed = [
        f"{figures.name_of('area', each.about.origin)} {marked_at(place)}"
        for place, each in enumerate(sentence.listed, len(sentence.numbers))
    ]
    said = capfirst(WORDS[sentence.kind] % (plain(sentence) | marked | {"list": ", ".join(listed)}))
    return [
        Run(figures.figure(numbers[int(piece)]), numbers[int(piece)].about) if place % 2 else Run(piece)
        for place, piece in enumerate(said.split(MARK))
        if piece
    ]


def marked_at(place: int) -> str:
    return f"{MARK}{place}{MARK}"


def plain(sentence: Sentence) -> dict[str, str]:
    """All in a sentence that is no number of an observation."""
    series = sentences.Series(sentence.category, sentence.measure, sentence.year_basis)
    codes = {name: figures.name_of(codelist, code) for name, (codelist, code) in sentence.codes.items()}
    if "which" in codes:
        codes["which"] = codes["which"].lower()
    return {
        "subject": sentences.subject(sentence.origin, series) if sentence.category else "",
        "who": figures.name_of("area", sentence.origin),
        "percent": sentences.percent(sentence.permille),
        "change": figures.signed(sentence.change or 0),
        "counted": sentence.counts.get("count", 0),
        **codes,
        **{name: figures.number(count) for name, count in sentence.counts.items()},
        **{name: series.year(year) for name, year in sentence.years.items()},
    }


def in_words(sentence: Sentence) -> str:
    return "".join(run.words for run in runs(sentence))

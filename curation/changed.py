"""What of a proposal is another than it was seen, each thing in a sentence."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation import effects
from flows.figures import interval, name_of, number

PLAIN = {
    "label": gettext_lazy("Its label read {then} and is {since}."),
    "cells": gettext_lazy("The count of its cells was {then} and is {since}."),
    "people": gettext_lazy("Its sum was {then} and is {since}."),
    "measure": gettext_lazy("What it counts was {then} and is {since}."),
}
LISTED = {
    "files": (gettext_lazy("{words} counts now."), gettext_lazy("{words} counts no more.")),
    "ends": (
        gettext_lazy("Decision {key} ({words}) is in force now."),
        gettext_lazy("Decision {key} ({words}) is in force no more."),
    ),
    "doubts": (
        gettext_lazy("There is a concern now: “{words}”."),
        gettext_lazy("A concern was settled: “{words}”."),
    ),
}
SIDES = {
    "draft": gettext_lazy("The draft of {series} was {then} and is {since}"),
    "approved": gettext_lazy("What an approval makes of {series} was {then} and is {since}"),
    "public": gettext_lazy("What is published of {series} was {then} and is {since}"),
}


def changed(before, now) -> Iterator[str]:
    """What differs between two looks at one proposal (`curation.seen.Seen`)."""
    for name, words in PLAIN.items():
        then, since = getattr(before, name), getattr(now, name)
        if then != since:
            yield words.format(then=plain(then), since=plain(since))
    for name, (come, gone) in LISTED.items():
        then, since = ({key: words for key, words, *_ in getattr(side, name)} for side in (before, now))
        yield from (come.format(key=key, words=since[key]) for key in sorted(since.keys() - then.keys()))
        yield from (gone.format(key=key, words=then[key]) for key in sorted(then.keys() - since.keys()))
    said = {key: count for key, _words, count in before.doubts}
    for key, words, count in now.doubts:
        if count != said.get(key, count):
            yield _("More was said about the concern “{words}”.").format(words=words)
    if before.totals is not None:
        yield from changed_totals(before.totals, now.totals)


def plain(value) -> str:
    return number(value) if isinstance(value, int) else _("“{words}”").format(words=value)


def changed_totals(before: dict, now: dict | None) -> Iterator[str]:
    if now is None:
        yield _("The sums of the draft are being made anew, because a file or a series changed.")
        return
    for series in sorted(before.keys() | now.keys()):
        if series not in before or series not in now:
            words = (
                _("An approval changes {series}.") if series in now else _("An approval no longer changes {series}.")
            )
            yield words.format(series=named(series))
            continue
        for side, words in SIDES.items():
            if before[series][side] != now[series][side]:
                then, since = (summed(sides[series][side]) for sides in (before, now))
                said = words.format(series=named(series), then=then, since=since)
                yield f"{said}{'' if then != since else _(', in other years')}."


def named(series: str) -> str:
    """`United States, study, visas issued`."""
    codes = zip(("area", "category", "measure"), series.split(" "), strict=True)
    return ", ".join(name_of(codelist, code) for codelist, code in codes)


def summed(figures: list) -> str:
    there = [effects.Total(*each) for each in figures if each]
    whole = effects.total(there)
    return interval(whole.lower, whole.upper) if whole else _("nothing")

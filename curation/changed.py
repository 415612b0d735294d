"""What of a proposal is another than it was seen, each thing in a sentence."""

from collections.abc import Iterator

from curation import effects
from curation.core.concern_rules import interval
from flows.figures import name_of

PLAIN = {
    "label": "Its label read",
    "cells": "The count of its cells was",
    "people": "Its sum was",
    "measure": "What it counts was",
}
LISTED = {
    "files": ("{words} counts now.", "{words} counts no more."),
    "ends": ("Decision {key} ({words}) is in force now.", "Decision {key} ({words}) is in force no more."),
    "doubts": ("There is a concern now: “{words}”.", "A concern was settled: “{words}”."),
}
SIDES = {"draft": "The draft of", "approved": "What an approval makes of", "public": "What is published of"}


def changed(before, now) -> Iterator[str]:
    """What differs between two looks at one proposal (`curation.seen.Seen`)."""
    for name, words in PLAIN.items():
        then, since = getattr(before, name), getattr(now, name)
        if then != since:
            yield f"{words} {plain(then)} and is {plain(since)}."
    for name, (come, gone) in LISTED.items():
        then, since = ({key: words for key, words, *_ in getattr(side, name)} for side in (before, now))
        yield from (come.format(key=key, words=since[key]) for key in sorted(since.keys() - then.keys()))
        yield from (gone.format(key=key, words=then[key]) for key in sorted(then.keys() - since.keys()))
    said = {key: count for key, _words, count in before.doubts}
    for key, words, count in now.doubts:
        if count != said.get(key, count):
            yield f"More was said about the concern “{words}”."
    if before.totals is not None:
        yield from changed_totals(before.totals, now.totals)


def plain(value) -> str:
    return f"{value:,}" if isinstance(value, int) else f"“{value}”"


def changed_totals(before: dict, now: dict | None) -> Iterator[str]:
    if now is None:
        yield "The sums of the draft are being made anew, because a file or a series changed."
        return
    for series in sorted(before.keys() | now.keys()):
        if series not in before or series not in now:
            yield f"An approval {'changes' if series in now else 'no longer changes'} {named(series)}."
            continue
        for side, words in SIDES.items():
            if before[series][side] != now[series][side]:
                then, since = (summed(sides[series][side]) for sides in (before, now))
                yield f"{words} {named(series)} was {then} and is {since}{'' if then != since else ', in other years'}."


def named(series: str) -> str:
    """`United States, study, visas issued`."""
    codes = zip(("area", "category", "measure"), series.split(" "), strict=True)
    return ", ".join(name_of(codelist, code) for codelist, code in codes)


def summed(figures: list) -> str:
    there = [effects.Total(*each) for each in figures if each]
    whole = effects.total(there)
    return interval(whole.lower, whole.upper) if whole else "nothing"

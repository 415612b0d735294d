"""Ages as tables write them: `0`, `0-4`, `100+`, `birth`, and `0-4→10-14` for those who grow from one to the other."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

BIRTH = -1  # comes before all ages
ARROWS = re.compile(r"\s*(?:→|->|—>|=>)\s*")
WRITTEN = re.compile(r"(\d{1,3})(?:\s*(?:-|–|—|to)\s*(\d{1,3})|\s*(\+)|\s*(?:and over|и старше))?")


class Age(NamedTuple):
    """`first` and `last` year of life of a group; `last` is None where it is not said, infinite where it is open."""

    first: int
    last: float | None = None


def age(text: str, line: int | None = None, column: str = "age") -> Age:
    """What is written, of two ages with an arrow the first; Wrong where it is no age, or its ends are in disorder."""
    return _parts(text, line, column)[0]


def grown(text: str, line: int | None = None, column: str = "age") -> int | None:
    """How many years lie between two ages with an arrow; None without an arrow, Wrong where the ends do not fit."""
    younger, *older = _parts(text, line, column)
    if not older:
        return None
    older = older[0]
    if younger.first == BIRTH and older.first == 0 and older.last not in (None, float("inf")):
        return older.last + 1
    years = older.first - younger.first
    if older.last != (None if younger.last is None else younger.last + years):
        sentence = N_("“{age}” joins ages of different width; let both span as many years.")
        raise Wrong(sentence, line, column, age=short(text))
    return years


def _parts(text, line, column):
    parts = [_single(part, text, line, column) for part in ARROWS.split(text.strip().lower())]
    if len(parts) > 2 or (len(parts) == 2 and parts[1].first <= parts[0].first):
        sentence = N_("“{age}” is out of order; people grow older from the first age to the second.")
        raise Wrong(sentence, line, column, age=short(text))
    return parts


def _single(part, text, line, column):
    if part in ("birth", "births", "рождение"):
        return Age(BIRTH, BIRTH)
    match = WRITTEN.fullmatch(part)
    if not match:
        raise Wrong(N_("“{age}” is no age; write it as 0-4, 100+ or birth."), line, column, age=short(text))
    first, last = int(match[1]), match[2]
    if last is None:
        return Age(first, float("inf") if part != match[1] else None)
    if int(last) < first:
        raise Wrong(N_("“{age}” is out of order; write the younger age first."), line, column, age=short(text))
    return Age(first, int(last))


def check(ages: Sequence[Age], texts: Sequence[str], lines: Sequence[int | None], column: str = "age") -> None:
    """Ages of one group in ascending order, each beginning where the one before ends; else Wrong."""
    step = None
    for place in range(1, len(ages)):
        before, here = ages[place - 1], ages[place]
        where = lines[place], column
        said = {"age": short(texts[place]), "before": short(texts[place - 1])}
        if here == before:
            sentence = N_("“{age}” stands in line {first} already; keep one of them.")
            raise Wrong(sentence, *where, first=lines[place - 1], **said)
        if here.first < before.first:
            raise Wrong(N_("“{age}” is out of order; let the youngest come first."), *where, **said)
        if here.first == before.first or (before.last is not None and here.first <= before.last):
            raise Wrong(N_("“{age}” and “{before}” overlap; each age may stand in one."), *where, **said)
        step = step or (here.first - before.first if before.first != BIRTH else None)
        missing = before.last + 1 if before.last is not None else before.first + (step or here.first - before.first)
        if here.first > missing:
            sentence = N_(
                "between “{before}” and “{age}” age {missing} is missing; add its row, with empty cells where nothing "
                "is known."
            )
            raise Wrong(sentence, *where, missing=int(missing), **said)

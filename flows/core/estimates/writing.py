"""An answer as a table of text: keys, results in full precision, bounds where there are any, and the note."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from flows.core.estimates.columns import LOWER, NOTE, UPPER
from flows.core.estimates.method import Answer

AT_ONCE = 5_000
WHOLE = 2.0**53
SPECIAL = re.compile(r'[,"\r\n]')


def heading(answer: Answer) -> list[str]:
    """The names of the columns."""
    results = []
    for name, each in answer.results.items():
        results += [name, name + LOWER, name + UPPER] if each.bounded else [name]
    return [*answer.keys, *results, NOTE.name]


def lines(answer: Answer) -> Iterator[str]:
    """The table as CSV (RFC 4180), many lines at a time."""
    arrays = [array for each in answer.results.values() for array in each if array is not None]
    size = len(arrays[0])
    yield _text([[cell] for cell in quoted(heading(answer))])
    for begin in range(0, size, AT_ONCE):
        end = min(begin + AT_ONCE, size)
        keys = [quoted(texts[begin:end]) for texts in answer.keys.values()]
        notes = quoted(answer.notes[begin:end]) if answer.notes else [""] * (end - begin)
        yield _text([*keys, *(numbers(array[begin:end]) for array in arrays), notes])


def numbers(array: np.ndarray) -> list[str]:
    """Whole numbers without a point, others to the last digit, nothing for what is missing or without limit."""
    there = np.isfinite(array)
    whole = there & (np.trunc(np.where(there, array, 0)) == array) & (np.abs(array) < WHOLE)
    if whole.all():
        return list(map(str, array.astype(np.int64).tolist()))
    texts = list(map(repr, array.tolist()))
    for place in np.flatnonzero(whole).tolist():
        texts[place] = str(int(array[place]))
    for place in np.flatnonzero(~there).tolist():
        texts[place] = ""
    return texts


def quoted(texts: Sequence[str]) -> Sequence[str]:
    """Texts as cells; csv.writer would look at each sign of each number too, and take as long as all the rest."""
    if not SPECIAL.search("".join(texts)):
        return texts
    return ['"' + text.replace('"', '""') + '"' if SPECIAL.search(text) else text for text in texts]


def _text(columns):
    return "".join(line + "\r\n" for line in map(",".join, zip(*columns, strict=True)))

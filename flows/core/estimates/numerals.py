"""From text to numbers as people write them, `1234.5`, `1 234,5`, `−12`; whatever could mean two things is refused.

A comma is a decimal comma where some number of the same table can only be read so (`0,95`), and parts thousands where
some number can only be read so (`1,234,567`, or a point beside it). `1,234` alone could be either.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

ODD = re.compile(r"[^0-9.eE+\-]")
PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
SPACED = re.compile(r"[-+]?\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?=[.,]|$)", re.ASCII)
DECIMAL_COMMA = re.compile(r"[-+]?(?:0,\d+|\d*,\d{1,2}|\d*,\d{4,}|\d{4,},\d+)", re.ASCII)
THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d*)?|,\d{3}\.\d*)", re.ASCII)
EITHER = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}", re.ASCII)

NO_NUMBER = N_(
    "“{text}” is no number; write digits alone, such as 1234.5, and leave the cell empty where there is no number."
)
BOTH_WAYS = N_(
    "“{text}” has a decimal comma and other numbers of the table have a decimal point; write all of them in one way."
)
TWO_COMMAS = N_(
    "“{text}” has a decimal comma and in “{other}” commas part thousands; write all numbers of the table in one way."
)
EITHER_WAY = N_(
    "“{text}” may be {thousands} or {decimal}, and no other number of the table says which; write it without the "
    "comma, or with a decimal point."
)


class Cell(NamedTuple):
    """A number that is not written plainly, and where it stands: row in the table, line in the file, column."""

    row: int
    line: int
    column: str
    text: str

    def wrong(self, sentence: str, **values) -> Wrong:
        """The refusal of what stands here."""
        return Wrong(sentence, self.line, self.column, text=short(self.text), **values)


def floats(texts: Sequence[str]) -> tuple[np.ndarray, dict[int, str], bool]:
    """The numbers, NaN where a cell is empty; what is not written plainly, by place; whether there is a point."""
    joined = "".join(texts)
    if not ODD.search(joined):
        try:
            found = np.array([float(text) if text else np.nan for text in texts])
        except ValueError:
            return _one_by_one(texts)
        if not np.isinf(found).any():
            return found, {}, "." in joined
    return _one_by_one(texts)


def _one_by_one(texts):
    found, odd, point = np.full(len(texts), np.nan), {}, False
    for place, text in enumerate(texts):
        text = text.strip()
        if PLAIN.fullmatch(text) and abs(float(text)) != np.inf:
            found[place], point = float(text), point or "." in text
        elif text:
            odd[place] = text
    return found, odd, point


def settle(cells: Sequence[Cell], point: bool) -> list[float]:
    """The numbers in cells that are not written plainly; `point`: whether another number has a decimal point."""
    texts = [_bare(cell.text) for cell in cells]
    for cell, text in zip(cells, texts, strict=True):
        endless = PLAIN.fullmatch(text) and abs(float(text)) == np.inf
        if endless or not any(form.fullmatch(text) for form in (PLAIN, DECIMAL_COMMA, THOUSANDS, EITHER)):
            raise cell.wrong(NO_NUMBER)
    comma = _first(cells, texts, DECIMAL_COMMA)
    thousands = _first(cells, texts, THOUSANDS)
    point = point or any("." in text for text in texts)
    if comma and thousands:
        raise comma.wrong(TWO_COMMAS, other=short(thousands.text))
    if comma and point:
        raise comma.wrong(BOTH_WAYS)
    either = _first(cells, texts, EITHER)
    if either and not (comma or thousands or point):
        raise either.wrong(EITHER_WAY, thousands=either.text.replace(",", ""), decimal=either.text.replace(",", "."))
    return [float(text.replace(",", "." if comma else "")) for text in texts]


def _bare(text):
    """Without blanks between thousands, with the minus sign of a keyboard."""
    text = text.replace("−", "-").replace("–", "-")
    if match := SPACED.match(text):
        return re.sub(r"[ \u00a0\u202f']", "", match[0]) + text[match.end() :]
    return text


def _first(cells, texts, form):
    return next((cell for cell, text in zip(cells, texts, strict=True) if form.fullmatch(text)), None)

"""From a cell's text to a count, with what its marks, flags and rounding say.

`Notation` is what one source table says of its numbers: which marks stand for what, to what it rounds, which letters
flag a value. A count is never guessed: `1.234` and `12,5` are no whole counts and stay what they are, `1.2E+05` has
lost its last digits, `0047` is a code, and `1178¹` is 1178 with a footnote, not 11781.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from curation.core.labels import DASHES

GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ ,'’])\d{3})(?:\1\d{3})*(\.\d+)?")
PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
FLAGGED = re.compile(r"(?P<number>.*?[\d:])\s*\(?(?P<flag>[bcdefilmnprsuz]{1,3}|[*†‡]{1,3})\)?", re.DOTALL)
FOOTNOTES = "*†‡"
DAY = r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[t ][\d:]+)?"
MONTH = r"(?:\d{1,2}-)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:-\d{2,4})?"  # what Excel makes of 5-18
FIGURE = re.compile(rf"[-+]?\s?[.,]?\d[\d., ]*\s?%?|{DAY}|(?=.*\d){MONTH}", re.IGNORECASE)
MARKLIKE = re.compile(r"[^\w\s]{1,3}|n\.?\s?/?\s?a\.?|[xXcC]")
REMEMBERED = 50_000
LONGEST = 40


class Value(NamedTuple):
    """`value` is None where the publisher gave no number; bounds are None where nothing limits them.

    status: normal, provisional, estimated, break, suppressed or missing. `flag` keeps the publisher's own letter or
    mark; `NOT_APPLICABLE` says that the class did not exist, which takes nothing from a sum.
    """

    value: int | Decimal | None
    lower: int | Decimal | None
    upper: int | Decimal | None
    status: str
    flag: str = ""


NOT_APPLICABLE = "n/a"
MARKS = {
    "hidden": lambda lower, upper: Value(None, lower, upper, "suppressed"),
    "missing": lambda: Value(None, None, None, "missing"),
    "not_known": lambda lower, upper: Value(None, lower, upper, "missing"),
    "none": lambda: Value(0, 0, 0, "normal"),
    "did_not_exist": lambda: Value(None, 0, 0, "missing", NOT_APPLICABLE),
}
STATUS_OF_FLAG = {"p": "provisional", "e": "estimated", "s": "estimated", "b": "break"}
CONFIDENTIAL = "c"
HIDDEN = ("hidden", 0, None)
COMMON_MARKS = {
    ":": ("missing",),
    "..": ("missing",),
    "…": ("missing",),
    "***": ("did_not_exist",),
    "--": HIDDEN,
}


@dataclass(frozen=True)
class Notation:
    """What one source table means by its marks.

    marks: printed mark → kind and bounds, such as `{"--": ("hidden", 1, 5)}`
    within: how far rounding may have moved a number either way (2 where all is rounded to 5)
    exact_zero: whether a printed 0 is certain although other numbers are rounded
    stands_for: printed number → its bounds, such as `{5: (1, 5)}` at UNHCR
    flags: the letters by which this publisher flags a number; elsewhere `2l` is no 2 but a slip of the hand for 21
    values: text → its `Value`, or None, each worked out once
    """

    marks: Mapping[str, tuple] = field(default_factory=lambda: COMMON_MARKS)
    within: int = 0
    exact_zero: bool = True
    stands_for: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    flags: str = ""
    values: "Values" = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "marks", {plain(mark): meaning for mark, meaning in self.marks.items()})
        object.__setattr__(self, "values", Values(self._read))

    @classmethod
    def from_hints(cls, hints: Mapping) -> "Notation":
        """Make one from the `numbers` part of a source table's hints (JSON: keys of `stands_for` are texts)."""
        return cls(
            marks=COMMON_MARKS | {mark: tuple(meaning) for mark, meaning in hints.get("marks", {}).items()},
            within=hints.get("within", 0),
            exact_zero=hints.get("exact_zero", True),
            stands_for={int(number): tuple(bounds) for number, bounds in hints.get("stands_for", {}).items()},
            flags=hints.get("flags", ""),
        )

    def read(self, text: str) -> Value | None:
        """The value of a cell's text; None when it is neither a number nor a mark this table uses."""
        return self.values[text]

    def _read(self, text: str) -> Value | None:
        if len(text) > LONGEST:
            return None
        body, footnote = without_footnote(text)
        written = plain(body)
        found = self._mark(written) or self._number(written) or self._flagged(written)
        return found._replace(flag=found.flag or footnote) if found and footnote else found

    def _mark(self, written: str, flag: str = "") -> Value | None:
        if written not in self.marks:
            return None
        hidden = written == ":" and flag.startswith(CONFIDENTIAL)
        kind, *bounds = HIDDEN if hidden else self.marks[written]
        value = MARKS[kind](*bounds)
        return value._replace(flag=flag) if flag else value

    def _number(self, written: str, flag: str = "") -> Value | None:
        number = count(written)
        if number is None:
            return None
        status = status_of(flag)
        if number in self.stands_for:
            return Value(number, *self.stands_for[number], status, flag)
        if not self.within or (number == 0 and self.exact_zero):
            return Value(number, number, number, status, flag)
        return Value(number, max(0, number - self.within), number + self.within, status, flag)

    def _flagged(self, written: str) -> Value | None:
        found = FLAGGED.fullmatch(written)
        if not found or not set(found["flag"]) <= set(self.flags + FOOTNOTES):
            return None
        rest, flag = found["number"].strip(), found["flag"]
        return self._mark(rest, flag) or self._number(rest, flag)


class Values(dict):
    """Text → value, worked out when first asked for; texts beyond `REMEMBERED` are worked out each time."""

    def __init__(self, read):
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value | None:
        value = self._read(text)
        if len(self) < REMEMBERED:
            self[text] = value
        return value


def plain(text: str) -> str:
    """A number or mark in ASCII where it can be: full-width digits, odd blanks and dashes folded."""
    return unicodedata.normalize("NFKC", text).translate(DASHES).strip()


def without_footnote(text: str) -> tuple[str, str]:
    """A text and the raised or circled figures at its end, which normalising would take for digits of the number."""
    body = text.rstrip()
    end = len(body)
    while end and unicodedata.category(body[end - 1]) == "No" and unicodedata.numeric(body[end - 1]) % 1 == 0:
        end -= 1
    return body[:end], body[end:]


def flagged(value: Value, flag: str) -> Value:
    """A value with the flag that stands in another cell. What is not there because it is confidential was kept back."""
    if value.flag or not flag:
        return value
    if value.status == "missing" and flag.startswith(CONFIDENTIAL):
        kind, *bounds = HIDDEN
        return MARKS[kind](*bounds)._replace(flag=flag)
    return value._replace(flag=flag, status=status_of(flag) if value.status == "normal" else value.status)


def status_of(flag: str) -> str:
    """The status that a publisher's flag letters stand for."""
    return next((STATUS_OF_FLAG[letter] for letter in flag if letter in STATUS_OF_FLAG), "normal")


def count(text: str) -> int | Decimal | None:
    """The number a text prints, thousands separators and all; a Decimal when it is not whole; None when it is none."""
    if text.isdecimal():
        return int(text) if text[0] != "0" or text == "0" else None
    if GROUPED.fullmatch(text):
        text = re.sub(r"[ ,'’]", "", text)
    elif not PLAIN.fullmatch(text):
        return None
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number


def is_marklike(text: str) -> bool:
    """Whether a text that is no number may be a mark in a column of numbers: `-`, `..`, `x`, `n/a`."""
    return bool(MARKLIKE.fullmatch(plain(text)))


def is_figure(text: str) -> bool:
    """Whether a text is written in figures, a count or not: `-5`, `+7`, `12,5`, `50%`, `0047`, `2018-05-01`."""
    return bool(FIGURE.fullmatch(plain(text)))


def is_below_zero(text: str) -> bool:
    """Whether a text is a figure with a minus before it."""
    return is_figure(text) and plain(text).startswith("-")


def is_countlike(text: str) -> bool:
    """Whether a text may stand where a count should, whatever it means."""
    return is_figure(text) or is_marklike(text)

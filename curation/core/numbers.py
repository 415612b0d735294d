"""From a cell's text to a count, with what its marks, flags and rounding say.

`Notation` is what one source table says of its numbers: which marks stand for what, to what it rounds, which letters
flag a value. `Notation.read(text)` gives a `Value`, or None when the text is no number and no known mark. A count is
never guessed: `1.234` and `12,5` are no whole counts and stay what they are.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

GROUPED = re.compile(r"\d{1,3}(?:([ ,'’])\d{3})(?:\1\d{3})*")
PLAIN = re.compile(r"\d+(?:\.\d+)?(?:e\+?\d+)?", re.IGNORECASE)
FLAGGED = re.compile(r"(?P<number>.*?[\d:])\s*\(?(?P<flag>[a-z]{1,3}|\*)\)?", re.IGNORECASE | re.DOTALL)
REMEMBERED = 50_000
LONGEST = 40


class Value(NamedTuple):
    """`value` is None where the publisher gave no number; bounds are None where nothing limits them.

    status: normal, provisional, estimated, break, suppressed or missing. `flag` keeps the publisher's own letter or
    mark; `not_applicable` says that the class did not exist, which takes nothing from a sum.
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
    "none": lambda: Value(0, 0, 0, "normal"),
    "did_not_exist": lambda: Value(None, 0, 0, "missing", NOT_APPLICABLE),
}
STATUS_OF_FLAG = {"p": "provisional", "e": "estimated", "s": "estimated", "b": "break"}
CONFIDENTIAL = "c"
COMMON_MARKS = {
    ":": ("missing",),
    "..": ("missing",),
    "…": ("missing",),
    "***": ("did_not_exist",),
    "--": ("hidden", 0, None),
}


@dataclass(frozen=True)
class Notation:
    """What one source table means by its marks.

    marks: printed mark → kind and bounds, such as `{"--": ("hidden", 1, 5)}`
    within: how far rounding may have moved a number either way (2 where all is rounded to 5)
    exact_zero: whether a printed 0 is certain although other numbers are rounded
    stands_for: printed number → its bounds, such as `{5: (1, 5)}` at UNHCR
    """

    marks: Mapping[str, tuple] = field(default_factory=lambda: COMMON_MARKS)
    within: int = 0
    exact_zero: bool = True
    stands_for: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    _seen: dict = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_hints(cls, hints: Mapping) -> "Notation":
        """Make one from the `numbers` part of a source table's hints (JSON: keys of `stands_for` are texts)."""
        return cls(
            marks=COMMON_MARKS | {mark: tuple(meaning) for mark, meaning in hints.get("marks", {}).items()},
            within=hints.get("within", 0),
            exact_zero=hints.get("exact_zero", True),
            stands_for={int(number): tuple(bounds) for number, bounds in hints.get("stands_for", {}).items()},
        )

    def read(self, text: str) -> Value | None:
        """The value of a cell's text; None when it is neither a number nor a mark this table uses."""
        seen = self._seen
        if text in seen:
            return seen[text]
        value = self._read(text)
        if len(seen) < REMEMBERED:
            seen[text] = value
        return value

    def _read(self, text: str) -> Value | None:
        if len(text) > LONGEST:
            return None
        plain = unicodedata.normalize("NFKC", text).strip()
        if plain in self.marks:
            kind, *bounds = self.marks[plain]
            return MARKS[kind](*bounds)
        number = count(plain)
        if number is not None:
            return self._bounded(number, "normal", "")
        return self._flagged(plain)

    def _flagged(self, plain: str) -> Value | None:
        found = FLAGGED.fullmatch(plain)
        if not found:
            return None
        flag, rest = found["flag"].lower(), found["number"].strip()
        if rest in self.marks:
            hidden = rest == ":" and flag.startswith(CONFIDENTIAL)
            kind, *bounds = ("hidden", 0, None) if hidden else self.marks[rest]
            return MARKS[kind](*bounds)._replace(flag=flag)
        number = count(rest)
        return None if number is None else self._bounded(number, status_of(flag), flag)

    def _bounded(self, number, status: str, flag: str) -> Value:
        if number in self.stands_for:
            return Value(number, *self.stands_for[number], status, flag)
        if not self.within or (number == 0 and self.exact_zero):
            return Value(number, number, number, status, flag)
        return Value(number, max(0, number - self.within), number + self.within, status, flag)


def status_of(flag: str) -> str:
    """The status that a publisher's flag letters stand for."""
    return next((STATUS_OF_FLAG[letter] for letter in flag if letter in STATUS_OF_FLAG), "normal")


def count(text: str) -> int | Decimal | None:
    """The number a text prints, thousands separators and all; a Decimal when it is not whole; None when it is none."""
    if GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    if not PLAIN.fullmatch(text):
        return None
    number = Decimal(text)
    whole = number == number.to_integral_value()
    return int(number) if whole else number

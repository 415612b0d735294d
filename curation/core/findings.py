"""What the rules that raise concerns have in common: what they find, and the words they find it in."""

from collections.abc import Mapping
from typing import NamedTuple

Limits = Mapping[str, int]  # thresholds as they stand, by their names: `curation.thresholds`


class Finding(NamedTuple):
    """What a rule found; `subject` names what it is about, so that one file raises it once.

    `people` are those it is about and `origin` whose they are, where it is about some; `found` holds what the rule's
    `line` is made of.
    """

    rule: str
    subject: str
    text: str
    severity: str
    place: str = ""
    people: int = 0
    origin: str = ""
    found: Mapping[str, object] = {}


class Rule:
    """One rule, called with plain values: it gives a finding, or None where there is nothing to say.

    name        under which its concerns are kept
    title       what it is called, and what a line of the inbox begins with
    sentence    what its concerns say
    line        what the inbox says behind the title, in the reader's language; empty: the concern's own words
    severity    how grave it is, where the number of people does not decide
    thresholds  the numbers it goes by, which the director sets
    """

    name: str
    title: str
    sentence: str
    line = ""
    severity = "concern"
    thresholds: tuple[str, ...] = ()

    def finding(self, subject: str, *, severity: str = "", place: str = "", people: int = 0, origin: str = "", **words):
        """What was found, in the rule's own sentence."""
        found = {"place": place, "people": people, "origin": origin, **words}
        text = self.sentence.format(**found)
        return Finding(self.name, subject, text, severity or self.severity, place, people, origin, found)


class OfMany(Rule):
    """A rule that is a concern where more people are in it than one may pass over, else a note."""

    thresholds: tuple[str, ...] = ("flag_people",)

    def grave(self, people: int, limits: Limits) -> str:
        """How grave it is, for so many people."""
        return "concern" if people > limits["flag_people"] else "note"


def N_(text: str) -> str:
    """Marks what is translated where it is shown: the core knows nothing of languages."""
    return text


def interval(lower: int, upper: int | None) -> str:
    """Bounds in words: `12`, `12 to 15`, `at least 12`."""
    if upper is None:
        return f"at least {lower:,}"
    return f"{lower:,}" if lower == upper else f"{lower:,} to {upper:,}"


def plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def quoted(sentence: str) -> str:
    """What stands behind a colon, or the end where nothing does."""
    return f": “{sentence}”" if sentence else "."

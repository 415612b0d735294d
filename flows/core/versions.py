"""Versions of releases: MAJOR.MINOR.PATCH, and which one comes next.

Major when a rule changes numbers already published or a series goes; minor for new years, sources or destinations;
patch for a correction.
"""

import re
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from flows.core.causes import BY_DECISION, READ_OTHERWISE
from flows.core.ledger import Account, Line
from flows.core.refusals import Refused

FORM = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


class Version(NamedTuple):
    """Sorts as releases follow one another: 1.10.0 after 1.9.0."""

    major: int
    minor: int
    patch: int

    def __str__(self):
        return f"{self.major}.{self.minor}.{self.patch}"


def parse(text):
    """The version that `text` names; Refused unless it is written like 1.0.0."""
    found = FORM.fullmatch(text)
    if not found:
        raise Refused(f"“{text}” is not a version: write MAJOR.MINOR.PATCH in plain digits, such as 1.0.0.")
    return Version(*map(int, found.groups()))


RULES = BY_DECISION | {"table_rule", "series_rule", "members"}
GOES = frozenset({"gone_series", "gone_origin", "gone_year"})
SOURCES = frozenset({
    "accepted", "new_series", "new_origin", "new_year", "held", "year_printed", "year_summed", "other_table",
    "other_day", "union_printed", "union_summed",
})  # fmt: skip
LEVELS = ("patch", "minor", "major")


class Proposal(NamedTuple):
    """The version that comes next, and why.

    because: (account, line) of the causes that ask for so much
    smaller: the version without these, or None where nothing would be left to publish
    """

    version: Version
    level: str
    because: tuple[tuple[Hashable, Line], ...] = ()
    smaller: Version | None = None


def propose(latest: Version | None, accounts: Iterable[Account] = ()) -> Proposal:
    """The version after `latest` (None before the first), by the causes of what differs from it."""
    if latest is None:
        return Proposal(Version(1, 0, 0), "first")
    weighed = [(level(line), account.name, line) for account in accounts for line in account.lines]
    highest = max((each for each, _name, _line in weighed), default=0)
    below = [each for each, _name, _line in weighed if each < highest]
    return Proposal(
        following(latest, highest),
        LEVELS[highest],
        tuple((name, line) for each, name, line in weighed if each == highest),
        following(latest, max(below)) if below else None,
    )


def level(line: Line) -> int:
    """How much one cause asks for, as a place in LEVELS.

    A number that is gone is missed by whoever took it home, unless it was only read wrongly.
    """
    if line.kind in GOES or (line.kind in RULES and line.published.numbers):
        return 2
    if line.gone and line.kind not in READ_OTHERWISE:
        return 2
    return int(line.kind in SOURCES or line.new > 0)


def following(latest: Version, place: int) -> Version:
    """The version after `latest` at a place in LEVELS."""
    major, minor, patch = latest
    return (Version(major, minor, patch + 1), Version(major, minor + 1, 0), Version(major + 1, 0, 0))[place]

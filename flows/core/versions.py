"""Versions of releases: MAJOR.MINOR.PATCH, and which one comes next.

Major when a rule changes numbers already published or a series goes; minor for new years, sources or destinations;
patch for a correction.
"""

import re
from typing import NamedTuple

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


def propose(latest, *, rules_changed=False, gone=0, new=0):
    """The version after `latest` (a Version, or None before the first), by what became of the observations."""
    if latest is None:
        return Version(1, 0, 0)
    if rules_changed or gone:
        return Version(latest.major + 1, 0, 0)
    if new:
        return Version(latest.major, latest.minor + 1, 0)
    return Version(latest.major, latest.minor, latest.patch + 1)

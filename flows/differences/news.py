"""What is new in a release: the causes that touched most numbers since the release before, for the first page."""

from collections import defaultdict
from typing import NamedTuple

from flows import figures
from flows.core import ledger, spelling
from flows.core.ledger import Tally
from flows.differences import caused, causes
from flows.models import Release

TOLD = 5  # causes


class News(NamedTuple):
    """One cause in words: how many numbers, what happened, what it did to each measure, what kind it is of."""

    numbers: int
    said: caused.Said
    name: str


def prepared(release):
    """What stands of it in a piece; nothing for a first release, which is new as a whole."""
    before = Release.objects.filter(version=release.difference["from"]).first()
    if before is None:
        return {"told": [], "more": 0}
    found = defaultdict(list)
    for account in ledger.add_up(causes.between(before, release)):
        for line in account.lines:
            found[line.kind, line.by].append((account.name, line))
    largest = sorted(found.items(), key=lambda item: (-numbers(item[1]), item[0]))
    return {
        "told": [
            {"kind": kind, "by": by, "effects": [[measure, line.all, line.year_basis] for measure, line in lines]}
            for (kind, by), lines in largest[:TOLD]
        ],
        "more": max(0, len(largest) - TOLD),
    }


def numbers(lines):
    return sum(line.all.numbers for _measure, line in lines)


def told(kind, by, effects):
    """A cause of a piece in the language of the page."""
    tallies = [(measure, Tally(*tally), basis) for measure, tally, basis in effects]
    words = [(figures.name_of("measure", measure), caused.effect(tally, basis)) for measure, tally, basis in tallies]
    said = caused.Said(caused.sentence(kind, spelling.reason(by)), words)
    return News(sum(tally.numbers for _measure, tally, _basis in tallies), said, caused.name(kind))

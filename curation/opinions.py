"""Second opinions: which decisions are drawn for one, what may be seen of them, and how far two people agree.

Whether a decision is drawn is not in anybody's hands: a hash of its key, made with the site's own secret, is compared
with the share that the director set. Nobody without the secret can foresee it, drawing again draws the same, and a
larger share draws the same ones and more. What was decided has no part in it: were totals left out, say, whoever
recodes would know that a total is never the answer.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.crypto import salted_hmac

from curation import codes, tally
from curation.core.agreement import Agreement
from curation.core.treatments import way
from curation.models import Drawn, Reading, SecondOpinion, SourceFile, SourceTable
from curation.scope import Scope

SALT = "curation.opinions.draw"
CANNOT_SAY = SecondOpinion.Disposition.CANNOT_SAY
OTHERS = ("exclude", "total", "not_data")


def is_drawn(key: int, share: int) -> bool:
    """Whether the decision of this key is one of so many in 100."""
    digest = salted_hmac(SALT, str(key), algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") * 100 < share << 64


def can_be_recoded(decision) -> bool:
    """Whether there is anybody in the cells that a decision is about: of none, there is nothing to look at."""
    label, scope = decision.label, Scope()
    readings = Reading.objects.filter(label=label, sheet__file__in=SourceFile.objects.readable())
    newest = tally.newest_files([label.source_id])
    years = tally.by_year(scope.narrowed(readings), scope, newest, {label.pk: label})[label.pk]
    return any(
        people and is_about(decision, year, destination, breakdown)
        for year, cells in years.items()
        for (_period, destination, breakdown), (_count, people) in cells.items()
    )


def is_about(decision, year, destination, breakdown) -> bool:
    """Whether a decision speaks of a cell: its years and its condition are the question, and no part of the answer."""
    return tally.covering([decision], year, destination, breakdown) is not None


# what came out


@dataclass(slots=True)
class Compared:
    """The second opinions of one source table beside its decisions."""

    source: SourceTable
    drawn: int
    opinions: list[SecondOpinion]

    @property
    def given(self) -> int:
        return len(self.opinions)

    @property
    def cannot_say(self) -> int:
        return sum(opinion.disposition == CANNOT_SAY for opinion in self.opinions)

    @property
    def agreement(self) -> Agreement:
        """Of those who could say."""
        said = (opinion for opinion in self.opinions if opinion.disposition != CANNOT_SAY)
        return Agreement.of((way(opinion.decision), way(opinion)) for opinion in said)

    @property
    def matrix(self) -> tuple[list[str], list[tuple[str, list[int]]]]:
        """The codes said blind, and for each code that was decided how often each of them was said of it."""
        everything = Agreement.of((way(opinion.decision), way(opinion)) for opinion in self.opinions)
        said = {each for pair in everything.counts for each in pair}
        codes = [each for each in all_codes() if each in said]
        columns = [*codes, CANNOT_SAY.value] if CANNOT_SAY in said else codes
        return columns, list(zip(codes, everything.matrix(codes, columns), strict=True))


def compared() -> list[Compared]:
    """Every source table of which anything was drawn, by its code; three queries."""
    found = defaultdict(list)
    opinions = SecondOpinion.objects.select_related("decision__label__source", "by")
    for opinion in opinions.order_by("-pk"):
        found[opinion.decision.label.source_id].append(opinion)
    counted = Drawn.objects.order_by("decision__label__source").values_list("decision__label__source")
    drawn = dict(counted.annotate(Count("pk")))
    sources = SourceTable.objects.in_bulk(drawn)
    return [Compared(sources[source], drawn[source], found[source]) for source in drawn]


def differing(tables) -> list[SecondOpinion]:
    """The opinions that are another code than was decided, newest first."""
    apart = (each for table in tables for each in table.opinions if differs(each.decision, each))
    return sorted(apart, key=lambda opinion: -opinion.pk)


def differs(decision, opinion) -> bool:
    """Whether somebody who could say says another code; another reason for the same code is no disagreement."""
    return opinion.disposition != CANNOT_SAY and way(decision) != way(opinion)


def all_codes() -> list[str]:
    """The codes that are compared, in the order of the desk's keys."""
    return [*(category.pk for category in codes.categories()), *OTHERS]

"""A release composed: from every accepted reading and every approved decision, to what will be said.

    holdings   which file counts for which table, destination and period
    scope      which series a cell may count in (`curation.scope`)
    treated    each cell put where its label's decision says
    additions  how numbers are made from what tables give
    numbers    cells added up to observations, with what was left out
    gaps       places without a number, with reasons
    register   files and decisions as they are handed over
    populations  how many people the origins have
    framed     series, unions and the files held, as they are handed over
    blocks     what keeps the release from being published, and what people should look at

Nothing here writes, and nothing decides.
"""

from dataclasses import dataclass, field
from itertools import chain

from django.db import connection, transaction

from curation.composition import blocks, framed, gaps, populations, totals
from curation.composition.holdings import Holdings
from curation.composition.numbers import Numbers
from curation.composition.register import Register
from curation.composition.treated import Treated
from curation.scope import Scope
from flows.core.records import Handover


@dataclass
class Composition:
    """What a release would say, what keeps it from being said, and what people should look at, in sentences by kind;
    and how many totals stay open elsewhere (`totals.elsewhere`).
    """

    handover: Handover
    stops: dict[str, list[str]] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    open_elsewhere: dict[str, int] = field(default_factory=dict)

    @property
    def blocks(self) -> list[str]:
        return list(chain.from_iterable(self.stops.values()))

    @property
    def warnings(self) -> list[str]:
        return list(chain.from_iterable(self.doubts.values()))


def compose() -> Composition:
    """Compose the release as it would be now, from one moment's state of the tables. Changes nothing."""
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone and connection.vendor == "postgresql":  # SQLite's transactions see one moment anyway
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return composed()


def composed() -> Composition:
    scope = Scope()
    held = Holdings(scope.tables)
    treated = Treated(scope, held)
    register = Register(scope, held, treated)
    numbers = Numbers(scope, held, treated, register)
    contributions = numbers.contributions  # first: they number the files and decisions that all else refers to
    used = totals.of_use(held, treated, register)
    checks = totals.checks(used, held, register)
    peopled = populations.of(scope.inhabitants, scope.origins, numbers.observations, register)
    handover = Handover(
        observations=numbers.observations,
        contributions=contributions,
        gaps=gaps.of(scope, held, {observation.key for observation in numbers.observations}),
        total_checks=checks,
        sources=register.sources(),
        treatments=register.treatments(),
        frame=framed.frame(scope, held),
        populations=peopled,
    )
    return Composition(
        handover, blocks.stops(treated, checks), blocks.doubts(scope, treated), totals.elsewhere(scope, used)
    )

"""What if a label counted otherwise? Every number of the draft that would be another, before anybody decides.

Nothing is written. What is asked is either a supposition about some labels (`Question`) or a proposal that waits; the
answer is the same arithmetic as a release's own (`curation.composition.additions`), over prepared sums.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from curation import prepared
from curation.actions import proposed
from curation.composition.additions import Additions, Number, Part
from curation.composition.holdings import Holdings
from curation.composition.lumps import Lump, Lumped, lumps_of
from curation.core import conditions
from curation.core.adding import Sums
from curation.models import CategoryDecision, Series
from curation.scope import UNION, Scope
from flows.core.records import Key, ObservationRecord

OUT, ANY = "out", ""
MOST_LABELS = 200


@dataclass(frozen=True)
class Question:
    """Labels that are supposed to count in another category, or (`OUT`) nowhere, in a span of years.

    `now` narrows it to cells that count in one category now, or (`OUT`) are excluded.
    """

    labels: tuple[int, ...]
    to: str
    now: str = ANY
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True)
class Supposition:
    """A treatment that nobody has decided; it quacks like a decision."""

    disposition: str
    category: str
    measure: str = ""
    pk: int = 0
    condition: dict = field(default_factory=dict)


class Effect(NamedTuple):
    """A number that would be another: None where it is not there now, or would not be."""

    key: Key
    before: ObservationRecord | None
    after: ObservationRecord | None


class Whole(NamedTuple):
    """An answer with all numbers of every series it touches, as they are and as they would be."""

    effects: list[Effect]
    before: dict[Key, ObservationRecord]
    after: dict[Key, ObservationRecord]


class Supposed(Lumped):
    """Cells under the decisions in force, but for those of which something else is supposed."""

    def __init__(self, scope, held, *, question: Question, **given):
        self.question = question
        super().__init__(scope, held, **given)

    def decision(self, row: Lump, year: int):
        current, asked = super().decision(row, year), self.question
        in_span = conditions.covers(asked.year_from, asked.year_to, year)
        if not in_span or asked.now not in (ANY, counts_as(current)):
            return current
        if asked.to == OUT:
            return Supposition("exclude", current.category if current else "")
        return Supposition("include", asked.to, current.measure if current else "")


class Sketch(Additions):
    """Numbers made of prepared sums."""

    def __init__(self, scope: Scope, held: Holdings, sums: prepared.Given):
        super().__init__(scope, held)
        self._sums = sums

    def part(self, key: Key, table: str, periods: tuple[str, ...]) -> Part:
        return Part(self._sums.get(key, {}).get(table, Sums()))


class Draft:
    """The draft as it is now, to be asked what would change it; `ready` says whether its sums are made."""

    def __init__(self):
        self.scope = Scope()
        self.held = Holdings(self.scope.tables)
        self._prepared = prepared.of(self.scope, self.held)

    @property
    def ready(self) -> bool:
        return self._prepared is not None

    def answer(self, question: Question) -> list[Effect]:
        """Every number that would be another if what is supposed were so."""
        return self._told(*self._supposed(question)).effects

    def whole(self, question: Question) -> Whole:
        """The answer, and around it the numbers of the same series that would stay."""
        return self._told(*self._supposed(question), whole_series=True)

    def _supposed(self, question: Question) -> tuple[prepared.Given, prepared.Given]:
        labels = question.labels
        in_force = self._prepared.decisions(labels)
        lumps = list(lumps_of(self.held, labels, in_force))
        come = self._prepared.given(labels, in_force, Supposed, question=question, lumps=lumps)
        return self._prepared.given(labels, in_force, lumps=lumps), come

    def if_approved(self, decisions: Iterable[CategoryDecision]) -> list[Effect]:
        """Every number that would be another if these proposals were in force, with what they would supersede."""
        waiting = prepared.by_label(decisions)
        in_force = self._prepared.decisions(waiting)
        then = {
            label: [*mine, *(old for old in in_force[label] if not any(proposed.overlap(one, old) for one in mine))]
            for label, mine in waiting.items()
        }
        return self._told(self._prepared.given(waiting, in_force), self._prepared.given(waiting, then)).effects

    def numbers(self, series: Series) -> list[ObservationRecord]:
        """Every number of a series as it is now."""
        keys = [
            Key(origin, self._printed(series.destination, year), year, series.category, series.measure)
            for origin in self.scope.origins
            for year in range(series.from_year, series.to_year + 1)
        ]
        sketch = Sketch(self.scope, self.held, self._prepared.sums(keys))
        return [number.observation for number in sketch.of_series(series)]

    def series_of(self, key: Key) -> Series:
        """The series that a number of the draft belongs to."""
        return self.scope.series_of(key._replace(destination=self._printed(key.destination, key.year)))

    def _printed(self, destination: str, year: int) -> str:
        """A destination as its publisher names it."""
        return self.scope.union_as_printed(year) if destination == UNION else destination

    def _told(self, gone: prepared.Given, come: prepared.Given, *, whole_series=False) -> Whole:
        touched = {key for key in gone.keys() | come.keys() if gone.get(key) != come.get(key)}
        moved = {(self.scope.series_of(key), key.origin, key.year) for key in touched}
        places = set(self._places({series for series, *_ in moved})) if whole_series else moved
        before = self._prepared.sums(touched | {self._key(*place) for place in places - moved})
        after = defaultdict(dict, {key: dict(tables) for key, tables in before.items()})
        prepared.move(after, gone, come)
        now, then = (Sketch(self.scope, self.held, sums) for sums in (before, after))
        numbers = {place: by_key(now.at(*place)) for place in places}
        others = {place: by_key(then.at(*place)) for place in moved}
        effects = sorted(effect for place in moved for effect in differing(numbers[place], others[place]))
        return Whole(effects, joined(numbers), joined(numbers | others))

    def _places(self, series: Iterable[Series]) -> Iterator[tuple[Series, str, int]]:
        for each in series:
            yield from product([each], self.scope.origins, range(each.from_year, each.to_year + 1))

    def _key(self, series: Series, origin: str, year: int) -> Key:
        """The number of a place, its destination as the publishers name it."""
        destination = self.scope.union_as_printed(year) if series.destination == UNION else series.destination
        return Key(origin, destination, year, series.category, series.measure)


def by_key(numbers: Iterable[Number]) -> dict[Key, ObservationRecord]:
    return {number.observation.key: number.observation for number in numbers}


def joined(numbers: dict[tuple, dict[Key, ObservationRecord]]) -> dict[Key, ObservationRecord]:
    """The numbers of all places."""
    return {key: number for of_place in numbers.values() for key, number in of_place.items()}


def differing(before: dict[Key, ObservationRecord], after: dict[Key, ObservationRecord]) -> Iterator[Effect]:
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            yield Effect(key, before.get(key), after.get(key))


def counts_as(decision) -> str:
    """What cells under a decision count as: a category, `OUT`, or nothing that can be asked for."""
    if decision is None:
        return "undecided"
    return {"include": decision.category, "exclude": OUT}.get(decision.disposition, decision.disposition)

"""Proposals as they stand in a preview of several: each with what it would end, and how many numbers it changes."""

from collections.abc import Iterable
from typing import NamedTuple

from curation import seen, worded
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Claim
from curation.what_if import Draft, Effect
from flows.models import Observation, Release

MOST_ADDED_UP = 50  # proposals; each is added up by itself, and a page is waited for


class Moved(NamedTuple):
    """How many numbers of the draft would be others, and how many of those the latest release has."""

    draft: int
    public: int


class Previewed(NamedTuple):
    """One proposal: `ends` are the treatments in force that it would end, `moved` is None where nobody added it up."""

    decision: CategoryDecision
    token: str
    ends: list[str]
    moved: Moved | None
    claim: Claim | None

    @property
    def overturns(self) -> bool:
        return bool(self.ends)


def previewed(decisions: Iterable[CategoryDecision], claims=None) -> list[Previewed]:
    """Proposals with what was seen of each; `claims` are those that stand, by the key of their proposal."""
    decisions, claims = list(decisions), claims or {}
    found = seen.of(decisions)
    first = sorted(decisions, key=lambda each: (not found[each.pk].ends, -found[each.pk].people, each.pk))
    moved = numbers_moved(first[:MOST_ADDED_UP])
    return [
        Previewed(
            decision=each,
            token=seen.token(each.pk, found[each.pk]),
            ends=[worded.again(words) for _pk, words in found[each.pk].ends],
            moved=moved.get(each.pk),
            claim=claims.get(each.pk),
        )
        for each in decisions
    ]


def numbers_moved(decisions: list[CategoryDecision]) -> dict[int, Moved]:
    """Of each proposal, were it approved alone; of none while the draft's sums are made, or moved just now."""
    draft = Draft() if decisions else None
    if draft is None or not draft.ready:
        return {}
    try:
        effects = {each.pk: draft.if_approved([each]) for each in decisions}
    except Refused:
        return {}
    public = published(effect for some in effects.values() for effect in some)
    return {pk: Moved(len(some), sum(of_record(each) in public for each in some)) for pk, some in effects.items()}


def published(effects: Iterable[Effect]) -> set[tuple]:
    """Which of some numbers the latest release has."""
    latest, keys = Release.objects.latest(), {of_record(effect) for effect in effects}
    if latest is None or not keys:
        return set()
    origins, destinations, years, *_ = (set(column) for column in zip(*keys, strict=True))
    rows = Observation.public.of(latest).filter(origin__in=origins, destination__in=destinations, year__in=years)
    return keys & set(rows.order_by().values_list("origin", "destination", "year", "category", "measure"))


def of_record(effect: Effect) -> tuple:
    return tuple(effect.key)

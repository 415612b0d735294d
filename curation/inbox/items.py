"""Everything that needs one person's judgement, in order of impact, from a handful of queries however much waits.

Impact is the number of people affected: twice as many where they are in a published number, and twice as many again
where somebody contests what is proposed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Sum

from curation.core import areas, conditions
from curation.inbox import names, totals, waiting
from curation.models import Amendment, CategoryDecision, Concern, Standing
from flows.models import Release, Treatment

State = CategoryDecision.State
DECISION, CONCERN, REASON, AMENDMENT = "categorydecision", "concern", "conceptreason", "amendment"
CORRECTION = "correction"
DOUBT, QUESTION, FLAG = "doubt", "question", "flagged"  # why a thing is here, beside the names of rules
CONTESTED, ANSWERED, AGAINST, BLOCKER = "contested", "answered", "against", "blocker"
CONTESTING = {"two_ways", "second_opinion", DOUBT, QUESTION}
PROPOSAL = ("pk", "label", "label__source", "label__text", "label__standing__people", "rival", "came_back")
ABOUT = ("pk", "rule", "severity", "state", "label", "decision", "raised_by")
MORE = ("file", "file__source", "label__source", "label__text", "label__standing__people", "people", "origin", "found",
        "subject")  # fmt: skip


class Item(NamedTuple):
    """One thing, as much of it as its place in the list needs; `pk` is its row's, of several totals their file's.

    `concerns` are the keys of what is doubted about it, `why` the rules that say so, in the order of the chips.
    """

    kind: str
    pk: int
    people: int = 0
    published: bool = False
    why: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    concerns: tuple[int, ...] = ()
    origin: str = ""

    @property
    def name(self) -> str:
        return names.of_totals(self.pk, self.origin) if self.kind == names.TOTALS else f"{self.kind}-{self.pk}"

    @property
    def impact(self) -> int:
        return self.people * (1 + self.published) * (1 + (CONTESTED in self.tags))

    @property
    def place(self):
        """By which it is sorted, and found again in the address of a page."""
        return -self.impact, self.name


class Doubt(NamedTuple):
    """A concern as the list needs it; of one about a proposal no more than what it is about, and why."""

    pk: int
    rule: str
    severity: str
    state: str
    label: int | None
    decision: int | None
    raised_by: int | None
    file: int | None = None
    table: str | None = None
    source: str | None = None
    text: str | None = None
    standing: int | None = None
    people: int = 0
    origin: str = ""
    found: Mapping = {}
    subject: str = ""

    @property
    def why(self) -> str:
        """The rule; a person's doubt and a reader's question have names of their own."""
        return self.rule or (DOUBT if self.raised_by else QUESTION)

    @property
    def tags(self) -> set[str]:
        found = set()
        if self.why in CONTESTING and (self.label or self.decision):
            found.add(CONTESTED)
        if self.rule == "differs_from_codebook":
            found.add(AGAINST)
        if self.severity == Concern.Severity.BLOCKER:
            found.add(BLOCKER)
        if self.state == Concern.State.ANSWERED:
            found.add(ANSWERED)
        return found


class Waiting:
    """What waits for one person: `items`, the most impact first."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def items(self) -> list[Item]:
        found = [*self.proposals(), *self.doubted(), *self.totals()]
        found += [*self.reasons(), *self.amendments(), *self.corrections()]
        return sorted(found, key=lambda item: item.place)

    def find(self, name: str) -> Item | None:
        return next((item for item in self.items if item.name == name), None)

    # what is asked of the database, each once

    @cached_property
    def concerns(self) -> list[Doubt]:
        """Doubts that are things of their own."""
        return [Doubt(*row) for row in waiting.concerns(self.user).order_by("pk").values_list(*ABOUT, *MORE)]

    @cached_property
    def sums(self) -> tuple[Counter, Counter]:
        """The people of each source table, and of each concept."""
        tables, concepts = Counter(), Counter()
        grouped = Standing.objects.order_by().values_list("source", "concept").annotate(people=Sum("people"))
        for source, concept, people in grouped:
            tables[source] += people
            concepts[concept] += people
        return tables, concepts

    @cached_property
    def treated(self) -> set[tuple[str, str]]:
        """Source table and label of everything that the latest release says something of."""
        latest = Release.objects.latest()
        return set(Treatment.public.of(latest).values_list("source", "label")) if latest else set()

    @cached_property
    def tables_published(self) -> set[str]:
        return {source for source, _label in self.treated}

    # the kinds

    def proposals(self) -> Iterable[Item]:
        """Flagged or doubted proposals, each with everything that is doubted about it and its label's first use."""
        about, first_uses = defaultdict(list), defaultdict(list)
        for doubt in (Doubt(*row) for row in waiting.about_proposals().order_by("pk").values_list(*ABOUT)):
            if doubt.rule == "first_use":
                first_uses[doubt.label].append(doubt)
            else:
                about[doubt.decision].append(doubt)
        found = list(with_rivals(waiting.proposals(self.user), self.user).values_list(*PROPOSAL))
        within = spanned(waiting.proposals(self.user))
        for pk, label, source, text, people, rival, came_back in found:
            doubts = [*first_uses[label], *about[pk]]
            tags = set().union(*(doubt.tags for doubt in doubts))
            tags |= {CONTESTED} if rival else set()
            tags = tags - {ANSWERED} | ({ANSWERED} if came_back else set())
            why = tuple(dict.fromkeys(doubt.why for doubt in doubts)) or (FLAG,)
            keys = tuple(doubt.pk for doubt in doubts)
            published = (source, text) in self.treated
            yield Item(DECISION, pk, within.get(pk, people or 0), published, why, frozenset(tags), keys)

    def doubted(self) -> Iterable[Item]:
        for doubt in self.concerns:
            about = self.people_of(doubt), self.is_published(doubt)
            yield Item(CONCERN, doubt.pk, *about, (doubt.why,), frozenset(doubt.tags), (doubt.pk,))

    def totals(self) -> Iterable[Item]:
        """Doubts about printed totals, those of one file and origin together, with the people of those that speak of
        published numbers: of one origin, in the years of a series.
        """
        together = defaultdict(list)
        for row in waiting.totals(self.user).order_by("pk").values_list(*ABOUT, *MORE):
            doubt = Doubt(*row)
            together[doubt.file, doubt.origin].append(doubt)
        affected = totals.Affected({file for file, _origin in together})
        for (file, origin), doubts in together.items():
            keys = tuple(doubt.pk for doubt in doubts)
            tags = frozenset().union(*(doubt.tags for doubt in doubts))
            people, reaches = affected.people(file, [doubt.subject for doubt in doubts])
            published = reaches and doubts[0].table in self.tables_published
            yield Item(names.TOTALS, file, people, published, (names.TOTALS_RULE,), tags, keys, origin)

    def reasons(self) -> Iterable[Item]:
        for pk, concept in waiting.reasons(self.user).values_list("pk", "concept"):
            yield Item(REASON, pk, self.sums[1][concept], why=(REASON,))

    def amendments(self) -> Iterable[Item]:
        """Changes of lists: of a place, with the people whom a file counts under its name; of a table, with all."""
        unknown = self.unknown_people
        for pk, table, key in waiting.amendments(self.user).values_list("pk", "table", "key"):
            of_place = table == Amendment.Table.ALIAS
            people = unknown[key] if of_place else self.sums[0][key]
            published = not of_place and key in self.tables_published
            yield Item(AMENDMENT, pk, people, published, (AMENDMENT,))

    def corrections(self) -> Iterable[Item]:
        """Declared errors, with the people of the cells as they should be."""
        for pk, source, corrected in waiting.corrections(self.user).values_list("pk", "source", "corrected"):
            people = sum(number_in(text) for line in corrected for text in line)
            yield Item(CORRECTION, pk, people, source in self.tables_published, (CORRECTION,))

    # figures

    @cached_property
    def unknown_people(self) -> Counter:
        """The people of each place that nobody knows, under its normalised name."""
        found = Counter()
        for doubt in self.concerns:
            if doubt.rule == "unknown_place":
                found[areas.normalise(doubt.found.get("name", ""))] += doubt.people
        return found

    def people_of(self, doubt: Doubt) -> int:
        """Those whom the rule found, those of the label, or, of a doubt about a whole file, those of its table."""
        if doubt.people or doubt.label:
            return max(doubt.people, doubt.standing or 0)
        return self.sums[0][doubt.table] if doubt.rule != "unknown_place" else 0

    def is_published(self, doubt: Doubt) -> bool:
        if doubt.label:
            return (doubt.source, doubt.text) in self.treated
        if label := doubt.found.get("label"):
            return (doubt.table, label) in self.treated
        return doubt.why == QUESTION or doubt.table in self.tables_published


def number_in(text: str) -> int:
    """The number in a cell, whatever stands between its digits; 0 where it is none."""
    digits = re.sub(r"[\s,.'’]", "", text)
    return int(digits) if re.fullmatch("[0-9]{1,15}", digits) else 0


def with_rivals(proposals, user):
    """Whether somebody else proposed something about the same label, and whether one that this person returned came
    back.
    """
    same = CategoryDecision.objects.filter(label=OuterRef("label")).exclude(pk=OuterRef("pk"))
    rivals = same.waiting().exclude(proposed_by=OuterRef("proposed_by"))
    returned = same.filter(state__in=[State.RETURNED, State.WITHDRAWN], reviewed_by=user, pk__lt=OuterRef("pk"))
    return proposals.annotate(rival=Exists(rivals), came_back=Exists(returned))


def spanned(proposals) -> dict[int, int]:
    """Of proposals for some years alone the people of these years."""
    some = proposals.exclude(Q(year_from=None) & Q(year_to=None)).exclude(label__standing=None)
    rows = some.values_list("pk", "year_from", "year_to", "label__standing__years")
    return {
        pk: sum(people for year, people, inside in years if inside and conditions.covers(first, last, year))
        for pk, first, last, years in rows
    }

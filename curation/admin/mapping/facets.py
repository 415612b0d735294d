"""How many labels there are of each kind, among what is shown: one grouped query, added up here.

A facet counts what all others let through, so that choosing in one empties the others as one goes on.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Exists, Max, Q, Sum, Value, When
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from curation import codes
from curation.admin.mapping.asked import SIZES, STATES, proposed_by
from curation.models import Standing

State = Standing.State
STATE_WORDS = {
    "open": gettext_lazy("to decide"),
    "returned": gettext_lazy("of these returned"),
    "mine": gettext_lazy("proposed by me"),
    "others": gettext_lazy("proposed by others"),
    "approved": gettext_lazy("approved"),
    "all": gettext_lazy("all"),
}
SIZE_WORDS = {
    "1000": gettext_lazy("1,000 and more"),
    "100": gettext_lazy("100 to 999"),
    "1": gettext_lazy("1 to 99"),
    "0": gettext_lazy("none"),
}
CODEBOOK_WORDS = {"named": gettext_lazy("names it"), "silent": gettext_lazy("silent")}


@dataclass(frozen=True, slots=True)
class Group:
    """Labels that no facet tells apart."""

    source: str
    title: tuple[str, str]
    state: str
    mine: bool
    size: str
    silent: bool
    concept: str
    years: tuple[str, ...]
    labels: int
    people: int
    open_people: int
    newest: int

    @property
    def states(self):
        """The states of the facet in which they are."""
        if self.state in Standing.OPEN:
            return ("open", "returned", "all") if self.state == State.RETURNED else ("open", "all")
        if self.state == State.PROPOSED:
            return ("mine" if self.mine else "others", "all")
        return ("approved", "all")

    def values(self, facet):
        """Under which entries of a facet they count."""
        one = {"source": self.source, "size": self.size, "concept": self.concept}
        one["codebook"] = "silent" if self.silent else "named"
        return {"state": self.states, "year": self.years}.get(facet) or (one.get(facet, ""),)


@dataclass(frozen=True, slots=True)
class Entry:
    words: str
    labels: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    title: str
    entries: list[Entry]


FACETS = ("source", "state", "size", "codebook", "year", "concept")


def groups(asked, user) -> list[Group]:
    """Everything that has a standing, in groups."""
    size = Case(*(When(people__gte=least, then=Value(name)) for name, (least, _most) in SIZES.items()))
    mine = Case(When(Q(state=State.PROPOSED) & Exists(proposed_by(user)), then=True), default=False)
    silent = Case(When(rule="", then=True), default=False, output_field=BooleanField())
    told_apart = asked.found(Standing.objects.order_by()).annotate(size=size, mine=mine, silent=silent)
    columns = (
        "source",
        "source__title_en",
        "source__title_ru",
        "state",
        "mine",
        "size",
        "silent",
        "concept",
        "in_years",
    )
    people = {"all": Sum("people"), "open": Sum("open_people")}
    counted = told_apart.values_list(*columns).annotate(n=Count("pk"), **people, newest=Max("label"))
    return [
        Group(source, (en, ru), state, mine, size, silent, concept, tuple(years.split()), *counts)
        for source, en, ru, state, mine, size, silent, concept, years, *counts in counted
    ]


class Facets:
    """The facets of a page, and what its heading counts."""

    def __init__(self, asked, user):
        self.asked = asked
        self.groups = groups(asked, user)

    def passes(self, group, without="") -> bool:
        """Whether a group is shown, but for one facet."""
        wanted = {name: getattr(self.asked, name) for name in FACETS if name != without}
        return all(not said or said in group.values(name) for name, said in wanted.items())

    @property
    def shown(self) -> int:
        """How many labels the page's list has in all."""
        return sum(group.labels for group in self.groups if self.passes(group))

    @property
    def newest(self) -> int:
        """The key of the newest label, to tell later ones by."""
        return max((group.newest for group in self.groups), default=0)

    @property
    def table(self) -> list[Group]:
        """What the heading counts: the whole table, or all of them."""
        return [group for group in self.groups if self.asked.source in ("", group.source)]

    @property
    def labels(self) -> int:
        return sum(group.labels for group in self.table)

    @property
    def decided(self) -> int:
        return sum(group.labels for group in self.table if group.state not in Standing.OPEN)

    @property
    def open(self) -> int:
        return self.labels - self.decided

    @property
    def waiting(self) -> int:
        return sum(group.labels for group in self.table if group.state == State.PROPOSED)

    @property
    def people(self) -> int:
        return sum(group.people for group in self.table)

    @property
    def covered(self) -> int:
        """The share of the people whom a proposal or decision covers, in whole percent; never 100 before all are."""
        if not self.people:
            return 100
        left = sum(group.open_people for group in self.table)
        return min(100 * (self.people - left) // self.people, 99 if left else 100)

    def counts(self, name) -> Counter:
        found = Counter()
        for group in self.groups:
            if self.passes(group, without=name):
                for value in group.values(name):
                    found[value] += group.labels
        return found

    def all(self) -> list[Facet]:
        russian = get_language() == "ru"
        titles = {group.source: group.title[russian] for group in self.groups}
        concepts = {code: concept.name for code, concept in codes.concepts().items()}
        return [
            self.facet("state", _("state"), {name: STATE_WORDS[name] for name in STATES}),
            self.facet("size", _("people"), SIZE_WORDS),
            self.facet("codebook", _("codebook"), CODEBOOK_WORDS),
            self.facet("year", _("year"), dict.fromkeys(sorted(self.counts("year")), "")),
            self.facet("concept", _("concept"), dict(sorted(concepts.items(), key=lambda pair: pair[1]))),
            self.facet("source", _("source table"), titles),
        ]

    def facet(self, name, title, words) -> Facet:
        """One facet with the entries that have labels, and the one that is chosen whether it has any or not."""
        counts, chosen = self.counts(name), getattr(self.asked, name)
        always = {chosen, "open"} if name == "state" else {chosen}
        return Facet(title, [
            Entry(str(said or value), counts[value], self.choosing(name, value), value == chosen)
            for value, said in words.items() if counts[value] or value in always
        ])  # fmt: skip

    def choosing(self, name, value) -> str:
        """The address of a click: to choose, or to let go of what is chosen."""
        let_go = "all" if name == "state" else ""
        return self.asked.but(**{name: let_go if getattr(self.asked, name) == value else value}).address

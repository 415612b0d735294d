"""What the address of the mapping desk asks for: which labels, from where on, and which one is open."""

from dataclasses import dataclass, fields, replace

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse

from curation.admin.pages import is_number
from curation.called import meaning
from curation.core.labels import normalise
from curation.models import CategoryDecision, Reading, Standing

State = Standing.State
SIZES = {"1000": (1_000, None), "100": (100, 999), "1": (1, 99), "0": (0, 0)}
STATES = ("open", "returned", "mine", "others", "approved", "all")
LABELS_A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """One page of labels. Whatever an address says that cannot be meant is as if it were not said."""

    source: str = ""
    file: str = ""
    state: str = "open"
    size: str = ""
    year: str = ""
    codebook: str = ""
    concept: str = ""
    q: str = ""
    after: str = ""
    open: str = ""

    @classmethod
    def of(cls, given: QueryDict):
        """What a query string asks for."""
        said = {field.name: given.get(field.name, "").strip() for field in fields(cls)}
        said["state"] = said["state"] if said["state"] in STATES else "open"
        said["size"] = said["size"] if said["size"] in SIZES else ""
        for name in ("file", "open"):
            said[name] = said[name] if is_number(said[name]) else ""
        return cls(**said)

    def but(self, **changes):
        """The same with something else; from the first label on, unless a place is said."""
        return replace(self, **{"after": "", "open": "", **changes})

    @property
    def query(self) -> dict[str, str]:
        """What to write behind the question mark."""
        usual = Asked()
        return {f.name: said for f in fields(self) if (said := getattr(self, f.name)) != getattr(usual, f.name)}

    @property
    def address(self) -> str:
        return reverse("admin:curation_label_desk", query=self.query)

    def found(self, standings):
        """Narrowed to what facets count: the file and the words one looks for."""
        if self.file:
            standings = standings.filter(Exists(Reading.objects.filter(label=OuterRef("pk"), sheet__file=self.file)))
        if self.q:
            text = Q(label__key__contains=normalise(self.q)) | Q(label__text__icontains=self.q)
            words = Q(label__translation_en__icontains=self.q) | Q(label__translation_ru__icontains=self.q)
            standings = standings.filter(text | words | meaning(self.q))
        return standings

    def narrowed(self, standings, user):
        """Narrowed to what the page shows, the largest first."""
        standings = self.in_state(self.found(standings), user)
        if self.source:
            standings = standings.filter(source=self.source)
        if self.size:
            least, most = SIZES[self.size]
            standings = standings.filter(people__gte=least, **({} if most is None else {"people__lte": most}))
        if self.year:
            standings = standings.filter(in_years__contains=self.year)
        if self.codebook:
            silent = Q(rule="")
            standings = standings.filter(silent if self.codebook == "silent" else ~silent)
        if self.concept:
            standings = standings.filter(concept=self.concept)
        return standings.order_by("-people", "label")

    def in_state(self, standings, user):
        if self.state == "open":
            return standings.filter(state__in=Standing.OPEN)
        if self.state in ("mine", "others"):
            mine = Exists(proposed_by(user))
            return standings.filter(mine if self.state == "mine" else ~mine, state=State.PROPOSED)
        return standings if self.state == "all" else standings.filter(state=self.state)

    def page(self, standings):
        """From the place the address names on, by key; one more than fits, to know of a next page."""
        people, _, label = self.after.partition("-")
        if is_number(people) and is_number(label):
            standings = standings.filter(Q(people__lt=people) | Q(people=people, label__gt=label))
        return standings[: LABELS_A_PAGE + 1]


def proposed_by(user):
    """A person's waiting proposals about the label of a standing."""
    return CategoryDecision.objects.waiting().filter(label=OuterRef("pk"), proposed_by=user)

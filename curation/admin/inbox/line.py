"""One thing of the inbox as its page shows it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.admin.inbox.why import Why
from curation.inbox import items, names
from curation.inbox.items import Item
from curation.models import Claim
from flows.queries import entry

BAR = 84
TAGS = {
    items.BLOCKER: gettext_lazy("blocker"),
    items.CONTESTED: gettext_lazy("contested"),
    items.AGAINST: gettext_lazy("against the codebook"),
    items.ANSWERED: gettext_lazy("answered"),
}


@dataclass
class Line:
    """One thing as the page shows it; `place` stands where nothing is proposed but a place of a list."""

    item: Item
    url: str
    what: str
    words: str = ""
    where: str = ""
    proposed: object = None
    place: str = ""
    label: int | None = None
    measure: str = ""
    language: str = ""
    why: list[Why] = field(default_factory=list)
    claim: Claim | None = None
    most: int = 0

    @property
    def unit(self) -> str:
        """What its people are counted in."""
        measure = entry("measure", self.measure)
        return measure.unit if measure else _("people")

    @property
    def amount(self) -> str:
        """What its people are, where that is not all that it prints."""
        if self.item.kind != names.TOTALS:
            return ""
        return _("of our origins, in the years of a series") if self.item.people else _("in no published number")

    @property
    def bar(self) -> int:
        """How long its bar is, beside the one with most people."""
        people = self.item.people
        return max(round(BAR * people / self.most), 1) if people and self.most else 0

    @property
    def tags(self) -> list[tuple[str, str]]:
        """What its tags are called, those that were earned by a rule first."""
        return [(tag, str(words)) for tag, words in TAGS.items() if tag in self.item.tags]

    @property
    def may_be_ticked(self) -> bool:
        """Proposals are approved together, but for those that somebody doubts: that is answered on its own page."""
        return self.item.kind == items.DECISION and not {items.DOUBT, items.QUESTION} & set(self.item.why)

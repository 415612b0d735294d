"""What the address of the inbox asks for: which things, from where on, and what is left out of the batch."""

from bisect import bisect_right
from dataclasses import dataclass, field

from django.urls import reverse

from curation.admin.pages import is_number
from curation.inbox.items import ANSWERED, BLOCKER, Item

THINGS_A_PAGE = 50
MINE = "mine"


@dataclass(frozen=True)
class Asked:
    """One page of things. Whatever an address says that cannot be meant is as if it were not said."""

    show: str = ""
    after: str = ""
    out: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, given):
        """What a query string asks for."""
        return cls(given.get("show", "").strip(), given.get("after", "").strip(), tuple(given.getlist("out")))

    @property
    def address(self) -> str:
        query = {"show": self.show, "after": self.after, "out": list(self.out)}
        said = {name: value for name, value in query.items() if value}
        return reverse("admin:curation_categorydecision_inbox", query=said)

    def shows(self, item: Item, mine: set[str]) -> bool:
        if self.show == MINE:
            return item.name in mine
        return not self.show or self.show in item.why or self.show in item.tags & {ANSWERED, BLOCKER}

    def page(self, items: list[Item]) -> tuple[list[Item], bool]:
        """Those from the place that the address names on, found by its key, and whether there are more."""
        impact, _, name = self.after.partition(":")
        first = 0
        if is_number(impact):
            first = bisect_right([item.place for item in items], (-int(impact), name))
        return items[first : first + THINGS_A_PAGE], len(items) > first + THINGS_A_PAGE


def after(item: Item) -> str:
    """Where the page after this thing begins."""
    return f"{item.impact}:{item.name}"

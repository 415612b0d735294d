"""How a number is made and read, shown on numbers of the release itself."""

from functools import cached_property

from django.db.models import F, Q

from flows import pieces
from flows.differences.caused import NAMES
from flows.home import opened
from flows.models import KEY, Gap, Observation

HIDDEN, WHOLE = Q(value__isnull=True), Q(value__isnull=False)
# Of each way in which a number may be told one example is shown, the largest there is.
WAYS = {
    "exact": WHOLE & Q(lower=F("value"), upper=F("value"), value__gt=0),
    "rounded": WHOLE & ~Q(lower=F("upper")),
    "zero": Q(value=0, lower=0, upper=0),
    "partial": HIDDEN & Q(status="partial", upper__isnull=False),
    "open": HIDDEN & Q(status="partial", upper__isnull=True),
    "suppressed": HIDDEN & Q(status="suppressed"),
}
SILENT = ["missing", "excluded"]
SAID = [*KEY, "year_basis", "status", "reason_code", "reason_en", "reason_ru"]


def prepare(release):
    """The piece `methodology`: an example of each way in which a number, or its absence, is told."""
    rows = Observation.everything.of(release).filter(part_of="").order_by("-headline", "-lower", *KEY)
    numbers = {way: rows.filter(condition).first() for way, condition in WAYS.items()}
    gaps = {status: Gap.everything.of(release).filter(status=status).order_by(*KEY).first() for status in SILENT}
    yield (
        "methodology",
        {
            "numbers": {way: pieces.row(row) for way, row in numbers.items() if row},
            "gaps": {status: {name: getattr(row, name) for name in SAID} for status, row in gaps.items() if row},
        },
    )


class Method:
    """What `/methodology/` shows of an edition."""

    def __init__(self, edition):
        self.edition, self.release = edition, edition.release
        said = pieces.of(self.release, "methodology")
        self.numbers = {way: pieces.observation(self.release, row) for way, row in said["numbers"].items()}
        self.gaps = {status: Gap(release=self.release, **row) for status, row in said["gaps"].items()}

    @cached_property
    def opened(self):
        """The number that is shown opened, the same as on the first page."""
        row = pieces.of(self.release, "home")["opened"]
        return opened(self.edition, row) if row else None

    @property
    def first(self):
        """The first of its cells."""
        return next(iter(self.opened.cells), None)

    @cached_property
    def totals(self):
        """{outcome: how many printed totals}"""
        found = {}
        for _file, outcome, count in pieces.of(self.release, "reconciliation"):
            found[outcome] = found.get(outcome, 0) + count
        return found

    @property
    def compared(self):
        return sum(self.totals.values())

    @property
    def causes(self):
        """What every kind of cause is called."""
        return list(NAMES.values())

"""The page of a difference: what changed by cause and measure, the causes in words, and every number one by one."""

from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from flows import charts, figures, queries
from flows.addresses import with_query
from flows.core import ledger
from flows.core.causes import KINDS
from flows.differences import caused, compared
from flows.differences.compared_rows import Row
from flows.paged import Paged
from flows.queries import codelist
from flows.questions import CodesField, OneOfField, PageField, Understood

LINES = 6  # causes of one kind that are told in words; all of them are in the file


class Asked(Understood):
    """What an address asks of a difference."""

    cause = OneOfField(required=False, choices=[(kind, kind) for kind in KINDS])
    destination = CodesField(codelist="area", required=False)
    page = PageField(required=False)


class Option(NamedTuple):
    code: str
    name: str
    count: int
    chosen: bool


class Kind(NamedTuple):
    """A kind of cause that occurs, by its number on the page."""

    number: int
    code: str
    name: str
    numbers: int
    said: list
    more: int
    address: str


class Step(NamedTuple):
    """What one kind of cause adds to a series."""

    kind: Kind
    amount: int


class Comparison(Paged):
    """What `/releases/<old>..<new>/` shows for a question that was understood; `refusal` says so if it has no page."""

    def __init__(self, edition, older, asked):
        self.edition, self.old, self.new = edition, older, edition.release
        self.asked, self.number = asked, asked["page"] or 1
        self.compared = compared.Compared(self.old, self.new)
        self.question = {"kind": asked["cause"], "destinations": asked["destination"]}

    # --- In all -------------------------------------------------------------------------------------------------------

    @property
    def size(self):
        return compared.PAGE

    @property
    def counts(self):
        return self.compared.counts

    @cached_property
    def unexplained(self):
        """What no cause accounts for, number by number, whichever way it goes. Always 0."""
        return sum(account.loose for account in self.compared.accounts)

    @cached_property
    def accounts(self):
        """The series that differ, in the order of categories and destinations."""
        return sorted((each for each in self.compared.accounts if each.changes), key=position)

    @property
    def alike(self):
        """How many series are as they were."""
        return len(self.compared.accounts) - len(self.accounts)

    # --- Causes -------------------------------------------------------------------------------------------------------

    @cached_property
    def kinds(self):
        """Each kind of cause that occurs, numbered, with its causes in words."""
        numbers = self.compared.kinds()
        found = [code for code in KINDS if code in numbers]
        told = caused.by_kind(self._by_measure)
        return [
            Kind(
                number,
                code,
                caused.name(code),
                numbers[code],
                told[code][:LINES],
                max(0, len(told[code]) - LINES),
                self.address(cause=code, destination=""),
            )
            for number, code in enumerate(found, 1)
        ]

    @cached_property
    def _by_measure(self):
        return ledger.rolled_up(self.compared.accounts, of=lambda name: name[2])

    @property
    def by_measure(self):
        """(account, category, destination, measure, what each kind adds) of each series that differs."""
        return [(each, *each.name, self._steps(each)) for each in self.accounts]

    @cached_property
    def most(self):
        """The series that the causes moved most, for the chart and for the line that reads it across; or None."""
        moved = {each.name: max((abs(line.amount) for line in each.lines), default=0) for each in self.accounts}
        return max(self.accounts, key=lambda each: moved[each.name], default=None)

    @property
    def across(self):
        """`14,600 + 6,978 − 6,091 = 15,487`."""
        if self.most is None:
            return ""
        steps = [step.amount for step in self._steps(self.most) if step.amount]
        signed = " ".join(f"{'−' if step < 0 else '+'} {figures.number(abs(step))}" for step in steps)
        return f"{figures.number(self.most.old)} {signed} = {figures.number(self.most.new)}".replace("  ", " ")

    @property
    def chart(self):
        steps = [(f"{step.kind.number}", step.amount) for step in self._steps(self.most) if step.amount]
        ends = (self.old.version, self.most.old), (self.new.version, self.most.new)
        return charts.waterfall(ends[0], steps, ends[1])

    def _steps(self, account):
        return [Step(kind, account.amount(kind.code)) for kind in self.kinds]

    # --- Number by number ---------------------------------------------------------------------------------------------

    @cached_property
    def whole(self):
        return self.compared.count(**self.question)

    @cached_property
    def rows(self):
        numbered = {kind.code: kind for kind in self.kinds}
        return [Row(row, numbered) for row in self.compared.page(self.number, **self.question)]

    # --- Filters and addresses ----------------------------------------------------------------------------------------

    @property
    def causes(self):
        counted = self.compared.kinds(self.asked["destination"])
        return [
            Option(kind.code, kind.name, counted.get(kind.code, 0), kind.code == self.asked["cause"])
            for kind in self.kinds
        ]

    @property
    def destinations(self):
        counted, held = self.compared.destinations(self.asked["cause"]), self.compared.destinations()
        return [
            Option(code, area.name, counted.get(code, 0), code in self.asked["destination"])
            for code, area in codelist("area").items()
            if code in held
        ]

    def address(self, **changes):
        """The address of this list with some parameters changed, back on its first page."""
        asked = {name: value for name, value in self.asked.items() if name != "page"}
        return with_query(reverse("flows:difference", args=self._pair), {**asked, **changes})

    @property
    def file(self):
        return reverse("files:difference", args=self._pair)

    @property
    def _pair(self):
        return [self.old.version, self.new.version]


def position(account):
    """Where a series stands among others: by category, destination and measure, in the order of the codelists."""
    category, destination, measure = account.name
    placed = ("category", category), ("area", destination), ("measure", measure)
    return [queries.position(*each) for each in placed], account.name

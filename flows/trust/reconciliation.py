"""The page of printed totals: what a publisher prints as a sum, beside the sum of its parts as we read them."""

import re
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from flows import figures, pieces
from flows.addresses import with_query
from flows.models import SourceUsed, TotalCheck
from flows.paged import Paged
from flows.proof.reckoning import english
from flows.questions import OfPages, OneOfField

PAGE = 50
OUTCOMES = {
    "equal": gettext_lazy("equal"),
    "rounding": gettext_lazy("within rounding"),
    "hidden": gettext_lazy("within hidden cells"),
    "explained": gettext_lazy("explained"),
    "open": gettext_lazy("not explained"),
}
MEANINGS = {
    "equal": gettext_lazy("Our sum is the printed total."),
    "rounding": gettext_lazy("Our sum differs by no more than the publisher’s rounding allows."),
    "hidden": gettext_lazy("Some of the parts are hidden; the printed total lies within what they can be."),
    "explained": gettext_lazy("Our sum differs, and somebody found out why and wrote it down."),
    "open": gettext_lazy("Our sum differs, and nobody knows why. Such a release is not published."),
}
# What the workshop hands over in English; the same is said in the language of the page.
ADDED_UP = {
    r"(?P<name>.*): the classes of row (?P<row>\d+)": gettext_lazy("{name}: the classes of row {row}"),
    r"(?P<name>.*): the 12 months of row (?P<row>\d+)": gettext_lazy("{name}: the 12 months of row {row}"),
    r"(?P<name>.*): the 3 months of row (?P<row>\d+)": gettext_lazy("{name}: the 3 months of row {row}"),
    r"(?P<name>.*): the 4 quarters of row (?P<row>\d+)": gettext_lazy("{name}: the 4 quarters of row {row}"),
}


def prepare(release):
    """The piece `reconciliation`: [[number of a file, outcome, how many printed totals], …]."""
    counted = TotalCheck.everything.of(release).order_by("source__number", "outcome")
    yield "reconciliation", list(counted.values_list("source__number", "outcome").annotate(Count("pk")))


class Asked(OfPages):
    """What an address asks of the printed totals of a release."""

    source = OneOfField(required=False)
    outcome = OneOfField(required=False, choices=[(outcome, outcome) for outcome in OUTCOMES])

    def __init__(self, data, tables):
        super().__init__(data)
        self.fields["source"].choices = [(code, code) for code in tables]


class Table(NamedTuple):
    """The files of one table, and how its printed totals came out; `address` is of those alone."""

    code: str
    file: SourceUsed
    counts: list
    whole: int
    chosen: bool
    address: str


class Reconciliation(Paged):
    """What `/reconciliation/` shows; `sentences` say what is wrong with a question that was not understood."""

    size = PAGE

    def __init__(self, edition, data):
        self.edition = edition
        self.files = list(SourceUsed.public.of(edition.release).order_by("number"))
        self._counted = self._by_table(pieces.of(edition.release, "reconciliation"))
        form = Asked(data, dict.fromkeys(file.code for file in self.files))
        self.asked = form.cleaned_data if form.is_valid() else {}
        self.number = self.asked.get("page") or 1
        self.sentences = list(form.sentences()) or list(filter(None, [self.refusal]))

    def _by_table(self, counted):
        """{code of a table: {outcome: how many}}"""
        codes = {file.number: file.code for file in self.files}
        found = {code: {} for code in codes.values()}
        for number, outcome, count in counted:
            held = found[codes[number]]
            held[outcome] = held.get(outcome, 0) + count
        return found

    # --- How many -----------------------------------------------------------------------------------------------------

    @property
    def outcomes(self):
        """[(outcome, name, meaning, how many in the release)] of those that occur."""
        counts = {outcome: sum(held.get(outcome, 0) for held in self._counted.values()) for outcome in OUTCOMES}
        return [(code, OUTCOMES[code], MEANINGS[code], count) for code, count in counts.items() if count]

    @cached_property
    def tables(self):
        """A Table for each table with printed totals, its counts in the order of `outcomes`."""
        files = {file.code: file for file in reversed(self.files)}
        codes = [code for code, *_rest in self.outcomes]
        return [
            Table(code, files[code], [(outcome, held.get(outcome, 0)) for outcome in codes], sum(held.values()),
                  code == self.asked.get("source"), self.address(source=code))
            for code, held in self._counted.items() if held
        ]  # fmt: skip

    @property
    def unchecked(self):
        """The files of tables that print no total of what is counted."""
        files = {file.code: file for file in reversed(self.files)}
        return [files[code] for code, held in self._counted.items() if not held]

    @property
    def whole(self):
        asked = self.asked.get("source"), self.asked.get("outcome")
        return sum(
            count
            for code, held in self._counted.items() if asked[0] in (code, "", None)
            for outcome, count in held.items() if asked[1] in (outcome, "", None)
        )  # fmt: skip

    @property
    def everything(self):
        return sum(sum(held.values()) for held in self._counted.values())

    # --- One by one ---------------------------------------------------------------------------------------------------

    @cached_property
    def rows(self):
        found = TotalCheck.public.of(self.edition.release).select_related("source")
        if self.asked["source"]:
            found = found.filter(source__in=[file.pk for file in self.files if file.code == self.asked["source"]])
        if self.asked["outcome"]:
            found = found.filter(outcome=self.asked["outcome"])
        ordered = found.order_by("source__number", "pk")
        return [Checked(total) for total in ordered[self.first - 1 : self.last]]

    @property
    def groups(self):
        """[(file, its totals)] of this page."""
        return [(rows[0].source, rows) for _number, found in groupby(self.rows, key=lambda row: row.source.number)
                if (rows := list(found))]  # fmt: skip

    def address(self, **changes):
        asked = {name: value for name, value in self.asked.items() if name != "page"}
        return with_query(reverse("flows:reconciliation"), {**asked, **self.edition.query, **changes})


class Checked:
    """A printed total beside our sum, in words."""

    def __init__(self, total):
        self.total, self.source, self.origin, self.outcome = total, total.source, total.origin, total.outcome

    @property
    def what(self):
        """What was added up."""
        for pattern, said in ADDED_UP.items():
            if match := re.fullmatch(pattern, self.total.what):
                name = format_html('<span lang="und">{}</span>', match["name"])
                return format_html(str(said), name=name, row=figures.number(int(match["row"])))
        return english(self.total.what)

    @property
    def ours(self):
        return figures.interval(self.total.lower, self.total.upper)

    @property
    def outcome_name(self):
        return OUTCOMES.get(self.outcome, self.outcome)

    @property
    def apart(self):
        """How far the printed total lies from what our sum can be, where it lies outside of it."""
        digits = re.sub(r"[\s,]", "", self.total.printed)
        if not re.fullmatch(r"\d+", digits):
            return ""
        printed, upper = int(digits), self.total.upper
        if printed < self.total.lower:
            return figures.signed(printed - self.total.lower)
        return figures.signed(printed - upper) if upper is not None and printed > upper else ""

    @property
    def explanation(self):
        return english(self.total.explanation) if self.total.explanation else ""

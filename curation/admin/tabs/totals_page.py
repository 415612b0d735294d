"""The totals of one kind of a file: large figures, the matrix, and the list with its plot."""

import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation import corrected, explained, stages, understood
from curation.admin.tabs.lists import page_of
from curation.admin.tabs.plot import Scale
from curation.admin.tabs.totals_words import gap, interval, made_of, outcome_words, rule_in_words
from curation.core import changes, periods
from curation.core.places import number
from curation.models import PrintedTotal, Reading
from flows.models import Area


class Group(NamedTuple):
    """A kind of total, and which they are."""

    title: str
    which: Q


GROUPS = {
    "years": Group(gettext_lazy("year totals"), ~Q(period="") & ~Q(period__contains="-Q")),
    "quarters": Group(gettext_lazy("quarter totals"), Q(period__contains="-Q")),
    "classes": Group(gettext_lazy("totals over classes"), Q(period="") & ~Q(origin="")),
    "rows": Group(gettext_lazy("totals over origins"), Q(period="", origin="")),
}
ORDER = ("open", "words", "rounding", "hidden", "explained", "equal")
CELLS_DRAWN = 1_500


def totals_of(file):
    totals = PrintedTotal.objects.filter(sheet__file=file).select_related("sheet")
    return totals.defer("sheet__layout", "sheet__set_aside").order_by("sheet__position", "row", "column")


def groups(file):
    """How many totals of each kind a file has."""
    found = Counter()
    told = PrintedTotal.objects.filter(sheet__file=file).order_by().values("period", "origin").annotate(n=Count("pk"))
    for row in told:
        found[kind(row["period"], row["origin"])] += row["n"]
    return found


def group_of(total):
    """What was added up: months to years or quarters, classes of a line, or lines."""
    return kind(total.period, total.origin)


def kind(period, origin):
    if period:
        return "years" if periods.is_year(period) else "quarters"
    return "classes" if origin else "rows"


class Page:
    """The totals of one kind of a file: figures, matrix, and the list with its plot."""

    def __init__(self, request, file):
        self.request, self.file = request, file
        self.explained = stages.explained(file)
        self.open = Counter(map(group_of, stages.open_ones(file)))
        self.all = groups(file)
        self.asked = self.chosen_group()
        self.chosen = list(totals_of(file).filter(GROUPS[self.asked].which))
        self.names = Area.objects.in_bulk({total.origin for total in self.chosen})

    def chosen_group(self):
        """The one asked for, else the first with an open one, else the first."""
        there = [group for group in GROUPS if self.all[group]]
        if (asked := self.request.GET.get("of")) in there:
            return asked
        return next(chain((group for group in there if self.open[group]), there), "years")

    def outcome(self, total):
        """equal, hidden, rounding, explained (by the table's hints), words (a person's), open."""
        return "words" if total.outcome == "open" and self.explained.words(total) else total.outcome

    def is_open(self, total):
        return self.outcome(total) == "open"

    @cached_property
    def counts(self):
        """Each kind of total there is, how many of them, how many open."""
        return [
            (name, group.title, self.all[name], self.open[name]) for name, group in GROUPS.items() if self.all[name]
        ]

    @cached_property
    def corrected(self):
        """The cells of the file that were corrected."""
        return {place: made for (_file, place), made in corrected.cells([self.file.pk]).items()}

    @cached_property
    def outcomes(self):
        return Counter(map(self.outcome, self.chosen))

    @property
    def figures(self):
        """Number, colour, of what, a few words."""
        told = self.outcomes
        explained_ones = len(self.chosen) - told["open"] - told["equal"]
        return [
            (len(self.chosen), "", GROUPS[self.asked].title, self.shape()),
            (told["equal"], "", _("equal"), _("to our sum")),
            (explained_ones, "", _("explained"), self.how_explained()),
            (told["open"], "open" if told["open"] else "", _("open"), self.whose_open()),
        ]

    def shape(self):
        """`5 × 10`, where each line has each column."""
        rows, columns = len(self.matrix["rows"]), len(self.matrix["columns"]) if self.matrix["rows"] else 0
        return f"{rows} × {columns}" if rows * columns == len(self.chosen) else ""

    def how_explained(self):
        told = self.outcomes
        if told["words"] or told["explained"]:
            return _("by the print, or in words")
        return _("by the print") if told["hidden"] or told["rounding"] else ""

    def whose_open(self):
        whose = {self.name(total) for total in self.chosen if self.is_open(total)}
        return _("all %(place)s") % {"place": whose.pop()} if len(whose) == 1 else ""

    @property
    def rule(self):
        """What the publisher does to numbers, in words."""
        return " ".join(filter(None, rule_in_words(self.file.source.hints, self.asked)))

    # the matrix

    @cached_property
    def matrix(self):
        """Lines and columns with the printed totals, where they make a table that can be looked at."""
        if self.asked == "rows" or len(self.chosen) > CELLS_DRAWN:
            return {"columns": [], "rows": []}
        cells = {(self.line(total), self.column(total)): total for total in self.chosen}
        columns = list(dict.fromkeys(column for _line, column in cells))
        if self.asked != "classes":
            columns.sort(key=changes.order)
        lines = list(dict.fromkeys(line for line, _column in cells))
        rows = [(line, [self.drawn(cells.get((line, column))) for column in columns]) for line in lines]
        return {"columns": columns, "rows": rows}

    def line(self, total):
        what = total.what.partition(":")[0]
        label = what.removesuffix(total.period).rstrip(" /") if total.period else what
        return ", ".join(filter(None, [self.name(total), label]))

    def column(self, total):
        return total.period or total.sheet.name

    def drawn(self, total):
        return total and {"total": total, "outcome": self.outcome(total), "words": outcome_words(self.outcome(total))}

    # the list

    @cached_property
    def lines(self):
        """The page of totals, open ones on top; all on one scale. Equal ones stand there when they are asked for."""
        wanted = self.chosen if self.with_equal else [each for each in self.chosen if self.outcome(each) != "equal"]
        ordered = sorted(wanted, key=lambda total: ORDER.index(self.outcome(total)))
        return page_of(ordered, self.request)

    @property
    def with_equal(self):
        return self.request.GET.get("equal") == "1"

    @cached_property
    def scale(self):
        return Scale(list(self.lines))

    @property
    def told(self):
        """Outcomes other than open, in words, with how many there are."""
        return [(outcome_words(each), self.outcomes[each]) for each in ORDER[1:] if self.outcomes[each]]

    @cached_property
    def open_rows(self):
        return [self.row(total) for total in self.lines if self.is_open(total)]

    @cached_property
    def other_rows(self):
        return [self.row(total) for total in self.lines if not self.is_open(total)]

    def row(self, total):
        outcome = self.outcome(total)
        by, at = self.explained.who_and_when(total) if outcome == "words" else (None, None)
        return {
            "total": total,
            "name": self.name(total),
            "when": self.when(total),
            "cell": explained.place(total).rpartition("!")[2],
            "corrected": self.corrected.get(explained.place(total)),
            "sum": interval(total.least, total.most),
            "made_of": made_of(total),
            "plot": self.scale.plot(total),
            "gap": gap(total, outcome),
            "words": self.explained.words(total) if outcome == "words" else total.explanation,
            "by": by,
            "at": at,
            "outcome": outcome,
            "outcome_words": outcome_words(outcome),
            "opened": self.opened == total,
            "cells": [(cell, self.corrected.get(str(cell))) for cell in cells_of(total)]
            if self.opened == total
            else [],
        }

    def opened_cells(self, total):
        return cells_of(total) if self.opened == total else []

    def name(self, total):
        return str(self.names.get(total.origin, "")) or total.what.partition(":")[0]

    def when(self, total):
        """The period of a total, or what else tells it from others of its origin."""
        if total.period:
            return total.period if periods.is_year(total.period) else understood.period(total.period)
        return total.sheet.name if not total.origin else f"{total.what.partition(':')[0]}, {total.sheet.name}"

    @cached_property
    def opened(self):
        """The total whose cells are asked for."""
        asked = self.request.GET.get("total", "")
        return next((total for total in self.chosen if str(total.pk) == asked), None)

    # the words

    @cached_property
    def offered(self):
        """Sentences of the source table, and what people said of totals of this file before."""
        hints = self.file.source.hints
        said = [self.explained.words(total) for total in self.chosen if self.outcome(total) == "words"]
        return list(dict.fromkeys([*hints.get("explanations", []), *said, *hints.get("totals", {}).values()]))

    @property
    def sentence(self):
        """The sentence that stands in the field, to be changed: that of the source table."""
        return next(iter(self.file.source.hints.get("explanations", [])), "")


RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)\d+)?")


def cells_of(total):
    """The cells that were added up, where they stand in the line of the total."""
    columns, row = set(), None
    for first, line, last in RANGE.findall(total.cells):
        row = int(line) - 1
        columns.update(range(number(first), number(last or first) + 1))
    if row is None:
        return []
    return Reading.objects.filter(sheet=total.sheet_id, row=row, column__in=columns).select_related(
        "label", "sheet"
    ).defer("sheet__layout", "sheet__set_aside").order_by("column")  # fmt: skip

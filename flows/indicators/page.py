"""The page of an indicator: its choices, its chart, its table, what to know before comparing, and its files."""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import figures
from flows.addresses import with_query
from flows.indicators import drawing, numerals, rows
from flows.indicators.choices import Choices
from flows.indicators.registry import RANK
from flows.profiles.comparability import Counted
from flows.queries import codelist, entry

LINES, BARS = 6, 14  # in one chart
OTHER = "other"  # the colour of lines that are not spoken of


class Cells(NamedTuple):
    """A row of the table in words."""

    origin: str
    destination: str
    category: str
    year: str
    status: str
    number: str
    against: str
    result: str
    bounds: str
    note: str
    kind: str


class Page(Choices):
    """What is shown of an indicator, with everything around it."""

    @property
    def title(self):
        return f"{self.indicator.title}: {self.subject}" if self.subject else str(self.indicator.title)

    @property
    def _chosen(self):
        """{word: value} of what was asked, but for the release and the page of the table."""
        return {word: value for word, value in self.asked.items() if word not in ("page", "release")}

    def address(self, **changes):
        """The address of this page with something changed."""
        return with_query(
            reverse("flows:indicator", args=[self.indicator.code]), {**self._chosen, **self.stays, **changes}
        )

    @property
    def stays(self):
        return self.edition.query

    @property
    def for_good(self):
        """{word: value} of an address that asks for the same of this very release, whatever is published later."""
        return {**self._chosen, "release": self.edition.release.version}

    @property
    def files(self):
        """[(name, address)] of exactly these rows."""
        return [
            (format.upper(), with_query(reverse("files:indicator", args=[self.indicator.code, format]),
                                        {**self._chosen, **self.stays}))
            for format in ("csv", "json")
        ]  # fmt: skip

    @property
    def cited(self):
        """What a citation says of it."""
        said = ngettext("%(number)s result", "%(number)s results", self.whole) % {"number": figures.number(self.whole)}
        return f"{self.title}: {said}"

    # --- The chart ----------------------------------------------------------------------------------------------------

    @cached_property
    def is_course(self):
        """Whether several years are shown, so that lines over the years say something."""
        return np.count_nonzero(self.wanted.any(0)) > 1

    @cached_property
    def drawn(self):
        """[(line, its points)] of what is drawn: of a course the largest first, else as the table has them."""
        if not self.whole:
            return []
        made, found = rows.Rows(self), []
        for line in self._largest():
            years = np.flatnonzero(self.wanted[line]).tolist()
            points = [made.plain(line, year, numbers=self.indicator.unit == RANK) for year in years]
            if any(point.known for point in points):
                found.append((line, points))
        return found

    def _largest(self):
        """The lines whose newest number is largest, as many as a chart holds."""
        held = np.flatnonzero(self.wanted.any(1))
        newest = self.wanted.shape[1] - 1 - self.wanted[held, ::-1].argmax(1)
        sizes = self.reckoned.lines.figures.lower[held, newest]
        kept = held[np.lexsort([held, -sizes])][: LINES if self.is_course else BARS].tolist()
        if self.is_course:
            return kept
        lines = self.places[:, 0]
        return lines[np.isin(lines, kept)].tolist()

    @cached_property
    def chart(self):
        named = [(self.name(line), points) for line, points in self.drawn]
        if not named:
            return ""
        unit, write = self.indicator.unit, self._write
        if unit == RANK:
            unit, write = numerals.COUNT, rows.count_words
        if self.is_course:
            return drawing.courses(dict(named), self.series.year_basis, unit, self._colours())
        colour = self.series.category or OTHER
        return drawing.bars([(name, points[0]) for name, points in named], unit, colour, write)

    def _write(self, point):
        return rows.result_words(rows.Said(*point[1:4]), self.indicator.unit) or _("none")

    def _colours(self):
        """A category colours its own line, and else the largest line has the colour of the one category."""
        lines = [(line, self.name(line)) for line, _points in self.drawn]
        if self.by == "category":
            return {name: self.reckoned.lines.codes(line)["category"] for line, name in lines}
        return {name: self.series.category if at == 0 else OTHER for at, (_line, name) in enumerate(lines)}

    def name(self, line):
        kinds = {"category": "category"}
        codes = self.reckoned.lines.codes(line)
        return " → ".join(figures.name_of(kinds.get(end, "area"), code) for end, code in codes.items())

    @property
    def left(self):
        """How many lines are there beside those that are drawn."""
        return np.count_nonzero(self.wanted.any(1)) - len(self.drawn)

    # --- The table ----------------------------------------------------------------------------------------------------

    @property
    def cells(self):
        return [self._cells(row) for row in self.rows]

    def _cells(self, row):
        unit, codes = self.indicator.unit, row.codes
        result = rows.result_words(row.result, unit)
        number = rows.count_words(row.number) if row.number.value is not None or row.number.lower else ""
        return Cells(
            *(figures.name_of("area", codes[end]) if end in codes else "" for end in ("origin", "destination")),
            figures.name_of("category", codes["category"]) if "category" in codes else "",
            figures.short_year(row.year, self.series.year_basis),
            row.status,
            rows.opened(row.address, number or figures.name_of("status", row.status)),
            self._against(row),
            result if row.result.value is not None else "",
            result if row.result.value is None else rows.bounds_words(row.result, unit),
            rows.note_words(row),
            codes.get("category", ""),
        )

    def _against(self, row):
        if row.against.value is None and not row.against.lower:
            return ""
        words = rows.count_words(row.against)
        if row.against_year and row.against_year != row.year and not self.indicator.needs_population:
            words = f"{words} ({figures.short_year(row.against_year, self.series.year_basis)})"
        return rows.opened(row.against_address, words)

    @property
    def columns(self):
        """Which ends a line has."""
        return {"corridor": ("origin", "destination")}.get(self.by, (self.by,))

    @property
    def signs(self):
        """The statuses of this page that have a sign, in the order of their list."""
        found = {row.status for row in self.rows}
        return [status for status in codelist("status") if status in found and status != "normal"]

    # --- What to know -------------------------------------------------------------------------------------------------

    @property
    def lacks_population(self):
        return self.indicator.needs_population and not self.people

    @property
    def counted(self):
        """What the measure counts, at which stage, in which years."""
        series = self.series
        return Counted(entry("measure", series.measure), series.measure, series.year_basis, [], False, 0, [], [])

    @property
    def other_series(self):
        """[(Series, address)] of the other measures of this category."""
        return [
            (each, self.address(category=each.category, measure=each.measure))
            for each in self.others if each.measure != self.series.measure
        ]  # fmt: skip

    @property
    def other_bases(self):
        """The year bases in which other destinations count the same, which are left out."""
        return [each.year_basis for each in self.others if each.measure == self.series.measure]

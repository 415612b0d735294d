"""The pages of coverage: destinations by category and year, and one destination origin by origin; gaps with reasons."""

from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language

from flows import figures, pieces
from flows.addresses import with_query
from flows.models import Gap, Observation, SourceUsed
from flows.paged import Paged
from flows.queries import codelist

DESTINATIONS, ORIGINS = 10, 20  # that one page tells of
KINDS = ["partial", "suppressed", "provisional", "estimated", "break", "missing", "excluded"]  # all but plain numbers
WITHOUT_NUMBER = {"missing", "excluded"}


class Cell(NamedTuple):
    """One year of a series, or several that have no number for the same reason; an empty one is outside of it."""

    counts: dict
    years: int = 1

    @property
    def whole(self):
        """How many origins the series speaks of."""
        return sum(self.counts.values())

    @property
    def numbers(self):
        """How many of them have a value or an interval."""
        return sum(count for status, count in self.counts.items() if status not in WITHOUT_NUMBER)

    @property
    def kinds(self):
        """[(status, how many)] of those that are not plain numbers."""
        return [(status, self.counts[status]) for status in KINDS if status in self.counts]


class Reason(NamedTuple):
    """Why a series has no number: in which years, for how many origins at most."""

    status: str
    code: str
    words: str
    years: str
    origins: int


class Series:
    """One destination, category and measure over the years of the page."""

    def __init__(self, said, gaps, years):
        self.destination, self.category, self.measure, self.year_basis, self.leads, held = said
        self.held, self._gaps, self._years = dict(held), gaps, years

    @property
    def name(self):
        return self.destination, self.category, self.measure, self.year_basis

    @property
    def anchor(self):
        return "-".join(filter(None, [self.category, self.measure])) or "all"

    @cached_property
    def cells(self):
        """A Cell for each year; years in a row that have nothing, or nothing but the same gaps, are one."""
        cells = [Cell(self.held.get(year, {})) for year in self._years]
        joined = []
        for counts, same in groupby(cells, key=lambda cell: cell.counts):
            same = list(same)
            alike = not set(counts) - WITHOUT_NUMBER
            joined += [Cell(counts, len(same))] if alike else same
        return joined

    @cached_property
    def reasons(self):
        return [
            Reason(
                status,
                code,
                ru if get_language() == "ru" else en,
                figures.year_spans([year for year, _count in years], self.year_basis),
                max(count for _year, count in years),
            )
            for *name, status, code, en, ru, years in self._gaps
            if tuple(name) == self.name
        ]


class Told:
    """What both pages read of the piece."""

    def __init__(self, edition, number):
        self.edition, self.number = edition, number or 1
        self.said = pieces.of(edition.release, "coverage")

    def series(self, destinations):
        """The Series of some destinations, all over the same years."""
        chosen = [said for said in self.said["series"] if said[0] in destinations]
        self.years = sorted({year for said in chosen for year, _counts in said[5]})
        gaps = [gap for gap in self.said["gaps"] if gap[0] in destinations]
        return [Series(said, gaps, self.years) for said in chosen]


class Coverage(Told, Paged):
    """The matrix of all destinations, the reasons of gaps, and the tables it rests on."""

    size = DESTINATIONS

    @cached_property
    def destinations(self):
        return list(dict.fromkeys(said[0] for said in self.said["series"]))

    @property
    def whole(self):
        return len(self.destinations)

    @cached_property
    def groups(self):
        """[(destination, its series)] of this page."""
        shown = self.destinations[self.first - 1 : self.last]
        return [
            (code, list(found)) for code, found in groupby(self.series(set(shown)), key=lambda each: each.destination)
        ]

    @property
    def reasons(self):
        """[(destination, [its series], Reason)]: a reason that several series of a destination share is told once."""
        for destination, found in self.groups:
            shared = {}
            for series in found:
                for reason in series.reasons:
                    shared.setdefault(reason, []).append(series)
            yield from ((destination, named, reason) for reason, named in shared.items())

    @cached_property
    def counts(self):
        """[(status, how many numbers or places)] of the release, in the order of the codelist; unions once."""
        found = {}
        for *_series, held in self.said["series"]:
            for _year, counts in held:
                for status, count in counts.items():
                    found[status] = found.get(status, 0) + count
        return [(status, found[status]) for status in codelist("status") if status in found]

    @cached_property
    def sources(self):
        """[(newest year or None, files of one table)], in the order in which the release names them."""
        files = SourceUsed.public.of(self.edition.release).order_by("number")
        tables = {}
        for file in files:
            tables.setdefault(file.code, []).append(file)
        return [(self.said["newest"].get(code), found) for code, found in tables.items()]

    def address(self, page=""):
        return with_query(reverse("flows:coverage"), {"page": page, **self.edition.query})


class Covered(Told, Paged):
    """One destination, origin by origin: every number of it, and every place without one."""

    size = ORIGINS

    def __init__(self, edition, destination, number):
        super().__init__(edition, number)
        self.destination = destination
        self.found = self.series({destination})

    @property
    def whole(self):
        return len(self.said["origins"])

    @cached_property
    def origins(self):
        return self.said["origins"][self.first - 1 : self.last]

    @cached_property
    def _rows(self):
        """{(category, measure, basis, origin, year): observation or gap}"""
        asked = {"destination": self.destination, "origin__in": self.origins}
        rows = [row for model in (Observation, Gap) for row in model.public.of(self.edition.release).filter(**asked)]
        return {(row.category, row.measure, row.year_basis, row.origin, row.year): row for row in rows}

    @property
    def tables(self):
        """[(series, its years, [(origin, [row or None for each year])])]"""
        for series in self.found:
            years = list(series.held)
            yield (
                series,
                years,
                [(origin, [self._row(series, origin, year) for year in years]) for origin in self.origins],
            )

    def _row(self, series, origin, year):
        return self._rows.get((series.category, series.measure, series.year_basis, origin, year))

    def address(self, page=""):
        return with_query(reverse("flows:covered", args=[self.destination]), {"page": page, **self.edition.query})

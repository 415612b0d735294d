"""The descriptive report of a release, as its page and its PDF show it: findings, charts, tables, limits.

Everything in it is said by the release. Sentences are made anew in the language of the page from what was prepared at
publication (`flows.report.prepared`), so that they can never say another number than the tables beside them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from flows import figures, pieces, sentences
from flows.core import report as core
from flows.core.report import Missing, Ranking, Sentence
from flows.core.series import Quantity, Series
from flows.models import SourceUsed
from flows.queries import entry
from flows.report import told
from flows.trust.words import limitations

MOST_ORIGINS = 8  # side by side
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Report:
    """What is to be told of one release."""

    def __init__(self, release):
        self.release = release
        self.said = pieces.of(release, "report")
        self.charts = pieces.of(release, "report/charts")
        self.series = [Series.of(each) for each in self.said["series"]]
        self.limitations = limitations()

    @cached_property
    def sources(self):
        return list(SourceUsed.public.of(self.release).order_by("publisher_en", "code", "number"))

    @property
    def categories(self):
        return [category for category, _some in self.by_category]

    def told(self, series):
        return Told(series, self.charts[series.slug])

    @property
    def chapters(self):
        """[(category, what is told of each of its series)]"""
        return [(category, list(map(self.told, some))) for category, some in self.by_category]

    @property
    def short(self):
        """Of each category the series that is whole in most years."""
        chosen = (foremost(some) for _category, some in self.by_category)
        return [self.told(each) for each in chosen if each]

    @cached_property
    def by_category(self):
        """[(category, its series)]"""
        return [(category, list(some)) for category, some in groupby(self.series, key=lambda each: each.category)]

    @property
    def overview(self):
        """[(category, what the table of all says of each of its series)]"""
        return [(category, list(map(Line, some))) for category, some in self.by_category]

    @cached_property
    def origins(self):
        """The origins that most series tell of, as the series have them; so many as one table holds."""
        told_of = Counter(origin for each in self.series for origin in each.origins)
        kept = {origin for origin, _count in told_of.most_common(MOST_ORIGINS)}
        return [origin for origin in told_of if origin in kept]

    @property
    def is_whole(self):
        """Whether no series and no origin was too many to be told."""
        return not self.more_series and not any(each.more_origins for each in self.series)

    @property
    def tallies(self):
        found = (core.tally(origin, self.series) for origin in self.origins) if self.is_whole else ()
        return [sentence for sentence in found if sentence]

    @property
    def mixes(self):
        """[(mix, the sentence about it or None, its parts as (category, number, thousandths))]"""
        for mix in core.mixes(self.series):
            yield mix, core.mixed(mix), [(code, part, mix.permille(code)) for code, part in mix.parts.items()]

    @property
    def rankings(self):
        """[(ranking, the sentence about it or None)]"""
        rankings = (Ranking.of(each) for each in self.said["rankings"])
        return [(ranking, core.first_of(ranking)) for ranking in rankings]

    @property
    def movers(self):
        """[(series, who rose and who fell most)] where that is certain."""
        found = ((each, core.movers(each)) for each in self.series)
        return [(each, moved) for each, moved in found if moved]

    @property
    def missing(self):
        return [Missing(*each) for each in self.said["missing"]]

    @property
    def reasons(self):
        return core.missing(self.said["reasons"])

    @property
    def places(self):
        return sum(count for _reason, count in self.said["reasons"])

    @property
    def statuses(self):
        return self.said["statuses"]

    @property
    def left_out(self):
        return self.said["left_out"]

    @property
    def measures(self):
        """What is counted here, each measure once, with its own definition."""
        codes = dict.fromkeys(each.measure for each in self.series)
        return [each for each in (entry("measure", code) for code in codes) if each]

    @property
    def bases(self):
        codes = dict.fromkeys(each.year_basis for each in self.series)
        return [each for each in (entry("year_basis", code) for code in codes) if each]

    @property
    def notes(self):
        """How the sentences are made."""
        return [
            _("A sentence compares complete numbers of one series and of nothing else. Where a part is hidden or "
              "missing, only the bounds are said."),
            _("Rounding belongs to the bounds. A rise, a fall or a largest part is said where it holds whatever "
              "rounding hides; percentages are reckoned from the numbers as they were published."),
            _("Told are the headline series. Members of a union, and series beside a headline, are in the list."),
            _("Long-term means six months and more. The UN says twelve; Eurostat permits start at three."),
        ]  # fmt: skip

    @property
    def more_series(self):
        return self.said["more_series"]

    @property
    def more_missing(self):
        return self.said["more_missing"]


def foremost(series: Iterable[Series]) -> Series | None:
    """Of one category's series the one that is whole in most years; between equals as on the first page."""
    return max((each for each in series if each.whole), key=rank, default=None)


def rank(series: Series) -> tuple:
    """The codebook's own proxy comes first: what was issued, before what was applied for or travelled."""
    newest, measure = max(series.whole), entry("measure", series.measure)
    return len(series.whole), newest, bool(measure and measure.stage == "issued"), series.whole[newest]


class Line(NamedTuple):
    """A series in the table of all: its first and its newest whole number of all origins, or the bounds of now."""

    series: Series

    @property
    def course(self) -> Sentence | None:
        return core.went(self.series, self.series.course) if self.series.course else None

    @property
    def first(self) -> Quantity | None:
        return self.course.numbers["first"] if self.course else None

    @property
    def last(self) -> Quantity:
        """The newest whole number, or where there is none what is known of the newest year."""
        year = max(self.series.whole, default=self.series.newest)
        return self.series.totals[year]

    @property
    def certain(self) -> bool:
        return bool(self.course) and self.course.kind in ("rose", "rose_from_zero", "fell", "same")


class Told(NamedTuple):
    """One series with its chart and its sentences."""

    series: Series
    drawing: str

    @property
    def anchor(self) -> str:
        return self.series.slug.lower()

    @property
    def sentences(self) -> list[Sentence]:
        return core.of_series(self.series)

    @property
    def subject(self) -> str:
        """`Study visas, United States, FY2016 to FY2019`"""
        named = sentences.Series(self.series.category, self.series.measure, self.series.year_basis)
        years = figures.year_span(self.series.years[0], self.series.years[-1], self.series.year_basis)
        return capfirst(f"{sentences.subject('', named)}, {figures.name_of('area', self.series.destination)}, {years}")

    @property
    def alternative(self) -> str:
        """What the chart says, for those who do not see it."""
        found = [told.in_words(each) for each in self.sentences[:1]]
        return " ".join([f"{self.subject}.", *found, _("The same numbers stand in the table.")])

    @property
    def chart(self):
        """The drawing with names and numbers in the language of the page, and a name of its own."""
        named = f'<svg role="img" aria-label="{escape(self.alternative)}"'
        return mark_safe(written_out(self.drawing).replace("<svg", named, 1))

    @property
    def header(self) -> list[str]:
        return [figures.short_year(year, self.series.year_basis) for year in self.series.years]

    @property
    def alike(self) -> dict[int, str]:
        """{year that no origin has a number of, for one reason: that reason}"""
        if len(self.series.origins) < 2:
            return {}
        lacks = {year: [self.series.lacking.get((origin, year)) for origin in self.series.origins]
                 for year in self.series.years}  # fmt: skip
        return {
            year: some[0].reason
            for year, some in lacks.items()
            if None not in some and len({lack.reason for lack in some}) == 1
        }

    @property
    def rows(self) -> list[tuple[str, list[list[int]]]]:
        """[(origin, its years)]; years that all lack for one reason stand together, in the first line alone."""
        alike = self.alike
        spans = [list(years) for _reason, years in groupby(self.series.years, key=lambda year: alike.get(year, year))]
        others = [span for span in spans if span[0] not in alike]
        return [(origin, others if place else spans) for place, origin in enumerate(self.series.origins)]

    @property
    def totals(self) -> list[tuple[int, Quantity | None]]:
        return [(year, self.series.totals.get(year)) for year in self.series.years]

    @property
    def has_total(self) -> bool:
        return len(self.series.origins) + self.series.more_origins > 1


def written_out(drawing: str) -> str:
    """`{KAZ} {1650}` as Kazakhstan 1,650, `{18..74}` as 18 to 74."""
    return PLACEHOLDER.sub(lambda found: escape(word(found[1])), drawing)


def word(code: str) -> str:
    if code.isdigit():
        return figures.number(int(code))
    if ".." in code:
        lower, upper = code.split("..")
        return figures.interval(int(lower), int(upper) if upper else None)
    return figures.name_of("area", code)

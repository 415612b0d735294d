"""A series now and then as a page shows it, the desk's or a reader's: rows, sums, ranks, sentences."""

from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import charts, figures, sentences
from flows.core.effects import Pair, Series
from flows.queries import codelist, entry


class Place(NamedTuple):
    """A number of one origin in one year, now and then."""

    key: tuple
    pair: Pair

    @property
    def slug(self):
        """As in `/why/<release>/<slug>/`."""
        return "-".join(map(str, self.key))


class Line(NamedTuple):
    """A row of the table: the origin, its numbers by year, and all years together where they may be added up."""

    name: str
    places: list[Place]
    whole: Pair | None

    @property
    def factor(self):
        """By how much all years together grow, in tenths; nothing where that rounds to once."""
        return self.whole.tenfold if self.whole and self.whole.tenfold != 10 else None


class Block:
    """One series."""

    def __init__(self, series: Series):
        self.series = series
        self.measure = entry("measure", series.measure)
        self.destination = figures.name_of("area", series.destination)
        self.category = figures.name_of("category", series.category)

    @property
    def anchor(self):
        return f"{self.series.destination}-{self.series.category}-{self.series.measure}".lower()

    @property
    def is_stock(self):
        return self.measure is not None and self.measure.kind == "stock"

    @property
    def unit(self):
        return self.measure.unit if self.measure else ""

    @property
    def counted_as(self):
        return figures.name_of("measure", self.series.measure)

    @property
    def counted(self):
        """What the numbers count, and in which years: `visas issued, fiscal years (October to September)`."""
        said = [self.counted_as]
        if figures.is_fiscal(self.series.year_basis):
            said.append(_("fiscal years (October to September)"))
        if self.is_stock:
            said.append(_("a stock, not summed over years"))
        return ", ".join([*said, _("all bars on one scale")])

    @property
    def legend(self):
        """The kinds of bars, as far as there are any, with their words."""
        changes = [pair.change for pair in self.series.pairs.values() if pair.moved]
        yield f"f-{self.series.category}", _("now")
        if any(change.high is None or change.high > 0 for change in changes):
            yield f"a-{self.series.category}", _("would come")
        if any(change.low is None or change.low < 0 for change in changes):
            yield "dotted", _("would go")

    @property
    def together(self):
        """What the last row is: `5 origins`."""
        count = len(self.series.origins)
        return ngettext("%(count)s origin", "%(count)s origins", count) % {"count": count}

    @cached_property
    def years(self):
        """Years and what they are called."""
        return [(year, figures.short_year(year, self.series.year_basis)) for year in self.series.years]

    @cached_property
    def lines(self):
        named = sorted((figures.name_of("area", origin), origin) for origin in self.series.origins)
        return [self._line(name, origin) for name, origin in named]

    def _line(self, name, origin):
        series = self.series
        key = (origin, series.destination, series.category, series.measure)
        places = [Place((*key, year), series.at(origin, year)) for year in series.years]
        return Line(name, places, None if self.is_stock else series.of_origin(origin))

    @cached_property
    def sums(self):
        """All origins together, by year."""
        return [self.series.of_year(year) for year in self.series.years]

    @cached_property
    def whole(self):
        """All of it together; of a stock the newest year that changes."""
        return self.series.of_year(self.series.moved_years[-1]) if self.is_stock else self.series.whole()

    @property
    def span(self):
        """The years that `whole` is of."""
        years = self.series.moved_years[-1:] if self.is_stock else self.series.years
        return figures.year_span(years[0], years[-1], self.series.year_basis)

    @cached_property
    def top(self):
        """The end of the scale that all bars of the series share."""
        numbers = (figure for pair in self.series.pairs.values() for figure in pair if figure)
        return max((charts.top_of(figure) for figure in numbers), default=1)

    @cached_property
    def ranks(self):
        """[(year, ranks)], or nothing where nobody's place changes."""
        found = [(name, self.series.ranks(year)) for year, name in self.years]
        return (
            [each for each in found if each[1]] if any(rank.moved for _name, ranks in found for rank in ranks) else []
        )

    @cached_property
    def sentences(self):
        """The sentences that would read differently, as their parts."""
        tracked = sorted(code for code, area in codelist("area").items() if area.tracked_origin)
        series = sentences.Series(self.series.category, self.series.measure, self.series.year_basis)
        return sentences.differing(*self.series.findings(tracked), series)

    @property
    def extent(self):
        """`5 origins × 4 years`."""
        origins, years = len({origin for origin, _year in self.series.moved}), len(self.series.moved_years)
        return " × ".join(
            [
                ngettext("%(count)s origin", "%(count)s origins", origins) % {"count": origins},
                ngettext("%(count)s year", "%(count)s years", years) % {"count": years},
            ]
        )

    @property
    def factors(self):
        """From which factor to which, by origin."""
        if self.is_stock:
            return ""
        found = sorted({line.whole.tenfold for line in self.lines if line.whole.moved and line.whole.tenfold})
        if len(found) < 2:
            return ""
        first, last = figures.times(found[0]), figures.times(found[-1])
        return _("from %(first)s to %(last)s by origin") % {"first": first, "last": last}

"""What can be chosen on the page of an indicator: places, category, measure, what a line is of, and years."""

from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from flows import figures
from flows.indicators.shown import Shown
from flows.indicators.words import BY

TICKED = 8  # places to tick; more than this are chosen from a list


class Option(NamedTuple):
    code: str
    name: str
    chosen: bool


class Choices(Shown):
    """A `Shown` with what else could be asked of it."""

    def _options(self, codes, kind, chosen):
        return [Option(code, figures.name_of(kind, code), code in chosen) for code in codes]

    @cached_property
    def facets(self):
        """[(name, title, to tick, to choose from a list)] of both ends: to tick are the chosen ones, or all if few."""
        titles = {"origin": _("Origin"), "destination": _("Destination")}
        facets = []
        for name, title in titles.items():
            options = self._options(self.held.places(name), "area", self.asked[name])
            few = len(options) <= TICKED
            ticked = [option for option in options if few or option.chosen]
            facets.append((name, title, ticked, [option for option in options if option not in ticked]))
        return facets

    @property
    def selects(self):
        """[(name, title, what nothing chosen means, options)] of what is one alone."""
        shown = {"category": self.asked["category"], "measure": self.asked["measure"]}
        first = _("the largest series")
        kinds = [("category", _("Category"), _("all together") if self.by == "category" else first),
                 ("measure", _("Measure"), first)]  # fmt: skip
        found = [
            (name, title, none, self._options(self.held.places(name), name, [shown[name]]))
            for name, title, none in kinds
        ]
        if len(self.indicator.by) > 1:
            ways = [Option(way, BY[way], way == self.by) for way in self.indicator.by]
            found.append(("by", _("Lines"), "", ways))
        return found

    @cached_property
    def all_years(self):
        return list(range(self._span[0], self._span[1] + 1)) if self._span else []

    @cached_property
    def _span(self):
        years = self.held.index.column("year")
        return (int(years.min()), int(years.max())) if len(years) else None

    @property
    def year_selects(self):
        chosen = [("year_from", _("First year")), ("year_to", _("Last year"))]
        chosen += [("base", _("Base year"))] if self.indicator.based else []
        return [(name, title, self.asked[name]) for name, title in chosen]

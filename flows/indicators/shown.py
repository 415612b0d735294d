"""What a page of an indicator and its file show: the numbers that were chosen, reckoned, in one order."""

from functools import cached_property

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from flows import figures
from flows.core import indicators as core
from flows.indicators.held import Held, Series
from flows.indicators.registry import CHANGE, RANK
from flows.indicators.rows import Rows
from flows.paged import Paged
from flows.populations import populations
from flows.queries import entry

PAGE = 50


class Shown(Paged):
    """An indicator of what a question that was understood asks for; `refusal` says where it has no answer."""

    size = PAGE

    def __init__(self, edition, indicator, question, held=None):
        self.edition, self.indicator, self.question = edition, indicator, question
        self.asked, self.by = question.cleaned_data, question.by_what
        self.number = self.asked["page"] or 1
        self.held = held or Held(edition.release)

    # --- What is chosen -----------------------------------------------------------------------------------------------

    @property
    def ends(self):
        return self.asked["origin"], self.asked["destination"]

    @cached_property
    def several(self):
        """[(Series, numbers)] that fit the question: the first is shown, because measures never stand in one table."""
        category, measure = self.asked["category"], self.asked["measure"]
        return self.held.series(
            *self.ends, category, measure, wide=self.indicator.adds and not self.asked["destination"]
        )

    @cached_property
    def series(self):
        """The one that is shown; where lines are categories, all of them under one measure."""
        if not self.several:
            return None
        found = self.several[0][0]
        all_of_them = self.by == "category" and not self.asked["category"]
        return Series("", *found[1:]) if all_of_them else found

    @property
    def others(self):
        """The other series of the same category, which are never mixed with this one."""
        if self.series is None:
            return []
        fitting = self.held.series(*self.ends, self.several[0][0].category)
        return [each for each, _numbers in fitting if each[1:] != self.series[1:]]

    @cached_property
    def years(self):
        """The first and the last year that are shown; None where there is nothing to show."""
        held = self.held.years(self.series, *self.ends) if self.series else {}
        if not held:
            return None
        first, last = self.asked["year_from"], self.asked["year_to"]
        if not (first or last) and not self.indicator.all_years:
            most = max(held.values())
            newest = max(year for year, count in held.items() if count == most)
            return newest, newest
        first, last = first or min(held), last or max(held)
        return (first, last) if any(first <= year <= last for year in held) else None

    @cached_property
    def held_numbers(self):
        """The numbers that were chosen: of the years shown, and of those they are compared with."""
        first, last = self.years
        if self.indicator.code == CHANGE:
            first -= 1
        if base := self.asked.get("base"):
            first, last = min(first, base), max(last, base)
        return self.held.cube(self.series, *self.ends, years=(first, last))

    @cached_property
    def left_out(self):
        """Destinations that are left out of sums because a number there is hidden or missing; who chooses them has
        them, and sums of which bounds alone are known.
        """
        if not self.adds_up or self.asked["destination"]:
            return []
        whole = self.held_numbers.whole_destinations
        least = 2 if self.indicator.adds else 1  # of one destination alone there is nothing to compare
        names = self.held_numbers.names.destinations
        return [code for code, own in zip(names, whole, strict=True) if not own] if whole.sum() >= least else []

    @cached_property
    def cube(self):
        """The numbers that the results are reckoned from."""
        kept = [code not in self.left_out for code in self.held_numbers.names.destinations]
        return self.held_numbers.of_destinations(np.array(kept, bool)) if self.left_out else self.held_numbers

    @cached_property
    def summed(self):
        """(origins, destinations) that sums are of; none where they are of all."""
        origins, destinations = self.ends
        return origins, self.cube.names.destinations if self.left_out else destinations

    @cached_property
    def people(self):
        """{(origin, year): Population} of the release, for the indicators that divide by it."""
        return populations(self.edition) if self.indicator.needs_population else {}

    @cached_property
    def reckoned(self):
        people = {key: each.value for key, each in self.people.items()}
        return self.indicator.reckon(self.cube, core.Asked(self.by, people, self.asked.get("base")))

    @cached_property
    def refusal(self):
        """Why there is no answer: a union beside its members, or a page that is not there; nothing where there is."""
        if pairs := self.held.twice(self.asked["destination"]) if self.adds_up else []:
            union, member = (figures.name_of("area", code) for code in pairs[0])
            said = _("destination: the number of the union already holds that of its member; choose one of them: "
                     "%(union)s, %(member)s.")  # fmt: skip
            return said % {"union": union, "member": member}
        return super().refusal

    @property
    def adds_up(self):
        """Whether numbers of several destinations meet in one result."""
        return self.indicator.adds or self.by in ("origin", "category")

    # --- Its rows -----------------------------------------------------------------------------------------------------

    @cached_property
    def wanted(self):
        """By line and year, whether it has a row."""
        if self.years is None:
            return np.zeros((0, 0), bool)
        years = np.array(self.reckoned.lines.years)
        return self.reckoned.lines.there & (years >= self.years[0]) & (years <= self.years[1])

    @cached_property
    def places(self):
        """(line, year) of the rows in their order: newest year first, then as lists are, ranks from the first on."""
        back, line = np.nonzero(self.wanted.T[::-1])
        year = self.wanted.shape[1] - 1 - back
        if self.indicator.unit == RANK and len(line):
            best = self.reckoned.result.lower[line, year]
            order = np.lexsort([line, np.where(np.isfinite(best), best, np.inf), back])
            line, year = line[order], year[order]
        return np.column_stack([line, year])

    @property
    def whole(self):
        return len(self.places)

    @cached_property
    def rows(self):
        """The rows of this page."""
        some = self.places[self.first - 1 : self.last].tolist()
        return Rows(self).of(some) if some else []

    # --- What it is about ---------------------------------------------------------------------------------------------

    @property
    def measure(self):
        return entry("measure", self.series.measure)

    @cached_property
    def subject(self):
        """What and whose numbers: `Study (visas issued), Kazakhstan, Canada, 2016 to 2019`."""
        if self.series is None:
            return ""
        said = [figures.name_of("measure", self.series.measure)]
        if self.series.category:
            said = [f"{figures.name_of('category', self.series.category)} ({said[0]})"]
        for codes in self.ends:
            said += [figures.listed(figures.name_of("area", code) for code in codes)] if 0 < len(codes) < 4 else []
        if self.years:
            said.append(figures.year_span(*self.years, self.series.year_basis))
        return capfirst(", ".join(said))

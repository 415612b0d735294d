"""What the map shows: the lines from one origin or to one destination, of one category and year, from its piece.

Lines are as wide as their number, land is shaded in steps. What is no plain number is never shaded as one: a hidden or
partial one by what is certain, and marked; missing and excluded ones each in their own way.
"""

from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flows import figures, pieces
from flows.maps.numbers import Numbers
from flows.maps.prepared import ENDS
from flows.queries import codelist

WIDEST, NARROWEST = 22, 1.2
WITH_ARTICLE = {"ARE", "BHS", "CAF", "COD", "COG", "COM", "DOM", "EU", "EU27_2020", "EU28", "GBR", "GMB", "MDV", "MHL",
                "NLD", "PHL", "SLB", "USA"}  # fmt: skip


class Map:
    """One view of a release; `question` was understood (`flows.maps.asked`)."""

    def __init__(self, release, question):
        self.release, self.question, self.index = release, question, question.index
        self.direction, self.place, self.category, self.year = question.view()
        name = f"map/{self.direction}/{self.place}/{self.category}"
        held = pieces.of(release, name) if self.category in self.index[self.direction][self.place] else None
        self.numbers = Numbers(held, self.direction, self.place, self.category)
        self._said = {}

    # --- Numbers ------------------------------------------------------------------------------------------------------

    @cached_property
    def figures(self):
        return self.numbers.of(self.year)

    @cached_property
    def beside(self):
        """{place: numbers of other series}."""
        found = {}
        for figure in self.numbers.beside(self.year):
            found.setdefault(figure.place, []).append(figure)
        return found

    @cached_property
    def by_place(self):
        return {figure.place: figure for figure in reversed(self.figures)}

    @property
    def lines(self):
        """The numbers that are drawn as lines: a union's stands for those of its members."""
        return [figure for figure in self.figures if figure.is_number and not figure.part_of]

    def width(self, figure):
        """The widest line stands for the largest number of any year, so that years can be compared."""
        return round(max(NARROWEST, WIDEST * figure.known / (self.numbers.largest or 1)), 1)

    # --- Land ---------------------------------------------------------------------------------------------------------

    @cached_property
    def states(self):
        """{place: class of its land}; a place that the release counts elsewhere and not here has no number either."""
        asked = "to" if self.direction == "from" else "from"
        found = dict.fromkeys(self.index[asked], "missing")
        found |= {figure.place: figure.state for figure in self.figures}
        for union in self.index["unions"]:
            if union in found:
                found |= self._of_members(union, found.pop(union))
        found |= dict.fromkeys(self._beside_here, "peer")
        found[self.place] = "here"
        for member in self.members(self.place) if self.place in self.index["unions"] else ():
            found[member] = "here"
        return found

    def _of_members(self, union, state):
        """The land of a union: each member by its own number, all by the union's where the release has no other."""
        apart = {figure.place for figure in self.figures if figure.part_of == union}
        return {member: "missing" if apart else state for member in self.members(union) if member not in apart}

    def members(self, union):
        """The members of a union in the year of the map."""
        spans = self.index["unions"].get(union, ())
        return [member for member, first, last in spans if first <= self.year and (last is None or self.year <= last)]

    @property
    def _beside_here(self):
        """Other origins than the chosen one, drawn lighter: the other republics. Of destinations there are none."""
        held = self.index["from"] if self.direction == "from" else ()
        return [code for code, area in codelist("area").items() if area.tracked_origin and code in held]

    # --- Years --------------------------------------------------------------------------------------------------------

    @property
    def years(self):
        """The years of the slider, and the chosen one."""
        held = [*self.numbers.years, self.year]
        return list(range(min(held), max(held) + 1))

    @cached_property
    def bars(self):
        """(place, [(year, its number or None)]) of the place with a number in most years; of several the largest."""
        held = {}
        for year in self.years:
            for figure in self.numbers.of(year):
                if figure.is_number and not figure.part_of:
                    held.setdefault(figure.place, {})[year] = figure
        leader = max(held, key=lambda place: (len(held[place]), _largest(held[place].values())), default=None)
        return leader, [(year, held.get(leader, {}).get(year)) for year in self.years]

    # --- Words --------------------------------------------------------------------------------------------------------

    @property
    def title(self):
        said = {
            "from": _("%(category)s: from %(place)s, %(year)s"),
            "to": _("%(category)s: to %(place)s, %(year)s"),
        }
        return said[self.direction] % {
            "category": figures.name_of("category", self.category),
            "place": within_a_sentence(self.place),
            "year": self.year_name,
        }

    @property
    def year_name(self):
        """`2016`; `fiscal year 2018` where all numbers are of such years."""
        return figures.long_year(self.year, self._basis)

    @property
    def short_year(self):
        return figures.short_year(self.year, self._basis)

    @property
    def _basis(self):
        bases = {figure.year_basis for figure in self.figures if figure.is_number}
        return next(iter(bases)) if len(bases) == 1 else ""

    def words(self, figure):
        """`Germany: 1,979, asylum applications, 2016` or why there is no number."""
        if figure.slug not in self._said:
            self._said[figure.slug] = self._words(figure)
        return self._said[figure.slug]

    def _words(self, figure):
        name = figures.name_of("area", figure.place)
        if not figure.is_number:
            reason = figures.name_of("reason", figure.reason)
            return f"{name}: {figures.name_of('status', figure.status)}, {reason}"
        said = f"{name}: {figures.figure(figure)}, {figures.name_of('measure', figure.measure)}"
        year = figures.short_year(figure.year, figure.year_basis)
        status = "" if figure.status == "normal" else f", {figures.name_of('status', figure.status)}"
        return f"{said}, {year}{status}"

    @property
    def measures(self):
        """[(measure, its places)] that meet on the map, for the notice; empty for a single one."""
        met = {}
        for figure in self.lines:
            met.setdefault(figure.measure, []).append(figure.place)
        return list(met.items()) if len(met) > 1 else []

    @property
    def said(self):
        """What a change of the map is announced by: the title and the three largest numbers."""
        first = [f"{figures.name_of('area', each.place)} {figures.figure(each)}" for each in self.lines[:3]]
        return ". ".join([self.title, ", ".join(first) or _("no numbers")])

    # --- Addresses ----------------------------------------------------------------------------------------------------

    @property
    def asked(self):
        """The words of its address, without the release."""
        return {self.direction: self.place, "category": self.category, "year": self.year}

    @property
    def listed(self):
        """The words of the list that shows the same numbers."""
        here = ENDS[self.direction][0]
        return {here: self.place, "category": self.category, "year": self.year, "series": "headline", "members": "1"}


def within_a_sentence(code):
    """`the United States`: in English some names of places have an article."""
    name = figures.name_of("area", code)
    return f"the {name}" if code in WITH_ARTICLE and get_language() != "ru" else name


def _largest(numbers):
    return max(figure.known for figure in numbers)

"""The page of a list: its title, its filters with their counts, its rows, and the addresses one step away."""

from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flows import charts, figures
from flows.addresses import with_query
from flows.lists import listing, totals
from flows.models import Gap
from flows.paged import Paged
from flows.queries import codelist
from flows.questions import COLUMNS, OF_THE_PAGE, SORTS, USUAL

DRAWN = 6  # totals; more than this are told in a table, without charts
LINES, INTERVALS = 3, 2  # origins drawn in one chart; intervals need more room than lines
MANY = 3  # names in a title; more than this are counted
OFFERED = 24  # codes to tick in one filter; more than this are chosen from a list
TOLD = 20  # totals in the table
NAMED = 12  # destinations of one measure in the notice; more than this are counted
CODELISTS = {"origin": "area", "category": "category", "destination": "area", "measure": "measure", "status": "status"}
TITLES = {
    "origin": gettext_lazy("Origin"),
    "category": gettext_lazy("Category"),
    "destination": gettext_lazy("Destination"),
    "measure": gettext_lazy("Measure"),
    "status": gettext_lazy("Status"),
}


NONE = listing.Tally()


class Option(NamedTuple):
    code: str
    name: str
    chosen: bool
    tally: listing.Tally


class Facet(NamedTuple):
    name: str
    title: str
    options: list
    others: list  # that can be added one by one, where there are very many


class Chip(NamedTuple):
    """A filter that was set, and the address without it."""

    words: str
    address: str


class Listing(Paged):
    """What `/observations/` shows for a question that was understood; `refusal` says so if it has no such page."""

    def __init__(self, question, edition):
        self.question, self.edition, self.asked = question, edition, question.asked
        self.gaps = question.shows_gaps(by_default=True)
        self.sort = self.asked["sort"] or "-year"
        self.number = self.asked["page"] or 1
        self.selection = listing.Selection(question, self.gaps)
        self.tallies = listing.tallies(self.selection)
        self.numbers, self.without = listing.counts(self.selection)

    # --- How much -----------------------------------------------------------------------------------------------------

    @property
    def size(self):
        return listing.PAGE

    @property
    def whole(self):
        return self.numbers + self.without

    @cached_property
    def members(self):
        """How many numbers more there are of members of unions, whose own numbers hold them already."""
        return listing.counts(self.selection, ["members"])[0] - self.numbers

    @property
    def with_members(self):
        return self.address(members="1")

    @property
    def sorted_words(self):
        return SORTS[self.sort]

    # --- Rows ---------------------------------------------------------------------------------------------------------

    @cached_property
    def rows(self):
        years = [year for year, tally in self.tallies["year"].items() if tally.numbers]
        return listing.page_of_rows(self.selection, self.sort, self.number, years)

    @property
    def groups(self):
        """Rows that follow each other with the same origin and year, printed under one name."""
        return [list(rows) for _key, rows in groupby(self.rows, key=lambda row: (row.origin, row.year))]

    @cached_property
    def top(self):
        """The end of the scale that the dots and intervals of this page share; None where it has no number."""
        sizes = [max(row.value or 0, row.lower, row.upper or 0) for row in self.rows if not isinstance(row, Gap)]
        return charts.ceiling(max(sizes)) if sizes else None

    @property
    def one_category(self):
        return len(self.asked["category"]) == 1

    @property
    def signs(self):
        """The statuses of this page that have a sign, and `zero`, for the words under the table."""
        found = {row.status for row in self.rows} | {"zero" for row in self.rows if getattr(row, "value", None) == 0}
        return [status for status in ("zero", *codelist("status")) if status in found and status != "normal"]

    # --- Columns ------------------------------------------------------------------------------------------------------

    @cached_property
    def columns(self):
        """{column: its name} of those shown beside origin, destination, year and value; a category is said once."""
        usual = [name for name in USUAL if name != "category" or not self.one_category]
        return {name: COLUMNS[name] for name in COLUMNS if name in (self.asked["columns"] or usual)}

    @property
    def width(self):
        return 4 + len(self.columns)

    @property
    def offered_columns(self):
        return COLUMNS.items()

    @property
    def kept(self):
        """(parameter, value) of all that is asked but the columns, for a form that changes these alone."""
        asked = {**self._asked_for, "sort": self.asked["sort"]}
        several = {name: value if isinstance(value, list) else [value] for name, value in asked.items()}
        return [(name, value) for name, values in several.items() for value in values if value not in (None, "")]

    # --- Totals -------------------------------------------------------------------------------------------------------

    @cached_property
    def totals(self):
        return totals.totals(self.selection)

    @cached_property
    def told(self):
        """[(total, address of its rows)] for the table: of very many totals those over most numbers."""
        most = sorted(range(len(self.totals)), key=lambda at: -self.totals[at].numbers)[:TOLD]
        return [(self.totals[at], self.opened(self.totals[at])) for at in sorted(most)]

    @property
    def untold(self):
        return len(self.totals) - len(self.told)

    def opened(self, total):
        """The address of the rows that a total adds up."""
        return self.address(**{name: [getattr(total, name)] for name in ("category", "destination", "measure")})

    @cached_property
    def measures(self):
        """[(measure, its destinations, or how many where they are very many)] that meet; empty for a single one."""
        met = {}
        for total in self.totals:
            met.setdefault(total.measure, {})[total.destination] = True
        return (
            [(measure, list(places) if len(places) <= NAMED else [], len(places)) for measure, places in met.items()]
            if len(met) > 1
            else []
        )

    @property
    def has_fiscal_years(self):
        return any(figures.is_fiscal(total.year_basis) for total in self.totals)

    @cached_property
    def drawn(self):
        """[(total, chart, whether it shows the largest origins only)]; nothing where there are too many totals."""
        if not 0 < len(self.totals) <= DRAWN:
            return []
        return [(total, self.opened(total), *_chart(self.selection, total)) for total in self.totals]

    # --- Filters ------------------------------------------------------------------------------------------------------

    @property
    def facets(self):
        return [Facet(name, TITLES[name], *self._options(name)) for name in CODELISTS]

    def _options(self, name):
        """What can be ticked: all there is, or of very many those chosen and those with most; and the others."""
        entries, counted, chosen = codelist(CODELISTS[name]), self.tallies[name], self.asked[name]
        codes = [code for code in entries if code in counted or code in chosen]
        most = codes
        if len(codes) > OFFERED:
            most = sorted(codes, key=lambda code: (code not in chosen, -counted.get(code, NONE).numbers))
            most = {*most[: max(OFFERED, len(chosen))]}
        offered = [Option(code, entries[code].name, code in chosen, counted.get(code, NONE)) for code in codes]
        return [each for each in offered if each.code in most], [each for each in offered if each.code not in most]

    @property
    def years(self):
        return sorted(self.tallies["year"])

    @cached_property
    def chips(self):
        return [*self._chips()]

    def _chips(self):
        for name, entries in CODELISTS.items():
            for code in self.asked[name]:
                rest = [other for other in self.asked[name] if other != code]
                yield Chip(figures.name_of(entries, code), self.address(**{name: rest}))
        for year in self.asked["year"]:
            yield Chip(str(year), self.address(year=[other for other in self.asked["year"] if other != year]))
        if self._span:
            yield Chip(self._span, self.address(year_from="", year_to=""))
        if self.asked["series"] == "headline":
            yield Chip(_("headline series"), self.address(series=""))
        if self.asked["members"] == "1":
            yield Chip(_("members of unions"), self.address(members=""))
        if self.gaps:
            yield Chip(_("gaps shown"), self.address(gaps="0"))
        else:
            yield Chip(_("gaps hidden"), self.address(gaps=""))

    # --- Words --------------------------------------------------------------------------------------------------------

    @property
    def title(self):
        parts = [" → ".join(filter(None, (self._names("origin"), self._names("destination"))))]
        parts += [self._names("category").lower(), ", ".join(map(str, self.asked["year"])) or self._span]
        return capfirst(", ".join(filter(None, parts))) or _("All observations")

    def _names(self, name):
        chosen = self.asked[name]
        if len(chosen) <= MANY:
            return ", ".join(figures.name_of(CODELISTS[name], code) for code in chosen)
        counted = {
            "origin": ngettext("%(count)s origin", "%(count)s origins", len(chosen)),
            "destination": ngettext("%(count)s destination", "%(count)s destinations", len(chosen)),
            "category": _("all categories"),
        }
        return counted[name] % {"count": len(chosen)}

    @property
    def _span(self):
        return figures.open_span(self.asked["year_from"], self.asked["year_to"])

    # --- One step away ------------------------------------------------------------------------------------------------

    def address(self, **changes):
        """The address of this list with some parameters changed, back on its first page."""
        asked = {**self._asked_for, "columns": ",".join(self.asked["columns"]), "sort": self.asked["sort"]}
        return with_query(self._here, {**asked, **changes})

    @cached_property
    def _here(self):
        return reverse("flows:observations")

    def file(self, format):
        return with_query(reverse("files:observations", args=[format]), self._asked_for)

    @property
    def _asked_for(self):
        return {name: value for name, value in self.asked.items() if name not in OF_THE_PAGE}

    @property
    def files(self):
        return [(format.upper(), self.file(format)) for format in ("csv", "xlsx", "json")]

    @property
    def sorts(self):
        """{column: address sorted by it}; a column that is sorted by already turns round where it can."""
        orders = {"origin": "origin", "destination": "destination", "year": "-year", "value": "-value"}
        return {
            column: self.address(sort=order.removeprefix("-") if order == self.sort else order)
            for column, order in orders.items()
        }


def _chart(selection, total):
    """The largest origins of the newest year by year, and whether there are more; nothing for a single year."""
    courses = totals.courses(selection, total, LINES if total.value is not None else INTERVALS)
    if courses.years < 2:
        return "", False
    names = {origin: figures.name_of("area", origin) for origin in courses.largest}
    return charts.origins(courses.largest, names, total.category), courses.origins > len(courses.largest)

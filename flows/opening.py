"""Links from the numbers of a page to their cells, where a page has hundreds of them: put together, not looked up."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from flows import figures
from flows.addresses import whys, with_query
from flows.core.records import Key
from flows.marks import status_mark


class Opening:
    """The links of a page about an origin, a destination, or both, within the release that its reader chose."""

    def __init__(self, edition, origin="", destination=""):
        self.version = "" if edition.is_latest else edition.release.version
        self.ends = {"origin": origin, "destination": destination}
        self.why = whys(edition.release.version)

    def page(self, name, *args, **query):
        """The address of a page; it stays in an older release."""
        return with_query(reverse(f"flows:{name}", args=args), {**query, "release": self.version})

    def file(self, name, **query):
        """The address of the list as a file."""
        return with_query(reverse("files:observations", args=[name]), {**query, "release": self.version})

    def place(self, code):
        """The address of what lies at the other end: the corridor to or from there."""
        return self.page("corridor", *self._ends(code).values())

    def number(self, series, place, number):
        """The link of a number: to its cells, or where it is a sum to the numbers that it adds up."""
        return self._link(series, place, number.year, figures.figure(number))

    def value(self, series, place, year, value):
        """The same of a whole number."""
        return self._link(series, place, year, figures.number(value))

    def point(self, series, point):
        """The same of a point that a sentence speaks of."""
        return self.value(series, point.place, point.year, point.value)

    def _link(self, series, place, year, words):
        return format_html('<a class="opens" href="{}">{}</a>', self.address(series, place, year), words)

    def marked(self, series, place, number):
        """The link of a number after the mark of its status."""
        mark, link = status_mark(number.status), self.number(series, place, number)
        return format_html("{} {}", mark, link) if mark else link

    def cell(self, series, place, number):
        """The cell of a table in which every number opens; hatched, with a word, where there is none."""
        if number is None:
            return format_html('<td class="none">{}</td>', _("none"))
        said = status_mark(number.status), self.address(series, place, number.year), figures.figure(number)
        return format_html('<td>{}<a href="{}">{}</a></td>', *said)

    def address(self, series, place, year):
        ends = self._ends(place)
        if not all(ends.values()):
            return self.page("observations", **ends, category=series.category, measure=series.measure, year=year)
        return f"{self.why}{Key(*ends.values(), year, series.category, series.measure).slug}/"

    def _ends(self, place):
        return {side: code or place for side, code in self.ends.items()}

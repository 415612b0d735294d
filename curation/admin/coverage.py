"""Coverage as it is shown: four glyphs, each with its why in words and the place where one goes on."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curation import coverage, held, overdue
from curation.core import periods
from curation.coverage import FILLED, NONE, PARTIAL, STATES, WAITING
from curation.models import ExpectedGap, Series
from curation.scope import Scope
from flows import figures
from flows.proof import reckoning
from flows.queries import codelist

STATE_WORDS = {
    FILLED: gettext_lazy("filled"),
    PARTIAL: gettext_lazy("partial"),
    WAITING: gettext_lazy("waiting"),
    NONE: gettext_lazy("not published"),
}
WHYS_SHOWN, YEARS_WITH_ROOM = 2, 6


@dataclass(frozen=True)
class Place:
    """One category of one destination in one year: how it stands, why, and where one goes on."""

    series: Series
    year: int
    state: str
    whys: tuple[str, ...]
    go: str
    url: str

    @property
    def state_words(self):
        return STATE_WORDS[self.state]

    @property
    def words(self):
        """All that the glyph says, for those who do not see it."""
        year = figures.short_year(self.year, self.series.year_basis)
        where = ", ".join([figures.name_of("area", self.series.destination), category(self.series), year])
        return f"{where}: {self.state_words}. {' '.join(self.whys)}"


@dataclass(frozen=True)
class Row:
    """A destination: its categories with their places, and in a few words what holds it up."""

    name: str
    categories: list[tuple[str, list[Place | None]]]
    holds_up: str


@dataclass(frozen=True)
class Span:
    """Years of one category that are held up by the same thing."""

    destination: str
    category: str
    years: str
    first: Place


class Shown:
    """The coverage in the years that were asked for; `usual` takes those that most series have."""

    def __init__(self, scope: Scope, *, asked=None, usual=False, files=None, released=False):
        self.scope, self.released = scope, released
        self.files = held.files() if files is None else files
        self.headline = [series for series in scope.series if series.headline]
        self.all_years = span(self.headline)
        self.refusal = ""
        self.years = usual_years(self.headline) if usual else self.asked_years(asked or {})
        self.expected = list(ExpectedGap.objects.all())
        self.kept = coverage.kept(scope, self.files, self.expected)
        self.late = [] if usual else overdue.sources(scope, self.files)
        self.outdated = self.kept.asked != self.kept.stamp

    def asked_years(self, asked) -> list[int]:
        """The years from `from` to `to`, or all of them with a sentence that says why."""
        try:
            first, last = (int(asked.get(name) or default) for name, default in self.ends.items())
        except ValueError:
            first, last = 1, 0
        years = [year for year in self.all_years if first <= year <= last]
        if not years and self.all_years:
            said = {"first": self.all_years[0], "last": self.all_years[-1]}
            self.refusal = _("From and to are years from %(first)d to %(last)d, the earlier one first.") % said
        return years or self.all_years

    @property
    def ends(self):
        return {"from": min(self.all_years, default=0), "to": max(self.all_years, default=0)}

    @property
    def roomy(self):
        """Whether there is room beside the glyphs for what holds a destination up."""
        return len(self.years) <= YEARS_WITH_ROOM

    @property
    def first(self):
        return min(self.years, default="")

    @property
    def last(self):
        return max(self.years, default="")

    @property
    def title(self):
        return (
            _("Coverage %(years)s") % {"years": figures.year_span(self.first, self.last)}
            if self.years
            else _("Coverage")
        )

    @cached_property
    def categories(self) -> list[str]:
        """The categories of all series, in the order of lists."""
        known = list(codelist("category"))
        return sorted({series.category for series in self.headline}, key=known.index)

    @cached_property
    def rows(self) -> list[Row]:
        destinations = dict.fromkeys(series.destination for series in self.headline)
        return [self.row(destination) for destination in destinations]

    def row(self, destination):
        of = {series.category: series for series in self.headline if series.destination == destination}
        found = [(code, [self.place(of.get(code), year) for year in self.years]) for code in self.categories]
        places = [place for _code, several in found for place in several if place]
        return Row(figures.name_of("area", destination), found, self.holds_up(places))

    def holds_up(self, places) -> str:
        """In a few words what keeps a destination from being filled: the same reason once for all its categories."""
        reasons = defaultdict(list)
        for each in self.held_up(places):
            reasons[each.first.whys[0].rstrip(".")].append(each)
        said = [f"{spoken(several)}: {why}" for why, several in reasons.items()]
        if len(said) > WHYS_SHOWN:
            said[WHYS_SHOWN:] = [_("and %(count)d more") % {"count": len(said) - WHYS_SHOWN}]
        return " · ".join(said)

    def held_up(self, places) -> list[Span]:
        """Places that are not filled, years in a row with the same reason taken together."""
        open_ones = [place for place in places if place.state != FILLED and place.whys]
        return [
            Span(
                figures.name_of("area", same[0].series.destination),
                category(same[0].series),
                figures.year_span(same[0].year, same[-1].year, same[0].series.year_basis),
                same[0],
            )
            for _key, several in groupby(open_ones, key=lambda place: (place.series.pk, place.state, place.whys))
            for same in [list(several)]
        ]

    @cached_property
    def open_places(self) -> list[Span]:
        """All that is not filled, destination by destination."""
        return self.held_up(
            place for row in self.rows for _code, several in row.categories for place in several if place
        )

    @property
    def legend(self):
        """The four glyphs with how many there are of each."""
        counts = Counter(
            place.state for row in self.rows for _code, several in row.categories for place in several if place
        )
        return [(state, STATE_WORDS[state], counts[state]) for state in STATES]

    # --- One place ----------------------------------------------------------------------------------------------------

    def place(self, series, year) -> Place | None:
        """A place of the grid; None outside of the years of its series, or before anything was reckoned."""
        facts = series and self.kept.content.get(coverage.place(series.destination, series.category, year))
        if not facts:
            return None
        coming = self.coming(series, year)
        go, url = self.onward(series, year, facts, coming)
        return Place(series, year, facts["state"], tuple(self.whys(series, year, facts, coming)), go, url)

    def whys(self, series, year, facts, coming):
        """The sentences of a place, the one that holds it up most first."""
        for table, count in facts["undecided"].items():
            said = {"count": count, "table": self.title_of(table)}
            yield (
                ngettext(
                    "%(count)d label is undecided: %(table)s.", "%(count)d labels are undecided: %(table)s.", count
                )
                % said
            )
        for file in coming:
            yield _("%(file)s is %(state)s and not accepted yet.") % {"file": file.name, "state": file.state_words}
        yield from self.absent(facts["absent"])
        if facts["hidden"]:
            yield _("Hidden cells: %(origins)s.") % {"origins": names(facts["hidden"])}
        if facts["awaited"] and not coming:
            yield self.awaited(series, year, facts)
        if facts["no_row"]:
            gap = self.gap(series, year)
            yield (
                gap.reason
                if gap and not facts["said"]
                else _("No row in the publisher’s table: %(origins)s.") % {"origins": names(facts["no_row"])}
            )
        if facts["state"] == FILLED and not facts["no_row"]:
            yield _("Every origin has its number.")

    def absent(self, notes):
        """What tables and members of a union do not hold of the year."""
        titles = {table: self.title_of(table) for table, _member, _words in notes}
        for table, _member, words in notes:
            if table:
                yield reckoning.absent({"table": table, "held": words}, titles) + "."
        if members := {member for table, member, _held in notes if not table}:
            yield ngettext(
                "%(count)d member of the Union has no row.", "%(count)d members of the Union have no row.", len(members)
            ) % {"count": len(members)}

    def awaited(self, series, year, facts):
        gap = self.gap(series, year)
        if gap:
            return gap.reason
        return _("No accepted file holds this year: %(tables)s.") % {
            "tables": "; ".join(self.title_of(table) for table in series.tables)
        }

    def onward(self, series, year, facts, coming) -> tuple[str, str]:
        """Where one goes on: to undecided labels, the file on its way, the upload, the gap's reason, or the numbers."""
        gap = self.gap(series, year)
        if facts["undecided"]:
            table = next(iter(facts["undecided"]))
            return _("Decide its labels"), with_query("curation_label_desk", source=table)
        if coming:
            return _("See the file"), reverse("admin:curation_sourcefile_change", args=[coming[0].pk])
        if tables := [table for table, _member, _words in facts["absent"] if table]:
            return _("Upload the table"), with_query("curation_sourcefile_add", source=tables[0])
        if facts["state"] == WAITING or facts["awaited"]:
            return _("Upload the table"), with_query("curation_sourcefile_add", source=series.tables[0])
        if facts["state"] == NONE and gap:
            return _("See the reason"), reverse("admin:curation_expectedgap_change", args=[gap.pk])
        return self.numbers(series, year)

    def numbers(self, series, year):
        """The public list where a release says it, else the room where the first one is made."""
        if not self.released:
            return _("See the release room"), reverse("admin:curation_publication_room")
        query = {"destination": series.destination, "category": series.category, "year": year}
        return _("See the numbers"), f"{reverse('flows:observations')}?{urlencode(query)}"

    def gap(self, series, year):
        """The expected gap that names a place for all origins."""
        for gap in self.expected:
            here = gap.destination == series.destination and gap.category in ("", series.category) and not gap.origin
            if here and gap.from_year <= year <= gap.to_year:
                return gap
        return None

    def coming(self, series, year):
        """A file that holds a year of a series and is not accepted yet, if there is one."""
        return [
            file
            for file in self.files
            if not file.accepted and file.source in series.tables and holds(file, year, series.year_basis)
        ][:1]

    def title_of(self, table):
        found = self.scope.tables.get(table)
        return found.title if found else table


def spoken(several: list[Span]) -> str:
    """`Work, Study 2016 to 2019`: categories of the same years taken together."""
    by_years = defaultdict(list)
    for each in several:
        by_years[each.years].append(each.category)
    return ", ".join(f"{', '.join(categories)} {years}" for years, categories in by_years.items())


def holds(file, year, basis):
    return any(periods.observation_year(period, basis) == year for period in file.periods)


def category(series):
    return str(figures.name_of("category", series.category))


def names(origins):
    return figures.listed(figures.name_of("area", origin) for origin in origins)


def with_query(address, **query):
    return f"{reverse(f'admin:{address}')}?{urlencode(query)}"


def span(several) -> list[int]:
    """All years of some series."""
    if not several:
        return []
    return list(range(min(each.from_year for each in several), max(each.to_year for each in several) + 1))


def usual_years(several) -> list[int]:
    """The years that most series have."""
    spans = Counter((each.from_year, each.to_year) for each in several)
    return list(range(spans.most_common(1)[0][0][0], spans.most_common(1)[0][0][1] + 1)) if spans else []

"""Parts of a profile with the words and links that a page needs: key numbers, mixes of categories, gaps."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import figures
from flows.core.telling import KeyNumber, Mix, Nothing
from flows.home import Course
from flows.profiles import trends
from flows.queries import codelist


def lead(kind, told, years, measures):
    """How many places and years there are, what is counted, and how much is too old to be shown."""
    if not told.blocks:
        return _("Not one number in this release; the reasons are given below.")
    said = {"number": figures.number(told.places), "years": figures.year_span(*years)}
    spans = {
        "origin": ngettext("%(number)s destination, %(years)s.", "%(number)s destinations, %(years)s.", told.places),
        "destination": ngettext("%(number)s origin, %(years)s.", "%(number)s origins, %(years)s.", told.places),
        "corridor": "%(years)s.",
    }
    names = "; ".join(figures.name_of("measure", code) for code in measures)
    sentences = [spans[kind] % said, _("Counted here: %(measures)s.") % {"measures": names}]
    earlier = ngettext(
        "%(number)s earlier number stands in the list.", "%(number)s earlier numbers stand in the list.", told.earlier
    )
    return " ".join(sentences + [earlier % {"number": figures.number(told.earlier)}] * bool(told.earlier))


def marks(told):
    """The statuses that have a mark on the page, in the lines of its blocks or where there is no number."""
    lines = [line.numbers for block in told.blocks for line in block.lines]
    held = {number.status for numbers in [*lines, *(block.together for block in told.blocks)] for number in numbers}
    holes = any(len(line.numbers) < len(block.years) for block in told.blocks for line in block.lines)
    return (held | {gap.status for gap in told.gaps} | ({"missing"} if holes else set())) - {"normal"}


class KeyShown(NamedTuple):
    """The key number of a category as a link, with the first one and what is known of a year after it."""

    said: KeyNumber
    newest: str
    first: str
    later: str

    @property
    def course(self):
        """Its sparkline, broken where a year has no whole number."""
        held = {number.year: number.value for number in self.said.numbers}
        return Course([(year, held.get(year)) for year in range(min(held), max(held) + 1)])

    @property
    def years(self):
        """The years of its numbers as they are written: newest, first, later."""
        said = self.said
        return [figures.short_year(each.year, said.year_basis) if each else "" for each in said[4:7]]


def key_shown(key, opening):
    return KeyShown(key, *(opening.number(key, key.place, each) if each else "" for each in key[4:7]))


class Mixed(NamedTuple):
    """The mix of one year: its bar, and a link to each of the numbers it is of."""

    mix: Mix
    name: str
    address: str
    bar: str
    numbers: list[tuple[str, str]]


class Kind(NamedTuple):
    """What a number of a mix is of."""

    category: str
    measure: str


def mixed(mix, opening):
    year = figures.short_year(mix.year, mix.year_basis)
    name = f"{figures.name_of('area', mix.place)}, {year}" if mix.place else year
    counts = dict(mix.parts)
    parts = [(category, counts[category]) for category in codelist("category") if category in counts]
    numbers = [
        (category, opening.value(Kind(category, mix.measure), mix.place, mix.year, count)) for category, count in parts
    ]
    return Mixed(mix, name, opening.place(mix.place) if mix.place else "", trends.mix(parts), numbers)


class Gone(NamedTuple):
    """Why there is no number: for which years, for whom, and the list of these places."""

    gap: Nothing
    categories: list[str]
    years: str
    names: str
    address: str

    @property
    def others(self):
        """How many places are not named."""
        return self.gap.places - len(self.gap.named)


def gone(gap, opening):
    asked = {"category": gap.categories, "status": gap.status, "year": gap.years}
    all_named = gap.places == len(gap.named)
    ends = {side: code or (gap.named if all_named else "") for side, code in opening.ends.items()}
    names = figures.listed(figures.name_of("area", code) for code in gap.named if code)
    categories = [category for category in ["", *codelist("category")] if category in gap.categories]
    years = figures.year_spans(gap.years, gap.year_basis)
    return Gone(gap, categories, years, names, opening.page("observations", **ends, **asked))

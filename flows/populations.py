"""How many people the origins of a release have, year by year: what rates are reckoned by. Each opens into its cell."""

from functools import cached_property

from django.db.models import Q
from django.utils.text import capfirst

from flows import figures
from flows.models import Population
from flows.proof import verdicts


def populations(edition) -> dict[tuple[str, int], Population]:
    """`{(origin, year): Population}` of the release of an edition, in that order, with their sources: one query.

    An origin and year that is not there is not known; it is never zero.
    """
    rows = Population.public.of(edition.release).select_related("source")
    return {(row.origin, row.year): of(edition.release, row) for row in rows.defer("source__layouts", "source__places")}


def of(release, row):
    """The row with its release at hand, so that its address asks nothing."""
    row.release = release
    return row


MOST = 60  # changed ones that are told one by one


class Difference:
    """What two releases say otherwise of the people of an origin in a year; asked of the tables at once."""

    def __init__(self, old, new):
        held = {old.pk: {}, new.pk: {}}
        for row in Population.public.beside(new).filter(release__in=[old, new]):
            held[row.release_id][row.origin, row.year] = of(old if row.release_id == old.pk else new, row)
        before, after = held[old.pk], held[new.pk]
        both = [(before[key], after[key]) for key in sorted(before.keys() & after.keys())]
        self.new, self.gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
        self.changed = [(was, now) for was, now in both if (was.value, was.status) != (now.value, now.status)]

    def __bool__(self):
        return bool(self.new or self.gone or self.changed)

    @property
    def told(self):
        """[(before, after)] of the first of those that changed."""
        return self.changed[:MOST]

    @property
    def more(self):
        return len(self.changed) - len(self.told)


class Opened:
    """A population as its page shows it: its cell, the years beside it, and what other releases say of it."""

    def __init__(self, edition, origin, year):
        self.edition, self.origin, self.year = edition, origin, year
        said = Q(release=edition.release) | Q(year=year)
        rows = Population.public.beside(edition.release).filter(said, origin=origin, release__in=edition.releases)
        by_key = {each.pk: each for each in edition.releases}
        self._rows = [of(by_key[row.release_id], row) for row in rows.select_related("source").order_by("year")]

    @cached_property
    def row(self):
        """The Population itself, or None where the release has none."""
        return next((row for row in self.years if row.year == self.year), None)

    @property
    def heading(self):
        """`Population: Kazakhstan, 2018`"""
        what = capfirst(figures.name_of("measure", "population"))
        return f"{what}: {figures.name_of('area', self.origin)}, {self.year}"

    @property
    def made(self):
        """Of how many cells it is made, and who prints them."""
        return verdicts.made_of([self.row], [figures.publisher(self.row.source)])

    @property
    def correction(self):
        """The declared correction of its cell alone, as it is told below the cell."""
        made = self.row.correction
        return {**made, "changes": [{name: made[name] for name in ("cell", "printed", "corrected")}]}

    @cached_property
    def years(self):
        """Those of the origin in this release, by year."""
        return [row for row in self._rows if row.release_id == self.edition.release.pk]

    @cached_property
    def told(self):
        """(release, Population) wherever a release has it, newest first."""
        return self.edition.in_order(row for row in self._rows if row.year == self.year)

    @property
    def releases(self):
        return [release for release, _row in self.told]

    @property
    def unchanged(self):
        """Whether several releases say the same."""
        return len(self.told) > 1 and len({(row.value, row.status) for _release, row in self.told}) == 1

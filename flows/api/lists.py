"""What the API lists: which columns a list has, in which words it is asked, and the rows that come after a key.

A list is told page by page, and asks the tables for no more rows than the page has. This module has what all lists
share and the short ones; those of numbers are in `flows.api.numbers`.
"""

from flows.api import columns, forms
from flows.api.cursors import Lost
from flows.columns import CODEBOOK, POPULATION, SOURCES
from flows.formats import beside
from flows.queries import codelist
from flows.questions import Understood


class List:
    """Rows of one kind; `about` is what programmers read of it. `shape` are the types of the parts of a row's key."""

    name = about = ""
    tag = "Release"  # under which it stands in the description
    columns = ()
    words = forms.OfRelease
    shape = (int,)
    of_release = True  # whether `?release=` says of which
    of_releases = False  # whether it is of all of them

    def __init__(self, edition, asked, absolute):
        """`edition` is None where the list is of no release; `absolute` makes a whole address of a path."""
        self.edition, self.absolute = edition, absolute
        self.release = edition.release if self.of_release else None
        self.form = self.understood(asked)

    @classmethod
    def form_of(cls):
        return forms.asked_of(cls.columns, cls.words)

    @classmethod
    def asked(cls):
        """{word: field} of all that it can be asked."""
        return cls.form_of()().fields

    def understood(self, asked):
        return self.form_of()(asked)

    def told_by(self):
        """What the rows are a function of, besides the program and what was asked."""
        return [_said(self.release)] if self.release else []

    def after(self, key, count):
        """Up to `count` rows after a key, the first ones after None: [(key, values in the order of the columns)]."""
        raise NotImplementedError


class Short(List):
    """A list of which all rows are at hand."""

    def after(self, key, count):
        rows = list(self.rows())
        keys = [each for each, _row in rows]
        if key and key not in keys:
            raise Lost
        start = keys.index(key) + 1 if key else 0
        return rows[start : start + count]


def _said(release):
    return release.version, release.digest, release.state, release.withdrawn_reason


def named(name):
    """The path of a list."""
    return f"/api/{name}"


class Root(Short):
    name, tag, about = "", "Start", "Everything that can be asked for."
    columns = columns.LISTS
    words, shape, of_release = Understood, (str,), False
    listed = ()  # every list, set where all of them are known

    def rows(self):
        for each in self.listed:
            yield (each.name,), (each.name, each.about, self.absolute(named(each.name)))


class Codelist(Short):
    """A codelist changes with the program alone, so it is of no release."""

    words, shape, of_release = Understood, (str,), False
    tag = "Codelists"
    codelist = ""

    def rows(self):
        for code, entry in codelist(self.codelist).items():
            yield (code,), tuple(getattr(entry, column.name) for column in self.columns)


def of_codelist(name, of, about):
    parts = {"name": name, "about": about, "codelist": of, "columns": columns.CODELISTS[of]}
    return type(name.title(), (Codelist,), parts)


CODELISTS = [
    of_codelist("areas", "area", "Places people come from or go to, with their ISO codes."),
    of_codelist("categories", "category", "Why people come."),
    of_codelist("measures", "measure", "What is counted. Different measures are never added together."),
    of_codelist("statuses", "status", "What a number, or the place of one, is worth."),
    of_codelist("year-bases", "year_basis", "From which day to which a year goes."),
    of_codelist("reasons", "reason", "Why something was left out, and why there is no number."),
]


class Releases(Short):
    name, about = "releases", "The editions of the dataset, newest first; withdrawn ones with the reason."
    columns = columns.RELEASES
    words, shape = Understood, (str,)
    of_release, of_releases = False, True

    def told_by(self):
        return [(*_said(each), each.published_at, each.withdrawn_at) for each in self.edition.releases]

    def rows(self):
        for each in self.edition.releases:
            withdrawn = each.withdrawn_at and each.withdrawn_at.date()
            yield (
                (each.version,),
                (
                    each.version, each.state, each.published_at.date(), withdrawn, each.withdrawn_reason,
                    each.observations_count, each.new_count, each.notes_en, each.notes_ru, each.digest,
                    self.absolute(f"/releases/{each.version}/"),
                ),
            )  # fmt: skip


class Files(Short):
    name, about = "files", "The files of a release, as they were written at its publication."
    columns = columns.FILES
    shape = (str,)

    def told_by(self):
        return [*super().told_by(), sorted(self.release.files)]

    def rows(self):
        for name, file in sorted(self.release.files.items()):
            address = self.absolute(f"/releases/{self.release}/{name}")
            yield (name,), (self.release.version, name, file["size"], file["sha256"], address)


class Sources(Short):
    name, about = "sources", "The publishers’ files that a release rests on."
    columns = SOURCES

    def rows(self):
        return ((row[1:2], row) for row in beside.source_rows(self.release))


class Codebook(Short):
    name, about = "codebook", "How each of the publishers’ labels is treated in a release, and why."
    columns = CODEBOOK

    def rows(self):
        return ((row[1:2], row) for row in beside.codebook_rows(self.release))


class Population(Short):
    name, about = "population", "How many people each origin has by year, and the cell that says it."
    columns = POPULATION
    shape = (str, int)

    def rows(self):
        return ((row[1:3], row) for row in beside.population_rows(self.release))

"""What `/data/` shows: the files of a release and what each is good for, their columns, and lines that fetch them."""

from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from flows.package import citation, schemas, words
from flows.queries import LATEST
from flows.taking import snippets

LISTS = {
    "category": "categories",
    "measure": "measures",
    "status": "statuses",
    "year_basis": "years",
    "reason_code": "exclusions",
}  # the codelist of a column, as a place in the glossary


class File(NamedTuple):
    name: str
    good_for: str
    size: int
    sha256: str
    address: str
    newest: str


class Described(NamedTuple):
    """A column in the language of the page; `list` is where its codes are explained, if it has some."""

    name: str
    type: str
    meaning: str
    list: str


class Data:
    """The page of an edition; `absolute` makes a whole address of a path."""

    def __init__(self, edition, absolute):
        self.edition, self.release, self.absolute = edition, edition.release, absolute

    @cached_property
    def files(self):
        return [self._file(name, **file) for name, file in self.release.listed_files.items()]

    def _file(self, name, size, sha256):
        general = name.replace(f"camt-{self.release.version}", "camt-{version}")
        newest = general.format(version=LATEST)
        addresses = self._of(self.release.version, name), self._of(LATEST, newest)
        good_for = words.of_file(name)[get_language() == "ru"]
        return File(name, good_for, size, sha256, *addresses)

    def _of(self, version, name):
        return self.absolute(reverse("files:of_release", args=[version, name]))

    @property
    def first(self):
        """The files that most people come for, at the top of the page."""
        wanted = ("observations.csv", "observations.xlsx", f"camt-{self.release.version}.zip")
        return [file for file in self.files if file.name in wanted]

    @property
    def snippets(self):
        return snippets.of_release(self.release, self.absolute)

    @property
    def tables(self):
        """[(file, its columns)]: the data dictionary."""
        return [
            (name, [described(column) for column in table.columns])
            for name, table in schemas.TABLES.items()
            if name in self.release.files or not table.sometimes
        ]

    @property
    def citations(self):
        """[(name, text)] as programs that keep references read them, whatever the language of the page."""
        with override("en"):
            return [
                ("BibTeX", citation.bib(self.release).decode()),
                ("CITATION.cff", citation.cff(self.release).decode()),
            ]


def described(column):
    meaning = column.ru if get_language() == "ru" else column.en
    return Described(column.name, TYPES[column.type], meaning, LISTS.get(column.name, ""))


TYPES = {
    "code": gettext_lazy("code"),
    "text": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "date": gettext_lazy("date"),
    "boolean": gettext_lazy("yes or no"),
}

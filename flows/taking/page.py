"""What `/data/` shows: the files of a release and what each is good for, their columns, and lines that fetch them."""

from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from flows.package import citation, schemas, words
from flows.queries import LATEST
from flows.taking import snippets

GOOD_FOR = {
    "observations.csv": gettext_lazy("Every number with its bounds, status and sources, one a line. Opens everywhere."),
    "observations.csv.gz": gettext_lazy("The same, packed, for slow lines and large releases."),
    "observations.xlsx": gettext_lazy(
        "A workbook for Excel and LibreOffice: read me, numbers, codebook, sources and notes, a sheet each."
    ),
    "observations.json": gettext_lazy("The numbers as objects, with the meaning of each column, for the web."),
    "observations.parquet": gettext_lazy(
        "The numbers typed and sorted by columns: quick to ask with DuckDB, pandas, polars or R, also from afar."
    ),
    "observations-sdmx.csv": gettext_lazy("SDMX-CSV 2.0, for statistical offices and their tools."),
    "structure.xml": gettext_lazy("The structure that the SDMX-CSV follows: its dimensions, attributes and codelists."),
    "provenance.csv": gettext_lazy(
        "The cells behind each number: file, sheet, cell, what is printed there, and the decision on it."
    ),
    "codebook.csv": gettext_lazy("Every decision in force: what each label counts as, and why."),
    "changes.csv": gettext_lazy("Every number that differs from the release before, with each of its causes."),
    "population.csv": gettext_lazy(
        "How many people each origin has by year, and the cell that says it: to reckon rates by."
    ),
    "camt-{version}.zip": gettext_lazy(
        "All of it as a Frictionless Data Package, with licence, citation and checksums: to archive, to deposit."
    ),
    "camt-{version}-sources.zip": gettext_lazy(
        "Publishers’ files where licences allow it, readings, decisions, and a script that makes the numbers from them."
    ),
    "dcat.jsonld": gettext_lazy("The release as DCAT and schema.org describe it, for catalogues of open data."),
    "croissant.json": gettext_lazy("The release as Croissant describes it, for machine learning."),
}
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
        good_for = GOOD_FOR.get(general) or words.of_file(name)[get_language() == "ru"]
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

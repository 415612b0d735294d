"""What stands beside the numbers of a release: its codebook, its sources and its notes."""

import json

from flows import columns
from flows.formats.workbooks import Table
from flows.models import Population, SourceUsed, Treatment
from flows.queries import codelist

TREATMENT = [
    "number", "source", "label", "label_language", "label_translation", "label_translation_ru", "condition",
    "year_from", "year_to", "disposition", "category", "measure", "reason_code", "rationale", "rule", "sentence",
    "concept_en", "proposed_on", "approved_on", "decision",
]  # fmt: skip
SOURCE = [
    "number", "code", "title_en", "title_ru", "publisher_en", "publisher_ru", "url", "licence", "file_name", "sha256",
    "retrieved_on", "accepted_on",
]  # fmt: skip
POPULATION = [
    "origin", "year", "value", "status", "source__code", "source__file_name", "source__sha256", "sheet", "cell",
    "printed",
]  # fmt: skip
EXPLAINED = ["category", "measure", "status", "year_basis"]
as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode  # a database may keep another order


def tables(release):
    """The tables that a workbook has beside that of the numbers."""
    named = {
        "codebook": (columns.CODEBOOK, codebook_rows),
        "sources": (columns.SOURCES, source_rows),
        "notes": (columns.NOTES, note_rows),
    }
    for name, (described, rows) in named.items():
        told = list(rows(release))
        yield Table(name, described, len(told), told)


def codebook_rows(release):
    """Tuples in the order of `columns.CODEBOOK`: the decisions in force."""
    at = TREATMENT.index("condition")
    for row in Treatment.everything.of(release).order_by("number").values_list(*TREATMENT):
        condition = as_json(row[at]) if row[at] else ""
        yield (release.version, *row[:at], condition, *map(day_as_text, row[at + 1 :]))


def source_rows(release):
    """Tuples in the order of `columns.SOURCES`."""
    for row in SourceUsed.everything.of(release).order_by("number").values_list(*SOURCE):
        yield (release.version, *map(day_as_text, row))


def population_rows(release):
    """Tuples in the order of `columns.POPULATION`, sorted by origin and year."""
    for row in Population.everything.of(release).order_by("origin", "year").values_list(*POPULATION):
        yield (release.version, *row)


def note_rows(release):
    """Tuples in the order of `columns.NOTES`: the notes of the release, then what each code means."""
    yield "release", release.version, "", "", release.notes_en, release.notes_ru
    for name in EXPLAINED:
        for each in codelist(name).values():
            yield name, each.code, each.name_en, each.name_ru, each.definition_en, each.definition_ru


def day_as_text(value):
    """A day as text; text and numbers as they are."""
    return value.isoformat() if hasattr(value, "isoformat") else value

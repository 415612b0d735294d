"""The tables of a package as Table Schema: types, codelists as enumerations, what must be there, what refers where."""

from typing import NamedTuple

from flows import columns
from flows.core.causes import KINDS as CAUSES
from flows.core.changes import KINDS as CHANGES
from flows.formats import beside
from flows.package import reproduction
from flows.queries import codelist

KEY = [column.name for column in columns.KEYED]
TYPES = {"code": "string", "text": "string", "integer": "integer", "date": "date", "boolean": "boolean"}
CODELISTS = {
    "category": "category", "measure": "measure", "year_basis": "year_basis", "reason_code": "reason",
    "status": "status", "status_before": "status", "status_after": "status",
}  # fmt: skip
DISPOSITIONS = ["include", "exclude", "total", "not_data"]
LISTS = {"disposition": DISPOSITIONS, "change": list(CHANGES), "cause": list(CAUSES)}
HASH = {"pattern": "[0-9a-f]{64}"}


class Table(NamedTuple):
    """A table of the package: its columns, what is always there, what is never there twice, what refers to what.

    `rows` gives those of a table that is no file of the release by itself; `sometimes`: not every release has it.
    """

    columns: list
    required: list[str]
    key: list[str] = []
    refers: list[tuple[list[str], str, list[str]]] = []
    rows: object = None
    sometimes: bool = False


TABLES = {
    "observations.csv": Table(
        columns.OBSERVATIONS,
        [*KEY, "year_basis", "origin_name", "destination_name", "lower", "status", "release"],
        KEY,
        [(["origin"], "areas", ["code"]), (["destination"], "areas", ["code"])],
    ),
    "provenance.csv": Table(
        columns.PROVENANCE,
        ["release", "origin", "destination", "year", "source", "sha256", "disposition", "rationale", "approved_on"],
        refers=[(["source", "sha256"], "sources", ["source", "sha256"])],
    ),
    "codebook.csv": Table(
        columns.CODEBOOK,
        ["release", "number", "source", "disposition", "rationale", "proposed_on", "approved_on"],
        ["number"],
    ),
    "changes.csv": Table(
        columns.DIFFERENCE,
        ["from_release", "to_release", *KEY, "year_basis", "change", "cause", "explanation", "cells", "amount"],
    ),
    "population.csv": Table(
        columns.POPULATION,
        ["release", "origin", "year", "value", "status", "source", "file", "sha256", "sheet", "cell"],
        ["origin", "year"],
        [(["source", "sha256"], "sources", ["source", "sha256"])],
        sometimes=True,
    ),
    "sources.csv": Table(
        columns.SOURCES, ["release", "number", "source", "sha256"], ["number"], rows=beside.source_rows
    ),
    "notes.csv": Table(columns.NOTES, ["about"], rows=beside.note_rows),
    "areas.csv": Table(columns.NAMES, ["code", "name", "union"], ["code"], rows=reproduction.names),
}


def held(place):
    """{name: Table} of those that the release has whose files are in this folder."""
    return {name: table for name, table in TABLES.items() if not table.sometimes or (place / name).exists()}


def schema(table):
    """The Table Schema of a table."""
    said = {
        "fields": [field(column, column.name in table.required) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        said["primaryKey"] = table.key
    if table.refers:
        said["foreignKeys"] = [
            {"fields": fields, "reference": {"resource": other, "fields": theirs}}
            for fields, other, theirs in table.refers
        ]
    return said


def field(column, required):
    constraints = {**({"required": True} if required else {}), **constraints_of(column.name)}
    said = {"name": column.name, "type": TYPES[column.type], "title": title(column.name)}
    said |= {"description": column.en, "description@ru": column.ru}
    return said | ({"constraints": constraints} if constraints else {})


def constraints_of(name):
    """The codes that a column can hold, or the form of what it holds."""
    if name in CODELISTS:
        return {"enum": list(codelist(CODELISTS[name]))}
    if name in LISTS:
        return {"enum": LISTS[name]}
    return HASH if name == "sha256" else {}


def title(name):
    return name.replace("_", " ").capitalize()

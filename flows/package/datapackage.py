"""camt-<version>.zip: a Frictionless Data Package, with README, licence, citation and checksums."""

import json
import tempfile
from pathlib import Path

from django.utils.translation import override

from flows import columns, described, files
from flows.formats import delimited
from flows.models import SourceUsed
from flows.package import citation, schemas, words, zips

PROFILE = "tabular-data-package"
# By what they did; who they are stays with those who want it said.
CONTRIBUTORS = [
    {"title": described.PUBLISHER, "role": "publisher", "organization": described.PUBLISHER},
    {
        "title": "Research assistants: read the publishers’ tables and proposed what each label means",
        "role": "wrangler",
    },
    {"title": "Second readers: agreed to each decision, or sent it back", "role": "contributor"},
    {"title": "Director: answered doubts and signed the release", "role": "maintainer"},
]


def make(release, place):
    """Writes the archive; the files that the release gives by themselves are there already."""
    with tempfile.TemporaryDirectory(prefix=".", dir=place.parent) as parts:
        tables = {name: table_at(release, name, place, Path(parts)) for name in schemas.held(place)}
        with override("en"):
            entries = tables | texts(release, tables) | {"datapackage.json": as_json(descriptor(release, tables))}
        zips.write(place / name_of(release), entries, release.published_at)


def name_of(release):
    return f"camt-{release.version}.zip"


def table_at(release, name, place, parts):
    """The path of a table: one of the release's files, or written now."""
    table = schemas.TABLES[name]
    if table.rows is None:
        return place / name
    files.write_file(parts / name, delimited.stream(table.columns, table.rows(release)))
    return parts / name


def descriptor(release, tables):
    """datapackage.json as plain values; what it says in Russian stands beside under `…@ru`."""
    with override("ru"):
        in_russian = {"title@ru": described.title(), "description@ru": described.about()}
    return {
        "profile": PROFILE,
        "name": "camt",
        "title": described.title(),
        "description": described.about(),
        **in_russian,
        "version": release.version,
        "created": f"{described.day(release)}T00:00:00Z",
        "licenses": [{"name": words.SPDX, "path": described.LICENCE, "title": columns.LICENCE}],
        "contributors": CONTRIBUTORS,
        "sources": list(sources(release)),
        "keywords": described.KEYWORDS,
        "languages": ["en", "ru"],
        "resources": [resource(name, path) for name, path in tables.items()],
    }


def resource(name, path):
    told, english = files.describe(path), words.of_file(name)
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "path": name,
        "title": schemas.title(name.removesuffix(".csv")),
        "description": english[0],
        "description@ru": english[1],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": told["size"],
        "hash": f"sha256:{told['sha256']}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schemas.schema(schemas.TABLES[name]),
    }


def sources(release):
    """The tables that the release rests on, each once."""
    said = {}
    for source in SourceUsed.everything.of(release).order_by("number"):
        told = {"title": f"{source.publisher_en}: {source.title_en}", "title@ru": source.title_ru}
        told |= {"path": source.url} if source.url else {}
        said.setdefault(source.code, told | ({"licence": source.licence} if source.licence else {}))
    return said.values()


def texts(release, tables):
    """{name: bytes} of what people read; `tables` are the names of those in the package."""
    with override("ru"):
        russian = {"title_ru": described.title(), "about_ru": described.about()}
    told = {
        "title": described.TITLE,
        "about": described.about(),
        **russian,
        "version": release.version,
        "day": described.day(release),
        "publisher": described.PUBLISHER,
        "licence": columns.LICENCE,
        "address": described.LICENCE,
        "citation": described.citation(release),
        "files": words.listed(tables, 0),
        "files_ru": words.listed(tables, 1),
        "columns": lines(lambda column: column.en),
        "columns_ru": lines(lambda column: column.ru),
    }
    return {
        "README.md": words.filled("readme.md", **told).encode(),
        "LICENCE": words.filled("licence.txt", **told).encode(),
        "CITATION.cff": citation.cff(release),
        "citation.bib": citation.bib(release),
    }


def lines(meaning):
    return "\n".join(f"| `{column.name}` | {column.type} | {meaning(column)} |" for column in columns.OBSERVATIONS)


def as_json(content):
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

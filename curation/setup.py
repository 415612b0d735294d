"""The workshop's own lists, `curation/data/*.csv` and `layouts/*.json`, in their tables. Loaded after every migration.

What people changed is never overwritten. `Shipped` keeps each row as it last came with the program: a field that still
says so follows the program, a field that says something else is somebody's and stays, a row that was deleted stays
deleted, and a row that somebody made first is theirs. Where no file changed, one query finds that out.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps as current_apps
from django.db import transaction
from django.db.models import JSONField

from curation.core import areas

DATA = Path(__file__).parent / "data"
FILES = "files"


@dataclass(frozen=True)
class Table:
    """One list: the file it comes in, its model, the fields that identify a row, and how its lines become rows."""

    name: str
    model: str
    key: tuple[str, ...]
    rows: Callable[[Path], Iterator[dict]]


def lines(path) -> Iterator[dict]:
    """The lines of a CSV file, with their position."""
    with path.open(encoding="utf-8", newline="") as file:
        for position, line in enumerate(csv.DictReader(file)):
            yield line | {"position": position}


def sources(path):
    """Source tables, each with its hints from `layouts/<code>.json`, where there are any."""
    for line in lines(path):
        hints = path.parent / "layouts" / f"{line['code']}.json"
        yield line | ({"hints": hints.read_text(encoding="utf-8")} if hints.exists() else {})


def series(path):
    for line in lines(path):
        yield line | {"from_year": line["from"], "to_year": line["to"]}


def codebook(path):
    """Rules of the codebook. An exclusion keeps the category that it keeps its labels out of."""
    for line in lines(path):
        yield line | {"category": line["category"] or line["kept_out_of"], "concept_id": line["concept"] or None}


def aliases(path):
    """Spellings of places, normalised as they will be looked for; two spellings that meet are one alias."""
    known = {areas.normalise(line["alias"]): line for line in lines(path)}
    for text, line in known.items():
        yield line | {"text": text}


TABLES = (
    Table("sources", "SourceTable", ("code",), sources),
    Table("series", "Series", ("destination", "category", "measure"), series),
    Table("gaps", "ExpectedGap", ("destination", "category", "origin", "from_year", "to_year"), lines),
    Table("concepts", "Concept", ("code",), lines),
    Table("codebook", "CodebookRule", ("rule",), codebook),
    Table("aliases", "Alias", ("text",), aliases),
)


def load(apps=None, using="default", data=DATA):
    """Bring the tables up to the files in the folder `data`; write nothing where no file changed."""
    apps = apps or current_apps
    try:
        shipped = apps.get_model("curation", "Shipped").objects.using(using)
    except LookupError:  # the tables are not there: somebody migrated back to before them
        return
    prints = {table.name: fingerprint(data, table.name) for table in TABLES if (data / f"{table.name}.csv").exists()}
    known = dict(shipped.filter(table=FILES).values_list("key", "content"))
    with transaction.atomic(using=using):
        for table in TABLES:
            if prints.get(table.name) not in (None, known.get(table.name)):
                bring(table, data, apps, using)
                shipped.update_or_create(table=FILES, key=table.name, defaults={"content": prints[table.name]})


def fingerprint(data, name):
    """A hash of all that a table's rows are made of, this program included: another version may read them otherwise."""
    made_of = [Path(__file__), data / f"{name}.csv", *sorted((data / "layouts").glob("*.json"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()


def bring(table, data, apps, using):
    """Bring one table up to its file."""
    model, shipped = apps.get_model("curation", table.model), apps.get_model("curation", "Shipped")
    held = {key_of(table, vars(row)): row for row in model.objects.using(using).all()}
    former = dict(shipped.objects.using(using).filter(table=table.name).values_list("key", "content"))
    new, changed, told = [], [], []
    for line in table.rows(data / f"{table.name}.csv"):
        content = typed(model, line)
        key = key_of(table, content)
        if former.get(key) == content:
            continue
        told.append(shipped(table=table.name, key=key, content=content))
        if key in held and key in former and follow(held[key], former[key], content):
            changed.append(held[key])
        elif key not in held and key not in former:
            new.append(model(**content))
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.using(using).bulk_create(new)
    model.objects.using(using).bulk_update(changed, fields, batch_size=100)
    shipped.objects.using(using).bulk_create(
        told, update_conflicts=True, unique_fields=["table", "key"], update_fields=["content"]
    )


def follow(row, former, content):
    """Give a row the new values of the fields that nobody changed by hand, or that are new; True where any was."""
    untouched = [name for name in content if name not in former or getattr(row, name) == former[name]]
    news = {name: content[name] for name in untouched if content[name] != former.get(name)}
    for name, value in news.items():
        setattr(row, name, value)
    return bool(news)


def key_of(table, content):
    return "|".join(str(content[name]) for name in table.key)


def typed(model, line):
    """The cells of a line as the model's fields want them; columns that are no fields are for other readers."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: value_of(fields[name], cell) for name, cell in line.items() if name in fields}


def value_of(field, cell):
    """A cell as its field wants it: JSON, or codes between semicolons, where the field keeps a structure."""
    if not isinstance(field, JSONField):
        return None if field.null and not cell else field.to_python(cell)
    if not cell.strip():
        return field.get_default()
    return json.loads(cell) if cell.startswith(("{", "[")) else cell.split(";")

"""The codelists of `flows/data/*.csv` in their tables.

Loaded after every migration. An entry is added or brought up to date and never removed: an old release may name it.
"""

import csv
from pathlib import Path

from django.apps import apps as current_apps

from flows.core.soundness import Codes

DATA = Path(__file__).parent / "data"
TABLES = {
    "areas": ("Area", ["code"]),
    "memberships": ("Membership", ["group", "member", "from_year"]),
    "categories": ("Category", ["code"]),
    "measures": ("Measure", ["code"]),
    "statuses": ("Status", ["code"]),
    "year_bases": ("YearBasis", ["code"]),
    "reason_codes": ("ReasonCode", ["code"]),
}


def load(apps=None, using="default", data=DATA):
    """Brings the tables up to the files in the folder `data`; writes nothing where they agree."""
    for name, (model, key) in TABLES.items():
        bring_up_to_date((apps or current_apps).get_model("flows", model), key, read(data / f"{name}.csv"), using)


def read(path):
    """The lines of a codelist as dicts of text, with their position where entries have a code."""
    with path.open(encoding="utf-8", newline="") as file:
        for position, line in enumerate(csv.DictReader(file)):
            yield {**line, "position": position} if "code" in line else line


def bring_up_to_date(model, key, lines, using):
    fields = [field for field in model._meta.concrete_fields if field.name != "id"]
    held = set(model.objects.using(using).values_list(*[field.attname for field in fields]))
    entries = [entry(model, fields, line) for line in lines]
    model.objects.using(using).bulk_create(
        [each for each in entries if tuple(getattr(each, field.attname) for field in fields) not in held],
        update_conflicts=True,
        unique_fields=key,
        update_fields=[field.name for field in fields if field.name not in key],
    )


def entry(model, fields, line):
    """An unsaved entry; an empty cell is unknown (None) where the table knows unknowns."""
    values = {field.attname: None if field.null and line[field.name] == "" else field.to_python(line[field.name])
              for field in fields}  # fmt: skip
    return model(**values)


def codes():
    """The codes in use, as `flows.core.soundness.Codes`."""
    return Codes(*(
        frozenset(current_apps.get_model("flows", TABLES[name][0]).objects.values_list("code", flat=True))
        for name in Codes._fields
    ))  # fmt: skip

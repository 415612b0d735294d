"""What reading needs to know, from the database where it is set up, else from the files it is set up from.

`manage.py read_file` works on a fresh clone before anything is migrated; once there is a database, what people added
there (aliases, corrected hints) counts.
"""

import csv
import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.db.utils import DatabaseError

from curation.core.areas import AreaNames
from curation.core.files import Knowledge
from curation.core.tables import Hints

DATA = Path(__file__).parent / "data"


def knowledge() -> Knowledge:
    """Place names, source tables and declarations, as the workshop knows them now."""
    try:
        ready = {"curation_sourcetable", "curation_alias"} <= set(connection.introspection.table_names())
    except DatabaseError:
        ready = False
    stored = _from_database() if ready else None
    return stored or from_files()


def for_kept_files() -> Knowledge:
    """The same for files that are kept: with the corrections of their cells that two people agreed to."""
    from curation import corrected

    return replace(knowledge(), corrections=corrected.in_force())


def _from_database() -> Knowledge | None:
    from curation.models import Alias, SourceTable

    tables = {
        table.code: with_destination(table.code, table.hints, table.destination) for table in SourceTable.objects.all()
    }
    names = tuple(Alias.objects.exclude(language="code").order_by("pk").values_list("text", "area"))
    codes = tuple(Alias.objects.filter(language="code").order_by("pk").values_list("text", "area"))
    return Knowledge(area_names(names, codes).find, tables, declarations()) if tables and names else None


@lru_cache(maxsize=2)
def area_names(names: tuple, codes: tuple) -> AreaNames:
    """Place names made ready to be looked up, once for as long as the aliases stay as they are."""
    return AreaNames(dict(names), dict(codes))


def from_files() -> Knowledge:
    """What the data files of the project say, without a database."""
    tables = {
        row["code"]: with_destination(row["code"], hints_of(row["code"]), row["destination"]) for row in rows("sources")
    }
    return Knowledge(AreaNames.from_files().find, tables, declarations())


def hints_of(source: str) -> dict:
    path = DATA / "layouts" / f"{source}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def with_destination(source: str, hints: dict, destination: str) -> Hints:
    """Hints with the destination that the table speaks for, where no cell says it."""
    constants = (
        {"destination": destination, **hints.get("constants", {})} if destination else hints.get("constants", {})
    )
    return Hints(source, {**hints, "constants": constants})


def declarations() -> dict[str, dict[str, str]]:
    """What was declared once about data that does not say it, by the hash of the typed cells."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("declarations"):
        found.setdefault(row["data_hash"], {})[row["name"]] = row["value"]
    return found


def declarations_of(data_hash: str) -> dict[str, dict[str, str]]:
    """The lines about data of this hash, each by what it declares."""
    return {row["name"]: row for row in rows("declarations") if data_hash and row["data_hash"] == data_hash}


def rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the data files."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

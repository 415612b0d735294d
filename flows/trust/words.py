"""What `flows/data` says beside codes: terms of the glossary, from how long a stay a table counts, limits of all."""

import csv
from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language

from flows.codelists import DATA


class Term(NamedTuple):
    """A word of the glossary; it reads like an entry of a codelist."""

    code: str
    name: str
    definition: str


def terms():
    """The terms in the language of the page, in the order of their names."""
    language = _language()
    rows = [Term(row["code"], row[f"name_{language}"], row[f"definition_{language}"]) for row in _rows("terms")]
    return sorted(rows, key=lambda term: term.name.casefold())


def threshold(table):
    """From how long a stay a source table counts, in words; nothing where that is not recorded."""
    return _thresholds().get(table, {}).get(f"threshold_{_language()}", "")


def limitations():
    """What the data cannot tell, whatever a release holds: sentence by sentence."""
    return [row[f"sentence_{_language()}"] for row in _rows("limitations")]


@cache
def _thresholds():
    return {row["table"]: row for row in _rows("thresholds")}


@cache
def _rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _language():
    return "ru" if get_language() == "ru" else "en"

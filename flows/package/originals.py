"""The publishers' own files, as far as they may be passed on.

The record cannot read what was uploaded to the workshop. The site names a function for it in `settings.ORIGINALS`: from
a SHA-256 to the path of the bytes, or None. A file is passed on where its publisher's licence clearly allows it
(`data/licences.csv`) and where nobody is named in it: who saved a workbook is written into it by most programs, and
those who work here are not named. Of all others hash and address are given, with the reason.
"""

import csv
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from flows.package import traces

DATA = Path(__file__).resolve().parent.parent / "data" / "licences.csv"
PLAIN = (".csv", ".tsv", ".txt")

NO_LICENCE = "Its licence does not clearly allow to pass it on."
NOT_HERE = "It was not at hand when the release was published."
NAMES = "It may name those who made or saved it."


def passed_on(source):
    """(path of the bytes or None, why not) of a source of a release."""
    if source.licence not in allowing():
        return None, NO_LICENCE
    path = at_hand(source.sha256)
    if path is None:
        return None, NOT_HERE
    return (None, NAMES) if names_people(path, Path(source.file_name).suffix.lower()) else (path, "")


def at_hand(sha256):
    find = getattr(settings, "ORIGINALS", None)
    path = import_string(find)(sha256) if find else None
    return path if path and Path(path).is_file() else None


@cache
def allowing():
    """The licences that clearly allow to pass a file on."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["licence"] for row in csv.DictReader(file) if row["pass_on"] == "yes"}


def names_people(path, ending):
    """Whether a person may be named in the file beside what its cells say; so where that cannot be looked into."""
    return ending not in PLAIN and traces.in_workbook(path)

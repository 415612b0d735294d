"""The publishers' own files, as far as they may be passed on.

The record cannot read what was uploaded to the workshop. The site names a function for it in `settings.ORIGINALS`: from
a SHA-256 to the path of the bytes, or None. A file is passed on where its publisher's licence clearly allows it
(`data/licences.csv`) and where nobody is named in it: who saved a workbook is written into it by most programs, and
those who work here are not named. Of all others hash and address are given, with the reason.
"""

import csv
import re
import zipfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

DATA = Path(__file__).resolve().parent.parent / "data" / "licences.csv"
PLAIN = (".csv", ".tsv", ".txt")
PACKED = (".xlsx", ".xlsm", ".ods")
# Where programs write who made, changed or commented on a workbook.
PEOPLE = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|meta:printed-by|author|Manager)\b[^>]*>\s*([^<]*?)\s*</"
)
LOOKED_INTO = re.compile(r"(docProps/(core|app)|meta|xl/comments\d*|xl/comments/.*|content)\.xml")
FOLDERS = re.compile(rb"absPath|userName")  # where the workbook lay when it was saved, under whose name it was shared
# Parts that are for people, for other folders and machines, or for anything at all.
CLOSED = (
    "xl/persons/", "xl/threadedComments/", "xl/externalLinks/", "xl/connections", "xl/printerSettings/",
    "xl/revisions/", "customXml/", "docProps/custom",
)  # fmt: skip
PROGRAMS = {b"", b"openpyxl", b"xlsxwriter", b"Apache POI", b"SheetJS", b"EPPlus"}
MOST = 64 << 20  # bytes of one part of a workbook that are looked through

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
    if ending in PLAIN:
        return False
    if ending not in PACKED:
        return True
    try:
        with zipfile.ZipFile(path) as book:
            return any(has_name(book, part) for part in book.infolist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True


def has_name(book, part):
    if part.filename.startswith(CLOSED):
        return True
    is_book = part.filename == "xl/workbook.xml"
    if not is_book and not LOOKED_INTO.fullmatch(part.filename):
        return False
    if part.file_size > MOST:
        return True
    said = book.read(part)
    return bool(FOLDERS.search(said)) if is_book else not PROGRAMS.issuperset(PEOPLE.findall(said))

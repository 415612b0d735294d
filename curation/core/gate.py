"""What may come in: a file is judged by its bytes, from outside, before any parser touches it.

Its content says what it is; its name is only compared, so that a file that lies about itself is told apart in words.
"""

import os
from dataclasses import dataclass

from curation.core import compound, kinds, oldbooks, packages
from curation.core.problems import AGAIN, FILE, RESAVE, TABLE, Problem, Unreadable

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask for: bytes, counts, characters, seconds."""

    size: int = 20 * MIB
    unzipped: int = 200 * MIB
    ratio: int = 250  # unzipped to zipped, asked of large members only: small ones shrink that far without any malice
    members: int = 2_000
    sheets: int = 256
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 5_000_000  # of one file, rows times columns of each sheet: that is what memory is needed for
    cell_text: int = 32_767
    memory: int = 1536 * MIB
    cpu_seconds: int = 60
    seconds: float = 120


LIMITS = Limits()
KINDS = {
    "xlsx": "an Excel workbook (.xlsx)",
    "xls": "an old Excel workbook (.xls)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "text": "a plain text table (.csv or .tsv)",
}
FAMILIES = {".xlsx": "book", ".xls": "book", ".ods": "book", ".csv": "text", ".tsv": "text", ".tab": "text"}

AS_TABLE = "upload the table itself, as .xlsx, .xls, .ods, .csv or .tsv"
DISGUISES = (  # first bytes, what they say, what to do
    (b"%PDF", "a PDF", AS_TABLE),
    (b"\xff\xd8\xff", "a JPEG picture", AS_TABLE),
    (b"\x89PNG", "a PNG picture", AS_TABLE),
    (b"GIF8", "a GIF picture", AS_TABLE),
    (b"\x1f\x8b", "a gzip archive", "unpack it and upload the table inside"),
    (b"BZh", "a bzip2 archive", "unpack it and upload the table inside"),
    (b"\xfd7zXZ", "an xz archive", "unpack it and upload the table inside"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and upload the table inside"),
    (b"Rar!", "a RAR archive", "unpack it and upload the table inside"),
    (b"{\\rtf", "a text document (RTF)", AS_TABLE),
    (b"PAR1", "a Parquet file", "save it as .csv and upload that"),
    (b"SQLite format 3\0", "an SQLite database", "save the table as .csv and upload that"),
    (b"PK\x05\x06", "an empty zip archive", AS_TABLE),
    (b"\x09\x00\x04\x00", "an Excel file from before 1993", RESAVE),
    (b"\x09\x02\x06\x00", "an Excel file from before 1993", RESAVE),
    (b"\x09\x04\x06\x00", "an Excel file from before 1993", RESAVE),
)
MARKUP = (  # what stands in the first kilobyte of a file that begins with "<", in small letters
    (b"urn:schemas-microsoft-com:office:spreadsheet", "an Excel 2003 XML sheet", RESAVE),
    (b"office:document", "a flat OpenDocument file", "save it as .ods or .xlsx and upload that"),
    (b"<html", "a web page (HTML)", RESAVE),
    (b"<!doctype html", "a web page (HTML)", RESAVE),
    (b"<table", "a web page (HTML)", RESAVE),
    (b"<?xml", "an XML file", AS_TABLE),
)


def inspect(path, name=None, limits=LIMITS):
    """The kind of the file at `path`: "xlsx", "xls", "ods" or "text"; `name` is what it was called by its uploader.

    Raises Unreadable with one sentence where the file is too large, broken, encrypted, dangerous, of no use here, or
    of another family than its name says.
    """
    with open(path, "rb") as file:
        return inspect_bytes(file.read(limits.size + 1), name or os.path.basename(path), limits)


def inspect_bytes(data, name, limits=LIMITS):
    """The same for bytes already in memory; one byte more than the limit is enough of a file that is too large."""
    if len(data) > limits.size:
        raise Unreadable(too_large(limits.size))
    if not data.strip(b"\0\t\n\r "):
        raise Unreadable("{Place} is {found}: {remedy}.", place=FILE, found="empty", expected=TABLE, remedy=AGAIN)
    kind = _kind(data, limits)
    _refuse_other_family(kind, name, data)
    return kind


def too_large(limit):
    """A file of more bytes than are let in."""
    return Problem(
        "{Place} has {found}, which is the limit: {remedy}.",
        place=FILE,
        found=f"more than {limit / MIB:,.0f} MiB",
        expected=f"at most {limit / MIB:,.0f} MiB",
        remedy="split it by year or sheet, or save it as .xlsx, and upload the parts",
    )


def misnamed(kind, name):
    """What to say where the name is of the right family and still the wrong one, else None."""
    suffix = _suffix(name)
    if FAMILIES.get(suffix) != "book" or suffix == f".{kind}":
        return None
    return Problem(
        f"{{Place}} is called {suffix} and is {KINDS[kind]}; it was read as what it is.",
        place=FILE,
        found=KINDS[kind],
        expected=f"a name that ends in .{kind}",
        remedy="nothing: it was read as what it is",
    )


def _suffix(name):
    return os.path.splitext(name)[1].lower()


def _kind(data, limits):
    if data.startswith(packages.MAGIC):
        return kinds.kind(data, limits)
    if data.startswith(compound.MAGIC):
        return oldbooks.kind(data)
    _refuse_disguise(data)
    return "text"


def _refuse_disguise(data):
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, what, remedy in DISGUISES:
        if data.startswith(magic):
            raise Unreadable(_disguise(what, remedy))
    if start.startswith(b"<"):
        for mark, what, remedy in MARKUP:
            if mark in start:
                raise Unreadable(_disguise(what, remedy, "workbook"))
    if start.startswith(b"mime-version:"):
        raise Unreadable(_disguise("a web archive (MHTML)", RESAVE, "workbook"))
    if start[:1] in b"[{" and start[1:].lstrip()[:1] in (b'"', b"{", b"["):
        raise Unreadable(_disguise("JSON", "save its table as .csv and upload that"))


def _disguise(what, remedy, lacking="table"):
    said = f"{{Place}} is {{found}} and no {lacking}: {{remedy}}."
    return Problem(said, place=FILE, found=what, expected=TABLE, remedy=remedy)


def _refuse_other_family(kind, name, data):
    suffix = _suffix(name)
    family = "text" if kind == "text" else "book"
    if FAMILIES.get(suffix, family) == family:
        return
    if family == "text" and 0 in data[:4096]:
        raise Unreadable(
            f"{{Place}} is called {suffix} and is {{found}}: {{remedy}}.",
            place=FILE,
            found="no workbook of any kind",
            expected=f"what its name says, {suffix}",
            remedy=AS_TABLE,
        )
    right = ".csv" if family == "text" else f".{kind}"
    raise Unreadable(
        f"{{Place}} is called {suffix} and is {{found}}: {{remedy}}.",
        place=FILE,
        found=KINDS[kind],
        expected=f"what its name says, {suffix}",
        remedy=f"rename it to end in {right} and upload it again",
    )

"""Zips judged from outside: directory, sizes, names, checksums, and how each part begins."""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from curation.core.problems import AGAIN, BOOK, ENCRYPTED, FILE, RESAVE, Unreadable, damaged, shown

MAGIC = b"PK\x03\x04"
MIB = 2**20
BEGINNING = 2**16
MARKUP_AFTER = b"\xef\xbb\xbf\xff\xfe\0\t\n\r "  # marks and blanks that may stand before the first "<"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def open_package(data, limits):
    """The zip in these bytes, its directory checked; nothing is unpacked yet."""
    if b"PK\x05\x06" not in data[-66_000:]:
        raise Unreadable(
            "{Place} is cut short, {found}: {remedy}.",
            place=FILE,
            found="the end of its zip archive is missing",
            expected=BOOK,
            remedy=AGAIN,
        )
    # Counted in the bytes: the directory may say one number and hold another, each entry a kilobyte of memory.
    if (count := data.count(b"PK\x01\x02")) > limits.members:
        raise Unreadable(
            f"{{Place}} holds {{found}} and a workbook may have {limits.members:,}: {{remedy}}.",
            place=FILE,
            found=f"{count:,} parts",
            expected=f"at most {limits.members:,}",
            remedy=RESAVE,
        )
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except BROKEN as error:
        raise Unreadable(
            "{Place} is damaged, {found}: {remedy}.",
            place=FILE,
            found="the directory of its zip archive cannot be read",
            expected=BOOK,
            remedy=AGAIN,
        ) from error
    _check_directory(package.infolist(), limits)
    return package


def check_contents(package):
    """Reads every part once: a wrong length or checksum shows only then. Refuses archives inside and document types."""
    for member in package.infolist():
        try:
            with package.open(member) as stream:
                start = stream.read(BEGINNING)
                while stream.read(MIB):
                    pass
        except BROKEN as error:
            raise Unreadable(damaged(member.filename)) from error
        if start.startswith(MAGIC):
            raise Unreadable(
                "{Place} holds {found}: {remedy}.",
                place=FILE,
                found=f"another archive, “{shown(member.filename)}”",
                expected="a workbook without files inside",
                remedy="delete the embedded object, save it and upload it again",
            )
        if member.filename.endswith((".xml", ".rels")) or start.lstrip(MARKUP_AFTER).startswith(b"<"):
            check_beginning(member.filename, start)


def part(package, name):
    """The unpacked bytes of a part that must be there."""
    try:
        return package.read(name)
    except KeyError:
        raise Unreadable(
            "{Place} lacks its {expected}: {remedy}.",
            place="the workbook",
            found="nothing of that name",
            expected=f"part “{shown(name)}”",
            remedy=AGAIN,
        ) from None
    except BROKEN as error:
        raise Unreadable(damaged(name)) from error


class _Begun(Exception):
    """The first element was met: no document type can follow."""


def check_beginning(name, xml):
    """Refuses a document type, where entities are declared (bombs, looks elsewhere); it stands before all elements."""

    def refuse(*_):
        raise Unreadable(
            "The {place} declares {found}, as no workbook does: {remedy}.",
            place=f"part “{shown(name)}”",
            found="a document type (DTD)",
            expected=BOOK,
            remedy=RESAVE,
        )

    def begin(*_):
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, begin
    try:
        parser.Parse(xml[:BEGINNING], len(xml) < BEGINNING)
    except _Begun:
        return
    except expat.ExpatError as error:
        if name.endswith((".xml", ".rels")):
            raise Unreadable(
                "The {place} is no XML, so the file is damaged: {remedy}.",
                place=f"part “{shown(name)}”",
                found="something else than XML",
                expected=BOOK,
                remedy=AGAIN,
            ) from error
        return
    raise Unreadable(
        "The {place} begins in a way that no workbook's does: {remedy}.",
        place=f"part “{shown(name)}”",
        found="no element in its first 64 KiB",
        expected=BOOK,
        remedy=RESAVE,
    )


def _check_directory(members, limits):
    seen = set()
    for member in members:
        _check_name(member.filename, seen)
        _check_packing(member, limits)
    if min((member.header_offset for member in members), default=1) != 0:
        raise Unreadable(
            "{Place} does not begin where its zip archive says, so it is damaged or two in one: {remedy}.",
            place=FILE,
            found="bytes before the beginning of its zip archive",
            expected=BOOK,
            remedy=AGAIN,
        )
    if (total := sum(member.file_size for member in members)) > limits.unzipped:
        raise Unreadable(
            f"{{Place}} unpacks to {{found}} and the limit is {limits.unzipped / MIB:,.0f} MiB: {{remedy}}.",
            place=FILE,
            found=f"{total / MIB:,.0f} MiB",
            expected=f"at most {limits.unzipped / MIB:,.0f} MiB",
            remedy="delete the sheets that are not needed, or split it, and upload the parts",
        )


def _check_name(name, seen):
    if name.startswith(("/", "\\")) or ":" in name or "\\" in name or ".." in name.split("/"):
        raise Unreadable(
            "{Place} holds {found}, as no workbook does: {remedy}.",
            place=FILE,
            found=f"a part “{shown(name)}” that points outside of it",
            expected=BOOK,
            remedy=RESAVE,
        )
    if name.casefold() in seen:
        raise Unreadable(
            "{Place} holds {found}, so that nobody can say which one counts: {remedy}.",
            place=FILE,
            found=f"the part “{shown(name)}” twice",
            expected="each part once",
            remedy=RESAVE,
        )
    seen.add(name.casefold())


def _check_packing(member, limits):
    if member.flag_bits & 0x41:
        raise Unreadable(ENCRYPTED)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(
            "The {place} is {found}: {remedy}.",
            place=f"part “{shown(member.filename)}”",
            found="packed in a way that no workbook uses",
            expected=BOOK,
            remedy=RESAVE,
        )
    if member.file_size > MIB and member.file_size > limits.ratio * max(member.compress_size, 1):
        raise Unreadable(
            f"The {{place}} is {{found}}: it grows more than {limits.ratio}-fold when unpacked; {{remedy}}.",
            place=f"part “{shown(member.filename)}”",
            found="a zip bomb, or blank to the last row",
            expected=f"a part that grows at most {limits.ratio}-fold when unpacked",
            remedy="delete the empty rows and columns around the table, save it and upload it again",
        )

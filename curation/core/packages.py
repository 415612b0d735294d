"""Zipped workbooks (xlsx, ods) judged member by member, without reading a single cell."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from curation.core.problems import Unreadable, shown

MAGIC = b"PK\x03\x04"
CHUNK = 2**20
PROLOG = 2**16
SPREADSHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
BOOKS = (SPREADSHEETML + "sheet.main+xml", SPREADSHEETML + "template.main+xml")
OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
STRANGERS = (  # what a content type begins with or a member is called, what the file is
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", "a Word document"),
    ("application/vnd.openxmlformats-officedocument.presentationml", "a PowerPoint presentation"),
    ("application/vnd.ms-word", "a Word document"),
    ("application/vnd.ms-powerpoint", "a PowerPoint presentation"),
    ("Index/Document.iwa", "an Apple Numbers document"),
)
AGAIN = "download it again from its publisher and upload that"
RESAVE = "open it in a spreadsheet program, save it again as .xlsx and upload that"


def kind(data, limits):
    """ "xlsx" or "ods" for the bytes of a zip; Unreadable for every other zip, and for one that is not safe to read."""
    package = open_package(data, limits)
    found = _kind(package, set(package.namelist()))
    for member in package.infolist():
        _check_content(package, member, limits)
    if found == "xlsx":
        _check_sheets(sheets(package), limits)
    return found


def open_package(data, limits):
    """The zip, its directory checked: counts, sizes as declared, names, encryption."""
    if b"PK\x05\x06" not in data[-66_000:]:
        raise Unreadable(f"The file is cut short, the end of its zip archive is missing: {AGAIN}.")
    if (count := data.count(b"PK\x01\x02")) > limits.members:
        raise Unreadable(f"The file holds {count:,} parts and a workbook may have {limits.members:,}: {RESAVE}.")
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except BROKEN as error:
        raise Unreadable(f"The file is damaged, the directory of its zip archive cannot be read: {AGAIN}.") from error
    _check_directory(package.infolist(), limits)
    return package


def part(package, name):
    """The unpacked bytes of a part that a workbook must have."""
    try:
        return package.read(name)
    except KeyError:
        raise Unreadable(f"The workbook lacks its part “{name}”: {AGAIN}.") from None
    except BROKEN as error:
        raise Unreadable(f"The file is damaged in its part “{name}”: {AGAIN}.") from error


def sheets(package):
    """(name, path of its part) of each sheet of an xlsx, in the workbook's order."""
    parts = {relation.get("Id"): _target(relation) for relation in _relations(package)}
    return [
        (sheet.get("name", ""), parts.get(_relation(sheet), ""))
        for sheet in _elements(package, "xl/workbook.xml", "sheet")
    ]


def shared_texts(package):
    """The path of the part with the texts that cells share, None where there is none."""
    return next(
        (_target(relation) for relation in _relations(package) if relation["Type"].endswith("/sharedStrings")), None
    )


def _relations(package):
    found = _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
    return [relation for relation in found if relation.get("TargetMode") != "External" and "Type" in relation]


def _target(relation):
    return posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]


def _check_directory(members, limits):
    seen = set()
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ":" in name or "\\" in name or ".." in name.split("/"):
            raise Unreadable(
                f"The file holds a part “{shown(name)}” that points outside of it, as no workbook does: {RESAVE}."
            )
        if name.casefold() in seen:
            raise Unreadable(
                f"The file holds the part “{shown(name)}” twice, so that nobody can say which one counts: {RESAVE}."
            )
        seen.add(name.casefold())
        _check_packing(member, limits)
    if min((member.header_offset for member in members), default=1) != 0:
        raise Unreadable(f"The file is two archives glued together, or none: {RESAVE}.")
    if (total := sum(member.file_size for member in members)) > limits.unzipped:
        raise Unreadable(
            f"The file unpacks to {total / CHUNK:,.0f} MiB and the limit is {limits.unzipped / CHUNK:,.0f} MiB: "
            "delete the sheets that are not needed, or split it, and upload the parts."
        )


def _check_packing(member, limits):
    if member.flag_bits & 0x41:
        raise Unreadable(f"The file is encrypted: {_without_password()}.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(f"The part “{shown(member.filename)}” is packed in a way that no workbook uses: {RESAVE}.")
    if member.file_size > CHUNK and member.file_size > limits.ratio * max(member.compress_size, 1):
        raise Unreadable(
            f"The part “{shown(member.filename)}” is a zip bomb, or blank to the last row: it grows more than {limits.ratio}-fold "
            "when unpacked; delete the empty rows and columns around the table, save it and upload it again."
        )


def _check_content(package, member, limits):
    """Reads the whole member once: a wrong length or checksum shows only then."""
    try:
        with package.open(member) as stream:
            start = stream.read(PROLOG)
            while stream.read(CHUNK):
                pass
    except BROKEN as error:
        raise Unreadable(f"The file is damaged in its part “{shown(member.filename)}”: {AGAIN}.") from error
    if start.startswith(MAGIC):
        raise Unreadable(
            f"The file holds another archive, “{shown(member.filename)}”: delete the embedded object, save it and upload it again."
        )
    if member.filename.endswith((".xml", ".rels")) or start.lstrip(b"\xef\xbb\xbf\xff\xfe\t\n\r \0").startswith(b"<"):
        _check_prolog(member.filename, start)


class _Begun(Exception):
    """The first element was met: no document type can follow."""


def _check_prolog(name, start):
    """Refuses a document type, where entities are declared: bombs and look-ups elsewhere. It can only stand before the first element."""

    def refuse(*_):
        raise Unreadable(f"The part “{shown(name)}” declares a document type (DTD), as no workbook does: {RESAVE}.")

    def begin(*_):
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        parser.Parse(start, len(start) < PROLOG)
    except _Begun:
        return
    except expat.ExpatError as error:
        if name.endswith((".xml", ".rels")):
            raise Unreadable(f"The file is damaged in its part “{shown(name)}”, which is no XML: {AGAIN}.") from error
        return
    raise Unreadable(f"The part “{shown(name)}” begins in a way that no workbook's does: {RESAVE}.")


def _kind(package, names):
    types = _content_types(package) if "[Content_Types].xml" in names else []
    if "EncryptedPackage" in names or "encrypted-package" in names or _encrypted_ods(package, names):
        raise Unreadable(f"The file is encrypted: {_without_password()}.")
    if _has_macros(types, names):
        raise Unreadable(
            "The file holds macros (programs), which are not let in: save it as .xlsx, without macros, and upload that."
        )
    if any(kind in BOOKS for kind in types):
        return "xlsx"
    if "mimetype" in names and package.read("mimetype").strip() in (OPENDOCUMENT, OPENDOCUMENT + b"-template"):
        return "ods"
    raise Unreadable(_stranger(types, names))


def _content_types(package):
    return [part.get("ContentType", "") for part in _elements(package, "[Content_Types].xml", "Override", "Default")]


def _has_macros(types, names):
    return (
        any("macroEnabled" in kind or "vbaProject" in kind for kind in types)
        or any(name.casefold().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names)
        or any(name.startswith(("Basic/", "Scripts/")) for name in names)
    )


def _encrypted_ods(package, names):
    return "META-INF/manifest.xml" in names and bool(_elements(package, "META-INF/manifest.xml", "encryption-data"))


def _stranger(types, names):
    if any("sheet.binary" in kind for kind in types):
        return "The file is a binary Excel workbook (.xlsb): open it in a spreadsheet program, save it as .xlsx and upload that."
    for mark, what in STRANGERS:
        if mark in names or any(kind.startswith(mark) for kind in types):
            return f"The file is {what} and no workbook: copy its table into a spreadsheet, save that as .xlsx and upload it."
    inside = next(iter(sorted(name for name in names if not name.endswith("/"))), "nothing")
    return f"The file is a zip archive and no workbook (it holds “{shown(inside)}”): unpack it and upload the table inside."


def _check_sheets(found, limits):
    if not found:
        raise Unreadable(f"The workbook has no sheet: {RESAVE}.")
    if len(found) > limits.sheets:
        raise Unreadable(
            f"The workbook has {len(found):,} sheets and the limit is {limits.sheets:,}: split it and upload the parts."
        )
    names = [name for name, _ in found]
    for name in names:
        if names.count(name) > 1:
            raise Unreadable(
                f"The workbook has two sheets called “{shown(name)}”: rename one of them, save it and upload it again."
            )


def _elements(package, name, *wanted):
    """The attributes of all elements with one of these names in a small XML part."""
    found = []

    def start(element, attributes):
        if element.rpartition(":")[2] in wanted:
            found.append(attributes)

    xml = part(package, name)
    _check_prolog(name, xml[:PROLOG])
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unreadable(f"The file is damaged in its part “{name}”: {AGAIN}.") from error
    return found


def _relation(sheet):
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _without_password():
    return "save a copy without password and upload that"

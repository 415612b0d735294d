"""What a zip is: a workbook of which kind, with which sheets, or something else that goes about as a zip."""

import posixpath
from xml.parsers import expat

from curation.core import packages
from curation.core.problems import (
    ENCRYPTED,
    FILE,
    RESAVE,
    TABLE,
    Problem,
    Unreadable,
    damaged,
    macros,
    no_sheet,
    shown,
)

TYPES = "application/vnd.openxmlformats-officedocument."
BOOKS = (TYPES + "spreadsheetml.sheet.main+xml", TYPES + "spreadsheetml.template.main+xml")
OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
STRANGERS = (  # what a content type begins with or a member is called, what the file is
    (TYPES + "wordprocessingml", "a Word document"),
    (TYPES + "presentationml", "a PowerPoint presentation"),
    ("application/vnd.ms-word", "a Word document"),
    ("application/vnd.ms-powerpoint", "a PowerPoint presentation"),
    ("Index/Document.iwa", "an Apple Numbers document"),
)


def kind(data, limits):
    """ "xlsx" or "ods" for the bytes of a zip; Unreadable for every other zip, and for one that is not safe to read."""
    package = packages.open_package(data, limits)
    found = _kind(package, set(package.namelist()))
    packages.check_contents(package)
    if found == "xlsx":
        _check_sheets(sheets(package), limits)
    return found


def sheets(package):
    """(name, path of its part) of each sheet of an xlsx, in the workbook's order."""
    targets = {relation.get("Id"): _target(relation) for relation in _relations(package)}
    found = _elements(package, "xl/workbook.xml", "sheet")
    return [(sheet.get("name", ""), targets.get(_relation(sheet), "")) for sheet in found]


def shared_texts(package):
    """The path of the part with the texts that cells share, "" where there is none."""
    found = (_target(relation) for relation in _relations(package) if relation["Type"].endswith("/sharedStrings"))
    return next(found, "")


def _relations(package):
    found = _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
    return [relation for relation in found if relation.get("TargetMode") != "External" and "Type" in relation]


def _target(relation):
    return posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]


def _relation(sheet):
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _kind(package, names):
    types = _content_types(package) if "[Content_Types].xml" in names else []
    if _encrypted(package, names):
        raise Unreadable(ENCRYPTED)
    if _has_macros(types, names):
        raise Unreadable(macros())
    if any(kind in BOOKS for kind in types):
        return "xlsx"
    if "mimetype" in names and packages.part(package, "mimetype").strip().removesuffix(b"-template") == OPENDOCUMENT:
        return "ods"
    raise Unreadable(_stranger(types, names))


def _content_types(package):
    return [part.get("ContentType", "") for part in _elements(package, "[Content_Types].xml", "Override", "Default")]


def _encrypted(package, names):
    manifest = "META-INF/manifest.xml"
    return "encrypted-package" in names or (manifest in names and bool(_elements(package, manifest, "encryption-data")))


def _has_macros(types, names):
    return (
        any("macroEnabled" in kind or "vbaProject" in kind for kind in types)
        or any(name.casefold().endswith("vbaproject.bin") for name in names)
        or any(name.startswith(("xl/macrosheets/", "Basic/", "Scripts/")) for name in names)
    )


def _stranger(types, names):
    if any("sheet.binary" in kind for kind in types):
        found = "a binary Excel workbook (.xlsb)"
        return Problem("{Place} is {found}: {remedy}.", place=FILE, found=found, expected=TABLE, remedy=RESAVE)
    for mark, what in STRANGERS:
        if mark in names or any(kind.startswith(mark) for kind in types):
            return another_document(what)
    inside = min((name for name in names if not name.endswith("/")), default="nothing")
    return Problem(
        "{Place} is {found}: {remedy}.",
        place=FILE,
        found=f"a zip archive and no workbook (it holds “{shown(inside)}”)",
        expected=TABLE,
        remedy="unpack it and upload the table inside",
    )


def another_document(what):
    """A file of an office program that is no spreadsheet."""
    remedy = "copy its table into a spreadsheet, save and upload that"
    said = "{Place} is {found} and no workbook: {remedy}."
    return Problem(said, place=FILE, found=what, expected=TABLE, remedy=remedy)


def _check_sheets(found, limits):
    if not found:
        raise Unreadable(no_sheet())
    if len(found) > limits.sheets:
        raise Unreadable(
            f"{{Place}} has {{found}} and the limit is {limits.sheets:,}: {{remedy}}.",
            place="the workbook",
            found=f"{len(found):,} sheets",
            expected=f"at most {limits.sheets:,}",
            remedy="split it and upload the parts",
        )
    names = [name for name, _ in found]
    for name in names:
        if names.count(name) > 1:
            raise Unreadable(
                "{Place} has {found}: {remedy}.",
                place="the workbook",
                found=f"two sheets called “{shown(name)}”",
                expected="a name of its own for each sheet",
                remedy="rename one of them, save it and upload it again",
            )


def _elements(package, name, *wanted):
    """The attributes of all elements with one of the wanted names in a part."""
    found = []

    def start(element, attributes):
        if element.rpartition(":")[2] in wanted:
            found.append(attributes)

    xml = packages.part(package, name)
    packages.check_beginning(name, xml)
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unreadable(damaged(name)) from error
    return found

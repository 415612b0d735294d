"""What programs write into a workbook beside its cells: who made, saved or commented on it, and in which folder.

A list of what is allowed: a workbook is clean where it has no other parts than those that are known here, each can be
parsed, and none says who or where. Anything else may name somebody.
"""

import re
import zipfile
import zlib
from xml.parsers import expat

XLSX = (
    r"\[Content_Types\]\.xml", r"_rels/\.rels", r"docProps/(core|app)\.xml",
    r"xl/(workbook|styles|sharedStrings|calcChain|metadata)\.xml", r"xl/_rels/workbook\.xml\.rels",
    r"xl/theme/theme\d+\.xml", r"xl/(worksheets/sheet|tables/table)\d+\.xml",
    r"xl/worksheets/_rels/sheet\d+\.xml\.rels",
)  # fmt: skip
ODS = (r"META-INF/manifest\.xml", r"(content|styles|meta|settings)\.xml", r"manifest\.rdf")
KNOWN = re.compile("|".join(XLSX + ODS))
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
EMPTY_FOLDERS = re.compile(r"Configurations2/([A-Za-z]+/)*")
MOST = 64 << 20  # bytes of one part that are looked through

# In these parts any element may say who or where, but for those that can only say what the workbook is.
PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
OF_THE_BOOK = {
    "created", "modified", "lastPrinted", "revision", "version", "language", "title", "subject", "description",
    "keywords", "category", "contentStatus",
    "Application", "AppVersion", "DocSecurity", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged",
    "TotalTime", "lpstr", "i4",
    "generator", "creation-date", "date", "print-date", "editing-duration", "editing-cycles", "keyword",
}  # fmt: skip
# Where a program may stand for a person.
AUTHORS = {"creator", "lastModifiedBy", "initial-creator", "printed-by"}
PROGRAMS = {"openpyxl", "xlsxwriter", "Apache POI", "SheetJS", "EPPlus"}

# In all other parts: what says who or where, with text inside or in attributes; images, and where it was saved.
WHO = {
    "creator", "creator-initials", "initial-creator", "lastModifiedBy", "printed-by", "author", "authors", "Manager",
    "author-name", "author-initials", "file-name", "user-defined",
}  # fmt: skip
NEVER = {"absPath", "customWorkbookView", "template", "binary-data"}
WHO_OR_WHERE = {"userName", "user", "author", "securityDescriptor", "destinationFile"}
SETTINGS = {"ActiveTable", "ViewId"}  # those of its settings in words that are about the tables; others name printers
AFAR = ("http://", "https://", "#")


class Found(Exception):
    """Somebody may be named."""


def in_workbook(path):
    """Whether a workbook (.xlsx, .ods) says more than its cells about people; so of anything that cannot be read."""
    try:
        with zipfile.ZipFile(path) as book:
            if book.comment:
                return True
            for part in book.infolist():
                look(book, part)
    except (Found, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError, LookupError,
            OSError, expat.ExpatError):  # fmt: skip
        return True
    return False


def look(book, part):
    """Found where a part may name somebody."""
    if part.comment or part.file_size > MOST:
        raise Found
    data = book.read(part)
    if part.filename == "mimetype" and data == MIMETYPE:
        return
    if EMPTY_FOLDERS.fullmatch(part.filename) and not data:
        return
    if not KNOWN.fullmatch(part.filename):
        raise Found
    Part(part.filename).read(data)


class Part:
    """A part of a workbook as XML, whatever its encoding and the prefixes of its names."""

    def __init__(self, name):
        self.is_properties = name in PROPERTIES
        self.within, self.texts = [], []

    def read(self, data):
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = parser.CommentHandler = parser.ProcessingInstructionHandler = self.found
        parser.Parse(data, True)

    def found(self, *_):
        raise Found

    def start(self, name, attributes):
        name = local(name)
        said = {local(each): value.strip() for each, value in attributes.items()}
        if name in NEVER or any(said.get(each) for each in WHO_OR_WHERE):
            raise Found
        if not said.get("href", "#").startswith(AFAR):
            raise Found
        if said.get("TargetMode") == "External" and not said.get("Target", "").startswith(AFAR):
            raise Found
        setting = name == "config-item" and said.get("type") in ("string", "base64Binary")
        self.within.append("user-defined" if setting and said.get("name") not in SETTINGS else name)
        self.texts.append([])

    def text(self, text):
        self.texts[-1].append(text)

    def end(self, _name):
        said = "".join(self.texts.pop()).strip()
        if said and self.may_name(said):
            raise Found
        self.within.pop()

    def may_name(self, said):
        name = self.within[-1]
        if self.is_properties:
            return name not in OF_THE_BOOK and not (name in AUTHORS and said in PROGRAMS)
        return not WHO.isdisjoint(self.within)


def local(name):
    return name.rpartition(":")[2]

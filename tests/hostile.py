"""Makers of files that lie, break, explode or are merely odd, and what reading each of them must give.

A Case names a file, its bytes, and the outcome: a part of the sentence that refuses it, or the rows of its first grid.
All figures are made up.
"""

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPREADSHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij"))
    + "]>"
)


@dataclass(frozen=True)
class Case:
    """`refused` is a part of the sentence, `rows` the first grid; `make` gives the bytes of the file called `name`."""

    about: str
    name: str
    make: Callable[[], bytes]
    refused: str | None = None
    rows: list | None = None
    declared: str | None = None
    warning: str | None = None


# Makers


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip of {name: text or bytes}, or of pairs where a name comes twice."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(name, content)
    return file.getvalue()


def book_parts(
    *cells,
    sheet=None,
    shared=None,
    main=MAIN,
    office=OFFICE,
    kind=SPREADSHEETML + "sheet.main+xml",
    sheets=None,
    before="",
):
    """The parts of the smallest workbook: one sheet, S, with the cells (XML) in one row, or the whole sheet's XML."""
    sheet = sheet or f'{before}<sheetData><row r="1">{"".join(cells)}</row></sheetData>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        + (sheets if sheets is not None else '<sheet name="S" sheetId="1" r:id="rId1"/>')
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet
        if "<?xml" in sheet or "sheetData" not in sheet or ":sheetData" in sheet
        else f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    return parts


def xlsx(*cells, extra=(), without=(), **how):
    parts = book_parts(*cells, **how) | dict(extra)
    return zipped({name: content for name, content in parts.items() if name not in without})


def number(place, value, more=""):
    return f'<c r="{place}"{more}><v>{value}</v></c>'


def inline(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def ods(tables, extra=(), before=""):
    """An .ods whose content holds the tables (XML)."""
    names = {"office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0"}
    spaces = "".join(f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"' for short, long in names.items())
    hidden = '<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>'
    content = (
        f'{before}<office:document-content{spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{hidden}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return zipped(parts | {"META-INF/manifest.xml": "<manifest/>"} | dict(extra))


def table(*rows, more=""):
    return f'<table:table table:name="T"{more}>{"".join(rows)}</table:table>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(attributes="", shown=""):
    return f"<table:table-cell {attributes}>{shown}</table:table-cell>"


def words(text):
    return cell('office:value-type="string"', f"<text:p>{text}</text:p>")


def count(value, more=""):
    return cell(f'office:value-type="float" office:value="{value}"{more}')


def ole(streams, size=512):
    """A compound file of {name: bytes}; every stream is padded beyond the size below which it would be kept elsewhere."""
    sectors, entries = [], [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    follows = []
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        first, pieces = (
            len(sectors),
            [content[at : at + size].ljust(size, b"\0") for at in range(0, len(content), size)],
        )
        sectors += pieces
        follows += [*range(first + 1, first + len(pieces)), 0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(content)))
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // size) * size, b"\0")
    begin = len(sectors)
    sectors += [directory[at : at + size] for at in range(0, len(directory), size)]
    follows += [*range(begin + 1, len(sectors)), 0xFFFFFFFE]
    table_at = len(sectors)
    follows += [0xFFFFFFFD] + [0xFFFFFFFF] * (size // 4 - len(follows) - 1)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIII4xIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, begin, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    header += struct.pack("<109I", table_at, *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors) + struct.pack(f"<{size // 4}I", *follows)


def _entry(name, kind, first, length):
    text = name.encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text) + 2, kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", first, length)[:12]
    )


def record(code, body=b""):
    return struct.pack("<HH", code, len(body)) + body


def biff(*cells, head=b"", kind=0, hidden=0, name="S"):
    """The stream of an old workbook with one sheet; the cells are records."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    title = struct.pack("<BB", len(name), 0) + name.encode()
    end = record(0x000A)
    before = len(begin) + len(head) + 4 + 6 + len(title) + len(end)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + b"".join(cells) + end
    return begin + head + record(0x0085, struct.pack("<IBB", before, hidden, kind) + title) + end + sheet


def old_number(row, column, value):
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def old_text(row, column, text):
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def old_error(row, column, code):
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def old_formula(row, column, result):
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")


def xls(*cells, extra=(), **how):
    return ole({"Workbook": biff(*cells, **how)} | dict(extra))


# What some of the cases need


def altered(data, change):
    """The same zip with its directory entries changed: change(fields) of each, as struct.unpack gives them."""
    data, at = bytearray(data), 0
    shape = "<4s4BHHHHIIIHHHHHII"
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        fields = list(struct.unpack_from(shape, data, at))
        change(fields)
        struct.pack_into(shape, data, at, *fields)
        at += 46
    return bytes(data)


def encrypted_zip():
    def mark(fields):
        fields[5] |= 1

    return altered(xlsx(number("A1", 1)), mark)


def lying_zip():
    """Its directory says that each part has 100 bytes; in truth the sheet has more."""

    def shrink(fields):
        fields[11] = min(fields[11], 100)

    return altered(xlsx(*[number(f"{letter}1", 1) for letter in "ABCDEFGH"]), shrink)


def flipped():
    """One bit of the packed sheet is another."""
    data = bytearray(zipped(book_parts(number("A1", 1)), zipfile.ZIP_STORED))
    data[data.index(b"<v>1</v>") + 3] ^= 2
    return bytes(data)


def twice(name):
    parts = [*book_parts(number("A1", 1)).items(), (name, "<worksheet/>")]
    with BytesIO() as file, zipfile.ZipFile(file, "w") as archive:
        for part, content in parts:
            archive.writestr(zipfile.ZipInfo(part), content)
        archive.close()
        return file.getvalue()


def many_members():
    return xlsx(number("A1", 1), extra={f"xl/media/{n}.txt": "" for n in range(2_100)})


def long_sheet(megabytes):
    """A sheet of blanks that packs to almost nothing."""
    return f'<sheetData><row r="1">{number("A1", 1)}</row></sheetData><!--{" " * (megabytes * 2**20)}-->'


def random_bytes(length):
    """Bytes that do not pack, and the same each time."""
    return b"".join(zlib.crc32(struct.pack("<I", n)).to_bytes(4, "big") for n in range(length // 4))


def circular_ole():
    data = bytearray(xls(old_number(0, 0, 1)))
    struct.pack_into("<I", data, len(data) - 512, 0)
    return bytes(data)


def old_password():
    return xls(old_number(0, 0, 1), head=record(0x002F, bytes(6)))


def sheets_xml(*names, state=""):
    return "".join(f'<sheet name="{name}" sheetId="{n}"{state} r:id="rId1"/>' for n, name in enumerate(names, 1))


def prefixed():
    return (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c>'
        '<x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )


def text(content, encoding="utf-8"):
    return lambda: content.encode(encoding)


def stored_uncompressed(name="xl/media/a.bin"):
    """More than 20 MiB of what does not pack."""
    return xlsx(number("A1", 1), extra={name: random_bytes(21 * 2**20)})


TITLES = "국적,남,여\n카자흐스탄,3,4\n키르기즈,5,6\n"
JAPANESE = "国籍・地域,総数\nカザフスタン,3\nキルギス,4\n"
RUSSIAN = "Страна;Работа;Учёба\nКазахстан;3;4\nКиргизия;5;6\n"
FRENCH = "pays,nombre\nCôte d’Ivoire,3\nKirghizistan – été,4\n"
CHINESE = "国家,人数\n哈萨克斯坦,3\n乌兹别克斯坦,4\n"


def cells(content, separator=","):
    return [line.split(separator) for line in content.splitlines()]


DISGUISED = [
    Case(
        "a PDF called .xlsx", "t.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3", "is a PDF and no table: upload the table itself"
    ),
    Case("a JPEG called .xlsx", "t.xlsx", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "is a JPEG picture"),
    Case("a PNG called .csv", "t.csv", lambda: b"\x89PNG\r\n\x1a\n\0", "is a PNG picture"),
    Case(
        "a web page called .xls",
        "t.xls",
        lambda: b"\n<HTML><table><tr><td>1",
        "is a web page (HTML) and no workbook: open it",
    ),
    Case("a bare HTML table called .xlsx", "t.xlsx", lambda: b"\xef\xbb\xbf<table><tr>", "is a web page (HTML)"),
    Case(
        "a web archive called .xls", "t.xls", lambda: b"MIME-Version: 1.0\nContent-Type: x", "is a web archive (MHTML)"
    ),
    Case(
        "Excel 2003 XML called .xls",
        "t.xls",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "is an Excel 2003 XML sheet",
    ),
    Case("other XML called .csv", "t.csv", lambda: b"<?xml version='1.0'?><data/>", "is an XML file"),
    Case("JSON called .csv", "t.csv", lambda: json.dumps([{"a": 1}]).encode(), "is JSON and no table"),
    Case(
        "a gzip called .csv", "t.csv", lambda: gzip.compress(b"a,b\n1,2\n"), "is a gzip archive and no table: unpack it"
    ),
    Case("a RAR called .xlsx", "t.xlsx", lambda: b"Rar!\x1a\x07\x00", "is a RAR archive"),
    Case("RTF called .csv", "t.csv", lambda: b"{\\rtf1 a,b}", "is a text document (RTF)"),
    Case("Parquet called .csv", "t.csv", lambda: b"PAR1\x15\x04", "is a Parquet file"),
    Case("SQLite called .csv", "t.csv", lambda: b"SQLite format 3\0\x10", "is an SQLite database"),
    Case(
        "Excel 4 of 1992 called .xls",
        "t.xls",
        lambda: b"\x09\x04\x06\x00\0\0\x10\0",
        "is an Excel file from before 1993",
    ),
    Case(
        "a table in a .zip called .xlsx",
        "t.xlsx",
        lambda: zipped({"a.csv": "a,b"}),
        "is a zip archive and no workbook (it holds “a.csv”)",
    ),
    Case("an empty .zip called .xlsx", "t.xlsx", lambda: zipped({}), "is an empty zip archive"),
    Case(
        "text called .xlsx",
        "t.xlsx",
        text("a,b\n1,2\n"),
        "is called .xlsx and is a plain text table (.csv or .tsv): rename it to end in .csv",
    ),
    Case("one byte called .xls", "t.xls", lambda: b"x", "is called .xls and is a plain text table"),
    Case(
        "xlsx called .csv",
        "t.csv",
        lambda: xlsx(number("A1", 7)),
        "is called .csv and is an Excel workbook (.xlsx): rename it to end in .xlsx",
    ),
    Case(
        "xls called .xlsx",
        "t.xlsx",
        lambda: xls(old_number(0, 0, 7)),
        rows=[["7"]],
        warning="called .xlsx and is an old Excel workbook",
    ),
    Case(
        "xlsx called .xls",
        "t.xls",
        lambda: xlsx(number("A1", 7)),
        rows=[["7"]],
        warning="called .xls and is an Excel workbook (.xlsx)",
    ),
    Case(
        "ods called .xlsx",
        "t.xlsx",
        lambda: ods(table(row(count(7)))),
        rows=[["7"]],
        warning="is an OpenDocument spreadsheet",
    ),
    Case(
        "a Word document called .xlsx",
        "t.xlsx",
        lambda: xlsx(kind="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        "is a Word document",
    ),
    Case(
        "slides called .xlsx",
        "t.xlsx",
        lambda: xlsx(kind="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
        "is a PowerPoint presentation",
    ),
    Case(
        "a binary workbook",
        "t.xlsb",
        lambda: xlsx(kind="application/vnd.ms-excel.sheet.binary.main"),
        "is a binary Excel workbook (.xlsb)",
    ),
    Case("Apple Numbers", "t.numbers", lambda: zipped({"Index/Document.iwa": "x"}), "is an Apple Numbers document"),
    Case("an old Word document called .xls", "t.xls", lambda: ole({"WordDocument": b"x"}), "is a Word document"),
    Case("another old document", "t.xls", lambda: ole({"Contents": b"x"}), "is an old Office document and no workbook"),
]

CONTAINERS = [
    Case("nothing", "t.xlsx", lambda: b"", "is empty: download it again"),
    Case("nothing but blanks and NULs", "t.csv", lambda: b"\0 \n" * 9, "is empty: download it again"),
    Case("more than 20 MiB", "t.xlsx", stored_uncompressed, "has more than 20 MiB, which is the limit"),
    Case(
        "half a download",
        "t.xlsx",
        lambda: xlsx(number("A1", 1))[:700],
        "is cut short, the end of its zip archive is missing",
    ),
    Case(
        "a broken directory",
        "t.xlsx",
        lambda: xlsx(number("A1", 1)).replace(b"PK\x01\x02", b"PK\x01\x03"),
        "the directory of its zip archive cannot be read",
    ),
    Case("a flipped bit", "t.xlsx", flipped, "damaged in its part “xl/worksheets/sheet1.xml”"),
    Case("sizes that lie", "t.xlsx", lying_zip, "damaged in its part"),
    Case(
        "a part twice",
        "t.xlsx",
        lambda: twice("xl/worksheets/sheet1.xml"),
        "holds the part “xl/worksheets/sheet1.xml” twice",
    ),
    Case(
        "a part twice but for capitals",
        "t.xlsx",
        lambda: twice("xl/worksheets/Sheet1.XML"),
        "twice, so that nobody can say",
    ),
    Case(
        "a part outside",
        "t.xlsx",
        lambda: xlsx(extra={"../evil.xml": "<a/>"}),
        "a part “../evil.xml” that points outside",
    ),
    Case("a part at the root of the disk", "t.xlsx", lambda: xlsx(extra={"/etc/evil": "x"}), "points outside"),
    Case("a part on a Windows disk", "t.xlsx", lambda: xlsx(extra={"C:/evil": "x"}), "points outside"),
    Case("a bomb", "t.xlsx", lambda: xlsx(sheet=long_sheet(30)), "is a zip bomb, or blank to the last row"),
    Case(
        "much beyond 200 MiB",
        "t.xlsx",
        lambda: xlsx(extra={"a.bin": random_bytes(2**20) + bytes(209 * 2**20)}),
        "unpacks to 210 MiB and the limit is 200 MiB",
    ),
    Case("2,100 parts", "t.xlsx", many_members, "parts and a workbook may have 2,000"),
    Case(
        "an archive inside",
        "t.xlsx",
        lambda: xlsx(extra={"xl/embeddings/a.bin": zipped({"a": "b"})}),
        "holds another archive, “xl/embeddings/a.bin”",
    ),
    Case("a password on the zip", "t.xlsx", encrypted_zip, "is encrypted: save a copy without password"),
    Case(
        "an unusual packing",
        "t.xlsx",
        lambda: zipped(book_parts(number("A1", 1)), zipfile.ZIP_BZIP2),
        "is packed in a way that no workbook uses",
    ),
    Case(
        "two archives glued",
        "t.xlsx",
        lambda: zipped({"a": "b"}) + xlsx(number("A1", 1)),
        "is two archives glued together",
    ),
    Case(
        "a program before the zip",
        "t.xlsx",
        lambda: b"MZ\x90\0" + xlsx(number("A1", 1)),
        "is called .xlsx and is no workbook of any kind",
    ),
    Case(
        "a password on the workbook",
        "t.xlsx",
        lambda: ole({"EncryptedPackage": b"x"}),
        "is encrypted: save a copy without password",
    ),
    Case("a password on an .xls", "t.xls", old_password, "is encrypted: save a copy without password"),
    Case(
        "a password on an .ods",
        "t.ods",
        lambda: ods(
            table(),
            {
                "META-INF/manifest.xml": "<m:manifest xmlns:m='x'><m:encryption-data/></m:manifest>",
                "content.xml": b"\x8f\x01",
            },
        ),
        "is encrypted: save a copy without password",
    ),
    Case(
        "macros by content type",
        "t.xlsm",
        lambda: xlsx(kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "holds macros (programs)",
    ),
    Case(
        "macros by part",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), extra={"xl/vbaProject.bin": b"x"}),
        "holds macros (programs)",
    ),
    Case(
        "macros of Excel 4",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), extra={"xl/macrosheets/sheet1.xml": "<a/>"}),
        "holds macros (programs)",
    ),
    Case(
        "macros in an .xls",
        "t.xls",
        lambda: xls(old_number(0, 0, 1), extra={"_VBA_PROJECT_CUR": b""}),
        "holds macros (programs)",
    ),
    Case("a macro sheet in an .xls", "t.xls", lambda: xls(old_number(0, 0, 1), kind=1), "holds a sheet of macros"),
    Case(
        "macros in an .ods",
        "t.ods",
        lambda: ods(table(row(count(1))), {"Basic/Standard/a.xml": "<a/>"}),
        "holds macros (programs)",
    ),
    Case(
        "half an .xls",
        "t.xls",
        lambda: xls(old_number(0, 0, 1))[:2000],
        "damaged and cannot be read as an old Excel workbook",
    ),
    Case("an .xls that runs in circles", "t.xls", circular_ole, "damaged and cannot be read as an old Excel workbook"),
    Case(
        "the first 8 bytes of an .xls",
        "t.xls",
        lambda: xls()[:8],
        "damaged and cannot be read as an old Excel workbook",
    ),
]

MARKUP = [
    Case(
        "a document type",
        "t.xlsx",
        lambda: xlsx(extra={"docProps/app.xml": "<!DOCTYPE a><a/>"}),
        "“docProps/app.xml” declares a document type",
    ),
    Case(
        "a billion laughs",
        "t.xlsx",
        lambda: xlsx(extra={"xl/sharedStrings.xml": f"{LAUGHS}<sst>&j;</sst>"}),
        "declares a document type",
    ),
    Case(
        "laughs where the sheets are named",
        "t.xlsx",
        lambda: xlsx(extra={"xl/workbook.xml": f"{LAUGHS}<workbook>&j;</workbook>"}),
        "declares a document type",
    ),
    Case(
        "a look elsewhere",
        "t.xlsx",
        lambda: xlsx(extra={"xl/styles.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
        "declares a document type",
    ),
    Case(
        "a document type in UTF-16",
        "t.xlsx",
        lambda: xlsx(extra={"xl/theme.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
        "declares a document type",
    ),
    Case(
        "a document type in an .ods",
        "t.ods",
        lambda: ods(table(), before=LAUGHS),
        "“content.xml” declares a document type",
    ),
    Case(
        "a comment without end",
        "t.xlsx",
        lambda: xlsx(extra={"xl/a.xml": "<!--" + "x" * 2**17 + "--><a/>"}),
        "begins in a way that no workbook's does",
    ),
    Case(
        "no XML where XML belongs",
        "t.xlsx",
        lambda: xlsx(extra={"xl/styles.xml": "styles"}),
        "“xl/styles.xml”, which is no XML",
    ),
    Case(
        "XML that breaks off",
        "t.xlsx",
        lambda: xlsx(sheet='<?xml version="1.0"?><worksheet><sheetData><row r="1"><c r="A1"><v>1'),
        "Sheet “S” is damaged",
    ),
    Case("an entity nobody declared", "t.xlsx", lambda: xlsx(inline("A1", "&who;")), "Sheet “S” is damaged"),
    Case("half a character", "t.xlsx", lambda: xlsx(inline("A1", "&#xD800;")), "Sheet “S” is damaged"),
    Case(
        "100,000 elements deep",
        "t.xlsx",
        lambda: xlsx(number("A1", 7), before="<a>" * 100_000 + "</a>" * 100_000),
        rows=[["7"]],
    ),
    Case(
        "prefixes everywhere, and an error",
        "t.xlsx",
        lambda: xlsx(sheet=prefixed()),
        rows=[["7", "#N/A"]],
        warning="Sheet “S”, cell B1: a spreadsheet error",
    ),
    Case("text in CDATA", "t.xlsx", lambda: xlsx('<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>'), rows=[["a<b"]]),
    Case(
        "a comment that looks like a cell",
        "t.xlsx",
        lambda: xlsx("<!-- <c><v>1</v></c> -->", number("A1", 7)),
        rows=[["7"]],
    ),
    Case("white space in the XML", "t.xlsx", lambda: xlsx('<c r="A1">\n<v>7</v>\n</c>'), rows=[["7"]]),
]

STRUCTURE = [
    Case("no sheet", "t.xlsx", lambda: xlsx(sheets=""), "has no sheet"),
    Case(
        "300 sheets",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), sheets=sheets_xml(*map(str, range(300)))),
        "has 300 sheets and the limit is 256",
    ),
    Case(
        "two sheets of one name",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), sheets=sheets_xml("S", "S")),
        "has two sheets called “S”",
    ),
    Case(
        "a sheet that is not there",
        "t.xlsx",
        lambda: xlsx(without=["xl/worksheets/sheet1.xml"]),
        "Sheet “S” is named in the workbook and not in the file",
    ),
    Case("no workbook part", "t.xlsx", lambda: xlsx(without=["xl/workbook.xml"]), "lacks its part “xl/workbook.xml”"),
    Case("all blank", "t.xlsx", lambda: xlsx('<c r="A1" s="0"/>'), "has no filled cell"),
    Case(
        "a dimension too small",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), number("C1", 2), before='<dimension ref="A1"/>'),
        rows=[["1", "", "2"]],
    ),
    Case(
        "a dimension too large",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), before='<dimension ref="A1:XFD1048576"/>'),
        rows=[["1"]],
    ),
    Case(
        "a dimension that is none",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), before='<dimension ref="all"/>'),
        "Sheet “S” is damaged",
    ),
    Case("text kept in the cells", "t.xlsx", lambda: xlsx(inline("A1", " a "), inline("B1", "b")), rows=[[" a ", "b"]]),
    Case(
        "shared texts",
        "t.xlsx",
        lambda: xlsx('<c r="A1" t="s"><v>1</v></c>', shared="<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si>"),
        rows=[["bc"]],
    ),
    Case(
        "a shared text that is empty",
        "t.xlsx",
        lambda: xlsx('<c r="A1" t="s"><v>0</v></c>', number("B1", 7), shared="<si><t></t></si>"),
        rows=[["", "7"]],
    ),
    Case(
        "how to say it is not the text",
        "t.xlsx",
        lambda: xlsx('<c r="A1" t="s"><v>0</v></c>', shared="<si><t>漢</t><rPh sb='0' eb='1'><t>かん</t></rPh></si>"),
        rows=[["漢"]],
    ),
    Case(
        "no shared texts",
        "t.xlsx",
        lambda: xlsx('<c r="A1" t="s"><v>0</v></c>'),
        "Sheet “S” points to a text that the file lacks",
    ),
    Case(
        "a shared text too far",
        "t.xlsx",
        lambda: xlsx('<c r="A1" t="s"><v>9</v></c>', shared="<si><t>a</t></si>"),
        "Sheet “S” points to a text that the file lacks",
    ),
    Case(
        "Strict OOXML",
        "t.xlsx",
        lambda: xlsx(
            number("A1", 7), '<c r="B1" t="d" s="1"><v>2018-03-01</v></c>', main=STRICT_MAIN, office=STRICT_OFFICE
        ),
        rows=[["7", "2018-03-01"]],
    ),
    Case(
        "cells without places",
        "t.xlsx",
        lambda: xlsx("<c><v>1</v></c>", "<c/>", "<c><v>3</v></c>"),
        rows=[["1", "", "3"]],
    ),
    Case(
        "cells without places, and an error",
        "t.xlsx",
        lambda: xlsx("<c><v>1</v></c>", '<c t="e"><v>#REF!</v></c>'),
        rows=[["1", "#REF!"]],
        warning="Sheet “S”, cell B1: a spreadsheet error",
    ),
    Case(
        "not from A1 on",
        "t.xlsx",
        lambda: xlsx(sheet=f'<sheetData><row r="3">{number("C3", 7)}</row></sheetData>'),
        rows=[["", "", ""], ["", "", ""], ["", "", "7"]],
    ),
    Case(
        "rows out of order",
        "t.xlsx",
        lambda: xlsx(
            sheet=f'<sheetData><row r="2">{number("A2", 2)}</row><row r="1">{number("A1", 1)}</row></sheetData>'
        ),
        rows=[["1"], ["2"]],
    ),
    Case("a cell twice", "t.xlsx", lambda: xlsx(number("A1", 1), number("A1", 2)), "stores cell A1 twice"),
    Case(
        "a cell at the far corner",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), number("XFD1048576", 2)),
        "Sheet “S” reaches to row 1,048,576 and column XFD",
    ),
    Case("a cell beyond the last column", "t.xlsx", lambda: xlsx(number("A1", 1), number("ZZZZ1", 2)), "column ZZZZ"),
    Case("a column without end", "t.xlsx", lambda: xlsx(number("A" * 40 + "1", 2)), "a column beyond any sheet"),
    Case(
        "a row beyond the last",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), number("A1048577", 2)),
        "Sheet “S” reaches to row 1,048,577",
    ),
    Case(
        "a row without end",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), number("A99999999999", 2)),
        "needs more memory than the 1,536 MiB allowed",
    ),
    Case("a place that is none", "t.xlsx", lambda: xlsx(number("A1", 1), number("A-1", 2)), "Sheet “S” is damaged"),
    Case("row nought", "t.xlsx", lambda: xlsx(number("A1", 1), number("A0", 2)), "Sheet “S” is damaged"),
    Case(
        "a cell of 40,000 characters",
        "t.xlsx",
        lambda: xlsx(inline("A1", "x" * 40_000)),
        "Sheet “S”, row 1 holds a cell of 40,000 characters",
    ),
    Case(
        "numbers",
        "t.xlsx",
        lambda: xlsx(number("A1", "1178.0"), number("B1", 0.24), number("C1", "1E3"), number("D1", "-0")),
        rows=[["1178", "0.24", "1000", "0"]],
    ),
    Case(
        "a number beyond a float",
        "t.xlsx",
        lambda: xlsx(number("A1", 12345678901234567891), number("B1", 1)),
        rows=[["12345678901234567891", "1"]],
    ),
    Case(
        "what is no number", "t.xlsx", lambda: xlsx(number("A1", "1,178"), number("B1", "nan")), rows=[["1,178", "nan"]]
    ),
    Case(
        "truths beside numbers",
        "t.xlsx",
        lambda: xlsx(number("A1", 1, ' t="b"'), number("B1", 1), number("C1", 0, ' t="b"'), number("D1", 0)),
        rows=[["TRUE", "1", "FALSE", "0"]],
    ),
    Case(
        "dates and times",
        "t.xlsx",
        lambda: xlsx(
            number("A1", 43160, ' s="1"'),
            number("B1", 43160.5, ' s="2"'),
            number("C1", 0.5, ' s="3"'),
            number("D1", 1.5, ' s="4"'),
        ),
        rows=[["2018-03-01", "2018-03-01T12:00:00", "12:00:00", "36:00:00"]],
    ),
    Case(
        "an error",
        "t.xlsx",
        lambda: xlsx(number("A1", "#N/A", ' t="e"'), number("B1", 7)),
        rows=[["#N/A", "7"]],
        warning="Sheet “S”, cell A1: a spreadsheet error",
    ),
    Case(
        "errors at the end",
        "t.xlsx",
        lambda: xlsx(number("A1", 7), *[number(f"{x}1", "#REF!", ' t="e"') for x in "BC"]),
        rows=[["7", "#REF!", "#REF!"]],
        warning="cell B1 and 1 more",
    ),
    Case("a formula with its value", "t.xlsx", lambda: xlsx('<c r="A1"><f>3+4</f><v>7</v></c>'), rows=[["7"]]),
    Case(
        "a formula that gives the empty text",
        "t.xlsx",
        lambda: xlsx('<c r="A1" t="str"><f>""</f><v></v></c>', number("B1", 7)),
        rows=[["", "7"]],
    ),
    Case(
        "a formula without value",
        "t.xlsx",
        lambda: xlsx(number("A1", 1), '<c r="B1"><f>A1</f></c>'),
        "Sheet “S”, cell B1: a formula has no stored value; open the file and save it",
    ),
    Case(
        "formulas as openpyxl writes them",
        "t.xlsx",
        lambda: xlsx('<c r="A1"><f>1</f><v></v></c>', '<c r="B1"><f>1</f><v/></c>'),
        "Sheet “S”, cell A1 and 1 more: a formula has no stored value",
    ),
    Case("two lines in a cell", "t.xlsx", lambda: xlsx(inline("A1", "a\nb")), rows=[["a\nb"]]),
]

OLD = [
    Case(
        "an .xls",
        "t.xls",
        lambda: xls(old_text(0, 0, "Казахстан"), old_number(1, 1, 0.24), old_number(1, 2, 1178)),
        rows=[["Казахстан", "", ""], ["", "0.24", "1178"]],
    ),
    Case(
        "an error in an .xls",
        "t.xls",
        lambda: xls(old_number(0, 0, 7), old_error(0, 1, 42)),
        rows=[["7", "#N/A"]],
        warning="Sheet “S”, cell B1: a spreadsheet error",
    ),
    Case(
        "a formula's error in an .xls",
        "t.xls",
        lambda: xls(old_number(0, 0, 7), old_formula(0, 1, b"\x02\0\x07\0\0\0\xff\xff")),
        rows=[["7", "#DIV/0!"]],
    ),
    Case("a formula's number in an .xls", "t.xls", lambda: xls(old_formula(0, 0, struct.pack("<d", 7))), rows=[["7"]]),
    Case(
        "a formula's empty text in an .xls",
        "t.xls",
        lambda: xls(old_number(0, 0, 7), old_formula(0, 1, b"\x03\0\0\0\0\0\xff\xff")),
        rows=[["7"]],
        warning="Sheet “S”, cell B1: the value of a formula is the empty text",
    ),
    Case("an .xls without sheets", "t.xls", lambda: xls(kind=2), "has no sheet"),
    Case("an .xls all blank", "t.xls", xls, "has no filled cell"),
    Case(
        "an .xls whose record breaks off", "t.xls", lambda: ole({"Workbook": biff(old_number(0, 0, 1))[:-9]}), "damaged"
    ),
]

OPEN = [
    Case(
        "an .ods",
        "t.ods",
        lambda: ods(
            table(
                row(words("Kazakhstan"), count("1178"), count("0.24"), count("7.0")),
                row(
                    cell('office:value-type="date" office:date-value="2018-03-01"', "<text:p>1 Mar</text:p>"),
                    cell('office:value-type="date" office:date-value="2018-03-01T12:00:00"'),
                    cell('office:value-type="time" office:time-value="PT36H00M00S"'),
                    cell('office:value-type="boolean" office:boolean-value="true"'),
                ),
            )
        ),
        rows=[["Kazakhstan", "1178", "0.24", "7"], ["2018-03-01", "2018-03-01T12:00:00", "36:00:00", "TRUE"]],
    ),
    Case(
        "lines, blanks and notes",
        "t.ods",
        lambda: ods(
            table(
                row(
                    words(
                        'a<text:s text:c="2"/>b<text:line-break/>c<office:annotation><text:p>note</text:p></office:annotation></text:p><text:p>d'
                    )
                )
            )
        ),
        rows=[["a  b\nc\nd"]],
    ),
    Case(
        "repeats",
        "t.ods",
        lambda: ods(table(row(count(1, ' table:number-columns-repeated="2"'), more=' table:number-rows-repeated="2"'))),
        rows=[["1", "1"], ["1", "1"]],
    ),
    Case(
        "blank to the end of the sheet",
        "t.ods",
        lambda: ods(
            table(
                row(count(1), cell('table:number-columns-repeated="16383"')),
                row(cell(), more=' table:number-rows-repeated="1048575"'),
            )
        ),
        rows=[["1"]],
    ),
    Case(
        "filled to the end of the sheet",
        "t.ods",
        lambda: ods(
            table(row(count(1, ' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="1048576"'))
        ),
        "Sheet “T” reaches to row 1,048,576",
    ),
    Case(
        "a repeat without end",
        "t.ods",
        lambda: ods(table(row(count(1, ' table:number-columns-repeated="4000000000"')))),
        "a column beyond any sheet",
    ),
    Case(
        "a repeat less than one",
        "t.ods",
        lambda: ods(table(row(count(1, ' table:number-columns-repeated="-1"')))),
        "damaged in its part “content.xml”",
    ),
    Case(
        "errors in an .ods",
        "t.ods",
        lambda: ods(
            table(
                row(
                    cell(
                        'table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"',
                        "<text:p>#N/A</text:p>",
                    ),
                    cell(
                        'table:formula="of:=1/0" office:value-type="float" office:value="0"', "<text:p>#DIV/0!</text:p>"
                    ),
                )
            )
        ),
        rows=[["#N/A", "#DIV/0!"]],
        warning="Sheet “T”, cell A1 and 1 more: a spreadsheet error",
    ),
    Case(
        "a formula without value in an .ods",
        "t.ods",
        lambda: ods(table(row(count(1), cell('table:formula="of:=1+1"')))),
        "Sheet “T”, cell B1: a formula has no stored value",
    ),
    Case("an .ods without tables", "t.ods", lambda: ods(""), "has no sheet"),
    Case(
        "a number that is none in an .ods",
        "t.ods",
        lambda: ods(table(row(count("many")))),
        "damaged in its part “content.xml”",
    ),
    Case(
        "an .ods whose content is missing",
        "t.ods",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "lacks its part “content.xml”",
    ),
]

TEXTS = [
    Case("one cell", "t.csv", lambda: b"x", rows=[["x"]]),
    Case("UTF-8 with a mark", "t.csv", text(TITLES, "utf-8-sig"), rows=cells(TITLES)),
    Case("UTF-16 with a mark", "t.csv", text(RUSSIAN, "utf-16"), rows=cells(RUSSIAN, ";")),
    Case("UTF-16 without a mark", "t.csv", text(RUSSIAN, "utf-16-be"), rows=cells(RUSSIAN, ";")),
    Case("UTF-32", "t.csv", text(TITLES, "utf-32"), rows=cells(TITLES)),
    Case("CP949", "t.csv", text(TITLES, "cp949"), rows=cells(TITLES)),
    Case("Shift-JIS", "t.csv", text(JAPANESE, "cp932"), rows=cells(JAPANESE)),
    Case("Windows-1251", "t.csv", text(RUSSIAN, "cp1251"), rows=cells(RUSSIAN, ";")),
    Case("Windows-1252", "t.csv", text(FRENCH, "cp1252"), rows=cells(FRENCH)),
    Case("GB 18030", "t.csv", text(CHINESE, "gb18030"), rows=cells(CHINESE)),
    Case("declared and right", "t.csv", text("Казахстан,1\n", "koi8-r"), rows=[["Казахстан", "1"]], declared="koi8-r"),
    Case(
        "KOI8 undeclared",
        "t.csv",
        text(RUSSIAN, "koi8-r"),
        "Nobody can tell in which encoding the file is written, from line 1 on",
    ),
    Case(
        "declared and wrong",
        "t.csv",
        text("a,b\n1,é\n", "cp1252"),
        "was declared as utf-8 and line 2 holds bytes that are not",
        declared="utf-8",
    ),
    Case(
        "declared against its mark",
        "t.csv",
        text(TITLES, "utf-8-sig"),
        "was declared as cp949 and its first bytes say UTF-8",
        declared="cp949",
    ),
    Case(
        "declared as nothing known", "t.csv", text("a,b\n"), "The encoding “rot13” is not known here", declared="rot13"
    ),
    Case(
        "mostly UTF-8",
        "t.csv",
        lambda: TITLES.encode() + "계,é\n".encode("cp949", "replace") + b"\xe9\n",
        "Line 4 holds bytes that are not UTF-8 while most of the file is",
    ),
    Case(
        "half a character in UTF-8",
        "t.csv",
        lambda: b"a,b\n1,\xed\xa0\x80\n",
        "Nobody can tell in which encoding the file is written, from line 2 on",
    ),
    Case(
        "half a character in UTF-16",
        "t.csv",
        lambda: "a,b\n1,".encode("utf-16") + b"\x00\xd8\n\0",
        "says that it is UTF-16 and line 2 holds bytes that are not",
    ),
    Case("a NUL", "t.csv", lambda: b"a,b\n1,\x002\n3,4\n", "Line 2 holds NUL bytes, so the file is no text table"),
    Case("a NUL after a mark", "t.csv", lambda: b"\xef\xbb\xbfa,b\n1,\x002\n", "Line 2 holds a NUL character"),
    Case("bytes without sense", "t.csv", lambda: random_bytes(4000), "no text table"),
    Case("tabs in a .csv", "t.csv", text("a\tb,c\n1\t2,3\n"), rows=[["a", "b,c"], ["1", "2,3"]]),
    Case(
        "a key joined by commas",
        "t.tsv",
        text("freq,geo\\TIME\t2023 \r\nA,KZ\t548697 b\r\n"),
        rows=[["freq,geo\\TIME", "2023 "], ["A,KZ", "548697 b"]],
    ),
    Case(
        "decimal commas",
        "t.csv",
        text("land;2018;2019\nKZ;1,5;2,5\nUZ;3,5;4,5\n"),
        rows=[["land", "2018", "2019"], ["KZ", "1,5", "2,5"], ["UZ", "3,5", "4,5"]],
    ),
    Case("vertical bars", "t.csv", text("a|b, c\n1|2\n"), rows=[["a", "b, c"], ["1", "2"]]),
    Case(
        "semicolons in a column",
        "t.csv",
        text("who,n\nmen; old,1\nmen; young,2\n"),
        rows=[["who", "n"], ["men; old", "1"], ["men; young", "2"]],
    ),
    Case(
        "a title and a note",
        "t.csv",
        text('Title\n\na,b\n1,"1,200"\n2,3\nSource: x; y\n'),
        rows=[["Title", ""], ["", ""], ["a", "b"], ["1", "1,200"], ["2", "3"], ["Source: x; y", ""]],
    ),
    Case("one column", "t.csv", text("a\n1\n"), rows=[["a"], ["1"]]),
    Case("lines ended as on an old Mac", "t.csv", text("a,b\r1,2\r"), rows=[["a", "b"], ["1", "2"]]),
    Case("two lines in a cell", "t.csv", text('a,b\n"x, y\nz",2\n'), rows=[["a", "b"], ["x, y\nz", "2"]]),
    Case("blanks around", "t.csv", text("a,b\n x , 2\n"), rows=[["a", "b"], [" x ", " 2"]]),
    Case(
        "quotation marks inside", "t.csv", text('a,b\n"say ""x""",5" pipe\n'), rows=[["a", "b"], ['say "x"', '5" pipe']]
    ),
    Case(
        "a quotation mark never closed",
        "t.csv",
        text('a,b,c\n1,"x,2\n3,y,4\n'),
        "A quotation mark is opened in line 2 and never closed",
    ),
    Case(
        "a quotation mark closed far below",
        "t.csv",
        text('a,b,c\n1,"x,2\n3,y,4\n5,z",6\n7,8,9\n'),
        "From line 2 on, 3 lines stand inside one pair of quotation marks",
    ),
    Case(
        "a quotation mark closed too early",
        "t.csv",
        text('a,b\n"x" y,2\n'),
        "In line 2 a closing quotation mark is followed by more text",
    ),
    Case(
        "a cell of 40,000 characters in a .csv",
        "t.csv",
        text("a,b\n1," + "x" * 40_000),
        "A cell in line 2 is longer than 32,767 characters",
    ),
    Case("20,000 columns", "t.csv", text("a,b\n" + "1," * 20_000), "Line 2 has 20,001 cells and the limit is 16,384"),
    Case(
        "more than 5,000,000 cells",
        "t.csv",
        text((",".join("1" * 1000) + "\n") * 5_001),
        "has more than 5,000,000 cells, from line 5,001 on",
    ),
    Case("nothing but separators", "t.csv", text(",,\n,,\n"), "has no filled cell"),
]

CASES = [*DISGUISED, *CONTAINERS, *MARKUP, *STRUCTURE, *OLD, *OPEN, *TEXTS]

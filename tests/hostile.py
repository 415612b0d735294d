"""Makers of files that lie, break, explode or are merely odd, and what reading each of them must give.

Below the makers stand the cases: in words, the bytes, and the outcome, which is a part of the sentence that refuses
the file, or the rows of its first sheet. All figures are made up.
"""

import gzip
import json
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    "main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "office": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument."
BOOK = TYPES + "spreadsheetml.sheet.main+xml"
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="170" formatCode="[h]:mm:ss"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs>'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for x, y in ("ba", "cb", "dc"))


@dataclass(frozen=True)
class Case:
    """What reading the file called `name` must give: a part of the refusing sentence, or the first sheet's rows."""

    about: str
    name: str
    content: bytes | Callable[[], bytes]
    outcome: str | list[list[str]]
    warning: str = ""
    declared: str | None = None

    def write(self, folder):
        path = folder / self.name
        path.write_bytes(self.content() if callable(self.content) else self.content)
        return path


def cases(name, table):
    return [Case(about, name, *rest) for about, rest in table.items()]


# Makers of .xlsx


def zipped(parts, packing=zipfile.ZIP_DEFLATED):
    """A zip of {name: text or bytes}, the same bytes at whatever time it is made."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return file.getvalue()


def parts(*cells, sheet="", shared="", main=MAIN, office=OFFICE, kind=BOOK, sheets=None, before="", extra=None):
    """The parts of the smallest workbook: one sheet, S, with the cells (XML) in its first row, or the whole sheet."""
    sheets = '<sheet name="S" sheetId="1" r:id="rId1"/>' if sheets is None else sheets
    related = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relations(office, {"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(office, related),
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{STYLES}</styleSheet>',
        "xl/worksheets/sheet1.xml": sheet
        or f'<worksheet xmlns="{main}">{before}<sheetData>{row_xml(1, *cells)}</sheetData></worksheet>',
    }
    if shared:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    return found | (extra or {})


def relations(office, targets):
    links = (
        f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'


def xlsx(*cells, without="", **how):
    return zipped({name: content for name, content in parts(*cells, **how).items() if name != without})


def row_xml(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


def rows_xml(*rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def num(place, value, more=""):
    return f'<c r="{place}"{more}><v>{value}</v></c>'


def err(place, value):
    return num(place, value, ' t="e"')


def inline(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def formula(place, more="", kind=""):
    return f'<c r="{place}"{kind}><f>1+1</f>{more}</c>'


def named(*names):
    return "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId1"/>' for n, name in enumerate(names, 1))


# Makers of .ods


def ods(*tables, before="", extra=None):
    names = {"office": "office", "table": "table", "text": "text", "style": "style"}
    spaces = "".join(f' xmlns:{short}="{ODF}:{long}:1.0"' for short, long in names.items()) + ' xmlns:calcext="calcext"'
    style = '<style:style style:name="away"><style:table-properties table:display="false"/></style:style>'
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = f"{before}<office:document-content{spaces}>{style}{body}</office:document-content>"
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": "<m/>"} | (extra or {}))


def table(*rows, name="T", more=""):
    return f'<table:table table:name="{name}"{more}>{"".join(rows)}</table:table>'


def row(*cells, repeat=1):
    return f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'


def cell(attributes="", shown="", repeat=1):
    shown = f"<text:p>{shown}</text:p>" if shown else ""
    return f'<table:table-cell table:number-columns-repeated="{repeat}" {attributes}>{shown}</table:table-cell>'


def value(kind, stored, shown="", repeat=1):
    name = {"float": "value", "string": "string-value"}.get(kind, f"{kind}-value")
    return cell(f'office:value-type="{kind}" office:{name}="{stored}"', shown, repeat)


def words(shown):
    return cell('office:value-type="string"', shown)


# Makers of .xls


def ole(streams):
    """A compound file of {name: bytes}, each stream padded beyond the size below which it would be kept elsewhere."""
    sectors, follows, entries = [], [], [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]

    def keep(content):
        first = len(sectors)
        sectors.extend(content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512))
        follows.extend([*range(first + 1, len(sectors)), 0xFFFFFFFE])
        return first

    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, keep(content), len(content)))
    directory, table = keep(b"".join(entries)), len(sectors)
    follows += [0xFFFFFFFD] + [0xFFFFFFFF] * (127 - len(follows))
    header = struct.pack("<8s16x5H6x", bytes.fromhex("d0cf11e0a1b11ae1"), 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<3I4x5I", 0, 1, directory, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", table, *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors) + struct.pack("<128I", *follows)


def _entry(name, kind, first, length):
    text = name.encode("utf-16-le")
    child = 1 if kind == 5 else 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return head + struct.pack("<36xIII", first, length, 0)


def record(code, body=b""):
    return struct.pack("<HH", code, len(body)) + body


def stream(*cells, head=b"", kind=0, hidden=0):
    """The records of a workbook with one sheet, S."""
    book, sheet = (record(0x0809, struct.pack("<HHHHII", 0x0600, what, 0, 0, 0, 6)) for what in (0x0005, 0x0010))
    end, title = record(0x000A), b"\x01\x00S"
    begin = len(book) + len(head) + 4 + 6 + len(title) + len(end)
    return (
        book
        + head
        + record(0x0085, struct.pack("<IBB", begin, hidden, kind) + title)
        + end
        + sheet
        + b"".join(cells)
        + end
    )


def xls(*cells, extra=None, **how):
    return ole({"Workbook": stream(*cells, **how)} | (extra or {}))


def old_num(row, column, value):
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def old_text(row, column, text):
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def old_err(row, column, code):
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def old_formula(row, column, result):
    return record(0x0006, struct.pack("<HHH8sHIH", row, column, 0, result, 0, 0, 3) + b"\x1e\x01\x00")


# What single cases need


def altered(data, change):
    """The same zip, each entry of its directory changed: change(list of its fields)."""
    data, at, shape = bytearray(data), 0, "<4s4BHHHHIIIHHHHHII"
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        fields = list(struct.unpack_from(shape, data, at))
        change(fields)
        struct.pack_into(shape, data, at, *fields)
        at += 46
    return bytes(data)


def set_encrypted(fields):
    fields[5] |= 1


def lie_about_size(fields):
    fields[11] = min(fields[11], 100)


def flipped():
    """A workbook with one bit of its sheet, which is not packed, turned over."""
    data = bytearray(zipped(parts(num("A1", 1)), zipfile.ZIP_STORED))
    data[data.index(b"<v>1</v>") + 3] ^= 2
    return bytes(data)


def twice(name):
    """A workbook with one more part, which replaces the name of one it has: zipfile itself warns of doing that."""
    stand_in = "~" * len(name)
    return xlsx(num("A1", 1), extra={stand_in: "<a/>"}).replace(stand_in.encode(), name.encode())


def noise(length):
    """Bytes that do not pack, the same each time."""
    return random.Random(1).randbytes(length)


def too_large():
    return xlsx(extra={"xl/media/a.bin": noise(21 * 2**20)})


def claim_105_mib(fields):
    fields[11] = 105 * 2**20 if fields[11] == 2**20 else fields[11]


def beyond_200_mib():
    return altered(xlsx(extra={f"xl/media/{n}.bin": noise(2**20) for n in range(2)}), claim_105_mib)


def bomb():
    return xlsx(num("A1", 1), before=f"<!--{' ' * (30 * 2**20)}-->")


def many_parts():
    return xlsx(extra={f"xl/media/{n}.txt": "" for n in range(2_100)})


def in_circles():
    data = bytearray(xls(old_num(0, 0, 1)))
    struct.pack_into("<I", data, len(data) - 512, 0)
    return bytes(data)


def prefixed(*cells):
    inside = "".join(cells).replace("<", "<x:").replace("<x:/", "</x:")
    return f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">{inside}</x:row></x:sheetData></x:worksheet>'


def many_cells():
    return (",".join("1" * 1000) + "\n").encode() * 5_001


KOREAN = "국적,남,여\n카자흐스탄,3,4\n키르기즈,5,6\n"
JAPANESE = "国籍・地域,総数\nカザフスタン,3\nキルギス,4\n"
RUSSIAN = "Страна,Работа,Учёба\nКазахстан,3,4\nКиргизия,5,6\n"
FRENCH = "pays,nombre\nCôte d’Ivoire,3\nKirghizistan – été,4\n"
CHINESE = "国家,人数\n哈萨克斯坦,3\n乌兹别克斯坦,4\n"


def in_cells(text):
    return [line.split(",") for line in text.splitlines()]


# The cases

UNPACK = "unpack it and upload the table inside"
DISGUISED = [
    *cases(
        "t.xlsx",
        {
            "a PDF called .xlsx": (b"%PDF-1.7\n", "is a PDF and no table: upload the table itself"),
            "a JPEG called .xlsx": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a JPEG picture"),
            "a bare HTML table called .xlsx": (b"\xef\xbb\xbf<table><tr>", "is a web page (HTML)"),
            "a RAR called .xlsx": (b"Rar!\x1a\x07\x00", "is a RAR archive"),
            "a zipped table called .xlsx": (zipped({"a.csv": "a,b"}), "and no workbook (it holds “a.csv”): unpack it"),
            "an empty .zip called .xlsx": (zipped({}), "is an empty zip archive"),
            "text called .xlsx": (b"a,b\n1,2\n", "is called .xlsx and is a plain text table (.csv or .tsv): rename it"),
            "a program called .xlsx": (b"MZ\x90\0" + xlsx(), "is called .xlsx and is no workbook of any kind"),
            "a Word document called .xlsx": (xlsx(kind=TYPES + "wordprocessingml.document"), "is a Word document"),
            "slides called .xlsx": (xlsx(kind=TYPES + "presentationml.slideshow"), "is a PowerPoint presentation"),
            "a binary workbook": (xlsx(kind="application/vnd.ms-excel.sheet.binary.main"), "binary Excel workbook"),
            "Apple Numbers": (zipped({"Index/Document.iwa": "x"}), "is an Apple Numbers document"),
            "xls called .xlsx": (xls(old_num(0, 0, 7)), [["7"]], "called .xlsx and is an old Excel workbook (.xls)"),
            "ods called .xlsx": (ods(table(row(value("float", 7)))), [["7"]], "is an OpenDocument spreadsheet"),
        },
    ),
    *cases(
        "t.xls",
        {
            "a web page called .xls": (b"\n<HTML><table><tr><td>1", "is a web page (HTML) and no workbook: open it"),
            "a web archive called .xls": (b"MIME-Version: 1.0\nContent-Type: x", "is a web archive (MHTML)"),
            "Excel 2003 XML called .xls": (
                b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
                "is an Excel 2003 XML sheet",
            ),
            "Excel 4 of 1992": (b"\x09\x04\x06\x00\0\0\x10\0", "is an Excel file from before 1993"),
            "one byte called .xls": (b"x", "is called .xls and is a plain text table"),
            "an old Word document called .xls": (ole({"WordDocument": b"x"}), "is a Word document"),
            "another old document called .xls": (ole({"Contents": b"x"}), "is an old Office document and no workbook"),
            "xlsx called .xls": (xlsx(num("A1", 7)), [["7"]], "called .xls and is an Excel workbook (.xlsx)"),
        },
    ),
    *cases(
        "t.csv",
        {
            "xlsx called .csv": (xlsx(num("A1", 7)), "is called .csv and is an Excel workbook (.xlsx): rename it"),
            "a PNG called .csv": (b"\x89PNG\r\n\x1a\n\0", "is a PNG picture"),
            "XML called .csv": (b"<?xml version='1.0'?><data/>", "is an XML file"),
            "JSON called .csv": (json.dumps([{"a": 1}]).encode(), "is JSON and no table"),
            "a gzip called .csv": (gzip.compress(b"a,b\n1,2\n"), f"is a gzip archive and no table: {UNPACK}"),
            "RTF called .csv": (b"{\\rtf1 a,b}", "is a text document (RTF)"),
            "Parquet called .csv": (b"PAR1\x15\x04", "is a Parquet file"),
            "SQLite called .csv": (b"SQLite format 3\0\x10", "is an SQLite database"),
        },
    ),
]

WITHOUT_PASSWORD = "is encrypted: save a copy without password"
MACROS = "holds macros (programs), which are not let in"
NOT_OLD = "is damaged and cannot be read as an old Excel workbook"
CONTAINERS = [
    *cases(
        "t.xlsx",
        {
            "nothing": (b"", "is empty: download it again"),
            "nothing but NULs": (bytes(99), "is empty: download it again"),
            "more than 20 MiB": (too_large, "has more than 20 MiB, which is the limit"),
            "half a download": (xlsx()[:700], "is cut short, the end of its zip archive is missing"),
            "a broken directory": (xlsx().replace(b"PK\1\2", b"PK\1\3"), "the directory of its zip archive"),
            "a flipped bit": (flipped(), "is damaged in its part “xl/worksheets/sheet1.xml”"),
            "sizes that lie": (altered(xlsx(), lie_about_size), "is damaged in its part"),
            "a part twice": (twice("xl/styles.xml"), "holds the part “xl/styles.xml” twice"),
            "a part twice but for capitals": (twice("XL/Styles.xml"), "holds the part “XL/Styles.xml” twice"),
            "a part above": (xlsx(extra={"../evil.xml": "<a/>"}), "holds a part “../evil.xml” that points outside"),
            "a part at the root": (xlsx(extra={"/etc/evil": "x"}), "points outside"),
            "a part on another disk": (xlsx(extra={"C:/evil": "x"}), "points outside"),
            "a name of two lines": (xlsx(extra={"/a\nb" + "c" * 99: "x"}), f"a part “/a b{'c' * 55}…” that points"),
            "a bomb": (bomb, "is a zip bomb, or blank to the last row"),
            "beyond 200 MiB": (beyond_200_mib, "unpacks to 210 MiB and the limit is 200 MiB"),
            "2,100 parts": (many_parts, "parts and a workbook may have 2,000"),
            "an archive inside": (xlsx(extra={"xl/a.bin": zipped({"a": "b"})}), "holds another archive, “xl/a.bin”"),
            "an encrypted zip": (altered(xlsx(), set_encrypted), WITHOUT_PASSWORD),
            "an unusual packing": (zipped(parts(), zipfile.ZIP_BZIP2), "packed in a way that no workbook uses"),
            "two archives glued": (zipped({"a": "b"}) + xlsx(), "does not begin where its zip archive says"),
            "an encrypted workbook": (ole({"EncryptedPackage": b"x"}), WITHOUT_PASSWORD),
            "macros by content type": (xlsx(kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), MACROS),
            "macros by part": (xlsx(extra={"xl/vbaProject.bin": b"x"}), MACROS),
            "macros of Excel 4": (xlsx(extra={"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
        },
    ),
    *cases(
        "t.xls",
        {
            "an encrypted .xls": (xls(old_num(0, 0, 1), head=record(0x002F, bytes(6))), WITHOUT_PASSWORD),
            "macros in an .xls": (xls(extra={"_VBA_PROJECT_CUR": b""}), MACROS),
            "a sheet of macros in an .xls": (xls(kind=1), "has a sheet that holds macros (programs)"),
            "half an .xls": (xls()[:2000], NOT_OLD),
            "the first 8 bytes of an .xls": (xls()[:8], NOT_OLD),
            "an .xls that runs in circles": (in_circles(), NOT_OLD),
        },
    ),
    *cases(
        "t.ods",
        {
            "an encrypted .ods": (ods(extra={"META-INF/manifest.xml": "<encryption-data/>"}), WITHOUT_PASSWORD),
            "macros in an .ods": (ods(extra={"Basic/Standard/a.xml": "<a/>"}), MACROS),
        },
    ),
]

DTD = "declares a document type"
MARKUP = [
    *cases(
        "t.xlsx",
        {
            "a document type": (xlsx(extra={"docProps/app.xml": "<!DOCTYPE a><a/>"}), f"“docProps/app.xml” {DTD}"),
            "a billion laughs": (xlsx(extra={"xl/sharedStrings.xml": f"{LAUGHS}]><sst>&d;</sst>"}), DTD),
            "laughs in the workbook": (xlsx(extra={"xl/workbook.xml": f"{LAUGHS}]><workbook>&d;</workbook>"}), DTD),
            "a look elsewhere": (xlsx(extra={"xl/a.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}), DTD),
            "a document type in UTF-16": (xlsx(extra={"xl/a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), DTD),
            "a long comment": (xlsx(extra={"xl/a.xml": f"<!--{'x' * 2**17}--><a/>"}), "in a way that no workbook's"),
            "no XML": (xlsx(extra={"xl/styles.xml": "styles"}), "“xl/styles.xml” is no XML, so the file is damaged"),
            "XML that breaks off": (xlsx(sheet="<worksheet><sheetData><row><c><v>1"), "Sheet “S” is damaged"),
            "an entity nobody declared": (xlsx(inline("A1", "&who;")), "Sheet “S” is damaged"),
            "half a character in XML": (xlsx(inline("A1", "&#xD800;")), "Sheet “S” is damaged"),
            "100,000 elements deep": (xlsx(num("A1", 7), before="<a>" * 10**5 + "</a>" * 10**5), [["7"]]),
            "prefixes": (xlsx(sheet=prefixed(num("A1", 7), err("B1", "#N/A"))), [["7", "#N/A"]], "cell B1: a spread"),
            "text in CDATA": (xlsx('<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>'), [["a<b"]]),
            "a cell in a comment": (xlsx("<!-- <c><v>1</v></c> -->", num("A1", 7)), [["7"]]),
            "white space": (xlsx('<c r="A1">\n<v>7</v>\n</c>'), [["7"]]),
        },
    ),
    *cases("t.ods", {"a document type in an .ods": (ods(before=f"{LAUGHS}]>"), f"“content.xml” {DTD}")}),
]

PRONOUNCED = "<si><t>漢</t><rPh sb='0' eb='1'><t>かん</t></rPh></si>"
STRUCTURE = cases(
    "t.xlsx",
    {
        "no sheet": (xlsx(sheets=""), "has no sheet"),
        "300 sheets": (xlsx(sheets=named(*map(str, range(300)))), "has 300 sheets and the limit is 256"),
        "two sheets of one name": (xlsx(sheets=named("S", "S")), "has two sheets called “S”"),
        "a part in other capitals": (
            zipped({name.replace("sheet1", "Sheet1"): content for name, content in parts(num("A1", 7)).items()}),
            [["7"]],
        ),
        "a sheet that is not there": (xlsx(without="xl/worksheets/sheet1.xml"), "in the workbook and not in the file"),
        "no workbook part": (xlsx(without="xl/workbook.xml"), "lacks its part “xl/workbook.xml”"),
        "all blank": (xlsx('<c r="A1" s="0"/>'), "has no filled cell"),
        "a dimension too small": (xlsx(num("A1", 1), num("B1", 2), before='<dimension ref="A1"/>'), [["1", "2"]]),
        "a dimension too large": (xlsx(num("A1", 1), before='<dimension ref="A1:XFD1048576"/>'), [["1"]]),
        "a dimension that is none": (xlsx(num("A1", 1), before='<dimension ref="all"/>'), "Sheet “S” is damaged"),
        "texts kept in the cells": (xlsx(inline("A1", " a "), inline("B1", "b")), [[" a ", "b"]]),
        "shared texts": (xlsx(num("A1", 0, ' t="s"'), shared="<si><r><t>b</t></r><r><t>c</t></r></si>"), [["bc"]]),
        "a shared text that is empty": (
            xlsx(num("A1", 0, ' t="s"'), num("B1", 7), shared="<si><t></t></si>"),
            [["", "7"]],
        ),
        "an error beside shared texts": (
            xlsx(num("A1", 0, ' t="s"'), err("B1", "#N/A"), shared=PRONOUNCED),
            [["漢", "#N/A"]],
            "cell B1: a spreadsheet error",
        ),
        "how a text is pronounced": (xlsx(num("A1", 0, ' t="s"'), shared=PRONOUNCED), [["漢"]]),
        "no shared texts": (xlsx(num("A1", 0, ' t="s"')), "Sheet “S” points to a text that the file lacks"),
        "a shared text too far": (xlsx(num("A1", 9, ' t="s"'), shared="<si/>"), "points to a text that the file lacks"),
        "Strict OOXML": (xlsx(num("A1", "2018-03-01", ' t="d" s="1"'), **STRICT), [["2018-03-01"]]),
        "cells without places": (xlsx("<c><v>1</v></c>", "<c/>", "<c><v>3</v></c>"), [["1", "", "3"]]),
        "an error without place": (
            xlsx("<c><v>1</v></c>", '<c t="e"><v>#REF!</v></c>'),
            [["1", "#REF!"]],
            "cell B1: a spreadsheet error",
        ),
        "not from A1 on": (xlsx(sheet=rows_xml(row_xml(2, num("B2", 7)))), [["", ""], ["", "7"]]),
        "rows out of order": (xlsx(sheet=rows_xml(row_xml(2, num("A2", 2)), row_xml(1, num("A1", 1)))), [["1"], ["2"]]),
        "a cell twice": (xlsx(num("A1", 1), num("A1", 2)), "Sheet “S” stores cell A1 twice"),
        "a far corner": (
            xlsx(sheet=rows_xml(row_xml(1, num("A1", 1)), row_xml(1048576, num("XFD1048576", 2)))),
            "Sheet “S” reaches to row 1,048,576 and column XFD",
        ),
        "a far corner in disguise": (
            xlsx(num("A1", 1), num("ZZ1048576", 2)),
            "Sheet “S” needs more memory than the 1,536 MiB allowed",
        ),
        "a row without end": (xlsx(num("A1", 1), num("A99999999999", 2)), "Sheet “S” needs more memory"),
        "a row beyond the last": (xlsx(num("A1", 1), num("A1048577", 2)), "reaches to row 1,048,577 and column A"),
        "a column beyond the last": (xlsx(num("A1", 1), num("ZZZZ1", 2)), "reaches to row 1 and column ZZZZ"),
        "a column without end": (xlsx(num("A" * 40 + "1", 2)), "a column beyond any sheet"),
        "a place that is none": (xlsx(num("A1", 1), num("A-1", 2)), "Sheet “S” is damaged"),
        "row nought": (xlsx(num("A1", 1), num("A0", 2)), "Sheet “S” is damaged"),
        "40,000 characters": (xlsx(inline("A1", "x" * 40_000)), "Sheet “S”, row 1 holds a cell of 40,000 characters"),
        "whole numbers": (xlsx(num("A1", "1178.0"), num("B1", "1E3"), num("C1", "-0")), [["1178", "1000", "0"]]),
        "fractions": (xlsx(num("A1", "0.24"), num("B1", "0.30000000000000004")), [["0.24", "0.30000000000000004"]]),
        "a number beyond a float": (xlsx(num("A1", 12345678901234567891)), [["12345678901234567891"]]),
        "what is no number": (xlsx(num("A1", "1,178"), num("B1", "nan")), [["1,178", "nan"]]),
        "truths": (xlsx(num("A1", 1, ' t="b"'), num("B1", 1), num("C1", 0, ' t="b"')), [["TRUE", "1", "FALSE"]]),
        "dates": (
            xlsx(num("A1", 43160, ' s="1"'), num("B1", 43160.5, ' s="2"')),
            [["2018-03-01", "2018-03-01T12:00:00"]],
        ),
        "times": (xlsx(num("A1", 0.5, ' s="3"'), num("B1", 1.5, ' s="4"')), [["12:00:00", "36:00:00"]]),
        "an error": (xlsx(err("A1", "#N/A"), num("B1", 7)), [["#N/A", "7"]], "Sheet “S”, cell A1: a spreadsheet error"),
        "errors at the end": (
            xlsx(num("A1", 7), err("B1", "#REF!"), err("C1", "#NAME?")),
            [["7", "#REF!", "#NAME?"]],
            "cell B1 and 1 more: a spreadsheet error",
        ),
        "a formula with its value": (xlsx(formula("A1", "<v>7</v>")), [["7"]]),
        "a formula that gives no text": (xlsx(formula("A1", "<v></v>", ' t="str"'), num("B1", 7)), [["", "7"]]),
        "a formula without value": (
            xlsx(num("A1", 1), formula("B1")),
            "Sheet “S”, cell B1: a formula has no stored value; open the file and save it",
        ),
        "two formulas without value": (
            xlsx(formula("A1", "<v></v>"), formula("B1", "<v/>")),
            "Sheet “S”, cell A1 and 1 more: a formula has no stored value",
        ),
        "two lines in a cell of an .xlsx": (xlsx(inline("A1", "a\nb")), [["a\nb"]]),
    },
)

OLD = cases(
    "t.xls",
    {
        "an .xls": (
            xls(old_text(0, 0, "Тип"), old_num(1, 1, 0.24), old_num(2, 1, 7)),
            [["Тип", ""], ["", "0.24"], ["", "7"]],
        ),
        "an error in an .xls": (
            xls(old_num(0, 0, 7), old_err(0, 1, 42)),
            [["7", "#N/A"]],
            "Sheet “S”, cell B1: a spreadsheet error",
        ),
        "a formula's error in an .xls": (
            xls(old_num(0, 0, 7), old_formula(1, 0, b"\2\0\7\0\0\0\xff\xff")),
            [["7"], ["#DIV/0!"]],
            "Sheet “S”, cell A2: a spreadsheet error",
        ),
        "a formula's number in an .xls": (xls(old_formula(0, 0, struct.pack("<d", 7))), [["7"]]),
        "a formula's empty text in an .xls": (
            xls(old_num(0, 0, 7), old_formula(0, 1, b"\3\0\0\0\0\0\xff\xff")),
            [["7", ""]],
            "Sheet “S”, cell B1: the value of a formula is the empty text",
        ),
        "an .xls without sheets": (xls(kind=2), "has no sheet"),
        "an .xls all blank": (xls(), "has no filled cell"),
        "an .xls whose record breaks off": (ole({"Workbook": stream(old_num(0, 0, 1))[:-9]}), "damaged"),
    },
)

OPEN = cases(
    "t.ods",
    {
        "an .ods": (
            ods(table(row(words("Kazakhstan"), value("float", "7.0")), row(value("float", "0.24")))),
            [["Kazakhstan", "7"], ["0.24", ""]],
        ),
        "dates in an .ods": (
            ods(table(row(value("date", "2018-03-01", "1 Mar"), value("date", "2018-03-01T12:00:00")))),
            [["2018-03-01", "2018-03-01T12:00:00"]],
        ),
        "times in an .ods": (
            ods(table(row(value("time", "PT36H00M00S"), value("boolean", "true")))),
            [["36:00:00", "TRUE"]],
        ),
        "lines in an .ods": (
            ods(table(row(words('a<text:s text:c="2"/>b<text:line-break/>c</text:p><text:p>d')))),
            [["a  b\nc\nd"]],
        ),
        "an .ods with line breaks between its elements": (
            ods(table(row("\n", words("a</text:p>\n <text:p>b"), "\n"))),
            [["a\nb"]],
        ),
        "a note in an .ods": (
            ods(table(row(words("a<office:annotation><text:p>n</text:p></office:annotation>")))),
            [["a"]],
        ),
        "repeats": (ods(table(row(value("float", 1, repeat=2), repeat=2))), [["1", "1"], ["1", "1"]]),
        "blank to the end": (
            ods(table(row(value("float", 1), cell(repeat=16383)), row(cell(), repeat=1048575))),
            [["1"]],
        ),
        "filled to the end": (
            ods(table(row(value("float", 1, repeat=16384), repeat=1048576))),
            "Sheet “T” reaches to row 1,048,576 and column XFD",
        ),
        "a repeat without end": (ods(table(row(value("float", 1, repeat=4 * 10**9)))), "a column beyond any sheet"),
        "a repeat less than one": (ods(table(row(value("float", 1, repeat=-1)))), "damaged in its part “content.xml”"),
        "errors in an .ods": (
            ods(
                table(
                    row(
                        cell('office:value-type="string" office:string-value="" calcext:value-type="error"', "#N/A"),
                        cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!"),
                    )
                )
            ),
            [["#N/A", "#DIV/0!"]],
            "Sheet “T”, cell A1 and 1 more: a spreadsheet error",
        ),
        "a formula without value in an .ods": (
            ods(table(row(value("float", 1), cell('table:formula="of:=1+1"')))),
            "Sheet “T”, cell B1: a formula has no stored value",
        ),
        "an .ods without tables": (ods(), "has no sheet"),
        "a number that is none in an .ods": (ods(table(row(value("float", "many")))), "damaged in its part"),
        "300 tables": (ods(*[table(name=n) for n in range(300)]), "has more than 256 sheets"),
    },
)

TEXTS = [
    *cases(
        "t.csv",
        {
            "one cell": (b"x", [["x"]]),
            "UTF-8 with a mark": (KOREAN.encode("utf-8-sig"), in_cells(KOREAN)),
            "UTF-16 with a mark": (RUSSIAN.encode("utf-16"), in_cells(RUSSIAN)),
            "UTF-16 without a mark": (RUSSIAN.encode("utf-16-be"), in_cells(RUSSIAN)),
            "UTF-32": (KOREAN.encode("utf-32"), in_cells(KOREAN)),
            "CP949": (KOREAN.encode("cp949"), in_cells(KOREAN)),
            "Shift-JIS": (JAPANESE.encode("cp932"), in_cells(JAPANESE)),
            "Windows-1251": (RUSSIAN.encode("cp1251"), in_cells(RUSSIAN)),
            "Windows-1252": (FRENCH.encode("cp1252"), in_cells(FRENCH)),
            "GB 18030": (CHINESE.encode("gb18030"), in_cells(CHINESE)),
            "KOI8": (RUSSIAN.encode("koi8-r"), "Nobody can tell in which encoding the file is written, from line 1 on"),
            "KOI8 declared": (RUSSIAN.encode("koi8-r"), in_cells(RUSSIAN), "", "koi8-r"),
            "declared and wrong": (
                b"a,b\n1,\xe9\n",
                "declared as utf-8 and line 2 holds bytes that are not",
                "",
                "utf-8",
            ),
            "declared against its mark": (
                KOREAN.encode("utf-8-sig"),
                "was declared as cp949 and its first bytes say UTF-8",
                "",
                "cp949",
            ),
            "declared as nothing known": (b"a,b\n", "The encoding “rot13” is not known here", "", "rot13"),
            "mostly UTF-8": (
                KOREAN.encode() + b"\xe9\n",
                "Line 4 holds bytes that are not UTF-8 while most of the file",
            ),
            "half a character in UTF-8": (b"a,b\n1,\xed\xa0\x80\n", "Nobody can tell in which encoding"),
            "half a character in UTF-16": (
                "a,b\n1,".encode("utf-16") + b"\x00\xd8\n\0",
                "says that it is UTF-16 and line 2 holds bytes that are not",
            ),
            "a NUL": (b"a,b\n1,\x002\n3,4\n", "Line 2 holds NUL bytes, so the file is no text table"),
            "a NUL after a mark": (b"\xef\xbb\xbfa,b\n1,\x002\n", "Line 2 holds a NUL character"),
            "bytes without sense": (noise(4000), "is no text table"),
            "tabs in a .csv": (b"a\tb,c\n1\t2,3\n", [["a", "b,c"], ["1", "2,3"]]),
            "decimal commas": (b"land;2018\nKZ;1,5\nUZ;3,5\n", [["land", "2018"], ["KZ", "1,5"], ["UZ", "3,5"]]),
            "vertical bars": (b"a|b, c\n1|2\n", [["a", "b, c"], ["1", "2"]]),
            "semicolons in a column": (
                b"who,n\nmen; old,1\nmen; x,2\n",
                [["who", "n"], ["men; old", "1"], ["men; x", "2"]],
            ),
            "a title and a note": (
                b'Title\n\na,b\n1,"1,200"\n2,3\nSource: x; y\n',
                [["Title", ""], ["", ""], ["a", "b"], ["1", "1,200"], ["2", "3"], ["Source: x; y", ""]],
            ),
            "one column": (b"a\n1\n", [["a"], ["1"]]),
            "lines of an old Mac": (b"a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            "two lines in a cell": (b'a,b\n"x, y\nz",2\n', [["a", "b"], ["x, y\nz", "2"]]),
            "blanks around": (b"a,b\n x , 2\n", [["a", "b"], [" x ", " 2"]]),
            "quotation marks inside": (b'a,b\n"say ""x""",5" pipe\n', [["a", "b"], ['say "x"', '5" pipe']]),
            "a quotation mark never closed": (
                b'a,b,c\n1,"x,2\n3,y,4\n',
                "A quotation mark is opened in line 2 and never closed",
            ),
            "a quotation mark closed far below": (
                b'a,b,c\n1,"x,2\n3,y,4\n5,z",6\n7,8,9\n',
                "From line 2 on, 3 lines stand inside one pair of quotation marks",
            ),
            "a quotation mark closed too early": (
                b'a,b\n"x" y,2\n',
                "In line 2 a closing quotation mark is followed by more text",
            ),
            "40,000 characters in a .csv": (b"a,b\n1," + b"x" * 40_000, "A cell in line 2 is longer than 32,767"),
            "20,000 columns": (b"a,b\n" + b"1," * 20_000, "Line 2 has 20,001 cells and the limit is 16,384"),
            "5,001,000 cells": (many_cells, "has more than 5,000,000 cells, from line 5,001 on"),
            "nothing but separators": (b",,\n,,\n", "has no filled cell"),
        },
    ),
    *cases(
        "t.tsv",
        {
            "a key joined by commas": (
                b"freq,geo\\TIME\t2023 \r\nA,KZ\t548 b\r\n",
                [["freq,geo\\TIME", "2023 "], ["A,KZ", "548 b"]],
            )
        },
    ),
]

CASES = [*DISGUISED, *CONTAINERS, *MARKUP, *STRUCTURE, *OLD, *OPEN, *TEXTS]

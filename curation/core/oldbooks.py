"""Excel workbooks of 1997 to 2003 (.xls): records in a stream of a compound file.

Read here only to be judged and counted: values come from calamine, and this says where it left one out.
"""

from struct import error as BadStruct
from struct import unpack_from

from curation.core.compound import DAMAGED, Compound
from curation.core.kinds import another_document
from curation.core.problems import ENCRYPTED, FILE, TABLE, Unreadable, macros, no_sheet

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BOF, EOF, FILEPASS, BOUNDSHEET, MULRK, BOOLERR = 0x0809, 0x000A, 0x002F, 0x0085, 0x00BD, 0x0205
FORMULAS = (0x0006, 0x0206, 0x0406)
SINGLES = {0x0203: "number", 0x027E: "number", 0x00FD: "text", 0x0204: "text", 0x00D6: "text"}
MACRO_SHEET = 1
STRANGERS = {"WordDocument": "a Word document", "PowerPoint Document": "a PowerPoint presentation"}


def kind(data):
    """ "xls" for the bytes of a compound file; Unreadable for an encrypted one, one with macros, another document."""
    streams = Compound(data)
    if "EncryptedPackage" in streams:
        raise Unreadable(ENCRYPTED)
    for name, what in STRANGERS.items():
        if name in streams:
            raise Unreadable(another_document(what))
    if "_VBA_PROJECT_CUR" in streams or "_VBA_PROJECT" in streams:
        raise Unreadable(macros())
    sheets(workbook(data))
    return "xls"


def workbook(data):
    """The bytes of the stream that holds the sheets."""
    streams = Compound(data)
    for name in ("Workbook", "Book"):
        if name in streams:
            return streams[name]
    raise Unreadable(
        "{Place} is {found} and no workbook: {remedy}.",
        place=FILE,
        found="an old Office document",
        expected=TABLE,
        remedy="upload the table itself, as .xlsx, .xls, .ods, .csv or .tsv",
    )


def sheets(stream):
    """(where it begins in the stream, whether it is a worksheet) for each sheet, in the workbook's order."""
    found = []
    for code, body in _records(stream, 0):
        if code == FILEPASS:
            raise Unreadable(ENCRYPTED)
        if code == BOUNDSHEET:
            if body[5] == MACRO_SHEET:
                raise Unreadable(macros("{Place} has a sheet that holds {found}, which are not let in: {remedy}."))
            found.append((unpack_from("<I", body)[0], body[5] == 0))
        if code == EOF:
            break
    if not any(is_worksheet for _, is_worksheet in found):
        raise Unreadable(no_sheet())
    return found


def stored_cells(stream, start):
    """(row, column, kind, text) of every cell that stores something: kind is "number", "text", "error" or "formula".

    The text is given for errors, and for a formula whose result is the empty text: whether it was ever calculated, an
    .xls does not say.
    """
    for code, body in _records(stream, start):
        if code == EOF:
            return
        if code in SINGLES:
            yield *unpack_from("<HH", body), SINGLES[code], None
        elif code == MULRK:
            row, first = unpack_from("<HH", body)
            for column in range(first, first + (len(body) - 6) // 6):
                yield row, column, "number", None
        elif code == BOOLERR:
            kept = ("error", ERRORS.get(body[6], "#ERROR!")) if body[7] else ("number", None)
            yield *unpack_from("<HH", body), *kept
        elif code in FORMULAS:
            yield *unpack_from("<HH", body), *_result(body[6:14])


def _result(eight):
    """A formula's stored result: a float in eight bytes, or something else marked by 0xFFFF in the last two."""
    if eight[6:] != b"\xff\xff":
        return "number", None
    if eight[0] == 2:
        return "error", ERRORS.get(eight[2], "#ERROR!")
    return ("formula", "") if eight[0] == 3 else ("text", None)


def _records(stream, place):
    """(code, body) of each record from a place on; what is nested, a chart in a sheet, is passed over."""
    depth = 0
    try:
        while place < len(stream):
            code, size = unpack_from("<HH", stream, place)
            body = stream[place + 4 : place + 4 + size]
            if len(body) < size:
                raise Unreadable(DAMAGED)
            place += 4 + size
            depth += code == BOF
            if depth <= 1:
                yield code, body
            depth -= code == EOF
    except (BadStruct, IndexError) as error:
        raise Unreadable(DAMAGED) from error

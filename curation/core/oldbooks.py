"""Excel workbooks of 1997 to 2003 (.xls): streams in a compound file, records in a stream.

Read here only to be judged and counted: values come from calamine, and this says where it left one out.
"""

from struct import error as BadStruct
from struct import unpack_from

from curation.core.problems import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # sector numbers from here on are marks, not places
DAMAGED = "The file is damaged and cannot be read as an old Excel workbook (.xls): download it again from its publisher and upload that."
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BOF, EOF, CONTINUE, FILEPASS, BOUNDSHEET = 0x0809, 0x000A, 0x003C, 0x002F, 0x0085
FORMULAS = (0x0006, 0x0206, 0x0406)
MULRK, BOOLERR = 0x00BD, 0x0205
SINGLES = {0x0203: "number", 0x027E: "number", 0x00FD: "text", 0x0204: "text", 0x00D6: "text"}


def kind(data):
    """ "xls" for the bytes of a compound file; Unreadable for an encrypted one, one with macros, and any other document."""
    streams = _directory(data)
    if "EncryptedPackage" in streams:
        raise Unreadable("The file is encrypted: save a copy without password and upload that.")
    for name, what in (("WordDocument", "a Word document"), ("PowerPoint Document", "a PowerPoint presentation")):
        if name in streams:
            raise Unreadable(
                f"The file is {what} and no workbook: copy its table into a spreadsheet, save that as .xlsx and upload it."
            )
    if "_VBA_PROJECT_CUR" in streams or "_VBA_PROJECT" in streams:
        raise Unreadable(
            "The file holds macros (programs), which are not let in: save it as .xlsx, without macros, and upload that."
        )
    sheets(workbook(data))
    return "xls"


def workbook(data):
    """The bytes of the stream that holds the sheets."""
    streams = _directory(data)
    for name in ("Workbook", "Book"):
        if name in streams:
            return _stream(data, streams, *streams[name])
    raise Unreadable(
        "The file is an old Office document and no workbook: upload the table itself, as .xlsx, .xls, .ods, .csv or .tsv."
    )


def sheets(stream):
    """Where in the stream each worksheet begins, in the workbook's order."""
    found = []
    for code, body in _records(stream, 0):
        if code == FILEPASS:
            raise Unreadable("The file is encrypted: save a copy without password and upload that.")
        if code == BOUNDSHEET and len(body) >= 6:
            if body[5] == 1:
                raise Unreadable(
                    "The file holds a sheet of macros (programs), which are not let in: save it as .xlsx, without macros, and upload that."
                )
            found.append((unpack_from("<I", body)[0], body[5] == 0))
        if code == EOF:
            break
    if not any(is_worksheet for _, is_worksheet in found):
        raise Unreadable(
            "The workbook has no sheet: open it in a spreadsheet program, save it again as .xlsx and upload that."
        )
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
            yield (
                *unpack_from("<HH", body),
                *(("error", ERRORS.get(body[6], "#ERROR!")) if body[7] else ("number", None)),
            )
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
    """(code, body) of each record from a place on; what is nested between a chart's own BOF and EOF is passed over."""
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


def _directory(data):
    """{name: (first sector, size, is root)} of the compound file's entries."""
    try:
        return _entries(_chain(data, unpack_from("<I", data, 48)[0], _table(data)))
    except (BadStruct, IndexError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def _entries(directory):
    found = {}
    for place in range(0, len(directory) - 127, 128):
        length = unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        first, size = unpack_from("<II", directory, place + 116)
        found.setdefault("" if directory[place + 66] == 5 else name, (first, size))
    return found


def _stream(data, streams, first, size):
    """Small streams live in a stream of their own, cut into pieces of 64 bytes."""
    try:
        table = _table(data)
        if size >= unpack_from("<I", data, 56)[0]:
            return _chain(data, first, table)[:size]
        small = _chain(data, streams[""][0], table)
        pieces = _numbers(_chain(data, unpack_from("<I", data, 60)[0], table))
        return b"".join(small[n * 64 : n * 64 + 64] for n in _follow(first, pieces))[:size]
    except (BadStruct, IndexError, ValueError, KeyError) as error:
        raise Unreadable(DAMAGED) from error


def _table(data):
    """Which sector follows which: the numbers of its sectors stand in the header, and in further sectors of a large file."""
    where = [n for n in unpack_from("<109I", data, 76) if n < END]
    further, count = unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // _sector(data))):
        if further >= END:
            break
        *numbers, further = _numbers(_cut(data, further))
        where += [n for n in numbers if n < END]
    return _numbers(b"".join(_cut(data, n) for n in where))


def _chain(data, first, table):
    return b"".join(_cut(data, n) for n in _follow(first, table))


def _follow(number, table):
    steps = 0
    while number < END:
        yield number
        number, steps = table[number], steps + 1
        if steps > len(table):
            raise ValueError("a chain of sectors that runs in a circle")


def _sector(data):
    power = unpack_from("<H", data, 30)[0]
    if power not in (9, 12):
        raise ValueError("sectors of an unknown size")
    return 1 << power


def _cut(data, number):
    size = _sector(data)
    found = data[(number + 1) * size : (number + 2) * size]
    if not found:
        raise ValueError("a sector beyond the end of the file")
    return found


def _numbers(sector):
    return unpack_from(f"<{len(sector) // 4}I", sector)

"""What the XML of an xlsx sheet stores, read a second time without calamine.

calamine reads a spreadsheet error, a formula that was never calculated, and whatever it does not expect as blank, and a
blank is read as nothing. So the filled cells are counted from the XML by searching its bytes, which costs little; only
where the count differs, or the XML is written in an unusual way, is every cell looked at.
"""

import re
from array import array
from functools import cache
from xml.parsers import expat

from curation.core import places
from curation.core.printed import printed
from curation.core.problems import Unreadable

RESAVE = "open it in a spreadsheet program, save it again as .xlsx and upload that"


def check_extent(xml, sheet, limits):
    """The number of cells from A1 to the last one, refused where no table is that large.

    calamine sets up memory for all of them, filled or not, and ends the process where there is not enough.
    """
    columns = {places.number(letters.decode()) + 1 for letters in set(re.findall(rb'<c r="([A-Za-z]+)', xml))}
    rows = max(map(int, re.findall(rb'<row r="(\d{1,20})"', xml)), default=0)
    return check_size(rows, max(columns, default=0), sheet, limits)


def check_size(rows, columns, sheet, limits, before=0):
    """rows times columns, added to the cells of the sheets before; Unreadable where that is more than the limits say."""
    if rows > limits.rows or columns > limits.columns or before + rows * columns > limits.cells:
        corner = f"row {rows:,} and column {places.letters(columns - 1)}" if columns < 10**6 else f"row {rows:,} and a column beyond any sheet"
        raise Unreadable(
            f"{sheet} reaches to {corner}, more than the {limits.cells:,} cells that a file may have: "
            "delete everything below and to the right of its table, save it and upload it again."
        )
    return before + rows * columns


def tells_the_same(xml, filled):
    """Whether the XML plainly stores as many values as were read, no error and no formula without its value.

    Plainly: each cell that is not closed at once ends with its value, which a formula that was never calculated lacks.
    """
    values = xml.count(b"</v></c>") + xml.count(b"</is></c>")
    return xml.count(b"</c>") == values == filled and b't="e"' not in xml and b"<!" not in xml


def complete(rows, xml, shared, texts, sheet):
    """Puts into the rows what the XML stores and calamine left blank; gives the addresses of spreadsheet errors.

    rows: arrays of numbers from `texts`. shared: gives the texts that cells share. Unreadable where a formula has no
    stored value, a cell stands twice, or a value was read that the XML does not store.
    """
    seen = [bytearray(len(row)) for row in rows]
    shared, errors, empty = cache(shared), [], []

    def cell(row, column, kind, formula, text):
        _reach(rows, seen, row, column)
        if formula and not text and (text is None or kind != "str"):
            empty.append(places.address(row, column))
        elif text is None:
            return
        elif seen[row][column]:
            raise Unreadable(f"{sheet} stores the cell {places.address(row, column)} twice, so that nobody can say which one counts: {RESAVE}.")
        seen[row][column] = 1
        if kind == "e":
            errors.append(places.address(row, column))
        if not rows[row][column] or re.fullmatch(r"-?\d{16,}", text or ""):
            rows[row][column] = texts[_meant(kind, text or "", shared)]

    walk(xml, cell)
    _check_calculated(empty, sheet)
    _check_all_seen(rows, seen, sheet)
    return errors


def walk(xml, cell):
    """Calls cell(row, column, kind, has formula, text) for each cell of the sheet; text is None where no value is stored."""
    row, column, kind, formula, text, collecting = -1, -1, "", False, None, False

    def start(name, attributes):
        nonlocal row, column, kind, formula, text, collecting
        name = name.rpartition(":")[2]
        if name == "c":
            row, column = _place(attributes.get("r"), row, column + 1)
            kind, formula, text = attributes.get("t", "n"), False, None
        elif name == "row":
            row, column = int(attributes.get("r", row + 2)) - 1, -1
        elif name == "f":
            formula = True
        elif name in ("v", "is"):
            text = ""
            collecting = name == "v"
        elif name == "t":
            collecting = text is not None
        elif name == "rPh":  # how a text is pronounced, beside how it is written
            collecting = None

    def end(name):
        nonlocal collecting
        name = name.rpartition(":")[2]
        if name == "c":
            cell(row, column, kind, formula, text)
        elif name == "rPh":
            collecting = False
        elif name in ("v", "t") and collecting is not None:
            collecting = False

    def characters(data):
        nonlocal text
        if collecting:
            text += data

    _parse(xml, start, end, characters)


def shared_texts(xml):
    """The texts that cells share, in their order, without how they are pronounced."""
    found, collecting = [], False

    def start(name, attributes):
        nonlocal collecting
        name = name.rpartition(":")[2]
        if name == "si":
            found.append("")
        elif name == "rPh":
            collecting = None
        elif name == "t" and collecting is not None:
            collecting = True

    def end(name):
        nonlocal collecting
        name = name.rpartition(":")[2]
        if name == "rPh" or (name == "t" and collecting is not None):
            collecting = False

    def characters(data):
        if collecting:
            found[-1] += data

    _parse(xml, start, end, characters)
    return found

"""What the XML of an xlsx sheet stores, read a second time without calamine.

calamine reads a spreadsheet error, a formula that was never calculated, and whatever it does not expect as blank, and a
blank is read as nothing. So the filled cells are counted by searching the bytes of the XML, which costs little; only
where the count differs, or the XML is written in an unusual way, is every cell looked at.
"""

import re
from array import array
from xml.parsers import expat

from curation.core import places
from curation.core.extents import check_size
from curation.core.printed import printed
from curation.core.problems import FILE, RESAVE, Problem, Unreadable, quoted, shown

FEW = 50
LONG = re.compile(r"-?\d{16,}")  # a whole number that a float does not hold exactly


def check_calculated(empty, sheet):
    """Unreadable where there are addresses of formulas without a stored value: a blank would be read as nothing."""
    if empty:
        raise Unreadable(
            "{Place}: {found}; {remedy}.",
            **quoted(sheet, empty[0], f", {places.named(empty)}"),
            found="a formula has no stored value",
            expected="a value beside each formula",
            remedy="open the file and save it in a spreadsheet program so that its values are stored, and upload that",
        )


def tells_the_same(xml, filled, shared):
    """Whether the XML plainly stores as many values as were read, those that are the empty text aside.

    Plainly: each cell that is not closed at once ends with its value, which a formula that was never calculated lacks.
    An error, a text in CDATA, a cell stored twice or commented out has a value in the XML and none among those read.
    """
    values = xml.count(b"</v></c>") + xml.count(b"</is></c>")
    if xml.count(b"</c>") != values:
        return False
    return values == filled or values == filled + _empty_texts(xml, shared())


def _empty_texts(xml, shared):
    """How many cells hold a shared text that is empty; of such texts a file has one, or a few."""
    empty = [number for number, text in enumerate(shared) if not text]
    return sum(xml.count(b't="s"><v>%d</v></c>' % number) for number in empty[:FEW])


def complete(rows, xml, shared, texts, sheet, limits):
    """Puts into the rows what the XML stores and calamine left blank; gives the addresses of spreadsheet errors.

    rows: arrays of numbers from `texts`. shared: gives the texts that cells share. Unreadable where a formula has no
    stored value, a cell stands twice, or a value was read that the XML does not store.
    """
    second = _SecondReading(rows, shared, texts, sheet, limits)
    walk(xml, second.cell)
    check_calculated(second.empty, sheet)
    second.check_nothing_more_was_read()
    return second.errors


class _SecondReading:
    def __init__(self, rows, shared, texts, sheet, limits):
        self.rows, self.shared, self.texts, self.sheet, self.limits = rows, shared, texts, sheet, limits
        self.seen = [bytearray(len(row)) for row in rows]
        self.errors, self.empty = [], []

    def cell(self, row, column, kind, formula, text):
        if formula and not text and (text is None or kind != "str"):
            self.empty.append(places.address(row, column))
        if not text:
            return
        self._mark(row, column)
        if kind == "e":
            self.errors.append(places.address(row, column))
        if not self.rows[row][column] or LONG.fullmatch(text):
            meant = _meant(kind, text, self.shared)
            self.rows[row][column] = self.texts[meant] if meant.strip() else 0

    def _mark(self, row, column):
        if row >= len(self.rows) or column >= len(self.rows[row]):
            check_size(row + 1, column + 1, self.sheet, self.limits)
            reach(self.rows, row, column)
        self.seen.extend(bytearray() for _ in range(len(self.seen), row + 1))
        self.seen[row].extend(bytes(len(self.rows[row]) - len(self.seen[row])))
        if self.seen[row][column]:
            address = places.address(row, column)
            raise Unreadable(
                f"{{Place}} stores cell {address} twice, so that nobody can say which counts: {{remedy}}.",
                **quoted(self.sheet, address),
                found=f"cell {address} twice",
                expected="each cell once",
                remedy=RESAVE,
            )
        self.seen[row][column] = 1

    def check_nothing_more_was_read(self):
        for number, (row, seen) in enumerate(zip(self.rows, self.seen, strict=True)):
            for column, (value, mark) in enumerate(zip(row, seen, strict=True)):
                if value and not mark:
                    address = places.address(number, column)
                    raise Unreadable(in_two_ways(self.sheet, address, f", cell {address}"))


def in_two_ways(sheet, cell="", more=""):
    """What two readers of a sheet do not read alike."""
    return Problem(
        "{Place} can be read in two ways: {remedy}.",
        **quoted(sheet, cell, more),
        found="what one reader reads and another does not",
        expected="cells that every program reads alike",
        remedy=RESAVE,
    )


def reach(rows, row, column):
    """Makes room for a cell that lies beyond what was read."""
    rows.extend(array("I") for _ in range(len(rows), row + 1))
    rows[row].extend([0] * (column + 1 - len(rows[row])))


def walk(xml, cell):
    """Calls cell(row, column, kind, has formula, text) for each cell; the text is None where no value is stored."""
    row, column, kind, formula = -1, -1, "n", False

    def begin(name, attributes):
        nonlocal row, column, kind, formula
        if name == "row":
            row, column = int(attributes.get("r", row + 2)) - 1, -1
        elif name == "c":
            row, column = _place(attributes["r"]) if "r" in attributes else (row, column + 1)
            kind, formula = attributes.get("t", "n"), False
        elif name == "f":
            formula = True

    _texts(xml, "c", lambda text: cell(row, column, kind, formula, text), begin)


def shared_texts(xml):
    """The texts that cells share, in their order."""
    found = []
    _texts(xml, "si", lambda text: found.append(text or ""))
    return found


def _texts(xml, wanted, finish, begin=lambda name, attributes: None):
    """Calls finish(text) at the end of each wanted element, with the text inside; not how it is pronounced (rPh)."""
    path, text = [], None

    def start(name, attributes):
        nonlocal text
        path.append(name := name.rpartition(":")[2])
        if name == wanted:
            text = None
        elif name in ("v", "t", "is") and text is None:
            text = ""
        begin(name, attributes)

    def end(_):
        if path.pop() == wanted:
            finish(text)

    def characters(data):
        nonlocal text
        if path[-1] in ("v", "t") and "rPh" not in path:
            text += data

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.Parse(xml, True)


def _place(reference):
    found = re.fullmatch(r"([A-Za-z]{1,9})([1-9]\d{0,8})", reference)
    if not found:
        raise Unreadable(
            "A cell stands at {found}, which is no place in a sheet: {remedy}.",
            place=FILE,
            found=f"“{shown(reference)}”",
            expected="a cell address such as W130",
            remedy=RESAVE,
        )
    return int(found[2]) - 1, places.number(found[1])


def _meant(kind, text, shared):
    if kind == "s":
        return shared()[int(text)]
    if kind == "b":
        return "TRUE" if text in ("1", "true") else "FALSE"
    try:
        return printed(float(text)) if kind == "n" and not LONG.fullmatch(text) else text
    except ValueError:
        return text

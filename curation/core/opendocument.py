"""OpenDocument spreadsheets (.ods), read whole from their XML.

calamine reads these too, but gives 0 or a blank for a spreadsheet error, a blank for a formula that was never
calculated, no merged cells, and loses line breaks; a second look at every cell would be a reader already.
"""

import re
from array import array
from dataclasses import dataclass, field
from xml.parsers import expat

from curation.core import places
from curation.core.extents import check_size
from curation.core.printed import printed
from curation.core.problems import BOOK, RESAVE, Unreadable, no_sheet
from curation.core.stored import check_calculated

CELLS = ("table:table-cell", "table:covered-table-cell")
ASIDE = ("office:annotation", "text:note", "text:ruby-text", "draw:frame", "draw:custom-shape")
BLANKS = {"text:tab": "\t", "text:line-break": "\n"}


@dataclass
class Table:
    """One sheet: rows are arrays of numbers of texts, merged ranges first row, first column, last row, last column."""

    name: str
    hidden: bool
    rows: list = field(default_factory=list)
    merged: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    empty: list = field(default_factory=list)
    blank_rows: int = 0  # seen and not stored: the last one is often repeated to the end of the sheet


def read(xml, texts, limits):
    """The tables of a content.xml; Unreadable where it is damaged or larger than the limits say."""
    reader = _Reader(texts, limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise Unreadable(
            "The file is damaged in its {place}: {remedy}.",
            place=f"part “content.xml”, line {parser.CurrentLineNumber:,}",
            found="damage",
            expected=BOOK,
            remedy=RESAVE,
        ) from error
    if not reader.tables:
        raise Unreadable(no_sheet())
    return reader.tables


class _Reader:
    def __init__(self, texts, limits):
        self.texts, self.limits = texts, limits
        self.tables, self.style, self.hidden_styles, self.cells = [], "", set(), 0
        self.table = self.cell = None
        self.nested = self.aside = 0
        self.writing = False

    def start(self, name, attributes):
        if name in CELLS and self.inside():
            self.cell, self.paragraphs = attributes, []
        elif self.cell is not None and self.inside():
            self._start_in_cell(name, attributes)
        elif name in ASIDE:
            self.aside += 1
        elif name == "table:table":
            self._begin_table(attributes)
        elif name == "table:table-row" and self.inside():
            self.row, self.blank_cells = array("I"), 0
            self.repeat_row = _count(attributes, "table:number-rows-repeated")
        elif name == "style:style":
            self.style = attributes.get("style:name")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def inside(self):
        """In a table of the sheet itself: not in a note, a drawing, or a table within a cell."""
        return self.table is not None and not self.nested and not self.aside

    def _start_in_cell(self, name, attributes):
        if name == "text:p":
            self.paragraphs.append("")
            self.writing = True
        elif name in ASIDE:
            self.aside += 1
        elif name == "table:table":
            self.nested += 1
        elif self.writing:
            self.paragraphs[-1] += " " * _count(attributes, "text:c") if name == "text:s" else BLANKS.get(name, "")

    def end(self, name):
        if name == "text:p":
            self.writing = self.writing and not self.inside()
        elif name in CELLS and self.inside():
            self._end_cell()
        elif name in ASIDE:
            self.aside -= 1
        elif name == "table:table":
            self._end_table()
        elif name == "table:table-row" and self.inside():
            self._end_row()

    def characters(self, data):
        if self.writing and self.inside():
            self.paragraphs[-1] += data

    def _begin_table(self, attributes):
        if self.table:
            self.nested += 1
            return
        if len(self.tables) == self.limits.sheets:
            raise Unreadable(
                "{Place} has {found}: {remedy}.",
                place="the workbook",
                found=f"more than {self.limits.sheets:,} sheets",
                expected=f"at most {self.limits.sheets:,}",
                remedy="split it and upload the parts",
            )
        self.table = Table(attributes.get("table:name", ""), attributes.get("table:style-name") in self.hidden_styles)

    def _end_table(self):
        if self.nested:
            self.nested -= 1
            return
        check_calculated(self.table.empty, self.table.name)
        width = max(map(len, self.table.rows), default=0)
        self.cells = check_size(len(self.table.rows), width, self.table.name, self.limits, self.cells)
        self.tables.append(self.table)
        self.table = None

    def _end_row(self):
        if not self.row:
            self.table.blank_rows += self.repeat_row
            return
        rows = self.table.rows
        last = len(rows) + self.table.blank_rows + self.repeat_row
        check_size(last, len(self.row), self.table.name, self.limits, self.cells)
        rows.extend(array("I") for _ in range(self.table.blank_rows))
        rows.extend(self.row for _ in range(self.repeat_row))
        self.table.blank_rows = 0

    def _end_cell(self):
        cell, self.cell = self.cell, None
        if "table:number-columns-spanned" in cell or "table:number-rows-spanned" in cell:
            self._merge(cell)
        text, repeat = self._text(cell), _count(cell, "table:number-columns-repeated")
        if not text:
            self.blank_cells += repeat
            return
        row, column = self._place()
        check_size(row + 1, column + repeat, self.table.name, self.limits, self.cells)
        [number] = self.texts.row([text], self.table.name, row + 1)
        self.row.extend([0] * self.blank_cells + [number] * repeat)
        self.blank_cells = 0

    def _merge(self, cell):
        row, column = self._place()
        rows, columns = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            self.table.merged.append((row, column, row + rows - 1, column + columns - 1))

    def _text(self, cell):
        shown, kind, formula = "\n".join(self.paragraphs), cell.get("office:value-type"), "table:formula" in cell
        if cell.get("calcext:value-type") == "error" or (formula and shown.startswith(("#", "Err:"))):
            self.table.errors.append(places.address(*self._place()))
            return shown or "#ERROR!"
        if formula and not kind and not shown:
            self.table.empty.append(places.address(*self._place()))
        return _value(kind, cell, shown)

    def _place(self):
        return len(self.table.rows) + self.table.blank_rows, len(self.row) + self.blank_cells


def _value(kind, attributes, shown):
    if kind in ("float", "percentage", "currency"):
        stored = attributes.get("office:value", shown)
        return stored if re.fullmatch(r"-?\d+", stored) else printed(float(stored))
    if kind == "boolean":
        return attributes.get("office:boolean-value", shown).upper()
    if kind == "date":
        return attributes.get("office:date-value", shown).removesuffix("T00:00:00")
    if kind == "time":
        return _clock(attributes.get("office:time-value", ""), shown)
    return attributes.get("office:string-value", shown)


def _clock(span, shown):
    found = re.fullmatch(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", span)
    return f"{found[1]}{int(found[2]):02}:{int(found[3]):02}:{int(found[4]):02}" if found else shown


def _count(attributes, name):
    """How often something is repeated, once where nothing is said."""
    if name not in attributes:
        return 1
    found = int(attributes[name])
    if found < 1:
        raise ValueError(f"{name} is {found}")
    return found

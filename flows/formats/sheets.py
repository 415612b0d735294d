"""Rows of a workbook as the XML that they are in there."""

import re
from itertools import count
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

KEPT = 10_000  # cells of a column that are remembered
LONGEST = 32_767  # characters of a cell; of a longer text, its beginning
# What XML cannot hold is spelled out in a workbook, and so is what would pass for something spelled out.
SPELLED_OUT = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def sized(part, rows):
    """A part of the bare workbook that says how far its table reaches, with so many rows."""
    return re.sub(rb'(ref="A1:[A-Z]+)\d+"', rb'\g<1>%d"' % (max(rows, 1) + 1), part)


class Strings(dict):
    """{text: its number}: a workbook holds each text once, and cells its number."""

    def __init__(self, begun):
        super().__init__()
        self.begun = begun

    def __missing__(self, text):
        self[text] = self.begun + len(self)
        return self[text]

    def elements(self):
        for text in self:
            cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
            spelled = SPELLED_OUT.sub(lambda found: f"_x{ord(found[0]):04X}_", cut)
            yield f'<si><t xml:space="preserve">{escape(spelled)}</t></si>'.encode()


class Cells(dict):
    """{value: the cell that shows it}, of one column in line `#`: of a million cells most are alike."""

    def __init__(self, place, column, known):
        super().__init__()
        self.letter, self.is_number, self.known = xl_col_to_name(place), column.type == "integer", known

    def __missing__(self, value):
        made = self.made(value)
        if len(self) < KEPT:
            self[value] = made
        return made

    def made(self, value):
        if value is None or value == "":
            return ""
        if self.is_number:
            return f'<c r="{self.letter}#"><v>{value}</v></c>'
        return f'<c r="{self.letter}#" t="s"><v>{self.known[value]}</v></c>'


def body(described, known):
    """A function that makes XML of a list of rows, the first of them in a given line."""
    cells = [Cells(place, column, known) for place, column in enumerate(described)]

    def row(line, values):
        inside = "".join([made[value] for made, value in zip(cells, values, strict=True)])
        return f'<row r="#">{inside}</row>'.replace("#", str(line))

    return lambda chunk, first: "".join(map(row, count(first), chunk)).encode()

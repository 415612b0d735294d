"""The process that writes notes onto the cells of one workbook, away from everything that must not stop with it.

Started by `notes.annotate` as a program of its own. The bytes pass the gate before openpyxl touches them. What goes
back holds values alone: no formula, link, name, chart or pivot of the original, so that nothing in it comes to life.
"""

import gc
import json
import os
import sys
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.worksheet import Worksheet

from curation.core import gate
from curation.core._sheet_child import confine
from curation.core.places import parse_address

AUTHOR = "CAMT"
WIDTH, HEIGHT = 320, 140
LIST = "Notes by CAMT"
HEAD = ("sheet", "cell", "note")


def main():
    """Job from standard input, workbook to standard output; ends with code 3 where the file is no xlsx."""
    gc.disable()  # a short life with many objects
    job = json.load(sys.stdin)
    limits = gate.Limits(**job["limits"])
    confine(limits, written=limits.unzipped)  # openpyxl writes each sheet into a temporary file first
    with open(job["path"], "rb") as file:
        data = file.read(limits.size + 1)
    if gate.inspect_bytes(data, job["name"], limits) != "xlsx":
        os._exit(3)
    book = load_workbook(BytesIO(data), data_only=True, keep_links=False, keep_vba=False)
    tame(book)
    for sheet, cell, note in job["notes"]:
        if sheet in book.sheetnames and isinstance(book[sheet], Worksheet):
            put(book[sheet], cell, note)
    add_list(book, job["notes"])
    kept = BytesIO()
    book.save(kept)
    sys.stdout.buffer.write(kept.getvalue())
    sys.stdout.buffer.flush()
    os._exit(0)


def tame(book):
    """Takes out whatever is more than values: a program that opens the workbook finds nothing to run or to fetch."""
    book.defined_names.clear()
    for sheet in book.worksheets:
        sheet.defined_names.clear()
        sheet.data_validations = DataValidationList()
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet._pivots, sheet._hyperlinks, sheet._charts, sheet._images = [], [], [], []
        sheet.legacy_drawing = None
        for cell in sheet._cells.values():  # unlike iter_rows, which makes every blank cell between them
            if cell.hyperlink:
                cell._hyperlink = None


def put(sheet, cell, note):
    """A note on a cell, below what was noted there; on the first cell of a merged range, which alone can bear one."""
    try:
        row, column = parse_address(cell.partition(":")[0])
        place = sheet.cell(row + 1, column + 1)
    except ValueError:
        return
    for merged in sheet.merged_cells.ranges:
        if place.coordinate in merged:
            place = sheet.cell(merged.min_row, merged.min_col)
    before = f"{place.comment.text}\n\n" if place.comment else ""
    place.comment = Comment(before + note, AUTHOR, height=HEIGHT, width=WIDTH)


def add_list(book, notes):
    """The same notes as a sheet at the end, texts all of them, whatever they begin with."""
    sheet = book.create_sheet(LIST)
    for r, row in enumerate([HEAD, *notes], 1):
        for c, text in enumerate(row, 1):
            sheet.cell(r, c).value = text
            sheet.cell(r, c).data_type = "s"
    sheet.freeze_panes = "A2"
    for column, width in zip("ABC", (20, 12, 100), strict=True):
        sheet.column_dimensions[column].width = width


if __name__ == "__main__":
    main()

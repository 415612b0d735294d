"""Text into rows: what separates the cells is found from the text, and quotation marks must come in pairs."""

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice

from curation.core.problems import Unreadable

SEPARATORS = "\t;|,"  # of equals the first wins: a tab or semicolon in every line is no accident, a comma may be
SAMPLE = 2_000  # records from which the separator is found
SPLIT = "split it by year or by column and upload the parts"


def shape(text):
    """(separator, usual number of cells): the one by which most records fall into the same number of cells.

    Where nothing separates anything the table has one column: (",", 1).
    """
    regularity, separator, width = max(
        (_regularity(text, candidate) for candidate in SEPARATORS), key=lambda found: found[0]
    )
    return (separator, width) if regularity else (",", 1)


def rows(text, separator, usual_width, limits):
    """Each record as a list of cells; a cell in quotation marks may hold line breaks. Unreadable names the line."""
    csv.field_size_limit(limits.cell_text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    width, begun, row = 0, 1, []
    try:
        for count, row in enumerate(reader, 1):
            if reader.line_num > begun:
                _check_swallowed(row, separator, usual_width, begun)
            width = max(width, len(row))
            _check_size(count, width, begun, limits)
            yield row
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(_explained(str(error), begun, limits)) from error
    _check_cut(text, row, usual_width, begun - 1)


def _regularity(text, separator):
    """(share of the records that have the commonest number of cells above one, separator, that number)."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(reader, SAMPLE) if any(row))
    except csv.Error:
        return 0, separator, 1
    total = sum(widths.values())
    return max(
        ((count / total, separator, width) for width, count in widths.items() if width > 1), default=(0, separator, 1)
    )


def _check_swallowed(row, separator, usual_width, begun):
    """A quotation mark too many takes in the lines up to the next one; their separators betray them.

    Separators before a blank are prose ("Paris, France"), which a cell of several lines may well hold.
    """
    for cell in row:
        breaks = len(re.findall(r"\r\n|\r|\n", cell))
        if breaks > 0 and usual_width > 2:
            separators = len(re.findall(re.escape(separator) + "(?! )", cell))
            if separators >= breaks * (usual_width - 1):
                raise Unreadable(
                    f"From line {begun:,} on, {breaks + 1:,} lines stand inside one pair of quotation marks although "
                    f"they look like rows: remove the quotation mark that is too much in line {begun:,} and upload "
                    "the file again."
                )


def _check_cut(text, last, usual_width, line):
    """A file that ends within a line of numbers came only in part: what is lost would be missing in silence."""
    ended = text.endswith(("\n", "\r"))
    part = 1 < len(last) < usual_width or (len(last) == 1 < usual_width and last[0].strip().isdecimal())
    if part and not ended:
        raise Unreadable(
            f"The file ends in the middle of line {line:,}, with {len(last)} of {usual_width} cells: it was cut "
            f"short, so "
            "download it again from its publisher and upload that."
        )


def _check_size(count, width, line, limits):
    if width > limits.columns:
        raise Unreadable(f"Line {line:,} has {width:,} cells and the limit is {limits.columns:,}: {SPLIT}.")
    if count > limits.rows:
        raise Unreadable(f"The table has more than {limits.rows:,} rows, from line {line:,} on: {SPLIT}.")
    if count * width > limits.cells:
        raise Unreadable(f"The table has more than {limits.cells:,} cells, from line {line:,} on: {SPLIT}.")


def _explained(error, line, limits):
    if "field larger" in error:
        return (
            f"A cell in line {line:,} is longer than {limits.cell_text:,} characters, or its quotation mark is never "
            "closed: close it, or shorten the cell, and upload the file again."
        )
    if "unexpected end" in error:
        return f"A quotation mark is opened in line {line:,} and never closed: close or remove it and upload it again."
    return (
        f"In line {line:,} a closing quotation mark is followed by more text in the same cell: "
        "double the quotation marks inside the cell, or remove the one that is too much, and upload the file again."
    )

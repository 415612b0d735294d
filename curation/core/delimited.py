"""Text into rows: what separates the cells is found from the text, and quotation marks must come in pairs."""

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice

from curation.core.problems import AGAIN, Problem, Unreadable

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
                    "From {place} on, {found} although they look like rows: {remedy}.",
                    place=f"line {begun:,}",
                    found=f"{breaks + 1:,} lines stand inside one pair of quotation marks",
                    expected="quotation marks in pairs, around one cell each",
                    remedy=f"remove the quotation mark that is too much in line {begun:,} and upload the file again",
                )


def _check_cut(text, last, usual_width, line):
    """A file that ends within a line of numbers came only in part: what is lost would be missing in silence."""
    ended = text.endswith(("\n", "\r"))
    part = 1 < len(last) < usual_width or (len(last) == 1 < usual_width and last[0].strip().isdecimal())
    if part and not ended:
        raise Unreadable(
            f"The file ends in the middle of {{place}}, with {len(last)} of {usual_width} cells: it was cut short, so "
            "{remedy}.",
            place=f"line {line:,}",
            found=f"the end of the file, after {len(last)} of {usual_width} cells",
            expected=f"{usual_width} cells, as in the lines above",
            remedy=AGAIN,
        )


def _check_size(count, width, line, limits):
    place = f"line {line:,}"
    if width > limits.columns:
        found, expected = f"{width:,} cells", f"at most {limits.columns:,}"
        said = f"{{Place}} has {{found}} and the limit is {limits.columns:,}: {{remedy}}."
        raise Unreadable(said, place=place, found=found, expected=expected, remedy=SPLIT)
    for much, limit, what in ((count, limits.rows, "rows"), (count * width, limits.cells, "cells")):
        if much > limit:
            found, expected = f"more than {limit:,} {what}", f"at most {limit:,}"
            said = "The table has {found}, from {place} on: {remedy}."
            raise Unreadable(said, place=place, found=found, expected=expected, remedy=SPLIT)


def _explained(error, line, limits):
    place = f"line {line:,}"
    if "field larger" in error:
        return Problem(
            "A cell in {place} is {found}: {remedy}.",
            place=place,
            found=f"longer than {limits.cell_text:,} characters, or its quotation mark is never closed",
            expected=f"a cell of at most {limits.cell_text:,} characters",
            remedy="close it, or shorten the cell, and upload the file again",
        )
    if "unexpected end" in error:
        return Problem(
            "A quotation mark is opened in {place} and never closed: {remedy}.",
            place=place,
            found="a quotation mark that is opened and never closed",
            expected="quotation marks in pairs",
            remedy="close or remove it and upload it again",
        )
    return Problem(
        "In {place} {found}: {remedy}.",
        place=place,
        found="a closing quotation mark is followed by more text in the same cell",
        expected="a cell that ends with its closing quotation mark",
        remedy="double the quotation marks inside the cell, or remove the one that is too much, and upload the file "
        "again",
    )

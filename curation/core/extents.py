"""How far a sheet reaches, and how far it may."""

import re

from curation.core import places
from curation.core.problems import Unreadable, quoted

ROOM = 8  # cells to set up for each cell allowed, before it is worth while to look closer


def check_size(rows, columns, sheet, limits, before=0):
    """rows times columns of a sheet, added to the cells before it; Unreadable where that is beyond the limits."""
    total = before + rows * columns
    if rows > limits.rows or columns > limits.columns or total > limits.cells:
        column = f"column {places.letters(columns - 1)}" if columns < 10**6 else "a column beyond any sheet"
        raise Unreadable(
            "{Place} reaches to {found}, and a file may have {expected} in all: {remedy}.",
            **quoted(sheet, places.address(max(rows - 1, 0), columns - 1) if columns < 10**6 else ""),
            found=f"row {rows:,} and {column}",
            expected=f"{limits.rows:,} rows, {limits.columns:,} columns and {limits.cells:,} cells",
            remedy="delete everything below and to the right of the table, save it and upload it again",
        )
    return total


def check_extent(xml, sheet, limits):
    """Refuses an xlsx sheet whose last row and column span more cells than any table has.

    calamine sets up memory for all of them, filled or not, and ends the process where there is not enough. Up to
    column ZZ a look at the last row will do; only beyond are the letters of every cell asked for.
    """
    last = xml.rfind(b'<row r="') + 8
    rows = int(re.match(rb"\d{0,20}", xml[last : last + 20])[0] or 0)
    if rows * 702 > ROOM * limits.cells or re.search(rb'<c r="[A-Za-z]{3}', xml):
        letters = set(re.findall(rb'<c r="([A-Za-z]{1,9})', xml)) | {b"A"}
        check_size(rows, max(places.number(each.decode()) for each in letters) + 1, sheet, limits)

"""A file given back to whoever brought it, each thing that is wrong or doubted beside its cell.

An .xlsx comes back as itself with notes; every other format, and a workbook too large to be taken apart while somebody
waits, as a list by sheet and cell.
"""

import csv
import io
from pathlib import Path, PurePath

from django.db.models import F, Sum

from curation import checks
from curation.core import notes
from flows.core.cells import defused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = ("sheet", "cell", "where", "expected", "found", "what to do", "said", "ticked off")


def workbook(file) -> tuple[str, str, bytes]:
    """Name, content type and bytes of the file with its notes."""
    items = [item for check in checks.of(file) for item in check.items]
    stem = PurePath(file.name).stem
    if PurePath(file.name).suffix.lower() == ".xlsx" and bearable(file):
        marked = notes.annotate(Path(file.content.path), file.name, [note for item in items for note in notes_of(item)])
        if marked:
            return f"{stem} with notes.xlsx", XLSX, marked
    return f"{stem} notes.csv", "text/csv; charset=utf-8", listed(items)


def bearable(file) -> bool:
    """Whether its sheets, as far as they are known, are small enough."""
    cells = file.sheets.aggregate(cells=Sum(F("rows") * F("columns")))["cells"] or 0
    return cells <= notes.CELLS


def notes_of(item) -> list[tuple[str, str, str]]:
    """Sheet, cell and words of a note on each of its cells."""
    ticked = f" (ticked off by {item.tick.by})" if item.tick else ""
    return [(sheet, cell, f"{item.sentence}{ticked}") for sheet, cell in item.places]


def listed(items) -> bytes:
    """The same as a list, for spreadsheet programs: marked as UTF-8, no text that they would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([defused(text) for text in line] for item in items for line in lines(item))
    return out.getvalue().encode("utf-8-sig")


def lines(item) -> list[tuple[str, ...]]:
    """A line for each of its cells."""
    problem = item.problem
    parts = (problem.place, problem.expected, problem.found, problem.remedy) if problem else ("", "", "", "")
    ticked = str(item.tick.by) if item.tick else ""
    return [(sheet, cell, *parts, item.sentence, ticked) for sheet, cell in item.places]

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
        marked = notes.annotate(Path(file.content.path), file.name, [note(item) for item in items])
        if marked:
            return f"{stem} with notes.xlsx", XLSX, marked
    return f"{stem} notes.csv", "text/csv; charset=utf-8", listed(items)


def bearable(file) -> bool:
    """Whether its sheets, as far as they are known, are small enough."""
    cells = file.sheets.aggregate(cells=Sum(F("rows") * F("columns")))["cells"] or 0
    return cells <= notes.CELLS


def note(item) -> tuple[str, str, str]:
    """Sheet, cell and words of one note."""
    ticked = f" (ticked off by {item.tick.by})" if item.tick else ""
    return item.sheet, item.cell, f"{item.sentence}{ticked}"


def listed(items) -> bytes:
    """The same as a list, for spreadsheet programs: marked as UTF-8, no text that they would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([defused(text) for text in line(item)] for item in items)
    return out.getvalue().encode("utf-8-sig")


def line(item) -> tuple[str, ...]:
    problem = item.problem
    parts = (problem.place, problem.expected, problem.found, problem.remedy) if problem else ("", "", "", "")
    return item.sheet, item.cell, *parts, item.sentence, str(item.tick.by) if item.tick else ""

"""Which declared corrections of cells are in force, what they changed in which file, and which files wait for them."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from django.db.models import F

from curation.core.cell_corrections import CellCorrection, meet, same
from curation.core.places import address
from curation.core.taken import Mistaken
from curation.core.taking import place_of
from curation.models import Correction, Sheet, SourceFile

State = SourceFile.State
READ = (State.READ, State.SUBMITTED, State.ACCEPTED)
SHOWN = 3
READ_AGAIN = (State.READ, State.SUBMITTED)  # what was read of an accepted file is sealed


def in_force(**which) -> dict[str, list[CellCorrection]]:
    """By source table, those by which its files are read."""
    found = defaultdict(list)
    for row in Correction.objects.in_force().filter(**which).order_by("pk"):
        found[row.source_id].append(as_read(row))
    return dict(found)


def as_read(row: Correction) -> CellCorrection:
    """A correction as the reader takes it."""
    printed, corrected = (tuple(map(tuple, lines)) for lines in (row.printed, row.corrected))
    reported, approved = (f"{day:%Y-%m-%d}" if day else "" for day in (row.reported_on, row.reviewed_at))
    said = {"what": row.what, "why": row.why, "reported_on": reported, "approved_on": approved}
    return CellCorrection(row.pk or 0, row.sheet, row.cells, printed, corrected, **said, reference=row.reference)


def changes(row: Correction) -> list[tuple[str, str, str]]:
    """(cell, as printed, as it should be) of each cell that a correction changes."""
    cells = as_read(row).each()
    return [(address(r, c), printed, text) for r, c, printed, text in cells if not same(printed, text)]


def in_words(row: Correction) -> str:
    """`FY10!D154: −1 → 1`, the first of several; what a correction ends is read as printed."""
    told = [f"{cell}: {printed or '(blank)'} → {text}" for cell, printed, text in changes(row)]
    more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return f"{row.sheet}!{'; '.join(told[:SHOWN])}{more}" if told else f"{row} as printed"


# what was read


def sheets(**which) -> list[dict]:
    """Sheets that were read, with what of corrections is kept with each."""
    told = {"corrections": F("layout__corrections"), "unmet": F("layout__unmet"), "asked": F("layout__asked")}
    rows = Sheet.objects.filter(**which).exclude(layout={}).order_by("file", "position")
    return list(rows.values("file_id", "name", **told))


def cells(files: Iterable[int]) -> dict[tuple[int, str], dict]:
    """(file, `FY10!D20`) → the correction that was made there, with `printed` and `corrected` of that very cell."""
    return {
        (sheet["file_id"], f"{sheet['name']}!{change['cell']}"): {**correction, **change}
        for sheet in sheets(file__in=list(files))
        for correction in sheet["corrections"] or ()
        for change in correction.get("changes", ())
    }


def made(sheet: dict) -> list[dict]:
    """The corrections of cells among all that were made in a sheet."""
    return [correction for correction in sheet["corrections"] or () if "changes" in correction]


def outdated(files) -> list[SourceFile]:
    """Those of some files that were read with other corrections than are in force now."""
    files = {file.pk: file for file in files}
    numbers = numbers_by_sheet({file.source_id for file in files.values()})
    late = {
        sheet["file_id"]
        for sheet in sheets(file__in=files)
        if set(sheet["asked"] or ()) != numbers[files[sheet["file_id"]].source_id, sheet["name"]]
    }
    return [file for pk, file in files.items() if pk in late]


def numbers_by_sheet(tables) -> dict[tuple[str, str], set[int]]:
    """(table, name of a sheet) → the corrections in force of sheets so called."""
    found = defaultdict(set)
    in_force = Correction.objects.in_force().filter(source__in=tables).order_by()
    for table, sheet, number in in_force.values_list("source_id", "sheet", "pk"):
        found[table, sheet].add(number)
    return found


def stopped_by(correction: Correction) -> list[SourceFile]:
    """Files of its table that could not be read for a cell of a correction."""
    place = place_of(correction.cells)
    stuck = SourceFile.objects.filter(source=correction.source_id, state=State.QUARANTINED)
    return [file for file in stuck if any(is_at(problem, correction.sheet, place) for problem in file.problems)]


def is_at(problem: dict, sheet: str, place) -> bool:
    """Whether a problem is one of a cell of this place."""
    with suppress(Mistaken):  # it is about no cell
        return problem.get("sheet") == sheet and meet(place_of(problem.get("cell", "")), place)
    return False


class Reach(NamedTuple):
    """What became of a correction in one file: made, unmet, nowhere (its sheet ends before), not asked, being read.

    late: it came into force, or went out of it, since the file was read
    """

    file: SourceFile
    outcome: str
    late: bool

    @property
    def may_be_read_anew(self) -> bool:
        return self.late and self.file.state in READ_AGAIN


def reach(correction: Correction) -> list[Reach]:
    """Every file that was read and has a sheet of its name, newest first."""
    files = SourceFile.objects.filter(source=correction.source_id, state__in=(*READ, State.RECEIVED)).in_bulk()
    in_force = correction.state == Correction.State.APPROVED and correction.ends_id is None
    found = []
    for sheet in sheets(file__in=files, name=correction.sheet):
        file, asked = files[sheet["file_id"]], correction.pk in (sheet["asked"] or ())
        if file.state == State.RECEIVED:
            found.append(Reach(file, "being read", False))
        else:
            found.append(Reach(file, outcome(correction.pk, sheet), asked != in_force and correction.ends_id is None))
    return sorted(found, key=lambda each: -each.file.pk)


def outcome(number: int, sheet: dict) -> str:
    """What became of a correction when a sheet was read."""
    if number not in (sheet["asked"] or ()):
        return "not asked"
    if number in {each["number"] for each in made(sheet)}:
        return "made"
    return "unmet" if number in {each["number"] for each in sheet["unmet"] or ()} else "nowhere"

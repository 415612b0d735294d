"""What was read, put into the tables: one transaction a file, and the same again changes nothing.

The only place where the core's results meet the database on the way in.
"""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.db import transaction

from curation import differences, grids, queries, standings, thresholds
from curation.actions import anew, concerns, former, settled
from curation.actions.doubts import look_over
from curation.core import concern_rules, labels
from curation.core.files import Repeats, SheetRead, open_book, read_sheets
from curation.core.places import span
from curation.core.problems import FILE, Problem, Unreadable, shown
from curation.core.sheets import address
from curation.core.totals import Total
from curation.knowledge import for_kept_files
from curation.models import Concern, Coverage, Label, PrintedTotal, Reading, Sheet, SourceFile
from curation.progress import Nobody, Notes
from flows import bulk

log = logging.getLogger(__name__)
State = SourceFile.State
ROWS_AT_ONCE = 5_000
PLACES_NAMED = 50
PROBLEMS_KEPT = 1_000
READING = (
    "sheet_id", "label_id", "row", "column", "origin", "destination", "period", "breakdown", "printed",
    "value", "lower", "upper", "status", "flag",
)  # fmt: skip


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for circles among objects: a reading makes millions of objects and no circle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def read(file: SourceFile, *, progress: Notes | None = None) -> SourceFile:
    """Read a received file: into its sheets, labels and readings, or into quarantine with what is wrong with it.

    Safe to run twice, and by two workers at once: whoever comes second finds the file read and leaves it.
    """
    if file.state != State.RECEIVED:
        return file
    progress, known = progress or Nobody(), for_kept_files()
    try:
        progress.opening()
        book = open_book(Path(file.content.path), name=file.name, declared=file.declared)
        keep_grids(file, book)
        said = {name: value for name, value in file.declared.items() if name != "encoding"}
        progress.understanding(len(book.grids), sum(map(cells, book.grids)))
        sheets = read_sheets(book, known, source=file.source_id, declared=said)
        with transaction.atomic():
            if not take(file):
                return file
            refuse_same_data(file, book.data)
            former.shelve(file)
            file.declared = {**known.declarations.get(file.data_hash, {}), **file.declared}
            store(file, sheets, progress)
            progress.checking()
            finish(file, warnings=[*book.warnings, *guessed(book)])
            standings.refresh(source=file.source)
            differences.reckon(file)
            look_over(file)
            settled.by_corrections(file)
    except Unreadable as reason:
        quarantine(file, reason)
    file.refresh_from_db()
    anew.unless_as_read(file, known.corrections.get(file.source_id, []))
    return file


def keep_grids(file: SourceFile, book) -> None:
    """Keep the cells to be looked at. A full disk stops nobody from reading: they are made again when asked for."""
    try:
        grids.keep(file, book)
    except OSError:
        log.warning("The cells of file %s could not be kept.", file.pk, exc_info=True)


def take(file: SourceFile) -> bool:
    """Hold the file's row until the transaction ends; False when somebody has read it, or put it right, meanwhile."""
    locked = SourceFile.objects.select_for_update().get(pk=file.pk)
    as_begun = (locked.source_id, locked.declared) == (file.source_id, file.declared)
    return locked.state == State.RECEIVED and as_begun


def refuse_same_data(file: SourceFile, hashed: str) -> None:
    """The same cells in other bytes (saved again, another format, another encoding) are recognised by name."""
    file.data_hash = hashed
    held = SourceFile.objects.held().exclude(state=State.WITHDRAWN).exclude(pk=file.pk)
    other = held.filter(source=file.source, data_hash=hashed).first()
    if other:
        raise Unreadable(
            "This file holds {found}, in other bytes: no cell differs, so {remedy}.",
            place=FILE,
            found=f"the same data as {other.name}, received {other.uploaded_at:%Y-%m-%d}",
            expected="data that is not held of this table yet",
            remedy="open that one instead",
            held=other.pk,
        )


def store(file: SourceFile, sheets: list[SheetRead], progress: Notes) -> None:
    """Every sheet with its readings. Raises `Unreadable` when any cell of a tracked origin cannot be understood."""
    repeats, known, problems, before, file.places = Repeats(), Labels(file), [], 0, {}
    for position, sheet in enumerate(sheets):
        progress.reading(position + 1, sheet.grid.name, before)
        before += cells(sheet.grid)
        row = Sheet.objects.create(file=file, name=sheet.grid.name, position=position, **shape(sheet))
        if sheet.aside:
            set_aside_whole(row, sheet)
            continue
        sheet.reader.watch(progress.passed)
        bulk.insert(Reading, READING, rows(row, sheet, known, repeats))
        problems += sheet.reader.problems
        if not problems:
            account(row, sheet)
            file.places |= sheet.reader.places
            bulk.insert(Coverage, ("file_id", "destination", "period"), new_coverage(file, sheet, known))
            bulk.insert(PrintedTotal, TOTAL, totals(row, sheet))
            progress.doubted(doubt(file, sheet))
        sheet.reader = None  # what it worked out for each column of a wide sheet takes more memory than the sheet
    if problems:
        raise Unreadable(problems[0], others=problems[1:PROBLEMS_KEPT])
    former.let_go(file)
    doubt_new_labels(file)


def cells(grid) -> int:
    """How many cells a sheet has, filled or not."""
    return len(grid.rows) * len(grid.rows[0]) if grid.rows else 0


def shape(sheet: SheetRead) -> dict:
    return {
        "rows": len(sheet.grid.rows),
        "columns": max((len(row) for row in sheet.grid.rows), default=0),
        "layout": sheet.layout.as_json() | corrections_of(sheet) if sheet.layout else {},
        "digest": sheet.digest,
    }


def corrections_of(sheet: SheetRead) -> dict:
    """What was corrected in a sheet, what was declared of it and not met, and all that was asked, by number."""
    unmet = [{"number": each.correction.number, "cell": each.cell, "found": each.found} for each in sheet.unmet]
    return {"corrections": sheet.corrections, "unmet": unmet, "asked": sheet.asked}


def set_aside_whole(row: Sheet, sheet: SheetRead) -> None:
    filled = sum(1 for line in sheet.grid.rows for text in line if text and not text.isspace())
    whole = span(0, 0, max(row.rows - 1, 0), max(row.columns - 1, 0))
    row.filled = row.set_aside_count = filled
    row.set_aside = [[whole, sheet.aside, filled]]
    row.save()


def rows(row: Sheet, sheet: SheetRead, known: "Labels", repeats: Repeats) -> Iterator[tuple]:
    """Tuples for the table of readings, labels looked up a chunk at a time."""
    sheet_id, headings = row.pk, heading_names(sheet)
    readings = repeats.watch(sheet.grid.name, sheet.reader.readings())
    while chunk := list(islice(readings, ROWS_AT_ONCE)):
        ids = known.ids({reading.label for reading in chunk}, headings)
        for r in chunk:
            yield (
                sheet_id, ids[r.label], r.row, r.column, r.origin, r.destination, r.period, r.breakdown, r.printed,
                r.value, r.lower, r.upper, r.status, r.flag,
            )  # fmt: skip


def heading_names(sheet: SheetRead) -> list[str]:
    """What the parts of a label are called: the columns' headings, then the heading rows."""
    return [key.name for key in sheet.layout.of("label")]


class Labels:
    """The labels of one source table by their parts, made where they are new."""

    def __init__(self, file: SourceFile):
        self.file = file
        self._ids: dict[tuple, int] = {}
        self.covered: set[tuple[str, str]] = set()

    def ids(self, wanted: set[tuple], names: list[str]) -> dict[tuple, int]:
        """The id of each label. Two spellings that normalise alike are one label, as first printed."""
        missing = [parts for parts in wanted if parts not in self._ids]
        if missing:
            keys = {parts: labels.key(parts) for parts in missing}
            new = [self._row(parts, key, names) for parts, key in keys.items()]
            Label.objects.bulk_create(new, ignore_conflicts=True)
            held = Label.objects.filter(source=self.file.source, key__in=set(keys.values()))
            by_key = dict(held.values_list("key", "pk"))
            self._ids |= {parts: by_key[key] for parts, key in keys.items()}
        return self._ids

    def _row(self, parts: tuple, key: str, names: list[str]) -> Label:
        named = [[names[i] if i < len(names) else "", part] for i, part in enumerate(parts)]
        return Label(source=self.file.source, parts=named, key=key, text=labels.written(parts), first_file=self.file)


def account(row: Sheet, sheet: SheetRead) -> None:
    """The account of the sheet's cells; the database refuses one that does not add up."""
    reader = sheet.reader
    row.filled, row.read, row.set_aside_count = reader.filled, reader.read, reader.set_aside_count
    row.set_aside = [[span(*run[:4]), run.reason, run.cells] for run in reader.set_aside]
    row.save(update_fields=["filled", "read", "set_aside_count", "set_aside"])


def new_coverage(file: SourceFile, sheet: SheetRead, known: Labels) -> Iterator[tuple]:
    for destination, period in sorted(sheet.reader.coverage - known.covered):
        yield file.pk, destination, period
    known.covered |= sheet.reader.coverage


TOTAL = (
    "sheet_id", "row", "column", "origin", "what", "printed", "value", "printed_lower", "printed_upper", "lower",
    "upper", "least", "most", "parts", "hidden", "period", "cells", "outcome", "explanation",
)  # fmt: skip


def totals(row: Sheet, sheet: SheetRead) -> Iterator[tuple]:
    for total in as_printed(sheet):
        yield row.pk, *total._replace(what=total.what[:255], printed=total.printed[:64])


def as_printed(sheet: SheetRead) -> list[Total]:
    """The printed totals of a sheet, of a corrected one what the publisher printed."""
    printed = sheet.printed
    return [total._replace(printed=printed.get(total[:2], total.printed)) for total in sheet.reader.totals.found]


def doubt(file: SourceFile, sheet: SheetRead) -> int:
    """How many doubts the rules raise about a sheet: places nobody knows, totals that their parts do not meet."""
    reader, name = sheet.reader, sheet.grid.name
    findings = []
    for place, where in list(reader.unknown_places.items())[:PLACES_NAMED]:
        rows, people = reader.unknown_counts.get(place, (1, 0))
        findings.append(concern_rules.unknown_place(place, rows, where, people))
    opened = [total for total in as_printed(sheet) if total.outcome == "open"]
    for total in opened[:PLACES_NAMED]:
        where = f"{name}!{address(total.row, total.column)}"
        about = {"people": total.value or 0, "origin": total.origin}
        found = total.what, where, total.printed, total.lower, total.upper
        findings.append(concern_rules.parts_against_total(*found, **about))
    findings += map(concern_rules.correction_unmet, sheet.unmet)
    concerns.raise_findings(findings, file=file)
    return len(findings)


def doubt_new_labels(file: SourceFile) -> None:
    """A note or a concern for each label that nobody saw before and that has people in the years we publish."""
    fresh, limits = Label.objects.filter(first_file=file, decisions__isnull=True), thresholds.limits()
    found = [
        (tally.label, concern_rules.first_use(tally.label.text, tally.label.key, tally.people, limits=limits))
        for tally in queries.tallies(file=file, labels=fresh)
        if tally.people
    ]
    Concern.objects.bulk_create(
        [
            Concern(file=file, label=label, **{**finding._asdict(), "subject": finding.subject[:300]})
            for label, finding in found
        ],
        ignore_conflicts=True,
    )


def finish(file: SourceFile, *, warnings) -> None:
    done = {"state": State.READ, "message": "", "problems": [warning.as_json() for warning in warnings]}
    said = {"data_hash": file.data_hash, "declared": file.declared, "places": file.places}
    SourceFile.objects.filter(pk=file.pk).update(**said, **done)


def guessed(book) -> Iterator[Problem]:
    """That an encoding was guessed, with cells by which a person can judge it."""
    if book.encoding_guessed:
        cells = ", ".join(f"“{shown(text)}”" for text in book.preview)
        yield Problem(
            "The encoding was {found}; {remedy} if this is wrong.",
            place=FILE,
            found=f"guessed as {book.encoding} ({cells})",
            expected="an encoding that the file itself proves",
            remedy="declare another",
            field="encoding",
        )


def quarantine(file: SourceFile, reason: Unreadable) -> None:
    """Set a file aside that cannot be read. It does not count as held: the same bytes may come again."""
    told = {"message": str(reason), "problems": [problem.as_json() for problem in reason.problems]}
    with transaction.atomic():
        if take(file):
            SourceFile.objects.filter(pk=file.pk).update(state=State.QUARANTINED, **told)

"""`manage.py read_file PATH`: the readings of any workbook, one per cell, kept nowhere."""

import csv
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.core.management.base import BaseCommand

from curation.core.files import DECLARABLE, Repeats, SheetRead, open_book, read_sheets
from curation.core.labels import written
from curation.core.places import letters
from curation.core.problems import Unreadable
from curation.core.reading import REASONS, Reading
from curation.core.sheets import address
from curation.core.tracked import TRACKED
from curation.knowledge import knowledge
from curation.management.paths import a_file
from flows.core.refusals import Refused

COLUMNS = (
    "sheet", "cell", "origin", "destination", "label", "breakdown", "period", "printed", "value", "lower",
    "upper", "status",
)  # fmt: skip
WIDEST = 28
SHOWN = 20
RUNS_SHOWN = 4


class Command(BaseCommand):
    help = (
        "Read a publisher's workbook and print what was read, one line per cell; nothing is kept. Cells are read as "
        "printed: what was declared at the desk as an error of single cells holds for files that are kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH", type=Path)
        parser.add_argument(
            "--source", metavar="TABLE", help="code of the source table; without it the layout is proposed"
        )
        parser.add_argument("--sheet", metavar="NAME", default="", help="read this sheet only")
        parser.add_argument("--all", action="store_true", help="every origin, not only the five tracked ones")
        parser.add_argument("--format", choices=WRITERS, default="table")
        parser.add_argument(
            "--declare",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="say what the file does not: " + "; ".join(f"{name} ({what})" for name, what in DECLARABLE.items()),
        )

    def handle(self, *, path, source, sheet, format, declare, **options):
        """All is read before the first line goes out: never half a file, and a refusal is the only thing said."""
        try:
            notes, lines = read(
                path, source, {**declared(declare), **({"sheet": sheet} if sheet else {})}, options["all"]
            )
        except (Unreadable, Refused) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(2)
        except Exception as fault:
            if options["traceback"]:
                raise
            self.stderr.write(
                f"{path.name} brought the reader to a stop ({type(fault).__name__}), which is a fault of this "
                f"program: run it "
                "again with --traceback and report what it says."
            )
            sys.exit(2)
        for note in notes:
            self.stderr.write(note)
        try:
            self.stdout.write(WRITERS[format](lines), ending="")
            self.stdout.flush()
        except BrokenPipeError:  # whoever asked has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read(path, source, said, everyone):
    """(what there is to say about the file, a line for each reading); `Unreadable` with the one reason why not."""
    known = knowledge()
    if source and source not in known.tables:
        raise Refused(f"There is no source table “{source}”; expected one of {', '.join(known.tables)}.")
    if not everyone:
        refuse_another_origin(said.get("origin"), known)
    book = open_book(a_file(path), name=path.name, declared=said)
    notes, lines = [*of_book(book, known)], []
    sheets = read_sheets(book, known, source=source, declared=said, everyone=everyone)
    repeats = Repeats()
    for sheet in sheets:
        if not sheet.aside:
            readings = sheet.reader.readings()
            lines += lines_of(sheet, readings if everyone else repeats.watch(sheet.grid.name, readings))
            if sheet.reader.problems:
                raise Unreadable(sheet.reader.problems[0], others=sheet.reader.problems[1:])
        notes += of_sheet(sheet, recognised=source is None)
    return notes, lines


def refuse_another_origin(name, known):
    """A file of other people's migration would be read as nothing, without a word."""
    if name and (code := known.names(name)) and code not in TRACKED:
        raise Refused(
            f"“{name}”, declared as origin, is none of the five countries that are followed "
            f"({', '.join(sorted(TRACKED))}), so "
            "nothing would be read: declare one of them, or add --all to see every origin."
        )


def declared(pairs):
    """`period=2024` and its kind as a mapping."""
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise Refused(f"“{wrong[0]}” declares nothing; expected NAME=VALUE, for example period=2024.")
    return dict(pair.split("=", 1) for pair in pairs)


def lines_of(sheet: SheetRead, readings: Iterator[Reading]) -> list[tuple]:
    """The columns of each reading of a sheet, in their order."""
    name, column, label = sheet.grid.name, cache(letters), cache(written)
    return [
        (
            name, f"{column(r.column)}{r.row + 1}", r.origin, r.destination, label(r.label), r.breakdown, r.period,
            r.printed,
            r.value, r.lower, r.upper, r.status,
        )
        for r in readings
    ]  # fmt: skip


# what is said beside the table


def of_book(book, known):
    """Warnings and whatever was taken from elsewhere than the file."""
    yield from book.warnings
    if book.encoding_guessed:
        shown = ", ".join(f"“{text}”" for text in book.preview)
        yield f"The encoding was guessed as {book.encoding} ({shown}); declare another if this is wrong."
    for name, value in known.declarations.get(book.data, {}).items():
        yield f"Declared once for this very data: {name} = {value} (see curation/data/declarations.csv)."


def of_sheet(sheet: SheetRead, *, recognised: bool):
    """What was set aside and why, so that standard output stays a table; and, if asked, as which table it is known."""
    if sheet.aside:
        yield sheet.aside
        return
    reader, layout = sheet.reader, sheet.layout
    yield (
        f"{sheet.grid.name}: {reader.filled} filled cells = {reader.read} read + {reader.set_aside_count} set aside "
        f"+ {reader.unaccounted} unaccounted"
    )
    if recognised:
        yield f"  {as_table_of(sheet.recognised)}"
    yield from (f"  {line}" for line in accounted(reader.set_aside))
    yield from (f"  taken for granted: {assumed}" for assumed in layout.assumed)
    for correction in sheet.corrections:
        yield f"  declared correction, {correction['cells']}: {correction['what']} {correction['why']}"
    for place, where in list(reader.unknown_places.items())[:SHOWN]:
        yield f"  a place nobody knows yet: “{place}” at {where}"
    yield from (f"  {warning}" for warning in reader.warnings[:SHOWN])
    if not layout.of("origin") and not layout.constants.get("origin") and layout.area_across != "origin":
        yield "  this table names no citizenship: its labels and totals can be read (--all), but count for no origin"


def as_table_of(codes):
    """What the headings of a sheet say about where it is from."""
    if not codes:
        return "recognised as none of the source tables: its layout is proposed from the sheet alone"
    if len(codes) == 1:
        return f"recognised as a sheet of {codes[0]}"
    return (
        f"laid out as each of {', '.join(codes)}, which the sheet does not tell apart: name the right one by --source"
    )


def accounted(runs):
    """`17100 another origin: A3:CL55, A59:CL97 and 9 more`, most cells first."""
    cells = Counter()
    for run in runs:
        cells[run.reason] += run.cells
    for reason, count in cells.most_common():
        places = [f"{address(r.top, r.left)}:{address(r.bottom, r.right)}" for r in runs if r.reason == reason]
        more = f" and {len(places) - RUNS_SHOWN} more" if len(places) > RUNS_SHOWN else ""
        yield f"{count} {REASONS[reason]}: {', '.join(places[:RUNS_SHOWN])}{more}"


# the table itself


def as_csv(lines):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([COLUMNS, *lines])
    return out.getvalue()


def as_json(lines):
    """A list of objects, one a line. Numbers stay whole where they are."""
    encode = json.JSONEncoder(ensure_ascii=False, default=float).encode
    return "[" + ",\n ".join(encode(dict(zip(COLUMNS, line, strict=True))) for line in lines) + "]\n"


def as_table(lines):
    """Columns as wide as they need, and no wider than a screen bears."""
    columns = [
        [cut(" ".join(text.split())) for text in (name, *("" if cell is None else str(cell) for cell in cells))]
        for name, cells in zip(COLUMNS, zip(*lines, strict=True) if lines else [()] * len(COLUMNS), strict=True)
    ]
    padded = [[text.ljust(width) for text in column] for column in columns for width in [max(map(len, column))]]
    return "".join("  ".join(row).rstrip() + "\n" for row in zip(*padded, strict=True))


def cut(text):
    """Both ends of a long text: labels often begin alike."""
    return text if len(text) <= WIDEST else f"{text[: WIDEST // 2]}…{text[1 - WIDEST // 2 :]}"


WRITERS = {"csv": as_csv, "json": as_json, "table": as_table}

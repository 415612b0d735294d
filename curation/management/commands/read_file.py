"""`manage.py read_file PATH`: the readings of any workbook, one per cell, kept nowhere."""

import csv
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from curation.core.files import DECLARABLE, Repeats, data_hash, open_book, read_sheets
from curation.core.labels import written
from curation.core.problems import Unreadable
from curation.core.reading import REASONS
from curation.core.sheets import address
from curation.knowledge import knowledge

COLUMNS = [
    "sheet",
    "cell",
    "origin",
    "destination",
    "label",
    "breakdown",
    "period",
    "printed",
    "value",
    "lower",
    "upper",
    "status",
]
WIDEST = 28


class Command(BaseCommand):
    help = "Read a publisher's workbook and print what was read, one line per cell; nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="PATH", type=Path)
        parser.add_argument(
            "--source", metavar="TABLE", help="code of the source table; without it the layout is proposed"
        )
        parser.add_argument("--sheet", metavar="NAME", help="read this sheet only")
        parser.add_argument("--all", action="store_true", help="every origin, not only the five tracked ones")
        parser.add_argument("--format", choices=["table", "csv", "json"], default="table")
        parser.add_argument(
            "--declare",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="say what the file does not: " + "; ".join(f"{name} ({what})" for name, what in DECLARABLE.items()),
        )

    def handle(self, *, path, source, sheet, format, declare, **options):
        try:
            lines = self.read(path, source, {"sheet": sheet or "", **declared(declare)}, options["all"])
            WRITERS[format](self.stdout, lines)
        except Unreadable as refusal:
            self.stderr.write(str(refusal), ending="\n")
            sys.exit(2)

    def read(self, path, source, said, everyone):
        """Every line to print. All is read before the first line goes out: never half a file."""
        known = knowledge()
        if source and source not in known.tables:
            raise Unreadable(f"There is no source table “{source}”; expected one of {', '.join(known.tables)}.")
        book = open_book(path, name=path.name, declared=said)
        for warning in book.warnings:
            self.stderr.write(warning)
        if book.encoding_guessed:
            shown = ", ".join(f"“{text}”" for text in book.preview)
            self.stderr.write(
                f"The encoding was guessed as {book.encoding} ({shown}); declare another if this is wrong."
            )
        for name, value in known.declarations.get(data_hash(book), {}).items():
            self.stderr.write(
                f"Declared once for this very data: {name} = {value} (see curation/data/declarations.csv)."
            )
        repeats = Repeats()
        lines = []
        for sheet in read_sheets(book, known, source=source, declared=said, everyone=everyone):
            if sheet.aside:
                self.stderr.write(sheet.aside)
                continue
            name = sheet.grid.name
            readings = sheet.reader.readings()
            lines += [line(name, reading) for reading in (readings if everyone else repeats.watch(name, readings))]
            self.account(sheet)
            if sheet.reader.problems:
                raise Unreadable(" ".join(sheet.reader.problems[:3]))
        return lines

    def account(self, sheet):
        """What was set aside and why, to standard error, so that standard output stays a table."""
        reader, name = sheet.reader, sheet.grid.name
        say = self.stderr.write
        say(f"{name}: {reader.filled} filled cells = {reader.read} read + {reader.set_aside_count} set aside "
            f"+ {reader.unaccounted} unaccounted")  # fmt: skip
        counts: dict[str, int] = {}
        for run in reader.set_aside:
            counts[run.reason] = counts.get(run.reason, 0) + run.cells
        for reason, cells in sorted(counts.items(), key=lambda pair: -pair[1]):
            runs = [run for run in reader.set_aside if run.reason == reason]
            shown = ", ".join(f"{address(run.top, run.left)}:{address(run.bottom, run.right)}" for run in runs[:4])
            say(f"  {cells} {REASONS[reason]}: {shown}{f' and {len(runs) - 4} more' if len(runs) > 4 else ''}")
        for assumed in sheet.layout.assumed:
            say(f"  taken for granted: {assumed}")
        for correction in sheet.corrections:
            say(f"  declared correction, {correction['cells']}: {correction['what']} {correction['why']}")
        for place, where in list(reader.unknown_places.items())[:20]:
            say(f"  a place nobody knows yet: “{place}” at {where}")
        for warning in reader.warnings[:20]:
            say(f"  {warning}")
        if not sheet.layout.of("origin") and not sheet.layout.constants.get("origin") and not sheet.layout.area_across:
            say("  this table names no citizenship: its labels and totals can be read (--all), but count for no origin")


def declared(pairs):
    """`period=2024` and its kind as a mapping."""
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise Unreadable(f"“{wrong[0]}” declares nothing; expected NAME=VALUE, for example period=2024.")
    return dict(pair.split("=", 1) for pair in pairs)


def line(sheet, reading):
    return {
        "sheet": sheet,
        "cell": address(reading.row, reading.column),
        "origin": reading.origin,
        "destination": reading.destination,
        "label": written(reading.label),
        "breakdown": reading.breakdown,
        "period": reading.period,
        "printed": reading.printed,
        "value": plain(reading.value),
        "lower": plain(reading.lower),
        "upper": plain(reading.upper),
        "status": reading.status,
    }


def plain(number):
    """A number for JSON: whole ones as they are, others exactly as text would say them."""
    return number if number is None or isinstance(number, int) else float(number)


def write_csv(out, lines):
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)


def write_json(out, lines):
    out.write(json.dumps(lines, ensure_ascii=False, indent=1))


def write_table(out, lines):
    rows = [COLUMNS, *([("" if cell is None else str(cell))[:WIDEST] for cell in line.values()] for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    for row in rows:
        out.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


WRITERS = {"csv": write_csv, "json": write_json, "table": write_table}

"""The process that reads one file, away from everything that must not stop with it.

Started by sheets.read_grids as a program of its own, because some files of 2 KB end any process that reads them. It
first takes away its own right to much memory and time, then writes frames to standard output: a line of JSON, and for
a sheet the numbers of its texts, four bytes a cell. All texts follow once, at the end.
"""

import gc
import json
import os
import sys
from array import array
from contextlib import suppress

from curation.core import delimited, encodings, extents, gate, opendocument, packages, workbooks
from curation.core.places import named
from curation.core.printed import Texts
from curation.core.problems import FILE, RESAVE, TABLE, Problem, Unreadable, quoted


def main():
    gc.disable()  # a short life, and nothing that goes round in circles
    job = json.load(sys.stdin)
    limits = gate.Limits(**job["limits"])
    confine(limits)
    try:
        _read(job["path"], job["name"], job["encoding"], limits)
    except Unreadable as refusal:
        _say(problem=refusal.problem.as_json())
    os._exit(0)  # without taking a million cells apart one by one


def confine(limits, written=0):
    """Less memory, less time, no core dump, no file longer than `written` bytes. A system without such limits leaves
    the parent's clock.
    """
    with suppress(ImportError):
        import resource

        for what, soft, hard in (
            (resource.RLIMIT_AS, limits.memory, limits.memory),
            (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),  # first told what is the matter
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_FSIZE, written, written),
        ):
            with suppress(ValueError, OSError):  # some systems know a limit and do not let it be set
                _, most = resource.getrlimit(what)
                most = hard if most == resource.RLIM_INFINITY else min(hard, most)
                resource.setrlimit(what, (min(soft, most), most))


def _read(path, name, encoding, limits):
    with open(path, "rb") as file:
        data = file.read(limits.size + 1)
    kind = gate.inspect_bytes(data, name, limits)
    warnings = [warning] if (warning := gate.misnamed(kind, name)) else []
    texts = Texts(limits.cell_text)
    facts = {"kind": kind, "encoding": None, "encoding_guessed": False, "preview": []}
    if kind == "text":
        facts |= _read_text(data, encoding, texts, limits)
    elif kind == "ods":
        warnings += _read_ods(data, texts, limits)
    else:
        warnings += _read_book(data, kind, texts, limits)
    if len(texts.all) == 1:
        raise Unreadable(
            "{Place} has {found}: {remedy}.",
            place=FILE,
            found="no filled cell",
            expected=TABLE,
            remedy="upload the file that holds the table",
        )
    _say(**facts, warnings=[warning.as_json() for warning in warnings], texts=texts.all)


def _read_text(data, encoding, texts, limits):
    decoded = encodings.decode(data, encoding)
    separator, width = delimited.shape(decoded.text)
    rows = delimited.rows(decoded.text, separator, width, limits)
    _say_sheet("Sheet1", [array("I", map(texts.__getitem__, row)) for row in rows])
    return {
        "kind": "tsv" if separator == "\t" else "csv",
        "encoding": decoded.encoding.removesuffix("-sig"),
        "encoding_guessed": decoded.guessed,
        "preview": decoded.preview,
    }


def _read_ods(data, texts, limits):
    with packages.open_package(data, limits) as package:
        tables = opendocument.read(packages.part(package, "content.xml"), texts, limits)
    for table in tables:
        _say_sheet(table.name, table.rows, table.merged, table.hidden)
    return [warning for table in tables for warning in _warned(table.name, table.errors)]


def _read_book(data, kind, texts, limits):
    warnings, cells = [], 0
    for sheet in workbooks.read(data, kind, texts, limits, lambda name: _say(reading=name)):
        width = max(map(len, sheet.rows), default=0)
        cells = extents.check_size(len(sheet.rows), width, sheet.name, limits, cells)
        _say_sheet(sheet.name, sheet.rows, sheet.merged, sheet.hidden)
        warnings += _warned(sheet.name, sheet.errors, sheet.doubtful)
    return warnings


def _warned(sheet, errors, doubtful=()):
    if errors:
        yield Problem(
            "{Place}: {found} stands where a value should.",
            **quoted(sheet, errors[0], f", {named(errors)}"),
            found="a spreadsheet error such as #N/A",
            expected="a value",
            remedy="ask the publisher for the value, if it is one of a number",
        )
    if doubtful:
        yield Problem(
            "{Place}: {found}; if it should be a number, {remedy}.",
            **quoted(sheet, doubtful[0], f", {named(doubtful)}"),
            found="the value of a formula is the empty text",
            expected="a number, or no formula",
            remedy=RESAVE.replace("open it", "open the file"),
        )


def _say_sheet(name, rows, merged=(), hidden=False):
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([0] * (width - len(row)))
    _say(sheet=name, height=len(rows), width=width, merged=list(merged), hidden=hidden)
    sys.stdout.buffer.write(b"".join(rows))


def _say(**frame):
    sys.stdout.buffer.write(json.dumps(frame).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

"""Bytes to grids: every cell of a file as text, at its address.

Reading happens in a process of its own with limits on memory and time (`_sheet_child`). However that process ends, the
caller gets a Book or an Unreadable with one sentence.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from curation.core.gate import LIMITS, MIB, Limits
from curation.core.places import address, parse_address
from curation.core.problems import BOOK, FILE, RESAVE, Problem, Unreadable, quoted

__all__ = ["Book", "Grid", "Limits", "Unreadable", "address", "parse_address", "read_grids"]

ROOT = Path(__file__).resolve().parents[2]
SIGNALS = {getattr(signal, "SIGXCPU", None): "time", getattr(signal, "SIGKILL", None): "memory"}
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. rows[0][0] is always A1; every row has the same length; a blank cell is ""."""

    name: str  # "Sheet1" for a text file
    rows: list[list[str]]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column, from 0, inclusive
    hidden: bool


@dataclass(frozen=True)
class Book:
    """A file as read: its sheets in their order, and what was found out, guessed and put right on the way."""

    grids: tuple[Grid, ...]
    kind: str  # "xlsx", "xls", "ods", "csv" or "tsv"
    encoding: str | None  # of a text file
    encoding_guessed: bool
    preview: tuple[str, ...]  # cells by which a person can judge a guessed encoding
    warnings: tuple[Problem, ...]

    @cached_property
    def data(self) -> str:
        """SHA-256 of the typed cells in their places: the same data in other bytes has the same hash."""
        digest = sha256()
        for position, grid in enumerate(self.grids):
            for r, row in enumerate(grid.rows):
                if cells := "\x1f".join(row).rstrip("\x1f"):
                    digest.update(f"{position}\x1e{r}\x1e{cells}\x1c".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def read_grids(path, *, name=None, encoding=None, limits=LIMITS):
    """The Book in the file at `path`.

    name: what its uploader called it, where it is kept under another name. encoding: as declared for a text file; it
    rules over a guess. Raises Unreadable, whose text is a sentence for the uploader.
    """
    job = {
        "path": os.path.abspath(path),
        "name": name or Path(path).name,
        "encoding": encoding,
        "limits": asdict(limits),
    }
    output, ending = run_child(job, limits)
    frames = list(_frames(output))
    last = frames[-1][0] if frames else {}
    if "problem" in last:
        raise Unreadable(Problem.from_json(last["problem"]))
    if "texts" not in last:
        raise Unreadable(_ended(ending, frames, limits))
    return _book(frames, last)


def run_child(job, limits, program="curation.core._sheet_child"):
    """(what the child wrote, how it ended: "" if by itself, else "time", "memory" or "fault"). It is gone on return."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, "-m", program]
    try:
        done = subprocess.run(
            command, input=json.dumps(job).encode(), capture_output=True, timeout=limits.seconds, cwd=ROOT, env=kept
        )
    except subprocess.TimeoutExpired as late:
        return late.output or b"", "time"
    if done.returncode:
        logger.warning(
            "Reading %s ended with %s: %s", job["name"], done.returncode, done.stderr[-2000:].decode("utf-8", "replace")
        )
    return done.stdout, _ending(done.returncode, done.stderr)


def _ending(code, errors):
    if b"memory allocation" in errors or b"MemoryError" in errors:
        return "memory"
    return SIGNALS.get(-code, "fault") if code else ""


def _ended(ending, frames, limits):
    """Why the child gave no book: in the sheet it was reading, if it came so far."""
    named = next((frame["reading"] for frame, _ in reversed(frames) if frame.get("reading")), "")
    where = quoted(named) if named else {"place": FILE}
    if ending == "memory":
        return Problem(
            "{Place} {found}, as when a cell is filled far from the table: {remedy}.",
            **where,
            found=f"needs more memory than the {limits.memory // MIB:,} MiB allowed",
            expected=f"a table that can be read in {limits.memory // MIB:,} MiB",
            remedy="delete everything below and to the right of the table, save it and upload it again",
        )
    if ending == "time":
        return Problem(
            "{Place} {found}: {remedy}.",
            **where,
            found="takes longer to read than is allowed",
            expected=f"a table that can be read in {limits.seconds:,.0f} seconds",
            remedy="split the file by year or sheet and upload the parts",
        )
    return Problem(
        "{Place} {found}: {remedy}.", **where, found="is damaged and cannot be read", expected=BOOK, remedy=RESAVE
    )


def _frames(output):
    """(header, numbers of texts as bytes) of each frame that the child wrote whole."""
    place = 0
    while (end := output.find(b"\n", place)) >= 0:
        frame = json.loads(output[place:end])
        place = end + 1 + 4 * frame.get("height", 0) * frame.get("width", 0)
        yield frame, output[end + 1 : place]


def _book(frames, facts):
    texts = facts["texts"]  # each distinct text once: a million cells share a few thousand objects
    return Book(
        grids=tuple(_grid(frame, numbers, texts) for frame, numbers in frames if "sheet" in frame),
        kind=facts["kind"],
        encoding=facts["encoding"],
        encoding_guessed=facts["encoding_guessed"],
        preview=tuple(facts["preview"]),
        warnings=tuple(map(Problem.from_json, facts["warnings"])),
    )


def _grid(frame, numbers, texts):
    cells, width = list(map(texts.__getitem__, memoryview(numbers).cast("I"))), frame["width"]
    rows = [cells[start : start + width] for start in range(0, len(cells), width or 1)]
    return Grid(frame["sheet"], rows, tuple(map(tuple, frame["merged"])), frame["hidden"])

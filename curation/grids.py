"""The cells of each file as they were read once, kept in pieces, so that any part of a sheet is at hand.

Hostile bytes are taken apart in the limited child process and nowhere else; what is kept here are plain texts. The
file can be made again at any time: it is written beside and put into its place at once, and goes with the source file.
"""

import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from curation.core.books import open_book
from curation.core.problems import Problem, Unreadable
from curation.core.sheets import Book, Grid
from curation.core.tables import top_of

FOLDER = "grids"
LINES = 64  # of a sheet in one piece
VERSION = 1
END = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """One sheet of a kept book: its shape, and where in the file its pieces are."""

    name: str
    rows: int
    columns: int
    filled: int
    merged: tuple
    hidden: bool
    top: str  # what its first rows say, normalised, each text on a line
    pieces: tuple


@dataclass(frozen=True, slots=True)
class KeptBook:
    """The sheets of a file. `data` is the hash of its cells."""

    path: Path
    data: str
    sheets: tuple[Kept, ...] = field(default=())

    def window(self, sheet: int, top: int, left: int, rows: int, columns: int) -> list[list[str]]:
        """So many rows and columns of a sheet from this cell on, or fewer at its end."""
        kept = self.sheets[sheet]
        first, last = top // LINES, min(top + rows, kept.rows) - 1
        lines = list(self._lines(kept, first, last // LINES + 1))
        return [line[left : left + columns] for line in lines[top - first * LINES : last + 1 - first * LINES]]

    def grid(self, sheet: int) -> Grid:
        """A whole sheet. Texts that come again are one and the same object."""
        kept, texts = self.sheets[sheet], {}
        rows = [[texts.setdefault(text, text) for text in line] for line in self._lines(kept, 0, len(kept.pieces))]
        return Grid(kept.name, rows, kept.merged, kept.hidden)

    def _lines(self, kept: Kept, first: int, beyond: int) -> Iterator[list[str]]:
        with self.path.open("rb") as file:
            for place, size in kept.pieces[first:beyond]:
                file.seek(place)
                yield from json.loads(zlib.decompress(file.read(size)))


def of(source_file) -> KeptBook:
    """The cells of a source file, read from its bytes where they are not kept yet. Raises `Unreadable`."""
    path = place_of(source_file)
    try:
        return opened(path)
    except (OSError, ValueError, KeyError):  # not there, cut short, or of another version of the program
        book = open_book(Path(source_file.content.path), name=source_file.name, declared=source_file.declared)
        try:
            keep(source_file, book)
        except OSError as problem:
            raise Unreadable(unkept(problem)) from problem
        return opened(path)


def unkept(problem: OSError) -> Problem:
    """Why a file's cells cannot be shown, where nothing can be written."""
    return Problem(
        "{Place} cannot be kept ({found}): {remedy}.",
        place="what the cells say",
        found=str(problem.strerror or problem),
        expected="room on the disk for it",
        remedy="tell whoever looks after the site",
    )


def keep(source_file, book: Book) -> None:
    """Keep the cells of a file that was just read."""
    path = place_of(source_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, book)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def forget(source_file) -> None:
    """Remove what is kept of a file's cells, in whatever encoding they were read."""
    for path in folder().glob(f"{source_file.sha256}*"):
        path.unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.VAR, FOLDER)


def place_of(source_file) -> Path:
    """Where the cells of a file are kept: the same bytes in another encoding are other cells."""
    encoding = source_file.declared.get("encoding", "")
    return folder() / f"{source_file.sha256}{'-' * bool(encoding)}{encoding}.grid"


def _write(file, book: Book) -> None:
    """The pieces one after the other, then where they are, then where that begins."""
    sheets = [_written(file, grid) for grid in book.grids]
    index = json.dumps({"version": VERSION, "data": book.data, "sheets": sheets}).encode()
    start = file.tell()
    file.write(index)
    file.write(start.to_bytes(END, "big"))


def _written(file, grid: Grid) -> dict:
    pieces = []
    for first in range(0, len(grid.rows), LINES):
        piece = zlib.compress(json.dumps(grid.rows[first : first + LINES]).encode(), 1)
        pieces.append((file.tell(), len(piece)))
        file.write(piece)
    return {
        "name": grid.name,
        "rows": len(grid.rows),
        "columns": max(map(len, grid.rows), default=0),
        "filled": sum(len(row) - row.count("") for row in grid.rows),
        "merged": grid.merged,
        "hidden": grid.hidden,
        "top": top_of(grid),
        "pieces": pieces,
    }


def opened(path: Path) -> KeptBook:
    """A book as it was kept. Raises what reading a file may raise where it is not there, or cut short."""
    with path.open("rb") as file:
        file.seek(-END, os.SEEK_END)
        end = file.tell()
        start = int.from_bytes(file.read(), "big")
        file.seek(start)
        index = json.loads(file.read(end - start))
    if index["version"] != VERSION:
        raise ValueError("kept by another version")
    sheets = tuple(Kept(**{name: _tupled(said) for name, said in sheet.items()}) for sheet in index["sheets"])
    return KeptBook(path, index["data"], sheets)


def _tupled(said):
    return tuple(map(_tupled, said)) if isinstance(said, list) else said

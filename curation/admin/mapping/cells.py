"""A cell in its sheet: the lines above and below it, the columns beside it, its headings and its keys."""

from collections.abc import Iterable
from dataclasses import dataclass

from curation import grids
from curation.core.layouts import Layout
from curation.core.places import letters
from curation.core.problems import Unreadable
from curation.core.taking import place_of
from curation.models import Reading

ROUND = 1  # so many lines above and below
BEFORE, AFTER = 1, 2  # so many columns before and after
HEADINGS, KEYS = 2, 2  # at most so many heading lines and key columns


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed; `kind` is heading, its-key, near (another line's), cell (the one itself) or ''."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell with its surroundings; `lines` holds the number of each line and its cells, none where bytes are gone.

    `mended` says what a declared correction of the headings above it changed: what is printed there is another word.
    """

    reading: Reading
    columns: list[str]
    lines: list[tuple[int, list[Cell]]]
    mended: str = ""


def seen(reading) -> Seen:
    """The surroundings of a reading's cell."""
    layout = Layout.from_json(reading.sheet.layout) if reading.sheet.layout.get("values") else None
    columns = [*keys_of(layout, reading), *around(reading.column, BEFORE, AFTER)]
    columns = sorted({column for column in columns if column < max(reading.sheet.columns, reading.column + 1)})
    rows = [*headings_of(layout, reading), *around(reading.row, ROUND, ROUND)]
    rows = sorted({row for row in rows if row < max(reading.sheet.rows, reading.row + 1)})
    texts = printed(reading, rows, columns)
    lines = [(row + 1, [cell(reading, layout, row, c, texts) for c in columns]) for row in rows] if texts else []
    return Seen(reading, [letters(column) for column in columns], lines, mended(reading))


def around(place: int, before: int, after: int) -> range:
    return range(max(place - before, 0), place + after + 1)


def keys_of(layout, reading) -> list[int]:
    """The columns that say what a line is of: where from and which label before all others."""
    if layout is None:
        return []
    keys = sorted(layout.keys, key=lambda key: (key.role not in ("origin", "label"), key.column))
    return [key.column for key in keys if key.role not in ("same", "note") and key.column != reading.column][:KEYS]


def headings_of(layout, reading) -> Iterable[int]:
    """The heading lines that stand lowest."""
    if layout is None:
        return []
    first, last = layout.headings
    return range(max(first, last - HEADINGS + 1), last + 1)


def mended(reading) -> str:
    """What was declared wrong with the headings of a reading's column, or ''."""
    for correction in reading.sheet.layout.get("corrections") or ():
        columns = () if "changes" in correction else place_of(correction["cells"]).columns or ()
        if columns and columns[0] <= reading.column <= columns[1]:
            return correction["what"]
    return ""


def printed(reading, rows, columns) -> dict[tuple[int, int], str]:
    """The texts of these rows and columns, empty where the file's bytes are not at hand."""
    try:
        kept = grids.of(reading.sheet.file)
        sheet = next(i for i, sheet in enumerate(kept.sheets) if sheet.name == reading.sheet.name)
        wide = columns[-1] - columns[0] + 1
        lines = {row: kept.window(sheet, row, columns[0], 1, wide) for row in rows}
    except (OSError, Unreadable, StopIteration):
        return {}
    return {(row, columns[0] + i): text for row, found in lines.items() for i, text in enumerate((found or [[]])[0])}


def cell(reading, layout, row, column, texts) -> Cell:
    text = texts.get((row, column), "")
    if (row, column) == (reading.row, reading.column):
        return Cell(text, "cell")
    if layout and layout.headings[0] <= row <= layout.headings[1]:
        return Cell(text, "heading")
    if layout and column in {key.column for key in layout.keys}:
        return Cell(text, "its-key" if row == reading.row else "near")
    return Cell(text, "" if row == reading.row else "near")

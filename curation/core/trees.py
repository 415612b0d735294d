"""Tables whose lines nest: labels in steps with their totals below them, and parts of a table under a heading.

A tree fills one of several label columns in each line: parts stand to the right, and below and to the left of them
their total. A section is begun by a row that holds one text and no number.
"""

from collections.abc import Sequence

from curation.core import words
from curation.core.layouts import Key, Layout
from curation.core.sheets import Grid
from curation.core.sights import Sight
from curation.core.tracked import TRACKED

NESTING = ("label", "note", "same", "origin", "breakdown")


def tree_columns(sight: Sight, keys: Sequence[Key]) -> tuple[int, ...]:
    """The label columns of which each line fills just one, outermost first; none where the table is no tree."""
    numbers = min(sight.numeric, default=0)
    filled = [column for column in range(numbers) if sight.texts(column)]
    if len(filled) < 2 or not {key.column for key in keys if _may_nest(key)}.issuperset(filled):
        return ()
    lines = zip(*(sight.columns[column] for column in filled), strict=True)
    return tuple(filled) if all(len(filled) - line.count("") == 1 for line in lines) else ()


def _may_nest(key: Key) -> bool:
    return key.piece is None and key.kind in NESTING


def leaves(grid: Grid, layout: Layout) -> dict[int, tuple[str, ...]]:
    """Row → label of each line that is no total: its own text and those of the totals below that hold it."""
    lines = _lines(grid, layout)
    above = [""] * len(layout.tree)
    found = {}
    for position, (row, level, printed) in reversed(list(enumerate(lines))):
        above[level:] = [words.without_total(printed), *[""] * (len(above) - level - 1)]
        is_total = position > 0 and lines[position - 1][1] > level
        if not is_total and not words.speaks_of(words.GRAND, printed):
            found[row] = tuple(above)
    return found


def _lines(grid: Grid, layout: Layout) -> list[tuple[int, int, str]]:
    """(row, level, text) of each line; level 0 is the outermost."""
    first, last = layout.body
    columns = list(enumerate(layout.tree))
    found = []
    for r, row in enumerate(grid.rows[first : last + 1], first):
        filled = next(((level, row[column]) for level, column in columns if row[column]), None)
        found += [(r, *filled)] if filled else []
    return found


def sections(sight: Sight, keys: Sequence[Key]) -> str:
    """The breakdown that sections are, where hints name it or an origin stands in several of them; else ""."""
    if sight.hints.get("sections"):
        return sight.hints.get("sections")
    origin = next((key.column for key in keys if key.role == "origin" and key.piece is None), None)
    rows = sight.rows[sight.first : sight.last + 1]
    if origin is None or not any(map(begins_section, rows)):
        return ""
    seen: dict[str, str] = {}
    section = ""
    for row in rows:
        begun = begins_section(row)
        section = begun or section
        if not begun and sight.names(row[origin]) in TRACKED and seen.setdefault(row[origin], section) != section:
            sight.assumed.append("rows without numbers begin sections, and each number is of its section")
            return "section"
    return ""


def begins_section(row: Sequence[str]) -> str:
    """The one text of a row that begins a section, or ""."""
    if len(row) - row.count("") != 1:
        return ""
    text = next(filter(None, row))
    return "" if words.SUBHEADING.search(text) else text.strip()


def section_before(grid: Grid, layout: Layout) -> str:
    """The section that is begun between the headings and the first row of numbers."""
    between = reversed(grid.rows[layout.headings[1] + 1 : layout.body[0]])
    return next(filter(None, map(begins_section, between)), "")

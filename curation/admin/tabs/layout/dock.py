"""The correction in progress: what a place is taken for now, what it would be, and what changes by it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.admin.tabs.layout import words
from curation.admin.tabs.layout.words import NAMES
from curation.core.cell_corrections import MOST_CELLS, size
from curation.core.cells import ROLES
from curation.core.looks import Look
from curation.core.places import letters
from curation.core.problems import Unreadable
from curation.core.taken import Mistaken
from curation.core.taking import Place, place_of
from curation.core.wildcards import whole

SHEETS_NAMED, MEANT = 12, 5


@dataclass
class Dock:
    """What the docked form shows of the place asked for.

    new: the corrections by which it would be taken for the role asked for; means: the first of them in words
    changes: (what, before, after) of each count that moves; refused: why it cannot be, or why it would not be read
    """

    place: Place
    title: str
    now: list[str] = field(default_factory=list)
    filled: int = 0
    new: list[dict] = field(default_factory=list)
    means: list[str] = field(default_factory=list)
    changes: list[tuple] = field(default_factory=list)
    also: str = ""
    refused: str = ""
    idle: bool = False
    after: Look | None = None

    @property
    def is_cells(self) -> bool:
        """Whether it is a cell, or few enough of them to say of each what it should be."""
        return self.place.rows is not None and self.place.columns is not None and size(self.place) <= MOST_CELLS

    @property
    def takes(self) -> bool:
        """Whether there is something to take."""
        return bool(self.new)


def dock(looking, asked, seen: Look) -> Dock | None:
    """The dock of the place asked for, or None where none is. Raises `Mistaken` for what is no place."""
    if not asked.at:
        return None
    place, grid = place_of(asked.at), looking.grid(asked.sheet)
    found = Dock(place, titled(grid, place, seen), now_of(grid, seen, place), filled_in(grid, place))
    if asked.role:
        propose(found, looking, asked, seen)
    return found


def propose(found: Dock, looking, asked, seen: Look) -> None:
    """Fill in what would change if the place were taken for the role asked for."""
    try:
        found.new = looking.proposed(asked.sheet, seen, asked.at, asked.role, only_here=asked.here)
    except (Unreadable, Mistaken) as reason:
        found.refused = str(reason)
        return
    found.means = [words.entry(entry) for entry in found.new[:MEANT]]
    found.after = looking.after(found.new).look(asked.sheet)
    found.changes = list(changes(seen, found.after))
    found.refused = next(iter(found.after.refusals), "")
    found.idle = found.after.runs == seen.runs and found.after.refusals == seen.refusals
    found.also = reach(looking, asked, found.new)


def titled(grid, place: Place, seen: Look) -> str:
    """The place by its name: a column with its heading, a line with its first text, a cell with what it holds."""
    text = text_of(grid, place, seen)
    name = str(place)
    if place.rows is None:
        name = _("Column %(columns)s") % {"columns": "–".join(dict.fromkeys(map(letters, place.columns)))}
    if place.columns is None:
        name = _("Line %(rows)s") % {"rows": "–".join(dict.fromkeys(str(row + 1) for row in place.rows))}
    return _("%(place)s, “%(text)s”") % {"place": name, "text": text[:60]} if text else name


def text_of(grid, place: Place, seen: Look) -> str:
    """What a cell holds, what heads a column, with what a line begins; nothing of several."""
    several = str(place).count(":")
    if several or not inside(grid, place):
        return ""
    if place.rows is None:
        return grid.rows[seen.layout.headings[1]][place.columns[0]] if seen.layout else ""
    row = grid.rows[place.rows[0]]
    return row[place.columns[0]] if place.columns else next(filter(None, row), "")


def inside(grid, place: Place) -> bool:
    row, column = place.rows[1] if place.rows else 0, place.columns[1] if place.columns else 0
    return row < len(grid.rows) and column < len(grid.rows[0])


def now_of(grid, seen: Look, place: Place) -> list[str]:
    """What the cells of a place are taken for now."""
    rows, columns = extent(grid, place)
    met = {run[4] for run in seen.runs if run[0] <= rows[1] and run[2] >= rows[0]
           and run[1] <= columns[1] and run[3] >= columns[0]}  # fmt: skip
    return [NAMES[role] for role in ROLES if role in met]


def filled_in(grid, place: Place) -> int:
    rows, columns = extent(grid, place)
    lines = grid.rows[rows[0] : rows[1] + 1]
    return sum(1 for line in lines for text in line[columns[0] : columns[1] + 1] if text)


def extent(grid, place: Place):
    """The rows and columns of a place, all of them where it names none."""
    width = max(map(len, grid.rows), default=1)
    return place.rows or (0, len(grid.rows) - 1), place.columns or (0, width - 1)


def changes(before: Look, after: Look):
    """Each count that a correction moves."""
    for role in ROLES:
        was, now = before.counts[role], after.counts[role]
        if was != now or role == "value":
            yield _("read") if role == "value" else NAMES[role], was, now, now - was
    if before.unaccounted or after.unaccounted:
        yield _("unaccounted"), before.unaccounted, after.unaccounted, after.unaccounted - before.unaccounted


def reach(looking, asked, new) -> str:
    """To which other sheets the corrections go, in words."""
    others = [kept for n, kept in enumerate(looking.book.sheets) if n != asked.sheet]
    if not others:
        return ""
    if any(entry.get("sheets") for entry in new):
        return _("this sheet only")
    if any("row" in entry for entry in new):
        return _("every sheet with a line so called")
    names = [kept.name for kept in others if all(shows(kept.top, entry) for entry in new)]
    if not names:
        return _("no other sheet of this file")
    count = ngettext("%(n)d other sheet", "%(n)d other sheets", len(names)) % {"n": len(names)}
    shown = ", ".join(names[:SHEETS_NAMED]) + (" …" if len(names) > SHEETS_NAMED else "")
    return f"{count}: {shown}"


def shows(top: str, entry: dict) -> bool:
    """Whether the first lines of a sheet show the headings that a correction speaks of."""
    headings = entry["column"] if isinstance(entry["column"], list) else [entry["column"]]
    return all(heading.isdecimal() or whole(heading).search(top) for heading in headings)

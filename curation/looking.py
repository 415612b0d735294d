"""A file's sheets as they would be read with some corrections of their layout; nothing is written here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from curation import grids
from curation.core.cell_corrections import CellCorrection, rival
from curation.core.declared import check_declared, hints_of
from curation.core.files import Knowledge
from curation.core.looks import Look, aside, look
from curation.core.sheets import Grid
from curation.core.sights import Sight
from curation.core.tables import Hints
from curation.core.taking import constant, place_of, taking, with_corrections
from curation.knowledge import for_kept_files
from curation.models import SourceFile

ALL_CHECKED = 2_000_000  # cells of a file, up to which every sheet is tried before a layout is saved


def at(file: SourceFile, taken: Sequence[Mapping] | None = None) -> "Looking":
    """A file as it would be read with the corrections `taken`, or with those kept. Raises `Unreadable`."""
    return Looking(file, grids.of(file), for_kept_files(), taken)


@dataclass
class Looking:
    """Looks at the sheets of one file, with what is known now."""

    file: SourceFile
    book: grids.KeptBook
    known: Knowledge
    taken: Sequence[Mapping] | None = None

    def __post_init__(self):
        hints = self.known.tables[self.file.source_id]
        self.kept = hints.get("taken", [])
        self.taken = list(self.kept if self.taken is None else self.taken)
        hints = replace(hints, data={**hints.data, "taken": self.taken})
        self.known = replace(self.known, tables={**self.known.tables, self.file.source_id: hints})

    @cached_property
    def declared(self) -> dict[str, str]:
        """What the file does not say itself."""
        said = {name: text for name, text in self.file.declared.items() if name != "encoding" and text}
        said = {**self.known.declarations.get(self.book.data, {}), **said}
        return check_declared(said, self.known.names)

    def grid(self, sheet: int) -> Grid:
        """One sheet's cells, printed."""
        place = self.book.path
        return grid_of(str(place), place.stat().st_mtime_ns, sheet)

    def look(self, sheet: int) -> Look:
        """One sheet as it would be read."""
        only = self.declared.get("sheet")
        grid = self.grid(sheet)
        if only and grid.name != only:
            return aside(grid, f"Sheet {only} alone is read of this file, as declared.")
        alone = bool(only) or len(self.book.sheets) == 1
        hidden = grid.hidden and not only
        said = json.dumps([self.known.tables[self.file.source_id].data, self.declared])
        kept = str(self.book.path), self.book.path.stat().st_mtime_ns, sheet, self.book.data
        corrections = tuple(self.known.corrections.get(self.file.source_id, ()))
        return looked(*kept, self.file.source_id, self.known.names, said, alone, hidden, corrections)

    def after(self, new: Sequence[Mapping]) -> "Looking":
        """The same with more corrections."""
        return Looking(self.file, self.book, self.known, with_corrections(self.taken, new))

    def corrected(self, correction: CellCorrection) -> "Looking":
        """The same with one more correction of cells, in place of those that it would supersede."""
        kept = self.known.corrections.get(self.file.source_id, ())
        corrections = [*(each for each in kept if not rival(each, correction)), correction]
        known = replace(self.known, corrections={**self.known.corrections, self.file.source_id: corrections})
        return Looking(self.file, self.book, known, self.taken)

    def proposed(self, sheet: int, seen: Look, place: str, role: str, *, only_here: bool) -> list[dict]:
        """The corrections by which a place is taken for a role. Raises `Mistaken` where none can say it."""
        found = taking(self._sight(sheet), seen.layout, place_of(place), role)
        return [self._held(entry, sheet, only_here) for entry in found]

    def said(self, sheet: int, name: str, text: str, *, only_here: bool) -> list[dict]:
        """The correction by which all numbers of a sheet come from, go to or are of something."""
        return [self._held(constant(self._sight(sheet), name, text), sheet, only_here)]

    def refusal(self, sheet: int) -> str:
        """Why the file would be refused, as far as can be told at once: this sheet, and those that are read now."""
        read = set(self.file.sheets.exclude(layout={}).values_list("name", flat=True))
        small = sum(kept.rows * kept.columns for kept in self.book.sheets) <= ALL_CHECKED
        others = [n for n, kept in enumerate(self.book.sheets) if n != sheet and kept.name in read] if small else []
        return next(filter(None, (self._refusal_of(n, read) for n in (sheet, *others))), "")

    def _refusal_of(self, sheet: int, read: set[str]) -> str:
        seen = self.look(sheet)
        lost = seen.aside if self.book.sheets[sheet].name in read else ""
        return next(iter(seen.refusals), lost)

    def _sight(self, sheet: int) -> Sight:
        grid = self.grid(sheet)
        hints: Hints = self.known.tables[self.file.source_id].declaring(hints_of(self.declared))
        return Sight(grid, self.known.names, hints.for_sheet(grid.name, self.book.data))

    def _held(self, entry: dict, sheet: int, only_here: bool) -> dict:
        """A period holds for this file alone: next year's says its own. The rest for all sheets, or those so called."""
        of_file = entry.get("constant") == "period"
        here = only_here or ("at" in entry) or "constant" in entry and len(self.book.sheets) > 1
        return (
            entry
            | ({"sheets": self.book.sheets[sheet].name} if here else {})
            | ({"data": self.book.data} if of_file else {})
        )


@lru_cache(maxsize=4)
def looked(
    path: str,
    changed: int,
    sheet: int,
    data: str,
    source: str,
    names,
    said: str,
    alone: bool,
    hidden: bool,
    corrections: tuple,
) -> Look:
    """A sheet as it would be read, once for each way in which it is understood: what was asked last is asked again."""
    hints, declared = json.loads(said)
    known = Knowledge(names, {source: Hints(source, hints)}, corrections={source: corrections})
    grid = replace(grid_of(path, changed, sheet), hidden=hidden)
    return look(grid, known, source, declared, data=data, alone=alone)


@lru_cache(maxsize=2)
def grid_of(path: str, _changed: int, sheet: int) -> Grid:
    """A whole sheet, kept in memory while somebody works on it."""
    return grids.opened(Path(path)).grid(sheet)

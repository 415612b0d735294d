"""What carries from one year's file of a source table to the next: its hints.

Hints are JSON, kept with the source table and corrected there:

    expects      alternatives, each a list of texts (`*` matches any) that the top of every sheet of this table shows
    lacks        texts that no sheet of this table shows, where another table shows the same headings and more
    columns      heading → role, or `breakdown:sex`; wins over what the program would propose, and says in which order
                 the parts of a label and of a breakdown stand, whatever the order of the columns
    classes      headings that look like totals or shares and are classes of their own
    constants    what no cell says: `destination`, `origin`, `period`
    numbers      marks, rounding and flags: see `curation.core.numbers.Notation`
    dates_are    `month` where a date stands for its month
    keep         breakdown → members that count (others are read, and do not count): {"sex": ["Total"]}
    parts_of     label → labels that are parts of it, so that they are not added up twice
    totals       printed total → why it is no sum, in words
    sections     the breakdown that rows without numbers begin
    fill_down    headings of columns whose text is printed once for several rows
    blank        headings of columns in which a blank cell says something, such as a sex that was not asked
    tree_breakdown  the breakdown that the outermost level of a tree of labels is
    no_origin    true where the table names no citizenship
    corrections  declared corrections of errors in the file, each with a guard: see `curation.core.corrections`
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from itertools import chain

from curation.core.labels import normalise
from curation.core.numbers import Notation
from curation.core.problems import Unreadable
from curation.core.sheets import Grid

TOP = 30
LAST = 999
WILD = frozenset("*?[")


@dataclass(frozen=True)
class Hints:
    """The hints of one source table, with its notation made once."""

    source: str = ""
    data: Mapping = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "notation", Notation.from_hints(self.data.get("numbers", {})))
        columns = [(normalise(pattern), role) for pattern, role in self.data.get("columns", {}).items()]
        object.__setattr__(self, "_columns", columns)

    def get(self, name, default=None):
        """One hint, or `default`."""
        return self.data.get(name, default)

    def role_of(self, heading: str) -> str | None:
        """The role declared for a heading, or None."""
        return next((role for pattern, role in self._columns if fnmatchcase(normalise(heading), pattern)), None)

    def place_of(self, heading: str) -> int:
        """Where a heading stands in the order declared; `LAST` where nothing is declared of it."""
        name = normalise(heading)
        return next((place for place, (pattern, _) in enumerate(self._columns) if fnmatchcase(name, pattern)), LAST)

    def names(self, hint: str, heading: str) -> bool:
        """Whether a hint that lists headings (`classes`, `fill_down`) lists this one."""
        return any(fnmatchcase(normalise(heading), normalise(pattern)) for pattern in self.get(hint, ()))

    def declaring(self, said: Mapping) -> "Hints":
        """The same hints, with what a person declared about one file (`curation.core.declared.hints_of`)."""
        marks = {**self.get("numbers", {}).get("marks", {}), **said.get("numbers", {}).get("marks", {})}
        numbers = {**self.get("numbers", {}), "marks": marks}
        constants = {**self.get("constants", {}), **said.get("constants", {})}
        return replace(self, data={**self.data, **said, "constants": constants, "numbers": numbers})


def top_of(grid: Grid) -> frozenset[str]:
    """The texts in the first rows of a sheet, normalised."""
    return frozenset(normalise(text) for text in set(chain.from_iterable(grid.rows[:TOP])) if text)


def absent(texts: frozenset[str], wanted: Sequence[str]) -> list[str]:
    """Those of the wanted texts, which may hold wildcards, that a sheet does not show."""
    return [pattern for pattern in wanted if not _among(normalise(pattern), texts)]


def _among(pattern: str, texts: frozenset[str]) -> bool:
    if WILD.isdisjoint(pattern):
        return pattern in texts
    return any(fnmatchcase(text, pattern) for text in texts)


def missing_from(texts: frozenset[str], hints: Hints) -> list[str]:
    """What a sheet would have to show to be of this table, nearest alternative first; nothing when it is."""
    lacking = hints.get("lacks", [])
    if lacking and len(absent(texts, lacking)) < len(lacking):
        return [f"no {text}" for text in lacking]
    return min((absent(texts, wanted) for wanted in hints.get("expects", [])), key=len, default=[])


def recognise(grid: Grid, tables: Mapping[str, Hints]) -> list[str]:
    """The tables a sheet shows itself to be of. A table that expects nothing is never recognised."""
    texts = top_of(grid)
    return [code for code, hints in tables.items() if hints.get("expects") and not missing_from(texts, hints)]


def shared(found: Sequence[str], tables: Mapping[str, Hints]) -> Hints | None:
    """What several tables of one publisher have in common, when they are laid out alike; else None."""
    layouts = [tables[code].data for code in found]
    if not layouts or any(
        layout.get(part) != layouts[0].get(part) for layout in layouts for part in ("constants", "numbers", "dates_are")
    ):
        return None
    return Hints("", layouts[0])


def require(grid: Grid, hints: Hints) -> None:
    """Refuse a sheet that lacks what every sheet of its table shows: a look-alike read in good faith would be wrong."""
    missing = missing_from(top_of(grid), hints)
    if missing:
        raise Unreadable(
            f"Sheet {grid.name} does not look like table {hints.source}: expected to find "
            f"{', '.join(f'“{text}”' for text in missing[:3])} in its first {TOP} rows; check the source table you chose."
        )

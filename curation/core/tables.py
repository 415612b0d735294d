"""What carries from one year's file of a source table to the next: its hints.

Hints are JSON, kept with the source table and corrected there:

    expects      alternatives, each a list of texts (`*` matches any) that the top of every sheet of this table shows
    lacks        texts that no sheet of this table shows, where another table shows the same headings and more
    columns      pairs of heading and role, `breakdown:sex` or `same:origin`; wins over what the program would propose,
                 and says in which order the parts of a label and of a breakdown stand, whatever the order of the
                 columns: pairs and no mapping, because PostgreSQL's jsonb forgets the order of keys
    classes      headings that look like totals or shares and are classes of their own
    constants    what no cell says: `destination`, `origin`, `period`
    numbers      marks, rounding and flags: see `curation.core.numbers.Notation`
    dates_are    `month` where a date stands for its month
    keep         breakdown → members that count (others are read, and do not count): {"sex": ["Total"]}
    parts_of     label → labels that are parts of it, so that they are not added up twice
    totals       printed total → why it is no sum, in words
    explanations sentences offered to whoever explains a printed total; none is taken by itself
    sections     the breakdown that rows without numbers begin
    fill_down    headings of columns whose text is printed once for several rows
    blank        headings of columns in which a blank cell says something, such as a sex that was not asked
    tree_breakdown  the breakdown that the outermost level of a tree of labels is
    no_origin    true where the table names no citizenship
    corrections  declared corrections of errors in the file, each with a guard: see `curation.core.corrections`
    taken        what a person took headings and lines for at the desk: see `curation.core.taken`; wins over all others
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from curation.core.labels import normalise
from curation.core.numbers import Notation
from curation.core.problems import Unreadable, at, shown
from curation.core.sheets import Grid, address
from curation.core.taken import Taken, holding
from curation.core.wildcards import whole

TOP = 30
LAST = 999


@dataclass(frozen=True)
class Hints:
    """The hints of one source table, with its notation made once."""

    source: str = ""
    data: Mapping = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "notation", Notation.from_hints(self.data.get("numbers", {})))
        columns = [(whole(pattern), role) for pattern, role in self.data.get("columns", ())]
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_declared", {})
        object.__setattr__(self, "taken", Taken(self.data.get("taken", ())))

    def get(self, name, default=None):
        """One hint, or `default`."""
        return self.data.get(name, default)

    def role_of(self, heading: str) -> str | None:
        """The role declared for a heading, or None."""
        return self._declared_of(heading)[1]

    def place_of(self, heading: str) -> int:
        """Where a heading stands in the order declared; `LAST` where nothing is declared of it."""
        return self._declared_of(heading)[0]

    def _declared_of(self, heading: str) -> tuple[int, str | None]:
        if heading not in self._declared:
            name, columns = normalise(heading), enumerate(self._columns)
            found = ((place, role) for place, (pattern, role) in columns if pattern.fullmatch(name))
            self._declared[heading] = next(found, (LAST, None))
        return self._declared[heading]

    def names(self, hint: str, heading: str) -> bool:
        """Whether a hint that lists headings (`classes`, `fill_down`, `blank`) lists this one."""
        patterns = self.get(hint)
        return bool(patterns) and any(whole(pattern).fullmatch(normalise(heading)) for pattern in patterns)

    def declaring(self, said: Mapping) -> "Hints":
        """The same hints, with what a person declared about one file (`curation.core.declared.hints_of`)."""
        if not any(said.values()):
            return self
        marks = {**self.get("numbers", {}).get("marks", {}), **said.get("numbers", {}).get("marks", {})}
        numbers = {**self.get("numbers", {}), "marks": marks}
        constants = {**self.get("constants", {}), **said.get("constants", {})}
        return replace(self, data={**self.data, **said, "constants": constants, "numbers": numbers})

    def for_sheet(self, sheet: str, data: str) -> "Hints":
        """The same hints, with those corrections of the layout only that hold for this sheet of this data."""
        if not self.get("taken"):
            return self
        entries = holding(self.get("taken"), sheet, data)
        constants = {**self.get("constants", {}), **Taken(entries).constants}
        return replace(self, data={**self.data, "taken": entries, "constants": constants})


def top_of(grid: Grid) -> str:
    """The texts in the first rows of a sheet, normalised, each on a line; bare numbers say nothing of the table."""
    texts = set(chain.from_iterable(grid.rows[:TOP]))
    return "\n".join(normalise(text) for text in texts if text and not text.isdecimal())


def absent(top: str, wanted: Sequence[str]) -> list[str]:
    """Those of the wanted texts that the top of a sheet does not show."""
    return [pattern for pattern in wanted if not whole(pattern).search(top)]


def missing_from(top: str, hints: Hints) -> list[str]:
    """What a sheet would have to show to be of this table, nearest alternative first; nothing when it is."""
    lacking = hints.get("lacks", [])
    if lacking and len(absent(top, lacking)) < len(lacking):
        return [f"no {text}" for text in lacking]
    return min((absent(top, wanted) for wanted in hints.get("expects", [])), key=len, default=[])


def recognise(grid: Grid, tables: Mapping[str, Hints]) -> list[str]:
    """The tables a sheet shows itself to be of. A table that expects nothing is never recognised."""
    top = top_of(grid)
    return [code for code, hints in tables.items() if hints.get("expects") and not missing_from(top, hints)]


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
        cell, text = first_text(grid)
        wanted = ", ".join(f"“{text.strip('*')}”" for text in missing[:3])
        raise Unreadable(
            f"{{Place}} does not look like table {hints.source}: expected to find {{expected}}; {{remedy}}.",
            **at(grid.name, cell),
            found=f"“{shown(text)}”" if text else "no text",
            expected=f"{wanted} in its first {TOP} rows",
            remedy="check the source table you chose",
            field="source",
        )


def first_text(grid: Grid) -> tuple[str, str]:
    """Where the first text of a sheet stands, mostly its title, and what it says; A1 and "" where none does."""
    cells = ((r, c, text) for r, row in enumerate(grid.rows[:TOP]) for c, text in enumerate(row) if text)
    r, c, text = next(cells, (0, 0, ""))
    return address(r, c), text

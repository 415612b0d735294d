"""Who said what and who agreed, kept beside the program and by other means: what its tables are held against.

It goes by what was asked of the verbs and whether they refused; of a new proposal it reads once what it says, which
never changes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Said:
    """One proposal about a label, and how it stands."""

    number: int
    label: int
    by: int
    disposition: str
    category: str
    measure: str
    years: tuple[int | None, int | None]
    condition: dict
    state: str = "proposed"
    reviewer: int | None = None

    @classmethod
    def of(cls, row) -> "Said":
        """What a new row of the table says; PostgreSQL and SQLite give a condition as text."""
        condition = json.loads(row.condition) if isinstance(row.condition, str) else row.condition
        what = row.disposition, row.category, row.measure
        return cls(row.id, row.label_id, row.proposed_by_id, *what, (row.year_from, row.year_to), condition)

    def covers(self, year: int) -> bool:
        first, last = self.years
        return (first or 0) <= year <= (last or 9999)

    def meets(self, cell: dict[str, str]) -> bool:
        return all(cell.get(column) in texts for column, texts in self.condition.items())

    def rivals(self, other: "Said") -> bool:
        """Whether both claim some cell: a condition goes before none, so that these two never do."""
        if self.label != other.label or not any(self.covers(year) and other.covers(year) for year in range(1990, 2040)):
            return False
        if not (self.condition and other.condition):
            return not self.condition and not other.condition
        shared = self.condition.keys() & other.condition.keys()
        return all(set(self.condition[column]) & set(other.condition[column]) for column in shared)


class Agreed:
    """All proposals by their number, and what cells of the publishers' tables should say."""

    def __init__(self):
        self.said: dict[int, Said] = {}
        self.corrected: dict[str, dict[tuple[str, str], str]] = {}  # table → (cell, as printed) → text, now
        self.accepted: dict[tuple[str, str], dict[tuple[str, str], str]] = {}  # (table, hash) → the same, at that time

    def propose(self, said: Said) -> None:
        """A person's newer proposal for the same cells takes the older one's place."""
        for other in self.of(said.label, "proposed"):
            if other.by == said.by and said.rivals(other):
                other.state = "withdrawn"
        self.said[said.number] = said

    def approve(self, number: int, by: int) -> None:
        said = self.said[number]
        assert (said.state, said.by == by) == ("proposed", False), f"{by} approved {said}"
        for other in self.of(said.label, "approved"):
            if said.rivals(other):
                other.state = "superseded"
        said.state, said.reviewer = "approved", by

    def end(self, number: int, state: str, by: int | None = None) -> None:
        """Returned by somebody else, or withdrawn by whoever proposed it."""
        said = self.said[number]
        assert said.state == "proposed", f"{said} became {state}"
        assert (said.by == by) == (state == "withdrawn"), f"{by} had {said} {state}"
        said.state, said.reviewer = state, by if state == "returned" else None

    def of(self, label: int, state: str) -> Iterator[Said]:
        return (said for said in self.said.values() if (said.label, said.state) == (label, state))

    def governing(self, label: int, year: int, cell: dict[str, str]) -> Said | None:
        """The proposal in force that a cell falls under: with a condition that it meets before without any."""
        found = [said for said in self.of(label, "approved") if said.covers(year) and said.meets(cell)]
        narrow = [said for said in found if said.condition] or found
        assert len(narrow) < 2, f"Two in force claim one cell: {narrow}"
        return narrow[0] if narrow else None

    def standing(self) -> dict[int, tuple]:
        """State, proposer and reviewer of each."""
        return {number: (said.state, said.by, said.reviewer) for number, said in self.said.items()}

    # errors that a publisher printed

    def correct(self, table: str, cell: str, printed: str, text: str) -> None:
        """Two people agreed that a cell is wrong; or, where the text is what was printed, that it is not."""
        self.corrected.setdefault(table, {})[cell, printed] = text

    def accept(self, table: str, sha256: str) -> None:
        """What was read of a file stays as it is from now on."""
        self.accepted[table, sha256] = dict(self.corrected.get(table, {}))

    def text(self, file: tuple[str, str], cell: str, printed: str) -> str:
        """What a cell of an accepted file should say."""
        return self.accepted[file].get((cell, printed), printed)

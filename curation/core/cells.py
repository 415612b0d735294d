"""What each filled cell of a sheet is taken for, in the words of a legend, and as rectangles of one role."""

from collections import Counter
from collections.abc import Callable, Sequence

from curation.core import periods
from curation.core.accounts import Account, Run
from curation.core.layouts import Layout, ValueColumn
from curation.core.sheets import Grid

ROLES = ("heading", "origin", "destination", "label", "breakdown", "period", "value", "total", "note", "out_of_scope")
OF_REASON = {
    "heading": "heading",
    "title": "heading",
    "section": "heading",
    "total": "total",
    "out_of_scope": "out_of_scope",
    "unknown_place": "out_of_scope",
    "unnamed": "out_of_scope",
}
TIMES = ("year", "quarter", "month", "period")
PLACES = ("origin", "destination")


class Cells:
    """Is told each cell that is read, in the order of reading, then gives the roles of all cells."""

    def __init__(self, grid: Grid, layout: Layout, names: Callable[..., str | None]):
        self.grid, self.layout, self.names = grid, layout, names
        self.values = {column.column: column for column in layout.values}
        self.keys: dict[int, str] = {}
        for key in layout.keys:
            self.keys.setdefault(key.column, of_key(key.role))
        self.keys |= dict.fromkeys(layout.tree, "label")
        self._rows: dict[int, list[int]] = {}

    def read(self, row: int, column: int) -> None:
        """Take in a cell whose number is read."""
        self._rows.setdefault(row, []).append(column)

    def all(self, set_aside: Sequence[Run]):
        """(rectangles, cells of each role, what became of each row) of the whole sheet."""
        account = Account()
        counts = Counter()
        lines: list[str | None] = [""] * len(self.grid.rows)
        direct = []
        for run in set_aside:
            if run.reason != "heading":
                direct.append((*run[:4], OF_REASON.get(run.reason, "note")))
                counts[direct[-1][4]] += run.cells
            for r in range(run.top, run.bottom + 1):
                lines[r] = run.reason
        pieces = self._headings(set_aside)
        for r, columns in self._rows.items():
            lines[r] = None
            pieces[r] = [(c, c, self.keys[c]) for c in self.keys if self.grid.rows[r][c] and self._is_key(c)]
            pieces[r] += [(left, right, "value") for left, right in neighbours(columns)]
        for r in sorted(pieces):
            for left, right, role in pieces[r]:
                cells = right - left + 1
                account.aside(r, left, right, role, cells)
                counts[role] += cells
        runs = direct + [(run.top, run.left, run.bottom, run.right, run.reason) for run in account.runs]
        return sorted(runs), counts, lines

    def headings_only(self):
        """The same of a sheet of which only the headings are understood."""
        top, bottom = self.layout.headings
        width = len(self.grid.rows[top]) - 1
        pieces = self._headings([Run(top, 0, bottom, width, "heading", 0)])
        runs = [(r, left, r, right, role) for r, found in pieces.items() for left, right, role in found]
        first, last = self.layout.body
        runs += [(first, c, last, c, role) for c, role in self.keys.items() if self._is_key(c)]
        counts = Counter()
        for top, left, bottom, right, role in runs:
            counts[role] += sum(1 for row in self.grid.rows[top : bottom + 1] for text in row[left : right + 1] if text)
        return sorted(runs), counts

    def _is_key(self, column: int) -> bool:
        """Whether a column's cells are set aside because they say something of the numbers beside them."""
        return self.keys[column] != "note"

    def _headings(self, set_aside: Sequence[Run]) -> dict[int, list[tuple[int, int, str]]]:
        """Row → (first column, last column, role) of each cell that heads something, neighbours together."""
        found: dict[int, list] = {}
        for run in set_aside:
            if run.reason not in ("heading", "title"):
                continue
            for r in range(run.top, run.bottom + 1):
                if r not in self._rows and run.reason == "heading":
                    row = self.grid.rows[r]
                    filled = [c for c in range(run.left, run.right + 1) if row[c]]
                    found.setdefault(r, []).extend(
                        (left, right, role) for role, of in self._by_role(r, filled) for left, right in neighbours(of)
                    )
        return found

    def _by_role(self, r: int, filled: Sequence[int]) -> list[tuple[str, list[int]]]:
        by_role: dict[str, list[int]] = {}
        for column in filled:
            by_role.setdefault(self._of_heading(r, column), []).append(column)
        return list(by_role.items())

    def _of_heading(self, r: int, c: int) -> str:
        """What one heading says of the numbers under it."""
        text, value = self.grid.rows[r][c].strip(), self.values.get(c)
        if not self.layout.headings[0] <= r <= self.layout.headings[1]:
            return "heading"
        if value is None:
            constant = self.layout.constants.get("period", "")
            return "period" if constant and periods.period(text) == constant else "heading"
        return self._of_column(value, text) if value.role == "value" else "heading"

    def _of_column(self, value: ValueColumn, text: str) -> str:
        if text in value.label:
            return "label"
        if value.area and text == value.area:
            return self.layout.area_across or "heading"
        if value.period and periods.is_timely(text):
            return "period"
        return "breakdown" if value.breakdown.endswith(f"={text}") else "heading"


def of_key(role: str) -> str:
    """The word of the legend for what a key says."""
    if role in TIMES:
        return "period"
    if role.startswith("breakdown"):
        return "breakdown"
    return role if role in (*PLACES, "label") else "note"


def neighbours(columns: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each row of columns without a gap."""
    found: list[list[int]] = []
    for column in columns:
        if found and found[-1][1] == column - 1:
            found[-1][1] = column
        else:
            found.append([column, column])
    return [(left, right) for left, right in found]

"""Keys printed once for several rows: filled down where cells are merged, or where a hint or a person says so.

Nowhere else: a blank key may as well be a total, or a name that somebody forgot.
"""

from collections.abc import Sequence

from curation.core.layouts import Layout
from curation.core.sheets import Grid


class Fills:
    """Gives each row with the texts of the keys that stand above it. Rows must come in their order."""

    def __init__(self, grid: Grid, layout: Layout):
        self._merged = _merged(grid, layout)
        self._above = dict.fromkeys((key.column for key in layout.keys if key.fill), "")

    def __call__(self, r: int, row: Sequence[str]) -> Sequence[str]:
        """The row itself where nothing is to be filled in, else a copy."""
        texts = self._merged.get(r, {})
        for column in self._above:
            self._above[column] = row[column] or self._above[column]
        blanks = {c: text for c, text in {**self._above, **texts}.items() if text and not row[c]}
        return [blanks.get(c, text) for c, text in enumerate(row)] if blanks else row

    def __bool__(self):
        """Whether any row of this sheet is filled in at all."""
        return bool(self._merged or self._above)


def _merged(grid: Grid, layout: Layout) -> dict[int, dict[int, str]]:
    """Row → column → text, for key columns whose cells are merged downwards in the body."""
    first, last = layout.body
    keys = {key.column for key in layout.keys} | set(layout.tree)
    found: dict[int, dict[int, str]] = {}
    for top, left, bottom, _right in grid.merged:
        if left in keys and bottom > top and first <= bottom and top <= last:
            for r in range(top + 1, bottom + 1):
                found.setdefault(r, {})[left] = grid.rows[top][left]
    return found

"""The graphic techniques: said once, for pages, downloads and tests."""

from collections.abc import Callable
from typing import NamedTuple

from flows.core.estimates.columns import Column
from flows.core.estimates.reading import lines_of, read
from flows.core.estimates.tables import Table
from flows.core.graphics import arcs, growth, heatmap, index_lines, multiples, pyramid
from flows.core.graphics.cells import Drawn
from flows.core.graphics.look import Look

MADE_UP = "made up"


class Technique(NamedTuple):
    """`rows` reads a table, `draw` makes the picture of its rows; `source` is where the example comes from."""

    code: str
    columns: tuple[Column, ...]
    example: str
    source: str
    rows: Callable
    draw: Callable[..., Drawn]

    def read(self, text: str) -> Table:
        """A table as text; Wrong, in one sentence, where something is wrong with it."""
        return read(lines_of(text), self.columns)

    def of_text(self, text: str, look: Look) -> Drawn:
        """The picture of a table as text; Wrong, in one sentence, where something is wrong with it."""
        return self.draw(self.rows(self.read(text)), look)


IN_ORDER = (
    ("pyramid", pyramid, "United Nations, Manual VI: Methods of Measuring Internal Migration (1970): Bombay, 1941–51"),
    ("heatmap", heatmap, MADE_UP),
    ("arcs", arcs, MADE_UP),
    ("multiples", multiples, MADE_UP),
    ("index", index_lines, MADE_UP),
    ("growth", growth, "Bogue, D. J., Hinze, K. and White, M., Techniques of Estimating Net Migration (1982)"),
)
TECHNIQUES = {
    code: Technique(code, module.COLUMNS, module.EXAMPLE, source, module.rows, module.draw)
    for code, module, source in IN_ORDER
}

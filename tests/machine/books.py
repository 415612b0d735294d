"""What the made-up publishers print, edition after edition. A table is lines of numbers; all figures are made up."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from curation.core.sheets import Book, Grid, address, read_grids

SHEET = "Sheet1"  # of a text file
FIGURES = [0, 3, 7, 40, 1500]
LINES = {
    "us-niv": [("Kazakhstan",), ("Uzbekistan",), ("Orenland",), ("France",)],
    "eu-resfirst": [
        (reason, place, duration, "Germany")
        for reason in ("Education reasons", "Other reasons")
        for place in ("Kazakhstan", "Uzbekistan")
        for duration in ("From 3 to 5 months", "12 months or over")
    ],
}
COLUMNS = {"us-niv": ["F-1", "H-1B", "J-1"], "eu-resfirst": ["2018", "2019"]}
NOBODY_KNOWS = "Orenland"


@dataclass(frozen=True)
class Edition:
    """One table as it is printed: figures by line and column. `misprint` is a cell that is ten times too large."""

    table: str
    head: tuple[str, ...]
    columns: tuple[str, ...]
    lines: dict[tuple[str, ...], dict[str, int]]
    misprint: tuple[tuple[str, ...], str] | None = None

    def rows(self) -> list[list[str]]:
        """The cells, line by line; visas with their totals, of which a misprint is no part."""
        summed = self.table == "us-niv"
        rows = [[*self.head, *self.columns, *(["Grand Total"] * summed)]]
        for line, figures in self.lines.items():
            printed = [figures[column] * (10 if (line, column) == self.misprint else 1) for column in self.columns]
            total = [sum(figures[column] for column in self.columns)] * summed
            rows.append([*line, *map(str, printed + total)])
        return rows

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(self.rows())
        return out.getvalue().encode()

    @property
    def cells(self) -> dict[str, str]:
        """What is printed where: `{"B2": "7"}`."""
        return {address(r, c): text for r, row in enumerate(self.rows()) for c, text in enumerate(row)}

    # what a publisher may do until the next edition

    def revised(self, line, column, figure) -> "Edition":
        return replace(self, lines={**self.lines, line: {**self.lines[line], column: figure}}, misprint=None)

    def without_line(self, line) -> "Edition":
        return replace(self, lines={key: said for key, said in self.lines.items() if key != line}, misprint=None)

    def with_line(self, line, figure) -> "Edition":
        return replace(self, lines={**self.lines, line: dict.fromkeys(COLUMNS[self.table], figure)}, misprint=None)

    def with_column(self, column) -> "Edition":
        return replace(self, columns=(*self.columns, column), misprint=None)

    def without_column(self, column) -> "Edition":
        return replace(self, columns=tuple(each for each in self.columns if each != column), misprint=None)

    def misprinted(self, line, column) -> "Edition":
        return replace(self, misprint=(line, column))

    def changes(self) -> Iterable["Edition"]:
        """Every next edition that differs in one thing."""
        for line, figures in self.lines.items():
            yield from (self.revised(line, column, figure) for column in self.columns for figure in FIGURES
                        if figure != figures[column])  # fmt: skip
            if self.table == "us-niv":
                yield from (self.misprinted(line, column) for column in self.columns if figures[column])
        yield from (self.without_line(line) for line in self.lines if len(self.lines) > 1)
        yield from (self.with_line(line, 7) for line in LINES[self.table] if line not in self.lines)
        yield from (self.without_column(column) for column in self.columns if len(self.columns) > 1)
        yield from (self.with_column(column) for column in COLUMNS[self.table] if column not in self.columns)


def first(table, head, *, lines, columns) -> Edition:
    """A first edition, with a figure for each of its lines and, unseen at first, for columns that may come."""
    figures = {line: {column: FIGURES[(n + m) % 4] for m, column in enumerate(COLUMNS[table])}
               for n, line in enumerate(lines)}  # fmt: skip
    return Edition(table, head, tuple(columns), figures)


FIRST = {
    "visas 2018": first("us-niv", ("Fiscal Year 2018",), lines=LINES["us-niv"][:2], columns=["F-1", "H-1B"]),
    "visas 2019": first("us-niv", ("Fiscal Year 2019",), lines=LINES["us-niv"][:2], columns=["F-1", "H-1B"]),
    "permits": first("eu-resfirst", ("reason", "citizen", "duration", "geo"), lines=LINES["eu-resfirst"][:4],
                     columns=["2018", "2019"]),
}  # fmt: skip


def opened_here(path, *, name=None, encoding=None):
    """What `read_grids` makes of a made-up file, without a process of its own for each: that one costs most of all."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return Book((Grid(SHEET, rows, (), False),), "csv", "utf-8", False, (), ())


def same_as_read(path) -> bool:
    """Whether it makes the same of a file as the process does."""
    one, other = opened_here(path), read_grids(path, name="made-up.csv")
    return (one.grids, one.data, one.kind, one.encoding) == (other.grids, other.data, other.kind, other.encoding)

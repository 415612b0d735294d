"""A layout applied to a sheet: one reading for each counted cell, and an account of every other filled cell.

`SheetReader.readings()` streams; what it learns on the way (what was set aside, places nobody knows, printed totals,
what the sheet covers) is complete once the stream is exhausted. Memory does not grow with the number of readings.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from curation.core import periods, words
from curation.core.layouts import Layout
from curation.core.problems import Unreadable
from curation.core.sheets import Grid, address
from curation.core.tables import Hints
from curation.core.totals import Totals

TRACKED = frozenset({"KAZ", "KGZ", "TJK", "TKM", "UZB"})
REASONS = {
    "heading": "heading or key",
    "title": "title",
    "total": "printed total",
    "out_of_scope": "another origin",
    "unknown_place": "a place nobody knows yet",
    "section": "heading inside the table",
    "note": "note",
    "repeat": "the same in another language or code",
}
LONGEST_LABEL, LONGEST_BREAKDOWN = 700, 255
LARGEST = 10**12  # a hundred times the people on Earth: more is no count, and some would not fit the tables


class Reading(NamedTuple):
    """One cell. `row` and `column` are 0-based; origin and destination are codes where known, else as printed."""

    row: int
    column: int
    origin: str
    destination: str
    label: tuple[str, ...]
    breakdown: str
    period: str
    printed: str
    value: object
    lower: object
    upper: object
    status: str
    flag: str


class Run(NamedTuple):
    """Neighbouring cells set aside for one reason; rows and columns 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    reason: str
    cells: int


class SheetReader:
    """Reads one sheet. `everyone` reads every origin instead of the tracked ones."""

    def __init__(self, grid: Grid, layout: Layout, names: Callable[[str], str | None], hints: Hints, *, everyone=False):
        self.grid, self.layout, self.names, self.hints, self.everyone = grid, layout, names, hints, everyone
        self.notation = hints.notation
        self.filled = self.read = 0
        self.unknown_places: dict[str, str] = {}
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.coverage: set[tuple[str, str]] = set()
        self.totals = Totals(grid.name, layout, hints)
        self._runs: list[Run] = []
        self._open: dict[tuple[int, int, str], Run] = {}
        self._keys = {role: [key for key in layout.keys if key.role == role] for role in _roles(layout)}
        self._breakdowns = [key for key in layout.keys if key.role.startswith("breakdown")]
        self._seen: dict[tuple, int] = {}
        self._labels: dict[tuple, tuple] = {}
        self._checked: set = set()

    # the account

    @property
    def set_aside(self) -> list[Run]:
        return self._runs

    @property
    def set_aside_count(self) -> int:
        return sum(run.cells for run in self._runs)

    @property
    def unaccounted(self) -> int:
        """Always 0: what is neither read nor set aside would be lost in silence."""
        return self.filled - self.read - self.set_aside_count

    def readings(self) -> Iterator[Reading]:
        """Every reading of the sheet, top to bottom, left to right."""
        grid, layout = self.grid, self.layout
        first, last = layout.body
        self._check_headings()
        tree = self._tree_labels() if layout.tree else {}
        section = _section_before(grid.rows, layout)
        for r, row in enumerate(grid.rows):
            count = sum(1 for text in row if text and not text.isspace())
            if not count:
                continue
            self.filled += count
            if not first <= r <= last:
                self._aside_row(r, row, self._outside(r))
                continue
            if not self._holds_numbers(row):
                text = next(text for text in row if text and not text.isspace())
                if not words.SUBHEADING.search(text):
                    section = text.strip()
                    self.totals.begin_section()
                self._aside_row(r, row, "section")
                continue
            yield from self._read_row(r, row, section, tree)
        self._close()
        self.totals.finish()

    def _outside(self, r: int) -> str:
        """What a row before or after the numbers is."""
        top, bottom = self.layout.headings
        if r < top:
            return "title"
        if r <= bottom:
            return "heading"
        return "section" if r < self.layout.body[0] else "note"

    def _holds_numbers(self, row) -> bool:
        read = self.notation.read
        return any(
            column.column < len(row) and row[column.column] and read(row[column.column]) is not None
            for column in self.layout.values
        )

    # one row

    def _read_row(self, r: int, row, section: str, tree) -> Iterator[Reading]:
        leaf = tree.get(r)
        if self.layout.tree and leaf is None:
            self._aside_row(r, row, "total")
            return
        origin, why = self._origin(r, row)
        self.totals.add_row(r, row, origin, why, self._origin_text(row))
        if why:
            self._cover(row)
            self._aside_row(r, row, why)
            return
        destination, why = self._destination(r, row)
        if why:
            self._aside_row(r, row, why)
            return
        label = self._label(row, leaf)
        breakdown = self._breakdown(row, section, leaf)
        period = self._period(r, row)
        if label not in self._checked:
            self._storable(r, "label", label, LONGEST_LABEL)
            self._checked.add(label)
        if breakdown not in self._checked:
            self._storable(r, "breakdown", (breakdown,), LONGEST_BREAKDOWN)
            self._checked.add(breakdown)
        self._once(r, row, (origin, destination, label, breakdown, period))
        yield from self._cells(r, row, origin, destination, label, breakdown, period)

    def _cells(self, r, row, origin, destination, label, breakdown, period) -> Iterator[Reading]:
        flag = self._flag(row)
        read = self.notation.read
        used = set()
        for column in self.layout.values:
            c = column.column
            text = row[c] if c < len(row) else ""
            if not text or text.isspace() or column.role != "value":
                continue
            value = read(text)
            if value is None:
                self._no_count(r, c, text, origin)
                continue
            if value.value is not None and not isinstance(value.value, int):
                self._not_whole(r, c, text, origin)
            if value.value is not None and value.value > LARGEST:
                self._no_count(r, c, text, origin)
                continue
            used.add(c)
            area_origin, area_destination = self._areas(column, origin, destination)
            when = self._when(column.period, period)
            self.read += 1
            self.coverage.add((area_destination, when))
            if flag and not value.flag:
                value = self._flagged(value, flag)
            yield Reading(
                r, c, area_origin, area_destination, label + column.label, breakdown, when, text, *value[:4], value.flag
            )
        self._aside_rest(r, row, used)

    def _areas(self, column, origin, destination):
        if not column.area:
            return origin, destination
        code = self.names(column.area) or column.area.strip()
        return (code, destination) if self.layout.area_across == "origin" else (origin, code)

    def _flagged(self, value, flag):
        from curation.core.numbers import status_of

        status = status_of(flag) if value.status == "normal" else value.status
        return value._replace(flag=flag, status=status)

    def _no_count(self, r, c, text, origin):
        sentence = (
            f"{self.grid.name}!{address(r, c)}: “{text[:40]}” is neither a count nor a mark this table uses; expected a "
            "whole number, or declare what the mark means."
        )
        (self.problems if origin in TRACKED else self.warnings).append(sentence)

    def _not_whole(self, r, c, text, origin):
        sentence = f"{self.grid.name}!{address(r, c)}: “{text}” is not a whole number, as a count of people or permits must be."
        (self.problems if origin in TRACKED else self.warnings).append(sentence)

    # what a row is of

    def _text(self, key, row) -> str:
        text = row[key.column] if key.column < len(row) else ""
        if key.piece is None:
            return text
        pieces = text.split(",")
        return pieces[key.piece].strip() if key.piece < len(pieces) else ""

    def _first(self, role, row) -> str:
        keys = self._keys.get(role)
        return self._text(keys[0], row) if keys else ""

    def _origin_text(self, row) -> str:
        return self._first("origin", row).strip()

    def _origin(self, r, row) -> tuple[str, str]:
        """The origin's code, and the reason for setting the row aside if there is one."""
        if "origin" not in self._keys:
            constant = self.layout.constants.get("origin", "")
            if self.layout.area_across == "origin" or constant or self.everyone:
                return constant, ""
            return "", "out_of_scope"
        text = self._origin_text(row)
        code = self.names(text) if text else None
        if code in TRACKED:
            return code, ""
        if self._is_total(text, code):
            return "", "total"
        if self.everyone:
            return (code if code and not code.startswith("_") else text), ""
        if code is None and text:
            self.unknown_places.setdefault(text, f"{self.grid.name}!{address(r, self._keys['origin'][0].column)}")
            return "", "unknown_place"
        return "", "out_of_scope"

    def _is_total(self, text: str, code: str | None) -> bool:
        """Totals stand among the origins only where origins stand: a table of totals alone is not a table of none."""
        if not self._has_places:
            return False
        return code in ("_WORLD", "_REGION") or (code is None and words.speaks_of(words.TOTAL, text))

    @property
    def _has_places(self) -> bool:
        if not hasattr(self, "_places"):
            key = self._keys["origin"][0]
            first, last = self.layout.body
            texts = {self._text(key, row) for row in self.grid.rows[first : last + 1]}
            self._places = any((code := self.names(text)) and not code.startswith("_") for text in texts if text)
        return self._places

    def _destination(self, r, row) -> tuple[str, str]:
        if "destination" not in self._keys:
            return self.layout.constants.get("destination", ""), ""
        text = self._first("destination", row).strip()
        code = self.names(text) if text else None
        if code and not code.startswith("_"):
            return code, ""
        if code in ("_WORLD", "_REGION") or words.speaks_of(words.TOTAL, text):
            return "", "total"
        if self.everyone:
            return text, ""
        if code is None and text:
            self.unknown_places.setdefault(text, f"{self.grid.name}!{address(r, self._keys['destination'][0].column)}")
            return "", "unknown_place"
        return "", "out_of_scope"

    def _label(self, row, leaf) -> tuple[str, ...]:
        parts = tuple(self._text(key, row).strip() for key in self._keys.get("label", ()))
        if leaf is not None:
            parts += leaf[1:] if self.layout.tree_breakdown else leaf
        return self._labels.setdefault(parts, parts)

    def _storable(self, r, what: str, texts, longest: int) -> None:
        """Refuse text that no table would hold as it stands, rather than cut it."""
        if sum(map(len, texts)) + 3 * len(texts) > longest:
            raise Unreadable(
                f"Sheet {self.grid.name}, row {r + 1}: the {what} is longer than {longest} characters; check that this is the "
                "right table and that no column has slipped."
            )
        if any("\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text) for text in texts):
            raise Unreadable(
                f"Sheet {self.grid.name}, row {r + 1}: the {what} holds a character that is no text; save the file again as "
                ".xlsx, or declare its encoding."
            )

    def _breakdown(self, row, section, leaf) -> str:
        said = [(key.role.partition(":")[2] or key.name, self._text(key, row).strip()) for key in self._breakdowns]
        if leaf is not None and self.layout.tree_breakdown:
            said.append((self.layout.tree_breakdown, leaf[0]))
        if self.layout.sections:
            said.append((self.layout.sections, section))
        return "; ".join(f"{name}={text}" for name, text in said if text)

    def _period(self, r, row) -> str:
        keys = [key for unit in ("period", "year", "quarter", "month") for key in self._keys.get(unit, ())]
        if not keys:
            return self.layout.constants.get("period", "")
        joined = periods.join(
            [self._text(key, row) for key in keys], [None if key.role == "period" else key.role for key in keys]
        )
        if joined is None:
            self.problems.append(
                f"{self.grid.name}!{address(r, keys[0].column)}: “{self._text(keys[0], row)}” names no year, quarter or "
                "month; expected a period."
            )
            return ""
        if periods.is_date(joined) and self.hints.get("dates_are") == "month":
            return joined[:7]
        return joined

    def _when(self, across: str, down: str) -> str:
        if not across:
            return down
        return across.replace("*", down, 1) if across.startswith("*") else across

    def _flag(self, row) -> str:
        return "".join(text for key in self._keys.get("flag", ()) if (text := self._text(key, row).strip()))[:16]

    # the rules of a whole sheet

    def _check_headings(self) -> None:
        seen: dict[tuple, int] = {}
        for column in self.layout.values:
            if column.role != "value":
                continue
            self._storable(self.layout.headings[1], "heading", column.label, LONGEST_LABEL)
            key = (tuple(map(words.normalise, column.label)), column.period, column.area)
            if key in seen and len(self.layout.values) > 1:
                row = self.layout.headings[1]
                raise Unreadable(
                    f"Sheet {self.grid.name}: columns {address(row, seen[key])} and {address(row, column.column)} have the same "
                    f"heading “{column.heading}”, so their numbers cannot be told apart; declare which is which."
                )
            seen[key] = column.column

    def _once(self, r, row, key) -> None:
        before = self._seen.setdefault(key, r)
        if before == r:
            return
        origin, destination, label, breakdown, period = key
        what = ", ".join(filter(None, [origin, destination, " / ".join(filter(None, label)), breakdown, period]))
        sentence = (
            f"Sheet {self.grid.name}: rows {before + 1} and {r + 1} are both of {what}; one number cannot be two, so either "
            "columns that tell them apart were removed or a row stands twice."
        )
        if origin in TRACKED or not self.everyone:
            raise Unreadable(sentence + " Ask the publisher for the full table, or correct the file and declare it.")
        self.warnings.append(sentence)

    def _cover(self, row) -> None:
        """Rows of other origins show what the sheet covers, so that an absent row of ours can mean something."""
        if len(self.coverage) and "destination" not in self._keys and not self._timed:
            return
        destination = self.layout.constants.get("destination", "")
        if "destination" in self._keys:
            code = self.names(self._first("destination", row).strip())
            if not code or code.startswith("_"):
                return
            destination = code
        down = self._down(row)
        for column in self.layout.values:
            if column.role == "value":
                place = (
                    self.names(column.area) if column.area and self.layout.area_across == "destination" else destination
                )
                self.coverage.add((place or destination, self._when(column.period, down)))

    @property
    def _timed(self) -> bool:
        return any(unit in self._keys for unit in ("period", "year", "quarter", "month"))

    def _down(self, row) -> str:
        if not self._timed:
            return self.layout.constants.get("period", "")
        keys = [key for unit in ("period", "year", "quarter", "month") for key in self._keys.get(unit, ())]
        texts = tuple(self._text(key, row) for key in keys)
        if texts not in self._labels:
            joined = periods.join(texts, [None if key.role == "period" else key.role for key in keys]) or ""
            month = periods.is_date(joined) and self.hints.get("dates_are") == "month"
            self._labels[texts] = joined[:7] if month else joined
        return self._labels[texts]

    def _tree_labels(self) -> dict[int, tuple[str, ...]]:
        """The label of each line that is no total: its own text and those of the totals below that hold it."""
        columns = self.layout.tree
        first, last = self.layout.body
        lines = []
        for r in range(first, last + 1):
            row = self.grid.rows[r]
            level = next((i for i, c in enumerate(columns) if row[c] and not row[c].isspace()), None)
            if level is not None:
                lines.append((r, level, words.without_total(row[columns[level]]), row[columns[level]]))
        found, above = {}, [""] * len(columns)
        deeper_above = {r: i > 0 and lines[i - 1][1] > level for i, (r, level, *_rest) in enumerate(lines)}
        for r, level, text, printed in reversed(lines):
            above[level] = text
            above[level + 1 :] = [""] * (len(columns) - level - 1)
            if not deeper_above[r] and not words.speaks_of(words.GRAND, printed):
                found[r] = tuple(above[: level + 1]) + ("",) * (len(columns) - level - 1)
        return found

    # setting aside

    def _aside_row(self, r: int, row, reason: str) -> None:
        filled = [c for c, text in enumerate(row) if text and not text.isspace()]
        self._aside(r, filled[0], filled[-1], reason, len(filled))

    def _aside_rest(self, r: int, row, used: set[int]) -> None:
        """The cells of a read row that are no readings: keys, totals, notes; neighbours of one reason together."""
        roles = self._roles_by_column()
        start = reason = None
        count = 0
        for c, text in enumerate(row):
            filled = bool(text) and not text.isspace()
            now = None if not filled or c in used else roles.get(c, "heading")
            if now != reason:
                if reason:
                    self._aside(r, start, c - 1, reason, count)
                start, reason, count = c, now, 0
            count += now is not None
        if reason:
            self._aside(r, start, len(row) - 1, reason, count)

    def _roles_by_column(self) -> dict[int, str]:
        if not hasattr(self, "_column_reasons"):
            reasons = {
                key.column: {"same": "repeat", "note": "note", "flag": "note"}.get(key.role, "heading")
                for key in self.layout.keys
            }
            reasons |= {
                column.column: {"total": "total", "value": "note"}.get(column.role, "note")
                for column in self.layout.values
            }
            self._column_reasons = reasons
        return self._column_reasons

    def _aside(self, r: int, left: int, right: int, reason: str, cells: int) -> None:
        key = (left, right, reason)
        run = self._open.get(key)
        if run and run.bottom == r - 1:
            self._open[key] = run._replace(bottom=r, cells=run.cells + cells)
            return
        if run:
            self._runs.append(run)
        self._open[key] = Run(r, left, r, right, reason, cells)

    def _close(self) -> None:
        self._runs.extend(self._open.values())
        self._open.clear()
        self._runs.sort()


def _roles(layout: Layout):
    return {key.role for key in layout.keys}


def _section_before(rows, layout: Layout) -> str:
    for r in range(layout.body[0] - 1, layout.headings[1], -1):
        filled = [text for text in rows[r] if text and not text.isspace()]
        if len(filled) == 1 and not words.SUBHEADING.search(filled[0]):
            return filled[0].strip()
    return ""

"""A layout proposed from the sheet itself, helped by what is known of its table.

The sheet says most: where numbers begin, which columns name places the alias table knows, which headings are periods.
Hints win where they speak. What cannot be known is asked for in a sentence, never guessed.
"""

from collections.abc import Callable, Sequence

from curation.core import periods, words
from curation.core.layouts import Key, Layout, ValueColumn
from curation.core.problems import NoTable, Unreadable
from curation.core.sheets import Grid, address
from curation.core.tables import Hints

SAMPLE = 3000
MOST = 0.8
NUMERIC = 0.9
TRACKED = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}


def propose(grid: Grid, names: Callable[[str], str | None], hints: Hints) -> Layout:
    """The layout of a sheet.

    `names` gives the area code of a place name, a special such as `_REGION`, or None.
    Raises `Unreadable` with what must be declared when the sheet does not say it.
    """
    return Proposal(grid, names, hints).layout()


def blank(text: str) -> bool:
    return not text or text.isspace()


class Proposal:
    """The work of understanding one sheet, step by step; each step asks only what the ones before it found."""

    def __init__(self, grid: Grid, names, hints: Hints):
        self.grid, self.names, self.hints = grid, names, hints
        self.notation = hints.notation
        self.rows = grid.rows
        self.width = max((len(row) for row in grid.rows), default=0)
        self.assumed: list[str] = []

    def layout(self) -> Layout:
        first, last = self._body()
        self.first, self.last = first, last
        self.headings = self._headings(first)
        self.stack = self._stacked_headings()
        self.sample = self._sample()
        values = self._value_columns()
        keys = self._keys(set(values))
        tree, tree_breakdown = self._tree(keys)
        keys = [key for key in keys if key.column not in tree]
        self._say_labels(keys)
        columns, area_across = self._read_headings(values, keys)
        constants = self._constants(keys, columns, area_across)
        sections = self._sections(keys)
        layout = Layout(
            headings=self.headings,
            body=(first, last),
            keys=tuple(keys),
            values=tuple(columns),
            constants=constants,
            area_across=area_across,
            sections=sections,
            tree=tree,
            tree_breakdown=tree_breakdown,
            assumed=tuple(self.assumed),
        )
        return layout

    # where the numbers are

    def _is_number(self, text: str) -> bool:
        return not blank(text) and self.notation.read(text) is not None

    def _is_count(self, text: str) -> bool:
        """A number that is not only a year in a heading."""
        return self._is_number(text) and periods.part(text) is None

    def _is_place(self, text: str) -> bool:
        return not blank(text) and self._area(text) is not None

    def _area(self, text: str) -> str | None:
        return None if self._is_number(text) else self.names(text)

    def _holds_numbers(self, row: Sequence[str]) -> bool:
        filled = [text for text in row if not blank(text)]
        if len(filled) < 2:
            return False
        if any(self._is_count(text) for text in filled):
            return True
        return any(self._is_number(text) for text in filled) and any(self._is_place(text) for text in filled)

    def _body(self) -> tuple[int, int]:
        first = next((i for i, row in enumerate(self.rows) if self._holds_numbers(row)), None)
        if first is None:
            raise NoTable(
                f"Sheet {self.grid.name} holds no table of numbers: expected rows with a name and counts, found none; "
                "choose the sheet that holds the table, or check that this is the publisher's file."
            )
        last = next(i for i in range(len(self.rows) - 1, first - 1, -1) if self._holds_numbers(self.rows[i]))
        return first, last

    def _headings(self, first: int) -> tuple[int, int]:
        row = first - 1
        while row >= 0 and sum(not blank(text) for text in self.rows[row]) == 1:
            row -= 1
        bottom = row
        while row >= 0 and sum(not blank(text) for text in self.rows[row]) >= 2:
            row -= 1
        if bottom < 0 or row == bottom:
            raise Unreadable(
                f"Sheet {self.grid.name}: no headings found above the first numbers in row {first + 1}; "
                "expected a row that names the columns."
            )
        return row + 1, bottom

    def _sample(self) -> list[Sequence[str]]:
        rows = [self.rows[i] for i in range(self.first, self.last + 1) if self._holds_numbers(self.rows[i])]
        step = max(1, len(rows) // SAMPLE)
        return rows[::step]

    def _stacked_headings(self) -> list[list[str]]:
        """The heading rows with merged cells spread: down where the sheet says so, to the right where a heading spans."""
        top, bottom = self.headings
        block = [list(self.rows[i]) + [""] * (self.width - len(self.rows[i])) for i in range(top, bottom + 1)]
        for r0, c0, r1, c1 in self.grid.merged:
            if top <= r0 <= bottom:
                for r in range(r0, min(r1, bottom) + 1):
                    for c in range(c0, min(c1, self.width - 1) + 1):
                        block[r - top][c] = self.rows[r0][c0]
        for row in block[:-1]:
            for column in range(2, self.width):
                if blank(row[column]) and not blank(row[column - 1]):
                    row[column] = row[column - 1]
        return block

    def heading(self, column: int) -> str:
        """The heading nearest to a column's numbers."""
        return next((row[column] for row in reversed(self.stack) if not blank(row[column])), "")

    # which columns are numbers, which are keys

    def _column(self, column: int) -> list[str]:
        return [row[column] for row in self.sample if column < len(row) and not blank(row[column])]

    def _value_columns(self) -> list[int]:
        declared = [c for c in range(self.width) if self.hints.role_of(self.heading(c)) == "value"]
        if declared:
            return declared
        numeric = []
        for column in range(self.width):
            texts = self._column(column)
            if texts and sum(map(self._is_number, texts)) >= NUMERIC * len(texts) and not self._is_key(column, texts):
                numeric.append(column)
        named = [column for column in numeric if words.speaks_of(words.VALUE, self.heading(column))]
        if named:
            return named[:1]
        if not numeric:
            raise Unreadable(
                f"Sheet {self.grid.name}: no column of numbers found under the headings in row {self.headings[1] + 1}; "
                "expected at least one column of counts."
            )
        return numeric

    def _is_key(self, column: int, texts: list[str]) -> bool:
        heading = self.heading(column)
        role = self.hints.role_of(heading)
        if role:
            return role not in ("value", "total")
        told = (words.YEAR, words.QUARTER, words.MONTH, words.PERIOD, words.CODE, words.NOTE, words.FLAG)
        if any(words.speaks_of(pattern, heading) for pattern in told):
            return True
        return words.breakdown_of(heading) is not None

    def _keys(self, values: set[int]) -> list[Key]:
        pieces = self._pieces()
        found = [
            Key(column, self._plain_role(heading, texts), heading, piece)
            for column, heading, texts, piece in pieces
            if column not in values
        ]
        found = self._drop_repeats(self._places(found))
        return [self._settled(key) for key in found]

    def _pieces(self):
        """Every column outside the numbers with its texts; a comma-joined key (Eurostat) falls into its pieces."""
        for column in range(self.width):
            heading = self.heading(column)
            texts = self._column(column)
            if "\\" in heading and heading.count(",") >= 2:
                inner = heading.split("\\")[0].split(",")
                for piece, name in enumerate(inner):
                    yield (
                        column,
                        name.strip(),
                        [text.split(",")[piece] for text in texts if text.count(",") >= piece],
                        piece,
                    )
            else:
                yield column, heading, texts, None

    def _plain_role(self, heading: str, texts: list[str]) -> str:
        if not texts:
            return "note"
        declared = self.hints.role_of(heading)
        if declared:
            dimension = declared.partition(":")[2]
            return self._breakdown_role(dimension, texts) if dimension else declared
        told = [
            (words.YEAR, "year"), (words.QUARTER, "quarter"), (words.MONTH, "month"), (words.PERIOD, "period"),
            (words.FLAG, "flag"), (words.NOTE, "note"),
        ]  # fmt: skip
        for pattern, role in told:
            if words.speaks_of(pattern, heading) and self._fits_role(role, texts):
                return role
        if dimension := words.breakdown_of(heading):
            return self._breakdown_role(dimension, texts)
        return self._role_by_content(heading, texts)

    def _breakdown_role(self, dimension: str, texts: list[str]) -> str:
        """A dimension of which only the total is given is none, except the duration: it says how long is long."""
        only_total = len(set(texts)) == 1 and words.speaks_of(words.TOTAL_MEMBER, texts[0])
        return "note" if only_total and dimension != "duration" else f"breakdown:{dimension}"

    def _fits_role(self, role: str, texts: list[str]) -> bool:
        if role in ("flag", "note"):
            return True
        if role == "period" or role == "year":
            return all(periods.period(text) for text in texts[:200])
        return all(periods.part(text, role) for text in texts[:200])

    def _role_by_content(self, heading: str, texts: list[str]) -> str:
        distinct = list(dict.fromkeys(texts))
        if all(map(periods.period, distinct)):
            return "period"
        places = sum(map(self._is_place, distinct))
        if places >= MOST * len(distinct) and not words.speaks_of(words.LABEL, heading):
            if words.speaks_of(words.ORIGIN, heading):
                return "origin"
            return "destination" if words.speaks_of(words.DESTINATION, heading) else "place"
        if words.speaks_of(words.ORIGIN, heading) and places:
            return "origin"
        if words.speaks_of(words.LABEL, heading):
            return "label"
        return "note" if len(distinct) == 1 else "other"

    def _places(self, keys: list[Key]) -> list[Key]:
        """Settle which columns name origins and which destinations, by heading, else by the five tracked republics."""
        roles = {key.role for key in keys}
        if "origin" in roles:
            return keys
        tracked = [key for key in keys if key.role == "place" and self._names_tracked(key)]
        if tracked:
            self.assumed.append(f"column {address(0, tracked[0].column)[:-1]} names the countries people come from")
            return [Key(key.column, "origin", key.name, key.piece) if key is tracked[0] else key for key in keys]
        return keys

    def _names_tracked(self, key: Key) -> bool:
        column = key.column
        texts = {row[column] for row in self.rows[self.first : self.last + 1] if column < len(row)}
        return any(self.names(text) in TRACKED for text in texts if text)

    def _texts(self, key: Key) -> list[str]:
        texts = [row[key.column] if key.column < len(row) else "" for row in self.sample]
        if key.piece is None:
            return texts
        return [text.split(",")[key.piece] if text.count(",") >= key.piece else "" for text in texts]

    def _drop_repeats(self, keys: list[Key]) -> list[Key]:
        """A column that another one determines line by line (its code, its translation, its continent) says nothing new."""
        kept: list[Key] = []
        for key in sorted(keys, key=self._rank):
            repeats = self._repeats(key, kept)
            kept.append(Key(key.column, "same", key.name, key.piece) if repeats else key)
        return sorted(kept, key=lambda key: (key.column, key.piece or 0))

    def _repeats(self, key: Key, kept: list[Key]) -> bool:
        once = ("origin", "destination", "year", "quarter", "month", "period")
        if key.role in once or key.role.startswith("breakdown"):
            return any(other.role == key.role for other in kept)
        if self.hints.role_of(key.name) or key.role not in ("place", "other", "label"):
            return False
        sources = (
            ("origin", "destination", "label") if key.role == "label" else ("origin", "destination", "place", "label")
        )
        texts = self._texts(key)
        return any(determines(self._texts(other), texts) for other in kept if other.role in sources)

    def _rank(self, key: Key) -> tuple:
        """Names before codes, what hints declare before what is proposed; then left to right."""
        order = ["origin", "destination", "year", "quarter", "month", "period", "label", "place", "other"]
        code = words.speaks_of(words.CODE, key.name)
        declared = self.hints.role_of(key.name) is not None
        return (not declared, order.index(key.role) if key.role in order else 99, code, self._unknown(key), key.column)

    def _unknown(self, key: Key) -> int:
        if key.role not in ("origin", "destination", "place"):
            return 0
        return sum(self._area(text) is None for text in set(self._texts(key)) if text)

    def _settled(self, key: Key) -> Key:
        if key.role == "place" and self.hints.get("constants", {}).get("origin"):
            return Key(key.column, "destination", key.name, key.piece)
        if key.role == "place":
            raise Unreadable(
                f"Sheet {self.grid.name}, column {address(0, key.column)[:-1]} “{key.name}” names places, and nothing says "
                "whether people come from them or go to them; choose the source table, or declare the origin."
            )
        if key.role == "other":
            return Key(key.column, "label", key.name, key.piece)
        return key

    def _say_labels(self, keys: list[Key]) -> None:
        """A column taken for a label although no heading and no hint called it one is said aloud."""
        for key in keys:
            if key.role == "label" and not words.speaks_of(words.LABEL, key.name) and not self.hints.role_of(key.name):
                self.assumed.append(f"column {address(0, key.column)[:-1]} “{key.name}” is a part of the label")

    def _tree(self, keys: list[Key]) -> tuple[tuple[int, ...], str]:
        """Label columns of which each line fills just one: parts to the right, their totals below and to the left."""
        candidates = sorted(
            key.column
            for key in keys
            if key.piece is None
            and (key.role in ("label", "note", "same", "origin") or key.role.startswith("breakdown"))
        )
        columns = [column for column in candidates if column < min((c for c in self._numbers()), default=0)]
        if len(columns) < 2 or columns != list(range(columns[0], columns[0] + len(columns))):
            return (), ""
        filled = [sum(not blank(row[column]) for column in columns) for row in self.sample]
        if any(count != 1 for count in filled):
            return (), ""
        return tuple(columns), self.hints.get("tree_breakdown", "")

    def _numbers(self) -> list[int]:
        return [
            c
            for c in range(self.width)
            if (texts := self._column(c)) and sum(map(self._is_number, texts)) >= NUMERIC * len(texts)
        ]

    # what the headings of the numbers say

    def _read_headings(self, values: list[int], keys: list[Key]) -> tuple[list[ValueColumn], str]:
        if len(values) == 1 and not self._says_period(values[0]):
            column = values[0]
            return [ValueColumn(column, heading=self.heading(column))], ""
        kinds = [self._kind(row, values) for row in self.stack]
        area_across = self._area_role(keys) if "area" in kinds else ""
        return [self._value_column(column, kinds) for column in values], area_across

    def _says_period(self, column: int) -> bool:
        return any(periods.part(row[column]) or periods.period(row[column]) for row in self.stack)

    def _kind(self, row: list[str], values: list[int]) -> str:
        texts = list(dict.fromkeys(row[column] for column in values if not blank(row[column])))
        if not texts:
            return "blank"
        if sum(bool(periods.part(text) or periods.period(text)) for text in texts) >= MOST * len(texts):
            return "period"
        if sum(map(self._is_place, texts)) >= MOST * len(texts):
            return "area"
        return "label"

    def _area_role(self, keys: list[Key]) -> str:
        return "destination" if any(key.role == "origin" for key in keys) else "origin"

    def _value_column(self, column: int, kinds: list[str]) -> ValueColumn:
        texts = [(kind, row[column]) for kind, row in zip(kinds, self.stack, strict=True) if not blank(row[column])]
        heading = self.heading(column)
        said = [text for kind, text in texts if kind == "period"]
        label = tuple(dict.fromkeys(text for kind, text in texts if kind == "label"))
        area = next((text for kind, text in texts if kind == "area"), "")
        declared = self.hints.role_of(heading)
        if declared == "note":
            return ValueColumn(column, "note", heading=heading)
        if declared == "total" or self._is_total(heading, said, declared):
            return ValueColumn(column, "total", label, self._joined(said), area, heading)
        period = self._joined(said)
        if said and not period:
            self.assumed.append(
                f"heading {address(self.headings[1], column)} “{heading}” is no period and is set aside"
            )
            return ValueColumn(column, "note", heading=heading)
        return ValueColumn(column, "value", label, period, area, heading)

    def _is_total(self, heading: str, said: list[str], declared: str | None) -> bool:
        if declared == "value":
            return False
        return words.speaks_of(words.TOTAL, heading) and not any(
            periods.part(text) or periods.period(text) for text in said
        )

    def _joined(self, said: list[str]) -> str:
        if not said:
            return ""
        year = self.hints.get("constants", {}).get("period", "")
        return periods.join(said) or (periods.join([year, *said]) if year else "") or self._pending(said)

    def _pending(self, said: list[str]) -> str:
        """Months or quarters whose year another column, or a declaration, gives: `*-05`, `*-Q2`."""
        year = "2000"
        joined = periods.join([year, *said])
        return joined.replace(year, "*", 1) if joined else ""

    # what no cell of the body says

    def _constants(self, keys: list[Key], columns: list[ValueColumn], area_across: str) -> dict[str, str]:
        constants = {name: text for name, text in self.hints.get("constants", {}).items() if text}
        roles = {key.role for key in keys} | ({area_across} if area_across else set())
        timed = roles & {"period", "year"}
        pending = any(column.period.startswith("*") for column in columns)
        whole = any(column.period and not column.period.startswith("*") for column in columns)
        if not timed and not whole:
            constants["period"] = self._declared_or_said(constants.get("period", ""))
        elif not pending:
            constants.pop("period", None)
        for role in ("origin", "destination"):
            if role in roles:
                constants.pop(role, None)
        if "origin" not in roles and "origin" not in constants and not self.hints.get("no_origin"):
            constants["origin"] = ""
            self.assumed.append("no cell names where people come from")
        return constants

    def _declared_or_said(self, declared: str) -> str:
        if not declared:
            return self._period_of_sheet()
        said = periods.period(self.stack[0][0]) or periods.period(self.grid.name)
        if said and said != declared[: len(said)]:
            raise Unreadable(
                f"Sheet {self.grid.name} says that its numbers are of {said}, and {declared} was declared; "
                "leave the declaration out, or correct it."
            )
        return declared

    def _period_of_sheet(self) -> str:
        corner = self.stack[0][0] if self.stack else ""
        titles = [text for row in self.rows[: self.headings[0]] for text in row if not blank(text)]
        said = {periods.period(corner), periods.period(self.grid.name)} - {None}
        if not said:
            said = {year for text in [*titles, corner] for year in periods.years_in(text)}
        if len(said) == 1:
            return said.pop()
        if len(said) > 1:
            raise Unreadable(
                f"Sheet {self.grid.name}: its headings and its name speak of several periods ({', '.join(sorted(said))}); "
                "declare the period that its numbers are of."
            )
        raise Unreadable(
            f"Sheet {self.grid.name} does not say which year or date its numbers are of; declare the period "
            "(for example 2024, FY2018 or 2024-12-31)."
        )

    def _sections(self, keys: list[Key]) -> str:
        """The breakdown that rows without numbers begin, where an origin stands under several of them."""
        if self.hints.get("sections"):
            return self.hints.get("sections")
        origin = next((key for key in keys if key.role == "origin"), None)
        if origin is None:
            return ""
        seen: dict[str, str] = {}
        section = ""
        for row in self.rows[self.first : self.last + 1]:
            filled = [column for column, text in enumerate(row) if not blank(text)]
            if len(filled) == 1 and not words.SUBHEADING.search(row[filled[0]]):
                section = row[filled[0]]
            elif (
                filled
                and origin.column < len(row)
                and self.names(row[origin.column]) in TRACKED
                and (seen.setdefault(row[origin.column], section) != section)
            ):
                return "section"
        return ""


def determines(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each text of `one` always meets the same text of `other`, and `other` says more than one thing.

    A column that says one thing throughout is determined by anything, and proves nothing.
    """
    meets: dict[str, str] = {}
    for a, b in zip(one, other, strict=True):
        if meets.setdefault(a, b) != b:
            return False
    return len(set(meets.values())) > 1

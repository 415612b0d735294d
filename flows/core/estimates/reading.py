"""A table out of lines of text: by commas, semicolons or tabs, its columns in any order, with or without more.

Nothing is guessed: what is no number, a line of another width, a column that is not there end in one sentence.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice

import numpy as np

from flows.core.estimates.columns import COUNT, GROUPS, Column, bounds_of
from flows.core.estimates.figures import Figures
from flows.core.estimates.numerals import Cell, floats, settle
from flows.core.estimates.tables import Key, Table, check_numbers
from flows.core.estimates.words import N_
from flows.core.estimates.wrong import Wrong, short

SEPARATORS = ",;\t"
AT_ONCE = 5_000
LONGEST = 30_000  # characters of a cell; `csv` has a limit of its own, which is one for the whole process and higher
SHOWN = 20  # names of columns in a sentence
NEVER_CLOSED = N_("a quotation mark is opened and never closed; put quotation marks in pairs around whole cells.")
TOO_LONG = N_("a cell holds more than {most} characters; shorten it, or close the quotation mark that opens it.")
NOT_APART = N_("the cells cannot be told apart; put quotation marks in pairs around whole cells.")


def read(lines: Iterable[str], columns: Sequence[Column], by: Sequence[str] = (), row_by_row: bool = False) -> Table:
    """The table in these lines. `by`: columns that part it; `row_by_row`: the others go along with their row."""
    lines = iter(lines)
    above, first = next(((number, line) for number, line in enumerate(lines, 1) if line.strip()), (1, ""))
    separator, names = _heading(first, columns)
    wanted = {column.name: column for column in columns if column.name in names}
    _refuse_lacking(names, columns, by)
    with_bounds = [name for name, column in wanted.items() if column.is_number and _has_bounds(names, name)]
    numbers = [name for name, column in wanted.items() if column.is_number]
    numbers += [each for name in with_bounds for each in bounds_of(name)]
    taken = {*wanted, *numbers}
    groups = [name for name in names if name not in taken and (name in by or (name in GROUPS and not row_by_row))]
    carried = [name for name in names if name not in taken and name not in groups and name and row_by_row]
    keys = [name for name in names if name in (*wanted, *groups, *carried) and name not in numbers]
    reader = _Reader(names, numbers, keys)
    reader.take(_rows(lines, separator, len(names), above))
    figures = reader.figures([name for name in wanted if wanted[name].is_number], with_bounds, wanted)
    found = {name: reader.key(name, blank=name not in wanted or wanted[name].empty) for name in keys}
    at = reader.lines
    if not len(at):
        raise Wrong(N_("there are no rows under the heading; write one for each number."), 1)
    for name, each in figures.items():
        check_numbers(name, wanted[name].holds, each, at)
    return Table(at, found, figures, tuple(groups), tuple(carried), tuple(names))


def _has_bounds(names, name):
    lower, upper = bounds_of(name)
    if (lower in names) != (upper in names):
        lone, other = (lower, upper) if lower in names else (upper, lower)
        sentence = N_("there is no column {other} beside it; add it, empty where nothing limits the number.")
        raise Wrong(sentence, 1, lone, other=other)
    return lower in names


def _heading(line, columns):
    """The separator by which most of the columns are found, and the names in the first line."""
    known = {column.name for column in columns}
    cut = [(separator, _names(line, separator)) for separator in SEPARATORS]
    separator, names = max(cut, key=lambda each: len(known.intersection(each[1])))
    return separator, names


def lines_of(text: str) -> io.StringIO:
    """Line by line, with whatever ends the lines."""
    return io.StringIO(text, newline="")


def _names(line, separator):
    try:
        return [name.strip().lower() for name in next(csv.reader([line.strip("\r\n")], delimiter=separator), [])]
    except csv.Error:
        return []


def _refuse_lacking(names, columns, by):
    for name in (column.name for column in columns if column.needed and column.name not in names):
        expected = ",".join(column.name for column in columns if column.needed)
        sentence = N_(
            "there is no column {name}; the first line must name the columns {expected}, in these English words."
        )
        raise Wrong(sentence, 1, name=name, expected=expected)
    for name in (name for name in by if name not in names):
        sentence = N_("there is no column “{name}” to part the table by; take one of its columns: {names}.")
        raise Wrong(sentence, 1, name=short(name), names=",".join(map(short, names[:SHOWN])))
    again = [name for place, name in enumerate(names) if name and name in names[:place]]
    if again:
        raise Wrong(N_("two columns have this name; rename or remove one of them."), 1, again[0])


def _rows(lines, separator, width, above):
    """(lines in the file, rows), many rows at a time and all of one width, of what stands under the heading."""
    reader, line = csv.reader(lines, delimiter=separator, strict=True), above
    while True:
        rows = []
        try:
            rows.extend(islice(reader, AT_ONCE))
        except csv.Error as error:
            begins = line + 1 + int(_heights(rows).sum())  # rows before the wrong one were taken
            raise Wrong(_untold(str(error)), begins, most=LONGEST) from None
        if not rows:
            return
        if max(map(len, chain.from_iterable(rows)), default=0) > LONGEST:
            before = next(place for place, row in enumerate(rows) if max(map(len, row)) > LONGEST)
            raise Wrong(TOO_LONG, line + 1 + int(_heights(rows[:before]).sum()), most=LONGEST)
        plain = reader.line_num + above == line + len(rows) and {*map(len, rows)} == {width}
        at = np.arange(line + 1, line + 1 + len(rows)) if plain else line + _heights(rows).cumsum()
        line += len(rows) if plain else int(_heights(rows).sum())
        if not plain or not all(map(any, rows)):
            rows, at = _of_width(rows, at.tolist(), width)
        yield at, rows


def _untold(error):
    if "unexpected end" in error:
        return NEVER_CLOSED
    return TOO_LONG if "field limit" in error else NOT_APART


def _heights(rows):
    """How many lines of the file each row takes, with the line ends in its cells."""
    return np.array([1 + "".join(row).count("\n") for row in rows], np.int64)


def _of_width(rows, at, width):
    """Without empty rows and without empty cells beyond the last column."""
    kept = [(line, row) for line, row in zip(at, rows, strict=True) if any(cell.strip() for cell in row)]
    for line, row in kept:
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            sentence = N_(
                "there are {cells} cells and the heading has {width}; give every column one cell, and put a text with "
                "the separator in it in quotation marks."
            )
            raise Wrong(sentence, line, cells=len(row), width=width)
    return [row[:width] for _, row in kept], np.array([line for line, _ in kept], np.int64)


class _Reader:
    """Takes rows many at a time, so that a long table is never held as text."""

    def __init__(self, names, numbers, keys):
        self.names, self.numbers, self.keys = names, numbers, keys
        self.point, self.odd, self.codes = False, [], {name: {} for name in keys}
        self.parts = {name: [] for name in ("", *numbers, *keys)}

    def take(self, chunks):
        count = 0
        for at, rows in chunks:
            columns = dict(zip(self.names, zip(*rows, strict=True), strict=True)) if rows else {}
            self.parts[""].append(at)
            for name in self.numbers if rows else ():
                self._numbers(name, columns[name], at, count)
            for name in self.keys if rows else ():
                self._key(name, columns[name])
            count += len(rows)
        self.lines = self._joined("")

    def _numbers(self, name, texts, at, before):
        found, odd, point = floats(texts)
        self.point |= point
        self.odd += [Cell(before + place, int(at[place]), name, text) for place, text in odd.items()]
        self.parts[name].append(found)

    def _key(self, name, texts):
        """A number for each text, in the order in which they come."""
        codes = self.codes[name]
        new = [text for text in dict.fromkeys(texts) if text not in codes]
        codes.update(zip(new, range(len(codes), len(codes) + len(new)), strict=True))
        self.parts[name].append(np.fromiter(map(codes.__getitem__, texts), np.int64, len(texts)))

    def _joined(self, name):
        parts = self.parts.pop(name)
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def key(self, name, blank):
        """The texts without blanks at their ends, which must not be empty unless `blank`."""
        held, codes = list(self.codes.pop(name)), self._joined(name)
        texts = [text.strip() for text in held]
        if texts != held:
            places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
            codes, texts = np.array([places[text] for text in texts], np.int64)[codes], list(places)
        if "" in texts and not blank:
            row = np.flatnonzero(codes == texts.index(""))[0]
            raise Wrong(N_("the cell is empty; say what the row is about."), int(self.lines[row]), name)
        return Key.sorted(texts, codes)

    def figures(self, names, with_bounds, wanted):
        arrays = {name: self._joined(name).astype(float) for name in self.numbers}
        for cell, number in zip(self.odd, settle(self.odd, self.point), strict=True):
            arrays[cell.column][cell.row] = number
        found = {name: Figures(arrays[name]) for name in names}
        for name in with_bounds:
            lower, upper = (arrays[each] for each in bounds_of(name))
            found[name] = _bounded(arrays[name], lower, upper, 0.0 if wanted[name].holds == COUNT else -np.inf)
        return found


def _bounded(value, lower, upper, least):
    """An exact number is its own bounds; a missing one is limited by what its bounds say, a count by zero at least."""
    known = np.isnan(lower) & np.isnan(upper) & ~np.isnan(value)
    lower = np.where(known, value, np.where(np.isnan(lower), least, lower))
    return Figures(value, lower, np.where(known, value, np.where(np.isnan(upper), np.inf, upper)))


def unused(table: Table) -> list[str]:
    """Columns that neither part the table nor enter into a result."""
    bounds = {each for name in table.figures for each in bounds_of(name)}
    return [
        name
        for name in table.order
        if name and name not in table.keys and name not in table.figures and name not in bounds
    ]

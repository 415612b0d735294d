"""What is said against a cell or a row, each in one sentence: where, what was found, what was expected, what to do."""

from curation.core.layouts import Key
from curation.core.places import address, letters
from curation.core.problems import Problem, at, shown
from curation.core.tracked import TRACKED

SHOWN, LONGEST = 40, 200
LISTED = 1000


class Objections:
    """Those against one sheet: `problems` touch a tracked origin, `warnings` others. So many are listed, no more."""

    def __init__(self):
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def add(self, origin: str, problem: Problem) -> None:
        """Take in what is said against a cell or row of this origin."""
        listed = self.problems if origin in TRACKED else self.warnings
        if len(listed) < LISTED:
            listed.append(problem)


def no_count(where: str, text: str) -> Problem:
    """A cell that is neither a number nor a known mark."""
    return Problem(
        "{place}: {found} is neither a count nor a mark this table uses; expected {expected}, or {remedy}.",
        **in_cell(where),
        found=f"“{shown(text, SHOWN)}”",
        expected="a whole number",
        remedy="declare what the mark means",
        field="marks",
    )


def not_whole(where: str, text: str) -> Problem:
    """Half a person."""
    return Problem(
        "{place}: {found} is not {expected}, as a count of people or permits must be; {remedy}.",
        **in_cell(where),
        found=f"“{shown(text, SHOWN)}”",
        expected="a whole number",
        remedy="leave a column of rates out of the file, or correct the number and declare it",
    )


def no_period(where: str, text: str) -> Problem:
    """A row that says when in words nobody understands."""
    return Problem(
        "{place}: {found} names no year, quarter or month; expected {expected}: {remedy}.",
        **in_cell(where),
        found=f"“{shown(text, SHOWN)}”",
        expected="a period",
        remedy="ask the publisher what it means, or leave the row out of the file and say so in the note",
    )


def unnamed(sheet: str, row: int, column: int, heading: str, above: str) -> Problem:
    """Numbers beside no place: they may be of the place above, or of none."""
    return Problem(
        "{Place}: {found} beside these numbers, below those of "
        f"{above}; if a place is printed once for several rows, {{remedy}}.",
        **in_row(sheet, row, column),
        found=f"{of(column, heading)} names no place",
        expected="a place beside each number",
        remedy=f"declare fill_down as “{shown(heading)}”, else name the row in the file",
        field="fill_down",
    )


def named_beside(sheet: str, row: int, key: Key, other: Key, origin: str) -> Problem:
    """A blank place beside a column that repeats it and is not blank."""
    return Problem(
        f"{{Place}}: {of(key.column, key.name)} is {{found}}; {{remedy}}.",
        **in_row(sheet, row, key.column),
        found=f"blank beside numbers, and {of(other.column, other.name)} names {origin}",
        expected="a place in both columns, or in neither",
        remedy=f"let the layout of the source table call “{shown(other.name)}” same:origin if both always say the "
        "same, else name the row in the file",
    )


def blank(sheet: str, row: int, column: int, heading: str) -> Problem:
    """A key left blank: printed once for several rows, or truly blank."""
    return Problem(
        "{Place}: {found} beside numbers; if its text is printed once for several rows, {remedy} where it says what "
        "it means by saying nothing.",
        **in_row(sheet, row, column),
        found=f"{of(column, heading)} is blank",
        expected="a text beside each number",
        remedy=f"declare fill_down as “{shown(heading)}”, or blank as “{shown(heading)}”",
        field="fill_down",
    )


def nowhere(sheet: str, row: int, column: int, heading: str, origin: str) -> Problem:
    """Numbers of a tracked origin that go nowhere."""
    return Problem(
        f"{{Place}}: {{found}} beside numbers of {origin}; if a place is printed once for several rows, {{remedy}}.",
        **in_row(sheet, row, column),
        found=f"{of(column, heading)} names no place",
        expected="a place beside each number",
        remedy=f"declare fill_down as “{shown(heading)}”, else name it in the file",
        field="fill_down",
    )


def twice(sheet: str, before: int, row: int, what: str) -> Problem:
    """One key in two rows."""
    return Problem(
        "{Place}: {found}; one number cannot be two, so either columns that tell them apart were removed or a row "
        "stands twice: {remedy}.",
        **at(sheet, f"A{row + 1}"),
        found=f"rows {before + 1} and {row + 1} are both of {shown(what, LONGEST)}",
        expected="one row of each",
        remedy="ask the publisher for the full table, or correct the file and declare it",
    )


def other_headings(sheet: str, row: int) -> Problem:
    """A second table below the first."""
    return Problem(
        "{Place}: {found}, so the numbers below them are of another table; {remedy}.",
        **in_row(sheet, row),
        found="other headings stand inside the table",
        expected="one table to a sheet",
        remedy="put each table on a sheet of its own",
    )


def blank_number(where: str, origin: str) -> Problem:
    """A cell of ours that says nothing where others print a number: no zero, and no mark."""
    return Problem(
        f"{{place}} is {{found}} of {origin}, and a blank says neither zero nor hidden nor missing: {{remedy}}.",
        **in_cell(where),
        found="blank beside other numbers",
        expected="a number, or a mark that says why there is none",
        remedy="look into the publisher's own file, and ask the publisher if it is blank there too",
    )


def in_cell(where: str) -> dict[str, str]:
    """The place of a cell, given as `FY18!W130`."""
    sheet, _, cell = where.rpartition("!")
    return {"place": shown(where), "sheet": sheet, "cell": cell}


def in_row(sheet: str, row: int, column: int = 0) -> dict[str, str]:
    """The place of a row, of which one column is meant."""
    return at(sheet, address(row, column), f", row {row + 1}")


def of(column: int, heading: str) -> str:
    """`column C “Visa”`"""
    return f"column {letters(column)} “{shown(heading)}”"

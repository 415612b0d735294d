"""What is said against a cell or a row, each in one sentence: where, what was found, what was expected, what to do."""

from curation.core.layouts import Key
from curation.core.places import letters
from curation.core.problems import shown
from curation.core.tracked import TRACKED

SHOWN, LONGEST = 40, 200
LISTED = 1000


class Objections:
    """Those against one sheet: `problems` touch a tracked origin, `warnings` others. So many are listed, no more."""

    def __init__(self):
        self.problems: list[str] = []
        self.warnings: list[str] = []

    def add(self, origin: str, sentence: str) -> None:
        """Take in one sentence about a cell or row of this origin."""
        listed = self.problems if origin in TRACKED else self.warnings
        if len(listed) < LISTED:
            listed.append(sentence)


def no_count(where: str, text: str) -> str:
    """A cell that is neither a number nor a known mark."""
    return (
        f"{shown(where)}: “{shown(text, SHOWN)}” is neither a count nor a mark this table uses; expected a whole "
        f"number, or declare what "
        "the mark means."
    )


def not_whole(where: str, text: str) -> str:
    """Half a person."""
    return (
        f"{shown(where)}: “{shown(text, SHOWN)}” is not a whole number, as a count of people or permits must be; "
        f"leave a column of rates out "
        "of the file, or correct the number and declare it."
    )


def no_period(where: str, text: str) -> str:
    """A row that says when in words nobody understands."""
    return f"{shown(where)}: “{shown(text, SHOWN)}” names no year, quarter or month; expected a period."


def unnamed(sheet: str, row: int, column: int, heading: str, above: str) -> str:
    """Numbers beside no place: they may be of the place above, or of none."""
    return (
        f"Sheet {shown(sheet)}, row {row + 1}: column {letters(column)} “{shown(heading)}” names no place beside "
        f"these numbers, below those of "
        f"{above}; if a place is printed once for several rows, declare fill_down as “{shown(heading)}”, else "
        f"name the row in the file."
    )


def named_beside(sheet: str, row: int, key: Key, other: Key, origin: str) -> str:
    """A blank place beside a column that repeats it and is not blank."""
    return (
        f"Sheet {shown(sheet)}, row {row + 1}: column {letters(key.column)} “{shown(key.name)}” is blank beside "
        f"numbers, and column {letters(other.column)} “{shown(other.name)}” names {origin}; let the layout of the "
        f"source table call “{shown(other.name)}” same:origin if both always say the same, else name the row in "
        "the file."
    )


def blank(sheet: str, row: int, column: int, heading: str) -> str:
    """A key left blank: printed once for several rows, or truly blank."""
    return (
        f"Sheet {shown(sheet)}, row {row + 1}: column {letters(column)} “{shown(heading)}” is blank beside "
        f"numbers; if its text is printed once "
        f"for several rows, declare fill_down as “{shown(heading)}”, or blank as “{shown(heading)}” where it says "
        f"what it means by saying nothing."
    )


def nowhere(sheet: str, row: int, column: int, heading: str, origin: str) -> str:
    """Numbers of a tracked origin that go nowhere."""
    return (
        f"Sheet {shown(sheet)}, row {row + 1}: column {letters(column)} “{shown(heading)}” names no place beside "
        f"numbers of {origin}; if a place is "
        f"printed once for several rows, declare fill_down as “{shown(heading)}”, else name it in the file."
    )


def twice(sheet: str, before: int, row: int, what: str) -> str:
    """One key in two rows."""
    return (
        f"Sheet {shown(sheet)}: rows {before + 1} and {row + 1} are both of {shown(what, LONGEST)}; one number "
        f"cannot be two, so either columns that tell them apart were removed or a "
        "row stands twice: ask the publisher for the full table, or correct the file and declare it."
    )


def other_headings(sheet: str, row: int) -> str:
    """A second table below the first."""
    return (
        f"Sheet {shown(sheet)}, row {row + 1}: other headings stand inside the table, so the numbers below them "
        f"are of another table; "
        "put each table on a sheet of its own."
    )


def blank_number(where: str, origin: str) -> str:
    """A cell of ours that says nothing where others print a number: no zero, and no mark."""
    return (
        f"{shown(where)} is blank beside other numbers of {origin}, and a blank says neither zero nor hidden nor "
        f"missing: "
        "look into the publisher's own file, and ask the publisher if it is blank there too."
    )

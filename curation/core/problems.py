"""What is said to a person whose file cannot be used: where, what was found, what was expected, what to do."""

import re
from collections.abc import Mapping, Sequence

RESAVE = "open it in a spreadsheet program, save it as .xlsx and upload that"
AGAIN = "download it again from its publisher and upload that"
BOOK = "a whole workbook, as its publisher's program saved it"
TABLE = "a table, as .xlsx, .xls, .ods, .csv or .tsv"
FILE = "the file"
PARTS = ("place", "found", "expected", "remedy")
SLOT = re.compile(r"\{(Place|place|found|expected|remedy)\}")  # other braces may come from a file
ABOUT = ("sheet", "cell", "field", "table", "held")


class Problem(str):
    """One sentence for an uploader, which knows the four parts it is made of.

    sheet, cell: the place as a program finds it again; the cell may be a range
    field: what the remedy changes: the `file` itself, its `source` table, or a declaration such as `period`
    table: the source table whose sheets these are, where it is another than the chosen one
    held: the file that is held already, where the remedy is to open that one
    """

    place: str
    found: str
    expected: str
    remedy: str
    sheet: str = ""
    cell: str = ""
    field: str = "file"
    table: str = ""
    held: int | None = None

    def __new__(
        cls, said="{Place}: {found}; expected {expected}; {remedy}.", *, place, found, expected, remedy, **more
    ):
        """`said` is the sentence with its parts in braces; `{Place}` begins it."""
        parts = {"place": place, "found": found, "expected": expected, "remedy": remedy}
        slots = parts | {"Place": place[:1].upper() + place[1:]}
        return cls._made(SLOT.sub(lambda slot: slots[slot[1]], said), parts | more)

    @classmethod
    def _made(cls, sentence: str, parts: Mapping[str, str]) -> "Problem":
        made = super().__new__(cls, sentence)
        if wrong := parts.keys() - {*PARTS, *ABOUT}:
            raise TypeError(f"A problem has no {', '.join(sorted(wrong))}.")
        made.__dict__.update(parts)
        return made

    @property
    def line(self) -> str:
        """Where and what, for beside the field that may put it right."""
        where = f"{self.place[:1].upper()}{self.place[1:]}"
        if self.sheet and self.cell:
            where = f"Sheet {shown(self.sheet)}, {'cells' if ':' in self.cell else 'cell'} {self.cell}"
        return f"{where}: {self.found}."

    def as_json(self) -> dict[str, str]:
        """Plain values, as `from_json` takes them."""
        return {"said": str(self), **self.__dict__}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "Problem":
        """The problem that `as_json` wrote."""
        return cls._made(data["said"], {name: text for name, text in data.items() if name != "said"})


class Unreadable(Exception):
    """A file that cannot be read, and all that is known to be wrong with it; str() says the first, and how many more.

    Takes a `Problem`, or the sentence and the parts of one.
    """

    def __init__(self, said: str, *, others: Sequence[Problem] = (), **parts):
        problem = said if isinstance(said, Problem) else Problem(said, **parts)
        self.problems = [problem, *others]
        more = f" (and {len(others)} more like it)." if others else ""
        super().__init__(problem.removesuffix(".") + more if others else str(problem))

    @property
    def problem(self) -> Problem:
        """The first, or only one."""
        return self.problems[0]


class NoTable(Unreadable):
    """A sheet without a table of numbers, such as a cover or notes; a workbook may have some beside its tables."""


def at(sheet: str, cell: str = "", more: str = "") -> dict[str, str]:
    """The parts of a problem that say where in a sheet it is; `more` is said of it, as `, row 5`."""
    return {"place": f"sheet {shown(sheet)}{more}", "sheet": sheet, "cell": cell}


def quoted(sheet: str, cell: str = "", more: str = "") -> dict[str, str]:
    """The same with the sheet's name in quotation marks, as whatever takes a workbook apart says it."""
    return at(sheet, cell, more) | {"place": f"sheet “{shown(sheet)}”{more}"}


def shown(name, longest=60):
    """A name out of a file as it can stand in a sentence: on one line, printable, not without end."""
    line = "".join(sign if sign.isprintable() else " " for sign in name)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


ENCRYPTED = Problem(
    "{Place} is encrypted: {remedy}.",
    place=FILE,
    found="an encrypted file",
    expected="one that opens without a password",
    remedy="save a copy without password and upload that",
)


def macros(said="{Place} holds {found}, which are not let in: {remedy}.", place=FILE) -> Problem:
    """Programs in a file, or in one of its sheets."""
    remedy = "save it as .xlsx, without macros, and upload that"
    return Problem(said, place=place, found="macros (programs)", expected="a workbook without them", remedy=remedy)


def damaged(part: str) -> Problem:
    """A part of a package that cannot be read."""
    name = f"part “{shown(part)}”"
    return Problem(
        "The file is damaged in its {place}: {remedy}.", place=name, found="damage", expected=BOOK, remedy=AGAIN
    )


def no_sheet() -> Problem:
    """A workbook with nothing in it."""
    return Problem(
        "{Place} has no sheet: {remedy}.",
        place="the workbook",
        found="no sheet",
        expected="at least one sheet with a table",
        remedy=RESAVE,
    )

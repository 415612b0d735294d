"""Columns of the tables that estimates take in and give out, each with what it says: said once."""

from typing import NamedTuple

from flows.core.estimates.words import N_

# What a column holds. Keys are text as it is written; the others are numbers.
KEY, AGE, YEAR, DATE, SEX, WORD = "key", "age", "year", "date", "sex", "word"
COUNT, NUMBER, SURVIVAL, RESULT, SAID = "count", "number", "survival", "result", "said"
NUMBERS = (COUNT, NUMBER, SURVIVAL)


class Column(NamedTuple):
    """Its name in the first line, what it holds, what it says (with the unit), and whether it must be there.

    `empty`: whether a key may be left empty in some rows.
    """

    name: str
    holds: str
    says: str
    needed: bool = True
    empty: bool = False

    @property
    def is_number(self) -> bool:
        return self.holds in NUMBERS


LOWER, UPPER = "_lower", "_upper"
VALUE = "value"


def bounds_of(name: str) -> tuple[str, str]:
    """The names of the two columns that may say what is certain of a number: `lower`, `upper` beside `value`."""
    return ("lower", "upper") if name == VALUE else (name + LOWER, name + UPPER)


# Columns that part a table into several which are reckoned each for itself, where a method does not use them.
GROUPS = (
    "area", "region", "country", "origin", "destination", "sex", "race", "age", "year", "year_basis", "period", "date",
    "category", "measure",
)  # fmt: skip
NOTE = Column("note", SAID, N_("why a result is empty: what is missing, or what could not be divided"))

"""Which columns hold the numbers that count people, which hold their flags, and which numbers count nobody."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from curation.core import periods, words
from curation.core.problems import Unreadable, at
from curation.core.sights import Sight

SAYS_WHEN_OR_WHAT = {
    "year": words.YEAR,
    "quarter": words.QUARTER,
    "month": words.MONTH,
    "period": words.PERIOD,
    "flag": words.FLAG,
    "note": words.NOTE,
}
COUNTS_NOBODY = reduce(or_, [*SAYS_WHEN_OR_WHAT.values(), *words.BREAKDOWNS.values(), words.CODE, words.SERIAL])
FLAGS, LONGEST_FLAG = frozenset("bcdefilmnprsuz"), 3
FEWEST_YEARS = 3
YEARS = range(1980, 2051)


COUNTED = ("value", "total")


def value_columns(sight: Sight) -> list[int]:
    """The columns whose numbers are read, a person's word before what is proposed."""
    said = {c: role for c in range(sight.width) if (role := sight.taken_column(c))}
    wanted = {c for c, role in said.items() if role in COUNTED}
    proposed = _proposed(sight, needed=not wanted)
    found = sorted(wanted | {c for c in proposed if c not in said})
    if not found:
        raise _none(sight)
    return found


def _proposed(sight: Sight, needed: bool) -> list[int]:
    declared = [c for c in range(sight.width) if sight.hints.role_of(sight.heading(c)) == "value"]
    if declared:
        return declared
    numeric = [c for c in range(sight.width) if sight.is_numeric(c) and not _is_key(sight, c)]
    named = [c for c in numeric if words.speaks_of(words.VALUE, sight.heading(c))]
    found = named[:1] or _without_years(sight, numeric)
    if not found and needed:
        raise _none(sight)
    return found


def _none(sight: Sight) -> Unreadable:
    return Unreadable(
        f"{{Place}}: {{found}} under the headings in row {sight.bottom + 1}; expected {{expected}}: {{remedy}}.",
        **at(sight.grid.name, f"A{sight.bottom + 1}"),
        found="no column of numbers found",
        expected="at least one column of counts",
        remedy="check the source table you chose, and that this is the publisher's file",
        field="source",
    )


def flag_columns(sight: Sight, values: Sequence[int]) -> dict[int, int]:
    """Column of numbers → column of their flags to its right, which has no heading of its own (Eurostat's
    workbooks).
    """
    return {column: column + 1 for column in values if _holds_flags(sight, column + 1)}


def _holds_flags(sight: Sight, column: int) -> bool:
    if column >= sight.width or sight.is_numeric(column) or sight.stack[-1][column] or sight.taken_column(column):
        return False
    texts = {text.strip() for text in sight.members(column)}
    return bool(texts) and all(len(text) <= LONGEST_FLAG and FLAGS.issuperset(text) for text in texts)


def _is_key(sight: Sight, column: int) -> bool:
    """Whether numbers stand here that count nothing: a year, a code, a running number."""
    heading = sight.heading(column)
    role = sight.hints.role_of(heading)
    if role:
        return role not in ("value", "total")
    return words.speaks_of(COUNTS_NOBODY, heading) or counts_rows(sight, column)


def counts_rows(sight: Sight, column: int) -> bool:
    """1, 2, 3 … down the first column, under whatever heading."""
    if column:
        return False
    numbers = [row[0].strip() for row in sight.rows[sight.first : sight.last + 1] if row[0]]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _without_years(sight: Sight, numeric: list[int]) -> list[int]:
    """Leaves out a column that holds nothing but years beside others that hold counts, whatever its heading."""
    years = [c for c in numeric if _are_years(sight.members(c)) and not periods.is_timely(sight.heading(c))]
    return [c for c in numeric if c not in years] if len(years) == 1 and len(numeric) > 1 else numeric


def _are_years(texts: set[str]) -> bool:
    return len(texts) >= FEWEST_YEARS and all(text.isdecimal() and int(text) in YEARS for text in texts)

"""What the headings over the numbers say: classes, periods, places, sexes; which columns are totals, which are
flags.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from curation.core import periods, words
from curation.core.layouts import ValueColumn
from curation.core.places import address, letters
from curation.core.problems import Unreadable, at, shown
from curation.core.sights import Sight

MOST = 0.8
PENDING = "*"
ANY_YEAR = "2000"


def read_headings(sight: Sight, values: Sequence[int], flags: Mapping[int, int]) -> list[ValueColumn]:
    """The columns of numbers with what their headings say. `flags` gives the column of flags beside one of numbers.

    Raises `Unreadable` where numbers stand under no heading, or under years that begin midway.
    """
    if len(values) == 1 and not any(periods.is_timely(row[values[0]]) for row in sight.stack):
        return [ValueColumn(values[0], heading=sight.heading(values[0]))]
    kinds = [_kind(sight, row, values) for row in sight.stack]
    columns = [_column(sight, Heads(sight, column, kinds), flags.get(column)) for column in values]
    if any(column.role == "value" for column in columns):
        return columns
    # Totals with no part beside them are the very numbers.
    return [column if column.role == "note" else replace(column, role="value") for column in columns]


def says_places(columns: Sequence[ValueColumn]) -> bool:
    """Whether headings name places."""
    return any(column.area for column in columns)


def _kind(sight: Sight, row: Sequence[str], values: Sequence[int]) -> str:
    """What a row of headings speaks of: period, area, sex or label; blank where it is empty over the numbers."""
    texts = list(dict.fromkeys(row[column] for column in values if row[column]))
    if periods.are_spans(texts):
        column = next(column for column in values if row[column] == texts[0])
        raise Unreadable(
            "{Place}: headings such as {found}, which CAMT has no period for; {remedy}.",
            **at(sight.grid.name, address(sight.top + sight.stack.index(row), column)),
            found=f"“{shown(texts[0])}” are years that begin midway",
            expected="calendar years, or US fiscal years",
            remedy="ask the publisher for calendar years",
        )
    if not texts:
        return "blank"
    most = MOST * len(texts)
    timely = sum(map(periods.is_timely, texts))
    totals = sum(words.speaks_of(words.TOTAL, text) and not periods.is_timely(text) for text in texts)
    if timely and timely >= MOST * (len(texts) - totals):
        return "period"
    if any(words.speaks_of(words.SEX, text) for text in texts) and all(map(_is_sex_or_total, texts)):
        return "sex"
    return "area" if sum(sight.area(text) is not None for text in texts) >= most else "label"


def _is_sex_or_total(text: str) -> bool:
    return words.speaks_of(words.SEX, text) or words.speaks_of(words.TOTAL_MEMBER, text)


class Heads:
    """The headings over one column from top to bottom: (what their row speaks of, text), blank ones left out."""

    def __init__(self, sight: Sight, column: int, kinds: Sequence[str]):
        self.column = column
        rows = zip(kinds, sight.stack, strict=True)
        self.all = [(kind, row[column]) for kind, row in rows if row[column]]

    def of(self, kind: str) -> list[str]:
        """The texts of one kind, from top to bottom."""
        return [text for said, text in self.all if said == kind]

    @property
    def nearest(self) -> tuple[str, str]:
        """(kind, text) of the lowest; blank and "" where there is none."""
        return self.all[-1] if self.all else ("blank", "")


def _column(sight: Sight, heads: Heads, flag: int | None) -> ValueColumn:
    _, heading = heads.nearest
    role = _role(sight, heads)
    said = heads.of("period")
    period = _period(sight, [text for text in said if periods.is_timely(text)] if role == "value" else said)
    if role == "value" and said and not period:
        sight.assumed.append(
            f"heading {address(sight.bottom, heads.column)} “{shown(heading)}” is no period and is set aside"
        )
        role = "note"
    if role == "note":
        return ValueColumn(heads.column, "note", heading=heading)
    label = tuple(dict.fromkeys(text.strip() for text in heads.of("label")))
    area = next(iter(heads.of("area")), "").strip()
    breakdown = "".join(f"sex={sex.strip()}" for sex in heads.of("sex") if role == "value")
    return ValueColumn(heads.column, role, label, period, area, heading, breakdown, flag)


def _role(sight: Sight, heads: Heads) -> str:
    kind, heading = heads.nearest
    declared = sight.role_of(heads.column)
    if declared in ("note", "total") or (declared == "value" and heading) or sight.hints.names("classes", heading):
        return declared or "value"
    if not heading:
        raise Unreadable(
            f"{{Place}}: column {letters(heads.column)} holds {{found}}, so nobody can know what they count; "
            "{remedy}.",
            **at(sight.grid.name, address(sight.bottom, heads.column)),
            found="numbers under no heading",
            expected="a heading that says what they count",
            remedy="write a heading above them, or empty the column",
        )
    if words.speaks_of(words.SHARE, heading):
        sight.assumed.append(
            f"column {letters(heads.column)} “{shown(heading)}” is a share or a change, no count, and is set aside"
        )
        return "note"
    if not words.speaks_of(words.TOTAL, heading) or periods.is_timely(heading):
        return "value"
    # “Total” beside months is the year above them; beside classes, places or sexes it is a sum over those.
    return "value" if kind == "period" and any(map(periods.is_timely, heads.of("period"))) else "total"


def _period(sight: Sight, said: list[str]) -> str:
    """The period that headings say together; `*-05`, `*-Q2` where another column, or a declaration, gives the year."""
    if not said:
        return ""
    declared = sight.hints.get("constants", {}).get("period", "")
    pending = periods.join([ANY_YEAR, *said]) or ""
    return (
        periods.join(said)
        or (periods.join([declared, *said]) if declared else "")
        or (pending.replace(ANY_YEAR, PENDING, 1) if pending else "")
    )

"""Which source tables are late: the last period held of each, and the one that should be out by now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from curation import held
from curation.core import periods
from curation.models import SourceTable

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DECEMBER, SEPTEMBER = 11, 8
FINENESS = {"month": periods.is_month, "year": periods.is_year}


@dataclass(frozen=True, slots=True)
class Overdue:
    """A table of which something newer should be out. `held` is empty where no file came yet."""

    source: SourceTable
    held: str
    expected: str
    ours: bool

    @property
    def received(self):
        return bool(self.held)

    @property
    def oldest_first(self):
        """What never came before what is late, and among those the longest since first."""
        return self.ours, end(self.held) if self.held else -1, self.source.position


def sources(scope, files: list[held.Held], today: date | None = None) -> list[Overdue]:
    """The tables that series rest on and that are late today, those never received first."""
    today, fiscal = today or date.today(), fiscal_tables(scope)
    holding, ours, found = by_table(files), {file.source for file in files if file.ours}, []
    for code in needed(scope, holding):
        table = scope.tables[code]
        if table.expected:
            last = latest(holding[code], table.expected)
            awaited = awaited_end(table.expected, table.lag_months, code in fiscal, today)
            if code not in ours or end(last) < awaited:
                found.append(Overdue(table, last, written(awaited, table.expected, code in fiscal), code in ours))
    return sorted(found, key=lambda each: each.oldest_first)


def by_table(files) -> dict[str, set[str]]:
    """The periods that files of each table hold, accepted or on their way."""
    found = defaultdict(set)
    for file in files:
        found[file.source] |= file.periods
    return found


def needed(scope, held) -> set[str]:
    """The tables that have to come: where one of several will do, the one of which the newest period is held."""
    found = set()
    for series in scope.series:
        found.update(series.tables_all)
        if series.tables_prefer:
            found.add(max(series.tables_prefer, key=lambda table: max(map(end, held[table]), default=-1)))
    return found


def fiscal_tables(scope) -> set[str]:
    """The tables whose years end in September."""
    return {table for series in scope.series if series.year_basis == "us_fiscal" for table in series.tables}


def latest(held, expected) -> str:
    """The last period held, of the kind that is expected where there is any: a year is printed while it runs, too."""
    fitting = [period for period in held if FINENESS.get(expected, bool)(period)]
    return max(fitting or held, key=end, default="")


def end(period: str) -> int:
    """The month a period ends with, counted through from the year 0."""
    if period.startswith("FY"):
        return int(period[2:]) * 12 + SEPTEMBER
    year, rest = int(period[:4]) * 12, period[5:7]
    if not rest:
        return year + DECEMBER
    return year + (int(rest[1]) * 3 if rest[0] == "Q" else int(rest)) - 1


def awaited_end(expected: str, lag: int, fiscal: bool, today: date) -> int:
    """The month with which the newest period ends whose figures should be out."""
    done = today.year * 12 + today.month - 2 - lag
    return done - (done - (SEPTEMBER if fiscal else DECEMBER)) % MONTHS[expected]


def written(month: int, expected: str, fiscal: bool) -> str:
    """The period that ends with a month, as periods are written; half-years by the month they end with."""
    year, month = divmod(month, 12)
    if expected == "year":
        return f"FY{year}" if fiscal else str(year)
    return f"{year}-Q{month // 3 + 1}" if expected == "quarter" else f"{year}-{month + 1:02}"

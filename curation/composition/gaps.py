"""Places without a number, each with its reason: what is awaited, what a table has no row for, what rules leave out."""

from collections.abc import Iterator

from curation.composition.holdings import Holdings
from curation.models import ExpectedGap, Series
from curation.scope import Scope
from flows.core.records import GapRecord, Key

NO_ROW = ("missing", "no_row", "There is no row in the publisher’s table.", "В таблице источника нет такой строки.")
AWAITED = (
    "missing",
    "awaiting_source",
    "The publisher’s table for this year is awaited.",
    "Ожидается таблица источника за этот год.",
)


def of(scope: Scope, held: Holdings, said: set[Key]) -> list[GapRecord]:
    """A gap for each key of a headline series that has no number, and for each place that rules leave out."""
    expected = list(ExpectedGap.objects.all())
    found = {gap.key: gap for gap in unsaid(scope, held, said, expected)}
    destinations = {series.destination for series in scope.series}
    for rule in expected:
        if rule.destination not in destinations:
            found |= {gap.key: gap for gap in ruled_out(rule, scope.origins)}
    return [found[key] for key in sorted(found)]


def unsaid(scope, held, said, expected) -> Iterator[GapRecord]:
    for series in scope.series:
        for year in range(series.from_year, series.to_year + 1) if series.headline else ():
            for origin in scope.origins:
                key = Key(origin, series.destination, year, series.category, series.measure)
                if key not in said:
                    yield GapRecord(key, series.year_basis, *reason(series, key, held, expected))


def reason(series: Series, key: Key, held: Holdings, expected: list[ExpectedGap]) -> tuple[str, str, str, str]:
    """Why there is no number: what was said to be expected, else what the tables held show."""
    for gap in expected:
        if expects(gap, key):
            return words(gap)
    return NO_ROW if any(held.anywhere(table, key.year, series) for table in series.tables) else AWAITED


def expects(gap: ExpectedGap, key: Key) -> bool:
    return (
        gap.destination == key.destination
        and gap.category in ("", key.category)
        and gap.origin in ("", key.origin)
        and gap.from_year <= key.year <= gap.to_year
    )


def ruled_out(gap: ExpectedGap, origins: list[str]) -> Iterator[GapRecord]:
    for origin in [gap.origin] if gap.origin else origins:
        for year in range(gap.from_year, gap.to_year + 1):
            yield GapRecord(Key(origin, gap.destination, year, gap.category, ""), "calendar", *words(gap))


def words(gap: ExpectedGap) -> tuple[str, str, str, str]:
    return gap.status, gap.reason_code, gap.reason_en, gap.reason_ru

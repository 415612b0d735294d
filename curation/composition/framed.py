"""The frame of a release as it is handed over: what is published, made of which tables, and what was held of them."""

from collections import defaultdict

from curation.composition.holdings import Holdings
from curation.models import Series, SourceTable
from curation.scope import UNION, Scope
from flows.core import frames
from flows.core.frames import Frame, HeldFile


def frame(scope: Scope, held: Holdings) -> Frame:
    """Everything that bears on the numbers and is no cell and no decision, as values."""
    return Frame(
        series=tuple(map(series, scope.series)),
        origins=tuple(scope.origins),
        tables={code: rules(table) for code, table in sorted(scope.tables.items())},
        unions={UNION: tuple((place, *years) for place, spans in scope.spans.items() for years in spans)},
        held=tuple(files(scope, held)),
    )


def series(declared: Series) -> frames.Series:
    return frames.Series(
        destination=declared.destination,
        category=declared.category,
        measure=declared.measure,
        from_year=declared.from_year,
        to_year=declared.to_year,
        tables_all=tuple(declared.tables_all),
        tables_prefer=tuple(declared.tables_prefer),
        months_summable_until=declared.months_summable_until,
    )


def rules(table: SourceTable) -> dict:
    """What of a table counts, and as what."""
    return {"measure": table.measure, "absent": table.absent, "keep": table.hints.get("keep", {})}


def files(scope: Scope, held: Holdings):
    """Every accepted file, with the destinations and periods of the series for which it is the newest."""
    covers = defaultdict(lambda: defaultdict(list))
    for (table, destination, period), file in sorted(held.newest.items()):
        if scope.of(table, destination, period) is not None:
            covers[file][destination].append(period)
    for pk, file in held.files.items():
        mine = {destination: tuple(periods) for destination, periods in covers[pk].items()}
        yield HeldFile(file.source_id, file.sha256, file.name, mine)

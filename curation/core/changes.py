"""Rules about two files of one table: which year or quarter was only begun, what became of a place's cells, what moved.

What a rule understands is written `rule|detail|detail`; its words are in `curation.understood`.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

from curation.core import periods

WORST_FIRST = ("changed", "gone", "new", "same")
Place = tuple[str, str]  # destination, period


def completed(before: Set[Place], now: Set[Place]) -> Iterator[tuple[Place, str]]:
    """Each year and quarter of which the earlier file held some months and this one holds more: `partial|first|last`.

    Its figure then covered those months alone, so that a larger one is no revision.
    """
    for destination, period in sorted(before & now):
        months = next(iter(periods.parts_of(period)), [])
        had = [month for month in months if (destination, month) in before]
        if had and len(had) < sum((destination, month) in now for month in months):
            yield (destination, period), f"partial|{had[0]}|{had[-1]}"


def band(counts: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """For each origin and period the gravest thing that happened to one of its cells, of (origin, period, kind)."""
    found: dict[str, dict[str, str]] = {}
    for origin, period, kind in counts:
        row = found.setdefault(origin, {})
        row[period] = min(kind, row.get(period, kind), key=WORST_FIRST.index)
    return {origin: dict(sorted(row.items(), key=lambda pair: order(pair[0]))) for origin, row in sorted(found.items())}


def order(period: str) -> tuple:
    """Sorts the periods of a year as they are printed: its months, each quarter behind its own, the year last."""
    year = int(period[2:] if period.startswith("FY") else period[:4])
    if periods.is_year(period):
        return year, 13, 0, period
    if period[4:6] == "-Q":
        return year, 3 * int(period[6]), 1, period
    return year, int(period[5:7]), 0, period


def moved(before: Mapping[Place, int], now: Mapping[Place, int]) -> list[tuple[str, str, int, int]]:
    """Lines that stand elsewhere: (sheet, origin, row before, row now); rows are given by (sheet, origin), 0-based."""
    both = sorted(before.keys() & now.keys())
    return [(*line, before[line] + 1, now[line] + 1) for line in both if before[line] != now[line]]

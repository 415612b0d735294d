"""The piece `coverage`: which series has how many numbers of each kind in which year, and where there are none, why."""

from itertools import groupby

from django.db.models import Count, Max

from flows.models import Gap, Observation
from flows.queries import codelist, position

SERIES = ["destination", "category", "measure", "year_basis"]
REASON = ["status", "reason_code", "reason_en", "reason_ru"]


def prepare(release):
    yield (
        "coverage",
        {
            "origins": origins(release),
            "series": series(release),
            "gaps": gaps(release),
            "newest": newest(release),
        },
    )


def origins(release):
    """The codes of all origins, in the order of lists."""
    tables = [model.everything.of(release).order_by() for model in (Observation, Gap)]
    said = {code for rows in tables for code in rows.values_list("origin", flat=True).distinct()}
    return [code for code in codelist("area") if code in said]


def series(release):
    """[[…SERIES, whether it leads its category, [[year, {status: origins}], …]], …]; unions without their members."""
    held, leading = {}, set()
    numbers = Observation.everything.of(release).filter(part_of="").order_by()
    for *name, leads, year, status, count in numbers.values_list(*SERIES, "headline", "year", "status").annotate(
        Count("pk")
    ):
        leading |= {tuple(name)} if leads else set()
        add(held, tuple(name), year, status, count)
    silent = Gap.everything.of(release).order_by()
    for *name, year, status, count in silent.values_list(*SERIES, "year", "status").annotate(Count("pk")):
        add(held, tuple(name), year, status, count)
    ordered = sorted(held, key=lambda name: (*placed(*name[:2]), name not in leading, name))
    return [[*name, name in leading, [[year, held[name][year]] for year in sorted(held[name])]] for name in ordered]


def add(held, name, year, status, count):
    counts = held.setdefault(name, {}).setdefault(year, {})
    counts[status] = counts.get(status, 0) + count


def gaps(release):
    """[[…SERIES, …REASON, [[year, how many origins], …]], …]: each reason once for a series."""
    rows = Gap.everything.of(release).order_by().values_list(*SERIES, *REASON, "year").annotate(Count("pk"))
    rows = sorted(rows, key=lambda row: (*placed(*row[:2]), *row))
    width = len(SERIES) + len(REASON)
    return [[*said, [list(row[width:]) for row in years]] for said, years in groupby(rows, key=lambda row: row[:width])]


def newest(release):
    """{code of a table: newest year of a number that rests on it}"""
    found = {}
    rows = Observation.everything.of(release).order_by().values_list("sources").annotate(Max("year"))
    for codes, year in rows:
        for code in filter(None, codes.split(";")):
            found[code] = max(year, found.get(code, year))
    return dict(sorted(found.items()))


def placed(destination, category):
    """Where a destination and a category stand in lists; what no list knows comes last."""
    return [position("area", destination), position("category", category)]

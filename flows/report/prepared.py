"""What is prepared for the report of a release: headline series, largest corridors, what is missing, and charts.

Where a release has more than a report can tell, what it leaves out is counted.
"""

from itertools import groupby

from django.db.models import Count, F, Max, Min, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from flows.core.report import Missing
from flows.core.series import Lack, Row, Series, sums
from flows.models import KEY, Gap, Observation, Treatment
from flows.queries import position
from flows.report import drawings

SERIES = ["category", "destination", "measure", "year_basis"]
MOST_SERIES = 8  # of one category
MOST_ORIGINS = 8
MOST_YEARS = 10
MOST_AWAITED = 2  # years after the newest number
MOST_RANKS = 3
MOST_LINES = 40  # about what is missing


def prepare(release):
    """What the report says, and its charts."""
    said = content(release)
    yield "report", said
    yield "report/charts", drawings.drawn(list(map(Series.of, said["series"])))


def content(release):
    headline = Observation.everything.of(release).filter(headline=True, part_of="")
    every = in_order(headline.order_by().values_list(*SERIES).distinct())
    shown = [each for _category, some in groupby(every, key=lambda each: each[0]) for each in list(some)[:MOST_SERIES]]
    lines = missing(release)
    return {
        "series": told(release, headline, shown),
        "more_series": len(every) - len(shown),
        "rankings": rankings(release, headline),
        "missing": lines[:MOST_LINES],
        "more_missing": len(lines[MOST_LINES:]),
        "reasons": most_first(Gap.everything.of(release), "reason_code"),
        "left_out": most_first(Treatment.everything.of(release).filter(disposition="exclude"), "reason_code"),
        "statuses": most_first(Observation.everything.of(release), "status"),
    }


def most_first(rows, column):
    """[(code, count)], the codes with most rows first."""
    counted = rows.order_by().values_list(column).annotate(count=Count("pk"))
    return sorted(counted, key=lambda each: (-each[1], each[0]))


def in_order(series):
    """Series as lists have them: by category, then by destination."""
    return sorted(series, key=lambda each: (position("category", each[0]), position("area", each[1]), each))


# --- Series -----------------------------------------------------------------------------------------------------------


def told(release, headline, shown):
    """What is said of each of these series: numbers and gaps, by two queries."""
    rows, lacks = {each: [] for each in shown}, {each[:3]: [] for each in shown}
    categories, places = {each[0] for each in shown}, {each[1] for each in shown}
    of_these = Q(category__in=categories, destination__in=places)
    columns = [*SERIES, *Row._fields]
    for row in headline.filter(of_these).order_by("origin", "year").values_list(*columns).iterator(chunk_size=5_000):
        if row[:4] in rows:
            rows[row[:4]].append(Row(*row[4:]))
    gaps = Gap.everything.of(release).filter(category__in={"", *categories}, destination__in=places)
    gaps = gaps.order_by("origin", "year", "category", "measure")
    for gap in gaps.values_list(*SERIES[:3], "origin", "year", "status", "reason_code").iterator(chunk_size=5_000):
        for name in lacks if "" in gap[:3] else {gap[:3]} & lacks.keys():
            if all(said in ("", named) for said, named in zip(gap, name, strict=False)):
                lacks[name].append(Lack(*gap[3:]))
    return [as_told(each, rows[each], lacks[each[:3]]) for each in shown]


def as_told(name, rows, lacks):
    """A series as it stands in the piece, of the newest years; of many origins those with the most in the newest."""
    every, last = sorted({said.year for said in (*rows, *lacks)}), max(row.year for row in rows)
    years = [year for year in every if year <= last][-MOST_YEARS:] + [year for year in every if year > last][
        :MOST_AWAITED
    ]
    origins = {said.origin for said in (*rows, *lacks)}
    newest = {row.origin: row.lower if row.value is None else row.value for row in rows}
    kept = sorted(origins, key=lambda origin: (-newest.get(origin, -1), origin))[:MOST_ORIGINS]
    rows, lacks = ([said for said in some if said.year in years] for some in (rows, lacks))
    return {
        **dict(zip(SERIES, name, strict=True)),
        "origins": sorted(kept, key=lambda code: (position("area", code), code)),
        "rows": [row for row in rows if row.origin in kept],
        "lacks": [lack for lack in lacks if lack.origin in kept],
        "sums": sums(origins, rows),
        "more_origins": len(origins) - len(kept),
        "more_years": len(every) - len(years),
    }


# --- Corridors --------------------------------------------------------------------------------------------------------


def rankings(release, headline):
    """The largest corridors of the newest year, of each category by each measure; by value, or by what is certain."""
    gaps = Gap.everything.of(release).order_by().values_list("category", "measure", "year_basis", "year")
    open_to = set(gaps.distinct())
    groups = headline.order_by().values("category", "measure", "year_basis").annotate(newest=Max("year"))
    newest = [(each["category"], each["measure"], each["year_basis"], each["newest"]) for each in groups]
    asked = Q(pk=None)
    for category, measure, basis, year in newest:
        asked |= Q(category=category, measure=measure, year_basis=basis, year=year)
    several = headline.filter(asked).order_by().values_list("category", "measure", "year_basis", "year")
    several = {tuple(group): count for *group, count in several.annotate(Count("destination", distinct=True))}
    known = Coalesce("value", "lower").desc()
    ranked = numbered(headline.filter(asked), known, MOST_RANKS)
    limits = numbered(headline.filter(asked), F("upper").desc(nulls_first=True), 2)
    return [
        {
            **dict(zip(["category", "measure", "year_basis", "year"], group, strict=True)),
            "rows": [[[getattr(row, name) for name in KEY], row.value, row.lower, row.upper] for row in ranked[group]],
            "destinations": several[group],
            "rival": None if group in open_to else rival(ranked[group][0], limits[group]),
        }
        for group in sorted(newest, key=lambda group: (position("category", group[0]), group))
    ]


def numbered(rows, order, most):
    """{(category, measure, basis, year): the first so many of its rows in an order}"""
    place = Window(RowNumber(), partition_by=["category", "measure", "year_basis"], order_by=[order, *KEY[:2]])
    found = {}
    for row in rows.order_by().annotate(place=place).filter(place__lte=most).order_by("place"):
        found.setdefault((row.category, row.measure, row.year_basis, row.year), []).append(row)
    return found


def rival(top, limits):
    """The most that any other corridor may be: 0 where there is none, None where nothing limits one."""
    others = [row.upper for row in limits if row.pk != top.pk]
    return others[0] if others else 0


# --- What is missing --------------------------------------------------------------------------------------------------


def missing(release):
    """Places without a number by destination and reason, the categories together that lack the same."""
    columns = ["destination", "status", "reason_code", "year_basis", "category"]
    groups = Gap.everything.of(release).order_by().values_list(*columns)
    found = {}
    for *named, category, count, first, last in groups.annotate(Count("pk"), Min("year"), Max("year")):
        found.setdefault((*named, count, first, last), []).append(category)
    lines = [
        Missing(*named, in_their_order(categories), count * len(categories), first, last)
        for (*named, count, first, last), categories in found.items()
    ]
    return sorted(lines, key=lambda line: (position("area", line.destination), line))


def in_their_order(categories):
    return sorted(categories, key=lambda code: position("category", code))

"""The list asked of the tables: slower by far than `flows.lists.listing`, and what its answers are held against."""

from itertools import groupby

from django.db.models import BigIntegerField, Case, CharField, Count, F, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from flows.lists.listing import FACETS, Tally
from flows.lists.totals import Total
from flows.models import KEY, Gap, Observation
from flows.queries import entry

SERIES = ["category", "destination", "measure", "year_basis"]
ORDERS = {
    "-year": ["barren", "-year", "origin", "gap", "destination", "category", "measure"],
    "year": ["barren", "year", "origin", "gap", "destination", "category", "measure"],
    "origin": ["origin", "gap", "destination", "category", "measure", "-year"],
    "destination": ["destination", "gap", "origin", "category", "measure", "-year"],
    "-value": ["gap", "-size", "origin", "destination", "category", "measure", "-year"],
    "value": ["gap", "size", "origin", "destination", "category", "measure", "-year"],
}


def tallies(question, gaps):
    """{facet: {code: Tally}}, each facet counted as if its own filter were not set; `all` is the list itself.

    One query for all of them: every count is a branch of one UNION ALL.
    """
    branches = []
    for rows, kind in [(question.observations, Value("")), (question.gaps, F("status"))][: 2 if gaps else 1]:
        branches.append(_count(rows(), "all", Value(""), kind))
        branches += [_count(rows(leaving=own), name, Cast(name, CharField()), kind) for name, own in FACETS.items()]
    found = {name: {} for name in ["all", *FACETS]}
    for facet, code, kind, count in branches[0].union(*branches[1:], all=True):
        tally = found[facet].get(code, Tally())
        found[facet][code] = Tally(tally.numbers, {**tally.gaps, kind: count}) if kind else Tally(count, tally.gaps)
    return found


def _count(rows, facet, code, kind):
    grouped = rows.order_by().annotate(facet=Value(facet), code=code, kind=kind).values("facet", "code", "kind")
    return grouped.annotate(count=Count("pk")).values_list("facet", "code", "kind", "count")


def totals(question):
    """A Total for each series of the list; members of a union never enter."""
    rows = question.observations().filter(part_of="").order_by().values(*SERIES, "year")
    rows = rows.annotate(
        rows=Count("pk"), valued=Count("value"), bounded=Count("upper"),
        sum=Sum("value"), low=Sum("lower"), high=Sum("upper"),
    )  # fmt: skip
    rows = sorted(rows, key=lambda row: (*_series_order(row), row["year"]))
    return [_total(list(years)) for _series, years in groupby(rows, key=lambda row: [row[name] for name in SERIES])]


def _series_order(row):
    category, destination = entry("category", row["category"]), entry("area", row["destination"])
    return [
        category.position if category else 0,
        destination.position if destination else 0,
        *(row[name] for name in SERIES),
    ]


def _total(years):
    measure = entry("measure", years[0]["measure"])
    if measure and measure.kind == "stock":
        years = years[-1:]
    numbers, valued, bounded = (sum(year[name] for year in years) for name in ("rows", "valued", "bounded"))
    return Total(
        **{name: years[0][name] for name in SERIES},
        value=sum(year["sum"] for year in years) if valued == numbers else None,
        lower=sum(year["low"] for year in years),
        upper=sum(year["high"] for year in years) if bounded == numbers else None,
        years=[year["year"] for year in years],
        numbers=numbers,
    )


def courses(question, series):
    """{(category, destination, measure): {origin: [row, …]}} by year, for the charts of a few totals."""
    wanted = {total.series for total in series}
    rows = question.observations().filter(
        part_of="",
        category__in={key[0] for key in wanted},
        destination__in={key[1] for key in wanted},
        measure__in={key[2] for key in wanted},
    )
    found = {key: {} for key in wanted}
    for row in rows.order_by("origin", "year"):
        key = (row.category, row.destination, row.measure)
        if key in found:
            found[key].setdefault(row.origin, []).append(row)
    return found


def page_of_rows(question, gaps, sort, number, years, page):
    """The observations and gaps of one page, in the order asked for; `years` are those that hold a number.

    Sorted as bare keys of both tables, then fetched by their ids: whole rows of two tables do not fit one UNION.
    Years with nothing but gaps come last: else a list that begins with its newest year may begin with pages of nothing.
    """
    keys = _keys(question.observations(), gap=Value(0), barren=Value(0), size=Coalesce("value", "lower"))
    if gaps:
        barren = Case(When(year__in=years, then=Value(0)), default=Value(1))
        no_size = Value(-1, output_field=BigIntegerField())
        keys = keys.union(_keys(question.gaps(), gap=Value(1), barren=barren, size=no_size), all=True)
    start = (number - 1) * page
    wanted = [(row["gap"], row["pk"]) for row in keys.order_by(*ORDERS[sort])[start : start + page]]
    held = {0: Observation.public.of(question.release).in_bulk(pk for gap, pk in wanted if not gap)}
    held[1] = Gap.public.of(question.release).in_bulk(pk for gap, pk in wanted if gap)
    return [held[gap][pk] for gap, pk in wanted]


def _keys(rows, **marks):
    return rows.order_by().annotate(**marks).values("pk", *marks, *KEY)

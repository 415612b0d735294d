"""What the first page shows of a release: one number opened, and the newest year of the headline series."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Sum

from flows import pieces
from flows.core.records import BREAK
from flows.differences import news
from flows.figures import short_year
from flows.models import KEY, Contribution, Gap, Observation, SourceUsed
from flows.queries import codelist, entry, position

FEW = 6  # a number with so many cells is seen whole at one glance
LISTED = 12  # origins; more than this are told of by their number
TOLD = ["code", "title_en", "title_ru", "publisher_en", "publisher_ru"]


class Course(NamedTuple):
    """A series over the years: `points` are (year, value), the value None where there is no whole number."""

    points: list

    @property
    def first(self):
        return next(((year, value) for year, value in self.points if value is not None), None)


class Column(NamedTuple):
    """One category's headline series: newest year, course of the sum, and {origin: (newest row, course)}."""

    category: str
    destination: str
    measure: str
    year_basis: str
    year: int
    value: int
    course: Course
    origins: dict

    @property
    def began(self):
        """The first year of the course, in its basis."""
        return short_year(self.course.first[0], self.year_basis)


def prepare(release):
    """The piece `home`: columns, key of the number that is shown opened, and what the release holds."""
    found = columns(release)
    shown, more = largest_origins(found)
    yield (
        "home",
        {
            "columns": [_as_piece(column, shown) for column in found],
            "more": more,
            "opened": pieces.row(shown) if (shown := _most_telling(found)) else None,
            "gaps": Gap.everything.of(release).count(),
            "news": news.prepared(release),
            "sources": [{name: getattr(source, name) for name in TOLD} for source in _sources(release)],
        },
    )


def columns(release):
    """A Column for each category that has a headline series with whole numbers, in the order of categories."""
    headline = Observation.everything.of(release).filter(headline=True, part_of="")
    sums = _sums(headline, _lacking(release))
    chosen = [_best(list(rows)) for _category, rows in groupby(sums, key=lambda row: row["category"])]
    chosen = [rows for rows in chosen if rows]
    return [_column(rows, by_origin) for rows, by_origin in zip(chosen, _by_origin(headline, chosen), strict=True)]


def _lacking(release):
    """{(category, destination, measure or none, year)} for which some origin has no number."""
    return set(Gap.everything.of(release).values_list("category", "destination", "measure", "year").distinct())


def _sums(headline, lacking):
    """The sum of each series and year, and whether it is whole: a number of every origin, and none of them hidden."""
    grouped = headline.order_by().values("category", "destination", "measure", "year_basis", "year")
    grouped = list(grouped.annotate(rows=Count("pk"), valued=Count("value"), sum=Sum("value")))
    for row in grouped:
        of = row["category"], row["destination"]
        gaps = {(*of, row["measure"], row["year"]), (*of, "", row["year"])}
        row["whole"] = row["valued"] == row["rows"] and lacking.isdisjoint(gaps)
    return sorted(
        grouped,
        key=lambda row: (position("category", row["category"]), row["destination"], row["measure"], row["year"]),
    )


def _best(sums):
    """Of one category's series the one that is whole for most origins and years: its rows, or none.

    Between equals the codebook's own proxy comes first: what was issued, before what was applied for or travelled.
    """
    most = max((row["valued"] for row in sums if row["whole"]), default=0)
    whole = [row for row in sums if row["whole"] and row["valued"] == most]
    if not whole:
        return []
    series = groupby(whole, key=lambda row: (row["destination"], row["measure"]))
    return max((list(rows) for _key, rows in series), key=_rank)


def _rank(rows):
    measure = entry("measure", rows[-1]["measure"])
    return len(rows), rows[-1]["year"], bool(measure and measure.stage == "issued"), rows[-1]["sum"]


def _by_origin(headline, chosen):
    """The rows by origin of each chosen series, all of them by one query."""
    series = [(rows[0]["category"], rows[0]["destination"], rows[0]["measure"]) for rows in chosen]
    found = {key: [] for key in series}
    codes = zip(*series, strict=True) if series else ((), (), ())
    filters = dict(zip(("category__in", "destination__in", "measure__in"), map(set, codes), strict=True))
    for row in headline.filter(**filters).order_by("origin", "year"):
        found.get((row.category, row.destination, row.measure), []).append(row)
    return [found[key] for key in series]


def _column(sums, rows):
    """The Column of a series; its courses begin at the last break, across which nothing is compared."""
    newest = sums[-1]
    rows = [row for row in rows if row.year <= newest["year"]]
    since = max((row.year for row in rows if row.status == BREAK), default=0)
    origins = {}
    for origin, own in groupby(rows, key=lambda row: row.origin):
        own = [row for row in own if row.year >= since]
        latest = next((row for row in own if row.year == newest["year"]), None)
        if latest:
            origins[origin] = (latest, Course(_unbroken((row.year, row.value) for row in own)))
    named = {name: newest[name] for name in ("category", "destination", "measure", "year_basis", "year")}
    course = Course(_unbroken((row["year"], row["sum"]) for row in sums if row["year"] >= since))
    return Column(**named, value=newest["sum"], course=course, origins=origins)


def by_origin(columns):
    """[(origin, [(Column, newest row, Course)])] for the table under the columns; nothing where a series lacks one."""
    held = {origin for column in columns for origin in column.origins}
    nothing = (None, None)
    return [
        (origin, [(column, *column.origins.get(origin, nothing)) for column in columns])
        for origin in codelist("area")
        if origin in held
    ]


def largest_origins(columns):
    """Origins that the first page lists, of very many those with the largest part of a column; and how many more."""
    parts = {}
    for column in columns:
        for origin, (row, _course) in column.origins.items():
            parts[origin] = max(parts.get(origin, 0), (row.value or 0) / max(column.value, 1))
    most = sorted(parts, key=lambda origin: (-parts[origin], origin))[:LISTED]
    return set(most), len(parts) - len(most)


def _unbroken(points):
    """The points with a None for each year between that has none, so that a line breaks there."""
    held = dict(points)
    return [(year, held.get(year)) for year in range(min(held), max(held) + 1)] if held else []


def _most_telling(columns):
    """The row that is shown opened: study before others, many cells before few."""
    ordered = sorted(columns, key=lambda column: column.category != "study")
    rows = [row for column in ordered[:1] for row, _course in column.origins.values()]
    few = lambda row: (row.cells <= FEW, row.cells if row.cells <= FEW else -row.cells, row.value)  # noqa: E731
    return max(rows, key=few, default=None)


def _sources(release):
    return SourceUsed.everything.of(release).order_by("publisher_en", "code", "number")


# --- What stands in the piece, and what the page makes of it ----------------------------------------------------------


def _as_piece(column, shown):
    held = [(origin, *column.origins[origin]) for origin in column.origins if origin in shown]
    origins = [[origin, pieces.row(row), course.points] for origin, row, course in held]
    return {**column._asdict(), "course": column.course.points, "origins": origins}


def _column_of(release, said):
    origins = {origin: (pieces.observation(release, row), Course(points)) for origin, row, points in said["origins"]}
    return Column(**{**said, "course": Course(said["course"]), "origins": origins})


class Front:
    """What the first page shows of an edition; `said` is the piece of this page."""

    def __init__(self, edition, said):
        self.columns = [_column_of(edition.release, column) for column in said["columns"]]
        self.by_origin = by_origin(self.columns)
        self.opened = opened(edition, said["opened"]) if said["opened"] else None
        self.more = said["more"]
        self.gaps = said["gaps"]
        self.sources = [SourceUsed(**source) for source in said["sources"]]
        self.news, self.more_news = [news.told(**each) for each in said["news"]["told"]], said["news"]["more"]


class Opened(NamedTuple):
    """A number with the cells behind it, one cell kept out of it, and what other releases said."""

    observation: Observation
    cells: list
    zeros: list
    kept_out: Contribution | None
    elsewhere: list


def opened(edition, row):
    """The number of a row, opened."""
    observation = pieces.observation(edition.release, row)
    key = {name: row[name] for name in KEY}
    others = [each for each in edition.releases if each != edition.release]
    behind = Contribution.public.of(edition.release).filter(**key).select_related("source", "treatment").order_by("pk")
    counted = [cell for cell in behind if cell.counted]
    left = sorted((cell for cell in behind if not cell.counted and cell.value), key=lambda cell: -cell.value)
    return Opened(
        observation,
        cells=[cell for cell in counted if cell.value != 0][:FEW],
        zeros=[cell for cell in counted if cell.value == 0],
        kept_out=left[0] if left else None,
        elsewhere=edition.in_order(Observation.public.filter(release__in=others, **key)),
    )

"""What the map shows, prepared: for each origin, and for each destination, the headline numbers of a category by year.

The piece `map` says what can be asked for; `map/from/TJK/asylum` and `map/to/USA/asylum` hold the numbers:

    {"series": [["asylum_cases", "calendar"], …],
     "years": {"2016": {"numbers": [["USA", 0, 109], ["EU", 1, null, 3092, null, "partial", ""], …],
                        "beside": …,
                        "gaps": [["JPN", "asylum", "asylum_applications", "calendar", "missing", "no_row"], …]}}}

A number begins with the other end of the line and the place of its series in the list; where it is exact, normal and of
no union, that and the value are all. `beside` are the numbers that are not of the headline series. A gap of all
categories has an empty one.
"""

from collections import defaultdict
from heapq import merge
from itertools import groupby
from operator import itemgetter

from flows.models import Gap, Membership, Observation
from flows.queries import codelist

ENDS = {"from": ("origin", "destination"), "to": ("destination", "origin")}
OBSERVED = ["category", "year", "measure", "year_basis", "value", "lower", "upper", "status", "part_of", "headline"]
MISSING = ["category", "year", "measure", "year_basis", "status", "reason_code"]
MANY = 2000  # rows that are fetched at once


def prepare(release):
    """A piece for each end and category, and `map` itself."""
    index = {"years": [], "from": {}, "to": {}, "unions": _unions(release)}
    for direction, (here, there) in ENDS.items():
        for code, rows in _by_end(release, here, there):
            for category, content in _by_category(rows):
                yield f"map/{direction}/{code}/{category}", content
                index[direction].setdefault(code, {})[category] = _best_year(content)
                index["years"] = _span(index["years"], content)
    yield "map", index


def _by_end(release, here, there):
    """(code, rows): the observations and gaps of one end of the lines, from two streams in the same order."""
    order = (here, there, "year", "category", "measure")
    observed = Observation.everything.of(release).order_by(*order).values_list(here, there, *OBSERVED)
    missing = Gap.everything.of(release).order_by(*order).values_list(here, there, *MISSING)
    streams = (rows.iterator(chunk_size=MANY) for rows in (observed, missing))
    code = itemgetter(0)
    return groupby(merge(*streams, key=lambda row: row[0].encode()), key=code)


def _by_category(rows):
    """(category, content) of the rows of one end; a gap without a category is one in all of them."""
    found = defaultdict(list)
    for row in rows:
        for category in [row[2]] if row[2] else codelist("category"):
            found[category].append(row)
    for category, own in sorted(found.items()):
        yield category, _content(own)


def _content(rows):
    series, years = {}, defaultdict(lambda: {"numbers": [], "beside": [], "gaps": []})
    for _here, there, category, year, measure, basis, *said in rows:
        if len(said) == len(["status", "reason_code"]):
            years[year]["gaps"].append([there, category, measure, basis, *said])
            continue
        *number, headline = said
        place = series.setdefault((measure, basis), len(series))
        years[year]["numbers" if headline else "beside"].append([there, place, *_number(*number)])
    return {"series": [list(each) for each in series], "years": {str(year): years[year] for year in sorted(years)}}


def _number(value, lower, upper, status, part_of):
    exact = value == lower == upper and status == "normal" and not part_of
    return [value] if exact else [value, lower, upper, status, part_of]


def _best_year(content):
    """[year, numbers]: the newest of the years in which most places have a number."""
    counts = {int(year): len(held["numbers"]) for year, held in content["years"].items()}
    most = max(counts.values())
    return [max(year for year, count in counts.items() if count == most), most]


def _span(years, content):
    held = [*years, *map(int, content["years"])]
    return [min(held), max(held)]


def _unions(release):
    """{union: [[member, first year, last year or None], …]} as the release was composed; of one that does not say so,
    as the program has it.
    """
    if release.frame:
        return {union: sorted(map(list, members)) for union, members in release.frame["unions"].items()}
    found = defaultdict(list)
    rows = Membership.objects.order_by("group", "member", "from_year")
    for group, *span in rows.values_list("group_id", "member_id", "from_year", "to_year"):
        found[group].append(span)
    return dict(found)

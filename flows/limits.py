"""What the numbers of a release cannot say: where measures differ, parts are hidden or absent, labels are left out."""

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, F, Max, Q, Sum

from flows import figures, pieces, words
from flows.covered import SERIES, placed
from flows.models import Observation, SourceUsed, Treatment
from flows.queries import codelist, entry

SAID_OF_ITSELF = ["break", "provisional", "estimated"]
UNSURE = ["partial", "suppressed"]
ROUNDED = Q(value__isnull=False) & ~Q(lower=F("upper"))


def prepare(release):
    """The piece `limitations`: each series with its tables and with what is hidden, rounded or absent in it."""
    yield (
        "limitations",
        {
            "series": sorted(series(release), key=lambda said: (*placed(*said["of"][:2]), said["of"])),
            "absent": absent(release),
            "left_out": left_out(release),
        },
    )


def series(release):
    """{of: SERIES, leads, tables, numbers, hidden cells, rounded, widest, statuses}; unions without members."""
    rows = Observation.everything.of(release).filter(part_of="").order_by()
    grouped = rows.values(*SERIES, "headline", "sources", "status").annotate(
        numbers=Count("pk"), hidden=Sum("hidden_cells"), rounded=Count("pk", filter=ROUNDED),
        widest=Max(F("upper") - F("lower"), filter=ROUNDED),
    )  # fmt: skip
    found = {}
    for row in grouped:
        name = tuple(row[column] for column in SERIES)
        empty = {"leads": False, "tables": [], "numbers": 0, "hidden": 0, "rounded": 0, "widest": 0, "statuses": {}}
        said = found.setdefault(name, {"of": list(name), **empty})
        said["leads"] |= row["headline"]
        said["tables"] = sorted({*said["tables"], *filter(None, row["sources"].split(";"))})
        for count in ("numbers", "hidden", "rounded"):
            said[count] += row[count]
        said["widest"] = max(said["widest"], row["widest"] or 0)
        said["statuses"][row["status"]] = said["statuses"].get(row["status"], 0) + row["numbers"]
    for said in found.values():
        said["statuses"] = dict(sorted(said["statuses"].items()))
    return found.values()


def absent(release):
    """[[destination, category, measure, table or "", member or "", how many numbers], …]"""
    found = Counter()
    rows = Observation.everything.of(release).filter(part_of="").exclude(absent=[]).order_by()
    for *name, notes in rows.values_list(*SERIES[:3], "absent").iterator():
        found.update({(*name, note.get("table", ""), note.get("member", "")) for note in notes})
    return [[*said, count] for said, count in sorted(found.items(), key=lambda each: (*placed(*each[0][:2]), each[0]))]


def left_out(release):
    """[[reason code, how many labels], …], the most frequent first."""
    rows = Treatment.everything.of(release).filter(disposition="exclude").order_by()
    counted = rows.values_list("reason_code").annotate(Count("pk"))
    return sorted(map(list, counted), key=lambda row: (-row[1], row[0]))


# --- The page ---------------------------------------------------------------------------------------------------------


class Series(NamedTuple):
    """A series of the piece, with its measure."""

    destination: str
    category: str
    measure: str
    year_basis: str
    said: dict
    thresholds: list

    @property
    def counted(self):
        return entry("measure", self.measure)

    @property
    def statuses(self):
        """[(status, how many)] of those that say something of the number."""
        return [(code, self.said["statuses"][code]) for code in codelist("status") if code in self.said["statuses"]]

    @property
    def unsure(self):
        return [(code, count) for code, count in self.statuses if code in UNSURE]

    @property
    def own(self):
        return [(code, count) for code, count in self.statuses if code in SAID_OF_ITSELF]


class Reason(NamedTuple):
    """Places without a number for one reason."""

    status: str
    code: str
    places: int
    destinations: list


class Limits:
    """What `/limitations/` shows of an edition."""

    def __init__(self, edition):
        self.edition = edition
        self._said = pieces.of(edition.release, "limitations")
        self.series = [self._series(said) for said in self._said["series"]]

    def _series(self, said):
        found = dict.fromkeys(filter(None, map(words.threshold, said["tables"])))
        return Series(*said["of"], said, list(found))

    @property
    def by_category(self):
        """[(category, its series, how many measures they are of)]"""
        ordered = sorted(self.series, key=lambda each: placed(each.destination, each.category)[1])
        for category, found in groupby(ordered, key=lambda each: each.category):
            found = list(found)
            yield category, found, len({each.measure for each in found})

    @cached_property
    def measures(self):
        """The entries of the measures that meet here, in the order of their list."""
        met = {each.measure for each in self.series}
        return [entry for code, entry in codelist("measure").items() if code in met]

    @property
    def stocks(self):
        return [each for each in self.measures if each.kind == "stock"]

    @property
    def year_bases(self):
        met = {each.year_basis for each in self.series}
        return [entry for code, entry in codelist("year_basis").items() if code in met]

    @property
    def hidden(self):
        return [each for each in self.series if each.unsure]

    @property
    def rounded(self):
        return [each for each in self.series if each.said["rounded"]]

    @property
    def said_of_themselves(self):
        return [each for each in self.series if each.own]

    @cached_property
    def absent(self):
        """[(destination, category, measure, [(what is not whole, how many numbers lack it)])], most lacking first."""
        titles = {source.code: figures.title(source) for source in self.sources}
        found = []
        for series, notes in groupby(self._said["absent"], key=lambda said: said[:3]):
            lacking = sorted(notes, key=lambda note: -note[5])
            named = [
                (titles.get(table, table) if table else figures.name_of("area", member), count)
                for *_series, table, member, count in lacking
            ]
            found.append((*series, named))
        return found

    @property
    def left_out(self):
        """[(entry of the reason code, how many labels)]"""
        return [(entry("reason", code), count) for code, count in self._said["left_out"]]

    @cached_property
    def without_number(self):
        """A Reason for each status and reason code of places without a number, the most frequent first."""
        places, destinations = Counter(), {}
        for destination, *_series, status, code, _en, _ru, years in pieces.of(self.edition.release, "coverage")["gaps"]:
            places[status, code] += sum(count for _year, count in years)
            destinations.setdefault((status, code), {})[destination] = True
        return [Reason(*said, count, list(destinations[said])) for said, count in places.most_common()]

    @cached_property
    def sources(self):
        return list(SourceUsed.public.of(self.edition.release).order_by("number"))

    @property
    def mended(self):
        """The files with a declared correction, or with what somebody had to declare of them."""
        return [source for source in self.sources if source.corrections or source.declared]

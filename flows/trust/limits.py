"""What the numbers of a release cannot say: where measures differ, parts are hidden or absent, labels are left out."""

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, F, Max, Q, Sum

from flows import figures, pieces
from flows.models import Observation, SourceUsed, Treatment
from flows.queries import codelist, entry
from flows.trust import words
from flows.trust.covered import SERIES, placed

MOST = 20  # lines of a table, and names in a line; of more it is said how many there are
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


class Few(NamedTuple):
    """The first of many, and how many more there are."""

    shown: list
    more: int


def few(many):
    return Few(many[:MOST], max(0, len(many) - MOST))


class Series(NamedTuple):
    """A series of the piece."""

    destination: str
    category: str
    measure: str
    year_basis: str
    said: dict
    thresholds: tuple

    @property
    def alike(self):
        """What series have in common that count the same in the same way."""
        return self.measure, self.year_basis, self.said["leads"], self.thresholds

    @property
    def statuses(self):
        """[(status, how many)] in the order of the list."""
        return [(code, self.said["statuses"][code]) for code in codelist("status") if code in self.said["statuses"]]

    @property
    def unsure(self):
        return [(code, count) for code, count in self.statuses if code in UNSURE]

    @property
    def own(self):
        return [(code, count) for code, count in self.statuses if code in SAID_OF_ITSELF]


class Counted(NamedTuple):
    """What is counted, how, and by which destinations."""

    measure: object
    year_basis: str
    leads: bool
    thresholds: tuple
    destinations: Few


class Reason(NamedTuple):
    """Places without a number for one reason."""

    status: str
    code: str
    places: int
    destinations: Few


class Limits:
    """What `/limitations/` shows of an edition."""

    def __init__(self, edition):
        self.edition = edition
        self._said = pieces.of(edition.release, "limitations")
        self.series = [self._series(said) for said in self._said["series"]]

    def _series(self, said):
        found = dict.fromkeys(filter(None, map(words.threshold, said["tables"])))
        return Series(*said["of"], said, tuple(found))

    @property
    def by_category(self):
        """[(category, [Counted], how many measures meet in it)]"""
        ordered = sorted(self.series, key=lambda each: placed(each.destination, each.category)[1])
        for category, found in groupby(ordered, key=lambda each: each.category):
            alike = {}
            for each in found:
                alike.setdefault(each.alike, []).append(each.destination)
            yield (
                category,
                [_counted(*said, places) for said, places in alike.items()],
                len({said[0] for said in alike}),
            )

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

    @cached_property
    def hidden(self):
        """The series with the most numbers that have no value."""
        found = [each for each in self.series if each.unsure]
        return few(sorted(found, key=lambda each: -sum(count for _status, count in each.unsure)))

    @cached_property
    def rounded(self):
        found = [each for each in self.series if each.said["rounded"]]
        return few(sorted(found, key=lambda each: -each.said["rounded"]))

    @cached_property
    def said_of_themselves(self):
        return few([each for each in self.series if each.own])

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
            found.append((*series, few(named)))
        return few(found)

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
        return [Reason(*said, count, few(list(destinations[said]))) for said, count in places.most_common()]

    @cached_property
    def sources(self):
        return list(SourceUsed.public.of(self.edition.release).order_by("number"))

    @property
    def mended(self):
        """The files with a declared correction, or with what somebody had to declare of them."""
        return [source for source in self.sources if source.corrections or source.declared]


def _counted(measure, year_basis, leads, thresholds, destinations):
    return Counted(entry("measure", measure), year_basis, leads, thresholds, few(destinations))

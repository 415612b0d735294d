"""The codebook of a release: each destination, what counts as what there, what was left out, and why."""

from itertools import groupby
from typing import NamedTuple

from flows import pieces
from flows.figures import listed, name_of, publisher
from flows.models import Observation, SourceUsed, Treatment
from flows.proof.why import decided
from flows.queries import codelist, entry

LEFT_OUT, CHECKS, NOT_DATA = "exclude", "total", "not_data"


class Part(NamedTuple):
    """The lines of one category, or of what was left out of one; `lines` join labels with the same reason."""

    disposition: str
    category: str
    lines: list


class Chapter(NamedTuple):
    """One destination, or the destinations that one table covers together."""

    heading: str
    anchor: str
    sources: list
    parts: list


class Codebook(NamedTuple):
    """The chapters, and before them the publishers of each destination: (destination, others, those of asylum)."""

    chapters: list
    publishers: list


def codebook(release):
    """The codebook in the order of destinations; tables of several destinations come last."""
    series = pieces.of(release, "limitations")["series"]
    sources = {source.code: source for source in SourceUsed.public.of(release).order_by("-number")}
    of_source = _destinations(series)
    by_place = {}
    for treatment in Treatment.public.of(release).order_by("number"):
        by_place.setdefault(of_source.get(treatment.source, ()), []).append(treatment)
    chapters = [_chapter(place, by_place[place], sources) for place in sorted(by_place, key=_position)]
    return Codebook(chapters, _publishers(series, sources))


def _publishers(series, sources):
    """[(destination, publishers of work, study and residence, publishers of asylum)], each publisher once."""
    found = {}
    for said in series:
        destination, category, *_rest = said["of"]
        named = found.setdefault(destination, ({}, {}))[category == "asylum"]
        named.update({publisher(sources[code]): True for code in said["tables"] if code in sources})
    return [(destination, list(others), list(asylum)) for destination, (others, asylum) in found.items()]


def _destinations(series):
    """{source code: destinations, in order} as the numbers of the release say it; members of a union left out."""
    found = {}
    for said in series:
        for source in said["tables"]:
            found.setdefault(source, set()).add(said["of"][0])
    return {source: tuple(sorted(places)) for source, places in found.items()}


def anchors(release):
    """{source code: anchor of the chapter that has its labels}, as its numbers say it before any piece is made."""
    found = {}
    numbers = Observation.everything.of(release).filter(part_of="").order_by()
    for sources, destination in numbers.values_list("sources", "destination").distinct():
        for source in sources.split(";"):
            found.setdefault(source, set()).add(destination)
    return {source: _anchor(tuple(sorted(places))) for source, places in found.items()}


def _anchor(place):
    return "-".join(place).lower() or "others"


def _position(place):
    areas = codelist("area")
    return (len(place) != 1, not place, [areas[code].position if code in areas else 0 for code in place])


def _chapter(place, treatments, sources):
    names = [name_of("area", code) for code in place]
    used = [sources[code] for code in dict.fromkeys(each.source for each in treatments) if code in sources]
    return Chapter(listed(names), _anchor(place), used, _parts(treatments, sources))


def _parts(treatments, sources):
    """Category by category what counts and what was kept out of it; then what is in no category."""
    ranked = sorted(treatments, key=lambda treatment: (*_heading(treatment), treatment.number))
    return [
        Part(lines[0].disposition, lines[0].category, decided([(each, sources.get(each.source)) for each in lines]))
        for _named, found in groupby(ranked, key=_heading)
        if (lines := list(found))
    ]


def _heading(treatment):
    disposed = ["include", LEFT_OUT, CHECKS, NOT_DATA].index(treatment.disposition)
    named = entry("category", treatment.category) if disposed < 2 else None
    return (named is None, named.position if named else 0, treatment.category, disposed)

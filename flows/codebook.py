"""The codebook of a release: each destination, what counts as what there, what was left out, and why."""

from itertools import groupby
from typing import NamedTuple

from flows.figures import listed, name_of
from flows.models import Observation, SourceUsed, Treatment
from flows.queries import codelist
from flows.why import decided

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


def chapters(release):
    """The codebook in the order of destinations; tables of several destinations come last."""
    treatments = list(Treatment.public.of(release).order_by("number"))
    sources = {source.code: source for source in SourceUsed.public.of(release).order_by("-number")}
    of_source = _destinations(release)
    by_place = {}
    for treatment in treatments:
        by_place.setdefault(of_source.get(treatment.source, ()), []).append(treatment)
    return [_chapter(place, by_place[place], sources) for place in sorted(by_place, key=_position)]


def _destinations(release):
    """{source code: destinations, in order} as the numbers of the release say it; members of a union left out."""
    found = {}
    numbers = Observation.everything.of(release).filter(part_of="").order_by()
    for sources, destination in numbers.values_list("sources", "destination").distinct():
        for source in sources.split(";"):
            found.setdefault(source, set()).add(destination)
    return {source: tuple(sorted(places)) for source, places in found.items()}


def anchors(release):
    """{source code: anchor of the chapter that has its labels}."""
    return {source: _anchor(places) for source, places in _destinations(release).items()}


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
    order = {code: position for position, code in enumerate(codelist("category"))}
    disposed = ["include", LEFT_OUT, CHECKS, NOT_DATA]

    def heading(treatment):
        return (disposed.index(treatment.disposition), order.get(treatment.category, 99), treatment.category)

    ranked = sorted(treatments, key=lambda treatment: (*heading(treatment), treatment.number))
    return [
        Part(lines[0].disposition, lines[0].category, decided([(each, sources.get(each.source)) for each in lines]))
        for _heading, found in groupby(ranked, key=heading)
        if (lines := list(found))
    ]

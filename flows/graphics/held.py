"""What a release holds for a picture: the numbers of one category from every origin, out of the pieces of the map."""

from collections import Counter
from functools import cached_property
from typing import NamedTuple

from flows import figures, pieces
from flows.core.graphics.cells import EXCLUDED, MISSING, Cell, Flow, Point
from flows.maps.numbers import Numbers
from flows.queries import codelist, position

MOST_ORIGINS, MOST_PLACES, MOST_YEARS = 12, 9, 8


class Number(NamedTuple):
    """A number, or the lack of one, with the ends that it lies between."""

    origin: str
    figure: object


class Held:
    """The numbers of a category; numbers of members of a union are left to the union's."""

    def __init__(self, release, index, category):
        self.category = category
        origins = [code for code in in_list(index["from"]) if category in index["from"][code]]
        by_size = sorted(origins, key=lambda code: -index["from"][code][category][1])
        self.origins = [code for code in origins if code in by_size[:MOST_ORIGINS]]
        self.more_origins = len(origins) - len(self.origins)
        contents = pieces.together(release, *(f"map/from/{code}/{category}" for code in self.origins))
        self.numbers = [
            Number(origin, figure)
            for origin, content in zip(self.origins, contents, strict=True)
            for figure in every(Numbers(content, "from", origin, category))
            if not figure.part_of
        ]

    @cached_property
    def measures(self):
        """Those that something is counted by, the one with most numbers first."""
        counts = Counter(each.figure.measure for each in self.numbers if each.figure.is_number)
        return sorted(counts, key=lambda code: (-counts[code], position("measure", code)))

    def basis(self, measure):
        return next((each.figure.year_basis for each in self.of(measure)), "")

    def of(self, measure):
        return [each for each in self.numbers if each.figure.is_number and each.figure.measure == measure]

    def years(self, measure):
        """Years in which something is counted by a measure, the newest first."""
        return sorted({each.figure.year for each in self.of(measure)}, reverse=True)

    def best_year(self, measure):
        """The newest of the years with most numbers."""
        counts = Counter(each.figure.year for each in self.of(measure))
        return max(counts, key=lambda year: (counts[year], year))

    def destinations(self, measure):
        """Places that count by a measure, in the order of lists; of very many those with most numbers."""
        counts = Counter(each.figure.place for each in self.of(measure))
        most = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_PLACES]
        return sorted(most, key=lambda code: position("area", code))

    def more_destinations(self, measure):
        return len({each.figure.place for each in self.of(measure)}) - len(self.destinations(measure))

    def cells(self, measure):
        """{(origin, destination, year): cell}; a lack of all measures is one of this measure too."""
        found = {}
        for origin, figure in self.numbers:
            key = origin, figure.place, figure.year
            if figure.is_number and figure.measure == measure:
                found[key] = cell(figure)
            elif not figure.is_number and figure.measure in ("", measure):
                found.setdefault(key, cell(figure))
        return found

    def flows(self, measure, year):
        """The corridors of a year, each pair of the picture once."""
        held = self.cells(measure)
        return [
            Flow(name(origin), name(place), held.get((origin, place, year), Cell()))
            for origin in self.origins_of(measure)
            for place in self.destinations(measure)
        ]

    def points(self, measure, places):
        """The courses of these destinations, a panel each, over the newest years."""
        held = self.cells(measure)
        first, last = min(self.years(measure)), max(self.years(measure))
        years = range(max(first, last - MOST_YEARS + 1), last + 1)
        return [
            Point(name(place), name(origin), year, held.get((origin, place, year), Cell()))
            for place in places
            for origin in self.origins_of(measure)
            for year in years
        ]

    def origins_of(self, measure):
        counted = {each.origin for each in self.of(measure)}
        return [code for code in self.origins if code in counted]


def every(numbers):
    """All numbers of a piece of the map, those beside the headline too, and what is not there."""
    for year in numbers.years:
        yield from numbers.of(year)
        yield from numbers.beside(year)


def cell(figure):
    if figure.is_number:
        bounds = (None, None) if figure.value == figure.lower == figure.upper else (figure.lower, figure.upper)
        return Cell(figure.value, *bounds, figure.status, figure.slug)
    return Cell(status=figure.status if figure.status in (MISSING, EXCLUDED) else MISSING, slug=figure.slug)


def in_list(codes):
    """Codes of areas in the order of lists."""
    return sorted(codes, key=lambda code: (position("area", code), code))


def name(code):
    return figures.name_of("area", code)


def categories(index):
    """{category: how many corridors have a number}, in the order of lists."""
    counts = Counter()
    for held in index["from"].values():
        for category, (_year, count) in held.items():
            counts[category] += count
    return {code: counts[code] for code in codelist("category") if counts[code]}

"""The page of the map: its choices, its slider of years, its drawings and its table, all by the same addresses."""

from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flows import figures
from flows.addresses import with_query
from flows.maps import table as map_table
from flows.maps.asked import MapQuestion
from flows.maps.boxes import ASIA, EUROPE, WORLD
from flows.maps.drawing import Drawing
from flows.maps.lines import Map
from flows.maps.numbers import Figure
from flows.maps.prepared import ENDS
from flows.queries import codelist

FIRST = 3  # numbers that are told beside the map of the first page
FEW = 8  # places that stand side by side; more are chosen from a list
BAR, LEAST, FOOT = 34, 2, 36  # height of the largest bar above the years and of the smallest, and its foot, in px


def opening(edition, held):
    """The map as it opens where nothing is asked for, for the first page; `held` is the piece of the map."""
    question = MapQuestion(QueryDict(), held)
    question.is_valid()
    return FirstPage(edition, question)


class Choice(NamedTuple):
    """One of several things that can be shown, with the address of the map that shows it."""

    code: str
    name: str
    chosen: bool
    address: str


class Year(NamedTuple):
    """A year of the slider: its bar, the number it stands for, and its address."""

    year: int
    figure: Figure | None
    height: int
    chosen: bool
    address: str

    @property
    def top(self):
        return FOOT - self.height

    @property
    def century(self):
        return str(self.year)[:2]

    @property
    def of_century(self):
        return str(self.year)[2:]


class Line(NamedTuple):
    """A row of the table; without a figure it stands for the `members` of a union that have none."""

    figure: Figure | None
    beside: list
    members: list = []


class MapPage(Map):
    """A Map with everything around it."""

    def __init__(self, edition, question):
        super().__init__(edition.release, question)
        self.edition = edition

    def address(self, **changes):
        """The address of the map with something changed; another end of the lines takes the place of this one."""
        end = {name: code for name, code in changes.items() if name in ENDS} or {self.direction: self.place}
        return self._within(reverse("flows:map"), {**end, "category": self.category, "year": self.year, **changes})

    def _within(self, path, query):
        release = {} if self.edition.is_latest else {"release": self.release.version}
        return with_query(path, {**query, **release})

    # --- Choices ------------------------------------------------------------------------------------------------------

    @property
    def directions(self):
        """From one origin or to one destination; the other way round begins at the place with most numbers."""
        said = {"from": _("From one origin"), "to": _("To one destination")}
        return [
            Choice(code, name, code == self.direction, self.address(**{code: self._first(code)}))
            for code, name in said.items()
        ]

    def _first(self, direction):
        if direction == self.direction:
            return self.place
        held = self.index[direction]
        places = self.question.places(direction) or held
        counts = {code: held[code].get(self.category, [0, 0])[1] for code in places}
        return max(counts, key=counts.get)

    @cached_property
    def places(self):
        """Those that stand side by side are links; a list of many needs no address."""
        codes = self.question.places(self.direction)
        codes += [self.place] * (self.place not in codes)
        few = len(codes) <= FEW
        return [
            Choice(
                code,
                figures.name_of("area", code),
                code == self.place,
                self.address(**{self.direction: code}) if few else "",
            )
            for code in codes
        ]

    @property
    def has_few_places(self):
        return len(self.places) <= FEW

    @cached_property
    def categories(self):
        return [
            Choice(code, each.name, code == self.category, self.address(category=code))
            for code, each in codelist("category").items()
        ]

    @property
    def files(self):
        """[(name, address)] of what can be taken home."""
        language = {"language": "ru"} if get_language() == "ru" else {}
        pictures = [
            (kind.upper(), self._within(reverse(f"files:map_{kind}"), {**self.asked, **language}))
            for kind in ("svg", "png")
        ]
        table = self._within(reverse("files:observations", args=["csv"]), {**self.listed, "gaps": "1"})
        return [*pictures, ("CSV", table), ("JSON", self._within(reverse("files:map_json"), self.asked))]

    @property
    def has_fiscal_years(self):
        return any(figures.is_fiscal(figure.year_basis) for figure in self.figures)

    @property
    def in_list(self):
        return self._within(reverse("flows:observations"), self.listed)

    # --- Years --------------------------------------------------------------------------------------------------------

    @cached_property
    def slider(self):
        leader, held = self.bars
        top = max((figure.known for _year, figure in held if figure), default=0) or 1
        return [
            Year(year, figure, self._height(figure, top), year == self.year, self.address(year=year))
            for year, figure in held
        ]

    @property
    def has_hatched_years(self):
        return not all(each.figure for each in self.slider)

    @property
    def last_of_slider(self):
        return len(self.slider) - 1

    @property
    def place_in_slider(self):
        return [each.chosen for each in self.slider].index(True)

    @staticmethod
    def _height(figure, top):
        return max(LEAST, round(BAR * figure.known / top)) if figure else 0

    @property
    def leader(self):
        """What the bars are of: a place, and what was counted there."""
        leader, held = self.bars
        measure = next((figure.measure for _year, figure in held if figure), "")
        return (leader, measure) if leader else None

    # --- Drawings, each asked for once; one that was kept would be a ring with its page -------------------------------

    box = WORLD

    @property
    def world(self):
        return Drawing(self, self.release.version, self.box)

    @property
    def inset(self):
        """Where the other ends of the lines stand close together: Europe for destinations, Central Asia for origins."""
        return Drawing(self, self.release.version, EUROPE if self.direction == "from" else ASIA)

    # --- Table --------------------------------------------------------------------------------------------------------

    @property
    def largest_lines(self):
        return [figure for figure in self.lines if figure.known][:FIRST]

    @property
    def rows(self):
        return map_table.rows(self.lines_of_table, self.release.version)

    @property
    def lines_of_table(self):
        """Each number with those beside it; the members of a union follow it."""
        members = {}
        for figure in self.figures:
            members.setdefault(figure.part_of, []).append(figure)
        for figure in members.get("", ()):
            yield Line(figure, self.beside.get(figure.place, []))
            for member in members.get(figure.place, ()):
                yield Line(member, self.beside.get(member.place, []))
            others = [code for code in self.members(figure.place) if code not in self.by_place]
            if others and figure.place in members:
                yield Line(None, [], others)
        held = {figure.place for figure in members.get("", ())}
        for union, own in members.items():
            if union and union not in held:
                yield from (Line(member, self.beside.get(member.place, [])) for member in own)


class FirstPage(MapPage):
    """The map on the first page, beside its words: drawn smaller, so that its words need more of its width."""

    box = WORLD._replace(wide=864)

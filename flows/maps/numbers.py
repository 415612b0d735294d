"""The numbers of a piece of the map, one by one: what they are, how land is shaded by them, where they lead."""

from functools import cached_property
from typing import NamedTuple

from flows.core.records import Key

STEPS = (1, 20, 100, 1000)  # the whole numbers at which a shade begins; below the first is zero


class Figure(NamedTuple):
    """A number at the other end of the map, or with a `reason` why there is none."""

    place: str
    slug: str
    measure: str
    year: int
    year_basis: str
    value: int | None
    lower: int
    upper: int | None
    status: str
    part_of: str = ""
    reason: str = ""

    @property
    def is_number(self):
        return self.status not in ("missing", "excluded")

    @property
    def known(self):
        """What it certainly is."""
        return self.lower if self.value is None else self.value

    @property
    def step(self):
        """The shade of its land: 0 for zero, 1 for 1 to 19, … 4 for 1,000 and more."""
        return sum(self.known >= edge for edge in STEPS)

    def told(self, end):
        """As a program reads it: names and values as in the files, the place under `end`."""
        said = self._asdict()
        if self.is_number:
            del said["reason"]
        return {end: said.pop("place"), **said}

    @property
    def state(self):
        """How its land is drawn, as a class of the style sheet; what may be more than is certain is hatched over."""
        if not self.is_number:
            return self.status
        if self.status == "suppressed" or self.status == "partial" and not self.lower:
            return f"step-{self.step} hidden"
        return f"step-{self.step}"


class Numbers:
    """What a piece (`flows.maps.prepared`) says of one end of the lines and a category, year by year."""

    def __init__(self, piece, direction, place, category):
        self.piece = piece or {"series": [], "years": {}}
        self.direction, self.place, self.category = direction, place, category

    @property
    def years(self):
        return [int(year) for year in self.piece["years"]]

    def of(self, year):
        """The headline numbers of a year, largest first, then the places without one, missing before excluded."""
        held = self.piece["years"].get(str(year), {"numbers": (), "gaps": ()})
        found = [self._number(year, *row) for row in held["numbers"]]
        numbered = {figure.place for figure in found}
        gaps = [gap for row in held["gaps"] if (gap := self._gap(year, *row)).place not in numbered]
        found.sort(key=lambda figure: (-figure.known, figure.upper is not None, -(figure.upper or 0)))
        return found + sorted(gaps, key=lambda gap: gap.status != "missing")

    @cached_property
    def largest(self):
        """The largest of what is certain in any year, of places that no union holds."""
        every = (row for held in self.piece["years"].values() for row in held["numbers"])
        return max((self._known(*row) for row in every), default=0)

    @staticmethod
    def _known(_there, _series, value, lower=None, _upper=None, _status="", part_of=""):
        return 0 if part_of else lower if value is None else value

    def beside(self, year):
        """The numbers of a year that are not of the headline series; they are told, not drawn."""
        return [self._number(year, *row) for row in self.piece["years"].get(str(year), {}).get("beside", ())]

    def _number(self, year, there, series, value, lower=None, upper=None, status="normal", part_of=""):
        measure, basis = self.piece["series"][series]
        lower, upper = (value, value) if lower is None else (lower, upper)
        slug = self._slug(there, year, measure, self.category)
        return Figure(there, slug, measure, year, basis, value, lower, upper, status, part_of)

    def _gap(self, year, there, category, measure, basis, status, reason):
        slug = self._slug(there, year, measure, category)
        return Figure(there, slug, measure, year, basis, None, 0, None, status, reason=reason)

    def _slug(self, there, year, measure, category):
        here = (self.place, there) if self.direction == "from" else (there, self.place)
        return Key(*here, year, category, measure).slug

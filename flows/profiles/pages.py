"""The pages of origins, destinations and corridors: one shape for all three, from what `flows.core.telling` tells."""

import re
from functools import cached_property, partial
from itertools import groupby

from flows import figures
from flows.core.standouts import Point, chosen
from flows.opening import Opening
from flows.profiles import prepared, standouts
from flows.profiles.blocks import Drawn
from flows.profiles.comparability import counted
from flows.profiles.parts import gone, key_shown, lead, marks, mixed
from flows.queries import codelist, entry, position

ACROSS = {"origin": "destination", "destination": "origin", "corridor": ""}


class Profile:
    """One page; `kind` is origin, destination or corridor, `told` is None where the release says nothing of it."""

    def __init__(self, edition, kind, origin="", destination=""):
        self.edition, self.kind, self.origin, self.destination = edition, kind, origin, destination
        self.across = ACROSS[kind]
        self.opening = Opening(edition, origin, destination)
        self.told = self._ask() if self._can_be_asked else None

    @property
    def _can_be_asked(self):
        """Whether these can be codes at all: no database is asked for a text that it may not even take."""
        return all(re.fullmatch("[A-Z0-9_]{1,12}", code) for code in (self.origin, self.destination) if code)

    def _ask(self):
        if self.kind == "corridor":
            return prepared.of_corridor(self.edition.release, self.origin, self.destination)
        return prepared.of_place(self.edition.release, *self._place)

    @property
    def _place(self):
        return ("from", self.origin) if self.kind == "origin" else ("to", self.destination)

    @cached_property
    def releases(self):
        """The releases that have this profile."""
        if not self._can_be_asked:
            return []
        if self.kind == "corridor":
            ids = prepared.with_corridor(self.edition, self.origin, self.destination)
        else:
            ids = prepared.with_place(self.edition, *self._place)
        ids |= {self.edition.release.pk} if self.told else set()  # also where its pieces were not prepared
        return [release for release in self.edition.releases if release.pk in ids]

    # --- What it is about ---------------------------------------------------------------------------------------------

    @property
    def title(self):
        names = [figures.name_of("area", code) for code in (self.origin, self.destination) if code]
        return " → ".join(names)

    @property
    def lead(self):
        """How much there is, and what is counted."""
        return lead(self.kind, self.told, self.years, [each.code for each in self.counted])

    @property
    def _asked(self):
        """What the list is asked for, to have the same numbers and gaps; of an origin those of members as well."""
        return {**self.opening.ends, "members": "1" if self.kind == "origin" else ""}

    @property
    def map(self):
        """The map of its first key number; of a corridor that of its origin. Nothing where there is none to draw."""
        if not self.keys:
            return ""
        said = self.keys[0].said
        end = {"to": self.destination} if self.kind == "destination" else {"from": self.origin}
        return self.opening.page("map", **end, category=said.category, year=said.newest.year)

    @property
    def listed(self):
        return self.opening.page("observations", **self._asked)

    @property
    def files(self):
        """[(format, address)] of exactly these numbers and gaps."""
        return [(name.upper(), self.opening.file(name, **self._asked, gaps="1")) for name in ("csv", "xlsx", "json")]

    @property
    def union(self):
        """The union that holds the numbers of this destination, or "" where there is none."""
        return "" if self.across == "destination" else max((block.part_of for block in self.told.blocks), default="")

    @cached_property
    def members(self):
        """The destinations whose numbers this union holds."""
        area = entry("area", self.destination)
        if self.kind != "destination" or area is None or area.kind == "country":
            return []
        places = prepared.listed(self.edition.release)["to"]
        return [place.code for place in places if place.part_of == self.destination]

    @property
    def years(self):
        """The first and the newest year of any number."""
        years = [year for block in self.told.blocks for year in (block.years[0], block.year)]
        return (min(years), max(years)) if years else ()

    # --- Numbers ------------------------------------------------------------------------------------------------------

    @cached_property
    def keys(self):
        return [key_shown(key, self.opening) for key in sorted(self.told.keys, key=self._position)]

    @cached_property
    def _findings(self):
        """[(place in the blocks, a finding about that block)]."""
        return chosen(self.told.blocks, list(codelist("category")), members=self.across == "destination")

    @staticmethod
    def _position(each):
        return position("category", each.category)

    @cached_property
    def sentences(self):
        return [self._words(self.told.blocks[at]).say(finding) for at, finding in self._findings]

    def _words(self, block):
        return standouts.Words(block, self.across, partial(self.opening.point, block))

    @cached_property
    def categories(self):
        """[(category, [Drawn])] in the order of categories."""
        blocks = enumerate(self.told.blocks)
        drawn = [Drawn(block, self.across, self.opening, self._told_of(at)) for at, block in blocks]
        drawn.sort(key=lambda each: (self._position(each.block), *each.position))
        return [(category, list(each)) for category, each in groupby(drawn, key=lambda each: each.block.category)]

    def _told_of(self, block):
        """The places that sentences about a block speak of."""
        points = [point for at, finding in self._findings if at == block for point in finding]
        return {point.place for point in points if isinstance(point, Point) and point.place}

    # --- Beside them --------------------------------------------------------------------------------------------------

    @cached_property
    def counted(self):
        """What is counted here, measure by measure."""
        return counted(self.edition.release, self.told.blocks)

    @cached_property
    def mixes(self):
        """[(measure, [Mixed])], each measure by itself, and destinations that count other categories apart."""

        def kind(row):
            return row.mix.measure, [category for category, _number in row.numbers]

        rows = sorted((mixed(mix, self.opening) for mix in self.told.mixes), key=kind)
        return [(measure, list(each)) for (measure, _categories), each in groupby(rows, key=kind)]

    @cached_property
    def gaps(self):
        return [gone(gap, self.opening) for gap in self.told.gaps]

    @cached_property
    def marks(self):
        """The statuses whose marks stand on the page, in the order of their list."""
        held = marks(self.told)
        return [status for status in codelist("status") if status in held]

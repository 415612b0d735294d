"""A technique as a page shows it: of the release where that holds such numbers, else of an example."""

from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flows import figures, pieces
from flows.addresses import with_query
from flows.core.estimates.columns import bounds_of
from flows.core.graphics import index_lines, multiples
from flows.core.graphics.techniques import MADE_UP, TECHNIQUES
from flows.graphics import drawing, words
from flows.graphics.asked import TAKES
from flows.graphics.held import Held, categories, name
from flows.graphics.looks import look
from flows.graphics.tables import Table
from flows.queries import entry

TYPES = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}
FORMATS = tuple(TYPES)


class Unknown(Exception):
    """What a release does not hold, in a sentence."""


class Choice(NamedTuple):
    name: str
    address: str
    chosen: bool


class Graphic:
    """The picture of a technique with its table, texts, and where else it can be had."""

    def __init__(self, edition, code, asked=None, shared=None):
        self.edition, self.technique, self.words = edition, TECHNIQUES[code], words.TECHNIQUES[code]
        self.code, self.shared = code, {} if shared is None else shared
        self.asked = {key: each for key, each in (asked or {}).items() if each and key in TAKES.get(code, ())}

    @property
    def columns(self):
        """[(name, what it says, whether it must be there)] of the table that a reader may give."""
        return [(each.name, words.COLUMNS[each.name], each.needed) for each in self.technique.columns]

    @property
    def bounds(self):
        """The names of the columns that may say what is certain of its numbers."""
        return [name for each in self.technique.columns if each.is_number for name in bounds_of(each.name)]

    @property
    def is_example(self):
        return self.drawn is not None and not self.chosen

    @property
    def example_said(self):
        """Where the numbers of the example come from."""
        return words.EXAMPLES.get(self.code, words.MADE_UP)

    @property
    def source(self):
        return "" if self.technique.source == MADE_UP else self.technique.source

    # --- What is shown ------------------------------------------------------------------------------------------------

    @cached_property
    def index(self):
        release = self.edition.release
        if release is None or self.code not in TAKES:
            return {"from": {}}
        return self._once("index", lambda: pieces.of(release, "map"))

    def _once(self, key, read):
        """What several pictures of one page rest on is read once."""
        if key not in self.shared:
            self.shared[key] = read()
        return self.shared[key]

    @cached_property
    def chosen(self):
        """The category, measure, place and year that are shown; empty where the release has nothing for it."""
        if not categories(self.index):
            return {}
        return {key: each for key, each in self._chosen() if each and key in TAKES[self.code]}

    def _chosen(self):
        measure = self.measure
        yield "category", self.held.category
        yield "measure", measure
        yield "year", self._among("year", self.held.years(measure), self._best_year)
        yield "destination", self._destination()
        yield "origin", self._among("origin", self.held.origins_of(measure), lambda held: held[0])

    def _best_year(self, years):
        """Of an index its first year with a number to begin from, else the year with most numbers."""
        if self.code != "index":
            return self.held.best_year(self.measure)
        place = self._destination()
        counted = [each.figure.year for each in self.held.of(self.measure) if each.figure.place == place]
        return min((each.figure.year for each in self._whole(place)), default=min(counted))

    def _whole(self, place):
        """The whole numbers of a destination that an index could begin from."""
        return [each for each in self.held.of(self.measure) if each.figure.place == place and each.figure.value]

    def _destination(self):
        places = self.held.destinations(self.measure)
        return self._among("destination", places, lambda held: max(held, key=self._counted))

    def _counted(self, place):
        return sum(each.figure.value for each in self._whole(place))

    @cached_property
    def held(self):
        known = categories(self.index)
        category = self.asked.get("category") or max(known, key=known.get)
        return self._once(category, lambda: Held(self.edition.release, self.index, category))

    @cached_property
    def measure(self):
        if not self.held.measures:
            raise Unknown(
                _("This release has no number of this category: %(category)s.")
                % {"category": figures.name_of("category", self.held.category)}
            )
        return self._among("measure", self.held.measures, lambda held: held[0])

    def _among(self, word, known, best):
        """What was asked for, if the release has it, or what is best."""
        said = self.asked.get(word)
        if said is None:
            return best(known)
        if said not in known:
            raise Unknown(
                _("%(word)s: this release has no numbers of “%(said)s” here. It has of: %(known)s.")
                % {"word": word, "said": said, "known": ", ".join(map(str, known))}
            )
        return said

    @cached_property
    def drawn(self):
        """Picture and table."""
        if not self.chosen:
            return self.technique.of_text(words.example(self.technique), self.look)
        measure = self.chosen["measure"]
        if self.code in ("heatmap", "arcs"):
            return self.technique.draw(self.held.flows(measure, self.chosen["year"]), self.look)
        if self.code == "multiples":
            points = self.held.points(measure, self.held.destinations(measure))
            return multiples.draw(points, self.look, name(self.chosen["origin"]))
        points = self.held.points(measure, [self.chosen["destination"]])
        return index_lines.draw(points, self.look, self.chosen["year"])

    @cached_property
    def look(self):
        if not self.chosen:
            return look(self.words.title, str(self.example_said).partition(". ")[0].rstrip("."))
        category, measure = self.chosen["category"], self.chosen["measure"]
        basis = self.held.basis(measure)
        title = f"{figures.name_of('category', category)}: {figures.name_of('measure', measure)}"
        about = []
        if "destination" in self.chosen:
            about.append(name(self.chosen["destination"]))
        if self.code in ("heatmap", "arcs"):
            about.append(figures.short_year(self.chosen["year"], basis))
        about.append(_("release %(version)s") % {"version": self.edition.release.version})
        return look(capfirst(title), ", ".join(about), category, basis)

    @property
    def table(self):
        return Table(self.drawn, self.edition.release.version if self.chosen else "")

    @property
    def picture(self):
        return drawing.inline(self.drawn.spec)

    # --- Addresses ----------------------------------------------------------------------------------------------------

    @property
    def address(self):
        return reverse("flows:graphic", args=[self.code])

    @property
    def choices(self):
        """[(what is chosen, its choices)]."""
        if not self.chosen:
            return []
        held, measure, basis = self.held, self.chosen["measure"], self.held.basis(self.chosen["measure"])
        every = {
            "category": (_("Category"), [(code, figures.name_of("category", code)) for code in self._categories]),
            "measure": (_("Measure"), [(code, capfirst(figures.name_of("measure", code))) for code in held.measures]),
            "origin": (_("In colour"), [(code, name(code)) for code in held.origins_of(measure)]),
            "destination": (_("Destination"), [(code, name(code)) for code in held.destinations(measure)]),
            "year": (
                _("Base year") if self.code == "index" else _("Year"),
                [(year, figures.short_year(year, basis)) for year in held.years(measure)[:12]],
            ),
        }
        return [(word, every[word][0], self._links(word, every[word][1])) for word in TAKES[self.code]]

    @property
    def _categories(self):
        """Those that have numbers, and the one that is shown."""
        return list(dict.fromkeys([*categories(self.index), self.held.category]))

    def _links(self, word, known):
        """Links to the same picture of something else; another category has measures and years of its own."""
        order = TAKES[self.code]
        kept = {each: self.chosen[each] for each in order[: order.index(word)]}
        if word not in ("category", "measure"):
            kept = dict(self.chosen)
        here = self.chosen[word]
        return [Choice(said, self._within(self.address, {**kept, word: code}), code == here) for code, said in known]

    def _within(self, path, query):
        return with_query(path, {**query, **self.edition.query})

    @property
    def files(self):
        """[(format, address)] of picture and specification."""
        language = {"language": "ru"} if get_language() == "ru" else {}
        return [
            (kind.upper(), self._within(reverse("files:graphic", args=[self.code, kind]), {**self.chosen, **language}))
            for kind in FORMATS
        ]

    @property
    def in_list(self):
        """The list of the same numbers."""
        asked = {key: self.chosen[key] for key in ("category", "measure", "destination") if key in self.chosen}
        if self.code in ("heatmap", "arcs"):
            asked["year"] = self.chosen["year"]
        return self._within(reverse("flows:observations"), {**asked, "series": "all"})

    @property
    def more(self):
        """How many origins and destinations the picture has no room for."""
        return self.held.more_origins + self.held.more_destinations(self.chosen["measure"]) if self.chosen else 0

    @property
    def definition(self):
        """What the measure counts."""
        return entry("measure", self.chosen["measure"]).definition

    @property
    def category(self):
        return self.chosen.get("category", "")

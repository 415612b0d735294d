"""The map as SVG for a page: land, lines and places, in a frame that keeps words and dots at their size.

Inside stands a drawing in steps of the shapes, which is as wide as the page allows; its lines have a width of their own
that does not grow with it. Words and dots stand around it, placed in per cent. Shapes are taken from one file that
browsers keep (`<use href="…/world.svg#KAZ">`), so that world, inset and first page load them once, script or none.
"""

from functools import cache, cached_property

from django.templatetags.static import static
from django.utils.translation import gettext as _

from flows import addresses, figures
from flows.maps import shapes
from flows.maps.boxes import WORLD
from flows.maps.labels import label_of, placed, text
from flows.markup import joined, markup

LABELLED = 8  # places with a word beside their dot; the others say theirs when they are pointed at
MARKED = 60  # places that can be reached one by one; the table has all
BEND = 0.16  # of a line, as a part of its length


class Drawing:
    """One part of a Map as markup; `version` is that of its release, to which the numbers lead."""

    def __init__(self, shown, version, box=WORLD, in_words=False):
        self.shown, self.box, self.in_words = shown, box, in_words
        self.file = static(shapes.FILE)
        self.whys = addresses.whys(version)

    @property
    def land(self):
        return markup('<use class="land" href="{}#land"/>', self.file)

    # --- Land ---------------------------------------------------------------------------------------------------------

    @property
    def shapes(self):
        return joined(self._shape(code, state) for code, state in self.shown.states.items())

    def _shape(self, code, state):
        shape = shapes.shapes().get(code)
        if not shape or not shape.path or not self.box.meets(shape.extent):
            return ""
        drawn = _land(self.file, code, state)
        figure = self.shown.by_place.get(code)
        if figure is None:
            return markup('<g data-code="{}"><title>{}</title>{}</g>', code, self._words(code, state), drawn)
        return markup(
            '<a href="{}" tabindex="-1" data-code="{}"><title>{}</title>{}</a>',
            self._why(figure), code, self.shown.words(figure), drawn,
        )  # fmt: skip

    def _words(self, code, state):
        name = figures.name_of("area", code)
        if state in ("here", "peer"):
            return name
        if beside := self.shown.beside.get(code):
            told = [f"{figures.figure(each)} {figures.name_of('measure', each.measure)}" for each in beside]
            return _("%(place)s: no headline number of this year; beside it %(numbers)s") % {
                "place": name, "numbers": figures.listed(told)
            }  # fmt: skip
        return _("%(place)s: no number of this year") % {"place": name}

    def _why(self, figure):
        return f"{self.whys}{figure.slug}/"

    # --- Lines --------------------------------------------------------------------------------------------------------

    @property
    def flows(self):
        """The widest below; each with a rim of paper, so that lines that cross stay apart."""
        return joined(map(self._flow, self.shown.lines[:MARKED]))

    def _flow(self, figure):
        here, there = shapes.place(self.shown.place), shapes.place(figure.place)
        if not here or not there or not figure.known:
            return ""
        bow = curve(here, there) if self.shown.direction == "from" else curve(there, here)
        width, category = self.shown.width(figure), self.shown.category
        line = '<path class="{}" d="{}" stroke-width="{}"/>'
        more = markup(line, f"unsure s-{category}", bow, width + 8) if figure.value is None else ""
        rim, flow = markup(line, "rim", bow, width + 3), markup(line, f"flow s-{category}", bow, width)
        return markup('<g data-code="{}">{}{}{}</g>', figure.place, more, rim, flow)

    # --- Places -------------------------------------------------------------------------------------------------------

    @property
    def places(self):
        """The chosen place and each other end of a line: a dot with its number, which leads to its cells."""
        around = [self._place(figure) for figure in self._marked]
        members = [self._inside(figure, "place member") for figure in self._members]
        return joined([*around, *members, self._here])

    @property
    def _marked(self):
        found = [figure for figure in self.shown.figures if not figure.part_of and self._stands(figure.place)]
        return found[:MARKED]

    @property
    def _members(self):
        """Those that a union's number holds: told where somebody looks closer."""
        return [each for each in self.shown.figures if each.part_of and each.is_number and self._stands(each.place)]

    def _stands(self, code):
        place = shapes.place(code)
        return place and self.box.holds(place)

    def _place(self, figure):
        x, y = self.box.percent(shapes.place(figure.place))
        label = self.labels.get(figure.place)
        dot = markup('<circle class="dot f-{}" cx="{}%" cy="{}%" r="3"/>', self.shown.category, x, y)
        return markup(
            '<a class="place" id="{}-{}" href="{}" data-code="{}" data-x="{}" data-y="{}" aria-label="{}">'
            '<circle class="target" cx="{}%" cy="{}%" r="12"/>{}{}</a>',
            self.box.name, figure.place, self._why(figure), figure.place, *shapes.place(figure.place),
            self.shown.words(figure), x, y, dot if figure.is_number else "", text(label, x, y) if label else "",
        )  # fmt: skip

    @property
    def _here(self):
        place = shapes.place(self.shown.place)
        if not place:
            return ""
        x, y = self.box.percent(place)
        label = self.labels.get(self.shown.place)
        return markup(
            '<g class="here-mark" data-x="{}" data-y="{}"><circle class="ring" cx="{}%" cy="{}%" r="5.5"/>{}</g>',
            *place, x, y, text(label, x, y) if label else "",
        )  # fmt: skip

    @cached_property
    def labels(self):
        """{place: Label}: the largest first, each where it covers no other; one without room stays without words."""
        here = shapes.place(self.shown.place)
        wanted = [(self.shown.place, here, figures.name_of("area", self.shown.place), "")] if here else []
        told = [figure for figure in self._marked if figure.is_number][:LABELLED]
        wanted += [(figure.place, shapes.place(figure.place), *label_of(figure, self.in_words)) for figure in told]
        return placed(wanted, self.box, here or (0, 0))

    # --- The numbers in the countries of the inset --------------------------------------------------------------------

    @property
    def numbers(self):
        """Each number at its place, those of members too: what the inset is for."""
        return joined(map(self._inside, self._inside_box))

    @property
    def _inside_box(self):
        unions = self.shown.index["unions"]
        return [each for each in self.shown.figures if each.place not in unions and self._stands(each.place)][:MARKED]

    def _inside(self, figure, kind="place"):
        x, y = self.box.percent(shapes.place(figure.place))
        words = figures.figure(figure) if figure.is_number else ""
        return markup(
            '<a class="{}" id="{}-{}" href="{}" data-code="{}" data-x="{}" data-y="{}" aria-label="{}">'
            '<circle class="target" cx="{}%" cy="{}%" r="12"/>'
            '<text x="{}%" y="{}%" dx="0" dy="4" text-anchor="middle">{}</text></a>',
            kind, self.box.name, figure.place, self._why(figure), figure.place, *shapes.place(figure.place),
            self.shown.words(figure), x, y, x, y, words,
        )  # fmt: skip


@cache
def _land(file, code, state):
    """The shape of a place in its shade; what may be more than is certain is hatched over."""
    state, _more, hidden = state.partition(" ")
    drawn = markup('<use class="{}" href="{}#{}"/>', state, file, code)
    return drawn + markup('<use class="over" href="{}#{}"/>', file, code) if hidden else drawn


def curve(start, end):
    """A bow from one place to another, to the north."""
    (x, y), (u, v) = start, end
    long = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    return f"M{x} {y}Q{round((x + u) / 2)} {round((y + v) / 2 - long * BEND)} {u} {v}"

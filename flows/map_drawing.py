"""The map as SVG for a page: land, lines and places, in a frame that keeps words and dots at their size.

Inside stands a drawing in steps of the shapes, which is as wide as the page allows; its lines have a width of their own
that does not grow with it. Words and dots stand around it, placed in per cent. Shapes are taken from one file that
browsers keep (`<use href="…/world.svg#KAZ">`), so that world, inset and first page load them once, script or none.
"""

from functools import cached_property
from typing import NamedTuple

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from flows import addresses, figures, shapes
from flows.queries import entry

LABELLED = 8  # places with a word beside their dot; the others say theirs when they are pointed at
MARKED = 60  # places that can be reached one by one; the table has all
LETTER, LINE = 7.2, 15  # a letter of a label and its line, about, in px
BEND = 0.16  # of a line, as a part of its length


class Box(NamedTuple):
    """A part of the map in steps of the shapes, and how wide it is drawn on a large screen, in px."""

    name: str
    x: int
    y: int
    width: int
    height: int
    wide: int

    def percent(self, place):
        return round((place[0] - self.x) / self.width * 100, 2), round((place[1] - self.y) / self.height * 100, 2)

    def pixels(self, place):
        return (place[0] - self.x) * self.wide / self.width, (place[1] - self.y) * self.wide / self.width

    def meets(self, extent):
        left, top, right, bottom = extent
        return left < self.x + self.width and self.x < right and top < self.y + self.height and self.y < bottom

    def holds(self, place):
        return 0 <= place[0] - self.x <= self.width and 0 <= place[1] - self.y <= self.height

    @property
    def view(self):
        return f"{self.x} {self.y} {self.width} {self.height}"

    @property
    def step(self):
        """Steps of the shapes to one px."""
        return round(self.width / self.wide, 2)


WORLD = Box("world", -4760, -2650, 9520, 3720, 1152)
EUROPE = Box("inset", -600, -2440, 1290, 1120, 444)
ASIA = Box("inset", 810, -2140, 1290, 1120, 444)


class Label(NamedTuple):
    """Words beside a place: which way they lie from it, in px, and how they are anchored."""

    words: str
    dx: int
    dy: int
    anchor: str
    mark: str = ""


class Drawing:
    """One part of a Map as markup; `version` is that of its release, to which the numbers lead."""

    def __init__(self, shown, version, box=WORLD):
        self.shown, self.box = shown, box
        self.file = static(shapes.FILE)
        self.whys = addresses.whys(version)

    @property
    def land(self):
        return format_html('<use class="land" href="{}#land"/>', self.file)

    # --- Land ---------------------------------------------------------------------------------------------------------

    @property
    def shapes(self):
        return format_html_join("", "{}", ((self._shape(code, state),) for code, state in self.shown.states.items()))

    def _shape(self, code, state):
        shape = shapes.shapes().get(code)
        if not shape or not shape.path or not self.box.meets(shape.extent):
            return ""
        state, _more, hidden = state.partition(" ")
        drawn = format_html('<use class="{}" href="{}#{}"/>', state, self.file, code)
        if hidden:
            drawn += format_html('<use class="over" href="{}#{}"/>', self.file, code)
        figure = self.shown.by_place.get(code)
        if figure is None:
            return format_html('<g data-code="{}"><title>{}</title>{}</g>', code, self._words(code, state), drawn)
        return format_html(
            '<a href="{}" tabindex="-1" data-code="{}"><title>{}</title>{}</a>',
            self._why(figure), code, self.shown.words(figure), drawn,
        )  # fmt: skip

    def _words(self, code, state):
        name = figures.name_of("area", code)
        return name if state in ("here", "peer") else _("%(place)s: no number of this year") % {"place": name}

    def _why(self, figure):
        return f"{self.whys}{figure.slug}/"

    # --- Lines --------------------------------------------------------------------------------------------------------

    @property
    def flows(self):
        """The widest below; each with a rim of paper, so that lines that cross stay apart."""
        return format_html_join("", "{}", ((self._flow(figure),) for figure in self.shown.lines[:MARKED]))

    def _flow(self, figure):
        here, there = shapes.place(self.shown.place), shapes.place(figure.place)
        if not here or not there or not figure.known:
            return ""
        (start, end), width = (
            (here, there) if self.shown.direction == "from" else (there, here),
            self.shown.width(figure),
        )
        bow, category = curve(start, end), self.shown.category
        line = '<path class="{}" d="{}" stroke-width="{}"/>'
        more = format_html(line, f"unsure s-{category}", bow, width + 8) if figure.value is None else ""
        rim, flow = format_html(line, "rim", bow, width + 3), format_html(line, f"flow s-{category}", bow, width)
        return format_html('<g data-code="{}">{}{}{}</g>', figure.place, more, rim, flow)

    # --- Places -------------------------------------------------------------------------------------------------------

    @property
    def places(self):
        """The chosen place and each other end of a line: a dot with its number, which leads to its cells."""
        around = self._marked
        return format_html("{}{}", format_html_join("", "{}", ((self._place(each),) for each in around)), self._here)

    @property
    def _marked(self):
        found = [figure for figure in self.shown.figures if not figure.part_of and self._stands(figure.place)]
        return found[:MARKED]

    def _stands(self, code):
        place = shapes.place(code)
        return place and self.box.holds(place)

    def _place(self, figure):
        x, y = self.box.percent(shapes.place(figure.place))
        label = self.labels.get(figure.place)
        dot = format_html('<circle class="dot f-{}" cx="{}%" cy="{}%" r="3"/>', self.shown.category, x, y)
        return format_html(
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
        return format_html(
            '<g class="here-mark" data-x="{}" data-y="{}"><circle class="ring" cx="{}%" cy="{}%" r="5.5"/>{}</g>',
            *place, x, y, text(label, x, y) if label else "",
        )  # fmt: skip

    @cached_property
    def labels(self):
        """{place: Label}: the largest first, each where it covers no other; one without room stays without words."""
        here = shapes.place(self.shown.place)
        wanted = [(self.shown.place, figures.name_of("area", self.shown.place), "")] if here else []
        wanted += [(figure.place, *label_of(figure)) for figure in self._marked if figure.is_number][:LABELLED]
        centre = self.box.pixels(here) if here else (0, 0)
        dots = [self.box.pixels(shapes.place(code)) for code, *_words in wanted]
        taken, found = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots], {}
        for (code, words, mark), (x, y) in zip(wanted, dots, strict=True):
            label, area = roomiest(words + mark, x, y, taken, self.box.wide, to_the_left=x < centre[0])
            if label:
                found[code] = label._replace(words=words, mark=mark)
                taken.append(area)
        return found

    # --- The numbers in the countries of the inset --------------------------------------------------------------------

    @property
    def numbers(self):
        """Each number at its place, those of members too: what the inset is for."""
        return format_html_join("", "{}", ((self._inside(each),) for each in self._inside_box))

    @property
    def _inside_box(self):
        unions = self.shown.index["unions"]
        return [each for each in self.shown.figures if each.place not in unions and self._stands(each.place)][:MARKED]

    def _inside(self, figure):
        x, y = self.box.percent(shapes.place(figure.place))
        words = figures.figure(figure) if figure.is_number else ""
        return format_html(
            '<a class="place" id="{}-{}" href="{}" data-code="{}" aria-label="{}">'
            '<circle class="target" cx="{}%" cy="{}%" r="12"/>'
            '<text x="{}%" y="{}%" dy="4" text-anchor="middle">{}</text></a>',
            self.box.name, figure.place, self._why(figure), figure.place, self.shown.words(figure), x, y, x, y, words,
        )  # fmt: skip


def curve(start, end):
    """A bow from one place to another, to the north."""
    (x, y), (u, v) = start, end
    long = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    return f"M{x} {y}Q{round((x + u) / 2)} {round((y + v) / 2 - long * BEND)} {u} {v}"


def label_of(figure):
    """The words beside a place, and the mark of a number that is not whole."""
    status = entry("status", figure.status)
    mark = f" {status.mark}" if status and status.mark and figure.value is None else ""
    return f"{figures.name_of('area', figure.place)} {figures.figure(figure)}", mark


def roomiest(words, x, y, taken, wide, to_the_left):
    """The Label that covers nothing taken, and the room it takes; (None, None) where there is none."""
    long = len(words) * LETTER
    sides = [(-11, 4, "end"), (11, 4, "start")] if to_the_left else [(11, 4, "start"), (-11, 4, "end")]
    below = [(0, 20, "middle"), (0, -11, "middle")]
    corners = [(dx, dy, anchor) for dx, _dy, anchor in sides for dy in (18, -10)]
    for dx, dy, anchor in [*sides, *below, *corners]:
        left = x + dx - {"start": 0, "middle": long / 2, "end": long}[anchor]
        area = left, y + dy - LINE + 3, left + long, y + dy + 3
        if left >= 0 and area[2] <= wide and not any(overlap(area, each) for each in taken):
            return Label(words, dx, dy, anchor), area
    return None, None


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def text(label, x, y):
    return format_html(
        '<text x="{}%" y="{}%" dx="{}" dy="{}" text-anchor="{}">{}{}</text>',
        x, y, label.dx, label.dy, label.anchor, label.words, label.mark,
    )  # fmt: skip

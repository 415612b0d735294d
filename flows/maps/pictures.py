"""The map as a picture that stands alone: title, legend, source and every colour are in it, no style and no script."""

from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from flows import figures
from flows.maps import shapes
from flows.maps.boxes import WORLD
from flows.maps.drawing import Drawing, curve
from flows.maps.palette import colours
from flows.markup import joined, markup

WIDE, TOP, RIM = 1152, 64, 24
HIGH = round(WORLD.height / WORLD.step)
LEGEND = TOP + HIGH + 28
ACROSS, WHOLE = WIDE + 2 * RIM, LEGEND + 54
FONT = "Noto Sans, Liberation Sans, Arial, sans-serif"
STEPS = ["0", "1–19", "20–99", "100–999"]


@lru_cache(maxsize=16)
def png(drawing):
    """The same picture in points, twice as many each way as it is wide on a page."""
    import vl_convert  # 70 MB in memory: taken in where somebody asks for such a picture

    return vl_convert.svg_to_png(drawing, scale=2)


def svg(release, shown):
    """The map as an SVG document."""
    parts = [_head(shown), _land(shown), _lines(shown, release.version), _legend(shown), _foot(release)]
    return markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="-{8} 0 {0} {1}" font-family="{2}"'
        ' font-size="12.5"><title>{3}</title><desc>{4}</desc>{5}<rect x="-{8}" width="{0}" height="{1}" fill="{6}"/>{7}'
        "</svg>",
        ACROSS, WHOLE, FONT, shown.title, _told(shown), _patterns(), colours()["paper"], _together(parts), RIM,
    )  # fmt: skip


def _together(parts):
    return joined(parts)


def _told(shown):
    """Every number of the picture in words."""
    return "; ".join(shown.words(figure) for figure in shown.figures)


def _patterns():
    return markup(
        '<defs><clipPath id="frame"><rect y="{}" width="{}" height="{}"/></clipPath>'
        '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M2.5 0v5" stroke="{}"/></pattern>'
        '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<circle cx="2.5" cy="2.5" r=".8" fill="{}"/></pattern></defs>',
        TOP, WIDE, HIGH, colours()["rule-2"], colours()["rule-2"],
    )  # fmt: skip


def _head(shown):
    measures = dict.fromkeys(figures.name_of("measure", figure.measure) for figure in shown.lines)
    said = [capfirst(figures.listed(measures))]
    if shown.measures:
        said.append(_("They are never added together; line widths compare only within one measure."))
    return _text(0, 30, shown.title, 24) + _text(0, 52, ". ".join(said), 13, "ink-2")


def _land(shown):
    """All land, then that of the places in their shades, in the steps of the shapes."""
    line = '<path fill="{}" stroke="{}" stroke-width=".5" vector-effect="non-scaling-stroke" d="{}"/>'
    every = [shape.path for shape in shapes.shapes().values() if shape.path]
    land = joined(markup(line, colours()["land"], colours()["paper"], path) for path in every)
    shaded = joined(_shape(shown, *each) for each in shown.states.items())
    return _in_box(land + shaded)


def _shape(shown, code, state):
    shape = shapes.shapes().get(code)
    if not shape or not shape.path:
        return ""
    state, _more, hidden = state.partition(" ")
    drawn = _path(shape.path, *fills(shown.category, state))
    if state in ("missing", "excluded"):
        drawn = _path(shape.path, "paper", "paper") + drawn
    return drawn + _path(shape.path, "url(#wide-hatch)", "rule-2") if hidden else drawn


def fills(category, state):
    """Colour and outline of a state, by their roles."""
    plain = {"missing": ("url(#wide-hatch)", "rule-2"), "excluded": ("url(#wide-dots)", "rule-2"),
             "here": ("ink", "paper"), "peer": ("peer", "paper"), "step-0": ("paper", category)}  # fmt: skip
    return plain.get(state) or (f"{category}-{state[-1]}", "paper")


def _path(path, fill, stroke):
    return markup(
        '<path fill="{}" stroke="{}" stroke-width=".7" vector-effect="non-scaling-stroke" d="{}"/>',
        colours().get(fill, fill), colours()[stroke], path,
    )  # fmt: skip


def _in_box(inside):
    """Drawn in the steps of the shapes, with the patterns as wide as elsewhere."""
    return markup(
        '<defs><pattern id="wide-hatch" href="#hatch" xlink:href="#hatch" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' patternTransform="rotate(45) scale({0})"/><pattern id="wide-dots" href="#dots" xlink:href="#dots"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" patternTransform="scale({0})"/></defs>'
        '<g clip-path="url(#frame)"><g transform="translate({1} {2}) scale({3})">{4}</g></g>',
        WORLD.step, round(-WORLD.x / WORLD.step, 2), round(TOP - WORLD.y / WORLD.step, 2),
        round(1 / WORLD.step, 6), inside,
    )  # fmt: skip


def _lines(shown, version):
    here, drawing = shapes.place(shown.place), Drawing(shown, version, in_words=True)
    lines = [_line(shown, figure, here) for figure in shown.lines]
    marks = [_mark(shown, drawing, figure.place, figure) for figure in shown.lines]
    return _together([*lines, *marks, _mark(shown, drawing, shown.place, None)])


def _line(shown, figure, here):
    there = shapes.place(figure.place)
    if not here or not there or not figure.known:
        return ""
    ends = [tuple(round(each, 1) for each in _pixels(place)) for place in (here, there)]
    bow = curve(*(ends if shown.direction == "from" else ends[::-1]))
    width, colour = shown.width(figure), colours()[shown.category]
    drawn = [(colours()["paper"], width + 3, 1), (colour, width, 0.92)]
    drawn = [(colour, width + 8, 0.35)] * (figure.value is None) + drawn
    line = '<path fill="none" stroke="{}" stroke-width="{}" stroke-opacity="{}" d="{}"/>'
    return joined(markup(line, *each, bow) for each in drawn)


def _mark(shown, drawing, code, figure):
    """A dot, or a ring at the chosen place, with its words."""
    place = shapes.place(code)
    if not place:
        return ""
    x, y = (round(each, 1) for each in _pixels(place))
    fill, stroke, size = (shown.category, "paper", 3) if figure else ("paper", "ink", 5.5)
    dot = markup(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="{}"/>',
        x, y, size, colours()[fill], colours()[stroke], 1 if figure else 3,
    )  # fmt: skip
    label = drawing.labels.get(code)
    if not label:
        return dot
    return dot + _text(x + label.dx, y + label.dy, label.words, 12.5, "ink", label.anchor, rim=True)


def _pixels(place):
    x, y = WORLD.pixels(place)
    return x, y + TOP


def _legend(shown):
    steps = [*STEPS, _("%(number)s and more") % {"number": figures.number(1000)}]
    said = [(f"step-{step}", words) for step, words in enumerate(steps)]
    said += [("missing", figures.name_of("status", "missing")), ("excluded", figures.name_of("status", "excluded"))]
    parts, x = [], 0
    for state, words in said:
        fill, stroke = fills(shown.category, state)
        stroke = "rule-2" if stroke == "paper" else stroke
        fill = fill.replace("wide-", "")
        parts.append(markup(
            '<rect x="{}" y="{}" width="17" height="11" fill="{}" stroke="{}"/>',
            x + 0.5, LEGEND - 10.5, colours().get(fill, fill), colours()[stroke],
        ))  # fmt: skip
        parts.append(_text(x + 25, LEGEND, words, 12.5, "ink-2"))
        x += 25 + len(words) * 7.2 + 26
    return _together(parts)


def _foot(release):
    day = _("not published") if release.is_candidate else figures.day(release.published_at)
    said = _("Central Asia Migration Tracker, release %(version)s (%(day)s). Shapes: Natural Earth, Equal Earth.")
    return _text(0, LEGEND + 30, said % {"version": release.version, "day": day}, 12, "ink-3")


def _text(x, y, words, size, colour="ink", anchor="start", rim=False):
    halo = markup(' stroke="{}" stroke-width="3" paint-order="stroke"', colours()["paper"]) if rim else ""
    return markup(
        '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>',
        x, y, size, colours()[colour], anchor, halo, words,
    )  # fmt: skip

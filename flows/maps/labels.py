"""The words beside the dots of the map: each where it covers no other, and none where there is no room."""

from typing import NamedTuple

from flows import figures
from flows.markup import markup
from flows.queries import entry

LETTER, LINE = 7.2, 15  # a letter of a label and its line, about, in px


class Label(NamedTuple):
    """Words beside a place: which way they lie from it, in px, and how they are anchored."""

    words: str
    dx: int
    dy: int
    anchor: str
    mark: str = ""


def placed(wanted, box, centre):
    """{code: Label} of (code, place, words, mark), the first ones first; west of the centre words go to the left."""
    dots = [box.pixels(place) for _code, place, *_words in wanted]
    taken, found = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots], {}
    for (code, _place, words, mark), (x, y) in zip(wanted, dots, strict=True):
        label, area = roomiest(words + mark, x, y, taken, box.wide, to_the_left=x < box.pixels(centre)[0])
        if label:
            found[code] = label._replace(words=words, mark=mark)
            taken.append(area)
    return found


def label_of(figure, in_words):
    """The words beside a place, and the mark of a number that is not whole, or that in words as well."""
    if in_words and figure.value is None:
        status = figures.name_of("status", figure.status)
        return f"{figures.name_of('area', figure.place)} {figures.figure(figure)}, {status}", ""
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
    return markup(
        '<text x="{}%" y="{}%" dx="{}" dy="{}" text-anchor="{}">{}{}</text>',
        x, y, label.dx, label.dy, label.anchor, label.words, label.mark,
    )  # fmt: skip

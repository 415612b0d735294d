"""What is said of each graphic technique, of the columns of its table, and in its pictures."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """Title, one line for the list, when it helps, how to read it, when it misleads."""

    title: str
    line: str
    helps: str
    reads: str
    misleads: str


TECHNIQUES = {
    "pyramid": Words(
        _("Population pyramid with migration"),
        _("Who lives somewhere by sex and age, and which ages came or left."),
        _(
            "To see at once which ages migrate: young workers who leave, students who come, pensioners who return. "
            "Beside the population of the same age one sees whether that is a few or every second."
        ),
        _(
            "Each line is an age group, the youngest at the bottom, males to the left and females to the right. The "
            "hollow bar is the population. Inside of it, on the same scale, stands net migration: solid where more "
            "came, dashed where more left."
        ),
        _(
            "Age groups of unequal width look larger or smaller than they are: keep to five years, and mind the open "
            "last one. Net migration by age is nearly always an estimate, and errors in stated ages look like "
            "migration."
        ),
    ),
    "heatmap": Words(
        _("Flow matrix as a heat map"),
        _("Every origin against every destination: the stronger the colour, the more."),
        _(
            "To look at all corridors at once: which are large, which are empty, and for which nobody has counted. It"
            " keeps its shape with thirty areas, where lines and arrows become a tangle."
        ),
        _(
            "Rows are origins and columns destinations. The shade says how much, in the steps of the legend, and the "
            "number stands in the cell. Dashed cells are known by bounds alone, hatched ones have no number, a cross "
            "is left out by decision; a zero has an outline and its 0."
        ),
        _(
            "The eye compares shades badly, so read the numbers. One large corridor makes all others pale: shades "
            "then go by powers of ten, as the legend says. Destinations that count different things must never share "
            "one scale."
        ),
    ),
    "arcs": Words(
        _("Arc diagram"),
        _("Corridors as arcs between places, the wider the more."),
        _("To tell which few corridors carry most of the movement, and whether they run one way or both."),
        _(
            "Places stand one below the other, origins first. An arc to the right leads down the line, an arc to the "
            "left leads up it. Width stands for the number. Dashed arcs are known by bounds alone, dotted ones have "
            "no number, and where nobody moved there is no arc."
        ),
        _(
            "Long arcs look more than short ones of the same width. Which places stand next to each other is a choice"
            " and no fact. With more than about twenty places only a heat map can still be read."
        ),
    ),
    "multiples": Words(
        _("Small multiples"),
        _("One small chart a place, all on one scale."),
        _("To compare courses over the years in many places without one line crossing another."),
        _(
            "Every small chart has the same years and the same scale from zero, so that heights compare across all of"
            " them. One series is in colour, the others are pale beside it. A line ends where a number is missing; an"
            " upright bar reaches from the lowest to the highest that is possible."
        ),
        _(
            "On one scale small places lie flat on the base line: that they are small is true, but their course is "
            "lost. Index lines show it. Only places that count by the same measure may stand side by side."
        ),
    ),
    "index": Words(
        _("Index lines"),
        _("Courses that all begin at 100, whatever their size."),
        _("To compare how fast numbers of very different size grew or shrank since one year."),
        _(
            "In the base year every line stands at 100; at 150 a number is half as much again, at 50 half. The table "
            "below holds the numbers themselves beside the index."
        ),
        _(
            "The base year decides the picture: after an unusually low year everything seems to soar. From 2 to 6 is "
            "an index of 300 as from 2,000 to 6,000. Nothing may be compared across a break in the series."
        ),
    ),
    "growth": Words(
        _("Growth taken apart"),
        _("How much of a population’s growth is births and deaths, and how much is migration."),
        _("To show whether migration adds to natural increase, makes up for a loss, or takes it away."),
        _(
            "Two bars for each area: natural increase, births less deaths, and net migration below it. To the right "
            "of zero they add people, to the left they take them away. The upright mark is what both come to: the "
            "growth between the two counts."
        ),
        _(
            "Net migration is here what is left of growth once births and deaths are taken away, so that every error "
            "of the two censuses and of registration passes for migration. Compare areas of unequal size by rates "
            "instead."
        ),
    ),
}  # fmt: skip

COLUMNS = {
    "origin": _("the area that people leave"),
    "destination": _("the area that people go to"),
    "value": _("the number; empty where it is not known, 0 where nobody was counted"),
    "panel": _("the place of the small chart"),
    "series": _("whose number it is: one line each"),
    "year": _("the year, in four digits"),
    "sex": _("m or f"),
    "age": _("the age group, such as 0-4 or 70+"),
    "population": _("how many live there"),
    "migration": _("net migration, below zero where more left than came"),
    "area": _("the area or group"),
    "p0": _("the population at the first count"),
    "p1": _("the population at the second count"),
    "births": _("births between the two counts"),
    "deaths": _("deaths between the two counts"),
}

PICTURE = {
    "hidden": _("known by bounds alone"),
    "missing": _("no number"),
    "excluded": _("left out by decision"),
    "below": _("below %(number)s"),
    "and more": _("%(number)s and more"),
    "widest": _("widest: %(number)s"),
    "no line": _("%(number)s: no arc"),
    "base": _("%(year)s = 100"),
    "index of": _("%(name)s, index (%(year)s = 100)"),
    "no base": _("without an index: %(names)s"),
    "others": _("the others"),
    "origin": _("Origin"),
    "panel": _("Place"),
    "series": _("Series"),
    "age": _("Age"),
    "area": _("Area"),
    "males": _("males"),
    "females": _("females"),
    "population": _("population"),
    "net": _("net migration"),
    "gain": _("net immigration"),
    "loss": _("net emigration"),
    "natural": _("natural increase"),
    "growth": _("growth"),
}

EXAMPLES = {
    "pyramid": _(
        "Males of Bombay in 1951, and net migration since 1941 by survival ratios. The source prints males "
        "alone, so the other side has no numbers."
    ),
    "growth": _("Alabama, 1960 to 1970, by sex and race as the source names them."),
}
NAMES = {
    "white male": _("white male"),
    "white female": _("white female"),
    "non-white male": _("non-white male"),
    "non-white female": _("non-white female"),
    "women": _("women"),
    "men": _("men"),
    "North": _("North"),
    "South": _("South"),
    "West": _("West"),
}
MADE_UP = _("An example with numbers that are made up.")


def example(technique):
    """The table of an example, with the names in it in the language of the page."""
    heading, *rows = technique.example.splitlines()
    said = [",".join(str(NAMES.get(cell, cell)) for cell in row.split(",")) for row in rows]
    return "\n".join([heading, *said, ""])

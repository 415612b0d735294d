"""All series of a comparison, and the large figures above their tables."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import figures
from flows.core.effects import Series
from flows.differences.comparing import Block

SUMS_SHOWN = 2


class Large(NamedTuple):
    """A large figure, what it is, and a line below it."""

    figure: str
    what: str
    small: str = ""


class Comparison:
    """Every series with a number that would be another, those that change most first."""

    def __init__(self, series: list[Series]):
        self.blocks = [Block(each) for each in series]

    @property
    def moved(self):
        return sum(len(block.series.moved) for block in self.blocks)

    @property
    def wholes(self):
        """The series that are no part of another."""
        return [block for block in self.blocks if not block.series.part_of]

    @property
    def larges(self):
        """The large figures above the tables. Measures are never added together, and neither are categories."""
        first = self.blocks[0]
        return [
            Large(figures.number(self.moved), self._numbers, self._where),
            *map(self._sum, self.wholes[:SUMS_SHOWN]),
            *([self._factor(first)] if first.whole.tenfold not in (None, 10) else []),
            self._elsewhere(first),
        ]

    @property
    def _numbers(self):
        return ngettext("number changes", "numbers change", self.moved)

    @property
    def _where(self):
        if len(self.blocks) == 1:
            block = self.blocks[0]
            return f"{block.category.lower()}, {block.destination}, {block.extent}"
        return ngettext("in %(count)s series", "in %(count)s series", len(self.blocks)) % {"count": len(self.blocks)}

    def _sum(self, block):
        what = block.unit if len(self.wholes) == 1 else f"{block.unit}, {block.category.lower()}, {block.destination}"
        small = f"{figures.or_none(block.whole.before)} → {figures.or_none(block.whole.after)}"
        return Large(figures.change(block.whole.change), what, f"{small}, {block.span}" if block.is_stock else small)

    def _factor(self, block):
        what = f"{block.category.lower()}, {block.destination}, {block.span}"
        return Large(figures.times(block.whole.tenfold), what, block.factors)

    def _elsewhere(self, first):
        count = self.moved - len(first.series.moved)
        others = dict.fromkeys(f"{block.category.lower()}, {block.destination}" for block in self.wholes[1:])
        small = "; ".join([*others][:3]) or _("no other destination, no other category")
        return Large(figures.number(count), ngettext("number elsewhere", "numbers elsewhere", count), small)

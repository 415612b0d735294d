"""How the cells of a number are listed: one by one, page by page where they are very many, and label by label."""

from itertools import groupby
from typing import NamedTuple

from flows.addresses import with_query
from flows.models import Contribution
from flows.paged import Paged
from flows.proof import reckoning

SIZE = 100  # cells of a page
FEW = 40  # cells left out that are told one by one; more are told label by label


class Listed(Paged):
    """One page of the cells of a number; `path` is that of the page which shows them."""

    size = SIZE

    def __init__(self, cells, number, path):
        self.whole, self.number, self.path = len(cells), number, path
        self.cells = cells[self.first - 1 : self.last]

    def address(self, page):
        return f"{with_query(self.path, {'page': page})}#all-cells"


class Labelled(NamedTuple):
    """The cells of one label added up; `cell` is the first of them."""

    cell: Contribution
    count: int
    value: int | None
    lower: int
    upper: int | None

    @property
    def treatment(self):
        return self.cell.treatment

    @property
    def source(self):
        return self.cell.source

    @property
    def most(self):
        """What it is at most, as far as that is known."""
        return self.value if self.value is not None else self.upper or self.lower


def by_label(cells):
    """A Labelled for each label of cells that stand in the order of their labels."""
    return [_labelled(list(same)) for _own, same in groupby(cells, key=_label)]


def left_out(cells):
    """Cells that were left out, each by itself; of very many those of one label together. Largest first."""
    lines = by_label(sorted(cells, key=_label)) if len(cells) > FEW else [_labelled([cell]) for cell in cells]
    return sorted(lines, key=lambda line: -line.most)


def _labelled(cells):
    return Labelled(cells[0], len(cells), *reckoning.sums(cells))


def _label(cell):
    return cell.source_id, cell.treatment_id

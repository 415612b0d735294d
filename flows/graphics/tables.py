"""The table under a picture: the same numbers in the same words and signs as elsewhere on the site."""

from django.utils.translation import gettext as _

from flows import figures
from flows.addresses import whys
from flows.core.graphics.cells import EXCLUDED, HIDDEN, KNOWN, STAYS
from flows.graphics.looks import number
from flows.marks import status_mark
from flows.markup import markup


class Table:
    """Headings, and lines of names and cells; `version` is the release into which numbers open, if they do."""

    def __init__(self, drawn, version=""):
        self.heads = drawn.heads
        self.names = len(drawn.lines[0][0])
        self.why = whys(version) if version else ""
        self.lines = [(names, list(map(self.cell, cells))) for names, cells in drawn.lines]

    def cell(self, cell):
        words = said(cell)
        if self.why and cell.slug:
            words = markup('<a href="{}">{}</a>', f"{self.why}{cell.slug}/", words)
        mark = status_mark(sign(cell))
        return markup("{} {}", mark, words) if mark else words


def sign(cell):
    """The status whose sign stands beside a cell."""
    if cell.kind == KNOWN:
        return cell.status
    if cell.status == STAYS:
        return ""
    return (
        cell.kind if cell.kind != HIDDEN else cell.status if cell.status in ("partial", "suppressed") else "suppressed"
    )


def said(cell):
    if cell.kind == KNOWN:
        return number(cell.value)
    if cell.status == STAYS:
        return "–"
    if cell.kind == HIDDEN:
        return figures.interval(cell.lower, cell.upper, number)
    return figures.name_of("status", EXCLUDED) if cell.kind == EXCLUDED else _("none")

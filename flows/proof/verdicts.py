"""One number told in a sentence or two: what it is made of, and what is known where it is not whole."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flows import figures
from flows.proof import reckoning
from flows.queries import entry

SAID_OF_ITSELF = {"provisional", "estimated", "break"}


def heading(row):
    """`Study: Kazakhstan → United States, fiscal year 2018`."""
    origin, destination = (_unbroken(figures.name_of("area", code)) for code in (row.origin, row.destination))
    corridor, year = f"{origin} →\u00a0{destination}", _unbroken(figures.long_year(row.year, row.year_basis))
    if not row.category:
        return f"{corridor}, {year}"
    return f"{figures.name_of('category', row.category)}: {corridor}, {year}"


def _unbroken(name):
    """The name with spaces that no line breaks at."""
    return name.replace(" ", "\u00a0")


def verdict(row, cells, publishers):
    """What the number is made of, and how sure it is."""
    made = " ".join(filter(None, [made_of(cells, publishers), corrected(cells)]))
    if row.value is None:
        return f"{made} {not_whole(row)}"
    parts = [made, whole(row)]
    if row.status in SAID_OF_ITSELF:
        parts.append(entry("status", row.status).definition)
    return " ".join(parts)


def made_of(cells, publishers):
    if not cells:
        return _("No cell: the table covers the year and has no row for this origin.")
    said = ngettext(
        "%(count)s cell, as printed by: %(publishers)s.",
        "The sum of %(count)s cells, as printed by: %(publishers)s.",
        len(cells),
    )
    return said % {"count": figures.number(len(cells)), "publishers": "; ".join(publishers)}


def corrected(cells):
    """How many of the cells are wrong as printed, and corrected."""
    count = sum(cell.correction is not None for cell in cells)
    said = ngettext("%(count)s of them is wrong as printed, and corrected; see below.",
                    "%(count)s of them are wrong as printed, and corrected; see below.", count)  # fmt: skip
    return said % {"count": figures.number(count)} if count else ""


def whole(row):
    if row.lower == row.upper:
        return _("Nothing was hidden or rounded.")
    if row.upper is None:
        return _("The exact number is at least %(lower)s.") % {"lower": figures.number(row.lower)}
    return _("The publisher rounds or blurs: the exact number lies between %(lower)s and %(upper)s.") % {
        "lower": figures.number(row.lower),
        "upper": figures.number(row.upper),
    }


def not_whole(row):
    known = {"reason": reckoning.hidden(row), "lower": figures.number(row.lower), "upper": figures.number(row.upper)}
    if row.upper is None:
        return (
            _("There is no single number: %(reason)s. At least %(lower)s is certain; nothing limits it from above.")
            % known
        )
    return (
        _("There is no single number: %(reason)s. At least %(lower)s is certain; it cannot be more than %(upper)s.")
        % known
    )

"""The checks of one number: what was added up, against what, and whether it holds."""

import re
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flows import figures
from flows.models import TotalCheck
from flows.proof import excerpts

TERMS_SHOWN = 8
# What the workshop hands over in English; the same is said in the language of the page.
HELD = {
    "no period of this year": gettext_lazy("no period of this year"),
    "no row in the publisher's table": gettext_lazy("no row in the publisher’s table"),
    "(?P<part>[0-9]+) of 12 months": gettext_lazy("%(part)s of 12 months"),
    "(?P<part>[0-9]+) of 4 quarters": gettext_lazy("%(part)s of 4 quarters"),
}
TOTALS_SHOWN = 6


class Check(NamedTuple):
    """`passed` is None where there is nothing to pass or fail, only something to know."""

    passed: bool | None
    what: str
    how: str
    numbers: str


def checks(release, observation, cells):
    """The Checks of an observation of a release over the cells behind it."""
    return [
        cells_add_up(observation, cells),
        *printed_totals(release, observation, cells),
        labels_decided(cells),
        nothing_hidden(observation),
    ]


def cells_add_up(row, cells):
    value, lower, upper = sums(cells)
    # Where something is absent nothing limits the number from above, whatever the cells say; half a sum is no value.
    holds = lower == row.lower and (bool(row.absent) or upper == row.upper) and row.value in (value, None)
    terms = [figures.figure(cell) for cell in cells]
    how = " + ".join(terms) if len(terms) <= TERMS_SHOWN else count_of_cells(len(terms))
    return Check(holds, _("The cells add up"), how, figures.figure(row))


def sums(cells):
    """(value, lower, upper) of cells added up: a hidden value hides the sum, an unlimited bound unbounds it."""
    values, uppers = [cell.value for cell in cells], [cell.upper for cell in cells]
    return (
        None if None in values else sum(values),
        sum(cell.lower or 0 for cell in cells),
        None if None in uppers else sum(uppers),
    )


def printed_totals(release, row, cells):
    """A Check for each printed total in the rows and columns of these cells."""
    found = TotalCheck.public.of(release).filter(
        source__in={cell.source_id for cell in cells}, sheet__in={cell.sheet for cell in cells}, origin=row.origin
    )  # fmt: skip
    lines = {part for cell in cells for part in excerpts.place(cell) or ()}
    near = [total for total in found.order_by("pk") if lines.intersection(excerpts.place(total) or ())]
    return [printed_total(total) for total in near[:TOTALS_SHOWN]]


def printed_total(total):
    ours = figures.interval(total.lower, total.upper)
    how = format_html(_("{what}, against {cell}"), what=english(total.what), cell=total.cell)
    if total.outcome == "equal":
        return Check(True, _("The printed total"), how, f"{ours} = {total.printed}")
    said = {
        "rounding": _("within rounding"),
        "hidden": _("within the bounds of hidden cells"),
        "explained": english(total.explanation),
        "open": _("not explained"),
    }
    how = format_html("{}: {}", how, said.get(total.outcome, total.outcome))
    return Check(total.outcome != "open", _("The printed total"), how, f"{ours}; {total.printed}")


def english(words):
    """Words of the workshop, which speaks English, in a page of any language."""
    return format_html('<span lang="en">{}</span>', words)


def labels_decided(cells):
    labels = {cell.treatment_id: cell.treatment for cell in cells}.values()
    approved = [treatment for treatment in labels if treatment.approved_on]
    return Check(
        len(approved) == len(labels),
        _("Every label is decided"),
        _("and each decision was approved by a second person"),
        _("%(part)s of %(whole)s") % {"part": len(approved), "whole": len(labels)},
    )


def nothing_hidden(row):
    span = figures.interval(row.lower, row.upper)
    if row.value is None:
        return Check(None, _("Something is hidden or absent"), hidden(row), span)
    if row.lower != row.upper:
        return Check(True, _("Nothing hidden"), _("the bounds hold the publisher’s rounding"), span)
    return Check(True, _("Nothing hidden"), _("so both bounds equal the value"), span)


def hidden(row):
    """`11 of 24 cells hidden`, how much is held where a table or member is not whole, or that a cell says nothing."""
    parts = list(dict.fromkeys(held(note) for note in row.absent))
    if row.hidden_cells:
        cells = ngettext("%(part)s of %(whole)s cell hidden", "%(part)s of %(whole)s cells hidden", row.cells)
        parts.insert(0, cells % {"part": figures.number(row.hidden_cells), "whole": figures.number(row.cells)})
    if not parts and row.value is None:
        parts = [_("a cell gives no number")]
    return "; ".join(parts)


def held(note):
    """How much is held of what a number should rest on, {"table" or "member": code, "held": how much}."""
    for pattern, said in HELD.items():
        if match := re.fullmatch(pattern, note["held"]):
            return said % match.groupdict()
    return note["held"]


def absent(note, titles):
    """The same with the name of the table or the member; `titles` of tables by their codes."""
    table = note.get("table")
    return f"{titles.get(table, table) if table else figures.name_of('area', note['member'])}: {held(note)}"


def count_of_cells(count):
    return ngettext("%(count)s cell", "%(count)s cells", count) % {"count": figures.number(count)}

"""What a correction says of its cells, checked beside the file and beside other corrections: the inner half of
`corrections`.
"""

from hashlib import sha256

from django.utils import timezone

from curation import grids, looking
from curation.actions import reviewed
from curation.actions.refused import Refused
from curation.core import cell_corrections
from curation.core.cell_corrections import same
from curation.core.numbers import Notation, plain
from curation.core.places import address
from curation.core.problems import Unreadable
from curation.core.taken import Mistaken
from curation.corrected import as_read
from curation.models import Correction

LONGEST_REFERENCE = 500
WHAT = "Correction {} is withdrawn: the cells are read as printed."


def words(what, why, reported_on, reference):
    """What a person says about an error, as it is kept."""
    reference = (reference or "").strip()
    if len(reference) > LONGEST_REFERENCE:
        raise Refused(f"The reference has {len(reference):,} characters, and {LONGEST_REFERENCE} are kept: shorten it.")
    if reported_on and reported_on > timezone.localdate():
        raise Refused(f"{reported_on:%Y-%m-%d} is still to come: give the day on which the publisher was told.")
    what, why = reviewed.words(what, "what is wrong"), reviewed.words(why, "by what one knows it")
    return {"what": what, "why": why, "reported_on": reported_on, "reference": reference}


def content(file, sheet, cells, corrected):
    """Place, print and correction, as they are kept."""
    place, printed = printed_at(file, sheet, cells)
    said = {"sheet": sheet, "cells": str(place), "printed": printed, "printed_key": key_of(printed)}
    return said | {"corrected": checked(file, place, printed, corrected)}


def printed_at(file, sheet, cells):
    """The cells, and what a file prints there, line by line."""
    try:
        place = cell_corrections.cells_of(cells)
        book = grids.of(file)
    except (Mistaken, Unreadable) as reason:
        raise Refused(str(reason)) from reason
    number = next((n for n, kept in enumerate(book.sheets) if kept.name == sheet), None)
    if number is None:
        held = ", ".join(kept.name for kept in book.sheets[:20])
        raise Refused(f"{file} has no sheet “{sheet}”; it holds {held}.")
    rows, columns = (last - first + 1 for first, last in (place.rows, place.columns))
    printed = book.window(number, place.rows[0], place.columns[0], rows, columns)
    if len(printed) < rows or any(len(line) < columns for line in printed):
        raise Refused(f"Sheet {sheet} of {file} ends before {place}: choose cells that it has.")
    return place, printed


def key_of(printed):
    """One text for what was printed, however it is dashed and spaced."""
    return sha256("\x1e".join("\x1f".join(map(plain, line)) for line in printed).encode()).hexdigest()


def checked(file, place, printed, corrected):
    """What the cells should say: each stays as printed, or is a count, a mark of the table, or not known."""
    if [len(line) for line in corrected] != [len(line) for line in printed]:
        raise Refused(f"Say of each cell of {place} what it should be: {len(printed)} × {len(printed[0])} texts.")
    notation = Notation.from_hints(file.source.hints.get("numbers", {}))
    try:
        found = [
            [
                was if same(was, text) else cell_corrections.checked(text, address(r, c), notation)
                for c, (was, text) in enumerate(zip(*lines, strict=True), place.columns[0])
            ]
            for r, lines in enumerate(zip(printed, corrected, strict=True), place.rows[0])
        ]
    except Mistaken as reason:
        raise Refused(str(reason)) from reason
    if found == printed:
        raise Refused(f"{place} should say what it prints: then there is nothing to correct.")
    return found


def refuse_unreadable(file, correction):
    """A correction with which the sheet could not be read, where without it it could, is not proposed."""
    try:
        now = looking.at(file)
        number = next(n for n, kept in enumerate(now.book.sheets) if kept.name == correction.sheet)
        refusals = now.corrected(as_read(correction)).look(number).refusals
        worse = refusals and not now.look(number).refusals
    except Unreadable as reason:
        raise Refused(str(reason)) from reason
    if worse:
        raise Refused(f"This is not proposed, for the sheet could not be read with it. {refusals[0]}")


# beside others


def refuse_repetition(correction):
    """The same said twice only makes work for whoever reviews it."""
    told = ("sheet", "cells", "printed_key", "corrected", "reported_on", "reference")
    said = {name: getattr(correction, name) for name in told}
    same_cells = Correction.objects.filter(source=correction.source, ends=None, state__in=["proposed", "approved"])
    for row in same_cells.filter(sheet=correction.sheet).select_related("proposed_by"):
        if all(getattr(row, name) == text for name, text in said.items()):
            raise Refused(f"This is {row.get_state_display()} already, by {row.proposed_by}: {row.about}.")


def waiting(correction, by):
    """A person's own proposals that wait for some of the same cells."""
    rows = Correction.objects.filter(source=correction.source, sheet=correction.sheet, ends=None, state="proposed")
    mine = as_read(correction).places
    return [row for row in rows.filter(proposed_by=by).select_related("proposed_by") if as_read(row).places & mine]


def rivals(correction):
    """Those in force that would be made in the same file as this one, on some of its cells."""
    in_force = Correction.objects.in_force().filter(source=correction.source_id, sheet=correction.sheet)
    mine = as_read(correction)
    return [row for row in in_force.exclude(pk=correction.pk) if cell_corrections.rival(mine, as_read(row))]


def ending(correction, why, by):
    """The proposal that withdraws a correction in force: its cells, to be read as printed."""
    same_cells = {name: getattr(correction, name) for name in ("source", "sheet", "cells", "printed", "printed_key")}
    said = {"what": WHAT.format(correction.pk), "why": why, "corrected": correction.printed}
    return Correction(**same_cells, **said, ends=correction, seen_in=correction.seen_in, proposed_by=by)

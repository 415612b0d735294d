"""What of a number does not follow from its cells, each fact with its reason.

`flows.package.rebuild.figure` makes a number of its cells; here stands what it has to be told beside them, so that the
number is the one that is published.
"""

import json
from itertools import groupby

from django.db.models import TextField
from django.db.models.functions import Cast

from flows.core.records import Key
from flows.core.refusals import Refused
from flows.core.soundness import said
from flows.core.streams import ROWS_AT_ONCE, paired
from flows.models import KEY, Contribution, Observation
from flows.package.rebuild import Cell, Fact, Figure, Wrong, added_up, figure
from flows.queries import entry

FIGURE = Figure._fields
EMPTY = "These cells are empty or not given; the publisher does not hide them."
SILENT = "The table is held and says nothing here: it leaves out rows of which there is nothing to count."
NO_CELL = "No cell says in which years it counts."
AS_HANDED_OVER = "As it was handed over for publication; its cells do not say it."
REMEDY = "Look at its cells and decisions at the desk, and publish anew; if they are right, tell the developers."
NOT_HELD = "It belongs to the sum and is not held."


def rows(release):
    """(key, fact, what, reason) of all facts of a release, in the order of the key."""
    for key, number, cells in paired(numbers(release), cells_of(release)):
        if number is None:
            raise Refused(f"{said(Key(*key))}: cells are counted, and no number is published for them. {REMEDY}")
        for fact, what, reason in of_number(key, number[1], cells[1] if cells else []):
            yield *key, fact, what, reason


def numbers(release):
    """(key, (Figure, hidden cells, what is absent)) of each number."""
    # As text: of nearly all numbers nothing is absent, and taking that apart a million times takes its time.
    found = Observation.everything.of(release).annotate(without=Cast("absent", TextField())).order_by(*KEY)
    rows = found.values_list(*KEY, *FIGURE, "hidden_cells", "without").iterator(chunk_size=ROWS_AT_ONCE)
    for row in rows:
        yield row[:5], (Figure._make(row[5:11]), row[11], () if row[12] == "[]" else json.loads(row[12]))


def cells_of(release):
    """(key, cells that count) of each key that has any."""
    counted = Contribution.everything.of(release).filter(counted=True).order_by(*KEY)
    found = counted.values_list(*KEY, "value", "lower", "upper", "source__code", "year_basis")
    for key, some in groupby(found.iterator(chunk_size=ROWS_AT_ONCE), lambda row: row[:5]):
        yield key, [Cell(*row[5:]) for row in some]


def of_number(key, number, cells):
    """(fact, what, reason) of each fact; Refused where even they do not make it the number that is published."""
    published, hidden, absent = number
    found = list(beside(cells, published, hidden, absent))
    made = added_up(cells, told(found))
    if made == published:
        return found
    found += stated(published, made)
    try:
        made = figure(cells, told(found))
    except Wrong as wrong:
        raise Refused(f"{said(Key(*key))}: {wrong}. {REMEDY}") from None
    if made != published:
        made, published = tuple(made), tuple(published)
        raise Refused(f"{said(Key(*key))}: its cells make {made}, and {published} would be published. {REMEDY}")
    return found


def beside(cells, published, hidden, absent):
    """What a number rests on beside its cells."""
    for note in absent:
        yield "absent", note.get("table") or note.get("member", ""), note.get("held") or NOT_HELD
    empty = sum(cell.value is None for cell in cells) - hidden
    if empty > 0:
        yield "not_hidden", str(empty), EMPTY
    tables = {cell.table for cell in cells}
    for table in filter(None, published.sources.split(";")):
        if table not in tables:
            yield "silent", table, SILENT


def stated(published, made):
    """What still differs once everything is added up: a break in a series, a number its publisher calls preliminary."""
    for name in ("year_basis", "upper", "status", "sources"):
        what = getattr(published, name)
        if what is not None and what != getattr(made, name):
            yield name, str(what), reason(name, what, made)


def reason(name, what, made):
    if name == "status" and (meaning := entry("status", what)):
        return meaning.definition_en
    return NO_CELL if name == "year_basis" and not made.year_basis else AS_HANDED_OVER


def told(found):
    return [Fact(fact, what) for fact, what, _ in found]

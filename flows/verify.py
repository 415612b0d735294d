"""Whether what is published still holds: the invariants that the public record can check by itself.

1 the cells behind a number add up to it · 2 the decision behind each cell was agreed to and in force · 3 the causes
between two releases add up to the difference · 5 zero, missing
and hidden stay apart · 6 nothing changed since publication · 7 printed totals are met or explained · 8 the files say
what the tables say. Everything is read as sorted streams, so that a million rows take no more memory than ten.
"""

from functools import reduce
from itertools import chain, islice
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from flows import pieces, unchanged
from flows.core.additions import Cells, Number, faults
from flows.core.causes import unexplained
from flows.core.conditions import breakdown as columns_of
from flows.core.conditions import wanted
from flows.core.records import Key
from flows.core.soundness import WITHOUT_NUMBER, said
from flows.core.streams import ROWS_AT_ONCE, paired
from flows.differences import causes
from flows.lists import index_files
from flows.models import KEY, Contribution, Gap, Membership, Observation, Release, TotalCheck, Treatment

WHAT = {"value": "value", "lower": "lower bound", "upper": "upper bound", "limits": "limits"}
MOST = 50  # findings of one kind that are listed for one release


class Finding(NamedTuple):
    """A broken invariant of product.md's list, in a sentence that names the row."""

    invariant: int
    release: str
    sentence: str


def findings(release=None):
    """Everything wrong with one release, or with all that were ever published, and with their seals."""
    releases = [release] if release else Release.objects.readable()
    fallen = [Finding(invariant, "", f"{sentence}.") for invariant, sentence in unchanged.fallen_seals()]
    return [*fallen, *chain.from_iterable(map(of_release, releases))]


def of_release(release):
    yield from of_rows(release)
    yield from a_few(differences, release)
    for check in (unchanged.rows_altered, unchanged.files_altered, unchanged.files_unlike_tables, pieces_unlike_rows):
        yield from a_few(check, release)


def of_rows(release):
    """What the rows of a release, published or candidate, say wrong."""
    for check in (numbers, numbers_in_gaps, decisions, conditions, open_totals):
        yield from a_few(check, release)


def a_few(check, release):
    found = check(release)
    for invariant, sentence in islice(found, MOST):
        yield Finding(invariant, release.version, f"Release {release.version}: {sentence}.")
    for invariant, _ in islice(found, 1):
        yield Finding(invariant, release.version, f"Release {release.version}: there is more of the kind.")


def numbers(release):
    """Invariants 1 and 5: each number beside its cells."""
    for key, number, cells in paired(published(release), added_up(release)):
        for invariant, fault in faults(number and number[1], cells and cells[1]):
            yield invariant, f"{said(key)}: {fault}"


def published(release):
    rows = Observation.everything.of(release).order_by(*KEY).values_list(*KEY, *Number._fields)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield Key(*row[:5]), Number(*row[5:])


def added_up(release):
    """(Key, Cells) of what is counted, in the order of the key."""
    counted = Contribution.everything.of(release).filter(counted=True).order_by(*KEY).values_list(*KEY)
    sums = counted.annotate(
        count=Count("pk"), valued=Count("value"), limited=Count("upper"),
        sum=Sum("value"), lowest=Coalesce(Sum("lower"), 0), highest=Sum("upper"),
    )  # fmt: skip
    for *key, count, valued, limited, value, lower, upper in sums.iterator(chunk_size=ROWS_AT_ONCE):
        yield Key(*key), Cells(count, count - valued, value, lower, upper if limited == count else None)


def numbers_in_gaps(release):
    """Invariant 5: where a gap is there is no number, and a number has no status of a gap."""
    same = {name: OuterRef(name) for name in ["release", *KEY]}
    gaps = Gap.everything.of(release).filter(Exists(Observation.everything.filter(**same)))
    for row in gaps.values_list(*KEY, "status").iterator(chunk_size=ROWS_AT_ONCE):
        yield 5, f"{said(Key(*row[:5]))}: it is called {row[5]}, and a number is published for it"
    wrong = Observation.everything.of(release).filter(status__in=WITHOUT_NUMBER)
    for row in wrong.values_list(*KEY, "status").iterator(chunk_size=ROWS_AT_ONCE):
        yield 5, f"{said(Key(*row[:5]))}: a number is published with the status {row[5]}, which is for gaps"


def decisions(release):
    """Invariant 2: the decision behind a counted cell includes it there and in that year, and was agreed to in time."""
    counted = Contribution.everything.of(release).filter(counted=True)
    faults = faults_of_decision(timezone.localdate(release.published_at))
    if not counted.filter(reduce(or_, faults.values())).exists():
        return
    for fault, condition in faults.items():
        rows = counted.filter(condition).values_list(*KEY, "sheet", "cell", "treatment__label")
        for *key, sheet, cell, label in rows.iterator(chunk_size=ROWS_AT_ONCE):
            yield 2, f"{said(Key(*key))}: it counts {sheet}!{cell}, and the decision about “{label}” {fault}"


def faults_of_decision(published_on):
    """{what is wrong with a decision: condition on its cells}"""
    return {
        "does not include it": ~Q(treatment__disposition="include"),
        "is for another category": ~Q(treatment__category=F("category")),
        "is for another measure": ~Q(treatment__measure=F("measure")) & ~Q(treatment__measure=""),
        "is not in force for that year": Q(year__lt=F("treatment__year_from")) | Q(year__gt=F("treatment__year_to")),
        "was approved only after publication": Q(treatment__approved_on__gt=published_on),
        "was approved before it was proposed": Q(treatment__approved_on__lt=F("treatment__proposed_on")),
    }


def conditions(release):
    """Invariant 2: a decision under a condition is used for cells that fulfil it."""
    for treatment in Treatment.everything.of(release).exclude(condition={}):
        cells = Contribution.everything.of(release).filter(treatment=treatment, counted=True)
        for where in cells.order_by().values("destination", "place", "breakdown").distinct():
            for column, texts in unfulfilled(treatment.condition, **where):
                cell = cells.filter(**where).first()
                counts = f"it counts {cell.sheet}!{cell.cell}, and the decision about “{treatment.label}”"
                yield 2, f"{said(cell)}: {counts} is for {column} {' or '.join(texts)} only"


def unfulfilled(condition, destination, place, breakdown):
    """(column, texts that would do) for each part of a condition that a cell does not fulfil."""
    cell = columns_of(breakdown)
    # A union's number is made of its members' cells, of which older releases do not say whose each is.
    union = not place and Membership.objects.filter(group=destination).exists()
    cell["destination"] = None if union else place or destination
    for column, texts in condition.items():
        if cell.get(column, "") not in [None, *wanted(texts)]:
            yield column, wanted(texts)


def differences(release):
    """Invariant 3: what changed since the release before is explained, cell by cell, to the last unit."""
    before = previous(release)
    for row in causes.between(before, release) if before else ():
        for what, rest in unexplained(row.change, row.causes)._asdict().items():
            if rest:
                of = f"{rest} of the difference of its {WHAT[what]} from release {before.version}"
                yield 3, f"{said(row.key)}: {of} has no cause"


def pieces_unlike_rows(release):
    """Invariant 8: what was prepared for pages says what the tables say."""
    for name in pieces.unlike_rows(release):
        yield 8, f"what its pages show of {name} is not what the tables say: run “manage.py prepare --again”"
    if index_files.is_unlike_rows(release):
        yield 8, "what its list is counted on is not what the tables say: run “manage.py prepare --again”"


def previous(release):
    """The release published before this one, or None."""
    older = [other for other in Release.objects.readable().newest_first() if other.number < release.number]
    return older[0] if older else None


def open_totals(release):
    """Invariant 7."""
    totals = TotalCheck.everything.of(release).filter(outcome="open", explanation="")
    told = totals.values_list("sheet", "cell", "what", "printed", "source__file_name")
    for sheet, cell, what, printed, file in told.iterator(chunk_size=ROWS_AT_ONCE):
        place = f"{file} prints {printed} at {sheet}!{cell}"
        yield 7, f"{what}: {place}, its parts give another sum, and nobody explains why"

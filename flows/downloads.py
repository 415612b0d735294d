"""Observations and their proof as files: CSV, JSON, XLSX, in constant memory, always in the order of the key.

Each takes a queryset of one release's observations (or contributions), and `gaps`, a queryset of the Gap rows that are
to stand between them. Streams yield chunks of bytes with some thousand rows each: row by row takes thrice as long.
"""

import heapq

from django.utils.translation import override

from flows import columns
from flows.core.changes import Figure
from flows.core.streams import ROWS_AT_ONCE
from flows.differences import caused
from flows.formats import beside, delimited, objects, workbooks
from flows.formats.workbooks import Table
from flows.models import KEY, Release


def rows(observations, gaps=None):
    """Tuples in the order of `columns.OBSERVATIONS`: numbers as int, unknown ones as None."""
    editions = {release.pk: release for release in Release.objects.only("version", "names")}
    found = drawn(observations, "year_basis", "value", "lower", "upper", "status", "sources", "release_id")
    if gaps is not None:
        # The key is in front, and no key is both an observation and a gap: nothing behind it is ever compared.
        without = (
            (*gap[:6], None, None, None, gap[6], "", gap[7])
            for gap in drawn(gaps, "year_basis", "status", "release_id")
        )
        found = heapq.merge(found, without, key=lambda row: row[:5])
    for origin, destination, year, category, measure, basis, value, lower, upper, status, sources, release in found:
        called, version = editions[release].names.get, editions[release].version
        yield (
            origin, called(origin, origin), destination, called(destination, destination), year, basis, category,
            measure, value, lower, upper, status, sources, version,
        )  # fmt: skip


def provenance_rows(contributions):
    """Tuples in the order of `columns.PROVENANCE`, the cells of one number in the order they were handed over."""
    ordered = contributions.order_by(*KEY, "pk").values_list(*PROVEN)
    yield from map(proven, ordered.iterator(chunk_size=ROWS_AT_ONCE))


PROVEN = [
    *KEY, "sheet", "cell", "printed", "counted", "value", "source__code", "source__file_name", "source__sha256",
    "treatment__label", "treatment__label_translation", "treatment__disposition", "treatment__reason_code",
    "treatment__rationale", "treatment__approved_on", "release__version",
]  # fmt: skip


def proven(row):
    """What is asked of a contribution, `PROVEN`, in the order of `columns.PROVENANCE`."""
    sheet, cell, printed, counted, value = row[5:10]
    return (row[-1], *row[:5], *row[10:13], sheet, cell, printed, value if counted else 0, *row[13:-1])


def drawn(queryset, *fields):
    """Tuples of the key and `fields`, in the order of the key, a few thousand at a time."""
    return queryset.order_by(*KEY, "pk").values_list(*KEY, *fields).iterator(chunk_size=ROWS_AT_ONCE)


def csv_stream(observations, gaps=None):
    return delimited.stream(columns.OBSERVATIONS, rows(observations, gaps))


def provenance_stream(contributions):
    return delimited.stream(columns.PROVENANCE, provenance_rows(contributions))


def difference_stream(compared):
    """Every cause of every number that a `flows.differences.compared.Compared` holds, in the order of the key."""
    return delimited.stream(columns.DIFFERENCE, difference_rows(compared))


def difference_rows(compared, rows=None):
    """Tuples in the order of `columns.DIFFERENCE`, of some rows or all; in English, whatever the language around it."""
    called = {**compared.old.names, **compared.new.names}.get
    versions = compared.old.version, compared.new.version
    for row in compared.rows() if rows is None else rows:
        origin, destination, year, category, measure = row.key
        figures = [figure or NO_FIGURE for figure in (row.change.before, row.change.after)]
        named = (origin, called(origin, origin), destination, called(destination, destination), year, row.year_basis)
        head = (*versions, *named, category, measure, row.change.kind, *figures[0], *figures[1])
        for cause in row.causes:
            yield (*head, *caused_by(cause), *changed_by(cause.part, *figures), cause.amount)


NO_FIGURE = Figure(None, None, None, "")


def caused_by(cause):
    by, other = cause.by, cause.other
    with override("en"):
        said = caused.sentence(cause.kind, by, caused.Plain)
    opened = by.decision or None, by.label, by.table, by.file, by.sha256
    return cause.kind, said, *opened, other.slug if other else "", cause.cells


def changed_by(part, before, after):
    """What a cause adds to value and bounds, where both releases have one or the number is in one release only."""

    def known(name):
        return all(figure is NO_FIGURE or getattr(figure, name) is not None for figure in (before, after))

    return part.value if known("value") else None, part.lower, part.upper if known("upper") else None


def json_stream(observations, gaps=None, *, release):
    """One object: release, licence, columns with their descriptions, and rows as objects, unknown numbers as null."""
    return objects.stream(columns.OBSERVATIONS, rows(observations, gaps), release)


def xlsx_stream(observations, gaps=None, *, release, count):
    """A workbook in chunks of bytes; `count` is how many rows there are, which it says before the first."""
    table = Table("observations", columns.OBSERVATIONS, count, rows(observations, gaps))
    return workbooks.stream(release, [table, *beside.tables(release)])

"""A release composed from readings and decisions, against a cursor that merely reads the same rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground
from benchmarks.importing import ROWS_AT_ONCE, Imported

TREATMENTS = (("include", "work", ""), ("include", "study", ""), ("exclude", "study", "temporary"))


@contextmanager
def decided(made: Imported) -> Iterator[Ground]:
    """A ground where the imported file is accepted and each of its labels has an approved decision."""
    with made.after.copied() as ground:
        apart.do("composing:decide", ground)
        yield ground


def table(made: Imported) -> Table:
    """Composition and its floor; there is no peer."""
    cells = made.case.cells
    with decided(made) as ground:
        return contest(
            f"Compose a release of {cells:,} readings, {ground.engine}",
            cells,
            made.case.rounds,
            {
                "ours": Contestant("CAMT: compose()", "composing:composed", ground, cells, {}),
                "floor": Contestant("floor: a raw cursor over the same rows", "composing:floor", ground, cells, {}),
            },
        )


# What follows runs in a process of its own.


def decide() -> None:
    """Decide every label, take the file into the record, and let the series span every year that was made up.

    Decisions go straight into their table: deciding thousands of labels one by one is not what is measured.
    """
    from django.contrib.auth.models import User
    from django.utils import timezone

    from curation.actions import uploads
    from curation.models import CategoryDecision, Label, Series, SourceFile

    assistant, director = User.objects.get(username="assistant"), User.objects.get(username="director")
    review = {"state": "approved", "proposed_by": assistant, "reviewed_by": director, "reviewed_at": timezone.now()}
    CategoryDecision.objects.bulk_create(
        CategoryDecision(
            label=label, disposition=disposition, category=category, reason_code=reason, rationale="Made up.", **review
        )
        for label, (disposition, category, reason) in zip(Label.objects.all(), cycle(TREATMENTS), strict=False)
    )
    Series.objects.update(from_year=made_up.YEARS.start, to_year=made_up.YEARS.stop)
    file = SourceFile.objects.get()
    uploads.submit(file, by=assistant)
    uploads.accept(file, by=director)


def composed() -> int:
    from curation import composition

    with clock:
        handover = composition.compose().handover
    return len(handover.contributions)


def floor() -> int:
    from django.db import connection

    from curation.actions.readings import READING
    from curation.models import Reading

    columns = ", ".join(f'"{column}"' for column in READING)
    connection.ensure_connection()
    cursor, rows = connection.connection.cursor(), 0
    with clock:
        cursor.execute(f'SELECT {columns} FROM {Reading._meta.db_table} ORDER BY sheet_id, "row", "column"')
        while chunk := cursor.fetchmany(ROWS_AT_ONCE):
            rows += len(chunk)
    return rows

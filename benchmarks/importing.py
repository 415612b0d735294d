"""A publisher's workbook into the tables: the whole way against the least that any program would have to do."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks import apart, made_up
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.grounds import Ground

ROWS_AT_ONCE = 10_000
PEER_ROWS = 2_000


@dataclass(frozen=True)
class Case:
    """A workbook to import: the source table whose layout it has, how it is made up, how often to measure it.

    `bounds` are what must not be exceeded on SQLite; `composed` says whether to compose a release of it as well.
    """

    source: str
    book: str
    classes: int
    rounds: int
    bounds: dict[str, float] = field(default_factory=dict)
    composed: bool = True

    @property
    def cells(self) -> int:
        return self.classes * made_up.CELLS_A_CLASS


class Imported(NamedTuple):
    """A case with its workbook, the rows it becomes, and three grounds: before, after, and after without the rows."""

    case: Case
    book: Path
    rows: Path
    before: Ground
    after: Ground
    bare: Ground


@contextmanager
def imported(ground: Ground, case: Case) -> Iterator[Imported]:
    """Import a case once, for what the floor and the peer need: the rows, and what they point to."""
    with ground.copied() as after, ground.copied() as scratch:
        book, rows = scratch.folder / "book.xlsx", scratch.folder / "rows"
        apart.do(f"made_up:{case.book}", scratch, path=str(book), classes=case.classes)
        apart.do("importing:whole_way", after, book=str(book), source=case.source)
        with after.copied() as bare:
            apart.do("importing:take_out_rows", bare, to=str(rows))
            yield Imported(case, book, rows, ground, after, bare)


def table(made: Imported) -> Table:
    """The whole way, its floor and its peer."""
    case, book, rows = made.case, str(made.book), str(made.rows)
    few = min(PEER_ROWS, case.cells)
    floor = "COPY" if made.before.server else "executemany"
    whole_way = {"book": book, "source": case.source}
    return contest(
        f"Import of {case.cells:,} cells laid out as {case.source}, {made.before.engine}",
        case.cells,
        case.rounds,
        {
            "ours": Contestant(
                "CAMT: received, read, accounted for, stored",
                "importing:whole_way", made.before, case.cells, whole_way, alters=True,
            ),
            "floor": Contestant(
                f"floor: calamine alone, and {floor} of the finished rows",
                "importing:floor", made.bare, case.cells, {"book": book, "rows": rows}, alters=True,
            ),
            "peer": Contestant(
                f"peer: django-import-export on the finished rows, reckoned up from {few:,}",
                "importing:row_by_row", made.bare, few, {"rows": rows, "few": few}, alters=True,
            ),
        },
        {} if made.before.server else case.bounds,
    )  # fmt: skip


# What follows runs in a process of its own.


def whole_way(*, book: str, source: str) -> int:
    """What happens to an uploaded file, up to where people go on."""
    from django.contrib.auth.models import User
    from django.core.files import File

    from curation.actions import readings, uploads
    from curation.models import Reading, SourceFile, SourceTable

    by, table = User.objects.get(username="assistant"), SourceTable.objects.get(pk=source)
    with open(book, "rb") as opened, clock:
        uploaded = File(opened, name=Path(book).name)
        file = readings.read(uploads.receive(uploaded, source=table, by=by, read_in_background=False))
    if file.state != SourceFile.State.READ:
        raise RuntimeError(f"The workbook is {file.state}: {file.message}")
    return Reading.objects.count()


def take_out_rows(*, to: str) -> None:
    """Write the rows of the readings to a file and empty their table; sheets and labels stay.

    The sheets lose their layouts: the peer fetches a row's sheet with the row, and thousands of columns are not its.
    """
    from django.db import connection

    from curation.actions.readings import READING
    from curation.models import Reading, Sheet
    from flows.core.streams import chunks

    rows = Reading.objects.order_by("pk").values_list(*READING).iterator(chunk_size=ROWS_AT_ONCE)
    with open(to, "wb") as file:
        for chunk in chunks(rows, ROWS_AT_ONCE):
            pickle.dump(chunk, file)
    Sheet.objects.update(layout={}, set_aside=[])
    with connection.cursor() as cursor:
        emptied = "TRUNCATE {}" if connection.vendor == "postgresql" else "DELETE FROM {}"
        cursor.execute(emptied.format(Reading._meta.db_table))
        cursor.execute("VACUUM")


def finished(path: str) -> Iterator[tuple]:
    """The rows that were taken out. Fetching them is no part of what is measured."""
    with open(path, "rb") as file:
        while chunk := fetched(file):
            yield from chunk


def fetched(file) -> list[tuple]:
    with clock.paused():
        try:
            return pickle.load(file)
        except EOFError:
            return []


def floor(*, book: str, rows: str) -> int:
    """Every cell through calamine, and every finished row through the driver of the database: nothing understood."""
    from django.db import connection
    from python_calamine import CalamineWorkbook

    from curation.models import Reading

    connection.ensure_connection()
    with clock:
        workbook = CalamineWorkbook.from_path(book)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()
        connection.set_autocommit(False)
        put = copied_in if connection.vendor == "postgresql" else executed
        put(connection.connection.cursor(), finished(rows))
        connection.commit()
    connection.set_autocommit(True)
    return Reading.objects.count()


def copied_in(cursor, rows: Iterator[tuple]) -> None:
    with cursor.copy(f"COPY {into()} FROM STDIN") as sink:
        for row in rows:
            sink.write_row(row)


def executed(cursor, rows: Iterator[tuple]) -> None:
    from curation.actions.readings import READING

    cursor.executemany(f"INSERT INTO {into()} VALUES ({', '.join('?' * len(READING))})", rows)


def into() -> str:
    """`"curation_reading" ("sheet_id", …)`"""
    from curation.actions.readings import READING
    from curation.models import Reading

    columns = ", ".join(f'"{column}"' for column in READING)
    return f'"{Reading._meta.db_table}" ({columns})'


def row_by_row(*, rows: str, few: int) -> int:
    """django-import-export as it comes: a resource of the model, a dataset, `import_data`."""
    from import_export.resources import ModelResource
    from tablib import Dataset

    from curation.actions.readings import READING
    from curation.models import Reading

    class ReadingResource(ModelResource):
        class Meta:
            model = Reading

    dataset = Dataset(headers=["id", *(column.removesuffix("_id") for column in READING)])
    for row in islice(finished(rows), few):
        dataset.append(["", *row])
    with clock:
        ReadingResource().import_data(dataset, raise_errors=True)
    return Reading.objects.count()

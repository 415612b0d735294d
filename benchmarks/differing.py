"""Two editions of a table held against each other, against a cursor that merely reads the rows of both."""

from benchmarks import apart
from benchmarks.clock import clock
from benchmarks.contest import Contestant, Table, contest
from benchmarks.importing import Imported

ONE_IN = 1_000  # so many readings of the later edition to one that is another than before


def table(made: Imported) -> Table:
    """The difference and its floor; there is no peer."""
    cells = made.case.cells
    with made.after.copied() as ground:
        apart.do("differing:another_edition", ground)
        return contest(
            f"Difference of two editions of {cells:,} readings each, {ground.engine}",
            2 * cells,
            made.case.rounds,
            {
                "ours": Contestant("CAMT: found, and kept", "differing:reckoned", ground, 2 * cells, {}, alters=True),
                "floor": Contestant("floor: a raw cursor over both", "composing:floor", ground, 2 * cells, {}),
            },
            {} if ground.server else {"ratio to floor": 6, "peak MB": 400},
        )


# What follows runs in a process of its own.


def another_edition() -> None:
    """Take the imported file into the record, and beside it the same once more with every thousandth number another.

    Its rows go straight into their tables: reading a workbook is not what is measured.
    """
    from django.db.models import F, Value
    from django.db.models.functions import Cast
    from django.utils import timezone

    from curation.models import Coverage, Reading, Sheet, SourceFile

    first = SourceFile.objects.get()
    by = SourceFile.objects.values_list("uploaded_by", flat=True)[0]
    other = SourceFile.objects.create(
        source=first.source, name="later.xlsx", sha256="0" * 64, size=1, content="files/none", state="read",
        uploaded_by_id=by,
    )  # fmt: skip
    for sheet in first.sheets.all():
        copy_rows(Reading, {"sheet_id": sheet.pk}, {"sheet_id": copied(Sheet, sheet, other)})
    copy_rows(Coverage, {"file_id": first.pk}, {"file_id": other.pk})
    edited = Reading.objects.filter(sheet__file=other).annotate(rest=F("pk") % Value(ONE_IN)).filter(rest=0)
    more = {name: F(name) + 1_000 for name in ("value", "lower", "upper")}
    Reading.objects.filter(pk__in=edited.values("pk")).update(
        **more, printed=Cast(F("value") + 1_000, Reading._meta.get_field("printed"))
    )
    director = other.uploaded_by.__class__.objects.get(username="director")
    SourceFile.objects.filter(pk=first.pk).update(state="accepted", accepted_by=director, accepted_at=timezone.now())


def copied(model, row, file) -> int:
    row.pk, row.file = None, file
    row.read = row.filled = row.set_aside_count = 0
    row.save(force_insert=True)
    return row.pk


def copy_rows(model, where: dict, changed: dict) -> None:
    """The rows of a table once more, with some columns changed, without taking them out of the database."""
    from django.db import connection

    columns = [f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key]
    values = [str(changed.get(column.strip('"'), column)) for column in columns]
    [(column, value)] = where.items()
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) SELECT {", ".join(values)} '
            f'FROM "{model._meta.db_table}" WHERE "{column}" = {value}'
        )


def reckoned() -> int:
    """The readings of both editions that were told to be the same or another."""
    from curation import differences
    from curation.models import SourceFile

    file = SourceFile.objects.get(state="read")
    with clock:
        found = differences.reckon(file)
    assert found.changed and not found.new and not found.gone, (found.changed, found.new, found.gone)
    return 2 * (found.same + found.changed)

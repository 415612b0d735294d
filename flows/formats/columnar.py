"""Rows as Parquet: typed, sorted by key, with statistics that tell a reader what it need not read."""

from contextlib import contextmanager

import pyarrow as pa
from pyarrow import parquet

from flows import columns

ROWS_IN_GROUP = 100_000  # a whole multiple of what comes at once, so that only the last group is smaller
NUMBERS = {"year": pa.int16()}
SORTED_BY = ["origin", "destination", "year", "category", "measure"]


def schema(described, release):
    """Types and descriptions of the columns; of the whole what `columns` and the release say of it."""
    said = {"title": f"Central Asia Migration Tracker, release {release.version}", "release": release.version}
    return pa.schema(map(field, described), metadata={**said, "licence": columns.LICENCE})


def field(column):
    said = {"description": column.en, "description_ru": column.ru}
    return pa.field(column.name, kind(column), nullable=column.name not in SORTED_BY, metadata=said)


def kind(column):
    """Whole numbers as such; of texts there are few, each of them many times."""
    if column.type == "integer":
        return NUMBERS.get(column.name, pa.int64())
    return pa.dictionary(pa.int32(), pa.string())


@contextmanager
def written(described, path, release):
    """A function that appends a list of rows to a new file."""
    shape, kept = schema(described, release), []
    names = [column.name for column in described]
    order = [parquet.SortingColumn(names.index(name)) for name in SORTED_BY]
    with parquet.ParquetWriter(
        path, shape, compression="zstd", sorting_columns=order, write_page_index=True, version="2.6"
    ) as writer:

        def close_group():
            writer.write_table(pa.Table.from_batches(kept, shape).unify_dictionaries(), row_group_size=ROWS_IN_GROUP)
            kept.clear()

        def write(chunk):
            arrays = map(pa.array, zip(*chunk, strict=True), shape.types)
            kept.append(pa.record_batch(list(arrays), shape))
            if sum(map(len, kept)) >= ROWS_IN_GROUP:
                close_group()

        yield write
        if kept:
            close_group()

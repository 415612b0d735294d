"""Parquet: what a reader can know before it reads a row."""

import duckdb
import pyarrow as pa
from pyarrow import parquet

from flows import columns, files
from flows.core.streams import chunks
from flows.formats import columnar
from flows.models import Release


def test_columns_are_typed_and_described(release):
    shape = parquet.read_schema(files.path(release, "observations.parquet"))
    code = pa.dictionary(pa.int32(), pa.string())
    assert dict(zip(shape.names, shape.types, strict=True)) == {
        "origin": code, "origin_name": code, "destination": code, "destination_name": code, "year": pa.int16(),
        "year_basis": code, "category": code, "measure": code, "value": pa.int64(), "lower": pa.int64(),
        "upper": pa.int64(), "status": code, "sources": code, "release": code,
    }  # fmt: skip
    assert [shape.field(each.name).metadata[b"description"].decode() for each in columns.OBSERVATIONS] == [
        each.en for each in columns.OBSERVATIONS
    ]
    assert shape.metadata[b"release"] == b"1.1.0" and shape.metadata[b"licence"] == columns.LICENCE.encode()


def test_groups_of_rows_are_sorted_and_say_what_is_in_them(tmp_path, monkeypatch):
    """A reader who asks for one origin skips all groups in which it cannot be."""
    monkeypatch.setattr(columnar, "ROWS_IN_GROUP", 2)
    rows = [
        (origin, origin, "USA", "USA", year, "calendar", "work", "entries", year, year, None, "normal", "a", "1.0.0")
        for origin in ("KAZ", "TJK", "UZB")
        for year in (2018, 2019)
    ]
    path = tmp_path / "o.parquet"
    with columnar.written(columns.OBSERVATIONS, path, Release(version="1.0.0")) as write:
        for chunk in chunks(rows, 2):
            write(chunk)
    told = parquet.read_metadata(path)
    groups = [told.row_group(number) for number in range(told.num_row_groups)]
    assert [(each.column(0).statistics.min, each.column(0).statistics.max) for each in groups] == [
        ("KAZ", "KAZ"), ("TJK", "TJK"), ("UZB", "UZB"),
    ]  # fmt: skip
    assert [told.schema.column(each.column_index).name for each in groups[0].sorting_columns] == columnar.SORTED_BY
    assert groups[0].column(10).statistics.null_count == 2
    assert duckdb.sql(f"SELECT sum(value) FROM '{path}' WHERE origin = 'UZB'").fetchall() == [(4037,)]

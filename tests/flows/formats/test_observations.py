"""The numbers of a release in every form: all say the same, to whatever program reads them."""

import duckdb
import pandas
import polars
import pytest

from flows import downloads, files, verify
from flows.formats import observations
from flows.models import Observation
from tests.factories import observation, published
from tests.flows.formats import readers

NAMES = [
    "observations.csv", "observations.csv.gz", "observations.xlsx", "observations.json", "observations.parquet",
    "observations-sdmx.csv", "structure.xml", "provenance.csv", "codebook.csv", "changes.csv",
]  # fmt: skip


@pytest.fixture
def found(release):
    """A function that gives the path of a file of the release."""
    return lambda name: files.path(release, name)


def test_all_files_of_a_release_in_their_order(release, found):
    assert list(release.files)[: len(NAMES)] == NAMES
    assert {name: files.describe(found(name)) for name in release.files} == release.files


def test_every_file_is_served_as_it_was_written(release, found, client):
    answers = {name: client.get(f"/releases/1.1.0/{name}") for name in release.files}
    assert {name: b"".join(answer.streaming_content) for name, answer in answers.items()} == {
        name: found(name).read_bytes() for name in release.files
    }


def test_a_release_with_all_its_files_is_sound_and_one_altered_byte_is_found(release, found):
    assert list(verify.findings(release)) == []
    with found("observations.parquet").open("ab") as file:
        file.write(b" ")
    assert [finding.sentence for finding in verify.findings(release)] == [
        "Release 1.1.0: its file observations.parquet is not, byte for byte, the one that was published."
    ]


@pytest.mark.parametrize("name", readers.OF)
def test_each_form_says_what_the_tables_say(release, found, name):
    rows = list(downloads.rows(Observation.public.of(release)))
    assert len(rows) == 5 and readers.OF[name](found(name)) == rows


def totals(frame):
    return [int(frame[name].sum()) for name in ("value", "lower", "upper")]


@pytest.mark.parametrize("name", ["observations.csv", "observations.csv.gz", "observations.parquet"])
def test_duckdb_polars_and_pandas_find_the_same_totals(found, name):
    """Where a bound or a value is unknown it is left out of the sum, and never taken for a zero."""
    path = str(found(name))
    asked = f"SELECT sum(value), sum(lower), sum(upper), count(value), count(upper) FROM '{path}'"
    assert duckdb.sql(asked).fetchall() == [(1930, 1995, 1942, 3, 4)]
    is_csv = "csv" in name
    assert totals(pandas.read_csv(path) if is_csv else pandas.read_parquet(path)) == [1930, 1995, 1942]
    frame = polars.read_csv(path) if is_csv else polars.read_parquet(path)
    assert totals(frame) == [1930, 1995, 1942]
    assert frame["value"].null_count() == 2 and frame["upper"].null_count() == 1


def test_rows_come_in_one_pass_in_chunks_whatever_the_form(release, tmp_path, monkeypatch):
    whole = {name: described["sha256"] for name, described in release.files.items()}
    monkeypatch.setattr(observations, "ROWS_AT_ONCE", 2)
    asked = []
    rows = downloads.rows
    monkeypatch.setattr(downloads, "rows", lambda *given: asked.append(given) or rows(*given))
    place = tmp_path / "again"
    place.mkdir()
    observations.make(release, place)
    assert len(asked) == 1
    again = {path.name: files.describe(path)["sha256"] for path in place.iterdir()}
    assert again == {name: whole[name] for name in again} and len(again) == 7


def test_a_full_disk_ends_it_and_leaves_no_file(db, monkeypatch, releases_root):
    """Whatever a thread of its own runs into reaches whoever asked for the file."""

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gzip.GzipFile.write", full)
    with pytest.raises(OSError, match="No space left"):
        published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))
    assert list(releases_root.iterdir()) == []

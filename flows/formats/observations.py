"""The numbers of a release in every form, in one pass over its rows, so that a million are read once and never held."""

from contextlib import ExitStack

from flows import columns, downloads, files
from flows.core.streams import ROWS_AT_ONCE, chunks
from flows.formats import beside, columnar, delimited, objects, sdmx, structure, workbooks
from flows.formats.workbooks import Table
from flows.models import Observation


def make(release, place):
    """Writes `observations` as .csv, .csv.gz, .xlsx, .json and .parquet, for SDMX as .csv with `structure.xml`."""
    observations = Observation.everything.of(release)
    with ExitStack() as opened:
        forms = [opened.enter_context(form) for form in written(release, place, observations.count())]
        for chunk in chunks(downloads.rows(observations), ROWS_AT_ONCE):
            for append in forms:
                append(chunk)
    files.write_file(place / "structure.xml", [structure.document(release)])


def written(release, place, count):
    """Each form as a context manager that gives a function to append rows with."""
    told, path = columns.OBSERVATIONS, place / "observations"
    table = Table("observations", told, count, ())
    yield delimited.written(told, path.with_suffix(".csv"))
    yield workbooks.written(path.with_suffix(".xlsx"), release, table, *beside.tables(release))
    yield objects.written(told, path.with_suffix(".json"), release)
    yield columnar.written(told, path.with_suffix(".parquet"), release)
    yield sdmx.written(place / "observations-sdmx.csv", release)

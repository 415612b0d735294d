"""Lines that fetch the rows of a question: each is run where its program is at hand, and gives the very rows we have.

Figures are made up unless `readers` says otherwise.
"""

import csv
import re
import shutil
import subprocess
import urllib.request
from itertools import chain

import pytest
from django.http import QueryDict

from flows import columns, downloads, files
from flows.filters import ObservationFilter
from flows.models import Observation
from flows.taking import snippets
from tests.factories import observation, published
from tests.flows import readers

pytestmark = pytest.mark.look
NAMES = [column.name for column in columns.OBSERVATIONS]
TEXTS = {column.name for column in columns.OBSERVATIONS if column.type != "integer"}
QUERIES = [
    "",
    "origin=KAZ,UZB&category=work,study&year_from=2017&year_to=2023",
    "series=headline",
    "members=1&series=headline&status=normal",
    "destination=DEU&year=2016",
    "origin=TKM",
    "origin=UZB&destination=FRA",
    "gaps=1",
    "status=missing&measure=registrations",
]


@pytest.fixture
def release(transactional_db, settings):
    settings.RELEASE_MAKERS = files.MAKERS
    return readers.second()


def asked(release, query):
    question = ObservationFilter(QueryDict(query), release)
    assert question.is_valid()
    return question


def our_rows(question):
    gaps = question.gaps() if question.shows_gaps(by_default=False) else None
    return list(downloads.rows(question.observations(), gaps))


def text_of(release, query, code, address="http://testserver"):
    return next(
        each.text for each in snippets.of(asked(release, query), lambda path: address + path) if each.code == code
    )


# --- Run --------------------------------------------------------------------------------------------------------------


def run_python(text):
    said = {}
    exec(text, said)
    return said["rows"]


@pytest.mark.parametrize("query", QUERIES)
def test_pandas(live_server, release, query):
    pandas = pytest.importorskip("pandas", reason="NO pandas, ITS SNIPPET IS NOT RUN.")
    rows = run_python(text_of(release, query, "pandas", live_server.url))
    assert list(rows.columns) == NAMES
    assert {name for name in NAMES if rows[name].dtype == pandas.Int64Dtype()} == set(NAMES) - TEXTS
    held = rows.astype(object).where(rows.notna(), None)
    assert [tuple(row) for row in held.itertuples(index=False)] == our_rows(asked(release, query))


@pytest.mark.parametrize("query", QUERIES)
def test_polars(live_server, release, query):
    polars = pytest.importorskip("polars", reason="NO polars, ITS SNIPPET IS NOT RUN.")
    rows = run_python(text_of(release, query, "polars", live_server.url))
    assert rows.columns == NAMES
    assert {name for name in NAMES if rows.schema[name] == polars.Int64} == set(NAMES) - TEXTS
    assert rows.rows() == our_rows(asked(release, query))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.skipif(not shutil.which("curl"), reason="NO curl, ITS SNIPPET IS NOT RUN.")
def test_curl(live_server, release, tmp_path, query):
    subprocess.run(["sh", "-ec", text_of(release, query, "curl", live_server.url)], cwd=tmp_path, check=True)
    [kept] = tmp_path.glob("camt-1.1.0*.csv")
    assert read_csv(kept) == our_rows(asked(release, query))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.skipif(not shutil.which("Rscript"), reason="NO R, ITS SNIPPET IS NOT RUN.")
def test_r(live_server, release, tmp_path, query):
    text = text_of(release, query, "r", live_server.url) + '\nwrite_csv(rows, "rows.csv", na = "")\n'
    subprocess.run(["Rscript", "-e", text], cwd=tmp_path, check=True)
    assert read_csv(tmp_path / "rows.csv") == our_rows(asked(release, query))


@pytest.mark.parametrize("query", QUERIES)
def test_duckdb(live_server, release, tmp_path, query):
    """Without its extension for the web, which it fetches when first asked, what is at the address lies beside it."""
    duckdb = pytest.importorskip("duckdb", reason="NO DuckDB, ITS SNIPPET IS NOT RUN.")
    text = text_of(release, query, "duckdb", live_server.url)
    [address] = re.findall(r"'(http[^']*)'", text)
    kept, _headers = urllib.request.urlretrieve(address, tmp_path / "fetched")
    with duckdb.connect() as connection:
        found = connection.execute(text.replace(address, str(kept)))
        assert [column[0] for column in found.description] == NAMES
        rows = [tuple("" if cell is None and name in TEXTS else cell for name, cell in zip(NAMES, row, strict=True))
                for row in found.fetchall()]  # fmt: skip
    assert rows == our_rows(asked(release, query))
    assert ("parquet" in text) == (query not in ("gaps=1", "status=missing&measure=registrations"))


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        rows = [tuple(cell if name in TEXTS else number(cell) for name, cell in line.items()) for line in lines]
        assert lines.fieldnames == NAMES
        return rows


def number(text):
    return int(text) if text else None


# --- Everything in a release ------------------------------------------------------------------------------------------


def test_a_whole_release_is_fetched_from_its_files(live_server, release, tmp_path):
    said = {each.code: each.text for each in snippets.of_release(release, lambda path: live_server.url + path)}
    everything = list(downloads.rows(Observation.public.of(release)))
    assert len(everything) == 17
    assert f"{live_server.url}/releases/1.1.0/observations.parquet" in said["duckdb"] and "WHERE" not in said["duckdb"]
    for code in set(said) - {"duckdb"}:
        assert f"{live_server.url}/releases/1.1.0/observations.csv" in said[code]
    subprocess.run(["sh", "-ec", said["curl"]], cwd=tmp_path, check=True)
    assert read_csv(tmp_path / "camt-1.1.0-observations.csv") == everything


@pytest.mark.django_db
def test_a_release_without_a_parquet_file_is_asked_for_its_list():
    release = published(observation("KAZ", "USA", 2018, "study", cells=[1]))
    assert "read_csv('http://testserver/observations.csv?release=1.0.0'" in text_of(release, "", "duckdb")


# --- Written ----------------------------------------------------------------------------------------------------------

OPEN, SHUT = "([{", ")]}"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["r", "excel", "duckdb", "pandas", "polars"])
@pytest.mark.parametrize("query", QUERIES)
def test_brackets_and_quotes_are_closed_and_the_address_stands_in_one_text(code, query):
    text = text_of(readers.second(), query, code)
    texts, rest = taken_apart(text, "'" if code == "duckdb" else '"')
    assert [each for each in texts if each.startswith("http")] == [
        address for address in texts if address.startswith("http://testserver/") and "release=1.1.0" in address
    ]
    assert sum(each.startswith("http") for each in texts) == 1
    assert closed(rest)


def taken_apart(text, quote):
    """The texts in quotes, and what is left without them; a quote that stays open fails."""
    parts = text.split(quote)
    assert len(parts) % 2
    return parts[1::2], "".join(parts[::2])


def closed(text):
    waiting = []
    for sign in text:
        if sign in OPEN:
            waiting.append(SHUT[OPEN.index(sign)])
        elif sign in SHUT and (not waiting or waiting.pop() != sign):
            return False
    return not waiting


@pytest.mark.parametrize(("text", "kept"), [("(a[b]{c})", True), ("(a]", False), ("a)", False), ("((a)", False)])
def test_what_is_not_closed_is_seen(text, kept):
    assert closed(text) is kept


HOSTILE = "https://a.example/x?y='\"$(touch gone)`id`\\&z=ё"


def test_whatever_an_address_has_in_it_stays_in_its_text(tmp_path):
    wanted = snippets.Wanted(HOSTILE, "camt '1'", HOSTILE)
    said = {each.code: each.text for each in snippets.written(wanted)}
    shown = subprocess.run(
        ["sh", "-ec", said["curl"].replace("curl", "printf '%s\\n'", 1)],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout.splitlines()[-2:] == ["camt '1'.csv", HOSTILE] and list(tmp_path.iterdir()) == []
    for code in ("pandas", "polars"):
        constants = chain.from_iterable(constants_of(compile(said[code], code, "exec")))
        assert HOSTILE in constants
    assert said["duckdb"].count("'" + HOSTILE.replace("'", "''") + "'") == 1
    assert said["excel"].count('"' + HOSTILE.replace('"', '""') + '"') == 1


def constants_of(code):
    yield code.co_consts
    for each in code.co_consts:
        if hasattr(each, "co_consts"):
            yield from constants_of(each)

"""Files of a release as they are sent: whole, packed, in parts, or not at all where the reader has them already."""

import gzip
import io
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from waitress.buffers import ReadOnlyFileBasedBuffer

from flows import described, downloads, files, sending
from flows.models import Observation
from tests.factories import observation, published

pytestmark = [pytest.mark.django_db, pytest.mark.look]
ADDRESS = "/releases/1.0.0/observations.csv"


@pytest.fixture(scope="module", autouse=True)
def release(django_db_setup, django_db_blocker):
    """A release with every file, and without members of unions; figures are made up."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(settings, "RELEASE_MAKERS", files.MAKERS)
        yield published(*(observation("KAZ", "USA", year, "study", cells=[year]) for year in range(2000, 2020)))
        transaction.set_rollback(True)


@pytest.fixture
def whole(release):
    return files.path(release, "observations.csv").read_bytes()


def sent(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def told(release, name):
    return f'"{release.files[name]["sha256"]}"'


def test_a_file_is_sent_as_it_lies_there(client, release, whole):
    response = client.get(ADDRESS)
    assert (response.status_code, sent(response)) == (200, whole)
    said = {"ETag": told(release, "observations.csv"), "Content-Length": str(len(whole)), "Accept-Ranges": "bytes",
            "Vary": "Accept-Encoding", "Content-Type": "text/csv; charset=utf-8"}  # fmt: skip
    assert {name: response.headers[name] for name in said} == said
    assert "Content-Encoding" not in response.headers
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", [ADDRESS, "/observations.csv", "/observations.csv?members=1&sort=value"])
@pytest.mark.parametrize("accepted", ["gzip", "br;q=1, gzip;q=.8, *", "deflate, gzip"])
def test_whoever_takes_gzip_gets_what_is_packed_under_a_tag_of_its_own(client, release, whole, address, accepted):
    response = client.get(address, headers={"Accept-Encoding": accepted})
    packed = sent(response)
    assert packed == files.path(release, "observations.csv.gz").read_bytes() and gzip.decompress(packed) == whole
    said = {"ETag": told(release, "observations.csv.gz"), "Content-Encoding": "gzip", "Vary": "Accept-Encoding",
            "Content-Length": str(len(packed)), "Content-Type": "text/csv; charset=utf-8"}  # fmt: skip
    assert {name: response.headers[name] for name in said} == said
    again = client.get(address, headers={"Accept-Encoding": accepted, "If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", response.headers["ETag"])
    other = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (other.status_code, sent(other)) == (200, whole)


def test_what_is_packed_itself_is_sent_so(client, release):
    response = client.get(f"{ADDRESS}.gz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers and "Vary" not in response.headers
    assert sent(response) == files.path(release, "observations.csv.gz").read_bytes()


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_a_question_for_everything_is_answered_by_the_file_of_the_release(client, release, format):
    response = client.get(f"/observations.{format}")
    assert sent(response) == files.path(release, f"observations.{format}").read_bytes()
    assert response.headers["ETag"] == told(release, f"observations.{format}")
    assert response.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_a_question_for_less_is_not(client, release, format):
    response = client.get(f"/observations.{format}?origin=KAZ")
    assert response.headers["ETag"] != told(release, f"observations.{format}")
    assert "Content-Length" not in response.headers and sent(response)


PARTS = [
    ("bytes=0-9", slice(0, 10)),
    ("bytes=0-0", slice(0, 1)),
    ("bytes=100-", slice(100, None)),
    ("bytes=-8", slice(-8, None)),
    ("BYTES=0-9", slice(0, 10)),
    ("bytes=-99999999", slice(None)),
    ("bytes=5-99999999", slice(5, None)),
]


@pytest.mark.parametrize(("asked", "of"), PARTS)
@pytest.mark.parametrize("address", [ADDRESS, "/observations.csv"])
def test_a_part_is_the_bytes_that_were_asked_for(client, release, whole, address, asked, of):
    response = client.get(address, headers={"Range": asked, "Accept-Encoding": "gzip"})
    first, last, _step = of.indices(len(whole))
    assert (response.status_code, sent(response)) == (206, whole[of])
    assert response.headers["Content-Range"] == f"bytes {first}-{last - 1}/{len(whole)}"
    assert response.headers["Content-Length"] == str(last - first)
    assert response.headers["ETag"] == told(release, "observations.csv")
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=9-5", "bytes=-0", f"bytes={'9' * 99}-"])
def test_a_part_that_is_not_there(client, whole, asked):
    response = client.get(ADDRESS, headers={"Range": asked})
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes", "bytes=-", "bytes=--5", "bytes=+1-+5", "bytes=1_0-2_0",
     "bytes=1 - 5", "bytes=٣-٥", f"bytes=0-{'9' * 5000}"],
)  # fmt: skip
def test_what_is_no_single_part_is_answered_by_the_whole(client, whole, asked):
    response = client.get(ADDRESS, headers={"Range": asked})
    assert (response.status_code, sent(response)) == (200, whole)


def test_the_rest_of_another_file_is_not_sent(client, release, whole):
    """Whoever broke off goes on only where the file is still the one that was begun."""
    asked = {"Range": "bytes=100-", "If-Range": told(release, "observations.csv")}
    assert client.get(ADDRESS, headers=asked).status_code == 206
    other = client.get(ADDRESS, headers={**asked, "If-Range": '"another"'})
    assert (other.status_code, sent(other)) == (200, whole)


def test_a_look_at_the_head_says_how_much_there_is(client, whole):
    response = client.head(ADDRESS)
    assert (response.status_code, response.content) == (200, b"")
    assert (response.headers["Content-Length"], response.headers["Accept-Ranges"]) == (str(len(whole)), "bytes")


def test_a_look_at_the_head_of_a_lost_file_does_not_make_it(client, release, whole, monkeypatch):
    monkeypatch.setattr(files, "path", None)
    response = client.head(ADDRESS)
    assert (response.status_code, response.headers["Content-Length"]) == (200, str(len(whole)))
    assert response.headers["ETag"] == told(release, "observations.csv")


# --- As they are written ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        (downloads.csv_stream, []),
        (downloads.json_stream, ["release"]),
        (downloads.xlsx_stream, ["release", "count"]),
    ],
)
def test_the_beginning_of_a_file_is_sent_before_its_rows_are_read(release, stream, told):
    """Workbooks ask for codebook, sources and notes before; of the observations nobody has asked yet."""
    said = {name: {"release": release, "count": 20}[name] for name in told}
    with CaptureQueriesContext(connection) as asked:
        chunks = stream(Observation.public.of(release), **said)
        assert next(chunks)
        assert [each["sql"] for each in asked if "flows_observation" in each["sql"]] == []
        chunks.close()


def test_a_streamed_workbook_is_read_like_the_one_that_was_written(client, release):
    told = []
    for query in ("", "?year_from=2000"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(sent(client.get(f"/observations.xlsx{query}"))))
        told.append({name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names})
    assert told[0] == told[1] and len(told[1]["observations"]) == 21


def test_whoever_goes_away_leaves_nothing_behind(release):
    """A reader who breaks off ends the writing of the workbook as well."""
    before = threading.active_count()
    chunks = downloads.xlsx_stream(Observation.public.of(release), release=release, count=20)
    next(chunks)
    chunks.close()
    assert threading.active_count() == before


# --- What a reader says of days and tags ------------------------------------------------------------------------------

EVERYWHERE = [
    ADDRESS, "/observations.csv", "/observations.csv?origin=KAZ", "/report.pdf", "/map.json?category=study",
    "/observations/", "/api/observations", "/api/openapi.json",
]  # fmt: skip


@pytest.mark.parametrize("address", EVERYWHERE)
def test_nothing_has_a_day_so_days_are_passed_over_and_a_star_is_nobodys_tag(client, address):
    for said in (
        {"If-Unmodified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-Unmodified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-None-Match": "*"},
        {"If-Match": "*"},
        {"If-None-Match": '"another", W/"third"'},
    ):
        assert client.head(address, headers=said).status_code == 200, said
    assert client.head(address, headers={"If-Match": '"another"'}).status_code == 412
    tag = client.head(address).headers["ETag"]
    for said in (tag, f'"another", {tag}', tag.removeprefix("W/"), f"W/{tag.removeprefix('W/')}"):
        again = client.get(address, headers={"If-None-Match": said})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    "address",
    ["/observations.csv?origin=KAZ", "/observations.json?origin=KAZ", "/observations.xlsx?origin=KAZ", "/report.pdf",
     "/releases/1.0.0..1.0.0.csv"],
)  # fmt: skip
def test_of_what_is_made_on_request_the_head_says_no_length(client, address):
    """HTTP allows none but that of the file itself, which nobody knows before it is made."""
    head, get = client.head(address), client.get(address)
    assert (head.status_code, sent(head), "Content-Length" in head.headers) == (200, b"", False)
    assert head.headers["ETag"] == get.headers["ETag"] and sent(get)
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_a_file_is_sent_as_what_is_said_of_it_elsewhere(client, release):
    said = {name: client.head(f"/releases/1.0.0/{name}")["Content-Type"] for name in release.files}
    assert {name: kind.partition(";")[0] for name, kind in said.items()} == {
        each: described.kind(each) for each in said
    }
    assert said["observations-sdmx.csv"] == "application/vnd.sdmx.data+csv"
    assert said["observations.csv"] == "text/csv; charset=utf-8"


# --- For programs -----------------------------------------------------------------------------------------------------

READ = [ADDRESS, "/observations.csv?origin=KAZ", "/observations.json", "/observations.xlsx", "/report.pdf",
        "/map.json?category=study", "/map.svg?category=study", "/releases/latest/observations.csv",
        "/releases/1.0.0..1.0.0.csv", "/releases/1.0.0/nothing.csv", "/observations.csv?orgin=KAZ",
        "/indicators/share.csv", "/indicators/none.json", "/graphics/heatmap.svg", "/graphics/none.json"]  # fmt: skip


@pytest.mark.parametrize("address", READ)
def test_pages_of_any_site_may_read_a_file(client, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example", "Range": "bytes=0-1"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Content-Length", "Content-Range"} <= set(response["Access-Control-Expose-Headers"].split(", "))
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Headers": "range"}
    before = client.options(address, headers=asked)
    assert (before.status_code, before.content, before["Access-Control-Allow-Origin"]) == (204, b"", "*")
    assert "Range" in before["Access-Control-Allow-Headers"].split(", ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("address", READ)
def test_nothing_else_is_taken(address, method):
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.content.decode() == (
        f"{method} is not taken here: this address is for reading. Taken are GET, HEAD, OPTIONS.\n"
    )


def test_the_server_takes_over_a_part_like_a_whole_file(release, whole):
    """No thread waits for whoever reads it slowly."""
    response = sending.part(files.path(release, "observations.csv"), len(whole), "10", "29", "")
    taken = ReadOnlyFileBasedBuffer(response.file_to_stream)
    assert taken.prepare(int(response["Content-Length"])) == 20
    assert [taken.get(8), taken.get(8, True), taken.get(), taken.get(99, True)] == [
        whole[10:18], whole[10:18], whole[18:30], whole[18:30],
    ]  # fmt: skip

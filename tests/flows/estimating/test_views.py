"""The pages of estimates: printed tables met in both languages, what is refused and how, and that nothing is kept."""

import html
import re
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flows.core.estimates import writing
from flows.core.estimates.asking import ask
from flows.core.estimates.methods import METHODS
from flows.estimating import forms, pace
from flows.estimating.listed import MANILA
from tests.flows import readers
from tests.flows.readers import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
FROM_HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
ALABAMA = METHODS["residual-vital"].example


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """Two releases, once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        readers.first(), readers.second()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reader():
    """One that minds tokens of forms: there is none to send."""
    return Client(enforce_csrf_checks=True)


def send(reader, method="residual-vital", language="", headers=FROM_HERE, **said):
    return reader.post(f"{language}/estimates/{method}/", said, headers=headers)


def table(response):
    """The texts in the rows of the result, as they stand on the page."""
    text = response.content.decode()
    part = text[text.index('<section class="section whole" aria-labelledby="result">') :]
    body = part[part.index("<tbody>") : part.index("</tbody>")]
    rows = (re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1])
    return [
        [html.unescape(re.sub("[ \n]+", " ", re.sub("<[^>]*>", " ", cell)).strip(" ")) for cell in row] for row in rows
    ]


# --- What the literature prints ---------------------------------------------------------------------------------------

PRINTED = {
    "residual-vital": [
        ["white male", "111,428", "113,261", "−1,833"],
        ["white female", "138,794", "137,154", "1,640"],
        ["non-white male", "−41,196", "72,922", "−114,118"],
        ["non-white female", "−31,601", "75,437", "−107,038"],
    ],
    "child-woman": [["0-4", "−235.4"], ["5-9", "−8,934.7"]],
    "effectiveness": [
        ["A", "200", "130", "330", "−70", "−21.212", "22"],
        ["B", "100", "160", "260", "60", "23.077", "22"],
        ["C", "135", "95", "230", "−40", "−17.391", "22"],
        ["D", "65", "115", "180", "50", "27.778", "22"],
    ],
}
BOMBAY = [
    ["0-4", "62,777"], ["5-9", "88,441"], ["10-14", "188,975"], ["15-19", "177,077"], ["20-24", "78,935"],
    ["25-29", "8,948"], ["30-34", "−7,228"], ["35-39", "−20,359"], ["40-44", "−3,877"], ["45-49", "−5,959"],
    ["50-54", "−5,562"], ["55-59", "−524"], ["60+", "399"],
]  # fmt: skip


def in_russian(rows):
    return [[row[0], *(cell.replace(",", "\u202f").replace(".", ",") for cell in row[1:])] for row in rows]


@pytest.mark.parametrize("method", PRINTED)
def test_a_printed_table_stands_on_the_page_before_anything_is_typed(client, method):
    assert table(client.get(f"/estimates/{method}/")) == PRINTED[method]
    assert table(client.get(f"/ru/estimates/{method}/")) == in_russian(PRINTED[method])


def test_bombay_by_age_forward(client):
    rows = table(client.get("/estimates/survival-ratio/"))
    assert [[row[0], row[3]] for row in rows] == BOMBAY
    rows = table(client.get("/ru/estimates/survival-ratio/"))
    assert [[row[0], row[3]] for row in rows] == in_russian(BOMBAY)


def test_flows_from_stocks(client):
    rows = table(client.get("/estimates/stock-difference/"))
    found = {(row[0], row[1]): row[4:] for row in rows}
    of_zero = [[int(found[o, d][0]) for d in "ABCD"] for o in "ABCD"]
    of_return = [[int(found[o, d][1]) for d in "ABCD"] for o in "ABCD"]
    assert of_zero == [[0, 15, 0, 15], [0, 0, 5, 5], [20, 0, 0, 0], [0, 25, 0, 0]]
    assert of_return == [[0, 15, 0, 25], [0, 0, 5, 5], [25, 0, 0, 15], [0, 25, 30, 0]]


@pytest.mark.parametrize("language", ["", "/ru"])
@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_its_page_with_example_drawing_and_sensitivity(client, language, method):
    response = client.get(f"{language}/estimates/{method}/")
    page, shown = Page(response.content.decode()), response.context["estimate"].result
    assert len(page.all("h1")) == 1 and len(response.content) < 100_000
    assert shown.rows and shown.lines and (shown.heat if method == "mirror" else shown.bars)
    assert not [tag for tag, attributes in page.tags if "style" in attributes]
    assert {label["for"] for label in page.all("label")} == {
        field["id"] for tag in ("input", "textarea", "select") for field in page.all(tag)
    }


def test_all_methods_stand_in_their_groups(client):
    links = read(client, "/estimates/").links
    assert [name for name in METHODS if f"/estimates/{name}/" not in links] == []
    assert "/estimates/" in read(client, "/").links and "/estimates/" in read(client, "/methodology/").links


# --- A table of one's own ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_pasted_from_a_spreadsheet(reader, separator):
    response = send(reader, table=ALABAMA.replace(",", separator).replace("\n", "\r\n"))
    assert response.status_code == 200
    assert table(response) == PRINTED["residual-vital"]
    assert "for good" not in Page(response.content.decode()).text  # what was sent does not stand in the address


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_uploaded_and_then_in_the_field_for_the_download(reader, before):
    file = SimpleUploadedFile("table.csv", before + MANILA.encode())
    response = send(reader, "child-woman", file=file, table="what was pasted before")
    assert table(response) == PRINTED["child-woman"]
    assert MANILA in html.unescape(response.content.decode())


def test_bounds_and_missing_numbers_are_told_as_such(reader):
    text = "area,p0,p1,births,deaths,deaths_lower,deaths_upper\nA,10,20,3,,1,4\nB,10,,3,2,,\n"
    assert table(send(reader, table=text)) == [
        ["A", "10", "−1 to 2", "8 to 11", "missing: deaths"],
        ["B", "none", "1", "none", "missing: p1"],
    ]


def test_columns_that_part_and_options(reader):
    text = "hat,year,value\nx,2016,50\nx,2017,80\ny,2016,10\ny,2017,5\n"
    assert table(send(reader, "index", table=text, by="hat", base="2017")) == [
        ["x", "2016", "2017", "62.50"],
        ["x", "2017", "2017", "100.00"],
        ["y", "2016", "2017", "200.00"],
        ["y", "2017", "2017", "100.00"],
    ]


def test_of_a_long_table_the_page_shows_the_beginning_and_the_file_holds_all(reader):
    text = "area,p0,p1,births,deaths\n" + "".join(f"area {n},{n},{n},1,1\n" for n in range(250))
    response = send(reader, table=text)
    assert len(table(response)) == 100 and "150 more rows are in the file." in response.content.decode()
    assert len(send(reader, table=text, **{"as": "csv"}).content.decode().splitlines()) == 251


# --- To take home -----------------------------------------------------------------------------------------------------


def test_the_file_is_what_the_command_writes_and_its_name_says_method_and_version(reader, monkeypatch):
    monkeypatch.setattr("flows.kept.program", lambda: "0123456789abcdef" * 4)
    response = send(reader, table=ALABAMA, **{"as": "csv"})
    expected = "".join(writing.lines(ask("residual-vital", ALABAMA.splitlines(keepends=True)).answer))
    assert response.content.decode() == expected
    assert response.headers["Content-Disposition"] == 'attachment; filename="camt-residual-vital-0123456789ab.csv"'
    assert "no-store" in response.headers["Cache-Control"]


def test_how_it_was_made(reader):
    text = "area,p0,p1,births,deaths\nA,10,20,3,1\n"
    result, said = (send(reader, table=text, **{"as": kind}) for kind in ("csv", "method"))
    told = said.json()
    assert said.headers["Content-Disposition"].endswith('-method.json"')
    assert told["method"] == "residual-vital" and told["formula"] == "N = (P₁−P₀) − (B−D)"
    assert len(told["program"]) == 64 and told["source"] and told["assumes"]
    assert told["input_sha256"] == sha256(text.encode()).hexdigest()
    assert told["result_sha256"] == sha256(result.content).hexdigest()


# --- What is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"table": ""}, "There is no table yet"),
        ({"table": "area,p0,p1,births,deaths\nA,10,many,1,1\n"}, "Line 2, column p1: “many” is no number"),
        ({"table": "area,p0,p1,births,deaths\nA,-10,1,1,1\n"}, "Line 2, column p0: -10 is below zero"),
        ({"table": "area,p0,p1\nA,1,2\n"}, "Line 1: there is no column births"),
        ({"table": ALABAMA, "by": "hat"}, "Line 1: there is no column “hat”"),
        ({"file": SimpleUploadedFile("a.csv", b"area\n\xff\xfe\n")}, "Line 2 is not written in UTF-8"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04\x00")}, "This file is a workbook"),
        ({"table": "x\n" * (forms.MOST_ROWS + 2)}, "more than 20,000 rows"),
        ({"table": "x\r" * (forms.MOST_ROWS + 2)}, "more than 20,000 rows"),
        ({"table": ",".join(map(str, range(forms.MOST_COLUMNS + 1)))}, "more than 200 columns"),
    ],
)  # fmt: skip
def test_a_table_that_is_wrong_comes_back_with_the_sentence_beside_its_field(reader, said, sentence):
    response = send(reader, **said)
    page = Page(response.content.decode())
    assert response.status_code == 422
    assert sentence in page.text
    [field] = [each for each in page.all("textarea")]
    assert field["aria-invalid"] == "true" and "autofocus" in field
    assert [tag for _name, tag in page.tags if tag.get("id") == field["aria-describedby"]]
    assert html.unescape(response.content.decode()).count(said.get("table", "")[:60]) >= 1
    assert response.context["estimate"].result is None


@pytest.mark.parametrize("kind", ["csv", "method"])
def test_nothing_is_downloaded_of_a_table_that_is_wrong(reader, kind):
    assert send(reader, table="area\nA\n", **{"as": kind}).status_code == 422


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://elsewhere.test"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}]
)
def test_only_from_one_of_our_own_pages(reader, headers):
    response = send(reader, table=ALABAMA, headers=headers)
    assert response.status_code == 403 and "was not sent from our own page" in Page(response.content.decode()).text


def test_what_is_much_too_large_is_not_even_read(reader):
    response = send(reader, table="x" * (forms.MOST_BYTES + 30_000))
    assert response.status_code == 413 and "more than 2 MB" in response.content.decode()


def test_who_sends_too_often_waits(reader, settings, monkeypatch):
    settings.API_RATE = "600/m"
    monkeypatch.setattr(pace, "OFTEN", "1/m")
    answers = [send(reader, table=ALABAMA) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 429]
    assert 0 < int(answers[1].headers["Retry-After"]) <= 60
    assert "try again in" in answers[1].content.decode()


def test_a_method_that_is_not_there(client):
    assert client.get("/estimates/magic/").status_code == 404 == send(client, "magic").status_code
    assert client.put("/estimates/rates/").status_code == 405


# --- Nothing is kept --------------------------------------------------------------------------------------------------


def test_nothing_is_written_and_no_cookie_set(reader):
    reader.get("/glossary/")  # codelists are asked for once in the life of a process
    with CaptureQueriesContext(connection) as queries:
        answers = [send(reader, table=ALABAMA), send(reader, table="?"), reader.get("/estimates/rates/")]
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert len(queries) == 3  # which releases there are, once each
    assert not [cookie for each in answers for cookie in each.cookies]
    assert ["no-store" in each.headers["Cache-Control"] for each in answers] == [True, True, False]

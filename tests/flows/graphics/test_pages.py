"""Graphic techniques as pages and files, and tables that readers paste. Figures are made up."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from flows.core.graphics.techniques import TECHNIQUES
from flows.estimating import pace
from flows.graphics import drawing, pasted
from tests.flows import readers
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
OF_RELEASE = ("heatmap", "arcs", "multiples", "index")


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """Two releases, once for all tests that only read them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.first(), readers.second()
        transaction.set_rollback(True)


def lines(page_text):
    """The rows of the first table of numbers, as words."""
    table = page_text.partition('<table class="table numbers">')[2].partition("</table>")[0]
    rows = ElementTree.fromstring(f"<t>{table.replace('&nbsp;', ' ')}</t>").iter("tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def spec(client, code, query=""):
    return json.loads(client.get(f"/graphics/{code}.json{query}").content)


# --- Of a release -----------------------------------------------------------------------------------------------------

TABLES = {
    "/graphics/heatmap/?category=work&measure=residents": [["Origin", "South Korea"], ["Kazakhstan", "120"]],
    "/graphics/heatmap/?category=work": [
        ["Origin", "Canada"], ["Kazakhstan", "230 to 326"], ["Tajikistan", "5 to 25"],
    ],
    "/graphics/heatmap/?category=study": [["Origin", "United States"], ["Kazakhstan", "1,461"], ["Uzbekistan", "404"]],
    "/graphics/arcs/?category=study&year=2017": [
        ["Origin", "United States"], ["Kazakhstan", "1,455"], ["Uzbekistan", "none"],
    ],
    "/graphics/multiples/?category=study&origin=UZB": [
        ["Place", "Series", "FY2016", "FY2017", "FY2018"],
        ["United States", "Kazakhstan", "1,236", "1,455", "1,461"],
        ["United States", "Uzbekistan", "none", "none", "404"],
    ],
    "/graphics/index/?category=study&destination=USA&year=2017": [
        ["Series", "FY2016", "FY2017", "FY2018"],
        ["Kazakhstan", "1,236", "1,455", "1,461"],
        ["Kazakhstan, index (FY2017 = 100)", "84.9", "100", "100.4"],
        ["Uzbekistan", "none", "none", "404"],
        ["Uzbekistan, index (FY2017 = 100)", "none", "none", "none"],
    ],
    "/graphics/heatmap/?category=asylum&release=1.1.0": [
        ["Origin", "European Union", "United States"], ["Tajikistan", "2,814", "19"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("address", TABLES)
def test_the_table_says_what_the_picture_shows_and_one_measure_alone(client, address):
    assert lines(client.get(address).content.decode()) == TABLES[address]


def test_every_number_opens_into_its_cells(client):
    links = read(client, "/graphics/index/?category=study&destination=USA").links
    assert {f"/why/1.1.0/KAZ-USA-study-visas_issued-{year}/" for year in (2016, 2017, 2018)} <= set(links)


def test_another_measure_is_another_picture(client):
    page = read(client, "/graphics/heatmap/?category=asylum")
    assert "/graphics/heatmap/?category=asylum&measure=asylum_cases" in page.links
    assert lines(client.get("/graphics/heatmap/?category=asylum&measure=asylum_cases").content.decode()) == [
        ["Origin", "United States"], ["Tajikistan", "109"],
    ]  # fmt: skip


def test_what_is_hidden_is_hollow_and_said_in_the_legend(client):
    found = spec(client, "heatmap", "?category=work&measure=permits_issued")
    [hollow] = [each for each in found["layer"] if each["mark"].get("strokeDash") and each["mark"]["type"] == "rect"]
    assert [(each["origin"], each["lower"], each["upper"], each["says"]) for each in hollow["data"]["values"]] == [
        ("Kazakhstan", 230, 326, "230–326"), ("Tajikistan", 5, 25, "5–25"),
    ]  # fmt: skip
    assert "known by bounds alone" in json.dumps(found["layer"])


@pytest.mark.parametrize("code", ["pyramid", "growth"])
def test_what_the_tracker_does_not_hold_is_shown_by_an_example_with_its_source(client, code):
    page = read(client, f"/graphics/{code}/")
    assert TECHNIQUES[code].source in page.text
    assert not [link for link in page.links if link.startswith("/why/")]


REFUSED = {
    "/graphics/heatmap/?year=2030": (404, "year: this release has no numbers of “2030” here. It has of: 2016."),
    "/graphics/heatmap/?category=study&measure=entries": (
        404, "measure: this release has no numbers of “entries” here. It has of: visas_issued.",
    ),
    "/graphics/heatmap/?category=stduy": (
        400, "category: “stduy” is no code that is used here. Is one of these meant: study?",
    ),
    "/graphics/heatmap/?destination=USA": (
        400, "“destination” is not a word of this address. Known here: category, measure, release, year.",
    ),
    "/graphics/pyramid/?year=2018": (400, "“year” is not a word of this address. Known here: release."),
    "/graphics/pie/": (
        404, "There is no graphic technique “pie”. There are: Population pyramid with migration, Flow matrix as a heat",
    ),
}  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_there_is_said_in_a_sentence(client, address):
    status, sentence = REFUSED[address]
    assert sentence in read(client, address, status).text


@pytest.mark.parametrize("code", OF_RELEASE)
def test_a_page_takes_five_queries_at_most_and_is_small(client, code):
    client.get(f"/graphics/{code}/?release=1.0.0")  # lists of codes are read once by a process
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/graphics/{code}/?release=1.1.0")
    assert len(asked) == 3 and len(page.content) < 60_000


def test_all_pictures_together_read_what_they_share_once(client):
    client.get("/graphics/?release=1.0.0")
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get("/graphics/").content) < 60_000
    assert len(asked) == 3


# --- To take home -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TECHNIQUES)
def test_a_picture_is_had_as_svg_png_and_specification(client, code):
    svg, png, text = (client.get(f"/graphics/{code}.{format}") for format in ("svg", "png", "json"))
    assert ElementTree.fromstring(svg.content).tag == "{http://www.w3.org/2000/svg}svg"
    width = int.from_bytes(png.content[16:20], "big")
    assert png.content.startswith(b"\x89PNG") and 600 < width <= drawing.WIDEST
    assert json.loads(text.content)["$schema"].endswith("vega-lite/v5.json")
    assert [each["Content-Type"] for each in (svg, png, text)] == ["image/svg+xml", "image/png", "application/json"]
    assert drawing.svg(text.content.decode()) == svg.content.decode()


def test_a_file_has_a_name_a_tag_and_a_language(client):
    address = "/graphics/heatmap.svg?category=study&language=ru"
    answer = client.get(address)
    assert answer["Content-Disposition"] == ('inline; filename="camt-1.1.0-heatmap-study-visas_issued-2018.svg"')
    assert (answer["Content-Language"], answer["Cache-Control"]) == ("ru", "public, no-cache")
    assert "Казахстан" in answer.content.decode() and "Kazakhstan" not in answer.content.decode()
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get("/graphics/heatmap.svg?category=study")["ETag"] != answer["ETag"]


def test_a_file_of_nothing_is_a_sentence(client):
    answer = client.get("/graphics/heatmap.png?year=2030")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer.content.decode() == "year: this release has no numbers of “2030” here. It has of: 2016.\n"


# --- A table of one's own ---------------------------------------------------------------------------------------------

TABLE = "origin,destination,value\nNorth,South,5\nSouth,North,\n"


def send(client, code="heatmap", path="", headers=HERE, **form):
    return client.post(f"{path}/graphics/{code}/", {"table": TABLE, "title": "", "as": "page", **form}, **headers)


def test_a_pasted_table_is_drawn_and_nothing_is_kept(client):
    kept = drawing.kept_svg.cache_info().misses
    with CaptureQueriesContext(connection) as asked:
        answer = send(client, title="Two provinces")
    assert drawing.kept_svg.cache_info().misses == kept
    assert lines(answer.content.decode()) == [["Origin", "North", "South"], ["North", "–", "5"], ["South", "none", "–"]]
    assert answer["Cache-Control"] == "private, no-store" and not answer.cookies
    assert 'aria-label="Two provinces"' in answer.content.decode()
    assert '<caption class="visually-hidden">Two provinces</caption>' in answer.content.decode()
    assert not [each["sql"] for each in asked if not each["sql"].startswith("SELECT")]


@pytest.mark.parametrize("code", TECHNIQUES)
def test_the_columns_of_bounds_that_a_page_names_are_read(client, code):
    page = client.get(f"/graphics/{code}/").content.decode()
    named = page.partition("which are named so:")[2].partition("</p>")[0]
    bounds = re.findall("<code[^>]*>([a-z0-9_]+)</code>", named)
    heading, *example = TECHNIQUES[code].example.splitlines()
    added = ["surprise", *(name for name in bounds if name not in heading.split(","))]
    table = "\n".join([",".join([heading, *added]), *(line + "," * len(added) for line in example)])
    said = send(client, code, table=table).content.decode()
    assert len(bounds) >= 2 and "Columns that were not used: <code>surprise</code>" in said


@pytest.mark.parametrize(
    ("path", "left", "between"), [("", "at most −40", "−50 to −20"), ("/ru", "не более −40", "от −50 до −20")]
)
def test_bounds_of_those_who_left_are_said_as_they_are(client, path, left, between):
    table = "area,p0,p1,births,births_lower,births_upper,deaths\nNorth,100,110,,50,,0\nSouth,100,110,,30,60,0\n"
    assert [net for _, _, net, _ in lines(send(client, "growth", path, table=table).content.decode())[1:]] == [
        left, between,
    ]  # fmt: skip


@pytest.mark.parametrize("format", ["svg", "png", "json"])
def test_the_picture_of_a_pasted_table_is_taken_home_by_the_same_form(client, format):
    answer = send(client, **{"as": format}, title="Two provinces")
    assert answer["Content-Disposition"] == f'attachment; filename="heatmap.{format}"'
    if format != "png":
        assert "Two provinces" in answer.content.decode() and "South" in answer.content.decode()


@pytest.mark.parametrize("code", TECHNIQUES)
def test_the_example_in_the_form_is_drawn_as_it_stands_there(client, code):
    assert send(client, code, table=TECHNIQUES[code].example).status_code == 200


def test_markup_and_signs_that_nobody_sees_stay_words(client):
    evil = 'origin,destination,value\n<script>"&\x00\x1b,\u202eB,5\n=1+1,{A},7\n'
    answer = send(client, table=evil, title="<b>\x0c")
    assert answer.status_code == 200 and "<script>" not in answer.content.decode()
    assert "=1+1" in ElementTree.fromstring(send(client, table=evil, **{"as": "svg"}).content.decode()).itertext()


NONE = "There is no table: paste cells of a spreadsheet, with the names of the columns in the first line."
LONG = "The table has 2001 lines, and 2,000 are taken: leave out what the picture does not need."
LARGE = "The table is larger than 200 kB: leave rows or columns out that the picture does not need."
WRONG = (
    "Line 2, column value: “x” is no number; write digits alone, such as 1234.5, and leave the cell empty where there "
    "is no number."
)
SENT_WRONG = [
    (" \n", 422, NONE),
    ("origin\n" * 2001, 422, LONG),
    ("origin,destination,value\nA,B,x\n", 422, WRONG),
    ("x" * 210_000, 413, LARGE),
]


@pytest.mark.parametrize(("table", "status", "sentence"), SENT_WRONG, ids=["none", "long", "wrong", "large"])
def test_a_table_that_cannot_be_drawn_comes_back_with_a_sentence(client, table, status, sentence):
    answer = send(client, table=table)
    assert answer.status_code == status
    assert sentence in readers.Page(answer.content.decode()).text


def test_what_was_sent_stands_in_the_form_again(client):
    answer = send(client, table="origin\n<1>", title="Mine")
    assert "\norigin\n&lt;1&gt;</textarea>" in answer.content.decode() and 'value="Mine"' in answer.content.decode()


@pytest.fixture
def once_a_minute(settings, monkeypatch):
    settings.API_RATE = "600/m"
    monkeypatch.setattr(pace, "OFTEN", "1/m")
    cache.clear()
    yield
    cache.clear()


def test_who_sends_too_often_waits_and_has_the_table_back(client, once_a_minute):
    assert send(client, **{"as": "json"}).status_code == 200
    waits = send(client, title="Mine")
    assert waits.status_code == 429 and 0 < int(waits["Retry-After"]) <= 60
    assert "try again in" in waits.content.decode() and 'value="Mine"' in waits.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}])
def test_a_form_from_elsewhere_is_not_drawn(client, headers):
    assert send(client, headers=headers).status_code == 403


def test_a_table_of_the_largest_size_is_drawn_at_once(client):
    """As many marks as a picture may have; the limit is of the picture, before anything is rendered."""
    areas = [f"A{place}" for place in range(30)]
    text = "origin,destination,value\n" + "".join(f"{a},{b},{len(a + b)}\n" for a in areas for b in areas)
    assert text.count("\n") < pasted.MOST_ROWS
    answer = send(client, table=text, **{"as": "png"})
    assert int.from_bytes(answer.content[16:20], "big") <= drawing.WIDEST

"""The map: what is prepared for it, what is drawn of each kind of number, what is refused. Figures are made up."""

import json
import re
import xml.etree.ElementTree as xml

import pytest
from django.http import QueryDict
from django.utils import timezone

from flows import pieces, previews, releases, verify
from flows.maps import pictures
from flows.maps.asked import MapQuestion
from flows.maps.drawing import Drawing
from flows.maps.lines import NARROWEST, WIDEST, Map
from flows.maps.numbers import Figure
from flows.models import Membership, Release
from tests.factories import cell, gap, handover, hidden, observation, published, rounded
from tests.flows import readers
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
ASYLUM = {"measure": "asylum_applications", "year_basis": "calendar"}
HALF = {"table": "unhcr-asylum", "held": "9 of 12 months"}


def asylum(destination, year, *cells, origin="TJK", **fields):
    return observation(origin, destination, year, "asylum", cells=cells, **ASYLUM | fields)


@pytest.fixture
def release():
    """Tajikistan, asylum: every kind of number and of no number in 2016, and a larger one in 2015."""
    return published(
        asylum("CAN", 2015, 400),
        asylum("CAN", 2016, 12),
        asylum("KOR", 2016, 0),
        asylum("USA", 2016, 109, measure="asylum_cases"),
        asylum("USA", 2016, 19, headline=False),
        asylum("RUS", 2016, 1200, absent=[HALF]),
        asylum("JPN", 2016, hidden(1, 5)),
        asylum("EU", 2016, 30, rounded(5)),
        asylum("DEU", 2016, 30, part_of="EU"),
        asylum("POL", 2016, rounded(5), part_of="EU"),
        asylum("CAN", 2016, 7, origin="KAZ"),
        observation("KAZ", "NOR", 2018, "study", "permits_issued", year_basis="calendar", cells=[3]),
        gaps=[
            gap("TJK", "TUR", 2016, status="excluded", reason="data_unavailable"),
            gap("TJK", "GBR", 2017, "asylum", "asylum_applications"),
        ],
    )


def shown(release, **asked):
    question = MapQuestion(query(asked), pieces.of(release, "map"))
    assert question.is_valid(), list(question.sentences())
    return Map(release, question)


def query(asked):
    said = QueryDict(mutable=True)
    said.update(asked)
    return said


# --- What is prepared -------------------------------------------------------------------------------------------------


def test_the_piece_of_one_origin(release):
    assert pieces.of(release, "map/from/TJK/asylum") == {
        "series": [["asylum_applications", "calendar"], ["asylum_cases", "calendar"]],
        "years": {
            "2015": {"numbers": [["CAN", 0, 400]], "beside": [], "gaps": []},
            "2016": {
                "numbers": [
                    ["CAN", 0, 12],
                    ["DEU", 0, 30, 30, 30, "normal", "EU"],
                    ["EU", 0, 35, 33, 37, "normal", ""],
                    ["JPN", 0, None, 1, 5, "suppressed", ""],
                    ["KOR", 0, 0],
                    ["POL", 0, 5, 3, 7, "normal", "EU"],
                    ["RUS", 0, None, 1200, None, "partial", ""],
                    ["USA", 1, 109],
                ],
                "beside": [["USA", 0, 19]],
                "gaps": [["TUR", "", "", "calendar", "excluded", "data_unavailable"]],
            },
            "2017": {
                "numbers": [],
                "beside": [],
                "gaps": [["GBR", "asylum", "asylum_applications", "calendar", "missing", "awaiting_source"]],
            },
        },
    }


def test_the_piece_of_one_destination(release):
    numbers = {"numbers": [["KAZ", 0, 7], ["TJK", 0, 12]], "beside": [], "gaps": []}
    assert pieces.of(release, "map/to/CAN/asylum")["years"]["2016"] == numbers


def test_what_can_be_asked_for(release):
    index = pieces.of(release, "map")

    assert index["years"] == [2015, 2018]
    assert index["from"] == {
        "KAZ": {"asylum": [2016, 1], "study": [2018, 1]},
        "TJK": {category: [2016, 0] for category in ("residence", "study", "work")} | {"asylum": [2016, 8]},
    }
    assert sorted(index["to"]) == ["CAN", "DEU", "EU", "GBR", "JPN", "KOR", "NOR", "POL", "RUS", "TUR", "USA"]
    spans = Membership.objects.filter(group="EU", member="GBR").values_list("member_id", "from_year", "to_year")
    assert [list(span) for span in spans] == [span for span in index["unions"]["EU"] if span[0] == "GBR"]


def test_pieces_are_held_against_the_rows(release):
    assert verify.findings() == []


# --- What is shown ----------------------------------------------------------------------------------------------------


def test_every_kind_of_number_has_a_state_of_its_own(release):
    states = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"}).states

    said = {code: states[code] for code in ("CAN", "KOR", "USA", "RUS", "JPN", "DEU", "POL", "TUR", "GBR", "FRA")}
    assert said == {
        "CAN": "step-1",
        "KOR": "step-0",
        "USA": "step-3",
        "RUS": "step-4",
        "JPN": "step-1 hidden",
        "DEU": "step-2",
        "POL": "step-1",
        "TUR": "excluded",
        "GBR": "missing",
        "FRA": "missing",  # a member of the Union without a number of its own, while others have one
    }
    assert (states["TJK"], states["KAZ"]) == ("here", "peer")
    assert "EU" not in states and "UKR" not in states


@pytest.mark.parametrize(
    ("number", "step"), [(0, 0), (1, 1), (19, 1), (20, 2), (99, 2), (100, 3), (999, 3), (1000, 4), (10**6, 4)]
)
def test_steps_are_said_in_whole_numbers(number, step):
    assert Figure("CAN", "", "entries", 2016, "calendar", number, number, number, "normal").step == step


def test_a_partial_number_of_which_nothing_is_certain_is_not_drawn_as_zero():
    figure = Figure("CAN", "", "entries", 2016, "calendar", None, 0, None, "partial")
    assert figure.state == "step-0 hidden"


def test_a_union_without_numbers_of_members_shades_them_all():
    release = published(asylum("EU", 2018, 30), asylum("EU", 2020, 25, status="break"))
    before, after = (shown(release, **{"from": "TJK", "year": year}).states for year in ("2018", "2020"))

    assert (before["FRA"], before["GBR"]) == ("step-2", "step-2")
    assert after["FRA"] == "step-2" and "GBR" not in after


def test_only_the_union_has_a_line_and_its_members_none(release):
    lines = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"}).lines
    assert [(line.place, line.known) for line in lines] == [
        ("RUS", 1200), ("USA", 109), ("EU", 35), ("CAN", 12), ("JPN", 1), ("KOR", 0)
    ]  # fmt: skip


def test_widths_are_linear_and_compare_over_the_years():
    release = published(asylum("CAN", 2015, 1000), asylum("CAN", 2016, 500), asylum("KOR", 2016, 1))
    now = shown(release, **{"from": "TJK", "year": "2016"})
    assert {line.place: now.width(line) for line in now.lines} == {"CAN": WIDEST / 2, "KOR": NARROWEST}
    before = shown(release, **{"from": "TJK", "year": "2015"})
    assert [before.width(line) for line in before.lines] == [WIDEST]


def test_the_bars_are_those_of_one_place_never_a_sum(release):
    view = shown(release, **{"from": "TJK", "category": "asylum", "year": "2017"})
    place, years = view.bars
    assert (place, [(year, figure and figure.value) for year, figure in years]) == (
        "CAN", [(2015, 400), (2016, 12), (2017, None)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "view"),
    [
        ({}, ("from", "TJK", "asylum", 2016)),
        ({"from": "KAZ"}, ("from", "KAZ", "study", 2018)),
        ({"from": "KAZ", "category": "study"}, ("from", "KAZ", "study", 2018)),
        ({"to": "USA"}, ("to", "USA", "asylum", 2016)),
        ({"to": "DEU", "year": "2015"}, ("to", "DEU", "asylum", 2015)),
        ({"from": "KAZ", "category": "work"}, ("from", "KAZ", "work", 2018)),
    ],
)
def test_what_is_left_away_is_what_has_most_numbers(release, asked, view):
    map = shown(release, **asked)
    assert (map.direction, map.place, map.category, map.year) == view


# --- The page ---------------------------------------------------------------------------------------------------------

VIEW = "/map/?from=TJK&category=asylum&year=2016"


def test_the_table_says_what_the_map_shows(client, release):
    page = read(client, VIEW)
    told = client.get(VIEW).content.decode()
    rows = re.findall(r'<tr class="[^"]*"><th scope="row">(.*?)</tr>', told.split("<tbody>")[1])
    said = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]

    assert said == [
        "Russia asylum applications at least 1,200 partial",
        "United States asylum cases 109 beside: asylum applications 19",
        "European Union asylum applications 35 33 to 37",
        "Germany 30",
        "Poland 5 3 to 7",
        f"26 other members no number of this year: {members_without('Germany', 'Poland')}",
        "Canada asylum applications 12",
        "Japan asylum applications 1 to 5 suppressed",
        "South Korea asylum applications 0",
        "Türkiye excluded : data unavailable",
    ]
    assert "2 measures meet here." in page.text
    assert "Asylum applications: Russia, European Union, Canada, Japan, South Korea; Asylum cases: United States." in (
        page.text
    )


def test_numbers_beside_a_gap_are_told_also_where_no_headline_has_any(client):
    published(
        asylum("RUS", 2016, 3, measure="temporary_asylum", headline=False),
        gaps=[gap("TJK", "RUS", 2016, "asylum", "asylum_applications", reason="no_row")],
    )
    told = client.get(VIEW).content.decode()
    assert re.search(r"missing</a>: no row .*beside: temporary asylum applications <a [^>]*>3</a>", told)


def test_land_with_a_number_beside_the_headline_alone_says_so():
    release = published(
        asylum("CAN", 2016, 12),
        asylum("RUS", 2016, 3, measure="temporary_asylum", headline=False),
    )
    view = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"})
    titles = re.findall("<title>(.*?)</title>", Drawing(view, release.version).shapes)
    assert [title for title in titles if title.startswith(("Russia", "Canada"))] == [
        "Canada: 12, asylum applications, 2016",
        "Russia: no headline number of this year; beside it 3 temporary asylum applications",
    ]


def test_a_number_that_nothing_limits_comes_before_one_that_is_limited():
    release = published(
        asylum("CAN", 2016, 12),
        asylum("RUS", 2016, 12, absent=[HALF]),
        asylum("JPN", 2016, hidden(12, 15)),
    )
    numbers = shown(release, **{"from": "TJK", "category": "asylum", "year": "2016"}).figures
    assert [figure.place for figure in numbers] == ["RUS", "JPN", "CAN"]


def members_without(*named):
    members = Membership.objects.filter(group="EU", from_year__lte=2016).order_by("member_id")
    return ", ".join(each.member.name_en for each in members if each.member.name_en not in named)


def test_every_number_leads_to_its_cells(client, release):
    page = read(client, VIEW)
    whys = {link for link in page.links if link.startswith("/why/")}
    assert {f"/why/1.0.0/TJK-{place}-asylum-asylum_applications-2016/" for place in ("CAN", "KOR", "DEU", "EU")} <= whys
    for link in whys:
        read(client, link)


def test_places_can_be_reached_one_by_one_and_say_their_number(client, release):
    places = [each for each in read(client, VIEW).all("a") if each.get("class") == "place"]
    world = {each["data-code"]: each["aria-label"] for each in places if each["id"].startswith("world-")}
    inset = {each["data-code"]: each["aria-label"] for each in places if each["id"].startswith("inset-")}

    assert list(world) == ["RUS", "USA", "EU", "CAN", "JPN", "KOR", "TUR"]
    assert world["USA"] == "United States: 109, asylum cases, 2016"
    assert world["JPN"] == "Japan: 1 to 5, asylum applications, 2016, suppressed"
    assert world["TUR"] == "Türkiye: excluded, data unavailable"
    assert {"DEU": "Germany: 30, asylum applications, 2016", "POL": "Poland: 5, asylum applications, 2016"}.items() <= (
        inset.items()
    )


def test_addresses_carry_the_view_and_the_release(client, release):
    published(asylum("CAN", 2016, 13), version="1.1.0")
    links = read(client, f"{VIEW}&release=1.0.0").links

    assert "/map/?from=TJK&category=asylum&year=2015&release=1.0.0" in links
    assert "/map/?from=TJK&category=study&year=2016&release=1.0.0" in links
    assert "/map/?from=KAZ&category=asylum&year=2016&release=1.0.0" in links
    assert "/map.svg?from=TJK&category=asylum&year=2016&release=1.0.0" in links
    assert "/ru/map/?from=TJK&category=asylum&year=2016&release=1.0.0" in links
    assert (
        "/observations.csv?origin=TJK&category=asylum&year=2016&series=headline&members=1&gaps=1&release=1.0.0" in links
    )
    assert "/map/?from=TJK&category=asylum&year=2016" in links  # the same view of the newest release


def test_the_file_of_the_map_has_its_numbers(client, release):
    page = read(client, VIEW)
    address = next(link for link in page.links if link.startswith("/observations.csv?origin"))
    rows = b"".join(client.get(address).streaming_content).decode().splitlines()[1:]
    assert sorted(row.split(",")[2] for row in rows) == sorted(
        ["CAN", "DEU", "EU", "JPN", "KOR", "POL", "RUS", "TUR", "USA"]
    )


def test_fiscal_years_are_said(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(1461)]))
    assert "Study: to the United States, fiscal year 2018" in read(client, "/map/?to=USA").text
    assert "U.S. fiscal years run from October to September." in read(client, "/map/?from=KAZ").text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=KZA", "from: “KZA” is no code that is used here. Is one of these meant: "),
        ("from=DEU&category=tourism", "This release says nothing of people from here: Germany."),
        ("from=TJK&to=USA", "leave one of them away"),
        ("category=tourism", "category: “tourism” is no code that is used here."),
        ("year=next", "year: “next” is no year. A year is a whole number such as 2018."),
        ("year=2016&year=2017", "year: Given twice; it can be said once."),
        ("origin=TJK", "“origin” is not a word of this address. Known here: "),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_shown(client, release, asked, sentence):
    page = read(client, f"/map/?{asked}", status=400)
    assert sentence in page.text
    assert not page.all("use")
    for file in ("json", "svg", "png"):
        response = client.get(f"/map.{file}?{asked}")
        assert response.status_code == 400 and sentence in response.content.decode().replace('\\"', '"')


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=DEU", "This release says nothing of people from here: Germany. It does of: KAZ (Kazakhstan), TJK"),
        ("to=FRA", "to: This release says nothing of people who come here: France. It does of:"),
        ("year=1999", "year: “1999” lies outside the years of this release: 2015 to 2018."),
    ],
)
def test_what_a_release_lacks_is_not_there(client, release, asked, sentence):
    page = read(client, f"/map/?{asked}", status=404)
    assert sentence in page.text
    assert "Release 1.0.0 has no such map" in page.text
    for file in ("json", "svg", "png"):
        response = client.get(f"/map.{file}?{asked}")
        assert response.status_code == 404 and sentence in response.content.decode().replace('\\"', '"')


def test_from_a_release_that_lacks_a_place_a_way_leads_on(client):
    published(asylum("CAN", 2016, 12))
    published(asylum("CAN", 2016, 12), asylum("MEX", 2016, 4), version="1.1.0")
    assert "/map/?to=MEX&release=1.0.0" in read(client, "/map/?to=MEX").links
    page = read(client, "/map/?to=MEX&release=1.0.0", status=404)
    assert {"/map/?to=MEX", "/map/?release=1.0.0"} <= set(page.links)


def test_a_view_without_any_number_is_a_map_that_says_so(client, release):
    page = read(client, "/map/?from=KAZ&category=work&year=2018")
    assert "This release has no number here, and no reason why." in page.text


def test_the_map_behind_the_link_of_a_preview_stays_there(client, release):
    candidate = releases.freeze(handover(asylum("CAN", 2016, 77)), version="1.1.0", notes_en="Made up.")
    address = previews.address(candidate, timezone.now())
    page = read(client, f"{address}map/?from=TJK")
    assert "77" in page.text
    assert f"{address}map/?from=TJK&category=asylum&year=2016" in page.links
    assert [link for link in page.links if "map" in link and not link.startswith((address, "/static/"))] == []


def test_the_picture_of_a_candidate_says_that_it_is_not_published(client, release):
    candidate = releases.freeze(handover(asylum("CAN", 2016, 77)), version="1.1.0", notes_en="Made up.")
    response = client.get(f"{previews.address(candidate, timezone.now())}map.svg?from=TJK")
    assert "release 1.1.0 (not published)" in response.content.decode()
    assert 'filename="camt-1.1.0-candidate-TJK-asylum-2016.svg"' in response.headers["Content-Disposition"]


# --- Without a page ---------------------------------------------------------------------------------------------------


def test_the_numbers_for_a_program(client, release):
    told = client.get("/map.json?from=KAZ&category=asylum").json()
    number = {
        "destination": "CAN", "slug": "KAZ-CAN-asylum-asylum_applications-2016", "measure": "asylum_applications",
        "year": 2016, "year_basis": "calendar", "value": 7, "lower": 7, "upper": 7, "status": "normal", "part_of": "",
    }  # fmt: skip
    years = {"2016": {"headline": [number], "beside": []}}
    assert told == {"release": "1.0.0", "from": "KAZ", "category": "asylum", "years": years}


def test_a_program_is_told_the_year_basis_of_a_gap(client, release):
    told = client.get("/map.json?from=TJK&category=asylum").json()["years"]["2017"]["headline"]
    assert [(each["destination"], each["status"], each["year_basis"]) for each in told] == [
        ("GBR", "missing", "calendar")
    ]


def test_page_and_program_say_the_same_numbers_as_the_rows(client, release):
    told = client.get("/map.json?from=TJK&category=asylum").json()["years"]["2016"]
    said = {(each["destination"], each["measure"]): each.get("value") for each in told["headline"] + told["beside"]}
    rows = client.get("/observations.json?origin=TJK&category=asylum&year=2016&members=1")
    listed = {
        (row["destination"], row["measure"]): row["value"]
        for row in json.loads(b"".join(rows.streaming_content))["rows"]
    }
    assert {key: value for key, value in said.items() if key[0] != "TUR"} == listed


@pytest.mark.parametrize("language", ["", "&language=ru"])
def test_the_picture_stands_alone_and_says_every_number(client, release, language):
    response = client.get(f"/map.svg?from=TJK&category=asylum&year=2016{language}")
    said = response.content.decode()
    drawing = xml.fromstring(said)
    words = " ".join("".join(each.itertext()) for each in drawing.iter("{http://www.w3.org/2000/svg}text"))

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert not re.search(r'<(script|style|image|use)\b|style=|href="[^#]', said)
    title = "Убежище: страна выезда — Таджикистан, 2016" if language else "Asylum: from Tajikistan, 2016"
    assert title in words and "1.0.0" in words and "Natural Earth" in words
    assert ("Япония 1–5, скрыто" if language else "Japan 1 to 5, suppressed") in words
    assert ("США 109" if language else "United States 109") in words
    assert ("1–5" if language else "1 to 5") in drawing.find("{http://www.w3.org/2000/svg}desc").text


def test_the_picture_in_points(client, release):
    response = client.get("/map.png?from=TJK&category=asylum&year=2016")
    wide, high = (int.from_bytes(response.content[at : at + 4], "big") for at in (16, 20))
    assert response.content[:8] == b"\x89PNG\r\n\x1a\n" and (wide, high) == (
        2 * pictures.ACROSS,
        2 * pictures.WHOLE,
    )


@pytest.mark.parametrize("format", ["json", "svg", "png"])
def test_who_has_it_already_is_not_sent_it_again(client, release, format):
    address = f"/map.{format}?from=TJK&category=asylum&year=2016"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(address.replace("2016", "2015"))
    assert (again.status_code, again.content) == (304, b"")
    assert other.headers["ETag"] != first.headers["ETag"] or format == "json"


@pytest.mark.parametrize("format", ["json", "svg", "png"])
def test_before_any_release_there_is_no_picture(client, format):
    response = client.get(f"/map.{format}")
    assert response.status_code == 404 and "No release has been published yet" in response.content.decode()


def test_the_first_page_opens_with_the_same_map(client, release):
    page = read(client, "/")
    drawn, opened = (
        {each["href"] for each in read(client, at).all("a") if each.get("class") == "place"} for at in ("/", "/map/")
    )
    assert "Asylum: from Tajikistan, 2016" in page.text
    assert "/map/?from=TJK&category=asylum&year=2016" in page.links
    assert "/why/1.0.0/TJK-RUS-asylum-asylum_applications-2016/" in drawn <= opened
    assert "/why/1.0.0/TJK-USA-asylum-asylum_cases-2016/" in page.links


def test_on_readers_own_release_the_map_opens(client):
    readers.first(), readers.second()
    assert Release.objects.latest().version == "1.1.0"
    assert read(client, "/map/").text.startswith("Asylum: from Tajikistan, 2016")

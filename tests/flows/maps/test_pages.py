"""The page of the map: what it says, where it leads, what it refuses. Figures are made up."""

import re

import pytest
from django.utils import timezone

from flows import previews, releases
from flows.models import Membership, Release
from tests.factories import cell, gap, handover, observation, published
from tests.flows import readers
from tests.flows.maps.made import asylum
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]

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

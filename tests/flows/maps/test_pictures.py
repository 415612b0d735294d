"""The map without a page: its numbers for a program, and its pictures. Figures are made up."""

import json
import re
import xml.etree.ElementTree as xml

import pytest
from django.utils import timezone

from flows import previews, releases
from flows.maps import pictures
from tests.factories import handover
from tests.flows.maps.made import asylum

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def test_the_picture_of_a_candidate_says_that_it_is_not_published(client, release):
    candidate = releases.freeze(handover(asylum("CAN", 2016, 77)), version="1.1.0", notes_en="Made up.")
    response = client.get(f"{previews.address(candidate, timezone.now())}map.svg?from=TJK")
    assert "release 1.1.0 (not published)" in response.content.decode()
    assert 'filename="camt-1.1.0-candidate-TJK-asylum-2016.svg"' in response.headers["Content-Disposition"]


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

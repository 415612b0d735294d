"""Areas under an old code: an address with one leads to the address of today, in pages, files and whatever asks."""

import csv
import re

import pytest
from django.db import transaction
from django.test import RequestFactory

from flows import previews, renamed
from flows.codelists import DATA
from flows.queries import codelist
from tests.flows import readers

pytestmark = [pytest.mark.django_db, pytest.mark.look]


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.first(), readers.second()
        transaction.set_rollback(True)


MOVED = [
    ("/origins/KZ/", "/origins/KAZ/"),
    ("/ru/origins/KZ/?release=1.0.0", "/ru/origins/KAZ/?release=1.0.0"),
    ("/destinations/UK/", "/destinations/GBR/"),
    ("/destinations/DDR/", "/destinations/DEU/"),
    ("/corridors/KZ-US/", "/corridors/KAZ-USA/"),
    ("/corridors/KAZ-US/", "/corridors/KAZ-USA/"),
    ("/coverage/US/", "/coverage/USA/"),
    ("/why/1.1.0/KZ-US-study-visas_issued-2018/", "/why/1.1.0/KAZ-USA-study-visas_issued-2018/"),
    ("/observations/?destination=UK", "/observations/?destination=GBR"),
    ("/observations/?origin=KAZ,UZ&category=work", "/observations/?origin=KAZ,UZB&category=work"),
    ("/observations/?origin=KZ&origin=UZB&sort=-value", "/observations/?origin=KAZ&origin=UZB&sort=-value"),
    ("/observations.csv?destination=EL&release=1.1.0", "/observations.csv?destination=GRC&release=1.1.0"),
    ("/observations.json?origin=KZ", "/observations.json?origin=KAZ"),
    ("/observations.xlsx?origin=KZ", "/observations.xlsx?origin=KAZ"),
    ("/map/?from=KZ&category=work", "/map/?from=KAZ&category=work"),
    ("/map.json?to=UK", "/map.json?to=GBR"),
    ("/map.svg?to=UK", "/map.svg?to=GBR"),
    ("/api/observations?origin=KZ&limit=5", "/api/observations?origin=KAZ&limit=5"),
    ("/api/changes?destination=UK&from=1.0.0", "/api/changes?destination=GBR&from=1.0.0"),
    (
        "/api/observations/KZ-US-study-visas_issued-2018/provenance",
        "/api/observations/KAZ-USA-study-visas_issued-2018/provenance",
    ),
]


@pytest.mark.parametrize(("address", "now"), MOVED)
def test_an_old_code_leads_to_that_of_today_for_good(client, address, now):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (301, now)
    assert client.get(now).status_code != 301


@pytest.mark.parametrize(
    "address",
    ["/origins/KAZ/", "/origins/KZA/", "/origins/kz/", "/destinations/EU/", "/destinations/YUG/",
     "/what-if/KZ-US-a-b-1/", "/observations/?category=UK", "/observations/?origin=KAZ, UZB", "/why/1.1.0/KZ/"],
)  # fmt: skip
def test_nothing_else_is_led_anywhere(client, address):
    assert client.get(address).status_code in (200, 400, 404)


def test_behind_the_link_of_a_preview_it_stays_there(client, both):
    request = RequestFactory().get("/preview/t/origins/KZ/", {"origin": "UZ"})
    request.resolver_match = type("Match", (), {"url_name": "origin", "view_name": "flows:origin",
                                                "kwargs": {"origin": "KZ"}})  # fmt: skip
    with previews.mounted("t"):
        assert renamed.moved(request) == "/preview/t/origins/KAZ/?origin=UZB"


def lines():
    with (DATA / "renamed_codes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_former_code_is_said_once_with_its_source_and_leads_to_one_of_today():
    codes = [line["code"] for line in lines()]
    assert len(codes) == len(set(codes)) == len(renamed.former())
    for line in lines():
        assert re.fullmatch("[A-Z]{2,3}", line["code"]) and line["source"]
        assert line["now"] in codelist("area") and line["code"] not in codelist("area")
        assert renamed.current(line["code"]) == line["now"]


def test_no_former_code_is_a_two_letter_code_of_today():
    today = {area.iso2 for area in codelist("area").values()}
    assert [line["code"] for line in lines() if line["code"] in today] == []


def test_two_letters_of_each_area_mean_it_and_a_code_of_today_means_itself():
    for area in codelist("area").values():
        assert renamed.current(area.code) == area.code
        if area.iso2:
            assert renamed.current(area.iso2) == area.code
    assert [renamed.current(code) for code in ("", "K", "XX", "YUG", "ANT", "KAZAKHSTAN")] == [
        "", "K", "XX", "YUG", "ANT", "KAZAKHSTAN",
    ]  # fmt: skip

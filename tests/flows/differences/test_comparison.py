"""What changed between two releases: the page, its filters, its file, and how it is kept. Figures are made up."""

import csv
import io

import pytest
from django.db import connection

from flows import releases, seals
from flows.differences import causes, compared
from flows.models import Observation
from tests.factories import cell, file, hidden, left_out, observation, published
from tests.flows.readers import read

pytestmark = pytest.mark.django_db
ADDRESS = "/releases/1.0.0..2.0.0/"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """A folder of its own for what is reckoned once."""
    settings.VAR = tmp_path
    return tmp_path / "differences"


@pytest.fixture
def two():
    """Two releases: a file revised a value and lost a row, a label is counted, one month more makes a number whole."""
    half = [{"table": "us-niv", "held": "11 of 12 months"}]
    old = published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(1178, "F-1"), left_out(2205, "J-1")]),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5, "IMP")], absent=half),
        observation("UZB", "USA", 2018, "study", cells=[cell(3, "F-1")]),
        observation("UZB", "USA", 2018, "work", cells=[cell(85, "H-1B")]),
        sources=file("first"),
    )
    new = published(
        observation("KAZ", "USA", 2018, "study", cells=[cell(1180, "F-1"), cell(2205, "J-1")]),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[cell(20, "IMP")]),
        observation("TKM", "USA", 2018, "study", cells=[cell(1, "F-1")]),
        observation("UZB", "USA", 2018, "work", cells=[cell(85, "H-1B")]),
        sources=file("second"),
        version="2.0.0",
    )
    return old, new


def forget(kept):
    """As if another make of the program had reckoned it."""
    for each in kept.iterdir():
        each.unlink()


def numbers(page):
    """The numbers that the page lists, from what their links lead to."""
    whys = [link for link in page.links if link.startswith("/why/")]
    return list(dict.fromkeys(link.split("/")[3] for link in whys))


# --- What it says -----------------------------------------------------------------------------------------------------


def test_every_cause_is_said_and_adds_up(client, two):
    page = read(client, ADDRESS)

    assert "What changed from 1.0.0 to 2.0.0, and why" in page.text
    assert "observations in 1.0.0 4 new 1 corrected 2 removed 1 observations in 2.0.0 4" in page.text
    assert "units unexplained 0" in page.text
    assert "Read across: 1,181 + 1 + 2,205 + 2 − 3 = 3,386." in page.text
    assert "J-1 counts as study by another decision; before, it was left out." in page.text
    assert "Visas issued: +2,205 in 1 number, FY2018." in page.text
    assert "second.xlsx prints another figure than the file before it." in page.text
    assert "us-niv is held in full now; before: 11 of 12 months." in page.text
    assert "1 other series is as it was." in page.text


def test_the_largest_change_comes_first_and_opens_on_both_sides(client, two):
    page = read(client, ADDRESS)

    assert numbers(page) == [
        "KAZ-USA-study-visas_issued-2018", "TJK-CAN-work-permits_issued-2019", "UZB-USA-study-visas_issued-2018",
        "TKM-USA-study-visas_issued-2018",
    ]  # fmt: skip
    for number, releases_ in [("KAZ-USA-study", "12"), ("UZB-USA-study", "1"), ("TKM-USA-study", "2")]:
        links = {link.split("/")[2][0] for link in page.links if f"/{number}-visas_issued-2018/" in link}
        assert links == set(releases_)
    assert "1,178 3,385 +2,207" in page.text and "at least 1 20 +19" in page.text


def test_releases_lead_there(client, two):
    for address in ("/releases/", "/releases/2.0.0/"):
        assert ADDRESS in read(client, address).links
    assert f"/ru{ADDRESS}" in read(client, "/ru/releases/").links
    assert ADDRESS not in read(client, "/releases/1.0.0/").links


def test_numbers_that_stayed_the_same_by_chance_say_so(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1"), cell(5, "M-1")]), sources=file("a"))
    other = observation("KAZ", "USA", 2018, "study", cells=[cell(5, "F-1"), cell(7, "M-1")])
    published(other, sources=file("b"), version="2.0.0")
    page = read(client, ADDRESS)

    assert numbers(page) == ["KAZ-USA-study-visas_issued-2018"]
    assert "12 12 0" in page.text


def test_no_difference_at_all_is_said(client):
    made = observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1")])
    published(made), published(made, version="2.0.0")

    assert "No number differs, and none is made of other cells." in read(client, ADDRESS).text


# --- Filters and pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cause=revised", ["KAZ-USA", "TJK-CAN"]),
        ("cause=revised&destination=USA", ["KAZ-USA"]),
        ("destination=USA", ["KAZ-USA", "UZB-USA", "TKM-USA"]),
        ("destination=USA,CAN", ["KAZ-USA", "TJK-CAN", "UZB-USA", "TKM-USA"]),
        ("cause=gone_cell", ["UZB-USA"]),
        ("cause=held&destination=USA", []),
        ("cause=&destination=", ["KAZ-USA", "TJK-CAN", "UZB-USA", "TKM-USA"]),
    ],
)
def test_filters(client, two, query, found):
    page = read(client, f"{ADDRESS}?{query}")

    assert [number[:7] for number in numbers(page)] == found
    assert ("No row fits these filters." in page.text) == (not found)


def test_choices_say_how_many_numbers_there_are_under_the_other_filter(client, two):
    text = read(client, f"{ADDRESS}?destination=USA").text

    assert "Source revised (1)" in text and "Missing part held (0)" in text
    assert "United States (3)" in text and "Canada (1)" in text


def test_pages_turn(client, two, monkeypatch):
    monkeypatch.setattr(compared, "PAGE", 3)
    first, second = read(client, ADDRESS), read(client, f"{ADDRESS}?page=2")

    assert (len(numbers(first)), len(numbers(second))) == (3, 1)
    assert "Rows 1 to 3 of 4, largest first" in first.text and "Rows 4 to 4 of 4, largest first" in second.text
    assert f"{ADDRESS}?page=2#numbers" in first.links


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("cause=magic", "cause: “magic” is none of the choices"),
        ("destination=XXX", "destination: “XXX” is no code that is used here."),
        ("page=9", "Page: there is only 1 page of this list."),
        ("page=0", "page: A page is a whole number from 1 on."),
        ("couse=revised", "“couse” is not a word of this address. Is “cause” meant?"),
        ("cause=revised&cause=held", "cause: Given twice; it can be said once."),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_a_sentence(client, two, query, sentence):
    assert sentence in read(client, f"{ADDRESS}?{query}", 400).text


# --- Which releases ---------------------------------------------------------------------------------------------------


def test_the_older_release_comes_first_in_the_address(client, two):
    turned = client.get("/releases/2.0.0..1.0.0/?cause=revised")

    assert (turned.status_code, turned.url) == (302, f"{ADDRESS}?cause=revised")
    assert client.get("/ru/releases/2.0.0..1.0.0/").url == f"/ru{ADDRESS}"
    assert client.get("/releases/2.0.0..1.0.0.csv").url == "/releases/1.0.0..2.0.0.csv"


def test_one_release_does_not_differ_from_itself(client, two):
    page = read(client, "/releases/2.0.0..2.0.0/")

    assert "Release 2.0.0 does not differ from itself" in page.text
    assert ADDRESS in page.links
    assert b"".join(client.get("/releases/2.0.0..2.0.0.csv").streaming_content).count(b"\r\n") == 1


@pytest.mark.parametrize("pair", ["1.0.0..9.9.9", "9.9.9..2.0.0", "x..2.0.0"])
def test_a_release_that_does_not_exist_is_named(client, two, pair):
    missing = next(version for version in pair.split("..") if version not in ("1.0.0", "2.0.0"))

    sentence = f"There is no release {missing}. These can be read: 2.0.0, 1.0.0."
    assert sentence in read(client, f"/releases/{pair}/", 404).text
    assert client.get(f"/releases/{pair}.csv").status_code == 404


def test_a_withdrawn_release_can_still_be_compared(client, two, admin_user):
    releases.withdraw(two[1], reason="Made up.", by=admin_user)

    assert "Its numbers should not be used." in read(client, ADDRESS).text


def test_the_page_only_reads(client, two):
    assert client.post(ADDRESS).status_code == client.post("/releases/1.0.0..2.0.0.csv").status_code == 405


# --- The file ---------------------------------------------------------------------------------------------------------


def lines(client):
    response = client.get("/releases/1.0.0..2.0.0.csv")
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


def test_the_file_holds_every_cause_and_adds_up(client, two):
    found = lines(client)

    assert [(line["origin"], line["change"], line["cause"], line["amount"]) for line in found] == [
        ("KAZ", "changed", "counted", "2205"),
        ("KAZ", "changed", "revised", "2"),
        ("TJK", "changed", "revised", "19"),
        ("TJK", "changed", "held", "0"),
        ("TJK", "changed", "whole", "0"),
        ("TKM", "new", "accepted", "1"),
        ("UZB", "gone", "gone_cell", "-3"),
    ]
    kazakhstan = found[0]
    assert (kazakhstan["value_before"], kazakhstan["value_after"], kazakhstan["label"]) == ("1178", "3385", "J-1")
    assert kazakhstan["explanation"] == "J-1 counts as study by another decision; before, it was left out."
    tajikistan = found[2]
    assert (tajikistan["value_change"], tajikistan["lower_change"], tajikistan["upper_change"]) == ("", "19", "")
    for number in {(line["origin"], line["category"]) for line in found if line["value_change"]}:
        of_number = [line for line in found if (line["origin"], line["category"]) == number]
        change = int(of_number[0]["value_after"] or 0) - int(of_number[0]["value_before"] or 0)
        assert sum(int(line["value_change"]) for line in of_number) == change


def test_the_file_says_the_same_in_every_language_and_is_not_sent_again(client, two):
    first = client.get("/releases/1.0.0..2.0.0.csv")
    again = client.get("/releases/1.0.0..2.0.0.csv", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, no-cache" and not first.cookies
    assert first.headers["Content-Disposition"] == 'attachment; filename="camt-1.0.0..2.0.0.csv"'


def test_a_label_that_a_spreadsheet_would_run_is_defused(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "=1+1")]), sources=file("a"))
    published(observation("KAZ", "USA", 2018, "study", cells=[left_out(7, "=1+1"), cell(1, "F-1")]),
              sources=file("b"), version="2.0.0")  # fmt: skip

    assert {"'=1+1", ""} == {line["label"] for line in lines(client)}


# --- How it is kept ---------------------------------------------------------------------------------------------------


def test_a_difference_is_reckoned_once(client, two, kept, monkeypatch):
    first = client.get(ADDRESS).content
    assert len(list(kept.iterdir())) == 1

    monkeypatch.setattr(causes, "between", lambda *args: pytest.fail("It was reckoned again."))
    assert client.get(ADDRESS).content == first
    assert lines(client)


def test_it_is_reckoned_anew_by_another_program(client, two, kept, monkeypatch):
    client.get(ADDRESS)
    [former] = kept.iterdir()
    monkeypatch.setattr(compared, "program", lambda: "another")
    client.get(ADDRESS)

    [now] = kept.iterdir()
    assert now != former


def test_a_reckoning_that_breaks_leaves_nothing_half(client, two, kept, monkeypatch):
    def cut(*args):
        yield from list(between(*args))[:1]
        raise OSError("No space left on device")

    between = causes.between
    forget(kept)
    with monkeypatch.context() as broken:
        broken.setattr(causes, "between", cut)
        with pytest.raises(OSError, match="No space"):
            client.get(ADDRESS)
    assert list(kept.iterdir()) == []
    assert len(numbers(read(client, ADDRESS))) == 4


def test_what_has_no_cause_is_shown_as_unexplained(client, two, kept):
    """A row altered past the seals: the page does not take the sum for granted."""
    seals.lift(connection)
    forget(kept)
    rows = Observation.everything.of(two[1])
    rows.filter(origin="KAZ").update(value=3400, lower=3400, upper=3400)
    rows.filter(origin="UZB").update(value=80, lower=80, upper=80)

    assert "units unexplained 20" in read(client, ADDRESS).text


def test_how_often_the_page_asks_the_database(client, two, kept, django_assert_num_queries):
    """For releases and populations: publication has reckoned the rest, and what it has not the first reader does."""
    client.get("/")  # codelists are asked for once in the life of a process
    with django_assert_num_queries(2):
        client.get(f"{ADDRESS}?cause=revised")
    forget(kept)
    with django_assert_num_queries(16):
        client.get(f"{ADDRESS}?cause=gone_cell")
    with django_assert_num_queries(2):
        client.get(f"{ADDRESS}?destination=USA")

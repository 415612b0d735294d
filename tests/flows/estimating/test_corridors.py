"""A sender's table beside the receivers' numbers of a release: what is taken, what is refused, what is drawn.

The senders' figures are made up; the receivers' are those of `readers.second`.
"""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from flows.core.refusals import Refused
from flows.estimating import corridors, heat
from flows.estimating.corridors import Series
from flows.estimating.shown import Shown
from flows.lists import index_files
from tests.flows import readers
from tests.flows.estimating.test_views import send, table
from tests.flows.readers import Page

pytestmark = pytest.mark.django_db
STUDY = Series("study", "visas_issued")
ASYLUM = Series("asylum", "asylum_applications")
SENT = "origin,destination,year,value\nKAZ,USA,2018,1000\nUZB,USA,2018,101\nKAZ,Atlantis,2018,50\nKAZ,USA,1999,7\n"


@pytest.fixture(scope="module")
def release(django_db_setup, django_db_blocker):
    """Once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.second()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def there(release):
    """Also for tests that come by pages alone."""


def results(found, *names):
    """{(origin, destination, year): results}"""
    ways = zip(*(found.answer.keys[name] for name in ("origin", "destination", "year")), strict=True)
    return dict(zip(ways, zip(*(found.answer.results[name].numbers() for name in names), strict=True), strict=True))


def test_receivers_are_those_of_the_release_for_the_same_corridors_and_years(release):
    found = corridors.reckon(SENT, release, STUDY)
    assert results(found, "receiver", "sender", "coverage", "corrected") == {
        ("KAZ", "Atlantis", "2018"): (None, 50, None, 50),
        ("KAZ", "USA", "1999"): (None, 7, None, 7),
        ("KAZ", "USA", "2018"): (1461, 1000, pytest.approx(100 * 1000 / 1461), 1461),
        ("UZB", "USA", "2018"): (404, 101, 25, 404),
    }
    whole = results(found, "emigration", "covered_share")
    assert whole["KAZ", "USA", "2018"] == (1511, pytest.approx(100 * 1461 / 1511))


def test_they_are_the_figures_that_the_api_gives(client, release):
    address = "/api/observations?category=study&measure=visas_issued&year=2018"
    said = client.get(address, headers={"Accept": "application/json"}).json()["rows"]
    given = {(each["origin"], each["destination"], str(each["year"])): (each["value"],) for each in said}
    found = results(corridors.reckon(SENT, release, STUDY), "receiver")
    assert {way: number for way, number in found.items() if number != (None,)} == given


def test_each_of_them_leads_to_its_why_page(client, release):
    response = send(client, "mirror", table=SENT, receivers=STUDY.code)
    page = Page(response.content.decode())
    assert [link for link in page.links if link.startswith("/why/")] == [
        "/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
        "/why/1.1.0/UZB-USA-study-visas_issued-2018/",
    ]
    assert client.get("/why/1.1.0/UZB-USA-study-visas_issued-2018/").status_code == 200
    assert "Study: visas issued, release 1.1.0. It has 2 of 4 corridors and years." in page.text
    assert "These receivers count fiscal years: United States." in page.text
    assert "so without a receiver: “Atlantis”." in page.text
    assert "upper-level proxy" in page.text
    assert "of which 96.7 % as counted by receivers" in page.text


def test_places_are_known_by_code_and_name_in_either_language(release):
    text = "origin,destination,year,value\nКазахстан,United States,2018,5\nKZ,Канада,2019,5\n"
    assert corridors.taken(release, STUDY, [corridors.Corridor("KAZ", "USA", 2018)])
    found = corridors.reckon(text, release, STUDY)
    assert results(found, "receiver") == {
        ("KZ", "Канада", "2019"): (None,),
        ("KZ", "United States", "2018"): (1461,),
    }


def test_hidden_numbers_come_with_their_bounds(release):
    text = "origin,destination,year,value\nTJK,CAN,2019,30\n"
    found = corridors.reckon(text, release, Series("work", "permits_issued"))
    assert found.answer.results["receiver"].bounds() == [(5, 25)]
    assert found.answer.results["coverage"].bounds() == [(120, 600)]
    assert found.answer.results["corrected"].bounds() == [(5, 25)]
    [row] = Shown(found).rows
    assert [cell.bounds for cell in row.cells][:5] == ["5 to 25", "", "120 to 600", "−1.4286 to −0.1818", "5 to 25"]


def test_a_member_of_a_union_is_taken_by_itself_and_never_beside_the_union(release):
    member = "origin,destination,year,value\nTJK,DEU,2016,100\nTJK,POL,2016,10\n"
    assert [number for (number,) in results(corridors.reckon(member, release, ASYLUM), "receiver").values()] == [
        1979,
        835,
    ]
    twice = "^Line 2, column destination: Germany lies within European Union, which stands in line 4 for the same"
    with pytest.raises(Refused, match=twice):
        corridors.reckon(member + "TJK,EU,2016,90\n", release, ASYLUM)
    apart = member + "TJK,EU,2017,90\n"
    assert len(results(corridors.reckon(apart, release, ASYLUM), "receiver")) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("origin,destination,year,sex,value\nKAZ,USA,2018,f,5\n", "does not part its numbers by sex"),
        ("origin,destination,year,reporter,value\nKAZ,USA,2018,receiver,5\n", "reporter names receivers"),
        (
            "origin,destination,year,value\nKAZ,USA,2018,5\nKazakhstan,USA,2018,6\n",
            "^Line 3, column origin: “KAZ, USA, ",
        ),
        ("origin,destination,year,value\nKAZ,USA,2018,-5\n", "^Line 2, column value: -5 is below zero"),
    ],
)
def test_what_cannot_be_compared_is_refused(release, text, sentence):
    with pytest.raises(Refused, match=sentence):
        corridors.reckon(text, release, STUDY)


def test_senders_named_as_such_are_taken(release):
    text = "origin,destination,year,reporter,value\nKAZ,USA,2018,sender,1000\n"
    assert results(corridors.reckon(text, release, STUDY), "receiver", "sender") == {
        ("KAZ", "USA", "2018"): (1461, 1000)
    }


def test_flows_of_the_release_can_be_chosen_and_stocks_cannot(release):
    offered = [each.code for each in corridors.series(index_files.of(release))]
    assert offered == [
        "work-permits_issued", "work-entries", "study-visas_issued", "residence-visas_issued", "residence-admissions",
        "asylum-asylum_applications", "asylum-asylum_cases",
    ]  # fmt: skip
    assert "work-residents" not in offered


def test_a_series_that_is_not_there_is_refused(client):
    response = send(client, "mirror", table=SENT, receivers="work-magic")
    assert response.status_code == 422 and "This release has no such numbers" in response.content.decode()


def test_both_sides_of_ones_own_are_the_plain_method(client):
    text = "origin,destination,year,reporter,value\nA,B,2019,receiver,1200\nA,B,2019,sender,300\n"
    assert table(send(client, "mirror", table=text))[0][:7] == ["A", "B", "2019", "1,200", "300", "25", "1.2000"]


def test_what_was_chosen_stays_chosen_and_goes_into_the_file(client):
    response = send(client, "mirror", table=SENT, receivers=STUDY.code, language="/ru")
    chosen = [each["value"] for each in Page(response.content.decode()).all("option") if "selected" in each]
    assert chosen == [STUDY.code]
    file = send(client, "mirror", table=SENT, receivers=STUDY.code, **{"as": "csv"})
    assert "KAZ,USA,2018,1461,1000," in file.content.decode()


def test_how_often_the_workbench_asks_the_database(client):
    send(client, "mirror", table=SENT, receivers=STUDY.code)
    with CaptureQueriesContext(connection) as queries:
        send(client, "mirror", table=SENT, receivers=STUDY.code)
    assert len(queries) == 2  # which releases there are, and the numbers
    assert all(query["sql"].startswith("SELECT") for query in queries)


@pytest.mark.parametrize(
    ("asymmetry", "kind"),
    [
        (float("nan"), "hatched"), (0.0, "heat-0"), (0.1, "heat-receiver-1"), (0.25, "heat-receiver-2"),
        (2.0, "heat-receiver-3"), (-0.1, "heat-sender-1"), (-1.0, "heat-sender-3"),
    ],
)  # fmt: skip
def test_a_shade_says_who_counted_more(asymmetry, kind):
    assert heat.kind(asymmetry) == kind


def test_the_heat_map_says_each_number(release):
    drawn = heat.drawn(corridors.reckon(SENT, release, STUDY).answer)
    assert drawn.count("<rect") == 4 and drawn.count('class="hatched"') == 2
    assert "+0.37" in drawn and "+1.20" in drawn and "KAZ 2018" in drawn and "Atlantis" in drawn


def test_more_places_than_can_be_told_apart_are_not_drawn(release):
    text = "origin,destination,year,value\n" + "".join(f"KAZ,place {n},2018,5\n" for n in range(heat.MOST_COLUMNS + 1))
    assert heat.drawn(corridors.reckon(text, release, STUDY).answer) == ""

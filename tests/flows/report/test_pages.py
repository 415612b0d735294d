"""The pages of the report. Real are the figures that `readers` calls so; all others are made up."""

import pytest

from tests.factories import observation, published
from tests.flows import readers
from tests.flows.readers import read
from tests.flows.report.made import rich
from tests.flows.report.reading import BOTH, pages

pytestmark = [pytest.mark.django_db, pytest.mark.look]


def test_how_often_it_asks_the_database(client, django_assert_num_queries):
    rich()
    client.get("/report/")  # codelists are asked for once in the life of a process
    for address_, queries in [("/report/", 4), ("/report/work/", 3), ("/report.pdf", 4)]:
        with django_assert_num_queries(queries):
            assert client.get(address_).status_code == 200


def test_the_pages_stay_small(client):
    rich()
    assert all(len(page.encode()) < 100_000 for language in BOTH for page in pages(client, language))


def test_without_a_release_there_is_no_report(client):
    assert "No release yet" in read(client, "/report/").text
    assert client.get("/report.pdf").status_code == 404


def test_an_older_release_has_the_report_of_its_own(client):
    readers.first(), readers.second()
    old = read(client, "/report/?release=1.0.0")
    assert "what release 1.0.0 says" in old.text
    assert "/report.pdf?release=1.0.0" in old.links
    assert "/why/1.0.0/KAZ-USA-study-visas_issued-2018/" in old.links
    assert not [link for link in old.links if "/why/1.1.0/" in link]
    assert "/report.pdf?language=ru" in read(client, "/ru/report/").links


def test_a_chapter_that_is_not_there_is_named(client):
    readers.first()
    assert client.get("/report/study/").status_code == 200
    assert "The report has no chapter “tourism”." in read(client, "/report/tourism/", status=404).text
    assert "Release 1.0.0 has no series of this category." in read(client, "/report/asylum/").text


def test_years_that_all_lack_for_one_reason_stand_together_in_the_table(client):
    rich()
    page = client.get("/report/residence/").content.decode()
    assert page.count('<td class="lacking of" rowspan="2" colspan="2">') == 1
    query = "destination=KOR&amp;category=residence&amp;measure=residents&amp;year_from=2022&amp;year_to=2023"
    assert f'<a href="/observations/?{query}">awaiting the source</a>' in page


def test_a_release_without_gaps_says_so(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[1]))
    assert "Nothing that this release was to hold is without a number." in read(client, "/report/").text

"""The page where data is taken home, addresses that stay, and citations. Figures are made up."""

import html
import re

import pytest
from django.conf import settings
from django.db import transaction

from flows import files, releases
from flows.package import citation, schemas
from flows.taking import page
from tests.factories import observation, published
from tests.flows import readers
from tests.flows.readers import Page, read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
HOST = "http://testserver"


@pytest.fixture(scope="module", autouse=True)
def whole(django_db_setup, django_db_blocker):
    """Two releases, the newer one with every file, once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as monkeypatch:
        readers.first()
        monkeypatch.setattr(settings, "RELEASE_MAKERS", files.MAKERS)
        yield readers.second()
        transaction.set_rollback(True)


def test_every_file_has_its_size_its_hash_and_what_it_is_good_for(client, whole):
    shown = client.get("/data/").context["data"]
    assert [file.name for file in shown.files] == list(whole.listed_files)
    for file in shown.files:
        assert {"size": file.size, "sha256": file.sha256} == whole.files[file.name]
        assert str(file.good_for).endswith("."), file.name
        assert file.address == f"{HOST}/releases/1.1.0/{file.name}"
    text = read(client, "/data/").text
    assert all(file["sha256"] in text for file in whole.files.values())


def test_the_newest_file_has_one_address_for_all_time(client, whole):
    for file in client.get("/data/").context["data"].files:
        answer = client.get(file.newest)
        assert (answer.status_code, answer.headers["Location"]) == (302, file.address.removeprefix(HOST))
        assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("address", "now"),
    [
        ("/releases/latest/", "/releases/1.1.0/"),
        ("/ru/releases/latest/", "/ru/releases/1.1.0/"),
        ("/releases/latest/camt-latest.zip", "/releases/1.1.0/camt-1.1.0.zip"),
        ("/why/latest/KAZ-USA-study-visas_issued-2018/", "/why/1.1.0/KAZ-USA-study-visas_issued-2018/"),
    ],
)
def test_latest_leads_to_the_newest_that_was_not_withdrawn(client, whole, address, now):
    with transaction.atomic():
        newer = published(observation("KAZ", "USA", 2018, "study", cells=[1]), version="1.2.0")
        releases.withdraw(newer, reason="Made up.", by=None)
        answer = client.get(address)
        transaction.set_rollback(True)
    assert (answer.status_code, answer.headers["Location"]) == (302, now)


# --- The dictionary ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "name"), [("", "en"), ("/ru", "ru")])
def test_each_column_is_told_in_the_language_of_the_page(client, language, name):
    text = client.get(f"{language}/data/").content.decode()
    said = Page(re.sub('<span lang="en">(.*?)</span>', r"\1", text)).text  # words that are codes
    for table in schemas.TABLES.values():
        for column in table.columns:
            assert f"{column.name} " in said and getattr(column, name) in said


def test_each_list_of_codes_stands_in_the_glossary(client):
    text = client.get("/glossary/").content.decode()
    assert all(f'id="{place}"' in text for place in page.LISTS.values())
    links = read(client, "/data/?release=1.0.0").links
    assert "/glossary/?release=1.0.0#measures" in links and "/destinations/?release=1.0.0" in links


# --- Addresses that stay ----------------------------------------------------------------------------------------------


def stays(client, address):
    """The permanent address that a page offers."""
    text = client.get(address).content.decode()
    return text.partition('class="wide stays">')[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("/", "/?release=1.1.0"),
        ("/ru/", "/ru/?release=1.1.0"),
        ("/?release=1.0.0", "/?release=1.0.0"),
        ("/?release=1", "/?release=1.1.0"),
        ("/observations/?origin=KAZ&sort=-value", "/observations/?origin=KAZ&sort=-value&release=1.1.0"),
        ("/origins/KAZ/?utm_source=x", "/origins/KAZ/?release=1.1.0"),
        ("/releases/1.0.0/", "/releases/1.0.0/"),
        ("/why/1.1.0/KAZ-USA-study-visas_issued-2018/", "/why/1.1.0/KAZ-USA-study-visas_issued-2018/"),
        ("/releases/1.0.0..1.1.0/?cause=reading", "/releases/1.0.0..1.1.0/?cause=reading"),
    ],
)
def test_a_view_is_offered_under_an_address_with_its_whole_version(client, address, known_as):
    assert stays(client, address) == HOST + known_as
    assert stays(client, known_as) == HOST + known_as


@pytest.mark.parametrize("address", ["/data/", "/glossary/", "/releases/", "/map/", "/coverage/", "/profiles/"])
def test_every_page_offers_one(client, address):
    assert stays(client, address).endswith("release=1.1.0")


def test_what_was_not_found_or_understood_has_none(client):
    assert stays(client, "/nowhere/") == ""


# --- Citations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "/ru"])
def test_the_whole_is_cited_as_in_its_package(client, whole, language):
    text = html.unescape(client.get(f"{language}/data/").content.decode())
    assert f"<code>{citation.bib(whole).decode()}</code>" in text
    assert f"<code>{citation.cff(whole).decode()}</code>" in text


# --- Citations of a part ----------------------------------------------------------------------------------------------

BEGINNING = "Oxus Society for Central Asian Affairs. Central Asia Migration Tracker, release 1.1.0, 20 November 2026. "


def cited(client, address):
    """What is to be copied as the citation of a page."""
    text = client.get(address).content.decode()
    said = html.unescape(text.partition('<pre class="words"><code>')[2].partition("</code>")[0])
    return said.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        (
            "/observations/?origin=KAZ&category=study&sort=-value&page=1",
            f"Kazakhstan, study: 3 observations. {HOST}/observations/?origin=KAZ&category=study&release=1.1.0",
        ),
        (
            "/observations/?destination=JPN,CHN",
            "Japan, China: 1 observation, 2 places without a number. "
            f"{HOST}/observations/?destination=JPN&destination=CHN&release=1.1.0",
        ),
        (
            "/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
            "Study: Kazakhstan → United States, fiscal year 2018: 1,461. "
            f"{HOST}/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
        ),
        (
            "/why/1.1.0/KAZ-RUS-work-registrations-2019/",
            f"Work: Kazakhstan → Russia, 2019: missing. {HOST}/why/1.1.0/KAZ-RUS-work-registrations-2019/",
        ),
    ],
)  # fmt: skip
def test_a_part_is_cited_with_what_it_takes_to_check_it(client, whole, address, what):
    sha256 = whole.files["observations.csv"]["sha256"]
    assert cited(client, address) == f"{BEGINNING}{what} (SHA-256 of observations.csv of this release: {sha256})"


@pytest.mark.parametrize("query", ["", "origin=KAZ", "members=1&gaps=1", "category=work&year_to=2019"])
def test_as_many_rows_as_the_citation_says_stand_at_its_address(client, query):
    said = cited(client, f"/observations/?{query}")
    [numbers] = re.findall(r"(\d+) observations?", said)
    address = re.search(r"http://testserver(\S*)", said)[1]
    assert f"{numbers} observation" in read(client, address).text
    file = address.replace("/observations/", "/observations.csv").replace("gaps=1&", "")
    rows = b"".join(client.get(file).streaming_content)
    assert rows.count(b"\r\n") - 1 == int(numbers)

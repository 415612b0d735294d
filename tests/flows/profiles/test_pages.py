"""The pages of origins, destinations and corridors. Figures are made up but those that `readers` names as real."""

import csv
import re
from html import unescape

import pytest
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict

from flows import figures
from flows.filters import ObservationFilter
from flows.models import Gap, Observation
from tests.factories import gap, observation, published
from tests.flows import readers
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker):
    """Two releases, once for all tests that only read them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield readers.first(), readers.second()
        transaction.set_rollback(True)


def ends(release):
    """All (origin, destination) of which a release says something."""
    rows = [model.public.of(release).values_list("origin", "destination") for model in (Observation, Gap)]
    return {pair for each in rows for pair in each}


def addresses(release):
    pairs = ends(release)
    return [
        *sorted({f"/origins/{origin}/" for origin, _destination in pairs}),
        *sorted({f"/destinations/{destination}/" for _origin, destination in pairs}),
        *sorted({f"/corridors/{origin}-{destination}/" for origin, destination in pairs}),
    ]


# --- Every number -----------------------------------------------------------------------------------------------------


def opening(text):
    """(address, words) of every link of a page that opens a number."""
    tables = "".join(re.findall(r'<table class="table \w+ opening">.*?</table>', text, re.S))
    found = re.findall(r'<a class="opens" href="([^"]+)">([^<]+)</a>', text)
    found += re.findall(r'<td>(?:<svg.*?</svg>)?<a href="([^"]+)">([^<]+)</a>', tables)
    return [(unescape(address), unescape(words)) for address, words in found]


def said_by(address, release):
    """What the rows of the release say of the number that an address opens: of one key, or of a list of them."""
    if key := re.fullmatch(r"/why/([^/]+)/(\w+)-(\w+)-(\w+)-(\w+)-(\d+)/", address):
        version, origin, destination, category, measure, year = key.groups()
        assert version == release.version
        asked = {"origin": origin, "destination": destination, "category": category, "measure": measure, "year": year}
        return figures.figure(Observation.public.of(release).get(**asked))
    path, _mark, query = address.partition("?")
    question = ObservationFilter(QueryDict(query), release)
    assert path == "/observations/" and question.is_valid()
    rows = list(question.observations())
    assert len({(row.destination, row.category, row.measure, row.year) for row in rows}) == 1
    series = {name: getattr(rows[0], name) for name in ("destination", "category", "measure")}
    held = set(Observation.public.of(release).filter(**series).values_list("origin", flat=True))
    without = Gap.public.of(release).filter(
        Q(measure="") | Q(measure=series["measure"]), destination=series["destination"], category=series["category"],
        year=rows[0].year,
    )  # fmt: skip
    return added_up(rows, whole=held == {row.origin for row in rows} and not without.exists())


def added_up(rows, whole):
    """A sum, in which a hidden number leaves an interval, and an origin that is not there no upper end."""
    if whole and all(row.value is not None for row in rows):
        return figures.number(sum(row.value for row in rows))
    bounded = whole and all(row.upper is not None for row in rows)
    return figures.interval(sum(row.lower for row in rows), sum(row.upper for row in rows) if bounded else None)


def test_every_number_on_every_profile_is_what_the_rows_say(client, both):
    opened = 0
    for release in both:
        for address in addresses(release):
            query = "" if release.version == "1.1.0" else f"?release={release.version}"
            found = opening(client.get(address + query).content.decode())
            opened += len(found)
            assert [(link, words) for link, words in found if said_by(link, release) != words] == []
    assert opened > 100


def test_every_number_of_a_corridor_stands_on_its_page(client, both):
    for origin, destination in ends(both[1]):
        opened = {link for link, _words in opening(client.get(f"/corridors/{origin}-{destination}/").content.decode())}
        rows = Observation.public.of(both[1]).filter(origin=origin, destination=destination)
        assert opened == {f"/why/1.1.0/{row.slug}/" for row in rows}


WHOLE = "/observations.csv?members=1"  # what the foot of every page leads to


@pytest.mark.parametrize(
    "address", ["/origins/TJK/", "/destinations/USA/", "/corridors/KAZ-USA/", "/destinations/DEU/"]
)
def test_the_files_hold_exactly_the_numbers_and_gaps_of_the_profile(client, both, address):
    page = read(client, address)
    [link] = {link for link in page.links if link.startswith("/observations.csv?")} - {WHOLE}
    kind, code = address.strip("/").split("/")
    held = (
        dict(zip(("origin", "destination"), code.split("-"), strict=True)) if kind == "corridors" else {kind[:-1]: code}
    )
    rows = csv.DictReader(client.get(link).getvalue().decode().splitlines())
    keys = [tuple(row[name] for name in ("origin", "destination", "category", "measure", "year")) for row in rows]
    expected = [
        (row.origin, row.destination, row.category, row.measure, str(row.year))
        for model in (Observation, Gap) for row in model.public.of(both[1]).filter(**held)
    ]  # fmt: skip
    assert sorted(keys) == sorted(expected)


# --- What stands there ------------------------------------------------------------------------------------------------


def test_a_destination_tells_its_key_numbers_and_what_stands_out(client, both):
    page = read(client, "/destinations/USA/").text
    assert "United States" in page and "3 origins, 2016 to 2018." in page
    assert "Study 404" not in page  # one origin of two has the year: no sum of halves
    assert "Residence visas" not in page  # one whole number says nothing of a course
    page = read(client, "/corridors/KAZ-USA/").text
    assert "Study visas rose from 1,236 in FY2016 to 1,461 in FY2018." in page.replace(" .", ".")


def test_what_is_hidden_stands_as_an_interval_with_its_word(client, both):
    page = read(client, "/corridors/KAZ-CAN/").text
    assert "230 to 326" in page and "partial" in page
    page = read(client, "/corridors/TJK-CAN/").text
    assert "5 to 25" in page and "suppressed" in page


def test_zero_is_a_number_and_nothing_rose_from_one_year(client, both):
    page = read(client, "/corridors/TKM-JPN/")
    assert "/why/1.1.0/TKM-JPN-work-entries-2019/" in page.links
    assert "What stands out" not in page.text


def test_a_stock_says_so_and_is_not_added_up(client, both):
    page = read(client, "/destinations/KOR/").text
    assert "a stock: never added up over years" in page
    assert "120" in page and "220" not in page


def test_a_place_without_numbers_has_its_reasons(client, both):
    page = read(client, "/destinations/CHN/").text
    assert "Not one number in this release; the reasons are given below." in page
    assert "excluded : data unavailable" in re.sub(r"\s+", " ", page).replace("excluded:", "excluded :")


def test_years_without_a_number_are_said_in_their_basis(client):
    fiscal = gap("KAZ", "USA", 2019, "study", "visas_issued")._replace(year_basis="us_fiscal")
    published(observation("KAZ", "USA", 2018, "study", cells=[1]), gaps=[fiscal], version="1.2.0")
    assert ">FY2019</a>" in client.get("/destinations/USA/").content.decode()


def test_a_member_says_whose_part_it_is_and_the_union_names_its_members(client, both):
    page = read(client, "/destinations/DEU/")
    assert "These numbers are part of those of a union: European Union." in page.text
    assert "/destinations/EU/" in page.links
    assert {"/destinations/DEU/", "/destinations/POL/"} <= set(read(client, "/destinations/EU/").links)


def test_a_corridor_has_every_measure_also_beside_the_headline(client, both):
    page = read(client, "/corridors/TJK-USA/")
    assert {f"/why/1.1.0/TJK-USA-asylum-{measure}-2016/" for measure in ("asylum_cases", "asylum_applications")} <= set(
        page.links
    )
    assert "2 measures meet here. They are never added together." in page.text


def test_what_to_know_comes_from_the_lists_of_codes_and_the_numbers(client, both):
    page = read(client, "/destinations/CAN/")
    for words in (
        "permits",
        "a flow: what happened within the year",
        "rounded or blurred: a number may be off by up to 2",
    ):
        assert words in page.text
    assert "/codebook/#usa-can-jpn-kor-eu" in page.links or any(link.startswith("/codebook/#") for link in page.links)


@pytest.mark.parametrize(
    ("address", "map_of_it"),
    [
        ("/origins/TJK/", "/map/?from=TJK&category=work&year=2019"),
        ("/destinations/USA/", "/map/?to=USA&category=study&year=2018"),
        ("/corridors/TJK-USA/", "/map/?from=TJK&category=asylum&year=2016"),
        ("/destinations/CHN/", None),
    ],
)
def test_a_profile_leads_to_the_map_of_its_first_key_number(client, both, address, map_of_it):
    links = [link for link in read(client, address).links if link.startswith("/map/?")]
    assert links == ([map_of_it] if map_of_it else [])
    assert all(client.get(link).status_code == 200 for link in links)


def test_lists_name_everything_that_has_a_profile(client, both):
    links = set(read(client, "/profiles/").links)
    assert {f"/origins/{code}/" for code, _destination in ends(both[1])} <= links
    assert {f"/destinations/{code}/" for _origin, code in ends(both[1])} <= links
    assert {"/origins/", "/destinations/"} <= links
    page = read(client, "/destinations/")
    assert "Germany (European Union) Asylum 2016 1" in page.text


# --- What is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/origins/KZA/", "/origins/KAZ/"),
        ("/origins/kazakhstan/", "/origins/KAZ/"),
        ("/origins/Казахстан/", "/origins/KAZ/"),
        ("/origins/kazakstan/", "/origins/KAZ/"),
        ("/destinations/us/", "/destinations/USA/"),
        ("/destinations/Germani/", "/destinations/DEU/"),
        ("/corridors/KAZ-POL/", "/origins/KAZ/"),
        ("/corridors/KAZ-POL/", "/destinations/POL/"),
        ("/corridors/KAZ-USB/", "/destinations/USA/"),
        ("/origins/%3Cb%3E/", "/profiles/"),
        ("/origins/%00/", "/profiles/"),
        ("/corridors/KAZ-%00/", "/origins/KAZ/"),
        ("/destinations/DEU/?release=1.0.0", "/profiles/?release=1.0.0"),
    ],
)
def test_an_unknown_place_is_answered_in_words_with_the_nearest(client, both, address, near):
    page = read(client, address, status=404)
    assert "There is no such profile" in page.text
    assert near in page.links


@pytest.mark.parametrize("address", ["/corridors/KAZ/", "/corridors/"])
def test_an_address_of_no_corridor_is_not_found(client, both, address):
    assert client.get(address).status_code == 404


# --- Releases and previews --------------------------------------------------------------------------------------------


def test_another_release_is_offered_where_it_has_the_profile(client, both):
    assert "/destinations/USA/?release=1.0.0" in read(client, "/destinations/USA/").links
    links = read(client, "/destinations/CAN/").links
    assert "/profiles/?release=1.0.0" in links and "/destinations/CAN/?release=1.0.0" not in links
    assert "/corridors/KAZ-USA/?release=1.0.0" in read(client, "/corridors/KAZ-USA/").links


def test_links_stay_in_the_release_that_was_chosen(client, both):
    page = read(client, "/destinations/USA/?release=1.0.0")
    ours = [link for link in page.links if re.match("/(origins|corridors|observations)", link)]
    assert ours and all("release=1.0.0" in link for link in ours)
    assert all(link.startswith("/why/1.0.0/") for link in page.links if link.startswith("/why/"))


# --- How much ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/profiles/", 2), ("/origins/", 2), ("/destinations/", 2), ("/origins/KAZ/", 5), ("/destinations/USA/", 5),
     ("/destinations/EU/", 6), ("/corridors/KAZ-USA/", 6), ("/corridors/KAZ-CHN/", 5), ("/origins/KZA/", 6)],
)  # fmt: skip
def test_how_often_a_profile_asks_the_database(client, both, django_assert_num_queries, address, queries):
    client.get("/")
    with django_assert_num_queries(queries):
        client.get(address)

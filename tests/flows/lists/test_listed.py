"""The page of the list: what can be ticked, chosen columns, totals and signs, also where there is very much of all."""

import re
from itertools import product

import pytest
from django.utils import timezone

from flows import bulk, marks
from flows.intake import OBSERVATION
from flows.lists import listing
from flows.models import Area, Gap, Observation, Release
from flows.templatetags.record import lacking
from tests.factories import cell, gap, hidden, observation, published
from tests.flows import readers
from tests.flows.readers import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    return readers.second()


# --- Columns ----------------------------------------------------------------------------------------------------------

ALWAYS = ["Origin", "Destination", "Year"]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("", [*ALWAYS, "Category", "Measure", "Value", "Bounds", "scale", "Status and reason"]),
        ("category=work", [*ALWAYS, "Measure", "Value", "Bounds", "scale", "Status and reason"]),
        ("category=work&columns=category", [*ALWAYS, "Category", "Value"]),
        ("columns=sources,cells,basis", [*ALWAYS, "Year basis", "Value", "Cells", "Sources"]),
    ],
)
def test_columns_are_chosen_in_the_address(client, release, query, columns):
    text = client.get(f"/observations/?{query}").content.decode()
    table = text[text.index('<table class="table rows') :]
    heads = re.findall(r"<th [^>]*>(.*?)</th>", table.partition("</thead>")[0])
    words = ["scale" if "scale of the dots" in head else re.sub("<.*?>", "", head) for head in heads]
    assert words == columns
    assert f'<th scope="rowgroup" colspan="{len(columns)}">' in text


def test_without_a_column_of_bounds_an_interval_stands_where_the_value_would(client, release):
    text = read(client, "/observations/?destination=CAN&columns=measure").text
    assert "permits issued 230 to 326" in text and "permits issued 5 to 25" in text


def test_chosen_columns_stay_on_the_way_and_change_no_file(client, release):
    page = read(client, "/observations/?category=work&columns=cells,basis&gaps=0")
    assert "/observations/?gaps=0&category=work&columns=cells%2Cbasis&sort=value" not in page.links
    assert "/observations/?gaps=0&category=work&columns=cells,basis&sort=-value" in page.links
    assert "/observations.csv?gaps=0&category=work" in page.links
    asked = ("category=work&gaps=1", "category=work&gaps=1&columns=cells")
    plain, chosen = (client.get(f"/observations.csv?{query}") for query in asked)
    assert plain.headers["ETag"] == chosen.headers["ETag"]
    assert b"".join(plain.streaming_content) == b"".join(chosen.streaming_content)


def test_the_form_of_columns_keeps_what_else_was_asked(client, release):
    page = read(client, "/observations/?origin=KAZ,UZB&year_from=2016&sort=value&columns=cells")
    hidden = [(each["name"], each["value"]) for each in page.all("input") if each.get("type") == "hidden"]
    kept = [("origin", "KAZ"), ("origin", "UZB"), ("year_from", "2016"), ("sort", "value")]
    assert [pair for pair in hidden if pair in kept][-4:] == kept


# --- Totals and signs -------------------------------------------------------------------------------------------------


def test_a_total_opens_into_the_rows_that_it_adds_up(client, release):
    shown = client.get("/observations/?category=study&year_from=2017").context["list"]
    ((total, address, _chart, _cut),) = shown.drawn
    opened = client.get(address).context["list"]
    assert (total.value, opened.totals) == (1455 + 1461 + 404, [total])
    assert sum(row.value for row in opened.rows) == total.value


def test_signs_are_told_in_words_where_they_stand(client, release):
    assert client.get("/observations/?category=work").context["list"].signs == [
        "zero", "partial", "suppressed", "missing", "excluded",
    ]  # fmt: skip
    assert client.get("/observations/?category=study&gaps=0").context["list"].signs == []
    assert "zero : counted, and there was nobody" in read(client, "/observations/?destination=JPN").text


def test_gaps_of_a_place_and_year_are_told_together_by_their_reason():
    """As a telephone shows them: by destination alone within one category, by category where there are several."""
    work = [Gap(destination=code, category="work", status="missing", reason_code="not_held") for code in ("EU", "RUS")]
    study = Gap(destination="EU", category="study", status="missing", reason_code="not_held")
    left = Gap(destination="CHN", category="work", status="excluded", reason_code="data_unavailable")
    assert lacking([Observation(destination="USA"), *work, left]) == [
        ("missing", "not_held", [("EU", [(work[0], "")]), ("RUS", [(work[1], "")])]),
        ("excluded", "data_unavailable", [("CHN", [(left, "")])]),
    ]
    assert lacking([*work, study]) == [
        ("missing", "not_held", [("EU", [(work[0], "Work"), (study, "Study")]), ("RUS", [(work[1], "Work")])])
    ]


def test_a_partial_number_has_the_sign_of_partial_ones_in_place_of_a_value(client):
    published(observation("KAZ", "CAN", 2019, "work", "permits_issued", cells=[cell(230), hidden(0, 96)]))
    text = client.get("/observations/").content.decode()
    assert str(marks.status_mark("partial")) in text.split('<td class="n value v">')[1].split("</td>")[0]
    assert str(marks.status_mark("suppressed")) not in text.split('<table class="table rows')[1].split("</table>")[0]


def test_the_year_basis_of_a_gap_is_told_too(client):
    published(observation("KAZ", "USA", 2018, "work", cells=[cell(5)]), gaps=[gap("KAZ", "JPN", 2018, "work")])
    rows = client.get("/observations/?columns=basis").content.decode().split('<tr class="gap">')[1].split("</tr>")[0]
    assert "calendar year" in rows


# --- Very much --------------------------------------------------------------------------------------------------------


@pytest.fixture
def wide():
    """One year of 60 origins in 250 destinations; figures are made up."""
    areas = list(Area.objects.filter(kind="country").order_by("code").values_list("code", flat=True))[:250]
    release = Release.objects.create(version="1.0.0", major=1, minor=0, patch=0, digest="0" * 64)
    rows = (
        (release.pk, origin, destination, 2018, "study", "visas_issued", "calendar", at, at, at, "normal", True, "",
         "us-niv", 1, 0, "[]")
        for at, (origin, destination) in enumerate(product(areas[:60], areas))
    )  # fmt: skip
    bulk.insert(Observation, OBSERVATION, rows)
    Release.objects.filter(pk=release.pk).update(state=Release.State.PUBLISHED, published_at=timezone.now())
    return areas


@pytest.mark.parametrize("query", ["", "origin=AFG", "category=study&sort=-value&page=2"])
def test_a_page_is_small_however_much_there_is(client, wide, query, django_assert_max_num_queries):
    client.get(f"/observations/?{query}")
    with django_assert_max_num_queries(3):
        response = client.get(f"/observations/?{query}")
    assert len(response.content) < 100_000
    shown = response.context["list"]
    assert len(shown.rows) == listing.PAGE and (len(shown.totals), len(shown.told), shown.untold) == (250, 20, 230)
    assert "230 more series are not told here" in " ".join(Page(response.content.decode()).text.split())


def test_of_very_many_the_chosen_and_the_most_frequent_are_ticked_and_any_other_is_chosen(client, wide):
    shown = client.get(f"/observations/?destination={wide[200]},{wide[201]}").context["list"]
    facets = {facet.name: facet for facet in shown.facets}
    for name, count in [("origin", 60), ("destination", 250)]:
        ticked, others = ([option.code for option in options] for options in facets[name][2:])
        assert len(ticked) == 24 and {*ticked} | {*others} == set(wide[:count]) and not {*ticked} & {*others}
    assert [option.code for option in facets["destination"].options if option.chosen] == wide[200:202]
    page = read(client, f"/observations/?origin=&origin={wide[50]}&destination=")
    assert [each["value"] for each in page.all("input") if "checked" in each and each["name"] == "origin"] == [wide[50]]

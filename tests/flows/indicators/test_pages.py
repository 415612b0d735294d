"""Pages and files of indicators: whole tables in both languages, links, refusals, agreement. Figures are made up."""

import csv
import io
import json
from collections import namedtuple
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from flows.indicators.registry import INDICATORS
from flows.indicators.tables import COLUMNS
from tests.flows.readers import read

pytestmark = [pytest.mark.django_db, pytest.mark.look]
SPACES = str.maketrans({"\xa0": " ", "\u202f": " "})
WORK = "destination=CAN&category=work"


class Table(HTMLParser):
    """The rows of the table of results: the words of each cell, and the links in it."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.links, self.inside, self.cell = [], [], False, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            self.inside = "results" in attributes.get("class", "")
        if self.inside and tag == "tr":
            self.rows.append([])
            self.links.append([])
        if self.inside and tag in ("td", "th"):
            self.cell = True
            self.rows[-1].append("")
        if self.cell and tag == "a":
            self.links[-1].append(attributes["href"])

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = False
        if tag == "table":
            self.inside = False

    def handle_data(self, data):
        if self.cell:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {data}".translate(SPACES).strip()


def table(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return Table(answer.content.decode())


def lines(client, address):
    """The rows of a CSV, as dicts."""
    answer = client.get(address)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    found = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = list(found)
    assert found.fieldnames == [column.name for column in COLUMNS]
    return rows


# --- Whole tables -----------------------------------------------------------------------------------------------------


def test_a_whole_table(client, release):
    assert table(client, f"/indicators/change/?{WORK}").rows == [
        ["Origin", "Destination", "Year", "Number", "The year before", "Result", "Bounds", "Why not"],
        ["Kazakhstan", "Canada", "2019", "221 to 225", "250 (2018)", "", "−11.6 % to −10.0 %",
         "a part of the number is hidden or absent"],
        ["Tajikistan", "Canada", "2019", "30", "20 (2018)", "+50.0 %", "+27.3 % to +77.8 %", ""],
        ["Kazakhstan", "Canada", "2018", "250", "200 (2017)", "+25.0 %", "", ""],
        ["Tajikistan", "Canada", "2018", "20", "", "", "", "no whole number of the year before"],
        ["Kazakhstan", "Canada", "2017", "200", "", "", "", "no whole number of the year before"],
        ["Tajikistan", "Canada", "2017", "missing", "", "", "", "no number: no row in the table"],
    ]  # fmt: skip


def test_the_same_table_in_russian(client, release):
    assert table(client, f"/ru/indicators/change/?{WORK}&year_from=2018").rows == [
        ["Страна выезда", "Страна назначения", "Год", "Число", "Предыдущий год", "Результат", "Границы",
         "Почему нет"],
        ["Казахстан", "Канада", "2019", "221–225", "250 (2018)", "", "от −11,6 % до −10,0 %",
         "часть числа скрыта или отсутствует"],
        ["Таджикистан", "Канада", "2019", "30", "20 (2018)", "+50,0 %", "от +27,3 % до +77,8 %", ""],
        ["Казахстан", "Канада", "2018", "250", "200 (2017)", "+25,0 %", "", ""],
        ["Таджикистан", "Канада", "2018", "20", "", "", "", "за предыдущий год нет полного числа"],
    ]  # fmt: skip


def test_a_mix_leaves_out_where_a_number_is_hidden_and_says_so(client, release):
    address = "/indicators/destination-mix/?category=asylum"
    found = table(client, address)

    assert [row[:2] + row[3:6] for row in found.rows[1:]] == [
        ["Kazakhstan", "European Union", "40", "100", "40.0 %"],
        ["Kazakhstan", "South Korea", "60", "100", "60.0 %"],
        ["Tajikistan", "European Union", "80", "100", "80.0 %"],
        ["Tajikistan", "South Korea", "20", "100", "20.0 %"],
    ]
    assert "Left out is 1 destination" in read(client, address).text
    assert found.links[2] == [
        f"/why/{release.version}/KAZ-KOR-asylum-asylum_applications-2018/",
        "/observations/?category=asylum&measure=asylum_applications&origin=KAZ&destination=EU,KOR&year=2018",
    ]
    chosen = table(client, f"{address}&destination=KOR,RUS").rows
    assert chosen[1][3:] == ["60", "61 to 65", "", "92.3 % to 98.4 %", "a part of the sum is hidden or absent"]


def test_the_members_of_a_union_are_left_out_unless_they_are_chosen(client, release):
    """Germany's 30 are among the 40 of the Union."""
    assert [row[:3] for row in table(client, "/indicators/origin-mix/?destination=DEU").rows[1:]] == [
        ["Kazakhstan", "Germany", "2018"]]  # fmt: skip
    names = {row[1] for row in table(client, "/indicators/rank/?category=asylum").rows[1:]}
    assert names == {"European Union", "South Korea"}


def test_lines_by_category(client, release):
    """Work 250 and 20, study 750 and 180, within one measure."""
    found = table(
        client, "/indicators/share/?by=category&measure=permits_issued&destination=CAN&year_from=2018&year_to=2018"
    )
    assert [row[:5] for row in found.rows[1:]] == [
        ["Work", "2018", "270", "1,200", "22.5 %"],
        ["Study", "2018", "930", "1,200", "77.5 %"],
    ]


# --- Rates ------------------------------------------------------------------------------------------------------------


class People(namedtuple("People", "value year origin_id")):
    def get_absolute_url(self):
        return f"/made-up/{self.origin_id}/{self.year}/"


def test_rates_open_into_the_population(client, release, monkeypatch):
    people = {("KAZ", 2018): People(20_000, 2018, "KAZ"), ("TJK", 2018): People(9_000_000, 2018, "TJK")}
    monkeypatch.setattr("flows.indicators.shown.populations", lambda edition: people)
    monkeypatch.setattr("flows.kept.tag_of", lambda *said: "made-up")  # another page than without people
    found = table(client, f"/indicators/rate/?{WORK}&year_from=2018")

    assert [row[3:] for row in found.rows[1:]] == [
        ["221 to 225", "", "", "", "a part of the number is hidden or absent"],
        ["30", "", "", "", "this release has no population of the origin in this year"],
        ["250", "20,000", "12.50", "", ""],
        ["20", "9,000,000", "0.0022", "0.0020 to 0.0024", ""],
    ]
    assert found.links[3][1] == "/made-up/KAZ/2018/"


def test_without_population_the_page_says_why_there_is_no_rate(client, release):
    page = read(client, f"/indicators/rate/?{WORK}")
    assert "No rate can be reckoned." in page.text
    assert {row["note"] for row in lines(client, f"/indicators/rate.csv?{WORK}")} == {
        "population", "hidden", "number: no_row"}  # fmt: skip


# --- Files ------------------------------------------------------------------------------------------------------------


def test_a_whole_file(client, release):
    assert [list(row.values()) for row in lines(client, f"/indicators/index.csv?{WORK}&year_from=2018")] == [
        ["index", "KAZ", "CAN", "work", "permits_issued", "2019", "calendar", "", "221", "225", "250", "2018",
         "", "88.4", "90", "hidden", "1.0.0"],
        ["index", "TJK", "CAN", "work", "permits_issued", "2019", "calendar", "30", "28", "32", "20", "2018",
         "150", "127.27272727272727", "177.77777777777777", "", "1.0.0"],
        ["index", "KAZ", "CAN", "work", "permits_issued", "2018", "calendar", "250", "250", "250", "250", "2018",
         "100", "100", "100", "", "1.0.0"],
        ["index", "TJK", "CAN", "work", "permits_issued", "2018", "calendar", "20", "18", "22", "20", "2018",
         "100", "100", "100", "", "1.0.0"],
    ]  # fmt: skip


def shown(value, code):
    """A result as the page writes it, to one place of the last digit that is written."""
    unit = INDICATORS[code].unit
    return float(value) * (100 if unit in ("share", "change") else 1)


@pytest.mark.parametrize("code", INDICATORS)
@pytest.mark.parametrize("asked", [WORK, "category=asylum&destination=KOR,EU,RUS&year_from=2017"])
def test_page_csv_and_json_say_the_same(client, release, code, asked):
    page = table(client, f"/indicators/{code}/?{asked}").rows[1:]
    rows = lines(client, f"/indicators/{code}.csv?{asked}")
    said = json.loads(b"".join(client.get(f"/indicators/{code}.json?{asked}").streaming_content))

    assert len(page) == len(rows) == len(said["rows"])
    for cells, row, twin in zip(page, rows, said["rows"], strict=True):
        assert {name: "" if value is None else str(value) for name, value in twin.items()} == row
        written = cells[-3].rstrip(" %").replace(",", "").replace("−", "-")
        assert bool(written) == bool(row["value"])
        if written:
            places = len(written.partition(".")[2])
            assert float(written) == pytest.approx(shown(row["value"], code), abs=0.51 * 10**-places)
        assert bool(cells[-1]) == bool(row["note"])


def of_api(client, asked):
    """{(origin, destination, year): value} as the API has it."""
    rows = json.loads(client.get(f"{reverse('api:observations')}?{asked}&limit=100").content)["rows"]
    return {(row["origin"], row["destination"], row["year"]): row["value"] for row in rows}


def test_changes_are_the_formula_of_what_the_api_says(client, release):
    held = of_api(client, WORK)
    found = lines(client, f"/indicators/change.csv?{WORK}")
    for row in found:
        now, before = (held.get((row["origin"], "CAN", int(row["year"]) - back)) for back in (0, 1))
        expected = now / before - 1 if now and before else None
        assert (float(row["value"]) if row["value"] else None) == pytest.approx(expected)
    assert sum(bool(row["value"]) for row in found) == 2


@pytest.mark.parametrize(
    ("code", "formula"),
    [
        ("share", lambda m, row, column, whole: m / whole),
        ("destination-mix", lambda m, row, column, whole: m / row),
        ("origin-mix", lambda m, row, column, whole: m / column),
        ("intensity", lambda m, row, column, whole: m * whole / (row * column)),
    ],
)
def test_tables_are_the_formula_of_what_the_api_says(client, release, code, formula):
    asked = "category=asylum&destination=EU,KOR"
    held = of_api(client, asked)
    found = lines(client, f"/indicators/{code}.csv?{asked}")
    assert len(found) == len(held) == 4
    for row in found:
        key = row["origin"], row["destination"], int(row["year"])
        sums = (sum(number for other, number in held.items() if other[at] == key[at]) for at in (0, 1))
        assert float(row["value"]) == pytest.approx(formula(held[key], *sums, sum(held.values())))


def test_measures_never_meet_in_one_table(client, release):
    """Study is counted as permits in Canada and as visas in the United States."""
    page = read(client, "/indicators/share/?category=study")
    assert "This category is counted by 1 other measure as well." in page.text
    assert "/indicators/share/?category=study&measure=visas_issued" in page.links
    for measure, destination in (("permits_issued", "CAN"), ("visas_issued", "USA")):
        found = lines(client, f"/indicators/share.csv?category=study&measure={measure}")
        assert {(row["measure"], row["destination"]) for row in found} == {(measure, destination)}


# --- What is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("rate/?origin=KZA", "origin: “KZA” is no code that is used here. Is one of these meant: "),
        ("rate/?by=age", "by: “age” is none of the choices: corridor, origin, destination, category."),
        ("hhi/?by=corridor", "by: “corridor” is none of the choices: origin, destination."),
        ("rate/?base=2018", "“base” is not a word of this address."),
        ("index/?base=soon", "base: “soon” is no year."),
        ("change/?year_from=2019&year_to=2017", "year_from: The first year is after the last."),
        ("share/?destination=EU,DEU", "the number of the union already holds that of its member"),
        ("rank/?page=9", "Page: there is only 1 page of this list."),
    ],
)
def test_what_is_not_understood_is_said_and_shows_no_row(client, release, address, sentence):
    page = read(client, f"/indicators/{address}", 400)
    assert sentence in page.text
    assert not page.all("table")
    path, _mark, query = address.partition("/?")
    if "page" not in query:
        answer = client.get(f"/indicators/{path}.csv?{query}")
        assert (answer.status_code, sentence in answer.content.decode()) == (400, True)


def test_an_indicator_that_is_not_there(client, release):
    assert client.get("/indicators/happiness/").status_code == 404
    answer = client.get("/indicators/happiness.csv")
    assert (answer.status_code, "rate, share" in answer.content.decode()) == (404, True)


def test_the_same_file_is_not_sent_twice(client, release):
    first = client.get("/indicators/share.csv")
    assert client.get("/indicators/share.csv", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/indicators/rank.csv")["ETag"] != first["ETag"]


def test_all_indicators_have_their_place_in_the_list(client, release):
    page = read(client, "/indicators/")
    assert [link for link in page.links if link.startswith("/indicators/") and link != "/indicators/"] == [
        f"/indicators/{code}/" for code in INDICATORS
    ]
    assert all(str(each.definition) in page.text for each in INDICATORS.values())


def test_a_citation_leads_to_this_very_release(client, release):
    page = read(client, f"/indicators/share/?{WORK}&year_to=2018&year_from=2018")
    assert "Share of all: Work (permits issued), Canada, 2018: 2 results." in page.text
    asked = f"{WORK}&year_from=2018&year_to=2018"
    assert f"/indicators/share/?{asked}&release=1.0.0" in page.text

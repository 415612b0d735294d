"""The dictionary of the data is one: every form of a release tells the columns as `flows.columns` defines them."""

import csv
import gzip
import html
import json
import re
import zipfile

import openpyxl
import pytest
from pyarrow import parquet

from flows import columns, files
from flows.api.described import description
from tests.flows.package import releases

DEFINED = [(column.name, column.en, column.ru) for column in columns.OBSERVATIONS]


@pytest.fixture
def place(db, settings):
    del settings.RELEASE_MAKERS
    return files.folder(releases.publish())


def in_package(place):
    with zipfile.ZipFile(place / "camt-1.0.0.zip") as archive:
        said = json.loads(archive.read("datapackage.json"))
    fields = next(each for each in said["resources"] if each["name"] == "observations")["schema"]["fields"]
    return [(field["name"], field["description"], field["description@ru"]) for field in fields]


def in_readme(place):
    with zipfile.ZipFile(place / "camt-1.0.0.zip") as archive:
        lines = archive.read("README.md").decode().splitlines()
    names = [column.name for column in columns.OBSERVATIONS]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if line.count("|") == 4]
    rows = [row for row in rows if row[0] in names]
    english, russian = rows[: len(names)], rows[len(names) :]
    return [(*one[::2], other[2]) for one, other in zip(english, russian, strict=True)]


def in_workbook(place):
    sheet = openpyxl.load_workbook(place / "observations.xlsx")["README"]
    names = [column.name for column in columns.OBSERVATIONS]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(rows) if names[0] in row)
    at = rows[start].index(names[0])
    return [(row[at], row[at + 2], row[at + 3]) for row in rows[start : start + len(names)]]


def in_parquet(place):
    schema = parquet.read_schema(place / "observations.parquet")
    told = [(field.name, {key.decode(): value.decode() for key, value in field.metadata.items()}) for field in schema]
    return [(name, said["description"], said["description_ru"]) for name, said in told]


def in_json(place):
    said = json.loads((place / "observations.json").read_text(encoding="utf-8"))["columns"]
    return [(column["name"], column["en"], column["ru"]) for column in said]


@pytest.mark.parametrize(
    "form", [in_package, in_readme, in_workbook, in_parquet, in_json], ids=lambda form: form.__name__
)
def test_every_form_tells_the_columns_as_they_are_defined(place, form):
    assert form(place) == DEFINED


def in_croissant(place):
    said = json.loads((place / "croissant.json").read_text(encoding="utf-8"))["recordSet"]
    fields = next(each for each in said if each["name"] == "observations")["field"]
    return [(field["name"], field["description"]) for field in fields]


def in_description(_place):
    """The columns of the list as the API describes them; two more lead to the page of a number."""
    told = description()["components"]["schemas"]["RowOfObservations"]["properties"]
    return [(name, said["description"]) for name, said in told.items() if name not in ("slug", "why")]


@pytest.mark.parametrize("form", [in_croissant, in_description], ids=lambda form: form.__name__)
def test_forms_in_one_language_tell_them_in_it(place, form):
    assert form(place) == [told[:2] for told in DEFINED]


@pytest.mark.parametrize(("address", "language"), [("/data/", 1), ("/ru/data/", 2)])
def test_the_page_tells_them_in_the_language_of_its_reader(client, place, address, language):
    table = client.get(address).content.decode().partition('id="columns"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr><th[^>]*>(.*?)</th><td[^>]*>.*?</td><td[^>]*>(.*?)(?:<a |</td>)", table)
    told = [(plain(name), plain(meaning)) for name, meaning in rows]
    assert told == [(column[0], column[language]) for column in DEFINED]


def plain(markup):
    return html.unescape(re.sub("<[^>]+>", "", markup)).strip()


def test_every_form_has_these_columns_in_this_order(client, place):
    names = [column.name for column in columns.OBSERVATIONS]
    assert list(client.get("/api/observations").json()["rows"][0]) == [*names, "slug", "why"]
    with gzip.open(place / "observations.csv.gz", "rt", encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == names
    with (place / "observations.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == names
    assert list(json.loads((place / "observations.json").read_text(encoding="utf-8"))["rows"][0]) == names
    sheet = openpyxl.load_workbook(place / "observations.xlsx")["observations"]
    assert [cell.value for cell in sheet[1]] == names

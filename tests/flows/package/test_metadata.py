"""A release as catalogues and programs for machine learning find it. Figures are made up."""

import csv
import hashlib
import json

import mlcroissant
import pytest
from django.utils import timezone, translation
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

from flows import columns, described, files
from flows.package import metadata
from flows.package.schemas import TABLES
from tests.flows.readers import Page

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
HERE = "https://camt.example/releases/1.0.0/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture
def folder(whole):
    return files.folder(whole)


def others(release):
    return [name for name in release.listed_files if name not in (metadata.DCAT, metadata.CROISSANT)]


@pytest.fixture
def catalogue(folder):
    return Graph().parse(folder / metadata.DCAT, format="json-ld", publicID=HERE + metadata.DCAT)


def test_catalogues_find_the_release_and_each_of_its_files(whole, catalogue):
    release = URIRef(HERE)
    assert (release, RDF.type, DCAT.Dataset) in catalogue
    assert set(catalogue.objects(release, DCTERMS.title)) == {
        Literal("Central Asia Migration Tracker", lang="en"),
        Literal("Трекер миграции Центральной Азии", lang="ru"),
    }
    assert set(catalogue.objects(release, DCAT.distribution)) == {URIRef(HERE + name) for name in others(whole)}
    for name in others(whole):
        file, told = URIRef(HERE + name), whole.files[name]
        assert catalogue.value(file, DCAT.downloadURL) == file
        assert int(catalogue.value(file, DCAT.byteSize)) == told["size"]
        checksum = catalogue.value(file, SPDX.checksum)
        assert str(catalogue.value(checksum, SPDX.checksumValue)) == told["sha256"]
        assert {each.language for each in catalogue.objects(file, DCTERMS.description)} == {"en", "ru"}
        assert all(str(each) for each in catalogue.objects(file, DCTERMS.description)), f"nobody says what {name} is"


def test_mlcroissant_finds_nothing_wrong(folder, caplog):
    read = mlcroissant.Dataset(jsonld=str(folder / metadata.CROISSANT))
    issues = read.metadata.ctx.issues
    assert (list(issues.errors), list(issues.warnings), caplog.messages) == ([], [], [])


def test_mlcroissant_reads_the_rows_that_are_there(folder):
    read = mlcroissant.Dataset(jsonld=str(folder / metadata.CROISSANT))
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        expected = [tuple(row.values()) for row in csv.DictReader(file)]
    assert [tuple(map(as_text, row.values())) for row in read.records("observations")] == expected


def as_text(value):
    if isinstance(value, bytes):
        return value.decode()
    return "" if value is None or value != value else str(value)


def test_its_columns_are_those_that_are_defined(folder):
    said = json.loads((folder / metadata.CROISSANT).read_text(encoding="utf-8"))
    told = {
        each["name"]: [(field["name"], field["description"]) for field in each["field"]] for each in said["recordSet"]
    }
    assert told == {
        name: [(column.name, column.en) for column in TABLES[f"{name}.csv"].columns]
        for name in ("observations", "provenance", "codebook", "changes", "population")
    }
    assert [name for name, _ in told["observations"]] == [column.name for column in columns.OBSERVATIONS]


def test_they_say_what_the_page_says(whole, folder):
    page = described.dataset(whole, lambda path: f"https://camt.example{path}")
    said = json.loads((folder / metadata.CROISSANT).read_text(encoding="utf-8"))
    same = ["name", "description", "version", "datePublished", "license", "temporalCoverage", "spatialCoverage",
            "variableMeasured", "creator", "publisher"]  # fmt: skip
    assert {name: said[name] for name in same} == {name: page[name] for name in same}
    assert said["citeAs"] == page["citation"]
    hashes = {each["name"]: each["sha256"] for each in page["distribution"]}
    assert {each["name"]: each["sha256"] for each in said["distribution"]} == {
        name: hashes[name] for name in others(whole)
    }


def test_the_same_bytes_again_elsewhere_at_another_time(whole, folder, tmp_path):
    place = tmp_path / "again"
    place.mkdir()
    for name in others(whole):
        (place / name).write_bytes((folder / name).read_bytes())
    whole.refresh_from_db()
    with translation.override("ru"), timezone.override("Asia/Tashkent"):
        metadata.make(whole, place)
    for name in (metadata.DCAT, metadata.CROISSANT):
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == whole.files[name]["sha256"]


def test_the_page_of_the_release_leads_to_them(whole, client):
    page = Page(client.get("/ru/releases/1.0.0/").content.decode())
    found = [tag["href"] for name, tag in page.tags if name == "link" and tag["rel"] == "describedby"]
    assert found == [f"/releases/1.0.0/{name}" for name in (metadata.DCAT, metadata.CROISSANT)]
    for address, type in zip(found, ("application/ld+json", "application/json"), strict=True):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, type)
        assert answer["Content-Disposition"] == f'attachment; filename="camt-1.0.0-{address.rpartition("/")[2]}"'


@pytest.mark.parametrize("name", ["camt-1.0.0.zip", "camt-1.0.0-sources.zip"])
def test_an_archive_is_called_by_its_own_name(whole, client, name):
    answer = client.get(f"/releases/1.0.0/{name}")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(answer.streaming_content) == files.path(whole, name).read_bytes()

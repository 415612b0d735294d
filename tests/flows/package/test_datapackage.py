"""The Data Package that a release is taken home as. Figures are made up."""

import json
import re
import subprocess
import zipfile

import pytest
import yaml
from django.utils import timezone, translation
from frictionless import Package

from flows import columns, files
from flows.package import datapackage, schemas

NAME = "camt-1.0.0.zip"
TABLES = ["areas", "changes", "codebook", "notes", "observations", "population", "provenance", "sources"]


@pytest.fixture
def folder(whole, tmp_path):
    with zipfile.ZipFile(files.path(whole, NAME)) as archive:
        archive.extractall(tmp_path / "package")
    return tmp_path / "package"


def faults(folder):
    """What Frictionless finds wrong: (kind, table)."""
    report = Package(str(folder / "datapackage.json")).validate()
    found = [(error.type, task.name) for task in report.tasks for error in task.errors]
    return found + [(error.type, "") for error in report.errors]


def test_frictionless_finds_nothing_wrong(whole, folder):
    assert faults(folder) == []
    assert Package(str(files.path(whole, NAME))).validate().valid


def replaced(path, old, new):
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def forget_hashes(folder):
    said = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in said["resources"]:
        del resource["hash"], resource["bytes"]
    (folder / "datapackage.json").write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("observations.csv", b",normal,", b",usual,", "constraint-error"),
        ("observations.csv", b"work,permits_issued,", b"labour,permits_issued,", "constraint-error"),
        ("observations.csv", b"400,398,402", b"400,few,402", "type-error"),
        ("observations.csv", b"400,398,402", b"400,,402", "constraint-error"),
        ("observations.csv", b"TKM,Turkmenistan,CAN", b"TJK,Tajikistan,CAN", "primary-key"),
        ("observations.csv", b"TKM,Turkmenistan,CAN", b"XXX,Turkmenistan,CAN", "foreign-key"),
        ("provenance.csv", b"0" * 64, b"2" * 64, "foreign-key"),
        ("provenance.csv", b"0" * 64, b"x" * 64, "constraint-error"),
        ("provenance.csv", b"2026-01-20", b"20 January", "type-error"),
        ("codebook.csv", b",include,", b",perhaps,", "constraint-error"),
        ("areas.csv", b",false", b",no?", "type-error"),
        ("population.csv", b"KAZ,2018,18932727", b"KAZ,2018,", "constraint-error"),
    ],
)
def test_the_schema_holds_the_tables_to_what_they_promise(folder, name, old, new, fault):
    forget_hashes(folder)
    assert faults(folder) == []
    replaced(folder / name, old, new)
    assert fault in {kind for kind, table in faults(folder) if table == name.removesuffix(".csv")}


def test_another_byte_is_another_file(folder):
    replaced(folder / "observations.csv", b"400,398,402", b"401,398,402")
    assert faults(folder) == [("hash-count", "observations")]


def test_the_package_holds_the_files_of_the_release(whole, folder):
    for name in ("observations.csv", "provenance.csv", "codebook.csv", "changes.csv", "population.csv"):
        assert (folder / name).read_bytes() == files.path(whole, name).read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{name}.csv" for name in TABLES]
        + ["CITATION.cff", "LICENCE", "README.md", "SHA256SUMS", "citation.bib", "datapackage.json"]
    )


def test_checksums_are_those_of_the_files(folder):
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert sorted(line.split("  ")[1] for line in lines) == sorted(
        path.name for path in folder.iterdir() if path.name != "SHA256SUMS"
    )
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_every_column_is_described_as_it_is_defined(folder):
    said = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in said["resources"]:
        table = schemas.TABLES[resource["path"]]
        fields = resource["schema"]["fields"]
        assert [(field["name"], field["description"], field["description@ru"]) for field in fields] == [
            (column.name, column.en, column.ru) for column in table.columns
        ]
        heading = (folder / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert heading.split(",") == [field["name"] for field in fields]
        assert resource["description"] and re.search("[а-я]", resource["description@ru"])
    assert [resource["name"] for resource in said["resources"]] != [] and sorted(
        resource["name"] for resource in said["resources"]
    ) == TABLES


def test_what_must_be_there_and_keys_are_columns():
    for name, table in schemas.TABLES.items():
        named = {column.name for column in table.columns}
        assert {*table.required, *table.key} <= named, name
        for fields, other, theirs in table.refers:
            assert set(fields) <= named
            assert set(theirs) <= {column.name for column in schemas.TABLES[f"{other}.csv"].columns}


def test_what_is_said_of_the_whole(folder):
    said = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    told = {name: said[name] for name in ("name", "title", "title@ru", "version", "created", "licenses")}
    assert told == {
        "name": "camt",
        "title": "Central Asia Migration Tracker",
        "title@ru": "Трекер миграции Центральной Азии",
        "version": "1.0.0",
        "created": "2026-11-20T00:00:00Z",
        "licenses": [
            {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
        ],
    }
    assert said["sources"] == [
        {
            "title": "U.S. Department of State: Nonimmigrant visas issued",
            "title@ru": "Выданные неиммиграционные визы",
            "path": "https://example.org/us-niv",
            "licence": "CC BY 4.0",
        },
        {
            "title": "U.S. Department of State: Nonimmigrant visas issued",
            "title@ru": "Выданные неиммиграционные визы",
        },
    ]
    assert [each["role"] for each in said["contributors"]] == ["publisher", "wrangler", "contributor", "maintainer"]


def test_the_readme_says_how_to_read_it_in_both_languages(folder):
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert told.startswith("# Central Asia Migration Tracker, release 1.0.0\n")
    assert "# Трекер миграции Центральной Азии, выпуск 1.0.0\n" in told
    for column in columns.OBSERVATIONS:
        assert f"| `{column.name}` | {column.type} | {column.en} |" in told
        assert f"| `{column.name}` | {column.type} | {column.ru} |" in told
    for name in schemas.TABLES:
        assert told.count(f"| `{name}` | ") == 2
    assert "$" not in told


def test_it_can_be_cited_by_programs(folder):
    cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "dataset" and cited["license"] == "CC-BY-4.0"
    assert (cited["version"], str(cited["date-released"])) == ("1.0.0", "2026-11-20")
    assert cited["authors"] == [{"name": "Oxus Society for Central Asian Affairs"}]
    assert (folder / "citation.bib").read_text() == (
        "@misc{camt_1_0_0,\n"
        "  author = {{Oxus Society for Central Asian Affairs}},\n"
        "  title = {{Central Asia Migration Tracker}},\n"
        "  version = {1.0.0},\n"
        "  year = {2026},\n"
        "  month = {11},\n"
        "  note = {Dataset, release 1.0.0, 2026-11-20, CC-BY-4.0},\n"
        "}\n"
    )
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in (folder / "LICENCE").read_text()


def test_the_same_bytes_again_elsewhere_at_another_time(whole, tmp_path):
    place = tmp_path / "again"
    place.mkdir()
    for name in ("observations.csv", "provenance.csv", "codebook.csv", "changes.csv", "population.csv"):
        (place / name).write_bytes(files.path(whole, name).read_bytes())
    whole.refresh_from_db()
    with translation.override("ru"), timezone.override("Asia/Tashkent"):
        datapackage.make(whole, place)
    assert (place / NAME).read_bytes() == files.path(whole, NAME).read_bytes()


def test_an_archive_says_nothing_of_who_made_it(whole):
    with zipfile.ZipFile(files.path(whole, NAME)) as archive:
        told = {(info.date_time, info.external_attr >> 16, info.create_system) for info in archive.infolist()}
        names = archive.namelist()
    assert told == {((2026, 11, 20, 23, 30, 0), 0o100644, 3)}
    assert names == sorted(names[:-1]) + ["SHA256SUMS"]

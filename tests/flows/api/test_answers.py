"""What each address of the API answers, whole. Real are the figures that `readers` calls so; all others are made up."""

import csv
import io

import pytest

from flows import columns
from flows.api.columns import CODELISTS
from flows.api.numbers import Root
from flows.models import Release
from flows.queries import codelist
from tests.factories import cell, file, left_out, observation, published

pytestmark = pytest.mark.django_db
STUDY = {
    "origin": "KAZ", "origin_name": "Kazakhstan", "destination": "USA", "destination_name": "United States",
    "year": 2018, "year_basis": "us_fiscal", "category": "study", "measure": "visas_issued", "value": 1461,
    "lower": 1461, "upper": 1461, "status": "normal", "sources": "us-niv", "release": "1.1.0",
    "slug": "KAZ-USA-study-visas_issued-2018",
    "why": "http://testserver/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
}  # fmt: skip
CHINA = STUDY | {
    "destination": "CHN", "destination_name": "CHN", "year": 2019, "year_basis": "calendar", "category": "work",
    "measure": "", "value": None, "lower": None, "upper": None, "status": "excluded", "sources": "",
    "slug": "KAZ-CHN-work--2019", "why": "http://testserver/why/1.1.0/KAZ-CHN-work--2019/",
}  # fmt: skip
HEAD = {"release": "1.1.0", "withdrawn": None, "licence": "CC BY 4.0", "next": None}
OF_NONE = HEAD | {"release": None}


def asked(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def test_the_root_lists_everything(client):
    said = asked(client, "/api/")
    assert said == OF_NONE | {
        "rows": [
            {"name": each.name, "about": each.about, "address": f"http://testserver/api/{each.name}"}
            for each in Root.listed
        ]
    }
    assert [row["name"] for row in said["rows"]] == [
        "observations", "series", "changes", "areas", "categories", "measures", "statuses", "year-bases", "reasons",
        "sources", "codebook", "population", "releases", "files",
    ]  # fmt: skip


def test_observations(client, both):
    assert asked(client, "/api/observations?origin=KAZ&category=study&year=2018") == HEAD | {"rows": [STUDY]}


def test_gaps_are_rows_where_they_are_asked_for(client, both):
    assert asked(client, "/api/observations?destination=CHN") == HEAD | {"rows": []}
    china = CHINA | {"destination_name": Release.objects.get(version="1.1.0").names.get("CHN", "CHN")}
    assert asked(client, "/api/observations?destination=CHN&gaps=1") == HEAD | {"rows": [china]}
    assert asked(client, "/api/observations?status=excluded") == HEAD | {"rows": [china]}


def test_an_older_release(client, both):
    said = asked(client, "/api/observations?release=1.0&fields=year,value")
    assert said == HEAD | {"release": "1.0.0", "rows": [{"year": 2017, "value": 1400}, {"year": 2018, "value": 1461}]}


def test_series(client, both):
    names = ["destination", "category", "measure", "headline", "part_of", "first_year", "last_year", "observations"]
    said = asked(client, f"/api/series?fields={','.join(names)}")["rows"]
    assert [tuple(row[name] for name in names) for row in said] == [
        ("CAN", "residence", "admissions", True, "", 2019, 2019, 1),
        ("CAN", "work", "permits_issued", True, "", 2019, 2019, 2),
        ("DEU", "asylum", "asylum_applications", True, "EU", 2016, 2016, 1),
        ("EU", "asylum", "asylum_applications", True, "", 2016, 2016, 1),
        ("JPN", "work", "entries", True, "", 2019, 2019, 1),
        ("KOR", "work", "residents", True, "", 2023, 2024, 2),
        ("POL", "asylum", "asylum_applications", True, "EU", 2016, 2016, 1),
        ("USA", "asylum", "asylum_applications", False, "", 2016, 2016, 1),
        ("USA", "asylum", "asylum_cases", True, "", 2016, 2016, 1),
        ("USA", "residence", "visas_issued", True, "", 2016, 2018, 2),
        ("USA", "study", "visas_issued", True, "", 2016, 2018, 4),
    ]
    assert asked(client, "/api/series?destination=KOR,JPN&measure=residents") == HEAD | {
        "rows": [{
            "destination": "KOR", "destination_name": "South Korea", "category": "work", "measure": "residents",
            "year_basis": "calendar", "headline": True, "part_of": "", "first_year": 2023, "last_year": 2024,
            "observations": 2, "release": "1.1.0",
        }]
    }  # fmt: skip


def test_changes(client, both):
    """They are those of the file of the same difference, line by line."""
    said = asked(client, "/api/changes?limit=1000")
    file = b"".join(client.get("/releases/1.0.0..1.1.0.csv")).decode()
    lines = list(csv.DictReader(io.StringIO(file, newline="")))
    assert [{name: "" if told is None else str(told) for name, told in row.items()} for row in said["rows"]] == lines
    [changed] = [row for row in said["rows"] if row["change"] == "changed"]
    assert {name: changed[name] for name in ("value_before", "value_after", "value_change", "cells")} == {
        "value_before": 1400, "value_after": 1455, "value_change": 55, "cells": 1,
    }  # fmt: skip
    kinds = asked(client, f"/api/changes?cause={changed['cause']}&destination=USA&from=1.0")
    assert kinds == HEAD | {"rows": [changed]}


def test_one_kind_of_cause_is_told_alone(client):
    """Also of a number that has others; figures are made up."""
    one = observation("KAZ", "USA", 2017, "study", cells=[cell(10, "F-1"), left_out(5, "J-1")])
    two = observation("KAZ", "USA", 2017, "study", cells=[cell(12, "F-1"), cell(5, "J-1")])
    for version, made in (("2.0.0", one), ("2.1.0", two)):
        published(made, version=version, sources=file(version))
    rows = asked(client, "/api/changes")["rows"]
    kinds = [row["cause"] for row in rows]
    assert len(set(kinds)) == 2 and sum(row["amount"] for row in rows) == 7
    for kind in kinds:
        told = asked(client, f"/api/changes?cause={kind}&limit=1")
        assert (told["rows"], told["next"]) == ([row for row in rows if row["cause"] == kind], None)


@pytest.mark.parametrize("query", ["release=1.0.0", "release=1.1.0&from=1.1.0"])
def test_nothing_changed_before_the_first_release_or_within_one(client, both, query):
    assert asked(client, f"/api/changes?{query}")["rows"] == []


def test_provenance(client, both):
    said = asked(client, "/api/observations/KAZ-USA-study-visas_issued-2018/provenance")
    assert said["rows"][0] == {
        "release": "1.1.0", "origin": "KAZ", "destination": "USA", "year": 2018, "category": "study",
        "measure": "visas_issued", "source": "us-niv", "file": "made-up.xlsx", "sha256": "0" * 64, "sheet": "FY18",
        "cell": "A130", "printed": "1178", "value": 1178, "label": "F-1", "label_translation": "",
        "disposition": "include", "reason_code": "", "rationale": "F-1 is counted as study.",
        "approved_on": "2026-01-20",
    }  # fmt: skip
    cells = [(row["cell"], row["value"], row["disposition"], row["reason_code"]) for row in said["rows"]]
    assert cells == [
        ("A130", 1178, "include", ""), ("B130", 265, "include", ""), ("C130", 15, "include", ""),
        ("D130", 3, "include", ""), ("E130", 0, "exclude", "temporary"), ("F130", 0, "exclude", "temporary"),
        ("G130", 0, "exclude", "temporary"),
    ]  # fmt: skip


def test_the_place_of_a_number_has_no_cells(client, both):
    assert asked(client, "/api/observations/KAZ-CHN-work--2019/provenance") == HEAD | {"rows": []}


@pytest.mark.parametrize(("name", "of"), [
    ("areas", "area"), ("categories", "category"), ("measures", "measure"), ("statuses", "status"),
    ("year-bases", "year_basis"), ("reasons", "reason"),
])  # fmt: skip
def test_codelists(client, name, of):
    entries = [
        {column.name: getattr(entry, column.name) for column in CODELISTS[of]} for entry in codelist(of).values()
    ]
    assert len(entries) >= 2
    assert asked(client, f"/api/{name}?limit=1000") == OF_NONE | {"rows": entries}


def test_one_entry_of_each_codelist_whole(client):
    kazakhstan = {
        "code": "KAZ", "name_en": "Kazakhstan", "name_ru": "Казахстан", "kind": "country", "iso2": "KZ",
        "iso_numeric": "398", "tracked_origin": True, "tracked_destination": False,
    }  # fmt: skip
    assert kazakhstan in asked(client, "/api/areas?limit=1000")["rows"]
    assert [row["code"] for row in asked(client, "/api/categories")["rows"]] == ["work", "study", "residence", "asylum"]


def test_sources(client, both):
    assert asked(client, "/api/sources") == HEAD | {
        "rows": [{
            "release": "1.1.0", "number": 1, "source": "us-niv", "title_en": "Nonimmigrant visas issued",
            "title_ru": "Выданные неиммиграционные визы", "publisher_en": "U.S. Department of State",
            "publisher_ru": "Государственный департамент США", "url": "", "licence": "", "file": "made-up.xlsx",
            "sha256": "0" * 64, "retrieved_on": "2026-01-02", "accepted_on": None,
        }]
    }  # fmt: skip


def test_codebook(client, both):
    said = asked(client, "/api/codebook")
    assert [row["number"] for row in said["rows"]] == list(range(1, len(said["rows"]) + 1))
    [left_out] = [row for row in said["rows"] if row["label"] == "J-1"]
    assert left_out == {
        "release": "1.1.0", "number": left_out["number"], "source": "us-niv", "label": "J-1", "label_language": "en",
        "label_translation": "", "label_translation_ru": "", "condition": "", "year_from": None, "year_to": None,
        "disposition": "exclude", "category": "study", "measure": "visas_issued", "reason_code": "temporary",
        "rationale": "J-1 is left out of study.", "rule": "", "sentence": "", "concept": "",
        "proposed_on": "2026-01-10", "approved_on": "2026-01-20", "decision": 0,
    }  # fmt: skip


def test_population(client, both):
    said = asked(client, "/api/population?limit=1")
    assert said["rows"] == [{
        "release": "1.1.0", "origin": "KAZ", "year": 2017, "value": 18651931, "status": "normal", "source": "us-niv",
        "file": "made-up.xlsx", "sha256": "0" * 64, "sheet": "Sheet1", "cell": "D7794", "printed": "18651931",
    }]  # fmt: skip
    after = client.get(said["next"]).json()
    assert [(row["origin"], row["year"], row["value"]) for row in after["rows"]] == [("KAZ", 2018, 18932727)]
    assert asked(client, "/api/population?release=1.0.0&fields=year,value")["rows"] == [
        {"year": 2018, "value": 18276499}
    ]


def test_releases(client, both):
    said = asked(client, "/api/releases")
    digests = {each.version: each.digest for each in both}
    assert said == OF_NONE | {
        "rows": [
            {
                "version": version, "state": "published", "published_on": day, "withdrawn_on": None,
                "withdrawn_reason": "", "observations": count, "new": new, "notes_en": "Made up.", "notes_ru": "",
                "digest": digests[version], "page": f"http://testserver/releases/{version}/",
            }
            for version, day, count, new in [("1.1.0", "2026-11-20", 17, 15), ("1.0.0", "2026-10-01", 2, 2)]
        ]
    }  # fmt: skip


def test_files(client, both):
    said = asked(client, "/api/files?release=1.0.0")
    assert said == HEAD | {
        "release": "1.0.0",
        "rows": [
            {"release": "1.0.0", "name": name, **both[0].files[name],
             "address": f"http://testserver/releases/1.0.0/{name}"}
            for name in sorted(both[0].files)
        ],
    }  # fmt: skip
    assert {row["name"] for row in said["rows"]} >= {"observations.csv", "provenance.csv"}


# --- Forms ------------------------------------------------------------------------------------------------------------


def test_the_same_as_csv(client, both):
    """Whole, it is the file of the release with two columns more; of all rows, members of unions among them."""
    file = next(iter(client.get("/releases/1.1.0/observations.csv"))).decode()
    names = ",".join(column.name for column in columns.OBSERVATIONS)
    response = client.get(f"/api/observations?members=1&format=csv&fields={names}")
    assert (response["Content-Type"], response.content.decode()) == ("text/csv; charset=utf-8", file)


def test_fields_come_in_the_order_in_which_they_are_asked_for(client, both):
    response = client.get("/api/observations?destination=KOR&format=csv&fields=value,year")
    assert response.content == b"value,year\r\n100,2023\r\n120,2024\r\n"
    assert list(asked(client, "/api/observations?destination=KOR&fields=value&fields=year")["rows"][0]) == [
        "value", "year",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "format", "type"),
    [
        ("*/*", "", "application/json"),
        ("application/json", "", "application/json"),
        ("text/csv", "", "text/csv; charset=utf-8"),
        ("text/csv;q=0.5, application/json", "", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "", "application/json"),
        ("text/*", "", "text/csv; charset=utf-8"),
        ("text/csv, application/json;q=0.9", "", "text/csv; charset=utf-8"),
        ("application/json;q=0.1, text/csv;q=0.2", "", "text/csv; charset=utf-8"),
        ("text/csv, */*", "", "text/csv; charset=utf-8"),
        ("application/json;q=0, */*", "", "text/csv; charset=utf-8"),
        ("text/csv;q=0, */*", "", "application/json"),
        ("text/csv;q=0.3, text/*;q=0.9, application/json;q=0.5", "", "application/json"),
        ("application/json, text/javascript, */*; q=0.01", "", "application/json"),
        ("", "", "application/json"),
        ("text/html", "csv", "text/csv; charset=utf-8"),
        ("text/csv", "json", "application/json"),
    ],
)
def test_the_form_is_the_one_that_is_accepted(client, both, accept, format, type):
    response = client.get("/api/areas", {"format": format} if format else {}, headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, type)
    assert "Accept" in response["Vary"]


def test_a_word_behind_the_type_changes_no_byte(client):
    plain, asked = (
        client.get("/api/areas", headers={"Accept": f"application/json{more}"}) for more in ("", "; indent=4")
    )
    assert (plain.content, plain["ETag"]) == (asked.content, asked["ETag"])


def test_yes_and_no_are_spelled_alike_in_both_forms(client):
    assert client.get("/api/areas?format=csv&fields=tracked_origin&limit=1").content == b"tracked_origin\r\nfalse\r\n"


def test_a_cell_that_a_spreadsheet_would_run_is_defused(client):
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(1, "=1+1")]), version="2.0.0")
    assert b"'=1+1" in client.get("/api/codebook?format=csv&fields=label").content
    assert asked(client, "/api/codebook?fields=label")["rows"] == [{"label": "=1+1"}]


def test_russian_is_not_spoken(client, both):
    asked_in_russian = {"Accept-Language": "ru"}
    assert client.get("/ru/api/").status_code == 404
    for address in ("/api/measures", "/api/observations?origin=KZA"):
        answers = [client.get(address, headers=headers) for headers in ({}, asked_in_russian)]
        assert answers[0].content == answers[1].content and answers[1]["Content-Language"] == "en"

"""The public files. Figures are made up unless said."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection

from flows import columns, downloads
from flows.formats import delimited
from flows.models import Contribution, Gap, Observation
from tests.factories import cell, gap, hidden, left_out, observation, published

DAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def release(db):
    return published(
        observation("UZB", "USA", 2019, "work", cells=[cell(85, "H-1B")]),
        observation("KAZ", "USA", 2018, "study", cells=[cell(1178, "F-1"), cell(265, "F-2"), left_out(2205, "J-1")]),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5, "IMP"), hidden(1, 5, "TFWP")]),
        observation("KAZ", "USA", 2016, "residence", cells=[cell(65, "K-1")], absent=[{"table": "us-iv"}]),
        gaps=[
            gap("KAZ", "JPN", 2018, "asylum", "asylum_applications", reason="no_row"),
            gap("KAZ", "RUS", 2018, status="excluded", reason="excluded_by_rule"),
            gap("UZB", "USA", 2018, "work", "visas_issued"),
        ],
        published_at=DAY,
    )


def text(stream):
    return b"".join(stream).decode("utf-8")


HEAD = (
    "origin,origin_name,destination,destination_name,year,year_basis,category,measure,value,lower,upper,status,sources,"
    "release"
)
ROWS = [
    "KAZ,Kazakhstan,USA,United States,2016,us_fiscal,residence,visas_issued,,65,,partial,us-niv,1.0.0",
    "KAZ,Kazakhstan,USA,United States,2018,us_fiscal,study,visas_issued,1443,1443,1443,normal,us-niv,1.0.0",
    "TJK,Tajikistan,CAN,Canada,2019,calendar,work,permits_issued,,2,10,suppressed,us-niv,1.0.0",
    "UZB,Uzbekistan,USA,United States,2019,us_fiscal,work,visas_issued,85,85,85,normal,us-niv,1.0.0",
]


def test_observations_as_csv(release):
    stream = downloads.csv_stream(Observation.public.of(release))
    assert text(stream) == "".join(f"{line}\r\n" for line in [HEAD, *ROWS])


def test_a_question_is_answered_in_the_order_of_the_key_however_it_was_sorted(release):
    asked = Observation.public.of(release).filter(destination="USA").order_by("-value")
    assert text(downloads.csv_stream(asked)).splitlines() == [HEAD, ROWS[0], ROWS[1], ROWS[3]]


def test_gaps_stand_where_their_number_would(release):
    stream = downloads.csv_stream(Observation.public.of(release), Gap.public.of(release))
    assert text(stream).splitlines() == [
        HEAD,
        "KAZ,Kazakhstan,JPN,Japan,2018,calendar,asylum,asylum_applications,,,,missing,,1.0.0",
        "KAZ,Kazakhstan,RUS,Russia,2018,calendar,,,,,,excluded,,1.0.0",
        *ROWS[:3],
        "UZB,Uzbekistan,USA,United States,2018,calendar,work,visas_issued,,,,missing,,1.0.0",
        ROWS[3],
    ]


def test_nothing_asked_for_is_a_heading(release):
    assert text(downloads.csv_stream(Observation.public.none())) == HEAD + "\r\n"
    assert text(downloads.csv_stream(Observation.public.none(), Gap.public.none())) == HEAD + "\r\n"


def test_provenance_as_csv(release):
    stream = downloads.provenance_stream(Contribution.public.of(release).filter(category__in=["study", "work"]))
    head, *lines = text(stream).split("\r\n")
    assert head == (
        "release,origin,destination,year,category,measure,source,file,sha256,sheet,cell,printed,value,label,"
        "label_translation,disposition,reason_code,rationale,approved_on"
    )
    source = f"us-niv,made-up.xlsx,{'0' * 64},FY18"
    study, work = "1.0.0,KAZ,USA,2018,study,visas_issued", "1.0.0,TJK,CAN,2019,work,permits_issued"
    assert lines == [
        f"{study},{source},A130,1178,1178,F-1,,include,,F-1 is counted as study.,2026-01-20",
        f"{study},{source},B130,265,265,F-2,,include,,F-2 is counted as study.,2026-01-20",
        f"{study},{source},C130,2205,0,J-1,,exclude,temporary,J-1 is left out of study.,2026-01-20",
        f"{work},{source},A130,'--,,IMP,,include,,IMP is counted as work.,2026-01-20",
        f"{work},{source},B130,'--,,TFWP,,include,,TFWP is counted as work.,2026-01-20",
        f"1.0.0,UZB,USA,2019,work,visas_issued,{source},A130,85,85,H-1B,,include,,H-1B is counted as work.,2026-01-20",
        "",
    ]


def test_observations_as_json(release):
    stream = downloads.json_stream(Observation.public.of(release), Gap.public.of(release), release=release)
    said = json.loads(text(stream))
    assert (said["release"], said["licence"]) == ("1.0.0", "CC BY 4.0")
    assert [column["name"] for column in said["columns"]] == HEAD.split(",")
    assert set(said["columns"][0]) == {"name", "type", "en", "ru"}
    assert len(said["rows"]) == 7
    assert said["rows"][3] == {
        "origin": "KAZ", "origin_name": "Kazakhstan", "destination": "USA", "destination_name": "United States",
        "year": 2018, "year_basis": "us_fiscal", "category": "study", "measure": "visas_issued", "value": 1443,
        "lower": 1443, "upper": 1443, "status": "normal", "sources": "us-niv", "release": "1.0.0",
    }  # fmt: skip
    assert said["rows"][2]["value"] is None


def test_no_rows_are_json_too(release):
    assert json.loads(text(downloads.json_stream(Observation.public.none(), release=release)))["rows"] == []


def test_rows_come_in_chunks_and_not_all_at_once(release, monkeypatch):
    monkeypatch.setattr(delimited, "ROWS_AT_ONCE", 2)
    assert [chunk.count(b"\r\n") for chunk in downloads.csv_stream(Observation.public.of(release))] == [1, 2, 2]


def test_asking_does_not_grow_with_the_rows(release, django_assert_num_queries):
    if connection.vendor == "postgresql":
        pytest.skip("A cursor of the server is not counted.")
    with django_assert_num_queries(3):
        text(downloads.csv_stream(Observation.public.of(release), Gap.public.of(release)))


def test_every_column_is_described_in_both_languages():
    for column in [*columns.OBSERVATIONS, *columns.PROVENANCE, *columns.CODEBOOK, *columns.SOURCES, *columns.NOTES]:
        assert column.en.endswith(".") and column.ru.endswith(".")
        assert column.type in {"code", "text", "integer", "date"}

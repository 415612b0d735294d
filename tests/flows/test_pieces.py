"""What pages show of a release, prepared when it is composed. Figures are made up."""

import pytest
from django.core.management import call_command

from flows import pieces, releases, verify
from flows.models import Piece, Release
from tests.factories import cell, file, gap, handover, observation, published
from tests.flows.readers import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    return published(
        observation("KAZ", "USA", 2017, "work", cells=[cell(10, "H-1B")]),
        observation("KAZ", "USA", 2018, "work", cells=[cell(20, "H-1B"), cell(3, "L-1")]),
        gaps=[gap("KAZ", "JPN", 2018, "asylum")],
    )


def row(year, value, cells):
    return {
        "origin": "KAZ", "destination": "USA", "year": year, "category": "work", "measure": "visas_issued",
        "year_basis": "us_fiscal", "value": value, "lower": value, "upper": value, "status": "normal",
        "headline": True, "part_of": "", "sources": "us-niv", "cells": cells,
    }  # fmt: skip


def test_the_piece_of_the_first_page(release):
    source = {
        "code": "us-niv",
        "title_en": "Nonimmigrant visas issued",
        "title_ru": "Выданные неиммиграционные визы",
        "publisher_en": "U.S. Department of State",
        "publisher_ru": "Государственный департамент США",
    }
    column = {
        "category": "work", "destination": "USA", "measure": "visas_issued", "year_basis": "us_fiscal", "year": 2018,
        "value": 23, "course": [[2017, 10], [2018, 23]],
        "origins": [["KAZ", row(2018, 23, 2), [[2017, 10], [2018, 23]]]],
    }  # fmt: skip
    assert pieces.of(release, "home") == {
        "columns": [column],
        "more": 0,
        "opened": row(2018, 23, 2),
        "gaps": 1,
        "news": {"told": [], "more": 0},
        "sources": [source],
    }


def test_what_is_new_by_the_causes_that_touched_most_numbers(release, client):
    second = published(
        observation("KAZ", "USA", 2017, "work", cells=[cell(11, "H-1B")]),
        observation("KAZ", "USA", 2018, "work", cells=[cell(21, "H-1B"), cell(3, "L-1")]),
        observation("UZB", "USA", 2018, "work", cells=[cell(5, "H-1B")]),
        sources=file("second"),
        version="1.1.0",
    )
    news = pieces.of(second, "home")["news"]
    assert [(each["kind"], each["effects"]) for each in news["told"]] == [
        ("revised", [["visas_issued", [2, 2, 2017, 2018], "us_fiscal"]]),
        ("accepted", [["visas_issued", [5, 1, 2018, 2018], "us_fiscal"]]),
    ]
    told = read(client, "/").text
    assert "2 numbers second.xlsx prints another figure than the file before it. Visas issued: +2 in 2 numbers" in told
    assert "1 number second.xlsx was accepted, and holds what no file held before. Visas issued: +5 in 1 number" in told


def test_of_very_many_origins_the_first_page_lists_the_largest(client):
    origins = ["ALB", "AND", "ARM", "AUT", "AZE", "BEL", "BGR", "BLR", "CHE", "CYP", "CZE", "DEU", "DNK", "ESP"]
    published(*[observation(origin, "USA", 2018, "work", cells=[size]) for size, origin in enumerate(origins)])
    page = client.get("/")
    (column,) = page.context["front"].columns
    assert (set(column.origins), column.value) == (set(origins[2:]), sum(range(14)))
    assert "2 more origins" in page.content.decode()


def test_one_query_for_a_piece_that_is_there(release, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert pieces.of(release, "home")


def test_pieces_that_come_while_one_is_asked_for_are_found(release, monkeypatch):
    Piece.everything.all().delete()
    there = pieces.is_prepared

    def written_meanwhile(release):
        pieces.write(release)
        return there(release)

    monkeypatch.setattr(pieces, "is_prepared", written_meanwhile)
    assert pieces.of(release, "map")["years"] == [2017, 2018]


def test_of_pieces_that_are_not_there_one_is_held_at_a_time(release, monkeypatch):
    """A million rows make thousands of them; those after the one that is asked for are not made."""

    def some(_release):
        yield "profile/from/KAZ", {"numbers": 2}
        yield "profile/from/UZB", {"numbers": 3}
        raise AssertionError("made although nobody asked for it")

    Piece.everything.all().delete()
    monkeypatch.setattr(pieces, "import_string", lambda _path: some)
    assert pieces.of(release, "profile/from/UZB") == {"numbers": 3}


def test_nothing_is_said_of_another_name(release):
    assert pieces.of(release, "nobody") is None
    Piece.everything.all().delete()
    assert pieces.of(release, "nobody") is None


@pytest.mark.parametrize("change", [{"shape": pieces.SHAPE - 1, "content": {"of": "another make"}}, None])
def test_a_release_of_before_has_its_piece_on_the_spot(release, change, django_assert_max_num_queries, client):
    said = pieces.of(release, "home")
    Piece.everything.update(**change) if change else Piece.everything.all().delete()
    kept = [*Piece.everything.values_list("shape", flat=True)]
    assert client.get("/").status_code == 200
    assert pieces.of(release, "home") == said
    assert [*Piece.everything.values_list("shape", flat=True)] == kept  # whoever reads writes nothing
    call_command("prepare")
    with django_assert_max_num_queries(1):
        assert pieces.of(release, "home") == said


def test_prepared_once_unless_asked_again(release, capsys):
    call_command("prepare")
    assert capsys.readouterr().out == ""
    Piece.everything.update(content={"altered": True})
    call_command("prepare", "--again")
    assert capsys.readouterr().out == "Prepared: 1.0.0\n"
    assert verify.findings() == []


@pytest.mark.parametrize(
    "break_", [
        lambda: Piece.everything.update(content={"altered": True}),
        lambda: Piece.everything.filter(name="home").update(name="house"),
    ],
)  # fmt: skip
def test_a_piece_that_says_something_else_is_found(release, break_):
    assert verify.findings() == []
    break_()
    said = "Release 1.0.0: what its pages show of home is not what the tables say: run “manage.py prepare --again”."
    assert said in [each.sentence for each in verify.findings()]


def test_a_candidate_takes_its_pieces_along():
    made = handover(observation("KAZ", "USA", 2018, "work", cells=[1]))
    candidate = releases.freeze(made, version="1.0.0", notes_en="Made up.")
    assert Piece.everything.of(candidate).exists()
    assert not Piece.public.of(candidate).exists()
    releases.discard(candidate)
    assert not Piece.everything.exists()
    assert not Release.objects.exists()

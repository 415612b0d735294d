"""The shapes of the map as they stand in the project, and the command that makes them. The little world is made up."""

import csv
import gzip
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from flows.maps import shapes
from flows.maps.boxes import EUROPE, WORLD

FILE = settings.BASE_DIR / "static" / shapes.FILE
DATA = settings.BASE_DIR / "flows" / "data"


def column(name, of):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row[of] for row in csv.DictReader(file)]


def test_every_area_has_a_shape_or_a_stated_place():
    assert [code for code in column("areas.csv", "code") if shapes.place(code) is None] == []


def test_stated_places_are_those_of_areas_and_say_why():
    assert set(column("places.csv", "code")) <= set(column("areas.csv", "code"))
    assert all(column("places.csv", "why"))


def test_the_small_states_of_europe_can_be_seen_in_the_inset():
    small = ["MLT", "LUX", "LIE", "AND", "MCO", "SMR", "CYP", "EST"]
    assert [code for code in small if not (shapes.shapes()[code].path and EUROPE.holds(shapes.place(code)))] == []


def test_each_member_of_the_union_can_be_seen_in_the_inset():
    assert {code for code in column("memberships.csv", "member") if not EUROPE.holds(shapes.place(code))} == set()


def test_what_the_dataset_is_about_lies_on_the_map_as_it_opens():
    tracked = [*zip(column("areas.csv", "code"), column("areas.csv", "tracked_origin"), strict=True)]
    tracked += zip(column("areas.csv", "code"), column("areas.csv", "tracked_destination"), strict=True)
    assert [code for code, is_tracked in tracked if is_tracked == "1" and not WORLD.holds(shapes.place(code))] == []


def test_the_file_is_small_and_says_where_it_is_from():
    said = FILE.read_bytes()
    assert len(gzip.compress(said, 9, mtime=0)) < 150_000
    assert b"Natural Earth" in said and b"public domain" in said and b"Equal Earth" in said


def test_it_holds_nothing_that_could_run_or_be_fetched():
    said = FILE.read_text(encoding="utf-8")
    assert not re.search(r"<(script|style|image|a|use|foreignObject)\b|href|style=|\bon[a-z]+=", said)


LITTLE = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [60, 40]},
    "arcs": [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 10], [10, 0], [0, -10], [-10, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "398", "arcs": [[0, 1]], "properties": {"name": "Kazakhstan"}},
                {"type": "Polygon", "arcs": [[0, 2]], "properties": {"name": "Nobody's"}},
                {"type": "Polygon", "id": "010", "arcs": [[0, 2]], "properties": {"name": "Antarctica"}},
            ]
        }
    },
}  # fmt: skip


@pytest.fixture
def made(tmp_path, capsys):
    (tmp_path / "little.json").write_text(json.dumps(LITTLE))
    call_command("make_shapes", str(tmp_path / "little.json"), "--to", str(tmp_path / "world.svg"))
    return (tmp_path / "world.svg").read_text(encoding="utf-8").splitlines()


def test_the_command_lays_land_flat_and_gives_it_codes(made):
    paths = [line for line in made if line.startswith("<path")]
    nobodys, kazakhstan = paths[0], next(line for line in paths if 'id="KAZ"' in line)

    assert ' id="' not in nobodys and "data-x" not in nobodys
    assert kazakhstan.endswith('d="M1573-1549l-109-334-248 0 90 334z"/>')
    assert 'd=""' in next(line for line in paths if 'id="ATA"' in line)
    assert made[:1] + made[-2:] == ['<svg xmlns="http://www.w3.org/2000/svg">', "</g>", "</svg>"]


def test_the_same_source_makes_the_same_file(made, tmp_path):
    call_command("make_shapes", str(tmp_path / "little.json"), "--to", str(tmp_path / "again.svg"))
    assert (tmp_path / "again.svg").read_text(encoding="utf-8").splitlines() == made

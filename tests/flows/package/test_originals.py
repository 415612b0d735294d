"""Which of the publishers' files are passed on. Files and figures are made up."""

import csv
import hashlib
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from flows import files
from flows import releases as door
from flows.core.refusals import Refused
from flows.package import originals, reproduction
from tests.factories import SourceFactory, handover, observation

ROOT = Path(__file__).resolve().parent.parent.parent.parent
KEPT = {}


def kept(sha256):
    return KEPT.get(sha256)


@pytest.fixture(autouse=True)
def shelf(settings):
    settings.ORIGINALS = f"{__name__}.kept"
    KEPT.clear()


def book(path, **properties):
    made = openpyxl.Workbook()
    made.active["A1"] = 15
    for name, value in properties.items():
        setattr(made.properties, name, value)
    made.save(path)
    return path


def put(path, **fields):
    """A file on the shelf, as a source."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    KEPT[sha256] = path
    return SourceFactory(file_name=path.name, sha256=sha256, **{"licence": "CC BY 4.0", **fields})


def commented(path):
    made = openpyxl.Workbook()
    made.active["A1"].comment = Comment("Is that right?", "A. Person")
    made.save(path)
    return path


def holding(path, part, content):
    """A workbook with one more part, or one part other than it was."""
    book(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in {**parts, part: content}.items():
            packed.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (lambda at: at / "plain.csv", False),
        (lambda at: book(at / "by-a-program.xlsx"), False),
        (lambda at: book(at / "saved-by-a-person.xlsx", lastModifiedBy="A. Person"), True),
        (lambda at: book(at / "made-by-a-person.xlsx", creator="A. Person"), True),
        (lambda at: commented(at / "commented.xlsx"), True),
        (lambda at: holding(at / "a.xlsx", "xl/workbook.xml", b'<x15ac:absPath url="D:/of/A. Person/"/>'), True),
        (lambda at: holding(at / "b.xlsx", "xl/persons/person.xml", b"<person/>"), True),
        (lambda at: holding(at / "c.xlsx", "xl/printerSettings/printerSettings1.bin", b""), True),
        (lambda at: holding(at / "d.xlsx", "xl/sharedStrings.xml", b"<author>A heading</author>"), False),
        (lambda at: at / "old.xls", True),
        (lambda at: at / "broken.xlsx", True),
    ],
)
def test_whoever_is_named_in_a_workbook_is_not_passed_on(tmp_path, make, names):
    path = make(tmp_path)
    path.exists() or path.write_text("Kazakhstan,15\n")
    assert originals.passed_on(put(path)) == ((None, originals.NAMES) if names else (path, ""))


def test_an_open_document_names_its_author(tmp_path):
    said = {"none": "", "person": "<meta:initial-creator>A. Person</meta:initial-creator>"}
    for name, meta in said.items():
        with zipfile.ZipFile(tmp_path / f"{name}.ods", "w") as packed:
            packed.writestr("meta.xml", f"<office:meta>{meta}</office:meta>")
    found = [originals.names_people(tmp_path / f"{name}.ods", ".ods") for name in said]
    assert found == [False, True]


@pytest.mark.parametrize("licence", ["", "All rights reserved", "cc by 4.0"])
def test_what_a_licence_does_not_clearly_allow_is_not_passed_on(tmp_path, licence):
    (tmp_path / "a.csv").touch()
    assert originals.passed_on(put(tmp_path / "a.csv", licence=licence)) == (None, originals.NO_LICENCE)


def test_every_licence_that_the_codebook_names_was_looked_at():
    """One that nobody looked at would be passed over in silence."""
    with (ROOT / "curation/data/sources.csv").open(encoding="utf-8", newline="") as file:
        named = {row["licence"] for row in csv.DictReader(file)} - {""}
    with originals.DATA.open(encoding="utf-8", newline="") as file:
        looked_at = {row["licence"] for row in csv.DictReader(file)}
    assert named == looked_at


def test_without_a_workshop_there_is_none(tmp_path, settings):
    (tmp_path / "a.csv").touch()
    source = put(tmp_path / "a.csv")
    settings.ORIGINALS = None
    assert originals.passed_on(source) == (None, originals.NOT_HERE)
    settings.ORIGINALS = f"{__name__}.kept"
    KEPT.clear()
    assert originals.passed_on(source) == (None, originals.NOT_HERE)


def release_of(*sources):
    given = handover(observation("KAZ", "USA", 2018, "study", cells=[15]), sources=list(sources))
    return door.publish(given, version="1.0.0", notes_en="Made up.")


def test_an_original_lies_in_the_archive_under_its_hash(db, tmp_path, settings):
    settings.RELEASE_MAKERS = ["flows.formats.plain.make", "flows.package.reproduction.make"]
    (tmp_path / "a.csv").write_text("Kazakhstan,15\n")
    source = put(tmp_path / "a.csv")
    release = release_of(source, SourceFactory(number=2, sha256="1" * 64))
    name = f"originals/{source.sha256}.csv"
    with zipfile.ZipFile(files.path(release, reproduction.name_of(release))) as archive:
        assert archive.read(name) == b"Kazakhstan,15\n"
        told = json.loads(archive.read("sources.json"))
        assert f"{source.sha256}  {name}" in archive.read("SHA256SUMS").decode().splitlines()
    assert [(each["original"], each["why_not"]) for each in told] == [(name, ""), (None, originals.NO_LICENCE)]


def test_an_original_with_other_bytes_stops_the_publication(db, tmp_path, settings, releases_root):
    settings.RELEASE_MAKERS = ["flows.formats.plain.make", "flows.package.reproduction.make"]
    (tmp_path / "a.csv").write_text("Kazakhstan,15\n")
    source = put(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text("Kazakhstan,16\n")
    with pytest.raises(Refused, match="a.csv is kept with other bytes than those that were read"):
        release_of(source)
    assert not (releases_root / "1.0.0").exists()

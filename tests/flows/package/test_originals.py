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


STRINGS = "xl/sharedStrings.xml"


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
        (lambda at: holding(at / "d.xlsx", STRINGS, b"<sst><si><t>&lt;author&gt;A heading</t></si></sst>"), False),
        (lambda at: at / "old.xls", True),
        (lambda at: at / "broken.xlsx", True),
    ],
)
def test_whoever_is_named_in_a_workbook_is_not_passed_on(tmp_path, make, names):
    path = make(tmp_path)
    path.exists() or path.write_text("Kazakhstan,15\n")
    assert originals.passed_on(put(path)) == ((None, originals.NAMES) if names else (path, ""))


CORE, APP, BOOK, SHEET = "docProps/core.xml", "docProps/app.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"
DOTNET = "package/services/metadata/core-properties/x.psmdcp"
RELATED = "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (DOTNET, b"<p><dc:creator>Jane Doe</dc:creator></p>"),
        ("xl/comments1.xml", b"<x:comments><x:authors><x:author>Jane Doe</x:author></x:authors></x:comments>"),
        (APP, b"<ap:Properties><ap:Manager>Jane Doe</ap:Manager></ap:Properties>"),
        (APP, b"<Properties><Company>Jane Doe</Company></Properties>"),
        (APP, b"<Properties><HyperlinkBase>D:/of/Jane Doe</HyperlinkBase></Properties>"),
        (CORE, b"<p><dc:creator><![CDATA[Jane]]></dc:creator></p>"),
        (CORE, b"<p><dc:creator>&#74;ane</dc:creator></p>"),
        (CORE, b"<p><dc:creator><b>Jane</b></dc:creator></p>"),
        (CORE, "<?xml version='1.0' encoding='UTF-16'?><p><dc:creator>Jane</dc:creator></p>".encode("utf-16")),
        (CORE, b"<!DOCTYPE p [<!ENTITY who 'Jane'>]><p><dc:creator>&who;</dc:creator></p>"),
        (CORE, b"<p><!-- saved by Jane --></p>"),
        (CORE, b"<p><dc:creator>Jane"),
        (BOOK, b"<workbook><fileSharing userName='Jane'/></workbook>"),
        (BOOK, b"<workbook><customWorkbookViews><customWorkbookView name='Jane'/></customWorkbookViews></workbook>"),
        (SHEET, b"<worksheet><scenarios><scenario name='a' user='Jane'/></scenarios></worksheet>"),
        (RELATED, b"<R><Relationship TargetMode='External' Target='file:///D:/of/Jane/a.xlsx'/></R>"),
        (RELATED, b"<R><Relationship TargetMode='External' Target='mailto:jane@example.org'/></R>"),
        ("xl/vbaProject.bin", b""),
        ("xl/media/image1.jpeg", b"\xff\xd8\xff\xe1Exif"),
        ("docProps/thumbnail.jpeg", b""),
        ("docMetadata/LabelInfo.xml", b"<labels/>"),
    ],
)  # fmt: skip
def test_what_is_not_known_to_name_nobody_is_taken_to_name_somebody(tmp_path, part, content):
    assert originals.names_people(holding(tmp_path / "a.xlsx", part, content), ".xlsx")


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (CORE, "<?xml version='1.0' encoding='UTF-16'?><p><dc:creator>openpyxl</dc:creator></p>".encode("utf-16")),
        (CORE, b"<p><dc:title>Visas issued</dc:title><cp:lastModifiedBy> </cp:lastModifiedBy></p>"),
        (RELATED, b"<R><Relationship TargetMode='External' Target='https://example.org/notes'/></R>"),
    ],
)
def test_what_names_nobody(tmp_path, part, content):
    assert not originals.names_people(holding(tmp_path / "a.xlsx", part, content), ".xlsx")


def test_what_is_written_on_the_archive_itself(tmp_path):
    book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as packed:
        packed.comment = b"packed by Jane"
    assert originals.names_people(tmp_path / "a.xlsx", ".xlsx")


SETTING = '<office:s><config:config-item config:name="{}" config:type="{}">{}</config:config-item></office:s>'


@pytest.mark.parametrize(
    ("part", "content", "names"),
    [
        ("meta.xml", "<office:meta></office:meta>", False),
        ("meta.xml", "<office:meta><meta:generator>LibreOffice</meta:generator></office:meta>", False),
        ("meta.xml", "<office:meta><meta:initial-creator>A. Person</meta:initial-creator></office:meta>", True),
        ("meta.xml", "<o:meta><m:user-defined m:name='Checked by'>A. Person</m:user-defined></o:meta>", True),
        ("meta.xml", "<o:meta><m:template xlink:href='../A. Person.ots'/></o:meta>", True),
        ("settings.xml", SETTING.format("ActiveTable", "string", "Sheet1"), False),
        ("settings.xml", SETTING.format("ShowGrid", "boolean", "true"), False),
        ("settings.xml", SETTING.format("PrinterName", "string", "Room of A. Person"), True),
        ("settings.xml", SETTING.format("PrinterSetup", "base64Binary", "QS4gUGVyc29u"), True),
        ("content.xml", "<o:a><table:table-cell><text:p>author</text:p></table:table-cell></o:a>", False),
        ("content.xml", "<o:a><o:annotation><d:creator>A. Person</d:creator></o:annotation></o:a>", True),
        ("content.xml", "<o:a xlink:href='file:///D:/a-person/a.ods'/>", True),
        ("styles.xml", "<o:s><text:file-name>D:/a-person/a.ods</text:file-name></o:s>", True),
        ("Configurations2/images/Bitmaps/", "", False),
        ("Thumbnails/thumbnail.png", "", True),
    ],
)
def test_an_open_document_names_people_in_ways_of_its_own(tmp_path, part, content, names):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(part, content)
    assert originals.names_people(tmp_path / "a.ods", ".ods") == names


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
    settings.RELEASE_MAKERS = ["flows.formats.from_rows.make", "flows.package.reproduction.make"]
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
    settings.RELEASE_MAKERS = ["flows.formats.from_rows.make", "flows.package.reproduction.make"]
    (tmp_path / "a.csv").write_text("Kazakhstan,15\n")
    source = put(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text("Kazakhstan,16\n")
    with pytest.raises(Refused, match="a.csv is kept with other bytes than those that were read"):
        release_of(source)
    assert not (releases_root / "1.0.0").exists()

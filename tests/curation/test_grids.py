"""The cells of files, kept in pieces. The files are made up."""

from types import SimpleNamespace

import pytest

from curation import grids
from curation.core.problems import Unreadable
from curation.models import SourceFile

LINES = "\n".join(["Country\t2018\t2019", *(f"Place {n}\t{n}\t{n + 1}" for n in range(200))])


@pytest.fixture
def file(tmp_path, settings):
    settings.VAR = tmp_path
    path = tmp_path / "bytes"
    path.write_text(LINES)
    return SimpleNamespace(sha256="ab" * 32, name="x.tsv", declared={}, content=SimpleNamespace(path=str(path)))


def test_a_window_is_cut_out_of_any_part(file):
    book = grids.of(file)
    [sheet] = book.sheets
    assert (sheet.rows, sheet.columns, sheet.filled) == (201, 3, 603)
    assert book.window(0, 62, 1, 3, 2) == [["61", "62"], ["62", "63"], ["63", "64"]]
    assert book.window(0, 199, 0, 60, 40) == [["Place 198", "198", "199"], ["Place 199", "199", "200"]]
    assert book.window(0, 500, 0, 60, 40) == []
    assert len(book.grid(0).rows) == 201


def test_they_are_kept_once_and_made_again_where_they_are_cut_short(file, monkeypatch):
    path = grids.of(file).path
    whole = path.read_bytes()
    monkeypatch.setattr(grids, "open_book", lambda *args, **more: pytest.fail("read again"))
    assert grids.of(file).data
    monkeypatch.undo()
    path.write_bytes(whole[:-20])
    assert grids.of(file).window(0, 0, 0, 1, 1) == [["Country"]]
    assert path.read_bytes() == whole


def test_the_same_bytes_in_another_encoding_are_other_cells(file):
    other = SimpleNamespace(**{**vars(file), "declared": {"encoding": "utf-8"}})
    assert grids.of(file).path != grids.of(other).path
    grids.forget(file)
    assert list(grids.folder().iterdir()) == []


def test_what_is_no_table_stays_with_the_child_process(file):
    grids.folder().mkdir()
    with open(file.content.path, "wb") as bytes_:
        bytes_.write(b"%PDF-1.4")
    with pytest.raises(Unreadable, match="PDF"):
        grids.of(file)
    assert list(grids.folder().iterdir()) == []


def test_they_go_with_the_file(make_file, settings, tmp_path):
    settings.VAR = tmp_path
    file = make_file(state=SourceFile.State.QUARANTINED)
    grids.folder().mkdir()
    grids.place_of(file).write_bytes(b"kept")
    file.delete()
    assert list(grids.folder().iterdir()) == []

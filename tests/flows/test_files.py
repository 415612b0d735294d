"""Files written once, whole or not at all. Figures are made up."""

import hashlib

import pytest
from django.db import connection

from flows import files, seals, verify
from flows.core.refusals import Refused
from flows.models import Observation, Release
from tests.factories import observation, published


@pytest.fixture
def release(db):
    return published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_release_has_its_files_with_size_and_hash(release, releases_root):
    assert names(releases_root) == ["1.0.0"]
    assert names(releases_root / "1.0.0") == sorted(release.files) == ["observations.csv", "provenance.csv"]
    for name, described in release.files.items():
        data = (releases_root / "1.0.0" / name).read_bytes()
        assert described == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_without_a_folder_of_their_own_they_lie_beside_the_uploads(settings, tmp_path):
    del settings.RELEASES_ROOT
    settings.MEDIA_ROOT = tmp_path / "media"
    assert files.root() == tmp_path / "media" / "releases"


def test_a_file_is_served_as_it_was_written(release, releases_root):
    (releases_root / "1.0.0" / "observations.csv").write_text("not looked into")
    assert files.path(release, "observations.csv").read_text() == "not looked into"


def test_files_that_are_not_here_are_made_again_byte_for_byte(release, releases_root):
    before = {name: (releases_root / "1.0.0" / name).read_bytes() for name in release.files}
    files.discard(release)
    assert names(releases_root) == []
    fresh = Release.objects.get()
    assert {name: files.path(fresh, name).read_bytes() for name in fresh.files} == before


def test_other_bytes_than_those_published_are_not_given_out(release, releases_root):
    seals.lift(connection)
    Observation.everything.update(value=16, lower=16, upper=16)
    files.discard(release)
    with pytest.raises(Refused) as refused:
        files.path(release, "observations.csv")
    assert str(refused.value) == (
        "observations.csv of release 1.0.0 is not what was published, and is not given out: ask “manage.py verify” "
        "which row was altered, and restore the database from a backup."
    )
    assert names(releases_root) == []


GREETING = "Hello"


def greet(release, place):
    (place / "b.txt").write_text(f"{GREETING}, {release}.")


def shout(release, place):
    """A maker that takes up what one before it wrote, and has forgotten half of what it once did."""
    (place / "a.txt").write_text((place / "b.txt").read_text().upper())
    if release.is_candidate:
        (place / "c.txt").touch()


@pytest.fixture
def made(settings, db):
    """A release whose files come from the two above."""
    settings.RELEASE_MAKERS = [f"{__name__}.greet", f"{__name__}.shout"]
    return published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))


def test_makers_run_in_order_each_on_what_was_there_before(made, releases_root):
    assert list(made.files) == ["a.txt", "b.txt", "c.txt"]
    assert files.path(made, "a.txt").read_text() == "HELLO, 1.0.0."


def test_what_is_made_on_the_way_to_a_missing_file_is_kept_where_it_is_what_was_published(made, releases_root):
    files.discard(made)
    assert files.path(made, "b.txt").read_text() == "Hello, 1.0.0."
    assert names(releases_root / "1.0.0") == ["b.txt"]
    assert files.path(made, "a.txt").is_file()
    assert names(releases_root / "1.0.0") == ["a.txt", "b.txt"]


def test_a_file_that_another_version_makes_otherwise_is_fetched_from_a_backup(made, releases_root, monkeypatch):
    files.discard(made)
    monkeypatch.setattr(f"{__name__}.GREETING", "Good day")
    with pytest.raises(Refused) as refused:
        files.path(made, "a.txt")
    assert str(refused.value) == (
        "a.txt of release 1.0.0 is not what was published, and is not given out: bring it back from a backup. It may "
        "have been made by another version of the program or of a library; whether a row was altered, “manage.py "
        "verify” says."
    )


def test_only_the_first_who_asks_waits_for_what_cannot_be_made_again(made, releases_root, monkeypatch):
    before = {name: files.path(made, name).read_bytes() for name in ("a.txt", "b.txt")}
    files.discard(made)
    monkeypatch.setattr(f"{__name__}.GREETING", "Good day")
    runs = []
    monkeypatch.setattr(files, "make_again", counted(files.make_again, runs))
    said = set()
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            files.path(made, "a.txt")
        said.add(str(refused.value))
    assert len(runs) == 1 and len(said) == 1
    with pytest.raises(Refused):
        files.path(made, "b.txt")
    assert len(runs) == 2
    (releases_root / "1.0.0").mkdir()
    (releases_root / "1.0.0" / "a.txt").write_bytes(before["a.txt"])
    assert files.path(made, "a.txt").read_bytes() == before["a.txt"]


def test_another_program_is_given_a_chance(made, releases_root, monkeypatch):
    files.discard(made)
    with monkeypatch.context() as other:
        other.setattr(f"{__name__}.GREETING", "Good day")
        other.setattr(files, "program", lambda: "another")
        with pytest.raises(Refused):
            files.path(made, "a.txt")
    assert files.path(made, "a.txt").read_text() == "HELLO, 1.0.0."


def counted(make, runs):
    def run(*asked):
        runs.append(asked)
        make(*asked)

    return run


def test_what_is_written_from_rows_alone_is_told(release):
    assert tuple(release.files) == files.FROM_ROWS


def test_a_file_that_nothing_makes_any_more_is_fetched_from_a_backup(made, releases_root):
    (files.folder(made) / "c.txt").unlink()
    with pytest.raises(Refused) as refused:
        files.path(made, "c.txt")
    assert str(refused.value) == (
        "c.txt of release 1.0.0 is not on this machine, and nothing here makes it any more: bring it back from a "
        "backup."
    )


def test_a_release_of_few_files_is_served_by_a_program_that_makes_more(release, releases_root, settings):
    files.discard(release)
    settings.RELEASE_MAKERS = [*settings.RELEASE_MAKERS, f"{__name__}.greet"]
    assert files.path(release, "provenance.csv").is_file()
    assert names(releases_root / "1.0.0") == ["observations.csv", "provenance.csv"]
    assert list(verify.findings(release)) == []


def test_files_are_named_in_one_order_whatever_the_database_made_of_it():
    release = Release(files={name: {} for name in ["z.zip", "provenance.csv", "a.md", "observations.csv"]})
    assert list(release.listed_files) == ["observations.csv", "provenance.csv", "a.md", "z.zip"]


def test_what_most_come_for_stands_before_what_it_was_made_of_and_before_what_programs_read():
    wanted = ["changes.csv", "camt-1.0.0.zip", "camt-1.0.0-sources.zip", "croissant.json", "dcat.jsonld", "a.md"]
    assert list(Release(files={name: {} for name in sorted(wanted)}).listed_files) == wanted


def test_a_folder_is_whole_or_not_there(tmp_path):
    target = tmp_path / "a" / "b"
    with pytest.raises(ZeroDivisionError), files.whole_folder(target) as place:
        (place / "half").write_text("half")
        assert not target.exists()
        1 / 0  # noqa: B018
    assert names(tmp_path / "a") == []
    with files.whole_folder(target) as place:
        files.write_file(place / "whole", [b"who", b"le"])
    assert names(tmp_path / "a") == ["b"] and (target / "whole").read_bytes() == b"whole"


def test_a_new_folder_takes_the_place_of_an_old_one(tmp_path):
    for word in ("old", "new"):
        with files.whole_folder(tmp_path / "b") as place:
            (place / word).touch()
    assert names(tmp_path / "b") == ["new"]


def test_a_file_is_described_as_it_was_when_written(tmp_path):
    written = files.write_file(tmp_path / "f", [b"one\n", b"two\n"])
    assert written == files.describe(tmp_path / "f") == {
        "size": 8, "sha256": hashlib.sha256(b"one\ntwo\n").hexdigest(),
    }  # fmt: skip

"""`manage.py export`. Figures are made up."""

import hashlib

import pytest
from django.core.management import call_command

from flows import files, releases
from flows.models import Release
from tests.factories import observation, published

pytestmark = pytest.mark.django_db
NAMES = ["SHA256SUMS", "index.html", "observations.csv", "provenance.csv"]


@pytest.fixture
def release():
    return published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))


def export(version, to):
    call_command("export", version, "--to", str(to), verbosity=0)


@pytest.fixture
def refusal(capsys):
    """A function that exports in vain and returns the sentence."""

    def refused(version, to):
        with pytest.raises(SystemExit) as ended:
            export(version, to)
        assert ended.value.code == 2
        return capsys.readouterr().err.strip()

    return refused


def test_all_files_of_a_release(release, tmp_path, capsys):
    to = tmp_path / "out" / "1.0.0"
    export("1.0.0", to)
    assert sorted(path.name for path in to.iterdir()) == NAMES
    assert sorted(capsys.readouterr().out.split()) == [str(to / name) for name in NAMES]
    for name in release.files:
        assert (to / name).read_bytes() == files.path(release, name).read_bytes()


def test_the_checksums_are_those_of_the_files(release, tmp_path):
    export("1.0.0", tmp_path)
    sums = dict(reversed(line.split("  ")) for line in (tmp_path / "SHA256SUMS").read_text().splitlines())
    assert sorted(["SHA256SUMS", *sums]) == NAMES
    assert {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in sums} == sums


def test_again_gives_the_same_bytes_and_leaves_other_files_alone(release, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    export("1.0.0", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    files.discard(release)
    export("1.0.0", tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert before["notes.txt"] == b"mine" and sorted(before) == sorted([*NAMES, "notes.txt"])


def test_another_release_is_never_written_over(release, tmp_path, refusal):
    to = tmp_path / "out"
    export("1.0.0", to)
    before = {path.name: path.read_bytes() for path in to.iterdir()}
    published(observation("KAZ", "USA", 2018, "study", cells=[10, 6]), version="1.0.1")
    assert refusal("1.0.1", to).startswith(
        f"{to} holds other files of these names already (observations.csv, provenance.csv, index.html, SHA256SUMS), of "
        "another release perhaps: name another folder"
    )
    assert {path.name: path.read_bytes() for path in to.iterdir()} == before


def test_a_withdrawn_release_is_still_given_out(release, tmp_path):
    releases.withdraw(release, reason="Made up.", by=None)
    export("1.0.0", tmp_path)
    assert (tmp_path / "observations.csv").is_file()


def test_a_release_that_is_not_there(tmp_path, refusal):
    assert refusal("1.0.0", tmp_path) == "There is no release 1.0.0. None was published yet."
    published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))
    published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]), version="1.10.0")
    Release.objects.create(version="2.0.0", major=2, minor=0, patch=0)
    assert refusal("2.0.0", tmp_path) == "There is no release 2.0.0. Published so far: 1.10.0, 1.0.0."
    assert list(tmp_path.glob("*.csv")) == []


def test_a_file_altered_since_publication_is_not_given_out(release, tmp_path, refusal):
    (files.folder(release) / "provenance.csv").write_text("altered")
    assert refusal("1.0.0", tmp_path / "out").startswith("provenance.csv of release 1.0.0 is not what was published")
    assert list(tmp_path.glob("*out*")) == []


def test_a_folder_that_cannot_be_written(release, tmp_path, refusal):
    (tmp_path / "out").write_text("a file stands here")
    assert refusal("1.0.0", tmp_path / "out") == (f"The files cannot be written to {tmp_path / 'out'}: File exists.")


@pytest.mark.parametrize("there", [0, 1])
def test_an_export_that_breaks_leaves_nothing(release, tmp_path, monkeypatch, refusal, there):
    def full(*args, **options):
        raise OSError(28, "No space left on device", "index.html")

    if there:
        (tmp_path / "out").mkdir()
    monkeypatch.setattr("flows.files.write_file", full)
    assert refusal("1.0.0", tmp_path / "out") == ("The files cannot be written to index.html: No space left on device.")
    assert list(tmp_path.glob("*out*")) == [tmp_path / "out"][:there]
    assert there == 0 or list((tmp_path / "out").iterdir()) == []

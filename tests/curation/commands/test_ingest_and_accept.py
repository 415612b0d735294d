"""From the command line: one person takes a file as far as they may, a second one accepts it."""

from pathlib import Path

import pytest
from django.core.management import call_command

from curation.models import CategoryDecision, SourceFile

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "workbooks"
PERMITS = SAMPLES / "ca-imp.csv"


@pytest.fixture
def run(capsys):
    """A function that runs a command: its exit code, what it printed, and what it complained of."""

    def run(*words):
        code = 0
        try:
            call_command(*map(str, words))
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_kept_read_and_told_what_is_missing(run, people):
    code, out, _ = run("ingest", PERMITS, "--source", "ca-imp", "--by", "assistant", "--retrieved-on", "2026-11-20")
    file = SourceFile.objects.get()
    assert code == 0
    assert f"ca-imp.csv is kept under {file.sha256} and read." in out
    assert "Not handed in yet. 1 label of ca-imp.csv has no proposal yet" in out
    assert (file.state, file.uploaded_by, str(file.retrieved_on)) == ("read", people.assistant, "2026-11-20")


def test_handed_in_where_the_codebook_speaks_of_every_label_and_accepted_by_another(run, people):
    code, out, _ = run("ingest", PERMITS, "--source", "ca-imp", "--by", "assistant", "--propose")
    file = SourceFile.objects.get()
    assert "Proposed as the codebook says: 1 of 1 label." in out
    assert f"Handed in. Somebody else accepts it: manage.py accept {file.pk} --by USER" in out
    assert CategoryDecision.objects.get().proposed_by == people.assistant
    code, _, err = run("accept", "ca-imp.csv", "--by", "assistant")
    assert (code, err) == (2, "You brought ca-imp.csv in yourself, so somebody else has to accept it.\n")
    code, out, _ = run("accept", file.sha256[:8], "--by", "colleague")
    assert (code, out) == (0, "ca-imp.csv (ca-imp) is accepted.\n")
    file.refresh_from_db()
    assert (file.state, file.accepted_by) == ("accepted", people.colleague)


def test_a_file_that_cannot_be_read_ends_with_2_and_a_sentence_and_is_set_aside(run, people, tmp_path):
    (tmp_path / "report.csv").write_bytes(b"%PDF-1.4 no table")
    code, out, err = run("ingest", tmp_path / "report.csv", "--source", "ca-imp", "--by", "assistant")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "PDF" in err
    assert SourceFile.objects.get().state == "quarantined"


@pytest.mark.parametrize(
    "words, sentence",
    [
        (
            ["ingest", "nowhere.csv", "--source", "ca-imp", "--by", "assistant"],
            "There is no file nowhere.csv: look whether its name and folder are right.",
        ),
        (["ingest", SAMPLES, "--source", "ca-imp", "--by", "assistant"], f"{SAMPLES} is a folder: name one file in it"),
        (
            ["ingest", PERMITS, "--source", "ca-imp", "--by", "assistant", "--retrieved-on", "2026-13-01"],
            "“2026-13-01” is no day: write year, month and day, as 2026-11-20.",
        ),
        (
            ["ingest", PERMITS, "--source", "ca-xyz", "--by", "assistant"],
            "There is no source table “ca-xyz”; expected one of",
        ),
        (["ingest", PERMITS, "--source", "ca-imp", "--by", "nobody"], "Nobody here is called “nobody”"),
        (["ingest", PERMITS, "--source", "ca-imp", "--by", "stranger"], "stranger may not upload files"),
        (
            ["ingest", PERMITS, "--source", "ca-imp", "--by", "assistant", "--declare", "period"],
            "“period” declares nothing",
        ),
        (
            ["ingest", PERMITS, "--source", "ca-imp", "--by", "assistant", "--declare", "period=lately"],
            "“lately” is no period",
        ),
        (["accept", "nowhere.csv", "--by", "colleague"], "No file is called or numbered “nowhere.csv”"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run, people, words, sentence):
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(sentence)
    assert not SourceFile.objects.exists()


def test_the_same_file_again_is_refused_by_name(run, people):
    for _ in range(2):
        code, _, err = run("ingest", PERMITS, "--source", "ca-imp", "--by", "assistant")
    assert code == 2
    assert err.startswith("This file is here already: ca-imp.csv")
    assert SourceFile.objects.count() == 1


def test_a_name_that_means_several_files_asks_for_a_number(run, people, make_file):
    """Last year's accepted file of the same name is one of them: which one is meant is nothing to guess at."""
    old = make_file(state="accepted", accepted_by=people.director, accepted_at="2026-01-02T03:04Z")
    new = make_file(state="submitted")
    code, _, err = run("accept", "niv.xlsx", "--by", "director")
    assert code == 2
    assert (
        f"“niv.xlsx” means 2 files: give one of the numbers {new.pk} (us-niv, handed in), {old.pk} (us-niv, accepted)."
        in err
    )
    assert run("accept", new.pk, "--by", "director")[0] == 0


def test_a_file_that_could_not_be_read_is_taken_up_again(run, people, tmp_path):
    """The copy that somebody tried before, with what was missing declared now: no second one piles up."""
    cut = tmp_path / "permits.csv"
    cut.write_bytes(b"%PDF-1.4 no table")
    for _ in range(3):
        assert run("ingest", cut, "--source", "ca-imp", "--by", "assistant")[0] == 2
    assert SourceFile.objects.count() == 1
    assert run("ingest", cut, "--source", "ca-imp", "--by", "colleague")[0] == 2
    assert run("ingest", cut, "--source", "ca-tfwp", "--by", "assistant")[0] == 2
    assert SourceFile.objects.count() == 3

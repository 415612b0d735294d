"""Publishing from the command line: the dry run checks what the real one checks. The figures are made up."""

import pytest
from django.core.management import call_command

from curation.actions import decisions
from flows.models import Observation, Release


@pytest.fixture
def run(capsys):
    """A function that runs `publish`: its exit code, what it printed, and what it complained of."""

    def run(*words):
        code = 0
        try:
            call_command("publish", *map(str, words))
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def notes(tmp_path):
    (tmp_path / "notes.md").write_text("The first numbers.", encoding="utf-8")
    return tmp_path / "notes.md"


@pytest.fixture
def accepted(make_file, make_label, people):
    """An accepted file with one label in the years of the series."""
    file = make_file(state="accepted", accepted_by=people.colleague, accepted_at="2026-01-02T03:04Z")
    return make_label("F-1", ("FY2018", 50), file=file)


@pytest.fixture
def decided(accepted, people):
    decisions.approve(decisions.propose_as_suggested(accepted, by=people.assistant), by=people.colleague)
    return accepted


def test_a_rehearsal_says_what_would_be_published_and_publishes_nothing(run, decided, notes):
    code, out, err = run("1.0.0", "--by", "director", "--notes", notes, "--dry-run")
    assert (code, err) == (0, "")
    assert "1 observation from 1 cell, " in out
    assert "Against nothing, as the first release: 1 new, 0 changed, 0 gone, 0 as they were." in out
    assert not Release.objects.exists() and not Observation.everything.exists()


def test_what_blocks_ends_with_2(run, accepted, notes):
    code, out, err = run("1.0.0", "--by", "director", "--notes", notes, "--dry-run")
    assert code == 2
    assert "0 new" in out
    assert err.startswith("blocks: us-niv: 1 cell in the years of the release bears the label “F-1”")


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
@pytest.mark.parametrize(
    "version, by, lost, sentence",
    [
        ("1.0.0", "director", True, "cannot be read from"),
        ("1.0.0", "assistant", False, "assistant may not publish releases"),
        ("1.0.0", "nobody", False, "Nobody here is called “nobody”"),
        ("one", "director", False, "“one” is not a version"),
    ],
)
def test_what_the_real_run_refuses_the_rehearsal_refuses(run, decided, notes, dry, version, by, lost, sentence):
    code, out, err = run(version, "--by", by, "--notes", notes.with_name("lost.md") if lost else notes, *dry)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err and "Errno" not in err
    assert not Release.objects.exists()


def test_a_version_that_is_there_is_refused_by_both(run, decided, notes):
    assert run("1.0.0", "--by", "director", "--notes", notes)[0] == 0
    for dry in ([], ["--dry-run"]):
        code, _, err = run("1.0.0", "--by", "director", "--notes", notes, *dry)
        assert code == 2 and err.startswith("Release 1.0.0 was published by director on ")


def test_a_release_in_which_nothing_is_new_is_refused_unless_asked_for(
    run, decided, notes, people, make_file, make_label
):
    assert run("1.0.0", "--by", "director", "--notes", notes)[0] == 0
    for dry in ([], ["--dry-run"]):
        code, _, err = run("1.0.1", "--by", "director", "--notes", notes, *dry)
        assert code == 2 and err.startswith("Nothing differs from release 1.0.0")
    assert run("1.0.1", "--by", "director", "--notes", notes, "--even-if-unchanged")[0] == 0
    revised = make_file("next.xlsx", state="accepted", accepted_by=people.colleague, accepted_at="2026-02-02T03:04Z")
    make_label("F-1", ("FY2018", 60), file=revised)
    code, out, _ = run("1.0.2", "--by", "director", "--notes", notes, "--dry-run")
    assert code == 0
    assert "Against 1.0.1: 0 new, 1 changed, 0 gone, 0 as they were." in out


def test_another_rationale_is_something_new(run, decided, notes, people):
    assert run("1.0.0", "--by", "director", "--notes", notes)[0] == 0
    other = decisions.propose(
        decided, category="study", year_from=2016, rationale="Said in other words.", by=people.assistant
    )
    decisions.approve(other, by=people.colleague)
    assert run("1.0.1", "--by", "director", "--notes", notes)[0] == 0

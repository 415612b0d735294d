"""The demo beside people's own work: it touches what it brought in itself, and nothing else, however often it runs."""

import pytest
from django.contrib.auth.models import User
from django.core.files import File

from curation import demo
from curation.actions import decisions, readings, uploads
from curation.models import CategoryDecision, Label, SourceFile, SourceTable
from flows.models import Release

SAMPLES = demo.SAMPLES


@pytest.fixture(autouse=True)
def few_samples(tmp_path, monkeypatch):
    """Two of the workbooks, so that a run takes a second."""
    (tmp_path / "workbooks").mkdir()
    for name in ("decisions.csv", "workbooks/ca-imp.csv", "workbooks/kr-status.csv"):
        (tmp_path / name).symlink_to(SAMPLES / name)
    monkeypatch.setattr(demo, "SAMPLES", tmp_path)


@pytest.fixture
def run(db):
    """A function that runs the demo and gives what it said."""

    def run():
        said = []
        demo.run(said.append)
        return said

    return run


def sample(name, source, by):
    """A sample as somebody uploads it by hand."""
    with (SAMPLES / "workbooks" / name).open("rb") as opened:
        table = SourceTable.objects.get(pk=source)
        file = uploads.receive(File(opened, name=name), source=table, by=by, read_in_background=False)
    return readings.read(file)


def test_everything_is_done_once(run):
    assert "ca-imp.csv: 1 label proposed and approved; accepted." in run()
    assert Release.objects.count() == 1
    before = SourceFile.objects.count(), CategoryDecision.objects.count()
    assert run() == []
    assert (SourceFile.objects.count(), CategoryDecision.objects.count()) == before


def test_a_persons_labels_stay_undecided_and_proposals_wait(run, people, make_label):
    run()
    proposed = decisions.propose(make_label("X-1", ("FY2018", 7)), category="work", rationale="R.", by=people.assistant)
    undecided = make_label("X-2", ("FY2018", 7))
    run()
    proposed.refresh_from_db()
    assert (proposed.state, undecided.decisions.count()) == ("proposed", 0)


def test_what_somebody_does_with_the_demos_account_is_theirs_too(run, make_label):
    run()
    assistant = User.objects.get(username="demo-assistant")
    own = decisions.propose(make_label("X-1", ("FY2018", 7)), category="work", rationale="R.", by=assistant)
    run()
    own.refresh_from_db()
    assert own.state == "proposed"


def test_a_returned_proposal_is_not_made_again(run, people):
    """A run that was cut short after reading, then a person's word about a label of the sample."""
    demo.make_accounts()
    assistant = User.objects.get(username="demo-assistant")
    file = demo.brought(demo.SAMPLES / "workbooks" / "ca-imp.csv", assistant, lambda line: None)
    label = Label.objects.get(source="ca-imp")
    decisions.return_(
        decisions.propose_as_suggested(label, by=people.assistant), reason="Not so fast.", by=people.colleague
    )
    said = run()
    file.refresh_from_db()
    assert (file.state, label.decisions.count()) == ("read", 1)
    assert any("has no proposal yet" in line for line in said)


def test_a_sample_withdrawn_by_hand_stays_away_and_that_is_said(run, people):
    run()
    file = SourceFile.objects.get(source="ca-imp")
    uploads.withdraw(file, reason="We have the real one.", by=people.director)
    assert run() == ["ca-imp.csv was withdrawn by director (We have the real one.): left alone."]
    assert SourceFile.objects.filter(source="ca-imp").count() == 1
    again = sample("ca-imp.csv", "ca-imp", people.assistant)
    run()
    again.refresh_from_db()
    assert again.state == "read"


def test_a_sample_that_a_person_brought_in_is_theirs(run, people):
    file = sample("ca-imp.csv", "ca-imp", people.assistant)
    assert "ca-imp.csv was brought in by assistant already: left alone." in run()
    file.refresh_from_db()
    assert file.state == "read"
    assert not Label.objects.get(source="ca-imp").decisions.exists()


def test_a_first_release_never_holds_a_persons_file(run, people):
    file = sample("ca-imp.csv", "ca-imp", people.assistant)
    decisions.approve(
        decisions.propose_as_suggested(Label.objects.get(source="ca-imp"), by=people.assistant), by=people.director
    )
    uploads.submit(file, by=people.assistant)
    uploads.accept(file, by=people.colleague)
    run()
    assert not Release.objects.exists()


def test_a_run_cut_short_leaves_no_half_decided_file(run, monkeypatch):
    def fall(*arguments, **keywords):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(uploads, "accept", fall)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert not CategoryDecision.objects.exists()
    run()
    assert set(SourceFile.objects.values_list("state", flat=True)) == {"accepted"}

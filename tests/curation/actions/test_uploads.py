"""A publisher's file: received, read, handed in, accepted by a second person, withdrawn."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from curation import kept, queries
from curation.actions import concerns, decisions, uploads
from curation.actions.refused import Refused
from curation.models import SourceFile, SourceTable

TABLE = b"country,visas\nKazakhstan,12\n"
GARBAGE = b"%PDF-1.4 no table at all"


def upload(content, name="permits.csv"):
    return ContentFile(content, name)


@pytest.fixture
def receive(source, people):
    """A function that receives bytes and leaves the reading to nobody."""

    def receive(content=TABLE, name="permits.csv", *, source=source, by=people.assistant, **said):
        return uploads.receive(upload(content, name), source=source, by=by, read_in_background=False, **said)

    return receive


@pytest.fixture
def submitted(make_file, people):
    return make_file(state="submitted", submitted_by=people.assistant, submitted_at=datetime(2026, 1, 2, tzinfo=UTC))


# receiving


def test_the_bytes_are_kept_as_they_came_under_their_hash(receive):
    file = receive()
    sha256 = hashlib.sha256(TABLE).hexdigest()
    assert (file.state, file.sha256, file.size, file.name) == ("received", sha256, len(TABLE), "permits.csv")
    assert Path(file.content.path).read_bytes() == TABLE
    assert Path(file.content.path).name == sha256


def test_kept_bytes_are_never_written_again(receive):
    path = Path(receive().content.path)
    before = path.stat()
    with kept.incoming([TABLE]) as again:
        assert again.keep() == f"files/{path.parent.name}/{path.name}"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_nothing_is_left_beside_the_kept_bytes(receive):
    folder = Path(receive().content.path).parents[1]
    receive(GARBAGE, "report.pdf")
    assert [path for path in folder.iterdir() if path.is_file()] == []


def test_the_same_bytes_are_refused_by_name(receive, people):
    file = receive()
    with pytest.raises(uploads.AlreadyHeld) as refusal:
        receive(name="copy.csv", by=people.colleague)
    assert refusal.value.file == file
    assert str(refusal.value) == (
        f"This file is here already: permits.csv, SHA-256 {file.sha256[:8]}…{file.sha256[-6:]}, received "
        f"{file.uploaded_at:%Y-%m-%d} and received; open that one instead."
    )


def test_the_database_refuses_the_same_bytes_as_well(receive):
    file = receive()
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceFile.objects.create(
            name="copy.csv",
            source=file.source,
            sha256=file.sha256,
            size=1,
            content="files/x",
            uploaded_by=file.uploaded_by,
        )


def test_the_same_bytes_of_another_table_are_let_in_with_a_blocker(receive):
    receive()
    other = receive(source=SourceTable.objects.get(pk="ca-imp"))
    [doubt] = other.concerns.all()
    assert doubt.severity == "blocker"
    assert doubt.text.startswith("The same bytes are held as permits.csv of the table us-niv, received ")


@pytest.mark.parametrize("leaves", [0, 1])
def test_the_blocker_about_two_tables_is_settled_when_either_file_leaves(receive, people, leaves):
    files = [receive(), receive(source=SourceTable.objects.get(pk="ca-imp"))]
    own = concerns.raise_("A person's own blocker.", severity="blocker", by=people.assistant, file=files[leaves])
    uploads.withdraw(files[leaves], reason="The wrong table.", by=people.assistant)
    doubt = files[1].concerns.get(rule="same_bytes_elsewhere")
    assert (doubt.state, doubt.resolved_by) == ("resolved", people.assistant)
    table = files[leaves].source_id
    assert doubt.resolution == f"permits.csv of the table {table} was withdrawn: The wrong table."
    own.refresh_from_db()
    assert own.state == "open"


def test_what_the_gate_refuses_is_kept_in_quarantine_with_its_sentence_and_may_come_again(receive):
    first = receive(GARBAGE, "report.csv")
    assert first.state == "quarantined"
    assert "PDF" in first.message
    [problem] = first.problems
    assert (problem["said"], problem["found"], problem["place"]) == (first.message, "a PDF", "the file")
    again = receive(GARBAGE, "report.csv")
    assert (again.state, again.sha256) == ("quarantined", first.sha256)
    assert not SourceFile.objects.held().exists()


def test_trying_again_takes_up_what_could_not_be_read_with_what_is_said_now(receive, people):
    first = receive()
    SourceFile.objects.filter(pk=first.pk).update(state="quarantined", message="Which year?")
    again = receive(name="permits-2018.csv", declared={"period": "2018"}, note="Of 2018.")
    assert (again.pk, again.state, again.message) == (first.pk, "received", "")
    assert (again.name, again.declared, again.note) == ("permits-2018.csv", {"period": "2018"}, "Of 2018.")
    SourceFile.objects.filter(pk=first.pk).update(state="quarantined")
    assert receive(by=people.colleague).pk != first.pk


def test_a_file_above_the_limit_is_refused_and_nothing_is_kept(receive, settings):
    settings.UPLOAD_LIMIT = 20
    with pytest.raises(uploads.NotTaken, match="The file has 0.0 MiB or more, and 0 MiB are let in") as refusal:
        receive()
    assert (refusal.value.problem.expected, refusal.value.problem.remedy) == (
        "at most 0 MiB", "save it as .xlsx, or split it by year",
    )  # fmt: skip
    assert not SourceFile.objects.exists()


def test_a_full_disk_is_said_and_leaves_nothing_behind(receive, monkeypatch, settings):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.os, "fsync", full)
    with pytest.raises(Refused, match="The file could not be kept .No space left on device.: tell whoever"):
        receive()
    assert not SourceFile.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT, "files").glob(".incoming-*"))


@pytest.mark.parametrize(
    "declared, kept",
    [
        ({"period": "FY 2018", "origin": " kaz "}, {"period": "FY2018", "origin": "KAZ"}),
        ({"encoding": "CP949", "period": ""}, {"encoding": "cp949"}),
        ({"sheet": "Table 2"}, {"sheet": "Table 2"}),
    ],
)
def test_what_is_declared_is_kept_in_the_form_in_which_it_is_used(receive, declared, kept):
    assert receive(declared=declared).declared == kept


@pytest.mark.parametrize(
    "declared, sentence",
    [
        ({"period": "lately"}, "“lately” is no period: write 2018, FY2018, 2018-Q2, 2018-05 or 2024-12-31."),
        ({"origin": "Kazakhstan"}, "“Kazakhstan” is no area: write its code, as KAZ or EU27_2020."),
        ({"encoding": "enigma"}, "“enigma” is no encoding known here"),
        ({"colour": "blue"}, "“colour” cannot be declared"),
    ],
)
def test_what_cannot_be_declared_is_refused(receive, declared, sentence):
    with pytest.raises(Refused) as refusal:
        receive(declared=declared)
    assert str(refusal.value).startswith(sentence)


def test_the_reading_is_asked_for_once_the_file_is_there(
    source, people, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr("curation.tasks.read_file", type("Task", (), {"enqueue": staticmethod(asked.append)}))
    with django_capture_on_commit_callbacks(execute=True):
        file = uploads.receive(upload(TABLE), source=source, by=people.assistant)
        assert asked == []
    assert asked == [file.pk]


def test_a_file_in_quarantine_is_read_again_with_other_declarations(make_file, people, monkeypatch):
    monkeypatch.setattr(uploads, "have_read", lambda file: None)
    file = make_file(state="quarantined", message="The file names no date.", problems=[{}])
    uploads.read_again(file, declared={"period": "2024-12-31"}, by=people.colleague)
    assert (file.state, file.message, file.declared) == ("received", "", {"period": "2024-12-31"})
    assert file.problems == []


def test_what_was_said_of_it_is_put_right_with_it(make_file, people, monkeypatch):
    monkeypatch.setattr(uploads, "have_read", lambda file: None)
    file = make_file(state="quarantined", message="Sheet FY97 does not look like table us-niv.", note="Odd.")
    permits = SourceTable.objects.get(pk="ca-imp")
    uploads.read_again(file, source=permits, retrieved_from="https://example.org/", by=people.assistant)
    assert (file.state, file.source, file.retrieved_from, file.note) == (
        "received", permits, "https://example.org/", "Odd.",
    )  # fmt: skip


def test_a_file_in_quarantine_does_not_come_back_beside_its_like(make_file, people):
    held = make_file(sha256="a" * 64)
    waiting = make_file(sha256="a" * 64, state="quarantined")
    with pytest.raises(uploads.AlreadyHeld) as refusal:
        uploads.read_again(waiting, by=people.assistant)
    assert refusal.value.file == held


# handing in


def test_a_file_is_handed_in_once_each_label_has_a_proposal(make_file, make_label, people):
    file = make_file()
    label = make_label("J-1", ("FY2018", 7), file=file)
    make_label("H-1B", ("FY2018", 90), file=file)
    make_label("E-2", ("FY2023", 900), file=file)
    with pytest.raises(Refused) as refusal:
        uploads.submit(file, by=people.assistant)
    assert str(refusal.value) == (
        "2 labels of niv.xlsx have no proposal yet, the largest is “H-1B” at FY18!B2: say what each means, then hand "
        "the file in."
    )
    for each in (label, make_label("H-1B", file=file)):
        decisions.propose_as_suggested(each, by=people.assistant)
    uploads.submit(file, by=people.assistant)
    assert (file.state, file.submitted_by) == ("submitted", people.assistant)


def test_a_decision_for_some_years_leaves_the_others_to_be_decided(make_file, make_label, people):
    file = make_file()
    label = make_label("J-1", ("FY2018", 7), ("FY2019", 8), file=file)
    decisions.propose(label, category="study", rationale="Made up.", year_to=2018, by=people.assistant)
    with pytest.raises(Refused, match="1 label of niv.xlsx has no proposal yet"):
        uploads.submit(file, by=people.assistant)


def test_only_a_read_file_is_handed_in(submitted, people):
    with pytest.raises(Refused, match="niv.xlsx is handed in by assistant since 2026-01-02 00:00 UTC, so this"):
        uploads.submit(submitted, by=people.assistant)


# accepting


def test_a_second_person_accepts(submitted, people):
    uploads.accept(submitted, by=people.colleague)
    assert (submitted.state, submitted.accepted_by) == ("accepted", people.colleague)


def test_nobody_accepts_what_they_said_how_to_read(make_file, people):
    """Whoever chose the table, declared a mark or corrected the layout decided what the numbers are."""
    file = make_file(state="quarantined", message="Which year?")
    uploads.read_again(file, declared={"period": "2018"}, by=people.director)
    SourceFile.objects.filter(pk=file.pk).update(state="submitted", submitted_by=people.assistant)
    file.refresh_from_db()
    with pytest.raises(Refused, match="You said yourself how niv.xlsx is to be read, so somebody else"):
        uploads.accept(file, by=people.director)
    assert file not in queries.files_to_accept(people.director)
    assert file in queries.files_to_accept(people.colleague)
    with pytest.raises(IntegrityError, match="file_accepted_by_someone_else"), transaction.atomic():
        SourceFile.objects.filter(pk=file.pk).update(
            state="accepted", accepted_by=people.director, accepted_at=timezone.now()
        )


def test_nor_does_who_said_so_before_somebody_else_had_it_read_once_more(make_file, people):
    file = make_file(state="quarantined", message="Which year?")
    uploads.read_again(file, declared={"period": "2018"}, by=people.director)
    uploads.read_again(file, by=people.colleague)
    SourceFile.objects.filter(pk=file.pk).update(state="submitted", submitted_by=people.assistant)
    file.refresh_from_db()
    for who in (people.director, people.colleague):
        with pytest.raises(Refused, match="You said yourself how niv.xlsx is to be read, so somebody else"):
            uploads.accept(file, by=who)


def test_nobody_accepts_what_they_brought_in(make_file, people):
    own = make_file(state="submitted", by=people.director, submitted_by=people.assistant)
    for person in (people.director, people.assistant):
        with pytest.raises(Refused, match="You brought niv.xlsx in yourself, so somebody else has to accept it."):
            uploads.accept(own, by=person)


def test_the_database_refuses_whoever_brought_it_in(submitted, people):
    for person in (submitted.uploaded_by, submitted.submitted_by):
        with pytest.raises(IntegrityError, match="file_accepted_by_someone_else"), transaction.atomic():
            SourceFile.objects.filter(pk=submitted.pk).update(
                state="accepted", accepted_by=person, accepted_at=submitted.uploaded_at
            )


def test_an_open_blocker_keeps_a_file_out_until_it_is_resolved(submitted, people):
    blocker = concerns.raise_("Two sheets are the same.", severity="blocker", file=submitted, by=people.colleague)
    with pytest.raises(Refused, match="niv.xlsx has an open blocker: “Two sheets are the same.” Resolve it first."):
        uploads.accept(submitted, by=people.colleague)
    concerns.resolve(blocker, resolution="They are not: the second is by age.", outcome="kept", by=people.director)
    uploads.accept(submitted, by=people.colleague)


def test_whoever_comes_second_is_told_who_was_first(submitted, people):
    same = SourceFile.objects.get(pk=submitted.pk)
    uploads.accept(submitted, by=people.colleague)
    with pytest.raises(Refused, match=r"niv.xlsx is accepted by colleague since .* UTC, so this cannot be done"):
        uploads.accept(same, by=people.director)


# withdrawing


def test_whoever_uploaded_withdraws_before_it_is_accepted_and_the_bytes_may_come_again(make_file, people):
    file = make_file(sha256="b" * 64)
    uploads.withdraw(file, reason="The wrong edition.", by=people.assistant)
    assert (file.state, file.withdrawn_reason) == ("withdrawn", "The wrong edition.")
    make_file(sha256="b" * 64)


@pytest.mark.parametrize(
    "state, who, sentence",
    [
        ("read", "colleague", "assistant brought niv.xlsx in: ask them or the director to withdraw it."),
        ("accepted", "assistant", "niv.xlsx is accepted by colleague since .* UTC, so this cannot be done with it."),
    ],
)
def test_who_may_not_withdraw(make_file, people, state, who, sentence):
    accepted = {"accepted_by": people.colleague, "accepted_at": "2026-01-02T03:04Z"} if state == "accepted" else {}
    file = make_file(state=state, **accepted)
    with pytest.raises(Refused, match=sentence):
        uploads.withdraw(file, reason="No.", by=getattr(people, who))


def test_the_director_withdraws_an_accepted_file_with_a_reason(make_file, people):
    file = make_file(state="accepted", accepted_by=people.colleague, accepted_at="2026-01-02T03:04Z")
    with pytest.raises(Refused, match="Say why you withdraw the file: the field is empty."):
        uploads.withdraw(file, reason="", by=people.director)
    uploads.withdraw(file, reason="The publisher took it back.", by=people.director)
    assert file.state == "withdrawn"


def test_without_the_right_nothing_is_done(submitted, source, people):
    deeds = [
        (uploads.receive, (upload(TABLE),), {"source": source}, "upload files"),
        (uploads.read_again, (submitted,), {}, "have files read"),
        (uploads.submit, (submitted,), {}, "hand files in"),
        (uploads.accept, (submitted,), {}, "accept files"),
        (uploads.withdraw, (submitted,), {"reason": "No."}, "withdraw files"),
    ]
    for verb, subject, said, deed in deeds:
        with pytest.raises(Refused, match=f"stranger may not {deed}: an administrator can give the right."):
            verb(*subject, **said, by=people.stranger)

"""Corrections of a layout: kept with the source table, and the file read anew. The figures are made up."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from curation import checks, explained
from curation.actions import explanations, layouts, ticks, uploads
from curation.actions.refused import Refused
from curation.models import Explanation, PrintedTotal, Reading, SourceFile, SourceTable, Standing

VISAS = """Fiscal Year 2018\tB-1\tF-1\tBCC\tGrand Total
Kazakhstan\t1\t2\t3\t6
Tajikistan\t4\t5\t6\t15
Grand Totals\t5\t7\t9\t22"""
BCC = {"column": "BCC", "for": "total"}
State = SourceFile.State


@pytest.fixture
def upload(people, source, django_capture_on_commit_callbacks):
    """A function that uploads a table of visas and has it read."""

    def uploaded(text=VISAS, name="niv.tsv"):
        with django_capture_on_commit_callbacks(execute=True):
            file = uploads.receive(SimpleUploadedFile(name, text.encode()), source=source, by=people.assistant)
        file.refresh_from_db()
        return file

    return uploaded


@pytest.fixture
def save(people, django_capture_on_commit_callbacks):
    """A function that keeps corrections and has the file read anew."""

    def saved(file, *taken, seen=(), by=None):
        with django_capture_on_commit_callbacks(execute=True):
            layouts.save(file, taken=list(taken), seen=list(seen), sheet=0, by=by or people.assistant)
        file.refresh_from_db()

    return saved


def labels_read(file):
    return set(Reading.objects.filter(sheet__file=file).values_list("label__text", flat=True))


def test_a_corrected_heading_is_kept_with_the_table_and_the_file_read_anew(upload, save, people):
    file = upload()
    assert labels_read(file) == {"B-1", "F-1", "BCC"}
    save(file, BCC)
    assert (file.state, labels_read(file)) == (State.READ, {"B-1", "F-1"})
    [sheet] = file.sheets.all()
    assert (sheet.position, sheet.filled, sheet.read, sheet.set_aside_count) == (0, 20, 4, 16)
    assert SourceTable.objects.get(pk="us-niv").hints["taken"] == [BCC]
    told = LogEntry.objects.filter(user=people.assistant).values_list("change_message", flat=True)
    assert "Read again with a corrected layout: column “BCC”: printed total." in told
    assert "Layout corrected on niv.tsv: column “BCC”: printed total." in told


def test_next_years_file_needs_no_layout_work(upload, save):
    save(upload(), BCC)
    after = upload(VISAS.replace("2018", "2019").replace("\t5", "\t50"), "next.tsv")
    assert (after.state, labels_read(after)) == (State.READ, {"B-1", "F-1"})


def test_taken_back_it_is_as_before(upload, save):
    file = upload()
    save(file, BCC)
    save(file, seen=[BCC])
    assert labels_read(file) == {"B-1", "F-1", "BCC"}
    assert SourceTable.objects.get(pk="us-niv").hints["taken"] == []


def test_what_a_person_wrote_of_a_total_stays_with_it(upload, save, people):
    """A row of noughts adds nothing to the total below it: without the row it is the same total."""
    file = upload(VISAS.replace("Grand Totals", "Uzbekistan\t0\t0\t0\t0\nGrand Totals"))
    total = PrintedTotal.objects.get(sheet__file=file, row=4, column=4)
    assert total.outcome == "open"
    gone = PrintedTotal.objects.get(sheet__file=file, row=3, column=4)
    for one in (total, gone):
        Explanation.objects.create(file=file, total=one, text="As the publisher says.", by=people.assistant)
    save(file, {"row": "Uzbekistan", "for": "out_of_scope"})
    [explanation] = Explanation.objects.all()
    assert explanation.total.sheet.file == file
    assert (explanation.total.row, explanation.total.column) == (4, 4)


def test_another_sum_in_the_same_cell_is_another_total_that_nobody_has_explained(upload, save, people):
    """Kazakhstan prints 7: of three classes that make 6, and of two that make 3 once BCC is a total itself."""
    file = upload(VISAS.replace("3\t6", "3\t7"))
    total = kazakhstan(file)
    ticks.tick(file, [item.name for item in checks.unticked(file)], by=people.assistant)
    explanations.explain_totals(file, [total], text="Made up: one visa is of no class.", by=people.assistant)
    save(file, BCC)
    total = kazakhstan(file)
    assert (total.outcome, total.lower, total in explained.open_totals(file)) == ("open", 3, True)
    assert not Explanation.objects.filter(total=total).exists()
    doubt = explained.Explained([file.pk]).concern(total)
    assert (doubt.state, doubt in [item.concern for item in checks.unticked(file)]) == ("open", True)
    save(file, seen=[BCC])
    assert explained.Explained([file.pk]).words(kazakhstan(file)) == "Made up: one visa is of no class."


def kazakhstan(file):
    return PrintedTotal.objects.select_related("sheet").get(sheet__file=file, row=1, column=4)


def test_a_file_that_the_reader_refused_can_be_laid_out(upload, save):
    file = upload(VISAS.replace("F-1", "B-1"))
    assert (file.state, "columns B1 and C1 have the same heading" in file.message) == (State.QUARANTINED, True)
    save(file, {"column": "B-1", "at": "C", "for": "note", "sheets": "Sheet1"})
    assert (file.state, file.message, labels_read(file)) == (State.READ, "", {"B-1", "BCC"})


def test_a_layout_that_could_not_be_read_is_not_kept(upload, save):
    file = upload()
    with pytest.raises(Refused, match="The layout is not saved, for the file could not be read with it. Sheet Sheet1"):
        save(file, {"row": "Fiscal Year*", "for": "note"})
    file.refresh_from_db()
    assert (file.state, labels_read(file)) == (State.READ, {"B-1", "F-1", "BCC"})
    assert "taken" not in SourceTable.objects.get(pk="us-niv").hints


def test_of_two_people_the_second_is_told(upload, save, people):
    file = upload()
    save(file, BCC)
    with pytest.raises(Refused, match="Somebody changed the layout of table us-niv meanwhile"):
        save(file, {"column": "F-1", "for": "note"}, by=people.colleague)


def test_nothing_corrected_and_nonsense_are_refused(upload, save):
    file = upload()
    with pytest.raises(Refused, match="Nothing was corrected"):
        save(file)
    with pytest.raises(Refused, match="A column cannot be taken for “king”"):
        save(file, {"column": "BCC", "for": "king"})


def test_it_takes_the_right(upload, save, people):
    with pytest.raises(Refused, match="stranger may not correct how sheets are understood"):
        save(upload(), BCC, by=people.stranger)


@pytest.mark.parametrize("state", [State.RECEIVED, State.SUBMITTED, State.ACCEPTED, State.WITHDRAWN])
def test_what_is_being_read_or_was_handed_in_accepted_or_withdrawn_stays_as_it_is(upload, save, people, state):
    file = upload()
    done = {"accepted_by": people.colleague, "accepted_at": file.uploaded_at} if state == State.ACCEPTED else {}
    done |= {"withdrawn_by": people.director, "withdrawn_reason": "x"} if state == State.WITHDRAWN else {}
    SourceFile.objects.filter(pk=file.pk).update(state=state, **done)
    with pytest.raises(Refused, match="so this cannot be done with it"):
        save(file, BCC)
    assert "taken" not in SourceTable.objects.get(pk="us-niv").hints
    assert labels_read(file) == {"B-1", "F-1", "BCC"}


def test_a_reading_that_fails_keeps_what_was_read_before_out_of_sight(upload, people, monkeypatch):
    """The old readings stay until the new ones are there; in quarantine they do not count."""
    file = upload()
    before = set(Reading.objects.filter(sheet__file=file).values_list("pk", flat=True))
    SourceFile.objects.filter(pk=file.pk).update(state=State.RECEIVED)
    SourceTable.objects.filter(pk="us-niv").update(hints={"taken": [{"row": "Fiscal Year*", "for": "note"}]})
    from curation import tasks

    with transaction.atomic():
        tasks.read_file.enqueue(file.pk)
    file.refresh_from_db()
    assert (file.state, "no headings found" in file.message) == (State.QUARANTINED, True)
    assert set(Reading.objects.filter(sheet__file=file).values_list("pk", flat=True)) == before
    assert file not in SourceFile.objects.readable()


def test_corrected_from_another_file_it_can_be_read_anew(upload, save, people, django_capture_on_commit_callbacks):
    first, second = upload(), upload(VISAS.replace("2018", "2017"), "other.tsv")
    save(second, BCC)
    assert "BCC" in labels_read(first)
    with django_capture_on_commit_callbacks(execute=True):
        layouts.read_anew(first, by=people.colleague)
    assert "BCC" not in labels_read(first)


def test_while_it_is_read_anew_its_labels_wait_for_nobody(upload, people):
    file = upload()
    assert set(Standing.objects.values_list("label__text", flat=True)) == {"B-1", "F-1", "BCC"}
    layouts.save(file, taken=[BCC], seen=[], sheet=0, by=people.assistant)
    assert not Standing.objects.exists()


def test_a_file_whose_bytes_somebody_else_brought_in_meanwhile_is_not_read_anew(make_file, people):
    stuck = make_file("stuck.tsv", state=State.QUARANTINED, sha256="a" * 64)
    make_file("theirs.tsv", sha256="a" * 64, by=people.colleague)
    with pytest.raises(uploads.AlreadyHeld, match="This file is here already: theirs.tsv"):
        layouts.read_anew(stuck, by=people.assistant)
    stuck.refresh_from_db()
    assert stuck.state == State.QUARANTINED

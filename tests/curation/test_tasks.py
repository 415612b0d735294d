"""Reading in the background: twice or at once without harm, and never silent about a failure."""

import pytest
from django.core.files.base import ContentFile

from curation import tasks
from curation.actions import readings, uploads
from curation.models import SourceFile, SourceTable


@pytest.fixture
def received(people):
    """A small table in the layout of Canada's work permits by month; its figures are made up."""
    content = (
        "\t".join(["EN_YEAR", "EN_QUARTER", "EN_MONTH", "EN_COUNTRY_OF_CITIZENSHIP", "TOTAL"])
        + "\n2018\tQ1\tJan\tKazakhstan\t10\n2018\tQ1\tFeb\tKazakhstan\t--\n"
    )
    source = SourceTable.objects.get(pk="ca-imp")
    return uploads.receive(
        ContentFile(content.encode(), "imp.csv"), source=source, by=people.assistant, read_in_background=False
    )


def counts(file):
    return file.sheets.count(), sum(sheet.readings.count() for sheet in file.sheets.all())


def test_a_received_file_is_read(received):
    tasks.read_file.call(received.pk)
    received.refresh_from_db()
    assert (received.state, received.message) == ("read", "")
    assert counts(received) == (1, 2)


def test_the_same_job_twice_changes_nothing(received):
    for _ in range(2):
        tasks.read_file.call(received.pk)
    assert counts(received) == (1, 2)


def test_a_file_that_is_gone_is_nobodys_job(received, monkeypatch):
    begun = []
    monkeypatch.setattr(readings, "read", lambda file, *, progress: begun.append(file))
    tasks.read_file.call(received.pk + 1)
    assert begun == []
    tasks.read_file.call(received.pk)
    assert begun == [received]


def test_an_error_in_the_program_leaves_a_sentence_and_a_file_that_can_be_read_again(received, monkeypatch):
    def broken(file, *, progress):
        raise ZeroDivisionError

    monkeypatch.setattr(readings, "read", broken)
    with pytest.raises(ZeroDivisionError):
        tasks.read_file.call(received.pk)
    received.refresh_from_db()
    assert received.state == "received"
    assert received.message.startswith("Reading stopped because of an error in the program")
    monkeypatch.undo()
    uploads.read_again(received, by=received.uploaded_by)
    tasks.read_file.call(received.pk)
    assert counts(received) == (1, 2)


def test_a_full_disk_is_said_as_what_it_is(received, monkeypatch):
    def full(file, *, progress):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(readings, "read", full)
    with pytest.raises(OSError):
        tasks.read_file.call(received.pk)
    received.refresh_from_db()
    assert "the machine refused (No space left on device)" in received.message


def test_a_file_put_right_meanwhile_is_left_to_the_job_that_knows(received):
    """Somebody chose another table while this worker was reading: what it read is of the wrong one."""
    stale = SourceFile.objects.get(pk=received.pk)
    SourceFile.objects.filter(pk=received.pk).update(declared={"period": "2018"})
    readings.read(stale)
    received.refresh_from_db()
    assert (received.state, counts(received)) == ("received", (0, 0))


@pytest.mark.django_db
def test_a_file_whose_reading_was_cut_short_is_taken_up_again(make_file, monkeypatch):
    """Received and nothing said of it: the job died with its worker. Read, refused and stopped ones are left alone."""
    left = make_file("left.csv", state="received")
    make_file("read.csv", state="read")
    make_file("stopped.csv", state="received", message="Reading stopped because of an error in the program.")
    queued = []
    monkeypatch.setattr(tasks, "read_file", type("Queue", (), {"enqueue": staticmethod(queued.append)}))
    assert (tasks.resume(), queued) == (1, [left.pk])

"""A file under the wrong table, whose layout fits. Figures are made up, but for the real files at the end."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File

from curation.actions import misplaced, readings, uploads
from curation.actions.doubts import look_over
from curation.models import Concern, SourceFile, SourceTable
from tests.real import SOURCES, needs_sources

REAL = SOURCES / "ca-ircc-monthly-csv"
SAMPLES = Path(settings.BASE_DIR) / "samples" / "workbooks"
MONTHS = [f"2018-{month:02}" for month in range(1, 13)]


@pytest.fixture
def permits(db):
    return SourceTable.objects.get(pk="ca-imp")


@pytest.fixture
def hold(make_file, make_label, permits, people):
    """A function that makes a file of a table with so many people each month, accepted or only read."""

    def hold(people_a_month, name="imp.csv", *, source=permits, accepted=True, **fields):
        said = {"accepted_by": people.director, "accepted_at": "2026-01-02T03:04Z", "state": "accepted"}
        file = make_file(name, source=source, **(said if accepted else {}), **fields)
        make_label("", *[(month, people_a_month) for month in MONTHS], file=file, source=source, destination="CAN")
        return file

    return hold


def test_many_times_the_numbers_of_the_accepted_file_block(hold):
    hold(20)
    file = hold(500, "pr.csv", accepted=False)
    look_over(file)
    blocker = Concern.objects.get(rule="wrong_table")
    assert (blocker.file, blocker.severity) == (file, "blocker")
    assert blocker.text.startswith(
        "Is this the right table? Of what it shares with imp.csv, accepted last, it counts 6,000 where that counts "
        "240, 25.0 times as many, and 12 of 12 numbers are others."
    )
    assert "Sheets of ca-tfwp, ca-study-monthly, ca-pr-monthly look the same." in blocker.text


def test_looking_again_asks_once_and_an_accepted_file_is_not_asked_about(hold):
    hold(20)
    file = hold(500, "pr.csv", accepted=False)
    look_over(file)
    look_over(file)
    look_over(hold(5_000, "odd.csv"))
    assert Concern.objects.filter(rule="wrong_table").count() == 1


def test_the_first_file_of_a_table_and_other_years_are_not_asked_about(hold, make_file, make_label, permits, people):
    file = hold(500, "first.csv", accepted=False)
    assert list(misplaced.findings(file)) == []
    other_year = make_file(
        source=permits, state="accepted", accepted_by=people.director, accepted_at="2026-01-02T03:04Z"
    )
    make_label("", ("2017-01", 1), file=other_year, source=permits, destination="CAN")
    assert list(misplaced.findings(file)) == []


def test_the_same_data_in_other_bytes_under_another_table_blocks(hold):
    residents = SourceTable.objects.get(pk="ca-pr-monthly")
    hold(500, "pr.csv", source=residents, data_hash="a" * 64)
    file = hold(500, "again.csv", accepted=False, data_hash="a" * 64)
    [finding] = misplaced.findings(file)
    assert (finding.rule, finding.severity) == ("same_data_elsewhere", "blocker")
    assert finding.text.startswith("The same data is held as pr.csv of the table ca-pr-monthly")


# The publisher's own files


def taken_in(path, source, people, *, accepted=True):
    with path.open("rb") as opened:
        table, uploaded = SourceTable.objects.get(pk=source), File(opened, name=path.name)
        file = uploads.receive(uploaded, source=table, by=people.assistant, read_in_background=False)
    file = readings.read(file)
    assert file.state == "read", file.message
    if accepted:
        SourceFile.objects.filter(pk=file.pk).update(
            state="accepted", accepted_by=people.director, accepted_at=file.uploaded_at
        )
    return file


@needs_sources
def test_permanent_residents_are_not_taken_for_work_permits(people):
    taken_in(SAMPLES / "ca-imp.csv", "ca-imp", people)
    taken_in(SAMPLES / "ca-pr.xlsx", "ca-pr", people)
    taken_in(REAL / "ODP-PR-Citz.csv", "ca-imp", people, accepted=False)
    blocker = Concern.objects.get(rule="wrong_table")
    assert "Its numbers are those of ca-pr.xlsx, table ca-pr." in blocker.text


@needs_sources
def test_the_real_edition_after_the_sample_is_of_its_table(people):
    taken_in(SAMPLES / "ca-imp.csv", "ca-imp", people)
    taken_in(REAL / "ODP-TR-Work-IMP-CITZ.csv", "ca-imp", people, accepted=False)
    assert not Concern.objects.filter(rule="wrong_table").exists()

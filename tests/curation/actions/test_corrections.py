"""Errors that a publisher printed, declared by one person and agreed to by another. The figures are made up."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from curation import corrected, differences
from curation.actions import anew, corrections, explanations, readings, uploads
from curation.actions.refused import Refused
from curation.explained import open_totals
from curation.models import Concern, Correction, PrintedTotal, Reading, SourceFile

VISAS = """Fiscal Year 2018\tB-1\tF-1\tGrand Total
Kazakhstan\t1\t−2\t3
Switzerland\t-1\t5\t6
Tajikistan\t4\t5\t9
Grand Totals\t6\t12\t18"""
READ = VISAS.replace("−2", "20")  # as it can be read, and still wrong: the line should add up to 3
ERROR = {"what": "A count that is ten times too large.", "why": "Only 2 makes the line add up to its total."}
State, File = Correction.State, SourceFile.State


@pytest.fixture
def upload(people, source, django_capture_on_commit_callbacks):
    """A function that uploads a table of visas and has it read."""

    def uploaded(text=READ, name="niv.tsv", by=people.assistant):
        with django_capture_on_commit_callbacks(execute=True):
            file = uploads.receive(SimpleUploadedFile(name, text.encode()), source=source, by=by)
        file.refresh_from_db()
        return file

    return uploaded


@pytest.fixture
def propose(people):
    """A function that declares an error of a file, by the assistant unless somebody else is named."""

    def make(file, cells="C2", text="2", *, by=people.assistant, sheet="Sheet1", **said):
        texts = [line.split("\t") for line in text.split("\n")]
        return corrections.propose(file, sheet=sheet, cells=cells, corrected=texts, **(ERROR | said), by=by)

    return make


@pytest.fixture
def approve(people, django_capture_on_commit_callbacks):
    """A function that agrees to a correction, by the colleague, and has done what follows."""

    def agree(correction, *, by=people.colleague, **said):
        with django_capture_on_commit_callbacks(execute=True):
            corrections.approve(correction, by=by, **said)

    return agree


def accept(file, people):
    accepted = {"accepted_by": people.director, "accepted_at": timezone.now()}
    SourceFile.objects.filter(pk=file.pk).update(state=File.ACCEPTED, **accepted)
    file.refresh_from_db()
    return file


def cell(file, row=1, column=2):
    """What is read of a cell: as printed, value, bounds."""
    reading = Reading.objects.get(sheet__file=file, row=row, column=column)
    return reading.printed, reading.value, reading.lower, reading.upper


def doubts(file):
    return list(Concern.objects.filter(file=file, rule="correction_unmet").order_by("pk"))


# --- Proposed, reviewed, in force -------------------------------------------------------------------------------------


def test_what_was_printed_is_taken_from_the_file(upload, propose, people):
    correction = propose(upload(), "C2:D3", "2\t3\n5\t6", reported_on=date(2026, 1, 2), reference="Letter 7")
    assert (correction.cells, correction.printed) == ("C2:D3", [["20", "3"], ["5", "6"]])
    assert corrected.changes(correction) == [("C2", "20", "2")]
    assert corrected.in_words(correction) == "Sheet1!C2: 20 → 2"
    assert (correction.state, correction.proposed_by, correction.about) == (
        "proposed", people.assistant, "Sheet1!C2:D3 of us-niv",
    )  # fmt: skip


def test_a_file_reads_otherwise_before_and_after_it_was_approved(upload, propose, approve):
    file = upload()
    assert (cell(file), file.data_hash) == (("20", 20, 20, 20), upload_hash(file))
    correction = propose(file)
    assert cell(file) == ("20", 20, 20, 20)
    approve(correction)
    file.refresh_from_db()
    assert (file.state, cell(file)) == (File.READ, ("20", 2, 2, 2))
    assert file.data_hash == upload_hash(file)
    told = LogEntry.objects.values_list("change_message", flat=True)
    assert f"Read again: correction {correction.pk} of Sheet1!C2 was approved." in told


def upload_hash(file):
    """The hash of what stands in the bytes."""
    from curation import grids

    return grids.of(file).data


def test_totals_are_checked_with_the_corrected_number(upload, propose, approve):
    file = upload()
    totals = PrintedTotal.objects.filter(sheet__file=file, row=1)
    assert list(totals.values_list("outcome", flat=True)) == ["open"]
    approve(propose(file))
    assert list(totals.values_list("outcome", flat=True)) == ["equal"]


def test_what_a_rule_doubted_of_a_total_is_settled_by_the_correction_and_comes_back_without_it(
    upload, propose, approve, people
):
    file = upload()
    doubt = Concern.objects.get(file=file, rule="parts_against_total", place="Sheet1!D2")
    other = Concern.objects.get(file=file, rule="parts_against_total", place="Sheet1!B5")
    correction = propose(file)
    approve(correction)
    for each in (doubt, other):
        each.refresh_from_db()
    assert (doubt.state, doubt.resolved_by, other.state) == ("resolved", people.colleague, "open")
    assert doubt.resolution == f"The parts add up otherwise since correction {correction.pk} of sheet Sheet1."
    approve(corrections.end(correction, why="It was right.", by=people.assistant))
    doubt.refresh_from_db()
    assert doubt.state == "reopened"


def test_a_corrected_total_keeps_what_was_printed(upload, propose, approve):
    file = upload()
    approve(propose(file, "D2", "21", what="The total.", why="Its parts are right."))
    total = PrintedTotal.objects.get(sheet__file=file, row=1, column=3)
    assert (total.printed, total.value, total.outcome) == ("3", 21, "equal")


def test_a_corrected_total_that_is_not_met_is_explained_like_any_other(upload, propose, approve, people):
    """Whoever resolves the rule's doubt explains the total in which it arose."""
    file = upload()
    approve(propose(file, "D2", "30", what="The total.", why="Another table says so."))
    total = PrintedTotal.objects.get(sheet__file=file, row=1, column=3)
    assert (total.printed, total.value, total.outcome) == ("3", 30, "open")
    explanations.explain_totals(file, [total], text="There is a class more.", by=people.colleague)
    doubts = Concern.objects.filter(file=file, rule="parts_against_total", place="Sheet1!D2")
    assert set(doubts.values_list("state", flat=True)) == {"resolved"}
    assert total not in open_totals(file)


def test_a_file_that_could_not_be_read_for_its_cell_is_read_then(upload, propose, approve):
    file = upload(VISAS)
    assert (file.state, "“−2” is neither a count" in file.message) == (File.QUARANTINED, True)
    approve(propose(file))
    file.refresh_from_db()
    assert (file.state, file.message, cell(file)) == (File.READ, "", ("−2", 2, 2, 2))


def test_the_next_file_that_prints_the_same_is_read_with_it(upload, propose, approve):
    approve(propose(upload()))
    later = upload(READ.replace("Tajikistan\t4", "Tajikistan\t40"), "later.tsv")
    assert cell(later) == ("20", 2, 2, 2)
    [sheet] = later.sheets.all()
    [made] = sheet.layout["corrections"]
    assert made["changes"] == [{"cell": "C2", "printed": "20", "corrected": "2"}]
    assert {name: made[name] for name in ERROR} == ERROR


def test_a_number_nobody_knows_has_the_bounds_that_were_said(upload, propose, approve):
    file = upload()
    approve(propose(file, text="not known, 1 to 3"))
    assert cell(file) == ("20", None, 1, 3)


def test_nobody_prepared_a_file_that_is_read_again_for_a_correction(upload, propose, approve, people):
    """A correction has its own second person: whoever agreed to it may accept the file."""
    file = upload()
    approve(propose(file), by=people.director)
    file.refresh_from_db()
    assert file.prepared_by is None


def test_one_that_was_handed_in_is_handed_in_again(upload, propose, approve, people):
    file = upload()
    handed = {"submitted_by": people.assistant, "submitted_at": timezone.now()}
    SourceFile.objects.filter(pk=file.pk).update(state=File.SUBMITTED, **handed)
    approve(propose(file))
    file.refresh_from_db()
    assert (file.state, file.submitted_by, file.submitted_at, cell(file)[1]) == (File.READ, None, None, 2)


# --- The second person ------------------------------------------------------------------------------------------------


def test_nobody_approves_their_own_and_a_return_says_why(upload, propose, people):
    correction = propose(upload())
    with pytest.raises(Refused, match="You proposed this yourself, so somebody else has to approve it."):
        corrections.approve(correction, by=people.assistant)
    with pytest.raises(Refused, match="You proposed this yourself, so somebody else has to return it."):
        corrections.return_(correction, reason="x", by=people.assistant)
    with pytest.raises(Refused, match="Write why you return it"):
        corrections.return_(correction, reason=" ", by=people.colleague)
    corrections.return_(correction, reason="And the total?", by=people.colleague)
    assert (correction.state, correction.review_note) == ("returned", "And the total?")
    with pytest.raises(Refused, match="colleague was first: “Sheet1!C2 of us-niv” is returned"):
        corrections.approve(correction, by=people.director)


def test_nor_does_the_database_let_them(upload, propose, people):
    correction = propose(upload())
    done = {"state": "approved", "reviewed_by": people.assistant, "reviewed_at": timezone.now()}
    with pytest.raises(IntegrityError, match="correction_reviewed_by_someone_else"), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(**done)
    unsigned = {"state": "approved", "reviewed_at": timezone.now()}
    with pytest.raises(IntegrityError, match="no_correction_outcome_without_a_reviewer"), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(**unsigned)


def test_what_was_proposed_never_changes(upload, propose, approve, people):
    correction = propose(upload())
    row = Correction.objects.filter(pk=correction.pk)
    for change in ({"corrected": [["1"]]}, {"why": "x"}, {"printed": [["1"]]}, {"reported_on": date(2026, 1, 1)}):
        with pytest.raises(DatabaseError, match="A correction is never changed or deleted"), transaction.atomic():
            row.update(**change)
    with pytest.raises(DatabaseError, match="A correction is never changed or deleted"), transaction.atomic():
        correction.delete()
    approve(correction)
    with pytest.raises(DatabaseError, match="A correction is never changed or deleted"), transaction.atomic():
        row.update(state="proposed")


def test_one_s_own_proposal_may_be_taken_back_until_it_is_reviewed(upload, propose, approve, people):
    correction = propose(upload())
    with pytest.raises(Refused, match="only assistant may withdraw it"):
        corrections.withdraw(correction, by=people.colleague)
    corrections.withdraw(correction, by=people.assistant)
    assert correction.state == "withdrawn"
    with pytest.raises(Refused, match="is withdrawn since"):
        corrections.approve(correction, by=people.colleague)


def test_who_has_no_right_declares_and_approves_nothing(upload, propose, people):
    file = upload()
    with pytest.raises(Refused, match="stranger may not declare errors of a publisher's file"):
        propose(file, by=people.stranger)
    correction = propose(file)
    with pytest.raises(Refused, match="stranger may not approve proposals"):
        corrections.approve(correction, by=people.stranger)
    with pytest.raises(Refused, match="stranger may not have files read anew"):
        corrections.read_anew(file, by=people.stranger)


# --- What is no correction --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "text", "said", "sentence"),
    [
        ("C2", "20", {}, "C2 should say what it prints: then there is nothing to correct."),
        ("C2", "two", {}, "C2: “two” is neither a count nor a mark this table uses"),
        ("C2", "", {}, "C2: “” is neither a count"),
        ("C2", "2\t3", {}, "Say of each cell of C2 what it should be: 1 × 1 texts."),
        ("C", "2", {}, "“C” is no cell; expected for example D20"),
        ("Z9", "2", {}, "Sheet Sheet1 of niv.tsv ends before Z9: choose cells that it has."),
        ("C2", "2", {"sheet": "FY99"}, "niv.tsv has no sheet “FY99”; it holds Sheet1."),
        ("C2", "2", {"what": " "}, "Write what is wrong: one sentence"),
        ("C2", "2", {"why": ""}, "Write by what one knows it: one sentence"),
        ("C2", "2", {"reference": "x" * 501}, "The reference has 501 characters, and 500 are kept: shorten it."),
        ("A1", "not known", {}, "This is not proposed, for the sheet could not be read with it."),
    ],
)
def test_what_is_no_correction_is_refused(upload, propose, cells, text, said, sentence):
    with pytest.raises(Refused) as refused:
        propose(upload(), cells, text, **said)
    assert sentence in str(refused.value)
    assert not Correction.objects.exists()


def test_a_report_is_not_of_tomorrow(upload, propose):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match=f"{tomorrow:%Y-%m-%d} is still to come"):
        propose(upload(), reported_on=tomorrow)


def test_the_same_twice_is_refused_and_a_newer_one_of_the_same_person_replaces_the_older(upload, propose, people):
    file = upload()
    first = propose(file)
    with pytest.raises(Refused, match="This is proposed already, by assistant: Sheet1!C2 of us-niv."):
        propose(file, by=people.colleague)
    propose(file, "C2:C3", "3\n5")
    other = propose(file, "C4", "50")
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert list(Correction.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", *["proposed"] * 2]
    assert other.state == "proposed"


def test_it_is_declared_again_to_say_that_the_publisher_was_told(upload, propose, approve):
    file = upload()
    first = propose(file)
    approve(first)
    second = propose(file, reported_on=date(2026, 1, 2), reference="Answered by letter")
    approve(second)
    first.refresh_from_db()
    assert (first.state, second.state, cell(file)) == ("superseded", "approved", ("20", 2, 2, 2))
    assert file.sheets.get().layout["corrections"][0]["reported_on"] == "2026-01-02"


# --- The guard --------------------------------------------------------------------------------------------------------


def test_once_the_publisher_has_mended_it_the_file_is_read_as_it_stands_and_a_doubt_is_raised(
    upload, propose, approve, people
):
    correction = propose(upload())
    approve(correction)
    later = upload(READ.replace("\t20\t", "\t4\t"), "later.tsv")
    assert cell(later) == ("4", 4, 4, 4)
    [doubt] = doubts(later)
    assert (doubt.severity, doubt.place, doubt.text) == (
        "concern",
        "Sheet1!C2",
        f"Sheet1!C2 printed 20 when correction {correction.pk} was declared; this file prints 4: the publisher may "
        "have mended it: withdraw the correction, or declare another.",
    )


def test_what_is_printed_as_corrected_is_said_to_be_mended(upload, propose, approve):
    approve(propose(upload()))
    [doubt] = doubts(upload(READ.replace("\t20\t", "\t2\t"), "later.tsv"))
    assert "this file prints 2, as corrected: the publisher has mended it: withdraw the correction" in doubt.text


def test_a_file_of_other_years_says_nothing(upload, propose, approve):
    """A sheet that ends before the cell is another edition's."""
    approve(propose(upload(), "B5", "60", what="A total.", why="Made up."))
    short = upload("\n".join(READ.splitlines()[:3]), "short.tsv")
    assert (short.state, doubts(short)) == (File.READ, [])


def test_another_error_in_the_same_cell_of_a_later_edition_is_declared_beside_the_first(upload, propose, approve):
    first = propose(upload())
    approve(first)
    later = upload(READ.replace("\t20\t", "\t4\t"), "later.tsv")
    approve(propose(later, text="5"))
    first.refresh_from_db()
    assert (first.state, cell(later)) == ("approved", ("4", 5, 5, 5))
    third = upload(READ.replace("\t20\t", "\t4\t").replace("Tajikistan\t4", "Tajikistan\t40"), "third.tsv")
    assert (cell(third), doubts(third)) == (("4", 5, 5, 5), [])


def test_another_for_the_same_print_takes_the_place_of_the_first(upload, propose, approve, people):
    file = upload()
    first = propose(file)
    approve(first)
    approve(propose(file, "C2:D2", "3\t4", by=people.colleague), by=people.director)
    first.refresh_from_db()
    assert (first.state, bool(first.superseded_at), cell(file)) == ("superseded", True, ("20", 3, 3, 3))


# --- Withdrawn --------------------------------------------------------------------------------------------------------


def test_one_in_force_is_withdrawn_by_two_persons(upload, propose, approve, people):
    file = upload()
    correction = propose(file)
    approve(correction)
    later = upload(READ.replace("\t20\t", "\t4\t"), "later.tsv")
    ending = corrections.end(correction, why="Mended in the edition of May.", by=people.assistant)
    assert cell(file) == ("20", 2, 2, 2)
    with pytest.raises(Refused, match="You proposed this yourself"):
        corrections.approve(ending, by=people.assistant)
    with pytest.raises(Refused, match="assistant proposed that already"):
        corrections.end(correction, why="x", by=people.colleague)
    approve(ending)
    correction.refresh_from_db()
    assert (correction.state, corrected.in_force()) == ("superseded", {})
    assert cell(file) == ("20", 20, 20, 20)
    [doubt] = doubts(later)
    assert (doubt.state, doubt.resolved_by) == ("resolved", people.colleague)
    assert "was withdrawn by correction" in doubt.resolution and "Mended in the edition of May." in doubt.resolution
    with pytest.raises(
        Refused, match=f"Correction {correction.pk} of Sheet1!C2 of us-niv is superseded since .* nothing"
    ):
        corrections.end(correction, why="x", by=people.assistant)


def test_an_ending_that_came_too_late_is_refused(upload, propose, approve, people):
    file = upload()
    correction = propose(file)
    approve(correction)
    ending = corrections.end(correction, why="It was right.", by=people.assistant)
    approve(propose(file, text="3"))
    with pytest.raises(Refused, match="there is nothing to withdraw"):
        corrections.approve(ending, by=people.colleague)


# --- Accepted files, and readers at work ------------------------------------------------------------------------------


def test_an_accepted_file_stays_as_it_was_read_and_says_how_to_have_it_otherwise(upload, propose, approve, people):
    file = accept(upload(), people)
    correction = propose(file)
    approve(correction)
    assert (cell(file), file.state) == (("20", 20, 20, 20), File.ACCEPTED)
    assert [each.pk for each in corrected.outdated(SourceFile.objects.all())] == [file.pk]
    assert corrected.reach(correction) == [(file, "not asked", True)]
    with pytest.raises(Refused, match="withdraw it with a reason, and upload it again"):
        corrections.read_anew(file, by=people.assistant)
    uploads.withdraw(file, reason="Read anew with a correction.", by=people.director)
    assert cell(upload()) == ("20", 2, 2, 2)


def test_what_was_read_with_all_in_force_need_not_be_read_anew(upload, propose, approve, people):
    file = upload()
    correction = propose(file)
    approve(correction)
    assert corrected.reach(correction) == [(file, "made", False)]
    with pytest.raises(Refused, match="there is nothing to read anew"):
        corrections.read_anew(file, by=people.assistant)


def test_one_that_was_left_behind_is_read_anew_on_demand(upload, propose, people, django_capture_on_commit_callbacks):
    """The site went down between the approval and what follows it, say."""
    file = upload()
    done = {"state": "approved", "reviewed_by": people.colleague, "reviewed_at": timezone.now()}
    Correction.objects.filter(pk=propose(file).pk).update(**done)
    with django_capture_on_commit_callbacks(execute=True):
        corrections.read_anew(file, by=people.assistant)
    assert cell(file) == ("20", 2, 2, 2)


def test_a_reader_that_began_before_an_approval_reads_once_more(upload, propose, people, monkeypatch):
    """The correction comes into force while the file is being stored."""
    correction = propose(upload())
    look_over, approved = readings.look_over, []

    def meanwhile(file):
        look_over(file)
        if not approved:
            approved.append(corrections.approve(correction, by=people.colleague))

    monkeypatch.setattr(readings, "look_over", meanwhile)
    later = upload(READ.replace("Tajikistan\t4", "Tajikistan\t40"), "later.tsv")
    assert (approved, cell(later)) == ([None], ("20", 2, 2, 2))


def test_what_was_read_while_an_approval_was_written_is_sent_back_after_it(
    upload, propose, people, django_capture_on_commit_callbacks
):
    """The reader ended between the look of the approval and its commit."""
    correction = propose(upload())
    with django_capture_on_commit_callbacks() as after:
        corrections.approve(correction, by=people.colleague)
    later = upload(READ.replace("Tajikistan\t4", "Tajikistan\t40"), "later.tsv")
    sheet = later.sheets.get()
    sheet.layout |= {"asked": [], "corrections": []}
    sheet.save()
    Reading.objects.filter(sheet=sheet, row=1, column=2).update(value=20)
    with django_capture_on_commit_callbacks(execute=True):
        for callback in after:
            callback()
    assert cell(later) == ("20", 2, 2, 2)


def test_a_quarantined_copy_of_bytes_that_are_held_stays_where_it_is(upload, propose, people):
    stuck = upload(VISAS)
    other = SourceFile.objects.get(pk=stuck.pk)
    held = {name: getattr(other, name) for name in ("source", "name", "sha256", "size", "content", "uploaded_by")}
    SourceFile.objects.create(state=File.READ, **held)
    anew.send_back([stuck], by=people.colleague, why="x")
    stuck.refresh_from_db()
    assert stuck.state == File.QUARANTINED


# --- Beside another file ----------------------------------------------------------------------------------------------


def test_a_number_that_is_another_for_a_correction_is_understood(upload, propose, approve, people):
    accept(upload(), people)
    later = upload(READ.replace("Tajikistan\t4", "Tajikistan\t40"), "later.tsv")
    approve(propose(later))
    changes = differences.of(later).changes.order_by("is_at")
    told = list(changes.values_list("is_at", "was", "now", "lower", "upper", "why"))
    assert told == [("Sheet1!B4", "4", "40", 36, 36, ""), ("Sheet1!C2", "20", "20", -18, -18, "corrected")]


def test_so_is_one_that_the_publisher_has_mended(upload, propose, approve, people):
    first = upload()
    approve(propose(first))
    accept(first, people)
    later = upload(READ.replace("\t20\t", "\t4\t"), "later.tsv")
    told = list(differences.of(later).changes.values_list("was_at", "was", "now", "lower", "why"))
    assert told == [("Sheet1!C2", "20", "4", 2, "mended")]

"""A corrected cell on its way to the public record: what was printed stays beside it. The figures are made up."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from curation import verify
from curation.actions import corrections, decisions, uploads
from curation.composition import compose
from curation.models import Correction, Label, SourceFile
from flows import releases
from flows import verify as record
from flows.differences import causes
from flows.models import Contribution, SourceUsed

VISAS = """Fiscal Year 2018\tF-1\tGrand Total
Kazakhstan\t20\t20
Tajikistan\t5\t5
Grand Totals\t7\t7"""
ERROR = {"what": "Ten times too large.", "why": "Only 2 makes the column add up.", "reference": "Letter 7"}
WHY = "/why/{}/KAZ-USA-study-visas_issued-2018/"


@pytest.fixture
def accepted(people, source, django_capture_on_commit_callbacks):
    """A function that uploads a table of visas under a name, has it read, and takes it into the record."""

    def take_in(name="niv.tsv", text=VISAS):
        with django_capture_on_commit_callbacks(execute=True):
            file = uploads.receive(SimpleUploadedFile(name, text.encode()), source=source, by=people.assistant)
        done = {"state": "accepted", "accepted_by": people.director, "accepted_at": timezone.now()}
        SourceFile.objects.filter(pk=file.pk).update(**done)
        file.refresh_from_db()
        return file

    return take_in


@pytest.fixture
def correct(people):
    """A function that declares an error of a file and has somebody else agree."""

    def declare(file, text="2", **said):
        made = corrections.propose(
            file, sheet="Sheet1", cells="B2:C2", corrected=[[text, text]], **(ERROR | said), by=people.assistant
        )
        corrections.approve(made, by=people.colleague)
        return made

    return declare


@pytest.fixture
def decided(people):
    """Says, by two persons, that F-1 is study."""

    def decide():
        label = Label.objects.get(source="us-niv", key="f-1")
        decision = decisions.propose(label, category="study", rationale="Made up.", by=people.assistant)
        decisions.approve(decision, by=people.colleague)

    return decide


@pytest.fixture
def two_releases(accepted, correct, decided, people):
    """1.0.0 as the file was printed, 1.0.1 from the same bytes with the error corrected."""
    file = accepted()
    decided()
    first = releases.publish(compose().handover, version="1.0.0", notes_en="Made up.")
    correction = correct(file)
    assert releases_warn(file)
    uploads.withdraw(file, reason="To be read with a correction.", by=people.director)
    again = accepted()
    second = releases.publish(compose().handover, version="1.0.1", notes_en="Made up.")
    return first, second, again, correction


def releases_warn(file):
    """Whether composing says that an accepted file was read before the correction."""
    return any(said.startswith(f"{file.name} (us-niv) was accepted before corrections") for said in compose().warnings)


def test_the_release_adds_up_the_corrected_number_and_keeps_the_print(two_releases):
    _, release, file, correction = two_releases
    cell = Contribution.public.of(release).get(origin="KAZ", year=2018)
    assert (cell.printed, cell.value, cell.lower, cell.upper) == ("20", 2, 2, 2)
    [source] = SourceUsed.public.of(release)
    [told] = source.corrections
    assert (source.sha256, told["sheet"], told["number"]) == (file.sha256, "Sheet1", correction.pk)
    assert told["changes"] == [{"cell": cell, "printed": "20", "corrected": "2"} for cell in ("B2", "C2")]
    assert {name: told[name] for name in ERROR} == ERROR
    assert not {"proposed_by", "reviewed_by"} & told.keys()
    assert record.findings(release) == [] and verify.findings() == []


def test_the_page_of_the_number_says_as_printed_corrected_to_because(client, two_releases):
    before, after = (client.get(WHY.format(version)).content.decode() for version in ("1.0.0", "1.0.1"))
    assert "corrected" not in before
    said = " ".join(after.split())
    assert "<del>20</del>" in said and "<ins>2</ins>" in said
    assert "<code>Sheet1!B2</code>: as printed 20, corrected to 2. " in said
    assert f"{ERROR['what']} {ERROR['why']}</span> The publisher was not told, as far as is known." in said
    assert "1 of them is wrong as printed, and corrected; see below." in said


def test_the_sources_of_the_release_list_it(client, two_releases):
    said = " ".join(client.get("/releases/1.0.1/").content.decode().split())
    cells = "<code>Sheet1!B2</code>: as printed 20, corrected to 2; <code>Sheet1!C2</code>: as printed 20"
    assert f"A declared correction of an error in the file: {cells}" in said
    assert "A declared correction" not in client.get("/releases/1.0.0/").content.decode()


def test_the_files_keep_their_columns_with_print_and_number_side_by_side(client, two_releases):
    body = b"".join(client.get("/releases/1.0.1/provenance.csv").streaming_content).decode("utf-8-sig")
    [row] = [row for row in csv.DictReader(io.StringIO(body)) if row["origin"] == "KAZ"]
    assert (row["sheet"], row["cell"], row["printed"], row["value"]) == ("Sheet1", "B2", "20", "2")


def test_the_difference_between_the_releases_leads_to_the_corrected_cell(two_releases):
    """What tells a correction from a revision by the publisher: the same bytes, and the cell among the corrected."""
    first, second, *_ = two_releases
    explained = {each.change.key.origin: each.causes for each in causes.between(first, second)}
    [cause] = explained["KAZ"]
    assert (cause.kind, cause.amount, cause.by.said[:2]) == ("correction", -18, (ERROR["what"], ERROR["why"]))
    assert explained["TJK"] == ()
    cells = {release: Contribution.public.of(release).get(origin="KAZ", year=2018) for release in (first, second)}
    assert cells[first].source.sha256 == cells[second].source.sha256
    assert (cells[first].correction, cells[second].correction["corrected"]) == (None, "2")


def test_a_number_that_nobody_knows_is_published_as_an_interval(client, accepted, correct, decided, people):
    file = accepted()
    correct(file, "not known, 1 to 3", reported_on=timezone.localdate())
    uploads.withdraw(file, reason="To be read with a correction.", by=people.director)
    accepted()
    decided()
    release = releases.publish(compose().handover, version="1.0.0", notes_en="Made up.")
    assert record.findings(release) == []
    said = " ".join(client.get(WHY.format("1.0.0")).content.decode().split())
    assert "1 to 3" in said and "corrected to not known, 1 to 3" in said
    assert "There is no single number: a cell gives no number." in said
    assert f"The publisher was told on {timezone.localdate():%Y-%m-%d}." in said


def test_two_in_force_for_one_cell_are_found(accepted, correct, people):
    file = accepted()
    first = correct(file)
    second = corrections.propose(file, sheet="Sheet1", cells="B2", corrected=[["3"]], **ERROR, by=people.assistant)
    done = {"state": "approved", "reviewed_by": people.colleague, "reviewed_at": timezone.now()}
    Correction.objects.filter(pk=second.pk).update(**done)
    assert [finding.sentence for finding in verify.rivals()] == [
        f"Corrections {first.pk} and {second.pk}, of Sheet1!B2:C2 and B2, are both in force."
    ]

"""Each invariant of the workshop, broken on purpose: `verify` names the row. Figures are made up."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from curation import standings, verify
from curation.actions import amendments, concepts, decisions, opinions, readings, uploads
from curation.actions.thresholds import set_
from curation.models import CategoryDecision, Concept, Drawn, Reading, SecondOpinion, SourceFile, Standing
from curation.thresholds import THRESHOLDS
from flows import seals

TABLE = b"country,visa_type,count,date\nKazakhstan,IR1,3,2018-01-01\nUzbekistan,IR1,4,2018-01-01\n"


@pytest.fixture
def file(people, source):
    """A kept and read file of the table of immigrant visas."""
    table = type(source).objects.get(pk="us-iv")
    upload = ContentFile(TABLE, name="made-up.csv")
    return readings.read(uploads.receive(upload, source=table, by=people.assistant, read_in_background=False))


@pytest.fixture
def decision(file, people):
    label = file.source.labels.get()
    made = decisions.propose(label, category="residence", rationale="Made up for a test.", by=people.assistant)
    decisions.approve(made, by=people.director)
    return made


@contextmanager
def unguarded(*constraints):
    """The database without some of its own rules, as after a hand reached into it."""
    seals.lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            for table, name in constraints:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def sentences():
    return [finding.sentence for finding in verify.findings()]


def test_a_sound_workshop_has_no_findings(file, decision):
    assert sentences() == []


def test_a_decision_without_a_second_person_is_found(decision):
    with unguarded(("curation_categorydecision", "reviewed_by_someone_else")):
        CategoryDecision.objects.filter(pk=decision.pk).update(reviewed_by=decision.proposed_by)
        assert sentences() == [f"Decision {decision.pk} about “IR1” was not approved by a second person."]


def test_so_are_a_reason_and_an_amendment(people):
    concept = Concept.objects.get(pk="seafarer")
    reason = concepts.give_reason(concept, text_en="Made up.", by=people.assistant)
    said = {"values": {"area": "NLD"}, "rationale": "Made up."}
    amendment = amendments.propose("alias", "Nederlandia", **said, by=people.assistant)
    concepts.approve(reason, by=people.director)
    amendments.approve(amendment, by=people.director)
    assert sentences() == []
    constraints = [(f"curation_{name}", f"{name}_reviewed_by_someone_else") for name in ("conceptreason", "amendment")]
    with unguarded(*constraints):
        for row in (reason, amendment):
            type(row).objects.filter(pk=row.pk).update(reviewed_by=people.assistant)
        assert sentences() == [
            f"Reason {reason.pk} for “Seafarers and crew” was not approved by a second person.",
            f"Amendment {amendment.pk} of “nederlandia” was not approved by a second person.",
        ]


@pytest.fixture
def opinion(file, people):
    """A second opinion on a decision that was drawn."""
    set_(THRESHOLDS["second_opinion_share"], to=100, why="Made up.", by=people.director, turn=0)
    label = file.source.labels.get()
    made = decisions.propose(label, category="residence", rationale="Made up for a test.", by=people.assistant)
    decisions.approve(made, by=people.director)
    assert sentences() == []  # drawn, and nobody spoke yet
    return opinions.give(made.drawn, disposition="total", by=people.colleague)


def test_a_second_opinion_by_whoever_proposed_or_reviewed_is_found(opinion, people):
    assert sentences() == []
    with unguarded():
        for name in ("assistant", "director"):
            SecondOpinion.objects.update(by=getattr(people, name))
            assert sentences() == [
                f"The second opinion on decision {opinion.decision_id} about “IR1” is by {name}, who proposed or "
                "reviewed it."
            ]


def test_so_is_one_on_a_decision_that_was_not_drawn(opinion):
    with unguarded():
        Drawn.objects.all().delete()
        assert sentences() == [
            f"The second opinion on decision {opinion.decision_id} about “IR1” is of one that was not drawn."
        ]


def test_two_decisions_for_the_same_years_are_found(decision, people):
    other = CategoryDecision.objects.create(
        label=decision.label, disposition="include", category="work", rationale="Made up.", year_from=2018,
        state="approved", proposed_by=people.assistant, reviewed_by=people.director, reviewed_at=timezone.now(),
    )  # fmt: skip
    (sentence,) = sentences()
    assert (
        str(decision.pk) in sentence and str(other.pk) in sentence and sentence.endswith("in force for the same years.")
    )


def test_a_file_accepted_by_whoever_brought_it_is_found(file, people):
    with unguarded(("curation_sourcefile", "file_accepted_by_someone_else")):
        SourceFile.objects.filter(pk=file.pk).update(
            state="accepted", accepted_by=people.assistant, accepted_at=timezone.now()
        )
        assert sentences() == [f"File {file.pk}, made-up.csv, was not accepted by a second person."]


def test_a_lost_reading_is_found(file):
    Reading.objects.filter(sheet__file=file).first().delete()
    standings.refresh()
    assert sentences() == [f"Sheet Sheet1 of file {file.pk}: 12 filled cells are not 1 readings and 10 set aside."]


def test_changed_bytes_are_found(file):
    path = Path(file.content.path)
    path.chmod(0o600)
    path.write_bytes(TABLE.replace(b",3,", b",4,"))
    assert sentences() == [f"The bytes of file {file.pk}, made-up.csv, are not those that came."]


def test_lost_bytes_are_found(file):
    Path(file.content.path).unlink()
    assert sentences() == [f"The bytes of file {file.pk}, made-up.csv, are not where they were kept."]


def test_the_command_exits_with_1_and_names_the_row(file, capsys):
    Path(file.content.path).unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("verify")
    assert ended.value.code == 1
    assert f"The bytes of file {file.pk}, made-up.csv, are not where they were kept." in capsys.readouterr().out


def test_a_standing_that_is_not_what_the_readings_say_is_found(file):
    Standing.objects.update(people=12)
    label = file.source.labels.get()
    assert sentences() == [
        f"The standing of label {label.pk}, “IR1” of us-iv, is kept as undecided, 12 people in 2 cells, 7 undecided "
        "and reckoned as undecided, 7 people in 2 cells, 7 undecided: `manage.py migrate` reckons all of them again."
    ]
    standings.refresh()
    assert sentences() == []


def test_a_standing_that_is_missing_is_found(file):
    Standing.objects.all().delete()
    [sentence] = sentences()
    assert "is kept as none and reckoned as undecided" in sentence

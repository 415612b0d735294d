"""Every door to an approval, found by reading the source, and tried by whoever proposed what is to be approved.

Whoever makes a door meets this test: see `A_NEW_DOOR`. Addresses are in `test_approval_addresses`.
"""

from contextlib import suppress
from typing import NamedTuple

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command, get_commands
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from import_export.admin import ImportMixin
from tablib import Dataset

from curation import demo, log, seen, tasks
from curation.actions import amendments, concepts, corrections, decisions, readings, reviewed, uploads
from curation.actions.refused import attempt
from curation.admin import site
from curation.models import Amendment, CategoryDecision, ConceptReason, Correction, Reckoned, SourceFile, SourceTable
from tests.curation import doors

A_NEW_DOOR = """
The source has another set of doors to an approval than is listed here. Where one came in: make it refuse whoever
proposed the thing, in words and before anything is written; write it into the list, with a line that tries it as the
proposer. Where one is gone: take its line out.
"""
APPROVE = "You proposed this yourself, so somebody else has to approve it."
RETURN = "You proposed this yourself, so somebody else has to return it."
BROUGHT = "You brought own.xlsx in yourself, so somebody else has to accept it."
HANDED_IN = "You brought handed-in.xlsx in yourself, so somebody else has to accept it."
PREPARED = "You said yourself how prepared.xlsx is to be read, so somebody else has to accept it."
LATE = "proposer was first: “{}” is proposed since"  # of the conditional UPDATE, where nobody asked politely before

WRITERS = {
    "curation.actions.reviewed.move",
    "curation.actions.decisions.approve",
    "curation.actions.concepts.approve",
    "curation.actions.amendments.approve",
    "curation.actions.corrections.approve",
    "curation.actions.uploads.accept",
}


SAMPLES = demo.SAMPLES / "workbooks"
AGREED = {CategoryDecision, ConceptReason, Amendment, Correction, SourceFile}


class Person:
    """Somebody with things of their own, at every door there is; each attempt gives the words that answered it."""

    def __init__(self, own, sample):
        self.own, self.me, self.sample, self.browser = own, own.me, sample, Client()
        self.browser.force_login(own.me)

    def do(self, verb, thing, **said):
        return attempt(verb, getattr(self.own, thing), **said, by=self.me)

    def all(self, verb, thing, **said):
        return " ".join(refusal for _, refusal in verb([getattr(self.own, thing)], **said, by=self.me))

    def sees(self):
        """The token of the proposal's page, as it is now."""
        return seen.token(self.own.decision.pk, seen.look(self.own.decision).seen)

    def post(self, name, thing="", **sent):
        """What the desk says to a form that is sent to one of its addresses."""
        address = reverse(f"admin:{name}", args=[getattr(self.own, thing).pk] if thing else [])
        return " ".join(map(str, self.browser.post(address, sent, follow=True).context["messages"]))

    def together(self):
        """A proposal and a file at once, as the inbox has them approved."""
        pk = self.own.decision.pk
        sent = {"decision": pk, f"seen-{pk}": self.sees(), "file": self.own.file.pk}
        return self.post("curation_categorydecision_inbox_approve", **sent)

    def command(self, *words):
        with pytest.raises(SystemExit) as end:
            call_command(*map(str, words))
        return f"exit code {end.value.code}"


class Door(NamedTuple):
    """How one tries to approve what is one's own, and how that is answered."""

    attempt: object
    words: tuple[str, ...]


def door(*words, attempt):
    return Door(attempt, words)


RULES = "by_someone_else|without_a_reviewer|has_an_accepter"  # names of the constraints
SPEAKS_SQL = {
    "camt_site.checks.sqlite_faults",
    "curation.composition.compose",
    "curation.differences.enter",
    "curation.log.wait_for_others",
    "flows.bulk.execute_many",
    "flows.compared.Compared._ask",
    "flows.compared.Compared._write",
    "flows.compared.Compared.rows",
    "flows.compared.fill",
    "flows.moves.beside",
    "flows.releases.wait_for_others",
    "flows.triggers.Engine.create",
    "flows.triggers.Engine.drop",
    "flows.triggers.Engine.found",
}
OTHERWISE = {"category": "work", "rationale": "Made up."}
DOORS = {
    # the verbs
    "curation.actions.decisions.approve": door(
        APPROVE, attempt=lambda my: my.do(decisions.approve, "decision", seen=my.sees())
    ),
    "curation.actions.decisions.approve_all": door(
        APPROVE, attempt=lambda my: my.all(decisions.approve_all, "decision", seen={my.own.decision.pk: my.sees()})
    ),
    "curation.actions.decisions.return_": door(
        RETURN, attempt=lambda my: my.do(decisions.return_, "decision", reason="Made up.")
    ),
    "curation.actions.decisions.take_over": door(
        RETURN, attempt=lambda my: my.do(decisions.take_over, "decision", reason="Made up.", **OTHERWISE)
    ),
    "curation.actions.concepts.approve": door(APPROVE, attempt=lambda my: my.do(concepts.approve, "reason")),
    "curation.actions.concepts.return_": door(
        RETURN, attempt=lambda my: my.do(concepts.return_, "reason", reason="Made up.")
    ),
    "curation.actions.amendments.approve": door(APPROVE, attempt=lambda my: my.do(amendments.approve, "amendment")),
    "curation.actions.amendments.approve_all": door(
        APPROVE, attempt=lambda my: my.all(amendments.approve_all, "amendment")
    ),
    "curation.actions.amendments.return_": door(
        RETURN, attempt=lambda my: my.do(amendments.return_, "amendment", reason="Made up.")
    ),
    "curation.actions.corrections.approve": door(APPROVE, attempt=lambda my: my.do(corrections.approve, "correction")),
    "curation.actions.corrections.return_": door(
        RETURN, attempt=lambda my: my.do(corrections.return_, "correction", reason="Made up.")
    ),
    "curation.actions.uploads.accept": door(
        BROUGHT,
        HANDED_IN,
        PREPARED,
        attempt=lambda my: " ".join(my.do(uploads.accept, each) for each in ("file", "handed_in", "prepared")),
    ),
    # what the verbs have in common
    "curation.actions.reviewed.move": door(
        LATE.format("J-1"),
        attempt=lambda my: my.do(reviewed.move, "decision", state="approved", note=""),
    ),
    "curation.actions.reviewed.return_": door(
        RETURN,
        attempt=lambda my: my.do(reviewed.return_, "reason", reason="Made up.", permission=concepts.APPROVE),
    ),
    # the desk
    "curation.admin.decisions.CategoryDecisionAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("decision_approve", "decision", seen=my.sees())
    ),
    "curation.admin.decisions.CategoryDecisionAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("decision_return", "decision", words="Made up.")
    ),
    "curation.admin.decisions.CategoryDecisionAdmin.take_over": door(
        RETURN,
        attempt=lambda my: my.post("decision_take-over", "decision", what="work", reason="Mine.", rationale="Made up."),
    ),
    "curation.admin.decisions.CategoryDecisionAdmin.approve_previewed": door(
        "Approved: 0 of 1 proposal. “J-1”: " + APPROVE,
        attempt=lambda my: my.post(
            "decisions_approve", decision=my.own.decision.pk, **{f"seen-{my.own.decision.pk}": my.sees()}
        ),
    ),
    "curation.admin.inbox.pages.InboxPages.approve_together": door(
        "Approved: 0 of 2. “J-1”: " + APPROVE, BROUGHT, attempt=lambda my: my.together()
    ),
    "curation.admin.concepts.ConceptReasonAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("reason_approve", "reason")
    ),
    "curation.admin.concepts.ConceptReasonAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("reason_return", "reason", reason="Made up.")
    ),
    "curation.admin.amendments.AmendmentAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("amendment_approve", "amendment")
    ),
    "curation.admin.amendments.AmendmentAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("amendment_return", "amendment", reason="Made up.")
    ),
    "curation.admin.amendments.AmendmentAdmin.approve_previewed": door(
        "Approved and applied: 0 of 1 changes. “nederlandia”: " + APPROVE,
        attempt=lambda my: my.post("amendments_approve", amendment=my.own.amendment.pk),
    ),
    "curation.admin.corrections.CorrectionAdmin.approve": door(
        APPROVE, attempt=lambda my: my.post("correction_approve", "correction")
    ),
    "curation.admin.corrections.CorrectionAdmin.return_": door(
        RETURN, attempt=lambda my: my.post("correction_return", "correction", reason="Made up.")
    ),
    "curation.admin.files.SourceFileAdmin.accept": door(
        BROUGHT,
        HANDED_IN,
        PREPARED,
        attempt=lambda my: " ".join(my.post("file_accept", each) for each in ("file", "handed_in", "prepared")),
    ),
    # the command line
    "curation.management.commands.accept.Command.handle": door(
        "exit code 2", BROUGHT, attempt=lambda my: my.command("accept", my.own.file.pk, "--by", my.me)
    ),
    "curation.management.commands.demo.Command.handle": door(
        "ca-imp.csv was brought in by proposer already: left alone.", attempt=lambda my: my.command("demo")
    ),
    "curation.demo.run": door(
        "ca-imp.csv was brought in by proposer already: left alone.", attempt=lambda my: attempt(demo.run, print)
    ),
    "curation.demo.take_through": door(
        APPROVE, attempt=lambda my: attempt(demo.take_through, my.sample, my.me, my.me, print)
    ),
}


@pytest.fixture
def my(own, tmp_path, monkeypatch, settings):
    """The proposer, who also brought in and read the one sample of the demo."""
    settings.VAR = tmp_path
    (tmp_path / "workbooks").mkdir()
    for name in ("decisions.csv", "workbooks/ca-imp.csv"):
        (tmp_path / name).symlink_to(demo.SAMPLES / name)
    monkeypatch.setattr(demo, "SAMPLES", tmp_path)
    table = SourceTable.objects.get(pk="ca-imp")
    with (tmp_path / "workbooks" / "ca-imp.csv").open("rb") as opened:
        file = uploads.receive(File(opened, name="ca-imp.csv"), source=table, by=own.me, read_in_background=False)
    my = Person(own, readings.read(file))
    log.catch_up()  # as it stands outside of a test, where each line is chained when it was written
    return my


def kept():
    """Every row of the workshop and of the record, and the log, but for sums that are prepared when somebody looks."""
    ours = {model for app in ("curation", "flows") for model in apps.get_app_config(app).get_models()} - {Reckoned}
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in [*ours, LogEntry]}


def agreed_to():
    """Whatever stands as agreed to by a second person."""
    things = [(model, {"state": "approved"}) for model in AGREED if model is not SourceFile]
    things.append((SourceFile, {"state": "accepted"}))
    return {
        (model.__name__, pk) for model, so in things for pk in model.objects.filter(**so).values_list("pk", flat=True)
    }


def test_these_functions_write_that_somebody_agreed():
    assert doors.writers() == WRITERS, A_NEW_DOOR


def test_these_are_all_doors_that_lead_there():
    assert WRITERS | doors.callers(WRITERS) == set(DOORS), A_NEW_DOOR


@pytest.mark.parametrize("name", DOORS)
def test_who_proposed_it_is_refused_in_words_and_nothing_is_changed(my, capsys, name):
    attempted, words = DOORS[name].attempt, DOORS[name].words
    before = kept()
    answered = attempted(my)
    printed = capsys.readouterr()
    said = f"{printed.out} {printed.err} {answered}"
    assert [sentence for sentence in words if sentence not in said] == [], said
    assert kept() == before


# --- Whatever runs by itself, or from a shell -------------------------------------------------------------------------

COMMANDS = {
    "accept": lambda my: [my.own.file.pk, "--by", my.me],
    "demo": lambda my: [],
    "export": lambda my: ["1.0.0", "--to", my.sample.content.path + ".out"],
    "ingest": lambda my: [SAMPLES / "ca-tfwp.csv", "--source", "ca-tfwp", "--by", my.me, "--propose"],
    "publish": lambda my: ["1.0.0", "--by", my.me, "--notes", __file__],
    "read_file": lambda my: [SAMPLES / "ca-tfwp.csv", "--source", "ca-tfwp"],
    "resume": lambda my: [],
    "verify": lambda my: [],
}
FAR_FROM_IT = {"messages", "serve"}  # translations are compiled, and a server runs until it is stopped
JOBS = {
    "read_file": lambda my: tasks.read_file.call(my.own.file.pk),
    "compare_file": lambda my: tasks.compare_file.call(my.own.file.pk),
    "reckon_coverage": lambda my: tasks.reckon_coverage.call(),
    "prepare_draft": lambda my: tasks.prepare_draft.call(),
    "resume": lambda my: tasks.resume(),
    "stopped": lambda my: tasks.stopped(OSError()),
}


def test_these_are_all_commands_and_jobs():
    ours = {name for name, app in get_commands().items() if app in doors.APPS}
    assert ours == set(COMMANDS) | FAR_FROM_IT, A_NEW_DOOR
    assert doors.functions_of("curation.tasks") == set(JOBS), A_NEW_DOOR


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_agrees_to_what_its_user_proposed(my, name):
    with suppress(SystemExit):  # with which it ends where it refuses
        call_command(name, *map(str, COMMANDS[name](my)))
    assert agreed_to() == set()


@pytest.mark.parametrize("name", JOBS)
def test_no_job_agrees_to_anything(my, name):
    JOBS[name](my)
    assert agreed_to() == set()


# --- Spreadsheets -----------------------------------------------------------------------------------------------------

HEAD = ["source", "label", "disposition", "category", "reason_code", "rationale", "state", "reviewed_by", "reviewed_at"]
OWN_ROW = ["us-niv", "J-1", "exclude", "study", "temporary", "Made up.", "approved", "colleague", "2026-01-01"]
SHEETS = {
    "categorydecision": ([HEAD, OWN_ROW], "there is nothing to propose"),
    "alias": ([["text", "area"], ["Nederlandia", "NLD"]], "This is proposed for “nederlandia” already, by proposer."),
    "sourcetable": ([["code", "lag_months"], ["us-niv", "9"]], "This is proposed for “us-niv” already, by proposer."),
}


def test_these_are_all_lists_that_a_spreadsheet_comes_into():
    found = {model._meta.model_name for model, admin in site._registry.items() if isinstance(admin, ImportMixin)}
    assert found == set(SHEETS), A_NEW_DOOR


@pytest.mark.parametrize("what", SHEETS)
def test_a_spreadsheet_says_again_what_was_proposed_and_agrees_to_nothing(my, what):
    """Also where it says that somebody has agreed: the columns of the review are not read."""
    amendments.propose("source", "us-niv", values={"lag_months": 9}, rationale="Made up.", by=my.me)
    before, ([head, *rows], sentence) = kept(), SHEETS[what]
    content = Dataset(*rows, headers=head).export("csv").encode()
    form = {"import_file": SimpleUploadedFile("rows.csv", content), "format": 0, "resource": 0, "rationale": "Mine."}
    shown = my.browser.post(reverse(f"admin:curation_{what}_import"), form)
    assert sentence in shown.content.decode()
    if "confirm_form" in shown.context:  # without a button
        my.browser.post(reverse(f"admin:curation_{what}_process_import"), shown.context["confirm_form"].initial)
    assert kept() == before


# --- Past all of them -------------------------------------------------------------------------------------------------


def test_these_are_all_tables_that_say_who_agreed():
    assert {model for model in apps.get_models() if {"reviewed_by", "accepted_by"} & names_of(model)} == AGREED


def names_of(model):
    return {field.name for field in model._meta.get_fields()}


def past_the_verbs(thing, by):
    """What a program, or a person with a database client, could write: each a function that does it."""
    rows, table = type(thing).objects.filter(pk=thing.pk), thing._meta.db_table
    file = isinstance(thing, SourceFile)
    state, deed = ("accepted", "accepted") if file else ("approved", "reviewed")
    agreed = {"state": state, f"{deed}_by": by, f"{deed}_at": timezone.now()}
    statement = f"UPDATE {table} SET state = %s, {deed}_by_id = %s, {deed}_at = %s WHERE id = %s"

    def as_said(**more):
        found = rows.get()
        for name, value in (agreed | more).items():
            setattr(found, name, value)
        return found

    return {
        "save": lambda: as_said().save(),
        "update": lambda: rows.update(**agreed),
        "bulk_update": lambda: type(thing).objects.bulk_update([as_said()], agreed),
        "insert": lambda: as_said(pk=None, **({"sha256": "e" * 64} if file else {})).save(force_insert=True),
        "SQL": lambda: in_sql(statement, [state, by.pk, agreed[f"{deed}_at"], thing.pk]),
        "SQL, without a name": lambda: in_sql(f"UPDATE {table} SET state = %s WHERE id = %s", [state, thing.pk]),
    }


def in_sql(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("what", ["decision", "reason", "amendment", "correction", "file", "handed_in", "prepared"])
def test_nor_does_the_database_take_it(own, what):
    thing = getattr(own, what)
    for name, write in past_the_verbs(thing, own.me).items():
        with pytest.raises(IntegrityError, match=RULES) as refused, transaction.atomic():
            write()
        assert refused, name
    assert agreed_to() == set()


def test_who_speaks_sql_writes_no_approval():
    """The search for whoever writes an approval does not read SQL, so these are looked at by hand."""
    assert doors.with_sql() == SPEAKS_SQL, A_NEW_DOOR

"""Ways to an approval that are no function of ours and no form: commands, jobs, spreadsheets, the database itself."""

from contextlib import suppress

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command, get_commands
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from import_export.admin import ImportMixin
from tablib import Dataset

from curation import demo, tasks
from curation.actions import amendments
from curation.admin import site
from curation.models import SourceFile
from tests.curation import doors
from tests.curation.proposer import A_NEW_DOOR, AGREED, agreed_to, kept

SAMPLES = demo.SAMPLES / "workbooks"
RULES = "by_someone_else|without_a_reviewer|has_an_accepter"  # names of the constraints
SPEAKS_SQL = {
    "camt_site.checks.sqlite_faults",
    "curation.turns.alone",
    "curation.turns.beside_others",
    "curation.composition.compose",
    "curation.differences.enter",
    "curation.log.wait_for_others",
    "flows.bulk.execute_many",
    "flows.differences.compared.Kept._ask",
    "flows.differences.compared.Kept._write",
    "flows.differences.compared.Kept.numbered",
    "flows.differences.compared.Kept.rows",
    "flows.differences.compared.fill",
    "flows.differences.moves.beside",
    "flows.releases.wait_for_others",
    "flows.triggers.Engine.create",
    "flows.triggers.Engine.drop",
    "flows.triggers.Engine.found",
}

# --- Whatever runs by itself, or from a shell -------------------------------------------------------------------------

COMMANDS = {
    "accept": lambda my: [my.own.file.pk, "--by", my.me],
    "demo": lambda my: [],
    "estimate": lambda my: ["rates", "--example"],
    "export": lambda my: ["1.0.0", "--to", my.sample.content.path + ".out"],
    "ingest": lambda my: [SAMPLES / "ca-tfwp.csv", "--source", "ca-tfwp", "--by", my.me, "--propose"],
    "prepare": lambda my: ["--again"],
    "publish": lambda my: ["1.0.0", "--by", my.me, "--notes", __file__],
    "read_file": lambda my: [SAMPLES / "ca-tfwp.csv", "--source", "ca-tfwp"],
    "resume": lambda my: [],
    "verify": lambda my: [],
}
FAR_FROM_IT = {"make_shapes", "messages", "serve"}  # shapes and translations are compiled, a server runs on
JOBS = {
    "read_file": lambda my: tasks.read_file.call(my.own.file.pk),
    "compare_file": lambda my: tasks.compare_file.call(my.own.file.pk),
    "reckon_coverage": lambda my: tasks.reckon_coverage.call(),
    "prepare_draft": lambda my: tasks.prepare_draft.call(),
    "compose_draft": lambda my: tasks.compose_draft.call(),
    "look_at_candidate": lambda my: tasks.look_at_candidate.call(),
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

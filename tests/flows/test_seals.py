"""What is published is kept by the database itself, whoever asks and however. Figures are made up."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.db.migrations import Migration

from flows import seals
from flows.models import Contribution, Gap, Observation, Population, Release, SourceUsed, TotalCheck, Treatment
from flows.sealed import SENTENCE
from tests.factories import gap, observation, population, published, total

pytestmark = pytest.mark.django_db
TABLES = [SourceUsed, Treatment, Observation, Contribution, Gap, TotalCheck, Population]


@pytest.fixture
def release():
    release = published(
        observation("KAZ", "USA", 2018, "study", cells=[10, 5]),
        gaps=[gap("KAZ", "CAN", 2018, "study")],
        totals=[total(15)],
        populations=[population("KAZ", 2018, 18932727)],
    )
    connection.check_constraints()  # as its commit would
    return release


@pytest.fixture
def candidate():
    """A release that is not published yet, with a number and a gap."""
    candidate = Release.objects.create(version="2.0.0", major=2, minor=0, patch=0)
    key = {"release": candidate, "origin": "UZB", "destination": "USA", "year": 2018, "year_basis": "us_fiscal"}
    key |= {"category": "work", "measure": "visas_issued"}
    Observation.everything.create(
        **key, value=1, lower=1, upper=1, status="normal", headline=True, sources="us-niv", cells=1
    )
    Gap.everything.create(**key, status="missing", reason_code="no_row", reason_en="Made up.", reason_ru="Вымышлено.")
    return candidate


def refuse(sql, *values):
    """Runs SQL as somebody with a database client would, and expects the sentence."""
    with pytest.raises(IntegrityError, match=SENTENCE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def table(model):
    return model._meta.db_table


def copying(model, verb="INSERT", **changed):
    """SQL that puts a copy of each row into its table, some of its columns given as SQL."""
    columns = {field.column: field.column for field in model._meta.concrete_fields} | changed
    return f"{verb} INTO {table(model)} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {table(model)}"


@pytest.mark.parametrize("model", TABLES)
def test_no_row_of_a_published_release_is_changed_deleted_or_added(model, release):
    before = list(model.everything.values())
    assert len(before) > 0
    for field in model._meta.concrete_fields:
        refuse(f"UPDATE {table(model)} SET {field.column} = {field.column}")
    refuse(f"DELETE FROM {table(model)}")
    fresh = {
        field.column: f"{field.column} + 100" for field in model._meta.fields if field.name in ("id", "number", "year")
    }
    refuse(copying(model, **fresh))
    assert list(model.everything.values()) == before


@pytest.mark.parametrize("model", TABLES)
def test_a_withdrawn_release_is_kept_the_same_way(model, release):
    Release.objects.update(state="withdrawn", withdrawn_reason="Made up.")
    refuse(f"DELETE FROM {table(model)}")


@pytest.mark.parametrize("model", [Observation, Gap])
def test_no_row_moves_into_or_out_of_it(model, release, candidate):
    refuse(f"UPDATE {table(model)} SET release_id = %s WHERE release_id = %s", release.pk, candidate.pk)
    refuse(f"UPDATE {table(model)} SET release_id = %s WHERE release_id = %s", candidate.pk, release.pk)


@pytest.mark.parametrize("model", [Release, *TABLES])
def test_no_table_that_holds_published_rows_is_emptied_in_one_stroke(model, release):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's; SQLite has DELETE, tried above.")
    refuse(f"TRUNCATE {table(model)} CASCADE")


@pytest.mark.parametrize(
    "change",
    [
        "state = 'candidate'",
        "version = '1.0.1'",
        "digest = 'another'",
        "notes_en = 'another'",
        "files = '{}'",
        "observations_count = 3",
        "state = 'withdrawn', withdrawn_reason = 'Made up.', notes_en = 'another'",
        "withdrawn_reason = 'A reason before its time.'",
        "state = 'published'",
    ],
)
def test_of_a_release_only_its_withdrawal_is_let_through(change, release):
    refuse(f"UPDATE flows_release SET {change}")


def test_withdrawal_is_let_through_once(release):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE flows_release SET state = 'withdrawn', withdrawn_reason = 'Made up.'")
    refuse("UPDATE flows_release SET state = 'published'")
    refuse("UPDATE flows_release SET withdrawn_reason = 'A better reason.'")
    refuse("DELETE FROM flows_release")


def test_a_published_release_is_not_deleted_by_django_either(release):
    with pytest.raises(IntegrityError, match=SENTENCE), transaction.atomic():
        release.delete()


ANOTHER = {"id": "id + 100", "state": "'candidate'", "version": "'9.9.9'", "major": "9"}


@pytest.mark.parametrize("kept", ["id", "version", "major"])
def test_nothing_pushes_a_published_release_out(kept, release):
    """SQLite deletes rows in the way of INSERT OR REPLACE without asking the triggers that guard deletion."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite can replace rows in this way.")
    another = {name: value for name, value in ANOTHER.items() if name != kept}
    refuse(copying(Release, "INSERT OR REPLACE", **another))


def test_nothing_pushes_its_rows_out(release, candidate):
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite can replace rows in this way.")
    for model in TABLES:
        refuse(copying(model, "INSERT OR REPLACE", release_id=str(candidate.pk)))


def test_nothing_is_updated_into_its_place(release, candidate):
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite can replace rows in this way.")
    refuse("UPDATE OR REPLACE flows_release SET version = '1.0.0' WHERE state = 'candidate'")
    refuse(
        "UPDATE OR REPLACE flows_observation SET id = (SELECT min(id) FROM flows_observation) WHERE release_id = %s",
        candidate.pk,
    )


def test_a_candidate_changes_and_goes_freely(release, candidate):
    Observation.everything.of(candidate).update(value=2, lower=2, upper=2)
    Gap.everything.of(candidate).update(reason_en="Made up anew.")
    Release.objects.filter(pk=candidate.pk).update(notes_en="Made up.")
    candidate.delete()
    assert list(Release.objects.all()) == [release]
    assert set(Observation.everything.values_list("release", flat=True)) == {release.pk}


# --- Whether they stand -----------------------------------------------------------------------------------------------


def findings():
    return [(finding.id, finding.msg) for finding in run_checks(databases=["default"]) if finding.id == "flows.W001"]


def test_all_stand_after_migrating():
    assert seals.fallen(connection) == []
    assert {name for name in seals.standing(connection) if name.startswith("seal_flows_release")} >= {
        "seal_flows_release_update", "seal_flows_release_delete",
    }  # fmt: skip
    assert findings() == []


def test_a_lifted_seal_is_noticed_and_set_again_by_the_next_migration(release):
    stood = seals.standing(connection)
    seals.lift(connection)
    assert seals.standing(connection) == set()
    assert seals.fallen(connection) == sorted(stood)
    [(_id, message)] = findings()
    assert message.startswith("The database does not keep published rows as they are: seal_")
    call_command("migrate", verbosity=0)
    assert seals.standing(connection) == stood
    refuse("DELETE FROM flows_observation")


def test_an_altered_seal_is_noticed_and_set_right():
    name = "seal_flows_gap_delete"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON flows_gap BEGIN SELECT 1; END")
        else:
            cursor.execute(f"ALTER TABLE flows_gap DISABLE TRIGGER {name}")
    assert seals.fallen(connection) == [name]
    seals.install(connection)
    assert seals.fallen(connection) == []


def test_installing_again_asks_and_does_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        seals.install(connection)


def test_a_table_rebuilt_by_a_migration_loses_its_seals_on_sqlite(transactional_db):
    """Why they are set after every migration: Django copies the table, and its triggers are not copied."""
    [once] = Gap._meta.constraints
    with connection.schema_editor() as editor:
        editor.remove_constraint(Gap, once)
        editor.add_constraint(Gap, once)
    rebuilt = {f"seal_flows_gap_{event}" for event in ("insert", "update", "delete")}
    assert set(seals.fallen(connection)) == (rebuilt if connection.vendor == "sqlite" else set())
    call_command("migrate", verbosity=0)
    assert seals.fallen(connection) == []


def test_a_table_that_other_seals_name_can_be_changed_by_a_migration(transactional_db):
    """SQLite would refuse to rename the copy of `flows_release` while triggers of its rows' tables name it."""
    published(observation("KAZ", "USA", 2018, "study", cells=[10, 5]))
    before, once = list(Release.objects.values()), Release._meta.constraints[0]
    emit_pre_migrate_signal(0, False, connection.alias, plan=[(Migration("made_up", "flows"), False)])
    with connection.schema_editor() as editor:
        editor.remove_constraint(Release, once)
        editor.add_constraint(Release, once)
    call_command("migrate", verbosity=0)
    assert seals.fallen(connection) == []
    assert list(Release.objects.values()) == before
    refuse("DELETE FROM flows_release")


def test_where_nothing_is_to_be_migrated_no_seal_is_lifted():
    stood = seals.standing(connection)
    emit_pre_migrate_signal(0, False, connection.alias, plan=[])
    assert seals.standing(connection) == stood

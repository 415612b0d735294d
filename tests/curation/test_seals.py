"""What the database itself keeps of the workshop, whoever tries, by whatever way."""

import pytest
from django.db import DatabaseError, connection, transaction

from curation.actions import amendments, concepts, corrections, decisions, opinions, thresholds
from curation.models import CategoryDecision, Concept, SourceFile
from curation.thresholds import THRESHOLDS
from flows import seals

CONTENT = {
    "category": "work",
    "disposition": "include",
    "rationale": "Other words.",
    "year_from": 2018,
    "condition": {"sex": ["F"]},
    "measure": "entries",
    "flagged": True,
}


@pytest.fixture
def decision(label, people):
    return decisions.propose_as_suggested(label, by=people.assistant)


def refused(sentence):
    return pytest.raises(DatabaseError, match=sentence)


def test_every_seal_stands(db):
    assert seals.fallen(connection) == []


@pytest.mark.parametrize("field", CONTENT)
def test_what_was_proposed_never_changes(decision, field):
    with refused("A decision is never changed or deleted"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(**{field: CONTENT[field]})


def test_nor_who_proposed_it(decision, people):
    with refused("A decision is never changed or deleted"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(proposed_by=people.colleague)


def test_a_decision_is_never_deleted(decision):
    with refused("A decision is never changed or deleted"), transaction.atomic():
        decision.delete()


@pytest.mark.parametrize("state", ["proposed", "returned", "withdrawn"])
def test_what_is_in_force_can_only_be_superseded(decision, people, state):
    decisions.approve(decision, by=people.colleague)
    with refused("A decision is never changed or deleted"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(state=state)


@pytest.mark.parametrize(
    "fields",
    [{"state": "proposed"}, {"state": "approved"}, {"state": "withdrawn", "review_note": "Other words."}],
)
def test_what_was_returned_can_only_be_put_away_with_what_was_said(decision, people, fields):
    decisions.return_(decision, reason="Quote the rule.", by=people.colleague)
    with refused("A decision is never changed or deleted"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(**fields)
    decisions.put_away(decision, by=people.assistant)
    assert (decision.state, decision.review_note) == ("withdrawn", "Quote the rule.")


def test_nor_can_somebody_else_take_the_review_over(decision, people):
    decisions.approve(decision, by=people.colleague)
    with refused("A decision is never changed or deleted"), transaction.atomic():
        CategoryDecision.objects.filter(pk=decision.pk).update(state="superseded", reviewed_by=people.director)


@pytest.fixture(params=["reason", "amendment", "correction"])
def proposed(request, people, make_correction):
    """What somebody proposed besides decisions, with the verb that approves it and a text of it."""
    if request.param == "reason":
        concept = Concept.objects.get(pk="seafarer")
        return concepts.give_reason(concept, text_en="Made up.", by=people.assistant), concepts.approve, "text_en"
    if request.param == "correction":
        return make_correction(), corrections.approve, "why"
    said = {"values": {"area": "NLD"}, "rationale": "Made up."}
    return amendments.propose("alias", "Nederlandia", **said, by=people.assistant), amendments.approve, "rationale"


def test_reasons_and_amendments_are_kept_as_decisions_are(proposed, people):
    row, approve, text = proposed
    rows = type(row).objects.filter(pk=row.pk)
    with refused("is never changed or deleted: propose another one"), transaction.atomic():
        rows.update(**{text: "Other words."})
    with refused("is never changed or deleted: propose another one"), transaction.atomic():
        row.delete()
    approve(row, by=people.colleague)
    for change in ({"state": "proposed"}, {"state": "superseded", "reviewed_by": people.director}):
        with refused("is never changed or deleted: propose another one"), transaction.atomic():
            rows.update(**change)


@pytest.fixture(params=["setting", "drawn", "opinion"])
def given(request, label, people):
    """What is only ever added, with the sentence that keeps it and a change of it."""
    share = THRESHOLDS["second_opinion_share"]
    setting = thresholds.set_(share, to=100, why="Made up.", by=people.director, turn=0)
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    decisions.approve(decision, by=people.director)
    opinion = opinions.give(decision.drawn, disposition="cannot_say", by=people.colleague)
    return {
        "setting": (setting, "A value that a threshold was given stays", {"value": 0}),
        "drawn": (decision.drawn, "What was drawn for a second opinion stays drawn", {"share": 1}),
        "opinion": (opinion, "stays as it was given", {"disposition": "total"}),
    }[request.param]


def test_settings_draws_and_second_opinions_are_only_added(given):
    row, sentence, change = given
    rows = type(row).objects.filter(pk=row.pk)
    with refused(sentence), transaction.atomic():
        rows.update(**change)
    with refused(sentence), transaction.atomic():
        row.delete()


def test_nor_is_one_pushed_out_by_another_of_the_same_key(given):
    row = given[0]
    columns = [field.column for field in row._meta.concrete_fields if field.column != "id"]
    table, names = row._meta.db_table, ", ".join(columns)
    replacing = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"
    plain = replacing.replace(" OR REPLACE", "")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replacing if connection.vendor == "sqlite" else plain)
    assert type(row).objects.get().pk == row.pk


@pytest.mark.parametrize("fields", [{"sha256": "f" * 64}, {"content": "files/x"}, {"name": "other.xlsx"}])
def test_a_file_that_came_in_stays_as_it_came(make_file, fields):
    file = make_file()
    with refused("A file that came in stays as it came"), transaction.atomic():
        SourceFile.objects.filter(pk=file.pk).update(**fields)


def test_a_file_that_came_in_is_never_deleted(make_file):
    file = make_file()
    with refused("A file that came in stays as it came"), transaction.atomic():
        file.delete()


def test_what_lies_in_quarantine_may_be_cleared_away(make_file):
    make_file(state="quarantined").delete()
    assert not SourceFile.objects.exists()

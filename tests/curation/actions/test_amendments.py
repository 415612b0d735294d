"""Rows of the reference lists: proposed by one person, applied when another agrees. Names and rows are made up."""

import pytest

from curation.actions import amendments
from curation.actions.refused import Refused
from curation.models import Alias, Amendment, SourceTable, Standing

WHY = "The publisher spells it so since 2024."


@pytest.fixture
def propose(people):
    """A function that proposes what an alias should say, by the assistant unless somebody else is named."""

    def make(key="Nederlandia", *, by=people.assistant, rationale=WHY, **values):
        return amendments.propose("alias", key, values=values or {"area": "NLD"}, rationale=rationale, by=by)

    return make


@pytest.fixture
def alias(db):
    return Alias.objects.create(text="nederlandia", area="NLD", note="made up")


def states():
    return list(Amendment.objects.order_by("pk").values_list("state", flat=True))


def test_a_new_row_is_there_when_somebody_else_agrees(propose, people):
    amendment = propose()
    assert (amendment.before, amendment.key) == ({}, "nederlandia")
    assert not Alias.objects.filter(text="nederlandia").exists()
    amendments.approve(amendment, by=people.colleague)
    made = Alias.objects.get(text="nederlandia")
    assert (made.area, made.added_by) == ("NLD", people.assistant)


def test_fields_left_out_stay_as_they_are(propose, alias, people):
    amendment = propose(area="BEL")
    assert amendments.in_words(amendment) == "area: “NLD” → “BEL”"
    amendments.approve(amendment, by=people.colleague)
    alias.refresh_from_db()
    assert (alias.area, alias.note) == ("BEL", "made up")


def test_an_approval_of_a_row_that_changed_meanwhile_is_refused_and_says_what_changed(propose, alias, people):
    amendment = propose(area="BEL")
    Alias.objects.filter(pk=alias.pk).update(area="LUX")
    with pytest.raises(Refused, match="“nederlandia” changed since this was proposed: area was “NLD” and is “LUX”."):
        amendments.approve(amendment, by=people.colleague)
    assert (states(), Alias.objects.get(pk=alias.pk).area) == (["proposed"], "LUX")


def test_so_is_that_of_a_row_that_somebody_added_or_deleted_meanwhile(propose, alias, people):
    new, changed = propose("Belgicania", area="BEL"), propose(area="BEL")
    Alias.objects.create(text="belgicania", area="BEL")
    alias.delete()
    with pytest.raises(Refused, match="“belgicania” was added since this was proposed"):
        amendments.approve(new, by=people.colleague)
    with pytest.raises(Refused, match="“nederlandia” is gone since this was proposed"):
        amendments.approve(changed, by=people.colleague)


@pytest.mark.parametrize(
    "table, key, values, sentence",
    [
        ("alias", "Nowhere", {"area": "NWH"}, "area: “NWH” is no area: write its code, as KAZ, or one of _STATELESS"),
        ("alias", "Nowhere", {}, "area: This field is required."),
        ("source", "us-niv", {"destination": "United States"}, "destination: “United States” is no area"),
        ("source", "us-niv", {"measure": "visas"}, "measure: “visas” is no measure: write one of "),
        ("source", "us-niv", {"hints": {"columns": 5}}, "hints: These hints cannot be followed"),
        ("source", "us-niv", {"hints": "{"}, "hints: Enter a valid JSON."),
        ("source", "us-niv", {"lag_months": "soon"}, "lag_months: Enter a whole number."),
    ],
)
def test_what_the_list_s_own_form_would_not_take_is_refused_with_its_column(people, table, key, values, sentence):
    with pytest.raises(Refused) as refused:
        amendments.propose(table, key, values=values, rationale=WHY, by=people.assistant)
    assert sentence in str(refused.value)


def test_what_is_so_already_or_waits_already_is_refused(propose, alias, people):
    with pytest.raises(Refused, match="“nederlandia” says so already: nothing is to be changed."):
        propose(area="NLD")
    propose(area="BEL")
    with pytest.raises(Refused, match="This is proposed for “nederlandia” already, by assistant."):
        propose(area="BEL", by=people.colleague)


def test_the_newer_amendment_of_a_person_replaces_the_one_that_waits(propose, alias, people):
    propose(area="BEL")
    propose(area="LUX")
    propose(area="DEU", by=people.colleague)
    assert states() == ["withdrawn", "proposed", "proposed"]


def test_nobody_approves_their_own_and_a_return_says_why(propose, people):
    amendment = propose()
    with pytest.raises(Refused, match="You proposed this yourself"):
        amendments.approve(amendment, by=people.assistant)
    with pytest.raises(Refused, match="Write why you return it"):
        amendments.return_(amendment, reason=" ", by=people.colleague)
    amendments.return_(amendment, reason="The Antilles?", by=people.colleague)
    assert (amendment.state, amendment.review_note) == ("returned", "The Antilles?")
    with pytest.raises(Refused, match="colleague was first"):
        amendments.approve(amendment, by=people.director)


def test_who_has_no_right_proposes_and_approves_nothing(propose, people):
    with pytest.raises(Refused, match="stranger may not propose changes of reference lists"):
        propose(by=people.stranger)
    with pytest.raises(Refused, match="stranger may not approve proposals"):
        amendments.approve(propose(), by=people.stranger)


def test_several_are_approved_each_by_itself(propose, alias, people):
    good, late = propose("Belgicania", area="BEL"), propose(area="BEL")
    Alias.objects.filter(pk=alias.pk).update(area="LUX")
    told = amendments.approve_all([late, good], by=people.colleague)
    assert [bool(refusal) for _, refusal in told] == [True, False]
    assert Alias.objects.filter(text="belgicania").exists()


def test_a_source_table_keeps_what_its_hints_say(people):
    table = SourceTable.objects.get(pk="us-niv")
    amendment = amendments.propose("source", "us-niv", values={"lag_months": 9}, rationale=WHY, by=people.assistant)
    amendments.approve(amendment, by=people.director)
    now = SourceTable.objects.get(pk="us-niv")
    assert (now.lag_months, now.hints, now.title_ru) == (9, table.hints, table.title_ru)


def test_labels_stand_by_what_a_source_table_keeps_now(people, make_label):
    label = make_label("J-1", ("FY2018", 7), breakdown="sex=F")
    hints = SourceTable.objects.get(pk="us-niv").hints | {"keep": {"sex": ["T"]}}
    amendment = amendments.propose("source", "us-niv", values={"hints": hints}, rationale=WHY, by=people.assistant)
    assert Standing.objects.get().label == label
    amendments.approve(amendment, by=people.director)
    assert not Standing.objects.exists()

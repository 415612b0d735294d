"""The search for doors to an approval, on pieces of programs that are made up."""

import ast

import pytest

from tests.curation import doors

KNOWN = {
    "decisions": "curation.actions.decisions",
    "approve": "curation.actions.decisions.approve",
    "attempt": "curation.actions.refused.attempt",
}


@pytest.mark.parametrize(
    "program, writes",
    [
        ("rows.update(reviewed_by=by)", True),
        ("rows.update(**{'accepted_by': by})", True),
        ("rows.update(state='approved')", True),
        ("rows.update(state=State.ACCEPTED)", True),
        ("move(row, State.APPROVED, by=by)", True),
        ("Row(state='accepted', name=name)", True),
        ("row.reviewed_by = by", True),
        ("row.accepted_by_id, row.name = by.pk, name", True),
        ("row.state = State.APPROVED", True),
        ("setattr(row, 'reviewed_at', now)", True),
        ("done = {'state': 'approved'}", True),
        ("rows.filter(reviewed_by=by, state='approved')", False),
        ("rows.update(state=State.RETURNED)", False),
        ("row.state == State.APPROVED", False),
        ("print(row.reviewed_by)", False),
        ("rows.select_related('reviewed_by')", False),
    ],
)
def test_a_write_is_known_from_a_question(program, writes):
    assert any(map(doors.writes, ast.walk(ast.parse(program)))) is writes


@pytest.mark.parametrize(
    "program, meant",
    [
        ("decisions.approve(row, by=by)", {"curation.actions.decisions.approve"}),
        ("approve(row, by=by)", {"curation.actions.decisions.approve"}),
        ("attempt(decisions.approve, row)", {"curation.actions.refused.attempt", "curation.actions.decisions.approve"}),
        ("deeds = {'yes': decisions.approve}", {"curation.actions.decisions.approve"}),
        ("getattr(decisions, deed)(row)", {"curation.actions.decisions.*"}),
        ("row.approve(by=by)", set()),
        ("decisions = 5", set()),
    ],
)
def test_what_is_named_is_found_also_where_it_is_only_handed_on(program, meant):
    assert set(doors.meanings(ast.parse(program), KNOWN)) == meant


def test_whoever_hands_the_module_on_could_mean_any_verb_of_it(monkeypatch):
    made_up = [("curation.tasks.judge", "curation.actions.decisions.*"), ("curation.admin.x", "curation.tasks.judge")]
    monkeypatch.setattr(doors, "references", lambda: made_up)
    assert doors.callers({"curation.actions.decisions.approve"}) == {"curation.tasks.judge", "curation.admin.x"}

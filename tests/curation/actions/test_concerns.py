"""Doubts: raised, answered, resolved in words, opened again."""

import pytest
from django.db import IntegrityError, transaction

from curation.actions import concerns
from curation.actions.refused import Refused
from curation.models import Concern


@pytest.fixture
def concern(people):
    return concerns.raise_("Is length of stay in the table?", severity="concern", by=people.assistant)


def test_raised_answered_reopened_and_resolved(concern, people):
    concerns.answer(concern, text="It is not.", by=people.director)
    assert concern.state == "answered"
    concerns.reopen(concern, reason="Then the rule cannot be checked.", by=people.assistant)
    assert concern.state == "reopened"
    concerns.resolve(concern, resolution="The rationale says so now.", outcome="changed", by=people.director)
    assert (concern.state, concern.outcome, concern.resolved_by) == ("resolved", "changed", people.director)
    assert [(message.by, message.deed, message.text) for message in concern.messages.all()] == [
        (people.director, "answered", "It is not."),
        (people.assistant, "reopened", "Then the rule cannot be checked."),
        (people.director, "changed", "The rationale says so now."),
    ]


def test_silence_never_resolves(concern, people):
    for words in ("", "  ", None):
        with pytest.raises(Refused, match="Say how it was settled: the field is empty."):
            concerns.resolve(concern, resolution=words, outcome="kept", by=people.director)
    with pytest.raises(IntegrityError, match="silence_never_resolves"), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(state="resolved", outcome="kept", resolved_by=people.director)


def test_what_is_resolved_has_an_outcome(concern, people):
    with pytest.raises(Refused, match="Say what became of it: kept, changed, source error, will not change."):
        concerns.resolve(concern, resolution="Settled.", outcome="forgotten", by=people.director)
    said = {"state": "resolved", "resolution": "Settled.", "resolved_by": people.director}
    with pytest.raises(IntegrityError, match="resolved_with_an_outcome"), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(**said)


def test_whoever_raised_it_reopens_it_and_whoever_answers(concern, people):
    concerns.resolve(concern, resolution="Settled.", outcome="will_not_change", by=people.director)
    with pytest.raises(Refused, match="assistant raised this concern, so assistant or whoever answers concerns may"):
        concerns.reopen(concern, reason="Not so.", by=people.colleague)
    for person in (people.assistant, people.director):
        concerns.reopen(concern, reason="Not so.", by=person)
        concerns.resolve(concern, resolution="It is so.", outcome="kept", by=people.director)


def test_a_rule_s_concern_is_reopened_by_anybody_who_may_raise_one(people):
    concern = concerns.raise_by_rule("jump", "F-1 KAZ 2019", "…", "concern")
    concerns.resolve(concern, resolution="Settled.", outcome="kept", by=people.director)
    with pytest.raises(Refused, match="stranger may not reopen concerns"):
        concerns.reopen(concern, reason="Not so.", by=people.stranger)
    concerns.reopen(concern, reason="Not so.", by=people.colleague)
    assert concern.state == "reopened"


def test_of_two_who_settle_it_the_second_is_told(concern, people):
    same = Concern.objects.get(pk=concern.pk)
    concerns.resolve(concern, resolution="Settled.", outcome="kept", by=people.director)
    with pytest.raises(Refused, match="This concern is resolved already: look at it again."):
        concerns.answer(same, text="But…", by=people.director)
    with pytest.raises(Refused, match="This concern is resolved already"):
        concerns.resolve(same, resolution="Settled otherwise.", outcome="kept", by=people.director)


def test_a_rule_raises_it_once_for_each_subject_and_file(make_file):
    one, other = make_file(), make_file()
    for file in (one, other, None):
        for _ in range(2):
            concerns.raise_by_rule("unknown_place", "Kirgystn", "Nobody knows it.", "concern", file=file)
    assert Concern.objects.count() == 3


@pytest.mark.parametrize("about", ["file", "nothing"])
def test_the_database_lets_a_rule_raise_it_once(make_file, about):
    file = make_file() if about == "file" else None
    same = {"rule": "jump", "subject": "F-1 KAZ 2019", "file": file, "severity": "note", "text": "…"}
    Concern.objects.create(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(**same)


def test_what_was_said_stays(concern, people):
    concerns.answer(concern, text="It is not.", by=people.director)
    message = concern.messages.get()
    with pytest.raises(IntegrityError, match="What was said about a concern stays"), transaction.atomic():
        concern.messages.update(text="It is.")
    with pytest.raises(IntegrityError, match="What was said about a concern stays"), transaction.atomic():
        message.delete()


def test_who_may_do_what(concern, people):
    for verb, said, deed in [
        (concerns.answer, {"text": "Yes."}, "answer concerns"),
        (concerns.resolve, {"resolution": "Yes.", "outcome": "kept"}, "resolve concerns"),
    ]:
        with pytest.raises(Refused, match=f"assistant may not {deed}"):
            verb(concern, **said, by=people.assistant)
    with pytest.raises(Refused, match="stranger may not raise concerns"):
        concerns.raise_("…", severity="note", by=people.stranger)


def test_a_severity_that_there_is_not(people):
    with pytest.raises(Refused, match="“panic” is no severity: say blocker, concern, note."):
        concerns.raise_("…", severity="panic", by=people.assistant)


def test_whoever_may_raise_one_says_more_and_the_state_stays(concern, people):
    concerns.say(concern, text="The header says persons.", by=people.colleague)
    concern.refresh_from_db()
    assert (concern.state, concern.messages.get().text) == ("open", "The header says persons.")
    with pytest.raises(Refused, match="stranger may not speak about concerns"):
        concerns.say(concern, text="Me too.", by=people.stranger)
    concerns.resolve(concern, resolution="It does.", outcome="kept", by=people.director)
    with pytest.raises(Refused, match="This concern is resolved: reopen it"):
        concerns.say(concern, text="Late.", by=people.colleague)

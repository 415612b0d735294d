"""The next release from draft to publication, by its verbs. The figures are made up."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.translation import override

from curation import tasks
from curation.actions import candidates, concerns, decisions, releases
from curation.actions.refused import Refused, attempt
from curation.composition import compose
from curation.models import NextRelease, ReleaseTick
from curation.room import checklist, draft, standing
from flows.models import Contribution, Gap, Observation, Release, SourceUsed, TotalCheck, Treatment
from tests.curation.conftest import person

ROWS = (Observation, Contribution, Gap, Treatment, SourceUsed, TotalCheck)


@pytest.fixture
def label(make_file, make_label, people):
    """A label in the years of a series, counted as study, in an accepted file."""
    file = make_file(state="accepted", accepted_by=people.colleague, accepted_at="2026-01-02T03:04Z")
    label = make_label("F-1", ("FY2018", 50), file=file)
    decisions.approve(decisions.propose_as_suggested(label, by=people.assistant), by=people.colleague)
    return label


@pytest.fixture
def ticked(label, people):
    candidates.save(version="1.0.0", notes_en="The first numbers.", by=people.director)
    candidates.tick([item.name for item in warnings()], by=people.director)


@pytest.fixture
def frozen(ticked, people):
    return candidates.freeze(by=people.director)


def warnings():
    return candidates.warnings(standing.following())


def change(label, people):
    """Another decision about the label, in force."""
    proposed = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant)
    decisions.approve(proposed, by=people.director)


def refusal(verb, **asked):
    return attempt(verb, **asked)


def test_a_candidate_has_all_its_rows_and_nobody_reads_them(frozen):
    assert (frozen.state, frozen.candidate.state) == ("candidate", "candidate")
    assert Observation.everything.of(frozen.candidate).count() == 1
    assert not Observation.public.exists() and Release.objects.latest() is None
    assert not Release.objects.readable().exists()


def test_what_was_frozen_is_what_is_published(frozen, people):
    said = list(Observation.everything.values_list("pk", "value"))
    release = candidates.publish(by=people.director)
    assert list(Observation.public.of(release).values_list("pk", "value")) == said
    assert release.pk == frozen.candidate_id and release.published_at > frozen.frozen_at
    assert not NextRelease.objects.exists() and not ReleaseTick.objects.exists()


def test_the_second_is_told_who_was_first_and_when(frozen, people):
    other = person("other-director", "director")
    at = f"{frozen.frozen_at:%Y-%m-%d %H:%M} UTC"
    told = f"Release 1.0.0 was frozen by director on {at}. Look at it, or send it back to draft."
    assert refusal(candidates.freeze, by=other) == told
    assert refusal(candidates.save, notes_en="Mine.", by=other) == (
        f"Release 1.0.0 was frozen by director on {at}. Send it back to draft to write something else."
    )
    release = candidates.publish(by=people.director)
    at = f"{release.published_at:%Y-%m-%d %H:%M} UTC"
    told = f"Nothing is frozen: 1.0.0 was published by director on {at}. Freeze the draft first."
    assert refusal(candidates.publish, by=other) == told
    assert refusal(candidates.send_back, by=other, reason="Made up.") == told


def test_what_stops_it_sends_it_back_and_says_so(frozen, label, people):
    concerns.raise_("Made up: who counts dependants?", severity="blocker", label=label, by=people.assistant)
    row = candidates.look_again()
    assert row.state == "draft"
    assert row.sent_back["why"].startswith("Something stops 1.0.0 now. Done since: assistant on ")
    assert row.sent_back["why"].endswith(" UTC, Made up: who counts dependants?: Raised.")


def test_what_others_do_while_one_looks_is_looked_at_as_well(frozen, label, people, monkeypatch):
    """A job sends the candidate back in the midst of a look into the room: the look finds a draft."""
    state, once = draft.state, iter([True])

    def meanwhile():
        if next(once, False):
            now = state()
            candidates.send_back(by=people.director, reason="Made up.")
            return now
        return state()

    monkeypatch.setattr(draft, "state", meanwhile)
    assert candidates.look_again().state == "draft"


@pytest.mark.parametrize(
    ("again", "told"),
    [
        (False, "Not published: 1.0.0 went back to draft on {day}, by quicker: Made up. It is a draft again: "),
        (
            True,
            "Not published: it went back, and another was frozen. Release 1.0.0 was frozen by quicker on ",
        ),
    ],
    ids=["sent back", "and frozen anew"],
)
def test_who_sent_it_back_while_one_looked_is_named(frozen, label, people, monkeypatch, again, told):
    """Somebody else was quicker, between the look that found it another and its way back."""
    outdated, other = candidates.outdated, person("quicker", "director")
    change(label, people)

    def sent_back_before(*arguments):
        candidates.send_back(by=other, reason="Made up.")
        if again:
            candidates.tick([item.name for item in checklist.unticked(warnings())], by=other)
            candidates.freeze(by=other)
        return outdated(*arguments)

    monkeypatch.setattr(candidates, "outdated", sent_back_before)
    words = refusal(candidates.publish, by=people.director)
    day = NextRelease.objects.get().sent_back.get("at", "")[:16].replace("T", " ") + " UTC"
    assert words.startswith(told.format(day=day))


def test_back_in_draft_nothing_of_the_candidate_is_left_and_what_was_written_is(frozen, people):
    candidates.send_back(by=people.director, reason="A number looks odd.")
    assert not Release.objects.exists() and not any(model.everything.exists() for model in ROWS)
    row = standing.following()
    assert (row.state, row.version, row.notes_en) == ("draft", "1.0.0", "The first numbers.")
    assert (row.sent_back["by"], row.sent_back["why"]) == ("director", "A number looks odd.")
    assert LogEntry.objects.latest("pk").change_message == ("Sent back to draft, candidate 1.0.0: A number looks odd.")
    assert candidates.freeze(by=people.director).is_frozen


@pytest.mark.parametrize("door", ["look", "job", "publish"])
def test_whatever_changes_the_candidate_sends_it_back_by_whichever_door(frozen, label, people, door):
    change(label, people)
    if door == "look":
        candidates.look_again()
    elif door == "job":
        tasks.look_at_candidate.func()
    else:
        told = refusal(candidates.publish, by=people.director)
        assert told.startswith("Not published: 1.0.0 would say something else by now. Done since: assistant on ")
        assert told.endswith("It is a draft again: look at it, and freeze it once more.")
    row = standing.following()
    assert not row.is_frozen and not Release.objects.exists() and row.sent_back["by"] == ""
    log_line = LogEntry.objects.latest("pk")
    assert str(log_line.user) == "director"  # whose candidate it was; nobody sent it back
    assert log_line.change_message.startswith("Sent back to draft by itself, candidate 1.0.0: 1.0.0 would say")
    assert [(each["by"], each["thing"]) for each in row.sent_back["changes"]][:2] == [
        ("assistant", "F-1 → include work"),
        ("director", "F-1 → include work"),
    ]


def test_who_did_something_that_changed_nothing_is_not_named(frozen, label, people):
    concerns.raise_("Good to know.", label=label, severity="note", by=people.colleague)
    candidates.look_again()
    change(label, people)
    candidates.look_again()
    told = standing.following().sent_back
    assert {each["by"] for each in told["changes"]} == {"assistant", "director"}
    assert "Done since: assistant on " in told["why"] and "colleague" not in told["why"]


def test_a_withdrawal_of_what_is_public_sends_it_back_too(frozen, label, people):
    first = candidates.publish(by=people.director)
    change(label, people)
    candidates.save(version="2.0.0", notes_en="Made up.", by=people.director)
    candidates.tick([item.name for item in checklist.unticked(warnings())], by=people.director)
    candidates.freeze(by=people.director)
    releases.withdraw(first, reason="A heading was misread.", by=people.director)
    candidates.look_again()
    assert "1.0.0: Withdrew release 1.0.0: A heading was misread" in standing.following().sent_back["why"]


def test_what_is_published_is_what_was_looked_at(frozen, people):
    candidates.send_back(by=people.director, reason="Made up.")
    again = candidates.freeze(by=people.director)
    told = refusal(candidates.publish, by=people.director, candidate=frozen.candidate_id)
    assert told.startswith("You looked at another candidate. Release 1.0.0 was frozen by director on ")
    assert candidates.publish(by=people.director, candidate=again.candidate_id).version == "1.0.0"


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(label, people):
    seen = candidates.written(standing.following())
    candidates.save(notes_en="Theirs.", by=person("other-director", "director"))
    told = refusal(candidates.save, notes_en="Mine.", by=people.director, since=seen)
    assert told.startswith("other-director wrote something else meanwhile: ")
    assert standing.following().notes_en == "Theirs."


def test_a_concern_that_blocks_sends_it_back_as_well(frozen, label, people):
    concerns.raise_("Are these people?", label=label, severity="blocker", by=people.assistant)
    candidates.look_again()
    assert not standing.following().is_frozen


def test_what_changes_nothing_of_it_leaves_it_frozen(frozen, label, people):
    concerns.raise_("Good to know.", label=label, severity="note", by=people.assistant)
    candidates.look_again()
    assert standing.following().is_frozen
    assert candidates.publish(by=people.director).version == "1.0.0"


def test_nothing_is_published_past_a_candidate(frozen, people):
    asked = {"version": "1.0.0", "notes_en": "Past it.", "by": people.director}
    assert refusal(releases.publish, **asked) == (
        "Release 1.0.0 is frozen as a candidate: publish it, or send it back to draft in the release room."
    )


def test_rows_that_are_no_longer_what_was_frozen_are_not_published(frozen, people):
    Observation.everything.update(value=51, lower=51, upper=51)
    told = refusal(candidates.publish, by=people.director)
    assert told == "Release 1.0.0 is no longer what was frozen: send it back to draft, and freeze."
    assert Release.objects.get().state == "candidate"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"notes_en": " "}, "Say in the notes what is new for the public: they are empty."),
        ({"notes_en": "x", "version": "1"}, "“1” is not a version: write MAJOR.MINOR.PATCH"),
        ({"notes_en": "x" * 20_001}, "The notes have 20,001 characters, and 20,000 are kept: shorten them."),
        ({"notes_en": "x", "notes_ru": "я"}, "To be looked at and ticked off first: "),
    ],
)
def test_what_is_not_ready_is_not_frozen(label, people, written, told):
    assert refusal(candidates.freeze, **written, by=people.director).startswith(told)
    assert not Release.objects.exists()


def test_who_may_not_publish_does_none_of_it(frozen, people):
    for verb, asked in [
        (candidates.save, {"notes_en": "x"}),
        (candidates.tick, {"names": ["x"]}),
        (candidates.take_back, {"name": "x"}),
        (candidates.freeze, {}),
        (candidates.send_back, {"reason": "x"}),
        (candidates.publish, {}),
    ]:
        assert "may not" in refusal(verb, **asked, by=people.assistant), verb


def test_a_tick_holds_for_what_it_was_given_for(ticked, people, make_file):
    assert checklist.unticked(warnings()) == []
    make_file(name="waiting.xlsx", state="read")  # by a job, which tells nobody
    [left] = checklist.unticked(warnings())
    assert left.title == "1 file is read and not accepted" and left.said[0].startswith("waiting.xlsx (us-niv)")


def test_a_tick_is_given_once_and_taken_back(ticked, people):
    name = warnings()[0].name
    assert "is ticked off already" in refusal(candidates.tick, names=[name], by=people.director)
    candidates.take_back(name, by=people.director)
    assert [item.name for item in checklist.unticked(warnings())] == [name]
    assert refusal(candidates.take_back, name=name, by=people.director) == (
        "This tick is not there any more: look again."
    )


def test_while_it_is_frozen_its_ticks_stay(frozen, people):
    told = refusal(candidates.take_back, name=warnings()[0].name, by=people.director)
    assert told.endswith("The tick belongs to it: send it back to draft first.")


def test_a_tick_holds_in_the_other_language(label, people, make_file):
    make_file(name="waiting.xlsx", state="read")
    candidates.save(notes_en="Made up.", by=people.director)
    with override("ru"):
        candidates.tick([item.name for item in warnings()], by=people.director)
    assert checklist.unticked(warnings()) == []
    assert (
        "1 file is read and not accepted: waiting.xlsx (us-niv) is read"
        in ReleaseTick.objects.get(name__startswith="files").sentence
    )


def test_a_smaller_version_than_the_difference_asks_for_is_a_warning(frozen, label, people):
    candidates.publish(by=people.director)
    change(label, people)
    candidates.save(version="1.0.1", notes_en="Made up.", by=people.director)
    [item] = [item for item in warnings() if item.kind == "smaller"]
    assert (item.title, item.said) == (
        "1.0.1 promises a smaller change than there is", ["The difference asks for 2.0.0."],
    )  # fmt: skip


@pytest.mark.parametrize(
    "version, told",
    [("1.0.0", "published by director on"), ("0.9.0", "is not higher than 1.0.0"), ("two", "not a version")],
)
def test_a_version_that_cannot_be_taken_is_not_kept(frozen, label, people, version, told):
    candidates.publish(by=people.director)
    written = {"version": version, "notes_en": "Made up.", "by": people.director}
    assert told in str(refusal(candidates.save, **written))
    assert standing.following().version != version


def test_a_version_that_was_withdrawn_stays_taken(frozen, label, people):
    candidates.publish(by=people.director)
    change(label, people)
    second = releases.publish(version="1.5.0", notes_en="Made up.", by=people.director)
    releases.withdraw(second, reason="Made up.", by=people.director)
    assert str(candidates.proposed(draft.kept().content).version) == "2.0.0"
    only = releases.publish(version="2.0.0", notes_en="Made up.", by=people.director)
    releases.withdraw(only, reason="Made up.", by=people.director)
    assert str(candidates.proposed(draft.kept().content).version) == "3.0.0"


def test_the_stamp_stands_for_what_is_said_in_whatever_order_and_under_whatever_number(label):
    composition = compose()
    said = composition.handover
    moved = replace(
        said,
        sources=[replace(each, number=each.number + 7) for each in said.sources],
        contributions=[each._replace(source=each.source + 7) for each in reversed(said.contributions)],
        total_checks=[each._replace(source=each.source + 7) for each in said.total_checks],
        gaps=list(reversed(said.gaps)),
    )
    first = draft.stamp(composition, None)
    assert draft.stamp(replace(composition, handover=moved), None) == first
    other = [said.observations[0]._replace(value=51, lower=51, upper=51)]
    assert draft.stamp(replace(composition, handover=replace(said, observations=other)), None) != first


def test_two_candidates_are_refused_by_the_database(frozen):
    with pytest.raises(Exception, match="(?i)unique|one_candidate"):
        Release.objects.create(version="9.0.0", major=9, minor=0, patch=0)


def test_only_a_candidate_is_ever_taken_away(frozen, people):
    from flows import releases as record

    release = candidates.publish(by=people.director)
    with pytest.raises(Refused, match="not a candidate: what is published stays"):
        record.discard(release)
    assert Observation.public.of(release).exists()

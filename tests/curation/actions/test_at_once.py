"""Eight people at once, on either engine: one wins, the others are told. RACE_ROUNDS=100 runs it as often."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.db import connection, connections

from curation import differences, seen
from curation.actions import candidates, claims, corrections, decisions, opinions, releases, uploads
from curation.actions.refused import attempt
from curation.actions.thresholds import set_
from curation.inbox import names
from curation.models import CategoryDecision, Change, Claim, Correction, Drawn, SecondOpinion, Setting, SourceFile
from curation.room import checklist, standing
from curation.thresholds import THRESHOLDS
from flows import seals
from flows.models import Release, Treatment
from tests.curation.conftest import person

ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))
EIGHT = range(8)


@pytest.fixture
def crowd(transactional_db):
    """Eight directors."""
    yield [person(f"director{number}", "director") for number in EIGHT]
    seals.lift(connection)  # else the test's own clearing up would be refused


def at_once(verb, calls):
    """Run `verb` with each of the keywords at the same moment, each in a connection of its own; what refused each."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return attempt(verb, *call[0], **call[1])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def do(verb, *arguments, **keywords):
    """For `at_once`, where not all do the same."""
    return verb(*arguments, **keywords)


@pytest.mark.parametrize("looked", [False, True], ids=["unseen", "seen"])
def test_eight_people_approve_one_proposal(crowd, make_label, people, looked):
    for number in range(ROUNDS):
        label = make_label(f"L-{number}", ("FY2018", 1))
        pk = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant).pk
        token = seen.token(pk, seen.look(CategoryDecision.objects.get(pk=pk)).seen) if looked else None
        calls = [((CategoryDecision.objects.get(pk=pk),), {"by": director, "seen": token}) for director in crowd]
        refused = at_once(decisions.approve, calls)
        decision = CategoryDecision.objects.get(pk=pk)
        winner = crowd.index(decision.reviewed_by)
        assert decision.state == "approved"
        assert [said == "" for said in refused] == [number == winner for number in EIGHT]
        assert all(f"{decision.reviewed_by} was first: “{label}” is approved" in said for said in refused if said)


def test_of_eight_people_some_approve_and_some_return_one_proposal(crowd, make_label, people):
    """Nobody overrules anybody: what the first one said stands, and everybody else is told who, what and when."""
    for number in range(ROUNDS):
        label = make_label(f"R-{number}", ("FY2018", 1))
        pk = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant).pk
        said = [{"by": by} | ({"reason": "Made up."} if n % 2 else {}) for n, by in enumerate(crowd)]
        calls = [
            ((decisions.return_ if n % 2 else decisions.approve, CategoryDecision.objects.get(pk=pk)), said[n])
            for n in EIGHT
        ]
        refused = at_once(do, calls)
        decision = CategoryDecision.objects.get(pk=pk)
        winner = crowd.index(decision.reviewed_by)
        assert decision.state == ("returned" if winner % 2 else "approved")
        when = f"{decision.reviewed_at:%Y-%m-%d %H:%M} UTC"
        told = f"{decision.reviewed_by} was first: “{label}” is {decision.get_state_display()} since {when}."
        assert refused == ["" if number == winner else told for number in EIGHT]
        judged = [line for line in lines_of(CategoryDecision, pk) if line.startswith(("Approved", "Returned"))]
        assert len(judged) == 1


def lines_of(model, pk):
    """What the log says of one thing."""
    told = LogEntry.objects.filter(content_type__model=model._meta.model_name, object_id=str(pk)).order_by("pk")
    return list(told.values_list("change_message", flat=True))


def test_what_is_published_while_others_judge_rests_on_what_was_in_force_then(crowd, make_file, make_label, people):
    """By the log's own order: each decision of a release was approved before it, and superseded after it or never."""
    accepted = {"state": "accepted", "accepted_by": people.director, "accepted_at": "2026-01-02T03:04Z"}
    file = make_file(**accepted)
    labels = [make_label(text, ("FY2018", 7), file=file) for text in ("F-1", "H-1B")]
    for label in labels:
        decisions.approve(propose(label, 1900, people.assistant), by=people.director)
    for number in range(ROUNDS):
        one = propose(labels[0], 1901 + number, people.assistant)
        two = propose(labels[0], 1901 + number, people.colleague, year_to=2099)
        three = propose(labels[1], 1901 + number, people.director)
        version = {"version": f"1.{number}.0", "notes_en": "Made up.", "even_if_unchanged": True}
        reason = {"reason": "Made up."}
        deeds = [
            (decisions.approve, [one], {}),
            (releases.publish, [], version),
            (decisions.approve, [two], {}),
            (decisions.return_, [two], reason),
            (decisions.approve, [three], {}),
            (decisions.return_, [three], reason),
            (releases.publish, [], version),
            (decisions.return_, [one], reason),
        ]
        calls = [((verb, *about), {**said, "by": by}) for (verb, about, said), by in zip(deeds, crowd, strict=True)]
        refused = dict(enumerate(at_once(do, calls)))
        for rivals in ((0, 7), (1, 6), (2, 3), (4, 5)):
            assert [refused[n] == "" for n in rivals].count(True) == 1, [refused[n] for n in rivals]
        release = Release.objects.get(version=version["version"])
        rests_on = set(Treatment.public.of(release).values_list("decision", flat=True))
        assert len(rests_on) == 2 and rests_on - in_force_when_published(release) == set()


def propose(label, year_from, by, year_to=None):
    """Another proposal for each span, of the same cells."""
    span = {"year_from": year_from, "year_to": year_to}
    return decisions.propose(label, category="study", rationale="Made up.", **span, by=by)


def test_eight_people_publish_one_version(crowd, make_file, make_label, people):
    accepted = {"state": "accepted", "accepted_by": people.director, "accepted_at": "2026-01-02T03:04Z"}
    label = make_label("F-1", ("FY2018", 7), file=make_file(**accepted))
    decisions.approve(propose(label, 1900, people.assistant), by=people.director)
    for number in range(ROUNDS):
        asked = {"version": f"1.{number}.0", "notes_en": "Made up.", "even_if_unchanged": True}
        refused = at_once(releases.publish, [((), {**asked, "by": by}) for by in crowd])
        release = Release.objects.get(version=asked["version"])
        first = LogEntry.objects.get(change_message__startswith=f"Published release {release.version}.").user
        assert [said == "" for said in refused] == [director == first for director in crowd]
        when = f"{release.published_at:%Y-%m-%d %H:%M} UTC"
        told = f"Release {release.version} was published by {first} on {when} already"
        assert [said for said in refused if said and not said.startswith(told)] == []


def test_a_candidate_is_published_or_goes_back_by_one_of_eight_people(crowd, make_file, make_label, people):
    """Four publish it, three send it back, and one approves what makes it another: whoever was first, all are told."""
    accepted = {"state": "accepted", "accepted_by": people.director, "accepted_at": "2026-01-02T03:04Z"}
    label = make_label("F-1", ("FY2018", 7), file=make_file(**accepted))
    for number in range(ROUNDS):
        decisions.approve(propose_another(label, 2 * number, people.assistant), by=people.director)
        other = propose_another(label, 2 * number + 1, people.assistant)
        frozen = freeze(f"1.{number}.0", people.director)
        deeds = [(candidates.publish,)] * 4 + [(candidates.send_back,)] * 3 + [(decisions.approve, other)]
        said = [{}] * 4 + [{"reason": "Made up."}] * 3 + [{}]
        calls = [(deed, {**words, "by": by}) for deed, words, by in zip(deeds, said, crowd, strict=True)]
        *refused, approval = at_once(do, calls)
        assert approval == ""
        done = [n for n, words in enumerate(refused) if words == ""]
        release = Release.objects.readable().filter(pk=frozen.candidate_id).first()
        if release:
            rests_on = set(Treatment.public.of(release).values_list("decision", flat=True))
            assert rests_on and rests_on - in_force_when_published(release) == set()
            [first], when = done, f"{release.published_at:%Y-%m-%d}"
            assert first < 4
        else:
            back = standing.following().sent_back
            first, when = [*map(str, crowd), ""].index(back["by"]), back["at"][:10]
            first -= back["by"] == ""  # it went by itself, because the last of them approved something
            assert done == [first] * (first < 7) and first >= 4
        told = [words for words in refused if words]
        assert [words for words in told if not (str(crowd[first]) in words and f"on {when}" in words)] == []


def propose_another(label, number, by):
    """The same treatment for another span, two hundred times and more."""
    return propose(label, 1900 + number % 100, by, year_to=2020 + number // 100)


def freeze(version, by):
    """A candidate, with whatever warns of it ticked off."""
    candidates.save(version=version, notes_en="Made up.", by=by)
    if names := [item.name for item in checklist.unticked(candidates.warnings(standing.following()))]:
        candidates.tick(names, by=by)
    return candidates.freeze(by=by)


def in_force_when_published(release):
    """The decisions that the log says were in force, at its line of the publication."""
    found = set()
    for model, pk, words in LogEntry.objects.order_by("pk").values_list(
        "content_type__model", "object_id", "change_message"
    ):
        if model == "release" and words.startswith(f"Published release {release.version}."):
            return found
        if model == "categorydecision" and words.startswith("Approved"):
            found.add(int(pk))
        if model == "categorydecision" and words.startswith("Superseded"):
            found.discard(int(pk))
    raise AssertionError(f"The log says nothing of release {release.version}.")


def test_eight_proposals_for_one_label_are_approved_by_eight_people(crowd, make_label, people):
    for number in range(ROUNDS):
        label = make_label(f"M-{number}", ("FY2018", 1))
        proposals = [
            decisions.propose(label, category="work", rationale="Made up.", year_from=2000 + n, by=by)
            for n, by in enumerate(crowd)
        ]
        calls = [((proposal,), {"by": crowd[n - 1]}) for n, proposal in enumerate(proposals)]
        assert at_once(decisions.approve, calls) == [""] * 8
        states = list(label.decisions.values_list("state", flat=True))
        assert sorted(states) == ["approved"] + ["superseded"] * 7


def test_eight_people_answer_one_question(crowd, make_label, people):
    set_(THRESHOLDS["second_opinion_share"], to=100, why="Made up.", by=people.director, turn=0)
    for number in range(ROUNDS):
        label = make_label(f"N-{number}", ("FY2018", 1))
        decision = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant)
        decisions.approve(decision, by=people.director)
        calls = [
            ((Drawn.objects.get(decision=decision),), {"disposition": "total", "by": director}) for director in crowd
        ]
        refused = at_once(opinions.give, calls)
        first = SecondOpinion.objects.get(decision=decision).by
        assert [said == "" for said in refused] == [director == first for director in crowd]
        assert all(f"{first} was first: “{label}” has its second opinion" in said for said in refused if said)


def test_eight_people_set_one_threshold(crowd):
    for turn in range(ROUNDS):
        calls = [
            ((THRESHOLDS["second_opinion_share"],), {"to": 20 + turn % 50, "why": "Made up.", "by": by, "turn": turn})
            for by in crowd
        ]
        refused = at_once(set_, calls)
        first = Setting.objects.get(turn=turn + 1).by
        assert [said == "" for said in refused] == [director == first for director in crowd]
        assert all(f"{first} was first" in said for said in refused if said)


def test_eight_people_accept_one_file(crowd, make_file):
    for _ in range(ROUNDS):
        file = make_file(state="submitted")
        calls = [((SourceFile.objects.get(pk=file.pk),), {"by": director}) for director in crowd]
        refused = at_once(uploads.accept, calls)
        file.refresh_from_db()
        assert [said == "" for said in refused] == [director == file.accepted_by for director in crowd]


def test_eight_have_one_file_compared(crowd, people, make_file, make_label):
    accepted = {"state": "accepted", "accepted_by": people.director, "accepted_at": "2026-01-02T03:04Z"}
    make_label("F-1", ("FY2018", 7), file=make_file("before.xlsx", **accepted))
    file = make_file()
    make_label("F-1", ("FY2018", 8), ("FY2019", 9), file=file)
    for _ in range(ROUNDS):
        assert at_once(differences.reckon, [((file,), {})] * 8) == [""] * 8
        assert sorted(Change.objects.values_list("kind", flat=True)) == ["changed", "new"]


def test_eight_people_approve_one_correction(crowd, make_correction, make_file, people):
    for _ in range(ROUNDS):
        correction = make_correction(file=make_file())
        calls = [((Correction.objects.get(pk=correction.pk),), {"by": director}) for director in crowd]
        refused = at_once(corrections.approve, calls)
        correction.refresh_from_db()
        winner = crowd.index(correction.reviewed_by)
        assert [said == "" for said in refused] == [number == winner for number in EIGHT]
        told = f"{correction.reviewed_by} was first: “FY18!B2 of us-niv” is approved"
        assert all(told in said for said in refused if said)
        corrections.approve(corrections.end(correction, why="Made up.", by=crowd[0]), by=crowd[1])


def test_eight_corrections_of_one_cell_are_approved_by_eight_people(crowd, make_correction, make_file):
    for number in range(ROUNDS):
        file = make_file()
        proposals = [make_correction(text=str(100 + 8 * number + n), file=file, by=by) for n, by in enumerate(crowd)]
        calls = [((proposal,), {"by": crowd[n - 1]}) for n, proposal in enumerate(proposals)]
        assert at_once(corrections.approve, calls) == [""] * 8
        rows = Correction.objects.filter(pk__in=[proposal.pk for proposal in proposals])
        assert sorted(rows.values_list("state", flat=True)) == ["approved"] + ["superseded"] * 7


def test_eight_people_claim_one_thing(crowd, make_label, people):
    for number in range(ROUNDS):
        label = make_label(f"C-{number}", ("FY2018", 2_000))
        proposal = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant)
        refused = at_once(claims.claim, [((names.of(proposal),), {"by": director}) for director in crowd])
        claim = Claim.objects.get(item=names.of(proposal))
        assert [said == "" for said in refused] == [director == claim.by for director in crowd]
        assert all(f"{claim.by} was first: claimed at {claim.at:%H:%M}" in said for said in refused if said)


def test_eight_people_upload_the_same_bytes(crowd, source):

    for number in range(ROUNDS):
        content = f"year,class\n2018,{number}\n".encode()
        calls = [
            ((ContentFile(content, "t.csv"),), {"source": source, "by": by, "read_in_background": False})
            for by in crowd
        ]
        refused = at_once(uploads.receive, calls)
        assert sorted(bool(said) for said in refused) == [False] + [True] * 7
        assert SourceFile.objects.filter(sha256=hashlib.sha256(content).hexdigest()).count() == 1

"""An approval is bound to what was seen: whatever changed meanwhile is named. Every figure here is made up."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation import prepared, seen, standings
from curation.actions import concerns, decisions
from curation.actions.refused import Refused
from curation.changed import changed
from curation.models import CategoryDecision, Label, SourceTable
from curation.seen import Changed
from flows import releases
from tests.factories import cell, handover, observation

NIV = "us-niv"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def releases_root(settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"


@pytest.fixture
def proposal(hold, decide, people):
    """J-1, proposed as study beside F-1, which counts there."""
    hold(NIV, [("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("UZB", "J-1", "FY2018", 95)])
    decide(NIV, "F-1", category="study")
    return decisions.propose(of("J-1"), category="study", rationale="Made up.", by=people.assistant)


def of(text):
    return Label.objects.select_related("source").get(source=NIV, text=text)


def sent(decision):
    """What the page of a proposal sends along."""
    decision = CategoryDecision.objects.select_related("label__source").get(pk=decision.pk)
    return seen.token(decision.pk, seen.look(decision).seen)


def test_what_is_as_it_was_seen_is_approved(proposal, people):
    decisions.approve(proposal, by=people.director, seen=sent(proposal))
    assert proposal.state == "approved"


def newer_file(proposal, hold, **_):
    cells = [("KAZ", "J-1", "FY2018", 2_300), ("UZB", "J-1", "FY2018", 95), ("KAZ", "J-1", "FY2019", 605)]
    hold(NIV, cells, covers=["FY2018", "FY2019"], later=1)
    standings.refresh([proposal.label])


def decided_meanwhile(proposal, people, **_):
    other = decisions.propose(proposal.label, reason_code="temporary", rationale="Made up.", by=people.colleague)
    decisions.approve(other, by=people.director)


def doubted(proposal, people, **_):
    about = {"label": proposal.label, "decision": proposal}
    concerns.raise_("Are they persons?", severity="concern", by=people.colleague, **about)


def settled(proposal, people, **_):
    [concern] = proposal.concerns.filter(rule="differs_from_codebook")
    concerns.resolve(concern, resolution="It may.", outcome="kept", by=people.director)


def talked_about(proposal, people, **_):
    [concern] = proposal.concerns.filter(rule="differs_from_codebook")
    concerns.say(concern, text="The publisher's note says persons.", by=people.colleague)


def counted_otherwise(proposal, **_):
    SourceTable.objects.filter(pk=NIV).update(measure="admissions")


def translated(proposal, **_):
    Label.objects.filter(pk=proposal.label_id).update(translation_en="Visitors on exchange")


def another_label_approved(proposal, hold, decide, **_):
    decide(NIV, "F-1", category="work")


def released(proposal, people, **_):
    given = handover(observation("KAZ", "USA", 2018, "study", cells=[cell(1_178, "F-1")]))
    releases.publish(given, version="1.0.0", notes_en="Made up.", by=people.director)


@pytest.mark.parametrize(
    "meanwhile, changes",
    [
        (
            newer_file,
            [
                "The count of its cells was 2 and is 3.",
                "Its sum was 2,300 and is 3,000.",
                "us-niv-1.xlsx counts now.",
                "us-niv-0.xlsx counts no more.",
                "The draft of United States, Study, visas issued was 1,178 and is nothing.",
                "What an approval makes of United States, Study, visas issued was 3,478 and is 3,000.",
            ],
        ),
        (decided_meanwhile, ["Decision 3 (excluded (temporary)) is in force now."]),
        (doubted, ["There is a concern now: “Are they persons?”."]),
        (settled, ["A concern was settled: ““J-1” is proposed as study, where the codebook says"]),
        (talked_about, ["More was said about the concern “"]),
        (
            counted_otherwise,
            [
                "What it counts was “visas_issued” and is “admissions”.",
                "An approval no longer changes United States, Study, visas issued.",
            ],
        ),
        (translated, ["Its label read “J-1” and is “J-1 · Visitors on exchange”."]),
        (
            another_label_approved,
            [
                "The draft of United States, Study, visas issued was 1,178 and is nothing.",
                "What an approval makes of United States, Study, visas issued was 3,478 and is 2,300.",
            ],
        ),
        (released, ["What is published of United States, Study, visas issued was nothing and is 1,178."]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_change_is_named_and_nothing_is_approved(proposal, hold, decide, people, meanwhile, changes):
    first = CategoryDecision.objects.order_by("pk").first().pk
    token = sent(proposal)
    meanwhile(proposal=proposal, hold=hold, decide=decide, people=people)
    with pytest.raises(Changed, match="Not approved, for it is not what you saw. .* Look again.") as refusal:
        decisions.approve(proposal, by=people.director, seen=token, note="So.")
    found = [re.sub(r"Decision (\d+)", lambda m: f"Decision {int(m[1]) - first + 1}", each)
             for each in refusal.value.changes]  # fmt: skip
    assert len(found) == len(changes)
    assert all(told.startswith(change) for told, change in zip(found, changes, strict=True)), found
    proposal.refresh_from_db()
    assert proposal.state == "proposed"
    decisions.approve(proposal, by=people.director, seen=sent(proposal), note="So.")
    assert proposal.state == "approved"


def test_a_total_that_is_the_same_in_other_years_is_named_too(proposal):
    before = seen.look(proposal).seen
    [(series, told)] = before.totals.items()
    shifted = before._replace(totals={series: told | {"draft": told["draft"][::-1]}})
    assert list(changed(before, shifted)) == [
        "The draft of United States, Study, visas issued was 1,178 and is 1,178, in other years."
    ]


def test_sums_that_are_being_made_anew_are_no_longer_those_that_were_seen(proposal, people, hold, monkeypatch):
    token = sent(proposal)
    hold(NIV, [("KAZ", "M-1", "FY2018", 1)], later=1, covers=["FY2019"])
    monkeypatch.setattr(prepared, "AT_ONCE", 0)
    with pytest.raises(Changed, match="The sums of the draft are being made anew, because a file or a series changed."):
        decisions.approve(proposal, by=people.director, seen=token)


@pytest.mark.parametrize("token", ["", "made up", "a:b:c"])
def test_who_says_nothing_or_nonsense_has_not_seen_it(proposal, people, token):
    with pytest.raises(Refused, match="This does not say what you saw of the proposal: open its page"):
        decisions.approve(proposal, by=people.director, seen=token)


def test_what_was_seen_of_another_proposal_does_not_count(proposal, people):
    other = decisions.propose(of("F-1"), category="work", rationale="Made up.", by=people.assistant)
    with pytest.raises(Refused, match="This does not say what you saw of the proposal"):
        decisions.approve(proposal, by=people.director, seen=sent(other))


def test_whoever_comes_second_is_told_who_was_first_and_not_what_that_changed(proposal, people):
    token = sent(proposal)
    decisions.approve(proposal, by=people.director)
    with pytest.raises(Refused, match="director was first: “J-1” is approved since"):
        decisions.approve(proposal, by=people.director, seen=token)


def test_what_many_lines_show_is_asked_for_at_once(make_label, people, source):
    proposals = []
    for number in range(12):
        label = make_label(f"H-{number}", ("FY2018", number))
        proposals.append(decisions.propose(label, category="work", rationale="Made up.", by=people.assistant))
    for some in (proposals[:2], proposals):
        with CaptureQueriesContext(connection) as asked:
            assert len(seen.of(some)) == len(some)
        assert len(asked) <= 7, [query["sql"] for query in asked]


DOORS = {
    "curation/admin/inbox/pages.py": "each line of the preview says what it showed",
    "curation/admin/decisions.py": "each form and each line of a preview says what it showed",
    "curation/demo.py": "proposes and approves in one transaction",
}


def test_whoever_approves_without_having_seen_is_listed_here():
    """A new door says what was seen, or why there is nothing to compare, and stands in this list."""
    calls = re.compile(r"\bdecisions\.(approve|approve_all|take_over)\(|call_command\(")
    sources = [path for app in ("curation", "flows", "camt_site") for path in (ROOT / app).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in sources if calls.search(path.read_text(encoding="utf-8"))}
    assert found == set(DOORS)

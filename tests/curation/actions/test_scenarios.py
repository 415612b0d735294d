"""Questions of what if, kept, proposed, offered to readers and taken back. Figures are made up."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError, transaction

from curation import as_proposals, prepared
from curation.actions import decisions, releases, scenarios
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Label, Scenario
from curation.what_if import OUT, Draft, Question
from flows.models import OfferedScenario
from tests.curation.actions.test_at_once import at_once, crowd  # noqa: F401  a fixture

NIV = "us-niv"
WORDS = {"title_en": "What if J counted?", "title_ru": "Что, если J?", "text_en": "Made up.", "text_ru": "Вымышлено."}


def label(text):
    return Label.objects.get(source=NIV, key=text.casefold())


@pytest.fixture
def visas(hold, decide):
    """Students, exchange visitors who are left out, workers; of the last class the one half, and later the other."""
    hold(NIV, [
        ("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("KAZ", "J-2", "FY2018", 59),
        ("KAZ", "F-1", "FY2019", 1_200), ("KAZ", "J-1", "FY2019", 1_999), ("KAZ", "H-1B", "FY2018", 98),
        ("KAZ", "Q-1", "FY2018", 7), ("KAZ", "Q-1", "FY2019", 8), ("KAZ", "X-1", "FY2019", 3),
    ])  # fmt: skip
    decide(NIV, "F-1", category="study")
    decide(NIV, "J-1", category="study", reason_code="temporary")
    decide(NIV, "J-2", category="study", reason_code="temporary")
    decide(NIV, "H-1B", category="work")
    decide(NIV, "Q-1", category="work", year_to=2018)
    decide(NIV, "Q-1", category="study", year_from=2019)


@pytest.fixture
def question(visas):
    return Question((label("J-1").pk, label("J-2").pk), "study", OUT)


@pytest.fixture
def kept(question, people):
    return scenarios.keep(question, title="J as study", note="Asked often.", by=people.assistant)


@pytest.fixture
def public(visas, decide, people):
    decide(NIV, "X-1", reason_code="temporary")
    return releases.publish(version="1.0.0", notes_en="Made up.", by=people.director)


def history(scenario):
    lines = LogEntry.objects.filter(content_type__model="scenario", object_id=scenario.pk).order_by("pk")
    return list(lines.values_list("change_message", flat=True))


# Keeping


def test_a_question_is_kept_under_a_title(kept, people, question):
    assert (kept.title, kept.by, kept.state) == ("J as study", people.assistant, "kept")
    assert kept.question == {"label": sorted(question.labels), "from": "out", "to": "study", "years": ""}
    assert history(kept) == ["Kept: J as study"]


@pytest.mark.parametrize(
    ("asked", "title", "sentence"),
    [
        (Question((), "study"), "T", "This asks nothing yet"),
        (Question((1,), ""), "T", "This asks nothing yet"),
        (None, " ", "Write a title"),
        (None, "T" * 201, "A title may have 200 characters"),
    ],
)
def test_what_asks_nothing_is_not_kept(question, people, asked, title, sentence):
    with pytest.raises(Refused, match=sentence):
        scenarios.keep(asked or question, title=title, by=people.assistant)


def test_a_label_that_is_not_there_is_named(question, people):
    with pytest.raises(Refused, match="There is no label 999999: leave it out."):
        scenarios.keep(Question((*question.labels, 999_999), "study"), title="T", by=people.assistant)


def test_who_has_no_right_neither_keeps_nor_proposes_nor_offers(kept, question, people, public):
    with pytest.raises(Refused, match="may not keep scenarios"):
        scenarios.keep(question, title="T", by=people.stranger)
    with pytest.raises(Refused, match="may not propose what a label means"):
        scenarios.propose(question, rationale="R.", by=people.stranger)
    with pytest.raises(Refused, match="may not offer scenarios to readers"):
        scenarios.offer(kept, **WORDS, by=people.assistant)
    scenarios.offer(kept, **WORDS, by=people.director)
    with pytest.raises(Refused, match="may not take scenarios back"):
        scenarios.take_back(kept, reason="R.", by=people.assistant)


# Proposing


def figures(effects):
    return [(e.key, e.before and e.before[2:6], e.after and e.after[2:6]) for e in effects]


def test_each_label_is_proposed_by_itself_in_one_batch_and_waits_for_another_person(kept, people, question):
    answer = Draft().answer(question)
    outcome = scenarios.propose(kept, rationale="They learn.", by=people.assistant)
    assert [(d.label.text, d.disposition, d.category, d.state) for d in outcome.decisions] == [
        ("J-1", "include", "study", "proposed"), ("J-2", "include", "study", "proposed"),
    ]  # fmt: skip
    assert {decision.batch for decision in outcome.decisions} == {outcome.batch}
    for decision in outcome.decisions:
        with pytest.raises(Refused, match="You proposed this yourself"):
            decisions.approve(decision, by=people.assistant)
    assert figures(Draft().if_approved(outcome.decisions)) == figures(answer)
    assert history(kept)[1:] == [f"Proposed for 2 labels, in batch {outcome.batch}."]


LAW = [
    (("J-1",), "study", "", None, None), (("J-1", "F-1", "H-1B"), "residence", "", None, None),
    (("F-1", "J-1"), "work", "study", None, None), (("H-1B",), OUT, "", None, None),
    (("F-1", "H-1B"), OUT, "work", None, None), (("Q-1",), "residence", "work", None, None),
    (("Q-1",), "work", "", None, None), (("Q-1",), "work", "study", 2019, None),
    (("Q-1",), "residence", "", 2019, 2019), (("J-1",), "study", "", 2019, None),
    (("X-1",), "work", "", None, None), (("X-1",), "work", "undecided", 2019, 2019),
]  # fmt: skip


@pytest.mark.parametrize("law", LAW, ids=str)
@pytest.mark.parametrize("freshly", [True, False], ids=["fresh", "on top"])
def test_proposals_change_what_the_question_told_or_are_refused(visas, people, law, freshly):
    texts, to, now, first, last = law
    asked = Question(tuple(label(text).pk for text in texts), to, now, first, last)
    if freshly:
        prepared.make()
    code = {"reason_code": "temporary"} if to == OUT else {}
    meant = as_proposals.of(asked, Label.objects.filter(pk__in=asked.labels), **code)
    answered = Question(tuple(each.pk for each in meant.contents), to, now, first, last)
    answer = figures(Draft().answer(answered)) if meant.contents else []
    if meant.contents:
        made = scenarios.propose(answered, rationale="R.", **code, by=people.assistant).decisions
        assert figures(Draft().if_approved(made)) == answer
    for refused, sentence in meant.refused.items():
        assert sentence.startswith(f"“{refused}”") and sentence.endswith((".", "page.", "propose."))


@pytest.mark.parametrize(
    ("texts", "to", "now", "first", "sentence"),
    [
        (("F-1",), "study", "", None, "“F-1” would count no other than it does"),
        (("F-1",), "residence", "work", None, "“F-1” would count no other than it does"),
        (("J-1",), "study", "", 2019, "“J-1” is excluded .temporary. in more years than are asked about"),
        (("Q-1",), "residence", "", 2019, None),
    ],
)
def test_what_one_proposal_cannot_say_is_refused(visas, people, texts, to, now, first, sentence):
    asked = Question(tuple(label(text).pk for text in texts), to, now, first)
    if sentence is None:
        assert len(scenarios.propose(asked, rationale="R.", by=people.assistant).decisions) == 1
        return
    with pytest.raises(Refused, match=sentence):
        scenarios.propose(asked, rationale="R.", by=people.assistant)
    assert not CategoryDecision.objects.waiting().exists()


def test_some_are_proposed_and_the_others_told(visas, people):
    asked = Question((label("J-1").pk, label("F-1").pk), "study")
    outcome = scenarios.propose(asked, rationale="R.", by=people.assistant)
    assert [decision.label.text for decision in outcome.decisions] == ["J-1"]
    assert [(each.text, why.split(":")[0]) for each, why in outcome.refused] == [
        ("F-1", "“F-1” would count no other than it does")
    ]


def test_to_leave_out_asks_for_a_reason_code_and_keeps_what_it_is_kept_out_of(visas, people):
    asked = Question((label("H-1B").pk,), OUT)
    outcome = scenarios.propose(asked, rationale="R.", by=people.assistant)
    assert outcome.batch is None and "choose a reason code" in outcome.refused[0][1]
    [decision] = scenarios.propose(asked, rationale="R.", reason_code="temporary", by=people.assistant).decisions
    assert (decision.disposition, decision.category, decision.reason_code) == ("exclude", "work", "temporary")


# Offering


def test_readers_are_given_values_and_nothing_of_the_workshop(kept, public, people):
    offered = scenarios.offer(kept, **WORDS, by=people.director)
    assert (offered.slug, offered.labels) == ("what-if-j-counted", [[NIV, "J-1"], [NIV, "J-2"]])
    assert (offered.now, offered.to, offered.year_from, offered.year_to) == ("out", "study", None, None)
    kept.refresh_from_db()
    assert (kept.state, kept.slug, kept.moved_by) == ("offered", offered.slug, people.director)
    assert history(kept) == [
        "Kept: J as study",
        "Offered to readers at /what-if/what-if-j-counted/: What if J counted?",
    ]


def test_what_is_offered_once_is_not_offered_again_and_who_was_first_is_told(kept, public, people):
    scenarios.offer(kept, **WORDS, by=people.director)
    with pytest.raises(Refused, match="director had “J as study” offered to readers on 20.* UTC already."):
        scenarios.offer(kept, **WORDS, by=people.director)
    assert OfferedScenario.objects.count() == 1


def test_it_is_taken_back_with_a_reason_and_not_offered_again(kept, public, people):
    with pytest.raises(Refused, match="was never offered to readers"):
        scenarios.take_back(kept, reason="R.", by=people.director)
    offered = scenarios.offer(kept, **WORDS, by=people.director)
    with pytest.raises(Refused, match="Write why you take it back"):
        scenarios.take_back(kept, reason=" ", by=people.director)
    scenarios.take_back(kept, reason="It misled people.", by=people.director)
    offered.refresh_from_db()
    assert (kept.state, offered.withdrawn_reason) == ("taken_back", "It misled people.")
    with pytest.raises(Refused, match="taken back on .* already. Keep the question once more to offer it again."):
        scenarios.offer(kept, **WORDS, by=people.director)
    with pytest.raises(Refused, match="had “J as study” taken back"):
        scenarios.take_back(kept, reason="R.", by=people.director)


@pytest.mark.parametrize("missing", WORDS)
def test_readers_are_told_in_both_languages(kept, public, people, missing):
    with pytest.raises(Refused, match="Readers need a title and a text in"):
        scenarios.offer(kept, **{**WORDS, missing: " "}, by=people.director)
    kept.refresh_from_db()
    assert kept.state == "kept"


def test_without_a_release_there_is_nothing_to_ask_it_of(kept, people):
    with pytest.raises(Refused, match="No release is public yet"):
        scenarios.offer(kept, **WORDS, by=people.director)


def test_a_label_that_the_release_does_not_hold_is_named(visas, public, people, hold):
    hold(NIV, [("KAZ", "Z-9", "FY2018", 5)], later=1)
    kept = scenarios.keep(Question((label("Z-9").pk, label("J-1").pk), "work"), title="T", by=people.assistant)
    with pytest.raises(Refused, match="Release 1.0.0 holds no cell of “Z-9”, neither counted nor left out"):
        scenarios.offer(kept, **WORDS, by=people.director)


def test_what_only_the_desk_can_ask_is_not_offered(question, public, people):
    kept = scenarios.keep(Question(question.labels, "study", "undecided"), title="T", by=people.assistant)
    with pytest.raises(Refused, match="“undecided” is nothing a label counts as"):
        scenarios.offer(kept, **WORDS, by=people.director)


def test_two_of_the_same_title_have_two_addresses(question, public, people):
    for title in ("One", "Another"):
        scenarios.offer(scenarios.keep(question, title=title, by=people.director), **WORDS, by=people.director)
    slugs = OfferedScenario.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["what-if-j-counted", "what-if-j-counted-2"]


@pytest.mark.parametrize("change", [{"title": "Other"}, {"question": {}}, {"state": "taken_back"}, {"note": "Other"}])
def test_what_a_scenario_asks_never_changes(kept, change):
    with pytest.raises(DatabaseError, match="never changed or deleted|offered_by_somebody"), transaction.atomic():
        Scenario.objects.filter(pk=kept.pk).update(**change)


def test_a_scenario_is_never_deleted(kept):
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        kept.delete()


def test_eight_people_offer_one_scenario(crowd, kept, public):  # noqa: F811
    calls = [((Scenario.objects.get(pk=kept.pk),), {**WORDS, "by": director}) for director in crowd]
    refused = at_once(scenarios.offer, calls)
    kept.refresh_from_db()
    assert [said == "" for said in refused] == [director == kept.moved_by for director in crowd]
    assert all(f"{kept.moved_by} had “J as study” offered to readers" in said for said in refused if said)
    assert OfferedScenario.objects.count() == 1

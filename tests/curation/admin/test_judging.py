"""The page on which a proposal is judged. Every figure here is made up."""

import re

import pytest
from django.urls import reverse

from curation import standings
from curation.actions import concerns, decisions
from curation.models import CategoryDecision, Label
from flows import releases
from tests.curation.admin.test_decisions import deed, page_of, sent, state
from tests.curation.conftest import person
from tests.factories import cell, handover, observation

NIV = "us-niv"
SAID = {"category": "study", "rationale": "Exchange programmes of over 6 months exist."}


@pytest.fixture(autouse=True)
def releases_root(settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"


@pytest.fixture
def visas(hold, decide):
    hold(NIV, [
        ("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("KAZ", "J-2", "FY2018", 59),
        ("KAZ", "Q-1", "FY2018", 3),
    ])  # fmt: skip
    decide(NIV, "F-1", category="study")
    standings.refresh()


@pytest.fixture
def propose(people):
    def propose(text, by=people.assistant, **said):
        return decisions.propose(Label.objects.get(source=NIV, text=text), **(said or SAID), by=by)

    return propose


@pytest.fixture
def proposal(visas, propose):
    return propose("J-1")


def texts(response):
    """What a page says, without its marks."""
    words = " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
    return re.sub(r" (?=[,.:;])", "", words)


def test_the_page_says_what_an_approval_changes_and_what_else_could_be_done(desk, proposal):
    shown = texts(desk("director").get(page_of(proposal)))
    assert "J-1 Exchange visitors (J)" in shown
    assert "United States, study, visas issued five origins, US fiscal year" in shown
    assert "FY2018 1,178 3,383 +2,205" in shown and "4 years 1,178 3,383 +2,205 1,178 0" in shown
    assert "if it were excluded" in shown
    assert "Approved: 1 number of the draft changes. As excluded (the codebook’s own) no number changes." in shown
    assert "Nothing is published yet." in shown
    assert "Bound to what you see" in shown
    assert "label J-1 cells 1 sum, at least 2,205 measure, unit visas issued, visas" in shown
    assert "1 of 1 · 2,205 visas" in shown


def test_the_codebook_s_sentence_has_the_class_marked(desk, proposal):
    shown = desk("director").get(page_of(proposal)).content.decode()
    assert "excluded <mark>J visas (“Exchange Visitor”)</mark> and Q visas" in shown


def test_what_is_published_is_told(desk, proposal, people):
    given = handover(observation("KAZ", "USA", 2018, "study", cells=[cell(1_178, "F-1")]))
    releases.publish(given, version="1.0.0", notes_en="Made up.", by=people.director)
    shown = texts(desk("director").get(page_of(proposal)))
    assert "Release 1.0.0 says 1,178 for United States, study, visas issued, until the next release." in shown


def test_a_label_of_a_file_that_is_not_accepted_changes_nothing_yet_and_the_page_says_why(desk, label, people):
    decision = decisions.propose(label, **SAID, by=people.assistant)
    shown = texts(desk("director").get(page_of(decision)))
    assert "Approved: no number of the draft changes." in shown
    assert "The draft holds nothing yet of niv.xlsx: its numbers enter when the file is accepted." in shown


def test_while_the_sums_are_made_the_page_says_so_and_can_be_judged(desk, proposal, monkeypatch):
    monkeypatch.setattr("curation.effects.Draft", lambda: type("Draft", (), {"ready": False})())
    assert "The sums of the draft are being added up." in texts(desk("director").get(page_of(proposal)))
    deed(desk("director"), "approve", proposal)
    assert state(proposal) == "approved"


def test_an_approval_goes_on_to_the_next_the_most_people_first(desk, proposal, propose):
    smaller, larger = propose("J-2"), propose("Q-1")
    director = desk("director")
    shown = director.get(page_of(proposal))
    assert (shown.context["queue"].place, shown.context["queue"].next) == (1, page_of(smaller))
    said = {"seen": sent(director, smaller)}
    after = director.post(reverse("admin:decision_approve", args=[smaller.pk]), said)
    assert after.url == page_of(larger)
    assert director.post(reverse("admin:decision_return", args=[larger.pk]), {"words": "No."}).url == page_of(proposal)
    after = director.post(reverse("admin:decision_return", args=[proposal.pk]), {"words": "No."}, follow=True)
    assert after.redirect_chain[0][0].startswith(reverse("admin:curation_categorydecision_changelist"))


def test_what_changed_since_is_named_and_what_was_written_is_kept(desk, proposal, people):
    director = desk("director")
    said = {"seen": sent(director, proposal), "words": "It is longer.", "cites": ""}
    about = {"label": proposal.label, "decision": proposal}
    concerns.raise_("Are they persons?", severity="concern", by=people.colleague, **about)
    address = reverse("admin:decision_approve", args=[proposal.pk])
    refused = director.post(address, said)
    assert refused.status_code == 409 and state(proposal) == "proposed"
    assert "Not approved: it is not what you saw There is a concern now: “Are they persons?”." in texts(refused)
    assert refused.context["words"] == "It is longer." and refused.context["token"] == said["seen"]
    assert director.post(address, said).status_code == 409
    again = director.post(reverse("admin:decision_look", args=[proposal.pk]), said)
    assert (again.status_code, again.context["words"], again.context["changes"]) == (200, "It is longer.", [])
    director.post(address, said | {"seen": again.context["token"]})
    assert state(proposal) == "approved"


def test_a_form_that_says_nothing_of_what_was_seen_approves_nothing(desk, proposal):
    shown = deed(desk("director"), "approve", proposal, seen="")
    assert "This does not say what you saw of the proposal" in shown
    assert state(proposal) == "proposed"


@pytest.mark.parametrize("code, words", [("source", "Which page or note"), ("rule", "Quote the"), ("no such", "")])
def test_a_return_starts_from_one_of_four_openings_without_a_script(desk, proposal, code, words):
    shown = desk("director").get(page_of(proposal), {"begin": code})
    assert len(shown.context["openings"]) == 4
    assert shown.context["words"].startswith(words) and bool(shown.context["words"]) == bool(words)


def test_one_field_answers_a_concern_without_judging(desk, proposal):
    [doubt] = proposal.concerns.filter(rule="differs_from_codebook")
    page = desk("director").get(page_of(proposal))
    assert doubt in page.context["unsettled"]
    deed(desk("director"), "answer", proposal, concern=doubt.pk, words="The rule does not hold here.")
    doubt.refresh_from_db()
    assert (doubt.state, doubt.messages.get().text) == ("answered", "The rule does not hold here.")
    assert "answered The rule does not hold here." in texts(desk("assistant").get(page_of(proposal)))
    assert desk("assistant").get(page_of(proposal)).context["unsettled"] == []


def test_the_next_to_be_answered_is_what_nobody_answered_yet(desk, proposal, people):
    about = {"label": proposal.label, "decision": proposal, "severity": "concern", "by": people.colleague}
    first, second = concerns.raise_("First.", **about), concerns.raise_("Second.", **about)
    assert desk("director").get(page_of(proposal)).context["unsettled"][:2] == [first, second]
    concerns.answer(first, text="Made up.", by=people.director)
    assert desk("director").get(page_of(proposal)).context["unsettled"][:2] == [second, first]


def test_no_blank_stands_between_a_treatment_and_the_comma_after_it(desk, proposal):
    shown = desk("director").get(reverse("admin:decision_take-over", args=[proposal.pk])).content.decode()
    assert "</span>, all years" in shown


def test_only_a_concern_of_this_proposal_is_answered_here(desk, proposal, people):
    other = concerns.raise_("Something else.", severity="concern", by=people.colleague)
    told = deed(desk("director"), "answer", proposal, concern=other.pk, words="Kept in the field.")
    assert "it is not among those of this proposal" in told and "Kept in the field." in told
    assert other.messages.count() == 0


def test_a_precedent_is_cited_in_the_approval_and_listed_when_it_is_overturned(desk, proposal, propose, people):
    precedent = propose("Q-1", reason_code="temporary", category="study", rationale="As the codebook says.")
    decisions.approve(precedent, by=people.colleague)
    page = desk("director").get(page_of(proposal))
    assert page.context["look"].precedents == [precedent]
    deed(desk("director"), "approve", proposal, cites=precedent.pk)
    proposal.refresh_from_db()
    assert proposal.approval_cites == precedent
    assert "The approval cites: Q-1" in texts(desk("assistant").get(page_of(proposal)))
    overturning = propose("Q-1", by=people.colleague)
    page = desk("director").get(page_of(overturning))
    assert (page.context["ends"], page.context["resting"]) == ([precedent], [proposal])
    assert "What rests on what would end J-1, study approved" in texts(page)


def test_a_precedent_is_cited_in_the_proposal(desk, proposal, people):
    decisions.approve(proposal, by=people.director)
    label = Label.objects.get(source=NIV, text="Q-1")
    form = desk("assistant").get(reverse("admin:curation_label_change", args=[label.pk])).context["form"]
    assert [str(text) for _pk, text in form.fields["cites"].choices] == ["no precedent", "J-1, study"]
    said = {"what": "study", "rationale": "As J-1.", "cites": proposal.pk}
    desk("assistant").post(reverse("admin:curation_label_decide", args=[label.pk]), said)
    assert label.decisions.get().cites == proposal


def test_what_waits_behind_it_is_listed_with_its_ground(desk, proposal, propose, people):
    propose("J-2", category="work", rationale="They work.")
    propose("J-1", by=people.colleague, category="residence", rationale="They stay.")
    propose("F-1", category="study", measure="admissions", rationale=SAID["rationale"])
    found = desk("director").get(page_of(proposal)).context["behind"]
    assert [(str(other.label), why) for other, why in found] == [
        ("J-1", "the same label"),
        ("F-1", "in the same words"),
        ("J-2", "the same concept"),
    ]


def take_over(browser, decision, **said):
    return browser.post(reverse("admin:decision_take-over", args=[decision.pk]), said, follow=True)


def test_who_could_agree_is_said_before_one_takes_over(desk, proposal):
    """The only director would wait for one more; with another director there is who agrees."""
    form = texts(take_over(desk("director"), proposal))
    assert "Nobody but you may approve what is flagged." in form and "return theirs, say in the reason" in form
    person("deputy", "director")
    assert "Should yours be flagged, these may agree to it: deputy." in texts(take_over(desk("director"), proposal))


def test_and_said_again_once_it_waits(desk, proposal):
    said = {"what": "work", "rationale": "Made up.", "reason": "Made up."}
    told = texts(take_over(desk("director"), proposal, **said))
    assert "is proposed as work, and waits for one more director, whom the desk does not have yet." in told


def test_an_assistants_own_may_be_agreed_to_by_the_director_when_it_is_flagged(desk, visas, propose, people):
    plain = propose("Q-1", people.assistant, category="study", reason_code="temporary", rationale="The codebook.")
    assert not plain.flagged
    said = {"what": "work", "rationale": "Made up.", "reason": "Made up."}
    assert "and waits for director." in texts(take_over(desk("colleague"), plain, **said))


def test_taken_over_with_the_words_written_so_far(desk, proposal, people):
    form = take_over(desk("director"), proposal, words="A year is temporary.")
    assert form.status_code == 200 and state(proposal) == "proposed"
    assert form.context["form"].initial["reason"] == "A year is temporary."
    assert form.context["form"].initial["what"] == "study"
    said = {"what": "exclude", "kept_out_of": "study", "reason_code": "temporary"}
    refused = take_over(desk("director"), proposal, **said, reason="A year is temporary.")
    assert refused.status_code == 422 and state(proposal) == "proposed"
    done = take_over(desk("director"), proposal, **said, reason="A year is temporary.", rationale="The codebook.")
    assert "Taken over: “J-1” is proposed as excluded (temporary), and waits for one more director" in texts(done)
    assert state(proposal) == "returned"
    new = CategoryDecision.objects.waiting().get()
    assert new.proposed_by == people.director
    assert "You proposed this yourself, so somebody else reviews it." in texts(desk("director").get(page_of(new)))


def test_what_was_proposed_cannot_be_taken_over_as_it_is(desk, proposal):
    told = take_over(desk("director"), proposal, what="study", rationale="So.", reason="So.")
    assert "This is what was proposed: approve it" in texts(told)
    assert state(proposal) == "proposed"


def test_the_page_of_what_is_in_force_has_no_buttons_and_says_what_rests_on_it(desk, proposal, people, propose):
    decisions.approve(proposal, by=people.director, note="Seen.")
    propose("Q-1", category="study", rationale="As J-1.", cites=proposal)
    shown = desk("director").get(page_of(proposal))
    assert 'id="judge"' not in shown.content.decode()
    assert "Approved by director" in texts(shown) and "What rests on it Q-1, study proposed" in texts(shown)


def test_how_often_the_page_asks_the_database(desk, proposal, propose, people, django_assert_max_num_queries):
    for text in ("J-2", "Q-1"):
        decisions.approve(propose(text), by=people.director)
    director = desk("director")
    director.get(page_of(proposal))
    with django_assert_max_num_queries(53):
        director.get(page_of(proposal))

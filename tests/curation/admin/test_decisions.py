"""Reviewing in the desk, and that nobody reviews their own by any of its ways."""

import pytest
from django.urls import reverse

from curation.actions import decisions
from curation.models import CategoryDecision

LIST = "/admin/curation/categorydecision/"


@pytest.fixture
def decision(label, people):
    return decisions.propose_as_suggested(label, by=people.assistant)


@pytest.fixture
def flagged(make_label, people):
    label = make_label("H-1B", ("FY2018", 3))
    return decisions.propose(label, category="study", rationale="Made up.", by=people.assistant)


def page_of(decision):
    return reverse("admin:curation_categorydecision_change", args=[decision.pk])


def sent(browser, decision):
    """What the page sends along of what it shows; nothing, where it is not for this person to judge."""
    return browser.get(page_of(decision)).context["token"]


def deed(browser, name, decision, **said):
    if name == "approve":
        said = {"seen": sent(browser, decision)} | said
    return browser.post(reverse(f"admin:decision_{name}", args=[decision.pk]), said, follow=True).content.decode()


def preview(browser, *ticked):
    data = {"action": "approve_several", "_selected_action": [each.pk for each in ticked]}
    return browser.post(LIST, data, follow=True)


def approve_ticked(browser, *ticked):
    tokens = {f"seen-{decision.pk}": token for decision, token, *_ in preview(browser, *ticked).context["lines"]}
    said = {"decision": [each.pk for each in ticked]} | tokens
    return browser.post(reverse("admin:decisions_approve"), said, follow=True).content.decode()


def state(decision):
    return CategoryDecision.objects.get(pk=decision.pk).state


def test_approved_on_its_page_by_somebody_else(desk, decision):
    assert "Approved: “J-1” is excluded (temporary)." in deed(desk("colleague"), "approve", decision, words="Seen.")
    decision.refresh_from_db()
    assert (decision.state, decision.review_note) == ("approved", "Seen.")


def test_returned_on_its_page_with_a_reason(desk, decision):
    assert "Say why you return it: the field is empty." in deed(desk("colleague"), "return", decision, words="")
    assert "Returned to assistant: “J-1”." in deed(desk("colleague"), "return", decision, words="Quote the rule.")
    home = desk("assistant").get("/admin/").content.decode()
    assert "Quote the rule." in home


def test_what_came_back_has_two_ways_on_for_whoever_proposed_it(desk, decision):
    deed(desk("colleague"), "return", decision, words="Quote the rule.")
    page = reverse("admin:curation_categorydecision_change", args=[decision.pk])
    assert "I agree: leave it" in desk("assistant").get(page).content.decode()
    assert "I agree: leave it" not in desk("colleague").get(page).content.decode()
    assert "Put away: it waits for you no longer." in deed(desk("assistant"), "put-away", decision, words="So it is.")
    shown = desk("assistant").get(page).content.decode()
    assert "and put away by assistant" in shown and "Quote the rule." in shown and "I agree" not in shown
    assert "Quote the rule." not in desk("assistant").get("/admin/").content.decode()


def test_withdrawn_by_whoever_proposed(desk, decision):
    assert "only assistant may withdraw it" in deed(desk("colleague"), "withdraw", decision)
    assert "Withdrawn." in deed(desk("assistant"), "withdraw", decision)
    assert state(decision) == "withdrawn"


def test_ones_own_proposal_has_no_button_and_no_way(desk, decision):
    shown = (
        desk("assistant").get(reverse("admin:curation_categorydecision_change", args=[decision.pk])).content.decode()
    )
    assert "Return with a reason" not in shown and 'id="judge"' not in shown
    assert "You proposed this yourself, so somebody else reviews it." in shown
    refused = "You proposed this yourself, so somebody else has to"
    assert refused in deed(desk("assistant"), "approve", decision)
    assert refused in deed(desk("assistant"), "return", decision, words="No.")
    assert refused in approve_ticked(desk("assistant"), decision)
    assert preview(desk("assistant"), decision).context["ready"] == []
    assert state(decision) == "proposed"


def test_a_flagged_one_waits_for_the_director_at_every_door(desk, flagged):
    refused = "This proposal is flagged and waits for the director."
    assert refused in deed(desk("colleague"), "approve", flagged)
    assert refused in approve_ticked(desk("colleague"), flagged)
    assert state(flagged) == "proposed"
    deed(desk("director"), "approve", flagged)
    assert state(flagged) == "approved"


def test_several_at_once_after_a_preview_that_approves_nothing(desk, decision, flagged):
    shown = preview(desk("colleague"), decision, flagged)
    assert shown.context["ready"] == [decision]
    assert shown.context["left_out"] == [(flagged, "it is flagged and waits for the director")]
    assert state(decision) == "proposed"
    told = approve_ticked(desk("colleague"), decision, flagged)
    assert "Approved: 1 of 2 proposals." in told
    assert "“H-1B”: This proposal is flagged and waits for the director." in told
    assert (state(decision), state(flagged)) == ("approved", "proposed")


def test_in_a_preview_what_overturns_is_not_ticked_and_says_what_it_ends(desk, label, people):
    former = decisions.propose(label, category="work", rationale="Made up.", by=people.assistant)
    decisions.approve(former, by=people.director)
    overturning = decisions.propose_as_suggested(label, by=people.assistant)
    shown = preview(desk("director"), overturning).content.decode()
    assert "in force now: work" in shown and f'value="{overturning.pk}" aria' in shown


def test_a_doubted_one_is_answered_on_its_own_page(desk, label, people):
    doubted = decisions.propose(label, category="work", rationale="Made up.", flag="Is it?", by=people.assistant)
    shown = preview(desk("director"), doubted)
    assert (shown.context["ready"], shown.context["left_out"]) == (
        [],
        [(doubted, "somebody doubts it: open it and answer")],
    )
    page = desk("director").get(reverse("admin:curation_categorydecision_change", args=[doubted.pk])).content.decode()
    assert "Somebody doubts this proposal: approving it asks for your answer" in page
    assert "assistant doubts this proposal: “Is it?”" in deed(desk("director"), "approve", doubted, words="")
    deed(desk("director"), "approve", doubted, words="It is paid.")
    assert (state(doubted), doubted.concerns.get(rule="").resolution) == ("approved", "It is paid.")


def test_the_second_of_two_is_told_who_was_first(desk, decision):
    token = sent(desk("director"), decision)
    deed(desk("colleague"), "approve", decision)
    told = deed(desk("director"), "approve", decision, seen=token)
    assert "colleague was first: “J-1” is approved since" in told


def test_the_page_says_what_an_approval_would_end(desk, decision, people):
    decisions.approve(decision, by=people.colleague)
    new = decisions.propose(decision.label, category="study", rationale="Made up.", by=people.assistant)
    shown = desk("director").get(reverse("admin:curation_categorydecision_change", args=[new.pk]))
    assert shown.context["ends"] == [decision]


def test_the_history_tells_each_step(desk, decision):
    deed(desk("colleague"), "approve", decision, words="Seen.")
    url = reverse("admin:curation_categorydecision_history", args=[decision.pk])
    history = desk("assistant").get(url).content.decode()
    assert "Proposed: excluded (temporary)." in history and "Approved. Seen." in history

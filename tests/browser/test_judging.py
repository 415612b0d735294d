"""A proposal judged by keyboard alone, and without JavaScript, in a real browser. Every figure here is made up."""

import pytest
from playwright.sync_api import expect

from curation.actions import decisions
from curation.models import CategoryDecision, Label
from tests.browser.conftest import press, violations
from tests.curation.conftest import person

pytestmark = pytest.mark.look

NIV = "us-niv"
LIST = "/admin/curation/categorydecision/"


@pytest.fixture
def director(assistant):
    return person("director", "director")


@pytest.fixture
def proposals(assistant):
    """Three, judged in this order."""
    made = []
    for text in ("J-1", "H-1B", "F-1"):
        label = Label.objects.create(source_id=NIV, parts=[["class", text]], key=text.casefold(), text=text)
        made.append(decisions.propose(label, category="work", rationale="Made up.", by=assistant))
    return made


@pytest.fixture
def page(desk_in, director, proposals, request):
    """The first of them; a test named `…_no_script` sees it without JavaScript."""
    return desk_in(director, page_of(proposals[0]), java_script_enabled="no_script" not in request.node.name)


def page_of(decision):
    return f"{LIST}{decision.pk}/change/"


def states():
    return list(CategoryDecision.objects.order_by("pk").values_list("state", flat=True))


def field(page):
    return page.locator("#words")


def test_approved_and_on_to_the_next_and_out_again_by_keyboard_alone(page, proposals):
    press(page, "Control+Enter")
    page.wait_for_url(f"**{page_of(proposals[1])}")
    expect(page.locator(".messagelist")).to_contain_text("Approved: “J-1” is work.")
    press(page, "k")
    page.wait_for_url(f"**{page_of(proposals[2])}")
    assert states() == ["approved", "proposed", "proposed"]
    press(page, "Escape")
    page.wait_for_url(f"**{LIST}inbox/")


def test_a_key_in_another_field_of_the_page_judges_nothing(page, proposals):
    press(page, "/")
    expect(page.locator("#go-to")).to_be_focused()
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    press(page, "Control+Enter")
    page.goto(page_of(proposals[1]))
    assert "POST" not in sent and states() == ["proposed"] * 3


def test_a_return_asks_for_its_reason_first(page, proposals):
    press(page, "b")
    expect(field(page)).to_be_focused()
    expect(page.locator("#mode")).to_contain_text("returns it")
    page.keyboard.type("Why b and k?")
    press(page, "Escape")
    expect(page.locator("#mode")).to_contain_text("approves")
    press(page, "b")
    page.wait_for_url(f"**{page_of(proposals[1])}")
    returned = CategoryDecision.objects.get(pk=proposals[0].pk)
    assert (returned.state, returned.review_note) == ("returned", "Why b and k?")


def test_an_opening_fills_the_field_and_makes_the_words_a_reason(page, proposals):
    page.get_by_role("link", name="wrong span of years").click()
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("The span of years is wrong. It should be: ")
    page.keyboard.type("2016 to 2018")
    press(page, "Control+Enter")
    page.wait_for_url(f"**{page_of(proposals[1])}")
    assert CategoryDecision.objects.get(pk=proposals[0].pk).review_note.endswith("should be: 2016 to 2018")


def test_what_changed_has_the_focus_and_is_looked_at_before_it_is_approved(page, proposals):
    Label.objects.filter(pk=proposals[0].label_id).update(translation_en="Visitors")
    press(page, "Control+Enter")
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Its label read “J-1” and is “J-1 · Visitors”.")
    assert violations(page) == []
    press(page, "Control+Enter")
    expect(told).to_have_count(0)
    expect(page.locator("#mode")).to_have_text("Ctrl ↵ approves, with these words.")  # its script runs
    assert states()[0] == "proposed"
    press(page, "Control+Enter")
    page.wait_for_url(f"**{page_of(proposals[1])}")
    assert states()[0] == "approved"


def test_taken_over_by_keyboard(page, proposals):
    press(page, "o")
    page.get_by_label("study", exact=False).first.check()
    page.get_by_label("Why not theirs").fill("They learn.")
    page.get_by_label("Rationale").fill("They learn.")
    assert violations(page) == []
    page.get_by_role("button", name="Return theirs, propose mine").click()
    page.wait_for_url(f"**{page_of(proposals[1])}")
    assert states() == ["returned", "proposed", "proposed", "proposed"]


def test_all_of_it_by_links_and_buttons_no_script(page, proposals):
    page.get_by_role("link", name="quote the rule").click()
    expect(field(page)).to_have_value("Quote the sentence of the codebook that decides it, and say why it does.")
    page.get_by_role("button", name="Return with a reason").click()
    expect(page.locator(".messagelist")).to_contain_text("Returned to assistant: “J-1”.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("Approved: “H-1B” is work.")
    page.get_by_role("button", name="Return with a reason").click()
    expect(page.locator(".messagelist")).to_contain_text("Say why you return it: the field is empty.")
    assert states() == ["returned", "approved", "proposed"]

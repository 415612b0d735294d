"""The concept board by keyboard alone, and without JavaScript, in a real browser."""

import pytest
from playwright.sync_api import expect

from curation.models import ConceptReason, Label
from tests.browser.conftest import press

pytestmark = pytest.mark.look

BOARD = "/admin/curation/concept/board/"
FOCUSED = "document.activeElement.innerText || document.activeElement.id"


@pytest.fixture
def page(desk_in, assistant, request):
    """The board as an assistant sees it; a test named `…_no_script` sees it without JavaScript."""
    Label.objects.create(source_id="us-niv", parts=[["class", "J-1"]], key="j-1", text="J-1")
    return desk_in(assistant, BOARD, java_script_enabled="no_script" not in request.node.name)


def test_a_reason_is_given_and_labels_are_made_alike_by_keyboard_alone(page):
    page.get_by_role("link", name="Journalists", exact=True).focus()
    for _ in range(3):
        press(page, "ArrowDown")
    assert page.evaluate(FOCUSED) == "Exchange visitors, research"
    press(page, "Enter")
    expect(page.get_by_role("link", name="Exchange visitors, research", exact=True)).to_be_focused()
    press(page, "e")
    page.keyboard.type("Visitors go home: s, x and e are letters here.")
    press(page, "Control+Enter")
    expect(page.locator(".messagelist")).to_contain_text("The reason is proposed")
    assert ConceptReason.objects.get().text_en == "Visitors go home: s, x and e are letters here."
    expect(page.get_by_role("link", name="Exchange visitors, research", exact=True)).to_be_focused()
    press(page, "s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make “Exchange visitors, research” alike")
    expect(page.get_by_role("button", name="Propose it for 1 label")).to_be_visible()


def test_escape_closes_and_leaves_the_focus_on_the_row(page):
    page.goto(f"{BOARD}?open=seafarer")
    expect(page.get_by_role("link", name="Seafarers and crew", exact=True)).to_be_focused()
    press(page, "Escape")
    page.wait_for_url(f"**{BOARD}#seafarer")
    expect(page.get_by_role("link", name="Seafarers and crew", exact=True)).to_be_focused()


def test_the_same_by_links_and_forms_no_script(page):
    page.locator("#exchange_visitor").get_by_role("link", name="Write one").click()
    page.get_by_label("Why may “Exchange visitors, research” be treated in two ways?").fill("Visitors go home.")
    page.get_by_role("button", name="Keep apart, with this reason").click()
    expect(page.locator(".messagelist")).to_contain_text("The reason is proposed")
    page.get_by_role("link", name="Make alike: Study").click()
    page.get_by_label("Rationale").fill("They all learn.")
    page.get_by_role("button", name="Propose it for 1 label").click()
    expect(page.locator(".messagelist")).to_contain_text("Proposed for 1 label")
    expect(page.locator("#exchange_visitor .slip.study", has_text="J-1")).to_contain_text("waits for review")

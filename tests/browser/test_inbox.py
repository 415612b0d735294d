"""The director's inbox by keyboard alone, without JavaScript, and on a telephone, in a real browser. Made up."""

import re

import pytest
from django.core.files import File
from playwright.sync_api import expect

from curation.actions import concerns, decisions, readings, uploads
from curation.models import CategoryDecision, Claim, Label, SourceTable
from tests.browser.conftest import SAMPLE, press, violations
from tests.curation.conftest import person

pytestmark = pytest.mark.look

INBOX = "/admin/curation/categorydecision/inbox/"
AGAINST = {"J-1": "study", "F-2": "work"}  # the codebook says otherwise, so that they wait for the director
AS_IT_SAYS = ("H-1B", "L-1", "M-1")


@pytest.fixture
def waiting(assistant):
    """Of the sample two flagged proposals, three as the codebook says, and a doubt."""
    with SAMPLE.open("rb") as opened:
        table, upload = SourceTable.objects.get(pk="us-niv"), File(opened, name=SAMPLE.name)
        file = readings.read(uploads.receive(upload, source=table, by=assistant, read_in_background=False))
    for text, category in AGAINST.items():
        decisions.propose(label(text), category=category, rationale="Made up.", by=assistant)
    for text in AS_IT_SAYS:
        decisions.propose_as_suggested(label(text), by=assistant)
    concerns.raise_("Are these persons?", severity="concern", by=assistant, file=file)


def label(text):
    return Label.objects.get(source="us-niv", text=text)


@pytest.fixture
def page(waiting, desk_in, request):
    """The inbox as the director sees it; a test named `…_no_script` sees it without JavaScript."""
    scripts = "no_script" not in request.node.name
    viewport = {"width": 390, "height": 844} if "telephone" in request.node.name else {"width": 1440, "height": 1040}
    opened = desk_in(
        person("director", "director"), INBOX, java_script_enabled=scripts, bypass_csp=scripts, viewport=viewport
    )
    return opened


def states():
    return dict(CategoryDecision.objects.values_list("label__text", "state"))


def test_claimed_ticked_previewed_and_approved_by_keyboard_alone(page):
    expect(page.locator(".judge tbody tr")).to_have_count(3)
    assert violations(page) == []
    first = page.locator(".judge tbody tr").nth(0)
    press(page, "ArrowDown")
    expect(first.locator("[data-line]")).to_be_focused()
    press(page, "ArrowDown")
    row = page.locator(".judge tbody tr", has_text="J-1")
    expect(row.locator("[data-line]")).to_be_focused()
    press(page, "c")
    expect(row).to_contain_text("claimed by you until")
    assert Claim.objects.get().item.startswith("categorydecision-")
    expect(row.locator("[data-line]")).to_be_focused()  # one comes back to where one was
    press(page, "c")
    expect(row).not_to_contain_text("claimed")
    expect(row.locator("[data-line]")).to_be_focused()
    press(page, " ")
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_role("button", name="Preview the ticked")).to_contain_text("Preview the ticked 4")
    press(page, "p")
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve together")
    expect(page.locator("#content tbody tr")).to_have_count(4)
    assert violations(page) == []
    assert "approved" not in states().values()
    page.get_by_role("checkbox", name="M-1").uncheck()
    page.get_by_role("button", name="Approve the ticked ones").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Approved: 3 of 3.")
    assert states() == {
        "J-1": "approved", "F-2": "proposed", "H-1B": "approved", "L-1": "approved", "M-1": "proposed",
    }  # fmt: skip


def test_enter_opens_and_letters_turned_off_do_nothing(page):
    press(page, "ArrowDown", "ArrowDown")
    page.evaluate("document.documentElement.dataset.deskKeys = 'off'")
    press(page, "c")
    assert not Claim.objects.exists()
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"/categorydecision/\d+/change/"))


def test_the_same_by_forms_no_script(page):
    row = page.locator(".judge tbody tr", has_text="J-1")
    row.get_by_role("button", name="Claim (J-1)").click()
    row = page.locator(".judge tbody tr", has_text="J-1")
    expect(row).to_contain_text("claimed by you until")
    row.get_by_role("button", name="Let go (J-1)").click()
    expect(page.locator("#judge")).not_to_contain_text("claimed by you")
    page.locator("#together tbody tr", has_text="M-1").get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Preview the ticked").click()
    expect(page.locator("#content tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Go back").click()
    expect(page.locator("#together tbody tr", has_text="M-1")).to_contain_text("left out of this batch by you")
    page.get_by_role("button", name="Preview the ticked").click()
    page.get_by_role("button", name="Approve the ticked ones").click()
    expect(page.locator(".messagelist")).to_contain_text("Approved: 2 of 2.")
    assert states()["M-1"] == "proposed"


def test_nothing_is_wider_than_a_telephone(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(".judge tbody tr", has_text="J-1")).to_contain_text("Differs from the codebook")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_in_either_scheme(waiting, desk_in, scheme):
    page = desk_in(person("director", "director"), INBOX, bypass_csp=True, color_scheme=scheme)
    page.evaluate("scheme => localStorage.setItem('theme', scheme)", scheme)
    page.reload()
    assert violations(page) == []

"""Totals and changes explained by keyboard, in a real browser. Every figure is made up."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from curation.actions import readings, uploads
from curation.models import Explanation, SourceTable
from tests.browser.conftest import press
from tests.curation.admin.test_totals import PERMITS

pytestmark = pytest.mark.look


@pytest.fixture
def file(assistant):
    table, upload = SourceTable.objects.get(pk="ca-study"), ContentFile(PERMITS.encode(), name="study.csv")
    return readings.read(uploads.receive(upload, source=table, by=assistant, read_in_background=False))


@pytest.fixture
def page(file, desk_in, assistant):
    """The totals of the file, seen by the assistant."""
    return desk_in(assistant, f"/admin/curation/sourcefile/{file.pk}/totals/")


def test_enter_opens_a_line_and_sends_nothing(page):
    page.get_by_label("explain Kazakhstan 2018").focus()
    press(page, "Enter")
    expect(page.locator("tr.opened .cells li")).to_have_count(12)
    page.get_by_role("link", name="Kazakhstan 2018").focus()
    press(page, "Enter")
    expect(page.locator("tr.opened")).to_have_count(0)
    assert not Explanation.objects.exists()


def test_ticked_explained_and_doubted_by_keyboard(page):
    line = page.get_by_role("link", name="Kazakhstan 2018")
    line.focus()
    press(page, "Space")
    expect(page.get_by_label("explain Kazakhstan 2018")).not_to_be_checked()
    expect(page.locator("[data-count]")).to_have_text("0")
    press(page, "Space")
    press(page, "f")
    expect(page.get_by_label("What do you doubt?")).to_be_focused()
    press(page, "Escape")
    expect(line).to_be_focused()
    press(page, "e")
    expect(page.get_by_label("Explain the ticked")).to_be_focused()
    press(page, "Control+Enter")
    expect(page.get_by_text("Explained.", exact=True)).to_be_visible()
    assert Explanation.objects.get().text.startswith("Months count permits, the year counts persons")


def test_without_javascript_enter_on_a_tick_explains_nothing(page, page_in):
    plain = page_in("/nowhere/", java_script_enabled=False)
    plain.context.add_cookies(page.context.cookies())
    plain.goto(page.url)
    plain.get_by_label("explain Kazakhstan 2018").focus()
    press(plain, "Enter")
    expect(plain.get_by_role("button", name="Explain", exact=False).first).to_be_visible()
    assert not Explanation.objects.exists()
    plain.get_by_role("button", name="Explain", exact=False).first.click()
    expect(plain.get_by_text("Explained.", exact=True)).to_be_visible()
    assert Explanation.objects.count() == 1

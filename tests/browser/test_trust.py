"""The pages of trust in a real browser: from what is there to the cells, from a gap to its reason, and on paper."""

import pytest
from playwright.sync_api import expect

from tests.flows import readers

pytestmark = pytest.mark.look


@pytest.fixture
def address(live_server, settings, tmp_path):
    """Where two releases can be read."""
    settings.RELEASES_ROOT = tmp_path / "releases"
    readers.first(), readers.second()
    return live_server.url


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_from_what_is_there_to_the_cells_of_a_number(page_in, script):
    page = page_in("/", java_script_enabled=script)
    page.get_by_role("link", name="Coverage").first.click()
    row = page.get_by_role("row").filter(has_text="admissions for permanent residence")
    row.get_by_role("link", name="1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage: Canada")
    page.get_by_role("link", name="400").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Residence: Kazakhstan → Canada, 2019")


def test_from_a_gap_to_its_reason(page_in):
    page = page_in("/ru/coverage/")
    page.get_by_role("link", name="Россия", exact=True).click()
    page.get_by_role("link", name="нет данных").first.click()
    expect(page.locator(".kicker")).to_have_text("Почему числа нет")
    expect(page.get_by_label("Ваш вопрос")).to_be_visible()


def test_totals_are_narrowed_by_the_form(page_in):
    page = page_in("/reconciliation/")
    page.get_by_label("Outcome").select_option("equal")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Outcome")).to_have_value("equal")
    table = page.get_by_role("table", name="Printed totals beside our sums")
    expect(table.get_by_role("row").filter(has_text="FY18!CI130")).to_contain_text("3,725")


def test_the_codebook_on_paper_is_a_list_of_labels_with_reasons(page_in):
    page = page_in("/codebook/")
    line = page.locator(".rulings h4").first
    assert line.evaluate("element => getComputedStyle(element).display") == "block"
    page.emulate_media(media="print")
    assert line.evaluate("element => getComputedStyle(element).display") == "inline"
    expect(page.get_by_role("navigation", name="Pages").first).to_be_hidden()
    expect(page.locator(".chapters")).to_be_hidden()
    expect(page.get_by_role("table", name="Whose tables the numbers of each destination are from")).to_be_visible()
